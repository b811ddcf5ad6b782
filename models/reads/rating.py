"""Each rating on the day of a decision against how people acted; members' optimism, for them and managers (O21)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads import ledger, sight
from models.reads.reports import Asked, Behind
from models.reads.rows import grouped, rows
from models.rules import chain
from models.rules import pictures_rating as pictures
from models.rules import rating as rule
from models.rules.facts import PersonFact, StanceFact
from models.rules.people import known, roles_of
from models.rules.pictures import Bars, Name, Thing, Word
from models.rules.rating import DealSize, Rating
from models.rules.vocabulary import MemberRole, Outcome, Stance, Step
from models.tables.ledger import Conduct
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import StanceEntry


class JudgedRow(NamedTuple):
    """Somebody on a decided opportunity: rated by whom, and how he acted, `conduct` None while nobody said."""

    person: int
    name: str
    title: str
    rated: str
    member: str
    conduct: int | None
    acted: str
    text: str
    gap: int | None


class Judged(NamedTuple):
    """The people of an opportunity after the decision; `day` is None while it is open."""

    day: date | None
    people: tuple[JudgedRow, ...]


def judged(opportunity: int, today: date, viewer: int | None = None) -> Judged:
    """Who was thought to stand where when an opportunity was decided, and who did; LookupError when it is gone.

    Those who have a role, are on the chain or were rated then. By whom is told to him and his manager only. Four
    queries, and the facts once it is decided.
    """
    o = Opportunity
    found = rows(o.select(o.account, o.outcome, o.signed_date, o.closed_date).where(o.id == opportunity))
    if not found:
        raise LookupError(opportunity)
    account, outcome, signed, closed = found[0]
    day = rule.decided_on(Outcome(outcome), signed, closed)
    if day is None:
        return Judged(None, ())
    facts = facts_read.one(account, today, include_branches=True)
    chained = {person.id for person in chain.people(facts, opportunity)}
    told = _conducts(opportunity)
    people = []
    for person in known(facts):
        stance = rule.rated(person, opportunity, day)
        if person.id in told or person.id in chained or stance is not Stance.UNKNOWN or roles_of(person, opportunity):
            people.append((person, stance))
    raters = _raters([person for person, _ in people], opportunity, day, set(_shown(viewer).values()))
    return Judged(day, tuple(
        _row(person, stance, raters.get(person.id), told.get(person.id)) for person, stance in people
    ))  # fmt: skip


def _conducts(opportunity: int) -> dict[int, tuple[int, str, str]]:
    c = Conduct
    found = rows(c.select(c.person, c.id, c.acted, c.text).where(c.opportunity == opportunity))
    return {person: (key, acted, text) for person, key, acted, text in found}


def _raters(people: list[PersonFact], opportunity: int, day: date, shown: set[str]) -> dict[int, str]:
    """By whom each was rated, where that may be told."""
    mine = grouped((row.person, row) for row in ledger.entries([person.id for person in people]))
    named = {}
    for person in people:
        listed = mine.get(person.id, [])
        facts = tuple(_fact(row.stance, row.day, row.opportunity) for row in listed)
        held = PersonFact(person.id, 0, "", stances=facts)
        place = rule.rater(held, opportunity, day)
        if place is not None:
            named[person.id] = listed[place].member if listed[place].member in shown else ""
    return named


def _fact(stance: str, day: date, opportunity: int | None) -> StanceFact:
    return StanceFact(Stance(stance), day, opportunity=opportunity)


def _row(person: PersonFact, stance: Stance, member: str | None, told: tuple[int, str, str] | None) -> JudgedRow:
    key, acted, text = told or (None, "", "")
    gap = Rating(person.id, 0, stance, Stance(acted) if acted else None, None).gap
    return JudgedRow(person.id, person.name, person.title, str(stance), member or "", key, acted, text, gap)


# Optimism ----------------------------------------------------------------------------------------------------


def optimism(asked: Asked) -> Bars:
    """How far each member rates people too high: he sees his own, a manager his office's. At most five queries.

    The same by the size of the opportunity, or by the step it was decided at.
    """
    members = _shown(asked.viewer)
    told = [(_group(rating, place, asked), rating) for rating, place in _ratings(asked) if rating.member in members]
    return pictures.optimism(rule.optimism(told, _ORDERS.get(asked.by, ())), asked.by or "member", members)


_ORDERS = {"size": [each.value for each in DealSize], "step": [each.value for each in Step]}


def _group(rating: Rating, place: "_Place", asked: Asked) -> str:
    if asked.by == "size":
        return rule.size(place.amount, asked.settings).value
    return place.step if asked.by == "step" else str(rating.member)


def behind_optimism(asked: Asked, group: str) -> list[Behind]:
    """The ratings of one member, size or step, by what they were off, as far as who made them may be seen."""
    members = _shown(asked.viewer)
    found = [
        (rating, place) for rating, place in _ratings(asked)
        if rating.member in members and rating.gap is not None and _group(rating, place, asked) == group
    ]  # fmt: skip
    seen = sight.seen(asked.viewer, [place.account for _, place in found])
    told = [(rating, place) for rating, place in found if place.account in seen]
    return [
        Behind(
            Thing("opportunity", rating.opportunity, place.account), Name("person", rating.person, place.person),
            (Word("stance", rating.rated), Word("stance", rating.acted or Stance.UNKNOWN),
             Name("opportunity", rating.opportunity, place.opportunity)),
        )
        for rating, place in sorted(told, key=lambda each: -abs(each[0].gap or 0))
    ]  # fmt: skip


class _Place(NamedTuple):
    account: int
    opportunity: str
    person: str
    amount: int | None
    step: str


def _shown(viewer: int | None) -> dict[int, str]:
    """Whose optimism a member sees: his own; a manager that of his office; where nobody is anybody, all."""
    m = Member
    found = rows(m.select(m.id, m.name, m.role, m.office))
    if viewer is None:
        return {key: name for key, name, _, _ in found}
    me = next(((role, office) for key, _, role, office in found if key == viewer), ("", ""))
    leads = me[0] == MemberRole.MANAGER
    return {key: name for key, name, _, office in found if key == viewer or (leads and office == me[1])}


def _ratings(asked: Asked) -> Iterable[tuple[Rating, _Place]]:
    """Everything that was seen after decisions of the days asked for, with what it was rated before."""
    c, o = Conduct, Opportunity
    query = (
        c.select(
            c.person, c.opportunity, c.acted, o.account, o.name, Person.name, o.outcome, o.signed_date, o.closed_date,
            o.amount, o.step,
        )
        .join(o)
        .switch(c)
        .join(Person)
        .order_by(c.id)
    )
    told = rows(query)
    listed = grouped(_entries(sorted({row[0] for row in told})))
    for person, deal, acted, account, name, called, outcome, signed, closed, amount, step in told:
        day = rule.decided_on(Outcome(outcome), signed, closed)
        if day is None or (asked.since and day < asked.since) or (asked.until and day > asked.until):
            continue
        mine = listed.get(person, [])
        held = PersonFact(person, 0, "", stances=tuple(fact for fact, _ in mine))
        place = rule.rater(held, deal, day)
        member = mine[place][1] if place is not None else None
        rating = Rating(person, deal, rule.rated(held, deal, day), Stance(acted), member)
        yield rating, _Place(account, name, called, amount, step)


def _entries(people: list[int]) -> Iterable[tuple[int, tuple[StanceFact, int | None]]]:
    """The ledgers of people, oldest first, each entry with the id of its observer."""
    s = StanceEntry
    query = s.select(s.person, s.stance, s.date, s.opportunity, s.member).where(s.person.in_(people))
    for person, stance, day, deal, member in rows(query.order_by(s.date, s.id)):
        yield person, (_fact(stance, day, deal), member)
