"""Coaches of an account: those we have and what they did, those we could win, and what is to be asked of them (P11)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import facts as facts_read
from models.reads.rows import grouped, rows
from models.rules import coach, collecting
from models.rules.coach import Candidate
from models.rules.collecting import Beside, Collected
from models.rules.facts import AccountFacts
from models.rules.needs import opportunity_of
from models.rules.people import known
from models.rules.settings import Settings
from models.rules.stances import standings
from models.rules.vocabulary import Inside, Stance
from models.rules.vocabulary_ledger import IntelItem
from models.tables.ledger import Intel
from models.tables.opportunities import Attitude, Competitor, OpportunityCompetitor
from models.tables.people import Act, Person
from models.tables.team import Member


class ActRow(NamedTuple):
    """What a coach did for us (P11)."""

    id: int
    date: date
    kind: str
    text: str
    member: str


class CoachRow(NamedTuple):
    """A champion or an inside contact: `idle` is the day since which a champion has done nothing for us."""

    person: int
    name: str
    title: str
    stance: str
    inside: str
    doubtful: bool
    idle: date | None
    acts: tuple[ActRow, ...]


class CandidateRow(NamedTuple):
    """Somebody who could become a coach, with the points and reasons for it."""

    person: int
    name: str
    title: str
    found: Candidate


class ToldRow(NamedTuple):
    """What was told of an item, by whom, and who of ours heard it."""

    id: int
    item: str
    text: str
    date: date
    person: int | None
    person_name: str
    member: str


class Coaching(NamedTuple):
    """All there is about the coaches of an account, or on one opportunity.

    `visits` are the done ones that count for the rule of the third visit, `help` says that it asks for the manager.
    """

    account: int
    opportunity: int | None
    coaches: tuple[CoachRow, ...]
    candidates: tuple[CandidateRow, ...]
    checklist: tuple[Collected, ...]
    told: tuple[ToldRow, ...]
    visits: int
    by_visit: int
    help: bool
    act_days: int


def coaching(account: int, opportunity: int | None, today: date, settings: Settings) -> Coaching:
    """The coaches of an account; LookupError when it is gone. Five queries besides the facts."""
    facts = facts_read.one(account, today, include_branches=True)
    told = _told(account, opportunity)
    items = frozenset(IntelItem(row.item) for row in told)
    strengths, connections = _rivals(account, opportunity)
    trusting, disliking = _feelings([person.id for person in facts.people])
    found = coach.candidates(facts, today, settings, opportunity, trusting, disliking)
    titles = {person.id: (person.name, person.title) for person in facts.people}
    subject = opportunity_of(facts, opportunity)
    return Coaching(
        account, opportunity, tuple(_coaches(facts, opportunity, today, settings)),
        tuple(CandidateRow(each.person, *titles[each.person], each) for each in found),
        collecting.checklist(facts, opportunity, today, settings, Beside(strengths, connections, items)), tuple(told),
        facts.visits if subject is None else subject.visits, settings.inside_by_visit,
        coach.third_visit_due(facts, opportunity, settings), settings.champion_act_days,
    )  # fmt: skip


def _coaches(facts: AccountFacts, opportunity: int | None, today: date, settings: Settings) -> Iterable[CoachRow]:
    """Champions and inside contacts, those who are both first, then by weight."""
    stands, found = standings(facts, opportunity), []
    for person in known(facts):
        champion = stands[person.id].stance is Stance.CHAMPION
        mark = coach.mark(person, opportunity)
        if champion or mark is not Inside.NONE:
            found.append((person, champion, mark))
    acts = _acts([person.id for person, _, _ in found])
    for person, champion, mark in sorted(found, key=lambda each: -(each[1] + (each[2] is not Inside.NONE))):
        yield CoachRow(
            person.id, person.name, person.title, str(stands[person.id].stance), str(mark),
            champion and coach.doubtful(person, today, settings, opportunity),
            coach.idle_since(person, opportunity), tuple(acts.get(person.id, ())),
        )  # fmt: skip


def _acts(people: Sequence[int]) -> dict[int, list[ActRow]]:
    """What each did for us, newest first."""
    a = Act
    query = (
        a.select(a.person, a.id, a.date, a.kind, a.text, Member.name)
        .join(Member, JOIN.LEFT_OUTER, on=(a.member == Member.id))
        .where(a.person.in_(people))
        .order_by(a.date.desc(), a.id.desc())
    )
    return grouped(
        (person, ActRow(key, day, kind, text, member or "")) for person, key, day, kind, text, member in rows(query)
    )


def _told(account: int, opportunity: int | None) -> list[ToldRow]:
    """What was told, newest first: of the account, and of this opportunity, or of every one."""
    i = Intel
    query = (
        i.select(i.id, i.item, i.text, i.date, i.person, Person.name, Member.name)
        .join(Person, JOIN.LEFT_OUTER, on=(i.person == Person.id))
        .switch(i)
        .join(Member, JOIN.LEFT_OUTER, on=(i.member == Member.id))
        .where(i.account == account)
        .order_by(i.date.desc(), i.id.desc())
    )
    if opportunity is not None:
        query = query.where(i.opportunity.is_null() | (i.opportunity == opportunity))
    return [
        ToldRow(key, item, text, day, person, name or "", member or "")
        for key, item, text, day, person, name, member in rows(query)
    ]


def _rivals(account: int, opportunity: int | None) -> tuple[bool, bool]:
    """Whether the strengths of a competitor here are on record, and whom one of them is close to."""
    o = OpportunityCompetitor
    query = o.select(Competitor.strengths, o.connections).join(Competitor).where(o.account == account)
    if opportunity is not None:
        query = query.where(o.opportunity.is_null() | (o.opportunity == opportunity))
    found = rows(query)
    return any(strengths for strengths, _ in found), any(connections for _, connections in found)


def _feelings(people: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Who is known to trust us, and who thinks ill of a competitor (P4, P13). Two queries."""
    trusting = rows(Person.select(Person.id).where(Person.id.in_(people) & (Person.trust != "")))
    against = Attitude.stance.in_((Stance.ENEMY.value, Stance.BLOCKER.value))
    disliking = rows(Attitude.select(Attitude.person).where(Attitude.person.in_(people) & against))
    return frozenset(key for (key,) in trusting), frozenset(key for (key,) in disliking)
