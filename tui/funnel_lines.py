"""How opportunities are told in the funnel: as a line, as a card of a column, and the sums of the steps."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.reads.funnel import FunnelRow
from models.rules.funnel import Funnel, FunnelStep
from models.rules.vocabulary_process import Flag
from tui import phrases
from tui.mask import Mask
from tui.widgets.columns import CardFace, Stack
from tui.widgets.listing import Column, Line, Span
from tui.words import t

GRAVE = frozenset({Flag.DATE_PASSED, Flag.STALE})


class Draw(NamedTuple):
    """What telling an opportunity depends on; where it is wide, a line has the owner and the weighted amount too."""

    mask: Mask
    today: date
    wide: bool

    def columns(self, heading: str) -> tuple[Column, ...]:
        """The columns of the list, the first under this heading."""
        wide = self.wide
        more = (
            (Column(t("column.weighted"), 12, right=True), Column(t("column.probability"), 6, right=True))
            if wide else ()
        )
        return (
            Column(heading), Column(t("column.account"), 20 if wide else 13), Column(t("column.step"), 7),
            Column(t("column.amount"), 12, right=True), *more, Column(t("column.urgency"), 4),
            Column(t("column.expected"), 13 if wide else 11), *((Column(t("column.owner"), 9),) if wide else ()),
            Column(t("column.updated"), 6, right=True), Column(t("column.flags"), 11 if wide else 7),
        )

    def line(self, row: FunnelRow) -> Line:
        """An opportunity as a line of the list."""
        mask = self.mask
        more = (_money(row.weighted), f"{row.probability}%" + ("*" if row.by_hand else "")) if self.wide else ()
        owner = (mask.name("member", row.owner, row.owner_name),) if self.wide else ()
        expected = phrases.day(row.expected, self.today) if row.expected else "-"
        return Line(row.id, (
            Span(mask.name("opportunity", row.id, row.name), "strong"),
            mask.name("account", row.account, row.account_name), phrases.label("step.short", row.step),
            _money(row.amount), *more, Span(row.urgency, "warn" if row.urgency in ("H", "O") else ""),
            Span(expected, "against" if Flag.DATE_PASSED in row.flags else "muted"), *owner,
            Span(self._age(row), "warn" if Flag.STALE in row.flags else "muted"),
            Span(_marks(row.flags), "against" if GRAVE & set(row.flags) else "warn"),
        ))

    def stack(self, rows: Sequence[FunnelRow], told: FunnelStep) -> Stack:
        """A step as a column: its heading says of how many."""
        cards = {row.id: row for row in rows}
        name, weighted = phrases.label("step.short", told.step), _money(told.weighted)
        titles = (
            t("funnel.column", step=phrases.label("step", told.step), n=told.deals, weighted=weighted),
            t("funnel.column", step=name, n=told.deals, weighted=weighted), f"{name} {told.deals}", name,
        )

        def face(key: int) -> CardFace:
            return self._card(cards[key])

        return Stack(titles, "title", tuple(cards), face)

    def _card(self, row: FunnelRow) -> CardFace:
        expected = phrases.day(row.expected, self.today) if row.expected else ""
        urgency = t("why.urgency", urgency=row.urgency) if row.urgency else ""
        old = row.updated is not None and row.updated < self.today
        age = t("funnel.age", days=self._age(row)) if old else ""
        marks = f" {_marks(row.flags)}" if row.flags else ""
        return CardFace(
            row.id, Span(self.mask.name("opportunity", row.id, row.name), "strong"), marks,
            self.mask.name("account", row.account, row.account_name),
            tuple(filter(None, (_money(row.amount), urgency, expected, age))),
        )

    def _age(self, row: FunnelRow) -> str:
        """Days since the last news."""
        return str(max(0, (self.today - row.updated).days)) if row.updated else "-"


def totals(sums: Funnel) -> tuple[tuple[Span, ...], ...]:
    """The steps with how many they hold, what they weigh, and all together."""
    count = sum(step.deals for step in sums.steps)
    both = t("funnel.total", count=count, total=_money(sums.total), weighted=_money(sums.weighted))
    return (
        tuple(Span(f"{phrases.label('step.short', step.step)} {step.deals}", "title") for step in sums.steps),
        tuple(Span(_money(step.weighted) if step.deals else "-", "muted") for step in sums.steps),
        (Span(both, "strong"),),
    )


def legend() -> str:
    """What the marks of untidiness mean."""
    return phrases.listed(f"{t(f'flag.mark.{flag}')} {t(f'flag.{flag}')}" for flag in Flag)


def _money(amount: int | None) -> str:
    return "-" if amount is None else phrases.money(amount)


def _marks(flags: Sequence[Flag]) -> str:
    return "".join(t(f"flag.mark.{flag}") for flag in flags)
