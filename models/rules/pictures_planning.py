"""The picture of the report on plans of contacts: how much of what was planned was done, by member (V3, T16)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.pictures import Bar, BarRow, Bars, Count, Name, Record, Share, Tone, Word
from models.rules.planning import Tally


class Kept(NamedTuple):
    """What became of the plans of a member, and how many there are."""

    member: int
    name: str
    plans: int
    tally: Tally


def plans(found: Iterable[Kept]) -> Bars:
    """Members with the most contacts planned first: what was done, what not, what is to come."""
    told = sorted(found, key=lambda each: (-each.tally.planned, each.name))
    rows = tuple(map(_row, told))
    heads = tuple(Word("report.head", code) for code in ("member", "plans", "planned", "done", "beyond", "kept"))
    last = BarRow(Word("report.head", "total"), (), _beside(
        sum(each.plans for each in told), added(each.tally for each in told)
    ))  # fmt: skip
    return Bars(Word("report", "plans"), heads, rows, last if rows else None)


def added(tallies: Iterable[Tally]) -> Tally:
    """Several tallies in one."""
    nothing = Tally(*[0] * len(Tally._fields))
    return Tally(*map(sum, zip(nothing, *tallies, strict=True)))


def _row(each: Kept) -> BarRow:
    told, name = each.tally, Name("member", each.member, each.name)
    missed = told.planned - told.ahead
    bars = (Bar(0, told.done, Tone.GOOD), Bar(told.done, missed, Tone.DANGER), Bar(missed, told.planned, Tone.DIM))
    record: Record = (
        ("member", name), ("plans", Count(each.plans)), ("planned", Count(told.planned)), ("done", Count(told.done)),
        ("missed", Count(told.missed)), ("moved", Count(told.moved)), ("cancelled", Count(told.cancelled)),
        ("ahead", Count(told.ahead)), ("beyond", Count(told.extra)), ("kept", _share(told)),
    )  # fmt: skip
    return BarRow(name, bars, _beside(each.plans, told), str(each.member), record)


def _beside(number: int, told: Tally) -> tuple[Count | Share | None, ...]:
    return (Count(number), Count(told.planned), Count(told.done), Count(told.extra), _share(told))


def _share(told: Tally) -> Share | None:
    settled = told.planned - told.ahead
    return Share(told.done, settled) if settled else None
