"""What we were to an account and since when, told back from what changed, and what the next step up takes (A12)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.key_account import Was, relation, route
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_figures import SupplierRelation


class Held(NamedTuple):
    """What the relation follows from: the house's grade, whether it is an alliance, each known person's grade by id."""

    company: RelationshipGrade
    alliance: bool
    people: Mapping[int, RelationshipGrade]


class Turn(NamedTuple):
    """What was before a change: of one person his grade, None where he was not known there; or of the account itself.

    `made` says that the account itself was entered by it.
    """

    day: date
    person: int | None = None
    grade: RelationshipGrade | None = None
    company: RelationshipGrade = RelationshipGrade.NONE
    alliance: bool = False
    made: bool = False


_NEEDS: dict[SupplierRelation, tuple[str, ...]] = {
    SupplierRelation.OUTSIDER: ("personal", "company"),
    SupplierRelation.FRIEND: ("company",),
    SupplierRelation.SUPPLIER: ("personal",),
    SupplierRelation.PARTNER: ("alliance",),
    SupplierRelation.ALLIANCE: (),
}


def needs(found: SupplierRelation) -> tuple[str, ...]:
    """Which of `personal`, `company` and `alliance` leads one step up, each by itself (A12)."""
    return _NEEDS[found]


def came(now: Held, turns: Iterable[Turn], first: date | None) -> Sequence[Was]:
    """Where it came from, oldest first; `turns` are the newest first, `first` the day the account was entered.

    What was before the first change that is told counts from that day on, and is left out without one.
    """
    company, alliance, people = now.company, now.alliance, dict(now.people)
    line: list[tuple[date, SupplierRelation]] = []
    begun = False
    for turn in turns:
        line.append((turn.day, _relation(company, alliance, people)))
        if turn.made:
            begun = True
            break
        if turn.person is None:
            company, alliance = turn.company, turn.alliance
        elif turn.grade is None:
            people.pop(turn.person, None)
        else:
            people[turn.person] = turn.grade
    if first is not None and not begun:
        day = min((first, *(day for day, _ in line)))
        line.append((day, _relation(company, alliance, people)))
    return route(reversed(line))


def _relation(
    company: RelationshipGrade, alliance: bool, people: Mapping[int, RelationshipGrade]
) -> SupplierRelation:
    best = max(people.values(), key=lambda grade: grade.rank, default=RelationshipGrade.NONE)
    return relation(company, best, alliance=alliance)
