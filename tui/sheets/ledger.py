"""The stance ledger of an account: every entry, newest first, with who saw it, at what, and how sure it is (P4)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from textual import on, work

from models.reads import ledger as reading
from models.reads.ledger import LedgerRow
from models.rules import stances
from models.rules.vocabulary import Stance
from tui import deleting, phrases
from tui.keys import key
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets import folds
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

ROLES = {1: "for", -1: "against"}


class LedgerSheet(SheetPanel[date, list[LedgerRow]]):
    """A line for each entry; answers with the day of the one that was opened."""

    HINT = "ledger.hint"
    ROWS = "stance_entry"
    BINDINGS = [
        key("e", "edit", "ledger.edit"),
        key("d", "delete", "ledger.delete"),
        key("o", "person", "ledger.person"),
    ]

    def __init__(self, account: int, opportunity: int | None) -> None:
        super().__init__()
        self.account = account
        self.opportunity = opportunity

    def read(self) -> Callable[[], list[LedgerRow]]:
        return partial(reading.ledger, self.account, self.opportunity)

    def heading(self, found: list[LedgerRow]) -> str:
        return t("ledger.title", n=len(found), people=len({row.person for row in found}))

    def fill(self, found: list[LedgerRow]) -> None:
        width = max(20, self.size.width - 3)
        lines = [piece for row in found for piece in folds.unfolded(self._line(row), width, 12)]
        self.listing.fill(lines, empty=t("ledger.empty"))

    def _line(self, row: LedgerRow) -> Line:
        mask = self.app.mask
        name = mask.name("person", row.person, row.person_name)
        role = "" if mask.on else ROLES.get(_gain(row), "")
        step = mask.text(phrases.stance(row.stance, row.before))
        beside = " · ".join(filter(None, self._beside(row)))
        return Line(row.id, (
            Span(f"{row.day.isoformat()}  ", "muted"), Span(name, "strong"), Span(f"  {step}", role),
            Span(f"  {beside}", "muted"),
        ))  # fmt: skip

    def _beside(self, row: LedgerRow) -> Iterator[str]:
        """Of which opportunity, how sure, by what, at which visit, seen by whom."""
        mask = self.app.mask
        yield mask.name("opportunity", row.opportunity, row.opportunity_name) if row.opportunity else ""
        if mask.on:
            return
        yield t("ledger.confirmed") if row.confirmed else t("page.brief.assumed")
        yield row.evidence or t("ledger.no_evidence")
        yield t("board.backs", name=row.competitor) if row.competitor else ""
        if row.visit_day is not None:
            yield f"{phrases.label('visit_kind', row.visit_kind)} {phrases.day(row.visit_day, self.app.today)}"
        yield t("ledger.seen_by", name=row.member) if row.member else ""

    def _here(self) -> LedgerRow | None:
        return next((row for row in self.found or () if row.id == self.listing.current), None)

    @on(Listing.Opened)
    def opened(self) -> None:
        """The board of that day."""
        row = self._here()
        if row is not None:
            self.dismiss(row.day)

    @work(group="ask")
    async def action_edit(self) -> None:
        if row := self._here():
            await Recorder(self.app).edit("stance_entry", row.id)

    @work(group="ask")
    async def action_delete(self) -> None:
        if row := self._here():
            await deleting.delete(self.app, [("stance_entry", row.id)])

    @work(group="ask")
    async def action_person(self) -> None:
        """Everything about whom the entry is of."""
        if row := self._here():
            from tui.sheets.person import PersonSheet

            await self.app.push_screen_wait(PersonSheet(row.person))


def _gain(row: LedgerRow) -> int:
    """Whether the entry brought him nearer to us, 1, or away, -1."""
    after, before = (stances.score(Stance(code)) or 0 for code in (row.stance, row.before))
    return (after > before) - (after < before)
