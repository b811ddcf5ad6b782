"""The picture of the report on complaints: how many of each kind, how many are open, what they cost (V14, T16)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.pictures import Bar, BarRow, Bars, Count, Money, Record, Tone, Word
from models.rules.vocabulary_complaints import ComplaintKind


class ComplaintSum(NamedTuple):
    """Complaints of a kind: all, those not closed, and what was paid in minor units."""

    kind: str
    number: int
    open: int
    paid: int


def complaints(found: Iterable[ComplaintSum]) -> Bars:
    """Complaints by kind, the most frequent first, the open ones before those closed."""
    order = [kind.value for kind in ComplaintKind]
    told = sorted(found, key=lambda each: (-each.number, order.index(each.kind)))
    rows = tuple(map(_row, told))
    total = (Count(sum(s.number for s in told)), Count(sum(s.open for s in told)), Money(sum(s.paid for s in told)))
    heads = tuple(Word("report.head", code) for code in ("complaint_kind", "count", "open", "compensation"))
    last = BarRow(Word("report.head", "total"), (), total)
    return Bars(Word("report", "complaints"), heads, rows, last if rows else None)


def _row(each: ComplaintSum) -> BarRow:
    word = Word("complaint_kind", each.kind)
    bars = (Bar(0, each.open, Tone.DANGER), Bar(each.open, each.number, Tone.DIM))
    record: Record = (
        ("kind", word), ("count", Count(each.number)), ("open", Count(each.open)), ("compensation", Money(each.paid)),
    )  # fmt: skip
    return BarRow(word, bars, (Count(each.number), Count(each.open), Money(each.paid)), each.kind, record)
