"""The people of accounts, their units, relations and events, as the rules want them told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.reads.rows import among, codes, grouped, maybe, rows, several
from models.rules.facts import (
    ActFact,
    EventFact,
    InsideFact,
    PersonFact,
    RelationFact,
    StanceFact,
    UnitFact,
)
from models.rules.vocabulary import (
    ActKind,
    EventKind,
    Inside,
    Level,
    Personality,
    PersonalNeed,
    RelationKind,
    RelationshipGrade,
    Role,
    Stance,
    UnitKind,
)
from models.tables.accounts import Unit
from models.tables.opportunities import InsideMark, PersonRole
from models.tables.people import AccountEvent, Act, CommitteeMember, Person, Relation
from models.tables.visits import StanceEntry, Visit, VisitPerson

_PERSON = (
    "id", "account", "name", "placeholder", "title", "unit", "level", "influence", "personality", "needs",
    "personal_grade", "likes_us", "phone", "email", "taboo", "birthday", "recorded",
)

_NO_ROLES: dict[str, Any] = {"roles": frozenset(), "roles_on": ()}


def seats(people: Collection[int]) -> set[int]:
    """Those of these who are nobody yet, but a seat to be filled. One query."""
    return {key for (key,) in rows(Person.select(Person.id).where(Person.id.in_(people) & Person.placeholder))}


def people(accounts: Sequence[int], until: date) -> dict[int, list[PersonFact]]:
    """The people by account, in the order they were recorded. Six queries."""
    query = (
        Person.select(*(getattr(Person, name) for name in _PERSON))
        .where(among(Person.account, accounts))
        .order_by(Person.id)
    )
    stances, insides, acts = _stances(accounts, until), _insides(accounts, until), _acts(accounts, until)
    roles, met = _roles(accounts), _contacts(accounts, until)
    found: dict[int, list[PersonFact]] = defaultdict(list)
    for row in rows(query):
        key = row[0]
        found[row[1]].append(PersonFact(
            **_own(row),
            **_role_sets(roles.get(key, ())),
            stances=tuple(stances.get(key, ())),
            insides=tuple(insides.get(key, ())),
            acts=tuple(acts.get(key, ())),
            last_contact=met[key][0] if key in met else None,
            contacts=met[key][1] if key in met else 0,
        ))
    return found


def _own(row: Sequence[Any]) -> dict[str, Any]:
    """The fields of a person's own row."""
    person = dict(zip(_PERSON, row, strict=True))
    phone, email = person.pop("phone"), person.pop("email")
    person["level"] = maybe(Level, person["level"])
    person["personality"] = maybe(Personality, person["personality"])
    person["needs"] = tuple(PersonalNeed(need) for need in several(person["needs"]))
    person["grade"] = codes(RelationshipGrade)[person.pop("personal_grade") or "none"]
    person["phone"], person["reachable"] = bool(phone), bool(phone or email)
    person["birthday"] = birthday(person["birthday"])
    person["since"] = person.pop("recorded")
    return person


def birthday(text: str) -> tuple[int, int] | None:
    """Month and day of what is stored as MM-DD or YYYY-MM-DD."""
    return (int(text[-5:-3]), int(text[-2:])) if text else None


def _role_sets(pairs: Iterable[tuple[int | None, Role]]) -> dict[str, Any]:
    if not pairs:
        return _NO_ROLES
    by_deal = grouped(pairs)
    default = frozenset(by_deal.pop(None, ()))
    return {
        "roles": default,
        "roles_on": tuple((deal, frozenset(by_deal[deal])) for deal in sorted(k for k in by_deal if k)),
    }


def _roles(accounts: Sequence[int]) -> dict[int, list[tuple[int | None, Role]]]:
    query = (
        PersonRole.select(PersonRole.person, PersonRole.opportunity, PersonRole.role)
        .join(Person)
        .where(among(Person.account, accounts))
    )
    known = codes(Role)
    return grouped((person, (deal, known[role])) for person, deal, role in rows(query))


