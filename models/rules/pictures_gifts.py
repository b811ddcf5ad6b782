"""The picture of the report on gifts and hospitality: how many, what passed, what was refused, what it cost (V15)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.pictures import Bar, BarRow, Bars, Count, Label, Legend, Money, Record, Tone, Word


class GiftSum(NamedTuple):
    """Gifts of a group: all, those that wait for an approver, those refused, and what those that passed are worth."""

    key: str
    label: Label
    number: int
    waiting: int
    refused: int
    value: int


def gifts(found: Iterable[GiftSum], head: str) -> Bars:
    """Gifts by group, the most costly first: what passed, what waits, what was refused."""
    told = sorted(found, key=lambda each: (-each.value, -each.number, each.key))
    heads = tuple(Word("report.head", code) for code in (head, "count", "waiting", "refused", "value"))
    total = (
        Count(sum(s.number for s in told)), Count(sum(s.waiting for s in told)), Count(sum(s.refused for s in told)),
        Money(sum(s.value for s in told)),
    )  # fmt: skip
    legend = tuple(
        Legend(tone, "", Word("gift_verdict", code))
        for tone, code in ((Tone.GOOD, "allowed"), (Tone.WARNING, "asked"), (Tone.DANGER, "refused"))
    )
    last = BarRow(Word("report.head", "total"), (), total)
    rows = tuple(_row(each, head) for each in told)
    return Bars(Word("report", "gifts"), heads, rows, last if rows else None, legend=legend if rows else ())


def _row(each: GiftSum, head: str) -> BarRow:
    passed = each.number - each.waiting - each.refused
    bars = (
        Bar(0, passed, Tone.GOOD), Bar(passed, passed + each.waiting, Tone.WARNING),
        Bar(passed + each.waiting, each.number, Tone.DANGER),
    )  # fmt: skip
    beside = (Count(each.number), Count(each.waiting), Count(each.refused), Money(each.value))
    record: Record = (
        (head, each.label), ("count", beside[0]), ("waiting", beside[1]), ("refused", beside[2]), ("value", beside[3]),
    )  # fmt: skip
    return BarRow(each.label, bars, beside, each.key, record)
