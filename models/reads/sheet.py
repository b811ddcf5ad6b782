"""Everything about one person on one sheet: relations, acts, marks, attitudes, roles on deals, moves, last visits."""

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from models.reads import people, records
from models.reads.people import StanceRow
from models.reads.records import Record
from models.reads.rows import rows
from models.rules.vocabulary import VisitState
from models.tables import (
    Account,
    Act,
    Attitude,
    Competitor,
    InsideMark,
    Opportunity,
    Person,
    PersonMove,
    PersonRole,
    Relation,
    Visit,
    VisitPerson,
)

VISITS = 8


class RelationRow(NamedTuple):
    """How the person relates to another; `towards` is False when it is told from the other's side (P10)."""

    id: int
    other: int
    other_name: str
    kind: str
    suspected: bool
    strength: int | None
    note: str
    towards: bool


class DatedRow(NamedTuple):
    """Something dated about the person: an act, an inside mark, a move, a visit; `code` is its kind."""

    id: int
    date: date
    code: str
    text: str


class NamedRow(NamedTuple):
    """What the person thinks of a competitor, or does on a deal."""

    id: int
    name: str
    code: str
    note: str


class Sheet(NamedTuple):
    """A person's sheet."""

    record: Record
    account_name: str
    stances: tuple[StanceRow, ...]
    relations: tuple[RelationRow, ...]
    acts: tuple[DatedRow, ...]
    insides: tuple[DatedRow, ...]
    attitudes: tuple[NamedRow, ...]
    roles: tuple[NamedRow, ...]
    moves: tuple[DatedRow, ...]
    visits: tuple[DatedRow, ...]


def sheet(person: int) -> Sheet:
    """The sheet of a person; LookupError when the record is gone. At most 14 queries, visits the newest eight."""
    record = records.record("person", person)
    name = rows(Account.select(Account.name).where(Account.id == record.within))
    return Sheet(
        record=record,
        account_name=str(name[0][0]) if name else "",
        stances=tuple(people.history(person)),
        relations=(*_relations(person, towards=True), *_relations(person, towards=False)),
        acts=_dated(Act, Act.kind, Act.text, person),
        insides=_insides(person),
        attitudes=_attitudes(person),
        roles=_roles(person),
        moves=_moves(person),
        visits=_visits(person),
    )


def _relations(person: int, *, towards: bool) -> tuple[RelationRow, ...]:
    r, p = Relation, Person
    mine, theirs = (r.person, r.other) if towards else (r.other, r.person)
    query = (
        r.select(r.id, theirs, p.name, r.kind, r.suspected, r.strength, r.note)
        .join(p, on=(theirs == p.id))
        .where(mine == person)
        .order_by(r.id)
    )
    return tuple(
        RelationRow(id, other, name or "", kind, bool(suspected), strength, note, towards)
        for id, other, name, kind, suspected, strength, note in rows(query)
    )


def _dated(table: Any, code: Any, text: Any, person: int) -> tuple[DatedRow, ...]:
    query = table.select(table.id, table.date, code, text).where(table.person == person)
    return tuple(DatedRow(*row) for row in rows(query.order_by(table.date.desc(), table.id.desc())))


def _insides(person: int) -> tuple[DatedRow, ...]:
    i, o = InsideMark, Opportunity
    query = i.select(i.id, i.date, i.inside, o.name).join(o, JOIN.LEFT_OUTER, on=(i.opportunity == o.id))
    found = rows(query.where(i.person == person).order_by(i.date.desc(), i.id.desc()))
    return tuple(DatedRow(id, day, code, deal or "") for id, day, code, deal in found)


def _attitudes(person: int) -> tuple[NamedRow, ...]:
    a, c = Attitude, Competitor
    query = a.select(a.id, c.name, a.stance, a.note).join(c, on=(a.competitor == c.id)).where(a.person == person)
    return tuple(NamedRow(*row) for row in rows(query.order_by(a.id)))


def _roles(person: int) -> tuple[NamedRow, ...]:
    r, o = PersonRole, Opportunity
    query = r.select(o.id, o.name, r.role).join(o, on=(r.opportunity == o.id)).where(r.person == person)
    return tuple(NamedRow(id, name, role, "") for id, name, role in rows(query.order_by(o.id, r.id)))


def _moves(person: int) -> tuple[DatedRow, ...]:
    m, a = PersonMove, Account
    query = m.select(m.id, m.date, a.name, m.note).join(a, on=(m.origin == a.id)).where(m.person == person)
    return tuple(DatedRow(*row) for row in rows(query.order_by(m.date.desc(), m.id.desc())))


def _visits(person: int) -> tuple[DatedRow, ...]:
    v, p = Visit, VisitPerson
    query = v.select(v.id, v.date, v.kind, v.happened).join(p, on=(p.visit == v.id))
    query = query.where((p.person == person) & (v.state == VisitState.DONE))
    return tuple(DatedRow(*row) for row in rows(query.order_by(v.date.desc(), v.id.desc()).limit(VISITS)))
