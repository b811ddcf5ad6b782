"""Visits in time: the timeline of an account, a calendar, one visit with all that came of it, open promises."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.reads.records import Record, record
from models.reads.rows import grouped, rows
from models.reads.sight import visible
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.questions import Asking
from models.tables.team import Member
from models.tables.visits import Promise, StanceEntry, Visit, VisitPerson

SUMMARY = 2_000


class VisitRow(NamedTuple):
    """A contact in a list: `people` are their names, `summary` the beginning of what happened."""

    id: int
    account: int
    account_name: str
    date: date
    time: str
    kind: str
    state: str
    opportunity: int | None
    opportunity_name: str
    result: str
    summary: str
    member_name: str
    people: tuple[str, ...]


class PromiseRow(NamedTuple):
    """A promise of either side: `state` open, done or dropped."""

    id: int
    account: int
    account_name: str
    by: str
    text: str
    due: date | None
    state: str
    next_step: bool
    person: int | None
    person_name: str
    visit: int | None


class MoveRow(NamedTuple):
    """A stance change seen in a visit."""

    id: int
    person: int
    person_name: str
    stance: str
    evidence: str


class AskedRow(NamedTuple):
    """A question put in a visit, with the answer and what was meant by it."""

    id: int
    person: int | None
    question: int
    text: str
    state: str
    answer: str
    meant: str
    harvest: str


class Visited(NamedTuple):
    """One visit with all that came of it."""

    record: Record
    promises: tuple[PromiseRow, ...]
    moves: tuple[MoveRow, ...]
    asked: tuple[AskedRow, ...]
    no_next_step: str


def timeline(
    account: int, *, limit: int | None = 200, before: date | None = None, state: str = "",
    after: VisitRow | None = None,
) -> list[VisitRow]:  # fmt: skip
    """The contacts of an account, newest first; those up to a day when one is given, or in one state. Two queries.

    With `after` those that follow a row of it, however many stand before that one.
    """
    query = _visits().where(Visit.account == account)
    if before is not None:
        query = query.where(Visit.date <= before)
    if state:
        query = query.where(Visit.state == state)
    if after is not None:
        earlier = (Visit.date < after.date) | (Visit.id < after.id)
        query = query.where((Visit.date <= after.date) & earlier)
    return _rows(query.order_by(Visit.date.desc(), Visit.id.desc()).limit(limit))


def _visits() -> Any:
    """Contacts with account, its owner as Member, opportunity and who of ours noted it."""
    v, writer = Visit, Member.alias()
    return (
        v.select(
            v.id, v.account, Account.name, v.date, v.time, v.kind, v.state, v.opportunity, Opportunity.name, v.result,
            fn.SUBSTR(v.happened, 1, SUMMARY), writer.name,
        )
        .join(Account)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        .switch(v)
        .join(Opportunity, JOIN.LEFT_OUTER, on=(v.opportunity == Opportunity.id))
        .switch(v)
        .join(writer, JOIN.LEFT_OUTER, on=(v.member == writer.id))
    )


def _rows(query: Any) -> list[VisitRow]:
    found = rows(query)
    met = _met([row[0] for row in found])
    return [
        VisitRow(*row[:8], row[8] or "", row[9], row[10], row[11] or "", tuple(met.get(row[0], ())))  # type: ignore[call-arg]
        for row in found
    ]


def _met(visits: Sequence[int]) -> dict[int, list[str]]:
    p = VisitPerson
    query = p.select(p.visit, Person.name, Person.title).join(Person).where(p.visit.in_(list(visits))).order_by(p.id)
    return grouped((visit, name or title) for visit, name, title in rows(query))


def visit(id: int) -> Visited:
    """One visit with its promises, stance changes and questions; LookupError when it is gone.

    At most nine queries.
    """
    found = record("visit", id)
    s, a = StanceEntry, Asking
    moves = s.select(s.id, s.person, Person.name, s.stance, s.evidence).join(Person).where(s.visit == id)
    asked = a.select(a.id, a.person, a.question, a.text, a.state, a.answer, a.meant, a.harvest).where(a.visit == id)
    reason = rows(Visit.select(Visit.no_next_step).where(Visit.id == id))
    return Visited(
        record=found,
        promises=tuple(_promises(_promised().where(Promise.visit == id).order_by(Promise.id))),
        moves=tuple(MoveRow(*row) for row in rows(moves.order_by(s.id))),
        asked=tuple(AskedRow(*row) for row in rows(asked.order_by(a.id))),
        no_next_step=reason[0][0],
    )


def promises(
    account: int | None = None, *, viewer: int | None = None, until: date | None = None
) -> list[PromiseRow]:
    """Open promises of both sides, the earliest due first: of an account, or of what a member may see.

    At most three queries.
    """
    query = _promised().where(Promise.state == "open")
    if account is not None:
        query = query.where(Promise.account == account)
    if until is not None:
        query = query.where(Promise.due <= until)
    for condition in visible(viewer):
        query = query.where(condition)
    return _promises(query.order_by(Promise.due.is_null(), Promise.due, Promise.id))


def _promised() -> Any:
    p = Promise
    return (
        p.select(
            p.id, p.account, Account.name, p.by, p.text, p.due, p.state, p.next_step, p.person, Person.name, p.visit
        )
        .join(Account)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        .switch(p)
        .join(Person, JOIN.LEFT_OUTER, on=(p.person == Person.id))
    )


def _promises(query: Any) -> list[PromiseRow]:
    return [PromiseRow(*row[:9], row[9] or "", row[10]) for row in rows(query)]  # type: ignore[call-arg]
