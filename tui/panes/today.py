"""What to do today over all accounts: one ranked list, each with its reason; what is done or put off leaves it."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from functools import partial

from textual import on, work

from models.reads import today
from models.reads.today import DueRow
from models.reads.today import Today as Answer
from models.rules.vocabulary import DueKind
from tui import due_rows, phrases
from tui.pane import REST_SECONDS
from tui.rows_pane import RowsPane
from tui.widgets.listing import Cell, Column, Line, Listing, Span
from tui.words import t

WIDE = 100
"""From this width on the reasons have a column."""
NAME_CELLS = 28
"""The most that is given to the name of an account."""


class Today(RowsPane[Answer]):
    """The home of the program."""

    NAME = "today"
    SHOWS = due_rows.TABLES
    ADDS = ("visit", "promise", "task")
    LACKS = frozenset({"edit", "delete"})

    def __init__(self, **known: object) -> None:
        super().__init__(**known)
        self.rows: dict[Hashable, DueRow] = {}

    def read(self) -> Callable[[], Answer]:
        return partial(today.today, self.app.member, self.app.today, settings=self.app.settings)

    def show(self, answer: Answer | None) -> None:
        if answer is None:
            return
        self.rows = {due_rows.row_of(row): row for row in answer.rows}
        wide = self.size.width >= WIDE
        name = min(NAME_CELLS, self.size.width // 5)
        columns = (
            Column(t("column.due"), 12), Column(t("column.account"), name), Column(t("column.what")),
            *((Column(t("column.why"), 34), Column(t("column.points"), 6, right=True)) if wide else ()),
        )
        waiting = [Line(None, (Span(t("today.approvals", n=answer.approvals), "title"),))] if answer.approvals else []
        empty = t("today.first" if answer.first else "today.empty")
        self.fill([*(self._line(row, wide) for row in answer.rows), *waiting], columns, empty)

    @work(group="ask")
    async def action_add(self) -> None:
        """Without any account the first one is added."""
        if self.answer is None or not self.answer.first:
            super().action_add()
            return
        made = await self.recorder().add("account", values={"owner": self.app.member})
        if made is not None:
            self.post_message(self.Go(made))

    def _line(self, row: DueRow, wide: bool) -> Line:
        item = row.item
        mask = self.app.mask
        due = phrases.day(item.date, self.app.today) if item.date else ""
        why = phrases.joined(item.why)
        tail: tuple[Cell, ...] = (Span(why, "muted"), str(item.score)) if wide else ()
        return Line(due_rows.row_of(row), (
            Span(due, "against" if row.overdue else "accent"),
            Span(mask.name("account", item.account, row.account_name), "strong"), due_rows.what(row, self.app), *tail,
        ))

    @on(Listing.Moved)
    @work(exclusive=True, group="rest")
    async def explain(self, event: Listing.Moved) -> None:
        """Why the item on which the cursor rests stands where it does: the terms of its score (S13)."""
        await asyncio.sleep(REST_SECONDS)
        if self.display and (found := self.rows.get(event.key)):
            why = t(
                "today.why", why=phrases.joined(found.item.why), points=found.item.score, terms=self._terms(found)
            )
            self.app.say(why, hint=not event.by_hand)

    def more(self, row: Hashable) -> Sequence[tuple[str, str]]:
        """Why, where there is no room for the reasons in a column, and the terms of its score (S13)."""
        found = self.rows.get(row)
        if found is None:
            return ()
        terms = (t("column.points"), f"{found.item.score} = {self._terms(found)}")
        why = (t("column.why"), phrases.joined(found.item.why))
        return (terms,) if self.size.width >= WIDE else (why, terms)

    def _terms(self, row: DueRow) -> str:
        return " + ".join(f"{phrases.label('term', name)} {points}" for name, points in row.item.terms)

    def account_of(self, row: Hashable) -> int | None:
        found = self.rows.get(row)
        return found.item.account or None if found else None

    def can_snooze(self, row: Hashable) -> bool:
        """Everything on the list is due."""
        return row in self.rows

    def item(self, row: Hashable) -> str:
        found = self.rows.get(row)
        return found.key if found else super().item(row)

    def open_row(self, row: Hashable) -> None:
        """Open the account on the face that tells more."""
        found = self.rows.get(row)
        if found and found.item.kind is DueKind.PLAN:
            self.open_plan(*due_rows.plan(found))
        elif found and found.item.kind is DueKind.COMPLAINT:
            self.open_complaints(found.item.account)
        elif found:
            self.post_message(self.Go(*due_rows.target(found)))

    @work(group="ask")
    async def open_complaints(self, account: int) -> None:
        """The complaints of an account."""
        from tui.sheets.complaints import ComplaintsSheet

        await self.app.push_screen_wait(ComplaintsSheet(account))
