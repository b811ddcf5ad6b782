"""The group an account belongs to and the units it has, as trees (A1, P8, P16)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peewee import JOIN

from models.reads import persons
from models.reads.rows import above, grouped, rows, tree
from models.reads.sight import visible
from models.rules import people as folk
from models.rules.facts import AccountFacts, PersonFact
from models.rules.vocabulary import UnitKind
from models.tables.accounts import Account, AccountState
from models.tables.team import Member


class HouseRow(NamedTuple):
    """An account of the group, `depth` steps below the topmost one shown; the amount in minor units."""

    id: int
    name: str
    depth: int
    owner: int | None
    owner_name: str
    amount: int


class SeatRow(NamedTuple):
    """A place in the organisation for which nobody is known yet (P8)."""

    id: int
    name: str
    title: str
    roles: tuple[str, ...]


class UnitRow(NamedTuple):
    """A unit in the tree: its people, of a committee its members and whether half of them were met (P8, P16).

    `id` is None for those who are in no unit.
    """

    id: int | None
    name: str
    kind: str
    depth: int
    people: int
    members: tuple[int, ...]
    reached: bool | None
    seats: tuple[SeatRow, ...]


def group(account: int, below: Sequence[int], viewer: int | None) -> tuple[HouseRow, ...]:
    """The accounts above and below as a tree, parents first; nothing for one that stands alone.

    `below` are the account itself and its branches; a member sees what he may. Four queries.
    """
    a, s = Account, AccountState
    query = (
        a.select(a.parent, a.id, a.name, a.owner, Member.name, s.open_amount)
        .join(Member, JOIN.LEFT_OUTER, on=(a.owner == Member.id))
        .switch(a)
        .join(s, JOIN.LEFT_OUTER, on=(s.account == a.id))
        .where(a.id.in_({*above(a, [account]), *below}))
        .order_by(a.sort_key, a.id)
    )
    for condition in visible(viewer):
        query = query.where(condition | (a.id == account))
    found = rows(query)
    if len(found) < 2:
        return ()
    return tuple(
        HouseRow(row[1], row[2], depth, row[3], row[4] or "", row[5] or 0)
        for row, depth in tree(found, lambda row: row[1], lambda row: row[0])
    )


def units(account: int, people: Sequence[PersonFact]) -> tuple[UnitRow, ...]:
    """The chart of the account's own units, then those who are in none; `people` are of branches too. One query."""
    own_units = persons.units((account,)).get(account, [])
    own = grouped((person.unit, person) for person in people if person.account == account)
    known = AccountFacts(account, "", people=tuple(people), units=tuple(own_units))
    reached = {frozenset(decider.people): decider.met for decider in folk.deciders(known, None)}
    here = {person.id for person in people}
    found = [
        UnitRow(
            unit.id, unit.name, str(unit.kind), depth, _known(own.get(unit.id, ())), tuple(sorted(unit.members)),
            reached.get(unit.members & here, False) if unit.kind is UnitKind.COMMITTEE else None,
            _seats(own.get(unit.id, ())),
        )
        for unit, depth in tree(own_units, lambda unit: unit.id, lambda unit: unit.parent)
    ]
    loose = own.get(None, ())
    return (*found, UnitRow(None, "", "", 0, _known(loose), (), None, _seats(loose))) if loose else tuple(found)


def _known(people: Iterable[PersonFact]) -> int:
    return sum(not person.placeholder for person in people)


def _seats(people: Iterable[PersonFact]) -> tuple[SeatRow, ...]:
    return tuple(SeatRow(p.id, p.name, p.title, tuple(sorted(map(str, p.roles)))) for p in people if p.placeholder)
