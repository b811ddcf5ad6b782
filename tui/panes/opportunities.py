"""The account's opportunities, with what they weigh, who competes and what is untidy about them."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from itertools import chain

from textual import work

from models.reads import opportunities
from models.reads.opportunities import OpportunityRow
from models.rules.funnel import Funnel
from models.rules.settings import Settings
from tui import phrases
from tui.keys import key
from tui.rows_pane import RowsPane
from tui.widgets.listing import Column, Line, Span
from tui.words import t

Answer = tuple[list[OpportunityRow], Funnel]


NAME = 24
"""Cells a name has at least, with what stands before it."""
DAY = 15
"""Cells of a day in another year, and of the gap behind it."""


class Opportunities(RowsPane[Answer]):
    """A line for each deal, open ones first; totals above."""

    NAME = "opportunities"
    SHOWS = frozenset({"opportunity", "opportunity_competitor", "competitor", "visit", "person_role", "product"})
    ADDS = ("opportunity", "opportunity_competitor", "need", "task")
    EDITS = frozenset({"opportunity"})
    LACKS = frozenset({"done", "snooze"})
    BINDINGS = [key("r", "promote", "opportunities.promote")]

    def read(self) -> Callable[[], Answer] | None:
        if self.account is None:
            return None
        return partial(_ask, self.account, self.app.settings, self.app.today)

    def show(self, answer: Answer | None) -> None:
        found, funnel = answer or ([], None)
        fixed = (
            Column(t("column.opportunity")), Column(t("column.amount"), 12, right=True),
            Column(t("column.probability"), 6, right=True), Column(t("column.step"), 8), Column(t("column.urgency"), 4),
        )
        left = self.size.width - sum(column.width for column in fixed) - NAME
        wide = left >= DAY
        more = (Column(t("column.expected"), DAY), Column(t("column.flags"), max(4, min(20, left - DAY))))
        columns = (*fixed, *(more if wide else ()))
        total = (self._total(funnel),) if funnel is not None and funnel.total else ()
        self.fill(chain((self._line(row, wide) for row in found), total), columns, t("opportunities.empty"))

    def open_row(self, row: Hashable) -> None:
        """Enter opens the sheet of the opportunity."""
        if isinstance(row, tuple) and row[0] == "opportunity" and self.account is not None:
            self.open_sheet(int(row[1]), self.account)

    @work(group="ask")
    async def open_sheet(self, deal: int, account: int) -> None:
        """Everything about one opportunity."""
        from tui.sheets.deal import DealSheet

        await self.app.push_screen_wait(DealSheet(deal, account))

    @work(group="ask")
    async def action_promote(self) -> None:
        """Take the opportunity under the cursor through its gate (O2)."""
        from tui.sheets.deal_gate import promote

        row = self.listing.current
        if isinstance(row, tuple) and row[0] == "opportunity":
            await promote(self.app, int(row[1]))

    def _line(self, row: OpportunityRow, wide: bool) -> Line:
        closed = row.outcome != "open"
        name = self.app.mask.name("opportunity", row.id, row.name)
        rivals = phrases.listed(self.app.mask.name("competitor", each, each) for each in row.competitors)
        untidy = phrases.listed(t(f"flag.{flag}") for flag in row.flags)
        step = phrases.label("outcome", row.outcome) if closed else phrases.label("step.short", row.step)
        more = (
            Span(phrases.day(row.expected, self.app.today) if row.expected else "-", "muted"),
            Span(untidy or rivals, "warn" if untidy else "muted"),
        )
        return Line(("opportunity", row.id), (
            Span(name, "muted" if closed else "strong"), phrases.money(row.amount) if row.amount is not None else "-",
            f"{row.probability}%" + ("*" if row.by_hand else ""), step, Span(row.urgency, "warn"),
            *(more if wide else ()),
        ))

    def _total(self, funnel: Funnel) -> Line:
        total, weighted = phrases.money(funnel.total), phrases.money(funnel.weighted)
        return Line(None, (Span(t("opportunities.total", total=total, weighted=weighted), "title"),))


def _ask(account: int, settings: Settings, today: date) -> Answer:
    ids = opportunities.ordering("step", account=account, everything=True)
    return opportunities.window(ids, today, settings), opportunities.funnel(account)