def _stances(accounts: Sequence[int], until: date) -> dict[int, list[StanceFact]]:
    s = StanceEntry
    query = (
        s.select(s.person, s.stance, s.date, s.confirmed, s.evidence, s.competitor, s.opportunity, s.visit)
        .join(Person)
        .where(among(Person.account, accounts) & (s.date <= until))
        .order_by(s.date, s.id)
    )
    known = codes(Stance)
    return grouped((row[0], StanceFact(known[row[1]], *row[2:])) for row in rows(query))


def _insides(accounts: Sequence[int], until: date) -> dict[int, list[InsideFact]]:
    query = (
        InsideMark.select(InsideMark.person, InsideMark.inside, InsideMark.date, InsideMark.opportunity)
        .join(Person)
        .where(among(Person.account, accounts) & (InsideMark.date <= until))
        .order_by(InsideMark.date, InsideMark.id)
    )
    return grouped((person, InsideFact(codes(Inside)[mark], day, deal)) for person, mark, day, deal in rows(query))


def _acts(accounts: Sequence[int], until: date) -> dict[int, list[ActFact]]:
    query = (
        Act.select(Act.person, Act.kind, Act.date)
        .join(Person)
        .where(among(Person.account, accounts) & (Act.date <= until))
        .order_by(Act.date, Act.id)
    )
    return grouped((person, ActFact(codes(ActKind)[kind], day)) for person, kind, day in rows(query))


def _contacts(accounts: Sequence[int], until: date) -> dict[int, tuple[date, int]]:
    """The last contact with each person, and how many there were; also those for another account."""
    staff = Person.select(Person.id).where(among(Person.account, accounts))
    query = (
        VisitPerson.select(VisitPerson.person, fn.MAX(Visit.date), fn.COUNT(VisitPerson.id))
        .join(Visit)
        .where(VisitPerson.person.in_(staff) & (Visit.state == "done") & (Visit.date <= until))
        .group_by(VisitPerson.person)
    )
    return {person: (last, count) for person, last, count in rows(query)}


def units(accounts: Sequence[int]) -> dict[int, list[UnitFact]]:
    """The units by account, in the order of the chart, with the members of committees. One query."""
    query = (
        Unit.select(Unit.account, Unit.id, Unit.name, Unit.kind, Unit.parent, CommitteeMember.person)
        .join(CommitteeMember, JOIN.LEFT_OUTER, on=(CommitteeMember.unit == Unit.id))
        .where(among(Unit.account, accounts))
        .order_by(Unit.position, Unit.id)
    )
    by_unit = grouped((row[:5], row[5]) for row in rows(query))
    return grouped(
        (account, UnitFact(unit, name, UnitKind(kind), parent, frozenset(m for m in members if m)))
        for (account, unit, name, kind, parent), members in by_unit.items()
    )


def relations(accounts: Sequence[int]) -> dict[int, list[RelationFact]]:
    """The relations by the account of the person they are told of. One query."""
    r = Relation
    query = (
        r.select(Person.account, r.person, r.other, r.kind, r.suspected, r.note)
        .join(Person, on=(r.person == Person.id))
        .where(among(Person.account, accounts))
        .order_by(r.id)
    )
    return grouped(
        (account, RelationFact(person, other, codes(RelationKind)[kind], suspected, note))
        for account, person, other, kind, suspected, note in rows(query)
    )


def events(accounts: Sequence[int]) -> dict[int, list[EventFact]]:
    """The events by account, newest first. One query."""
    e = AccountEvent
    query = (
        e.select(e.account, e.id, e.kind, e.date, e.text, e.person)
        .where(among(e.account, accounts))
        .order_by(e.date.desc(), e.id.desc())
    )
    return grouped(
        (account, EventFact(key, EventKind(kind), day, text, person))
        for account, key, kind, day, text, person in rows(query)
    )
