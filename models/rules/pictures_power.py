"""Who decides, as pictures: the influence map, the balance of power, and the finder of the decider (P6, P14, P17)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.decider import Proposed
from models.rules.influence import Department
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Count,
    Day,
    Label,
    Legend,
    Name,
    Note,
    Record,
    Thing,
    Tone,
    Word,
    Words,
)
from models.rules.power import Balance

NOBODY = "none"
"""The code of the group of those who are in none."""


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


def _legend(*parts: tuple[Tone, str, str]) -> tuple[Legend, ...]:
    return tuple(Legend(tone, mark, Word("report.legend", code)) for tone, mark, code in parts)


_SIDES = _legend((Tone.GOOD, "", "ours"), (Tone.PLAIN, "", "undecided"), (Tone.DANGER, "", "theirs"),
                 (Tone.DIM, "", "stance_unknown"))  # fmt: skip


# The influence map -------------------------------------------------------------------------------------------


def influence(found: Sequence[Department], names: Mapping[int, str], account: int) -> Bars:
    """Departments with the influence of their people: for us, undecided, against us, and not known (P6).

    `names` are those of units.
    """
    rows = tuple(_department(each, names, account) for each in found)
    heads = _head("department", "people", "weight", "stance", "lacking", "concern")
    return Bars(Word("report", "influence"), heads, rows, legend=_SIDES if rows else ())


def _department(of: Department, names: Mapping[int, str], account: int) -> BarRow:
    name: Label = Name("unit", of.unit, names.get(of.unit, "")) if of.unit else Word("report.org", "no_unit")
    usual = Word("concern", of.concern.value) if of.concern else None
    concern: Label | None = Note(of.written) if of.written else usual
    weight = Count(of.weight) if of.weight else None
    stance, missing = Word("stance", of.stance.value), Words("report.missing", of.missing)
    record: Record = (
        ("unit", name if of.unit else None), ("concern", concern), ("weight", weight), ("stance", stance),
        ("unit_id", Count(of.unit) if of.unit else None), ("people", Count(len(of.people))),
        ("seats", Count(len(of.seats))), *_sums(of.balance), ("lacking", missing),
    )  # fmt: skip
    beside = (
        Count(len(of.people)), weight, Word("report.stance", of.stance.value),
        Words("report.missing", tuple(code for code in of.missing if code != "concern")), concern,
    )  # fmt: skip
    key = Thing("unit", of.unit, account) if of.unit else None
    return BarRow(name, _stretches(of.balance), beside, key, record)


def _stretches(of: Balance) -> tuple[Bar, ...]:
    """Influence side by side: champions and blockers weigh double."""
    bars, at = [], 0
    sides = ((of.ours, Tone.GOOD), (of.undecided, Tone.PLAIN), (of.theirs, Tone.DANGER), (of.unknown, Tone.DIM))
    for size, tone in sides:
        bars += [Bar(at, at + size, tone)] if size else []
        at += size
    return tuple(bars)


def _sums(of: Balance) -> Record:
    return (
        ("ours", Count(of.ours)), ("theirs", Count(of.theirs)), ("undecided", Count(of.undecided)),
        ("unknown", Count(of.unknown)),
    )  # fmt: skip


# The balance of power ----------------------------------------------------------------------------------------


class Group(NamedTuple):
    """A part of the people with its balance on each day, oldest first; `level` where it is one of those."""

    code: str
    label: Label
    balances: tuple[Balance, ...]
    level: str = ""


def power(groups: Sequence[Group], days: Sequence[date], whole: Sequence[Balance], way: str) -> Bars:
    """Ours to the right, theirs to the left, what is not known behind ours; by level, department, or day (P17)."""
    if way == "time":
        rows = tuple(
            _balance(Day(day), whole[at], whole[at - 1] if at else None, None) for at, day in enumerate(days)
        )
    else:
        rows = tuple(
            _balance(group.label, group.balances[-1], group.balances[0] if len(days) > 1 else None, group.code)
            for group in groups
        )
    told = tuple(
        _record(day, group, group.balances[at], way) for at, day in enumerate(days) for group in groups
    ) if way != "time" else tuple(_record(day, None, whole[at], way) for at, day in enumerate(days))
    heads = _head({"level": "level", "unit": "department", "time": "day"}[way], "ours", "theirs", "unknown", "change")
    low = -max((bar.theirs for bar in _all(groups, whole, way)), default=0)
    high = max((bar.ours + bar.unknown for bar in _all(groups, whole, way)), default=0)
    total = _balance(Word("report.head", "total"), whole[-1], whole[0] if len(days) > 1 else None, None)
    legend = (_SIDES[0], _SIDES[2], _SIDES[3], *_legend((Tone.PLAIN, "=", "undecided_left_out")))
    return Bars(
        Word("report", "power"), heads, rows, None if way == "time" else total, low, high, legend=legend, records=told
    )


def _all(groups: Sequence[Group], whole: Sequence[Balance], way: str) -> list[Balance]:
    return list(whole) if way == "time" else [group.balances[-1] for group in groups]


def _balance(label: Label, of: Balance, before: Balance | None, code: str | None) -> BarRow:
    bars = [Bar(-of.theirs, 0, Tone.DANGER)] if of.theirs else []
    bars += [Bar(0, of.ours, Tone.GOOD)] if of.ours else []
    bars += [Bar(of.ours, of.ours + of.unknown, Tone.DIM)] if of.unknown else []
    change = Count(of.net - before.net) if before is not None else None
    return BarRow(label, tuple(bars), (Count(of.ours), Count(of.theirs), Count(of.unknown), change), code)


def _record(day: date, group: Group | None, of: Balance, way: str) -> Record:
    level = Word("level", group.level) if group is not None and group.level else None
    unit = group.label if group is not None and way == "unit" and isinstance(group.label, Name) else None
    return (
        ("date", Day(day)), ("level", level), ("unit", unit), ("ours", Count(of.ours)), ("theirs", Count(of.theirs)),
        ("unknown", Count(of.unknown)), ("undecided", Count(of.undecided)), ("unweighed", Count(of.unweighed)),
    )  # fmt: skip


# The key decision maker --------------------------------------------------------------------------------------


class Who(NamedTuple):
    """What somebody who may decide is called, and the account he is of."""

    label: Label
    account: int


def decider(found: Sequence[tuple[Proposed, Who]], unknown: Sequence[str]) -> Bars:
    """Who may have the last word, with why and what is unknown of them; below, what is unknown of the house (P14)."""
    rows = tuple(_proposed(each, who, place) for place, (each, who) in enumerate(found, 1))
    legend = tuple(Legend(Tone.WARNING, "?", Word("report.unknown_ground", code)) for code in unknown)
    heads = _head("decider", "points", "why", "lacking")
    return Bars(Word("report", "decider"), heads, rows, legend=legend)


def _proposed(of: Proposed, who: Who, place: int) -> BarRow:
    reasons, unknown = Words("report.reason", of.reasons), Words("report.lacks", of.unknown)
    record: Record = (
        ("rank", Count(place)), ("person", who.label if of.unit is None else None),
        ("person_id", Count(of.people[0]) if of.unit is None else None), ("unit", who.label if of.unit else None),
        ("points", Count(of.score)), ("reasons", reasons), ("lacking", unknown),
    )  # fmt: skip
    key = Thing("person", of.people[0], who.account) if of.people else None
    return BarRow(who.label, (Bar(0, of.score),), (Count(of.score), reasons, unknown), key, record)
