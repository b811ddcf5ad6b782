"""A visit whole: how it is prepared, what is to see to after it, each by one key, what came of it (V7, V10, V12)."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on, work

from models.reads import visit_after
from models.reads.visit_after import After, RemarkRow
from models.rules.nouns import VISIT
from models.rules.visit_after import Prompt
from models.rules.vocabulary import VisitState
from models.rules.vocabulary_visits import PlanQuestion
from models.writes import remarks
from tui import drafts, phrases, typed
from tui.keys import key
from tui.modals.drafted import Drafted
from tui.recording import Recorder
from tui.sheets import visit_before, visit_service, visit_told
from tui.sheets.deal_section import Entry
from tui.sheets.told import ToldSheet, heading
from tui.sheets.visit_prompts import KEYS, Prompter
from tui.widgets.listing import Listing, Span
from tui.words import t


class VisitSheet(ToldSheet[None, After]):
    """What to prepare, its prompts, its remarks, its fields, what was asked."""

    HINT = "visit_sheet.hint"
    BINDINGS = [
        *(key(letter, f"prompt('{prompt}')", f"visit_sheet.{prompt}", show=False) for prompt, letter in KEYS.items()),
        key("space", "skip", "visit_sheet.skip"),
        key("e", "edit", "visit_sheet.edit"),
        key("r", "remark", "visit_sheet.remark"),
        key("p", "phone", "visit_sheet.phone"),
        key("a", "assign", "visit_sheet.assign", show=False),
        key("full_stop", "read_remarks", "visit_sheet.read", show=False),
        key("d", "withdraw", "visit_sheet.withdraw", show=False),
    ]

    def __init__(self, visit: int, *, remark: bool = False, question: str = "") -> None:
        super().__init__()
        self.remark = remark
        """Whether it opens with the line for a remark."""
        self.question = question
        """The question of the plan with whose answer it opens."""
        self.visit = visit
        self.seen_to: dict[Prompt, bool] = {}
        """Prompts done (True) or skipped (False)."""

    def read(self) -> Callable[[], After]:
        return partial(visit_after.after, self.visit, self.app.today, self.app.settings, self.app.member)

    @property
    def account_here(self) -> int | None:
        return self.found.account if self.found else None

    @property
    def prompter(self) -> Prompter:
        """Tells the prompts, and sees to them."""
        return Prompter(self.app, self.reload, lambda: self.dismiss(None))

    def heading(self, found: After) -> str:
        values, mask = found.visited.record.values, self.app.mask
        state = str(values["state"])
        parts = (
            typed.shown(VISIT.field("date"), values["date"]), phrases.label("visit_kind", str(values["kind"])),
            "" if state == VisitState.DONE else phrases.label("visit_state", state),
            mask.name("account", found.account, found.account_name),
            phrases.listed(mask.name("person", each.id, each.name) for each in found.met),
        )  # fmt: skip
        return " · ".join(filter(None, parts))

    def on_mount(self) -> None:
        super().on_mount()
        if self.remark:
            self.action_remark()

    def fill(self, found: After) -> None:
        super().fill(found)
        if self.question in tuple(PlanQuestion):
            question, self.question = self.question, ""
            self.listing.go_to(("plan", question))
            self.answer_plan(question)

    # Telling ------------------------------------------------------------------------------------------

    def entries(self, found: After) -> Iterator[Entry]:
        mask = self.app.mask
        ahead = found.visited.record.values["state"] == VisitState.PLANNED
        yield from self.prompter.lines(found, self.seen_to)
        yield from visit_service.lines(found.service, mask, self.app.today)
        if ahead:
            yield from visit_before.lines(found, mask)
        yield from self._remarks(found.remarks)
        yield from visit_told.fields(found, mask, self.app.settings, self.app.today)
        yield from visit_told.moves(found, mask)
        yield from visit_told.asked(found, mask)
        if not ahead:
            yield from visit_before.lines(found, mask)

    def _remarks(self, found: tuple[RemarkRow, ...]) -> Iterator[Entry]:
        if found:
            yield heading(t("visit_sheet.remarks"))
        for row in found:
            who = self.app.mask.name("member", row.member, row.member_name) if row.member_name else t("form.nobody")
            unread = f"{t('visit_sheet.unread')}  " if row.unread else ""
            yield Entry(("remark", row.id), (
                Span(f"{phrases.day(row.date, self.app.today)}  {who}  ", "muted"), Span(unread, "warn"),
                Span(self.app.mask.text(row.text)),
            ))

    # Acting -------------------------------------------------------------------------------------------

    @property
    def recorder(self) -> Recorder:
        """Opens the forms."""
        return Recorder(self.app)

    def _under(self, kind: str) -> object:
        row = self.listing.current
        return row[1] if isinstance(row, tuple) and row[0] == kind else None

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Enter sees to a prompt or to what is to be prepared, and edits whatever else."""
        event.stop()
        kind, row = event.key if isinstance(event.key, tuple) else ("", "")
        match kind:
            case "prompt":
                self.action_prompt(str(row))
            case "check":
                self.tick(str(row))
            case "plan":
                self.answer_plan(str(row))
            case "remark":
                pass
            case "stance_entry":
                self.edit_move(int(row))
            case _:
                self.action_edit()

    def action_skip(self) -> None:
        """A check is ticked; the prompt under the cursor needs nothing, and the cursor goes on."""
        prompt, code = self._under("prompt"), self._under("check")
        if isinstance(prompt, Prompt):
            self._settle(prompt, done=False)
        elif isinstance(code, str):
            self.tick(code)

    def _settle(self, prompt: Prompt, *, done: bool) -> None:
        self.seen_to[prompt] = done
        self.retell()
        left = [each for each in self.found.prompts if each not in self.seen_to] if self.found else []
        if left:
            self.listing.go_to(("prompt", left[0]))

    @work(group="ask")
    async def action_edit(self) -> None:
        await self.recorder.edit("visit", self.visit)

    @work(group="ask")
    async def edit_move(self, row: int) -> None:
        """Change an entry of the stance ledger this visit showed."""
        await self.recorder.edit("stance_entry", row)

    @work(group="ask")
    async def action_prompt(self, code: str) -> None:
        """Bring up to date what a prompt asks for."""
        if self.found is not None and await self.prompter.see_to(Prompt(code), self.found):
            self._settle(Prompt(code), done=True)

    @work(group="write")
    async def tick(self, code: str) -> None:
        """Tick what is prepared."""
        await visit_before.tick(self.app, self.visit, code)

    @work(group="ask")
    async def answer_plan(self, code: str) -> None:
        """Answer a question of the plan."""
        if self.found is not None:
            await visit_before.answer(self.app, self.found, code)

    @work(group="ask")
    async def action_phone(self) -> None:
        """What to say on the telephone to make this appointment (V5)."""
        from tui.sheets.appointment import AppointmentSheet

        if (found := self.found) is not None:
            person = found.met[0].id if found.met else None
            deal = found.deal.id if found.deal else None
            await self.app.push_screen_wait(AppointmentSheet(found.account, person, deal))
            self.reload()

    @work(group="ask")
    async def action_assign(self) -> None:
        """Give somebody a task that follows from it (V12)."""
        if (found := self.found) is not None:
            deal = found.deal.id if found.deal else None
            await self.recorder.add("task", found.account, {"opportunity": deal})

    # Remarks ------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_remark(self) -> None:
        draft = f"remark-{self.visit}"
        text = await self.app.push_screen_wait(
            Drafted(draft, t("visit_sheet.your_remark"), t("visit_sheet.remark_hint"))
        )
        if text and await self.app.write(remarks.remark, self.visit, text):
            drafts.drop(draft)
            self.app.say(t("visit_sheet.remarked"))

    @work(group="write")
    async def action_read_remarks(self) -> None:
        if await self.app.write(remarks.read, self.visit):
            self.app.say(t("visit_sheet.all_read"))

    @work(group="write")
    async def action_withdraw(self) -> None:
        number = self._under("remark")
        if not isinstance(number, int):
            self.app.say(t("visit_sheet.on_remark"), bad=True)
        elif await self.app.write(remarks.withdraw, number):
            self.app.say(t("visit_sheet.withdrawn"))
