"""What is seen to after a visit, prompt by prompt (V10)."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta

from models.reads import visit_after
from models.reads.visit_after import After
from models.rules.stances import current
from models.rules.visit_after import Prompt
from models.rules.vocabulary import VisitKind, VisitState
from tui import phrases
from tui.desk import Desk
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.deal_section import Entry
from tui.sheets.told import heading
from tui.widgets.listing import Span
from tui.words import t

NEXT_DAYS = 7
"""The next visit is put so many days ahead, unless another day is typed."""
FOLLOWING = (VisitKind.DEMO, VisitKind.SITE_TOUR, VisitKind.REFERENCE_TOUR, VisitKind.VISIT)
"""What a first visit leads to (V10)."""
KEYS = {
    Prompt.NEXT_VISIT: "n", Prompt.STANCE: "s", Prompt.GRADE: "t", Prompt.GATE: "i", Prompt.RIVAL: "v",
    Prompt.WHYS: "w", Prompt.LIBRARY: "b",
}  # fmt: skip


class Prompter:
    """Tells the prompts of a visit, and sees to one."""

    def __init__(self, app: Desk, reload: Callable[[], object], leave: Callable[[], object]) -> None:
        self.app = app
        self.reload = reload
        self.leave = leave

    def lines(self, found: After, seen_to: Mapping[Prompt, bool]) -> Iterator[Entry]:
        """The prompts, with what is on record now."""
        if found.prompts:
            yield heading(t("visit_sheet.prompts"))
        for prompt in found.prompts:
            done = seen_to.get(prompt)
            mark = "○ " if done is None else "✓ " if done else "– "
            yield Entry(("prompt", prompt), (
                Span(mark, "good" if done else "muted"), Span(f"{KEYS[prompt]}  ", "accent"),
                Span(t(f"visit_sheet.ask.{prompt}"), "" if done is None else "muted"),
                Span(f"  {self._state(prompt, found)}", "muted"),
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

    async def see_to(self, prompt: Prompt, found: After) -> bool:
        """Bring up to date what a prompt asks for; answers whether that was done."""
        if found.visited.record.values["state"] != VisitState.DONE and prompt is not Prompt.NEXT_VISIT:
            self.app.say(t("visit_sheet.not_done"), bad=True)
            return False
        ways: dict[Prompt, Callable[[After], Awaitable[bool]]] = {
            Prompt.NEXT_VISIT: self._next, Prompt.STANCE: self._stance, Prompt.GRADE: self._grade,
            Prompt.GATE: self._gate, Prompt.RIVAL: self._rival, Prompt.WHYS: self._whys, Prompt.LIBRARY: self._library,
        }  # fmt: skip
        return await ways[prompt](found)

    @property
    def recorder(self) -> Recorder:
        """Opens the forms."""
        return Recorder(self.app)

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
        self.leave()
        below = self.app.screen_stack[0]
        below.account, below.place = found.account, "guide"  # type: ignore[attr-defined]
        return False

    async def _library(self, found: After) -> bool:  # noqa: ARG002 - the library belongs to everybody
        from tui.shelving import Shelving

        return await Shelving(self.app).add() is not None
