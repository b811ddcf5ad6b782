"""What to do today over all accounts: one ranked list, each with its reason; what is done or put off leaves it."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from functools import partial

from textual import on, work

from models.reads import today
from models.reads.today import DueRow
from models.reads.today import Today as Answer
from models.rules.vocabulary import DueKind
from tui import phrases
from tui.pane import REST_SECONDS
from tui.rows_pane import RowsPane
from tui.widgets.listing import Cell, Column, Line, Listing, Span
from tui.words import t

FACES = {
    DueKind.VISIT: "visits", DueKind.PROMISE_OURS: "visits", DueKind.PROMISE_THEIRS: "visits",
    **dict.fromkeys((DueKind.MILESTONE, DueKind.REPORT, DueKind.PAYMENT, DueKind.RENEWAL), "opportunities"),
    DueKind.OPENING: "strategy",
}  # fmt: skip
"""Which face of the account tells more about an item; the brief for all others."""
ABOUT = {"account_plan": "strategy", "barrier": "strategy"}
"""The same, of items about one of these."""

WIDE = 100
"""From this width on the reasons have a column."""
NAME_CELLS = 28
"""The most that is given to the name of an account."""


class Today(RowsPane[Answer]):
    """The home of the program."""

    NAME = "today"
    SHOWS = frozenset({
        "account", "promise", "visit", "visit_person", "task", "snooze", "approval", "opportunity", "person",
        "stance_entry", "account_event", "inside_mark", "act", "gift", "setting", "account_state",
        "complaint", "risk_acceptance", "account_plan", "plan_review", "survey", "barrier", "factor_score",
    })
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
        self.rows = {self._key(row): row for row in answer.rows}
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

    def _key(self, row: DueRow) -> Hashable:
        noun, _, rest = row.key.partition(":")
        return (noun, int(rest)) if rest.isdigit() else (row.key, row.item.account)

    def _line(self, row: DueRow, wide: bool) -> Line:
        item = row.item
        mask = self.app.mask
        names = {p: mask.name("person", p, n) for p, n in zip(item.people, row.people, strict=False)}
        due = phrases.day(item.date, self.app.today) if item.date else ""
        what = phrases.action(item, names) if not mask.on else phrases.label("due_kind", item.kind)
        why = phrases.joined(item.why)
        tail: tuple[Cell, ...] = (Span(why, "muted"), str(item.score)) if wide else ()
        mark = {"high": "!! ", "medium": "! "}.get(item.severity, "")
        return Line(self._key(row), (
            Span(due, "against" if row.overdue else "accent"),
            Span(mask.name("account", item.account, row.account_name), "strong"), f"{mark}{what}", *tail,
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
        return found.item.account if found else None

    def can_snooze(self, row: Hashable) -> bool:
        """Everything on the list is due."""
        return row in self.rows

    def item(self, row: Hashable) -> str:
        found = self.rows.get(row)
        return found.key if found else super().item(row)

    def open_row(self, row: Hashable) -> None:
        """Open the account on the face that tells more."""
        found = self.rows.get(row)
        if found and found.item.kind is DueKind.COMPLAINT:
            self.open_complaints(found.item.account)
        elif found:
            face = ABOUT.get(found.item.subject[0]) or FACES.get(DueKind(found.item.kind), "brief")
            deal = ("opportunity", found.item.opportunity or 0)
            target = {"visits": found.item.subject, "opportunities": deal}.get(face)
            self.post_message(self.Go(found.item.account, face, target))

    @work(group="ask")
    async def open_complaints(self, account: int) -> None:
        """The complaints of an account."""
        from tui.sheets.complaints import ComplaintsSheet

        await self.app.push_screen_wait(ComplaintsSheet(account))
