"""A visit whole: what is worth seeing to after it, each by one key, what came of it, what was remarked (V10, V12)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from textual import on, work

from models.reads import visit_after
from models.reads.visit_after import After, RemarkRow
from models.rules.nouns import VISIT
from models.rules.stances import current
from models.rules.visit_after import Prompt, reached
from models.rules.vocabulary import Aim, VisitKind, VisitState
from models.writes import remarks
from tui import drafts, phrases, typed
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.modals.drafted import Drafted
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

NEXT_DAYS = 7
"""The next visit is put so many days ahead, unless another day is typed."""
FOLLOWING = (VisitKind.DEMO, VisitKind.SITE_TOUR, VisitKind.REFERENCE_TOUR, VisitKind.VISIT)
"""What a first visit leads to (V10)."""
KEYS = {
    Prompt.NEXT_VISIT: "n", Prompt.STANCE: "s", Prompt.GRADE: "t", Prompt.GATE: "i", Prompt.RIVAL: "v",
    Prompt.WHYS: "w", Prompt.LIBRARY: "b",
}  # fmt: skip
_NARROWEST = 20


class VisitSheet(SheetPanel[None, After]):
    """Its prompts, its fields, and its remarks."""

    HINT = "visit_sheet.hint"
    BINDINGS = [
        *(key(letter, f"prompt('{prompt}')", f"visit_sheet.{prompt}", show=False) for prompt, letter in KEYS.items()),
        key("space", "skip", "visit_sheet.skip"),
        key("e", "edit", "visit_sheet.edit"),
        key("r", "remark", "visit_sheet.remark"),
        key("full_stop", "read_remarks", "visit_sheet.read", show=False),
        key("d", "withdraw", "visit_sheet.withdraw", show=False),
    ]

    def __init__(self, visit: int, *, remark: bool = False) -> None:
        super().__init__()
        self.remark = remark
        """Whether it opens with the line for a remark."""
        self.visit = visit
        self.seen_to: dict[Prompt, bool] = {}
        """Prompts done (True) or skipped (False)."""

    def read(self) -> Callable[[], After]:
        return partial(visit_after.after, self.visit, self.app.today, self.app.settings, self.app.member)

    @property
    def account_here(self) -> int | None:
        return self.found.account if self.found else None

    def heading(self, found: After) -> str:
        values = found.visited.record.values
        parts = (
            self._day(found), phrases.label("visit_kind", str(values["kind"])),
            self.app.mask.name("account", found.account, found.account_name),
            phrases.listed(self.app.mask.name("person", each.id, each.name) for each in found.met),
        )  # fmt: skip
        return " · ".join(filter(None, parts))

    def _day(self, found: After) -> str:
        when = found.visited.record.values["date"]
        return typed.shown(VISIT.field("date"), when)

    def on_mount(self) -> None:
        super().on_mount()
        if self.remark:
            self.action_remark()

    def fill(self, found: After) -> None:
        self.listing.fill(list(self._lines(found)))
        if self.listing.current is None and self.listing.cursor == 0:
            self.listing.go_to(("prompt", found.prompts[0]) if found.prompts else ("visit", self.visit))

    # Telling ------------------------------------------------------------------------------------------

    def _lines(self, found: After) -> Iterator[Line]:
        if found.prompts:
            yield Line(None, (Span(t("visit_sheet.prompts"), "title"),))
        for prompt in found.prompts:
            yield from self._prompt(prompt, found)
        yield from self._remarks(found.remarks)
        yield Line(None, (Span(t("visit_sheet.what"), "title"),))
        yield from self._fields(found)

    def _prompt(self, prompt: Prompt, found: After) -> Iterator[Line]:
        done = self.seen_to.get(prompt)
        mark = "○ " if done is None else "✓ " if done else "– "
        style = "" if done is None else "muted"
        yield from self._wrapped(("prompt", prompt), 1, (
            PageSpan(mark, "good" if done else "muted"), PageSpan(f"{KEYS[prompt]}  ", "accent"),
            PageSpan(t(f"visit_sheet.ask.{prompt}"), style), PageSpan(f"  {self._state(prompt, found)}", "muted"),
        ))

    def _state(self, prompt: Prompt, found: After) -> str:
        """What is on record about it now."""
        mask = self.app.mask
        match prompt:
            case Prompt.STANCE if not mask.on:
                deal = found.deal.id if found.deal else None
                told = ((p, phrases.stance(current(p, deal).stance)) for p in found.met)
                return phrases.listed(f"{p.name} {stance}" for p, stance in told)
            case Prompt.GRADE if not mask.on:
                told = ((p, phrases.label("relationship_grade", p.grade)) for p in found.met)
                return phrases.listed(f"{p.name} {grade}" for p, grade in told)
            case Prompt.GATE:
                return phrases.listed(phrases.label("gate_item", item) for item in found.wanting)
            case Prompt.RIVAL:
                return phrases.listed(
                    f"{mask.name('competitor', each.id, each.name)} {phrases.label('position', each.position)}"
                    for each in found.rivals
                )
            case Prompt.WHYS:
                return phrases.listed(phrases.label("w", each) for each in found.whys)
        return ""

    def _remarks(self, found: tuple[RemarkRow, ...]) -> Iterator[Line]:
        if found:
            yield Line(None, (Span(t("visit_sheet.remarks"), "title"),))
        for row in found:
            who = self.app.mask.name("member", row.member, row.member_name) if row.member_name else t("form.nobody")
            unread = f"{t('visit_sheet.unread')}  " if row.unread else ""
            yield from self._wrapped(("remark", row.id), 1, (
                PageSpan(f"{phrases.day(row.date, self.app.today)}  {who}  ", "muted"), PageSpan(unread, "warn"),
                PageSpan(self.app.mask.text(row.text)),
            ))

    def _fields(self, found: After) -> Iterator[Line]:
        record = found.visited.record
        for field in VISIT.fields:
            value = record.values[field.code]
            if not value or field.code in ("date", "kind", "aims"):
                continue
            said = self.app.mask.text(typed.shown(field, value, record.texts))
            yield from self._field(typed.label("visit", field), said)
            if field.code == "result" and record.values["aims"]:
                yield from self._field(typed.label("visit", VISIT.field("aims")), self._aims(found))
        if record.values["aims"] and not record.values["result"]:
            yield from self._field(typed.label("visit", VISIT.field("aims")), self._aims(found))
        for row in found.visited.promises:
            due = phrases.day(row.due, self.app.today) if row.due else ""
            yield from self._field(phrases.label("party", row.by), f"{self.app.mask.text(row.text)}  {due}".strip())
        if found.visited.no_next_step:
            yield from self._field(t("field.visit.no_next_step"), self.app.mask.text(found.visited.no_next_step))

    def _aims(self, found: After) -> str:
        """How many of the five aims were reached, and whether that makes a success (V2)."""
        aims = found.visited.record.values["aims"]
        held = aims if isinstance(aims, tuple) else ()
        told = phrases.listed(phrases.label("aim", str(each)) for each in held)
        good = reached([str(each) for each in held], self.app.settings.aims_for_success)
        share = t("visit_sheet.aims", n=len(held), of=len(Aim))
        return f"{share}: {told}" + (f" · {t('visit_sheet.success')}" if good else "")

    def _field(self, label: str, said: str) -> Iterator[Line]:
        yield from self._wrapped(("visit", self.visit), 1, (PageSpan(f"{label}  ", "muted"), PageSpan(said)))

    def _wrapped(self, row: tuple[str, object], step: int, spans: tuple[PageSpan, ...]) -> Iterator[Line]:
        width = max(_NARROWEST, self.size.width - 3)
        for piece in wrapped((PageSpan("  " * step), *spans), width, 2 * (step + 1)):
            yield Line(row, tuple(Span(span.text, span.style) for span in piece))

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
        """Enter sees to a prompt, and edits whatever else."""
        event.stop()
        prompt = self._under("prompt")
        if isinstance(prompt, Prompt):
            self.action_prompt(prompt)
        elif self._under("remark") is None:
            self.action_edit()

    def action_skip(self) -> None:
        """The prompt under the cursor needs nothing; the cursor goes on."""
        prompt = self._under("prompt")
        if isinstance(prompt, Prompt):
            self._settle(prompt, done=False)

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
    async def action_prompt(self, code: str) -> None:
        """Bring up to date what a prompt asks for."""
        found, prompt = self.found, Prompt(code)
        if found is None:
            return
        if found.visited.record.values["state"] != VisitState.DONE and prompt is not Prompt.NEXT_VISIT:
            self.app.say(t("visit_sheet.not_done"), bad=True)
            return
        ways = {
            Prompt.NEXT_VISIT: self._next, Prompt.STANCE: self._stance, Prompt.GRADE: self._grade,
            Prompt.GATE: self._gate, Prompt.RIVAL: self._rival, Prompt.WHYS: self._whys, Prompt.LIBRARY: self._library,
        }  # fmt: skip
        if await ways[prompt](found):
            self._settle(prompt, done=True)

    async def _next(self, found: After) -> bool:
        options = [Option(kind.value, phrases.label("visit_kind", kind)) for kind in FOLLOWING]
        kind = await self.app.push_screen_wait(Chooser(t("visit_sheet.which_next"), among(options)))
        if not isinstance(kind, str):
            return False
        record = found.visited.record.values
        made = await self.recorder.add("visit", found.account, {
            "state": VisitState.PLANNED.value, "kind": kind, "date": self.app.today + timedelta(days=NEXT_DAYS),
            "people": record["people"], "opportunity": record["opportunity"],
        })
        return made is not None

    async def _who(self, found: After, *, house: bool = False) -> int | None:
        """Which of those who were met, or 0 for the house where that is meant too; None for nobody."""
        if not found.met and not house:
            self.app.say(t("visit_sheet.nobody_met"), bad=True)
            return None
        options = [Option(p.id, self.app.mask.name("person", p.id, p.name)) for p in found.met]
        if house:
            options.append(Option(0, t("visit_sheet.house")))
        if len(options) == 1:
            return int(str(options[0].key))
        chosen = await self.app.push_screen_wait(Chooser(t("visit_sheet.which_person"), among(options)))
        return chosen if isinstance(chosen, int) else None

    async def _stance(self, found: After) -> bool:
        person = await self._who(found)
        if person is None:
            return False
        when = found.visited.record.values["date"]
        deal = found.deal.id if found.deal else None
        start = {"date": when, "opportunity": deal}
        return await self.recorder.add("stance_entry", person, start, account=found.account) is not None

    async def _grade(self, found: After) -> bool:
        person = await self._who(found, house=True)
        if person is None:
            return False
        if person:
            return await self.recorder.edit("person", person, only=("personal_grade",))
        return await self.recorder.edit("account", found.account, only=("company_grade",))

    async def _gate(self, found: After) -> bool:
        if found.deal is None:
            self.app.say(t("visit_sheet.no_deal"), bad=True)
            return False
        from tui.sheets.deal import DealSheet

        await self.app.push_screen_wait(DealSheet(found.deal.id, found.account, "gate"))
        self.reload()
        return True

    async def _rival(self, found: After) -> bool:
        values = {"opportunity": found.deal.id if found.deal else None}
        mask = self.app.mask
        options = [Option(each.id, mask.name("competitor", each.id, each.name)) for each in found.rivals]
        chosen: object = 0
        if options:
            options.append(Option(0, t("visit_sheet.new_rival")))
            chosen = await self.app.push_screen_wait(Chooser(t("visit_sheet.which_rival"), among(options)))
        if not isinstance(chosen, int):
            return False
        if chosen:
            row = await self.app.read(visit_after.bid, found.account, values["opportunity"], chosen)
            return row is not None and await self.recorder.edit("opportunity_competitor", row)
        return await self.recorder.add("opportunity_competitor", found.account, values) is not None

    async def _whys(self, found: After) -> bool:
        """Over to the guide, which asks for what is not known."""
        self.dismiss(None)
        below = self.app.screen_stack[0]
        below.account, below.place = found.account, "guide"  # type: ignore[attr-defined]
        return False

    async def _library(self, found: After) -> bool:  # noqa: ARG002 - the library belongs to everybody
        from tui.shelving import Shelving

        return await Shelving(self.app).add() is not None

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
