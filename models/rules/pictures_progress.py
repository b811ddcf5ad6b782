"""The pictures of the way to a decision: what coverage lacks, and who stands where in each role (P15, P16)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.rules.coverage import EXPECTED_ROLES
from models.rules.pictures import (
    Cell,
    Count,
    Grid,
    GridRow,
    Item,
    Label,
    Legend,
    Name,
    Note,
    Record,
    Share,
    Thing,
    Tone,
    Word,
)
from models.rules.progress import Progress, Seat
from models.rules.vocabulary import Role, Stance

_TONES = {
    Stance.CHAMPION: Tone.GOOD, Stance.SUPPORTER: Tone.GOOD, Stance.ENEMY: Tone.DANGER, Stance.BLOCKER: Tone.DANGER,
    Stance.UNKNOWN: Tone.WARNING,
}  # fmt: skip
MET, NOT_MET, NOBODY = "+", "-", "?"
"""Beside somebody who was met, who never was, and in place of somebody nobody knows."""


class Sizes(NamedTuple):
    """Of how many each check of the coverage is: people known, weighty ones, and departments."""

    people: int
    weighty: int
    units: int


class Called(NamedTuple):
    """What people and groups are called, by id, and the account they are opened at."""

    people: Mapping[int, str]
    units: Mapping[int, str]
    account: int

    def person(self, key: int) -> Name:
        """The name of a person."""
        return Name("person", key, self.people.get(key, ""))

    def unit(self, key: int) -> Name:
        """The name of a group."""
        return Name("unit", key, self.units.get(key, ""))


def coverage(board: Progress, sizes: Sizes, called: Called) -> Grid:
    """Check by check how many are covered of how many, and who is missing (P15)."""
    seen = board.coverage
    roles: tuple[Label, ...] = tuple(Word("role", role) for role in seen.roles_missing)
    boss: tuple[Label, ...] = () if seen.deciders else (Word("role", Role.DECISION_MAKER),)
    checks: tuple[tuple[str, int, tuple[Label, ...], tuple[int, ...]], ...] = (
        ("roles", len(EXPECTED_ROLES), roles, ()),
        ("stances", sizes.people, (), seen.stance_unknown),
        ("weighty", sizes.weighty, (), seen.neglected),
        ("deciders", max(len(seen.deciders), 1), boss, seen.deciders_unmet),
        ("met", sizes.people, (), seen.never_met),
        ("personalities", sizes.people, (), seen.personality_unknown),
        ("units", sizes.units, tuple(called.unit(key) for key in seen.units_without_contact), ()),
    )
    rows = [_check(code, of, labels, people, called) for code, of, labels, people in checks]
    if board.thread is not None:
        rows.append(_thread(board.thread.people, called))
    columns = (Word("report.head", "covered"), Word("report.head", "missing"))
    return Grid(Word("report", "coverage"), Word("report.head", "check"), columns, tuple(rows))


def _check(code: str, of: int, labels: tuple[Label, ...], people: tuple[int, ...], called: Called) -> GridRow:
    lacking = (*labels, *(called.person(key) for key in people))
    covered = max(0, of - len(lacking))
    tone = Tone.GOOD if not lacking else Tone.WARNING if covered else Tone.DANGER
    record: Record = (
        ("check", Word("report.check", code)), ("covered", Count(covered)), ("of", Count(of)),
        ("missing", Note("; ".join(map(_text, lacking))) if lacking else None),
    )  # fmt: skip
    keys = [Thing("person", key, called.account) for key in people]
    items = [Item(NOBODY, label, Tone.DANGER) for label in labels]
    items += [Item(NOBODY, called.person(thing.id), Tone.DANGER, thing) for thing in keys]
    share = Item("", Share(covered, of), tone, record=record)
    return GridRow(Word("report.check", code), (Cell((share,)), Cell(tuple(items))))


def _text(label: Label) -> str:
    """A label as programs read it."""
    return label.text if isinstance(label, Name) else label.code if isinstance(label, Word) else ""


def _thread(people: tuple[int, ...], called: Called) -> GridRow:
    """All support, or all contact, hangs on these (P15)."""
    word = Word("report.check", "thread")
    record: Record = (
        ("check", word), ("covered", Count(0)), ("of", Count(1)),
        ("missing", Note("; ".join(called.people.get(key, "") for key in people))),
    )  # fmt: skip
    items = tuple(
        Item("!", called.person(key), Tone.DANGER, Thing("person", key, called.account)) for key in people
    )
    return GridRow(word, (Cell((Item("!", None, Tone.DANGER, record=record),)), Cell(items)))


def progress(board: Progress, called: Called) -> Grid:
    """Role by role who stands where, from firmly for us to not known; a sign says who was met (P16)."""
    stances = tuple(Stance)
    by_role: dict[Role | None, list[Seat]] = {}
    for seat in board.seats:
        by_role.setdefault(seat.role, []).append(seat)
    rows = tuple(
        GridRow(
            Word("role", role) if role else Word("report.head", "no_role"),
            (*(_cell(seats, stance, called) for stance in stances), _doubts(seats)),
        )
        for role, seats in by_role.items()
    )
    columns: tuple[Label, ...] = (
        *(Word("stance.short", stance) for stance in stances), Word("report.head", "doubts"),
    )  # fmt: skip
    legend = (
        Legend(Tone.PLAIN, MET, Word("report.legend", "met")),
        Legend(Tone.PLAIN, NOT_MET, Word("report.legend", "not_met")),
        Legend(Tone.DANGER, NOBODY, Word("report.legend", "nobody")),
    )  # fmt: skip
    return Grid(Word("report", "progress"), Word("report.head", "role"), columns, rows, legend)


def _cell(seats: Iterable[Seat], stance: Stance, called: Called) -> Cell:
    return Cell(tuple(_item(seat, called) for seat in seats if seat.stance is stance))


def _item(seat: Seat, called: Called) -> Item:
    record: Record = (
        ("role", Word("role", seat.role) if seat.role else None),
        ("person", called.person(seat.person) if seat.person is not None else None),
        ("group", called.unit(seat.unit) if seat.unit is not None else None),
        ("stance", Word("stance", seat.stance)), ("met", None if seat.met is None else Count(int(seat.met))),
        ("doubts", Count(len(seat.doubts))),
    )  # fmt: skip
    if seat.unit is not None:
        return Item(MET if seat.met else NOT_MET, called.unit(seat.unit), _tone(seat), record=record)
    if seat.person is None:
        return Item(NOBODY, None, Tone.DANGER, record=record)
    mark = NOBODY if seat.met is None else MET if seat.met else NOT_MET
    key = Thing("person", seat.person, called.account)
    return Item(mark, called.person(seat.person), Tone.DANGER if seat.met is None else _tone(seat), key, record)


def _tone(seat: Seat) -> Tone:
    return _TONES.get(seat.stance, Tone.PLAIN)


def _doubts(seats: Iterable[Seat]) -> Cell:
    n = sum(len(seat.doubts) for seat in seats)
    return Cell((Item("", Count(n), Tone.WARNING),) if n else ())
