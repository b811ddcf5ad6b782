"""The people of accounts, their units, relations and events, as the rules want them told."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from models.reads.rows import codes, grouped, listed, several, told
from models.rules.clock import stored
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

_PEOPLE = """SELECT id, account_id, name, title, unit_id, level, influence, personality, needs, personal_grade, phone,
    email, taboo, birthday, placeholder, likes_us, recorded FROM person WHERE account_id IN {here} ORDER BY id"""


def seats(people: Collection[int]) -> set[int]:
    """Those of these who are nobody yet, but a seat to be filled. One query."""
    return {key for (key,) in told(f"SELECT id FROM person WHERE id IN {listed(people)} AND placeholder")}


def people(accounts: Sequence[int], until: date) -> dict[int, list[PersonFact]]:
    """The people by account, in the order they were recorded. Five queries."""
    stances, (insides, acts) = _stances(accounts, until), _marks(accounts, until)
    roles, met = _roles(accounts), _contacts(accounts, until)
    levels, needs, grades, kinds = codes(Level), codes(PersonalNeed), codes(RelationshipGrade), codes(Personality)
    found: dict[int, list[PersonFact]] = defaultdict(list)
    people = told(_PEOPLE.replace("{here}", listed(accounts)), days=(16,), flags=(14, 15))
    for (
        key, account, name, title, unit, level, influence, kind, wants, grade, phone, email, taboo, born, seat,
        likes_us, recorded,
    ) in people:  # fmt: skip
        default, on = _role_sets(roles.get(key, ()))
        last, contacts = met.get(key, (None, 0))
        found[account].append(PersonFact(
            id=key, account=account, name=name, placeholder=seat, title=title, unit=unit,
            level=levels[level] if level else None, roles=default, roles_on=on, influence=influence,
            personality=kinds[kind] if kind else None, needs=tuple(needs[each] for each in several(wants)),
            grade=grades[grade or "none"], stances=tuple(stances.get(key, ())), insides=tuple(insides.get(key, ())),
            acts=tuple(acts.get(key, ())), last_contact=last, contacts=contacts, likes_us=likes_us,
            reachable=bool(phone or email), taboo=taboo, birthday=stored(born), since=recorded, phone=bool(phone),
        ))  # fmt: skip
    return found


_Roles = frozenset[Role]


def _role_sets(pairs: Sequence[tuple[int | None, Role]]) -> tuple[_Roles, tuple[tuple[int, _Roles], ...]]:
    """The roles by default, and those on opportunities."""
    if not pairs:
        return frozenset(), ()
    by_deal = grouped(pairs)
    default = frozenset(by_deal.pop(None, ()))
    return default, tuple((deal, frozenset(by_deal[deal])) for deal in sorted(filter(None, by_deal)))


def _staff(accounts: Sequence[int]) -> str:
    """That rows `t` are of people `p` of accounts, in a statement."""
    return f"JOIN person AS p ON p.id = t.person_id WHERE p.account_id IN {listed(accounts)}"


def _roles(accounts: Sequence[int]) -> dict[int, list[tuple[int | None, Role]]]:
    known = codes(Role)
    found = told(f"SELECT t.person_id, t.opportunity_id, t.role FROM person_role AS t {_staff(accounts)}")
    return grouped((person, (deal, known[role])) for person, deal, role in found)


def _stances(accounts: Sequence[int], until: date) -> dict[int, list[StanceFact]]:
    known = codes(Stance)
    sql = f"""SELECT t.person_id, t.stance, t.date, t.confirmed, t.evidence, t.competitor_id, t.opportunity_id,
        t.visit_id FROM stance_entry AS t {_staff(accounts)} AND t.date <= ? ORDER BY t.date, t.id"""
    found = told(sql, (until,), days=(2,), flags=(3,))
    return grouped((row[0], StanceFact(known[row[1]], *row[2:])) for row in found)


class _Marks(NamedTuple):
    """Marks of being inside, and acts, by person, oldest first."""

    insides: dict[int, list[InsideFact]]
    acts: dict[int, list[ActFact]]


def _marks(accounts: Sequence[int], until: date) -> _Marks:
    sql = f"""SELECT 0, t.date, t.id, t.person_id, t.inside, t.opportunity_id FROM inside_mark AS t {_staff(accounts)}
        AND t.date <= ? UNION ALL SELECT 1, t.date, t.id, t.person_id, t.kind, NULL FROM act AS t {_staff(accounts)}
        AND t.date <= ?"""
    found = sorted(told(sql, (until, until), days=(1,)), key=lambda row: row[1:3])
    return _Marks(
        grouped((row[3], InsideFact(codes(Inside)[row[4]], row[1], row[5])) for row in found if row[0] == 0),
        grouped((row[3], ActFact(codes(ActKind)[row[4]], row[1])) for row in found if row[0] == 1),
    )


def _contacts(accounts: Sequence[int], until: date) -> dict[int, tuple[date, int]]:
    """The last contact with each person, and how many there were; also those for another account."""
    sql = f"""SELECT t.person_id, MAX(v.date), COUNT(t.id) FROM visit_person AS t JOIN visit AS v ON v.id = t.visit_id
        WHERE t.person_id IN (SELECT id FROM person WHERE account_id IN {listed(accounts)})
        AND v.state = 'done' AND v.date <= ? GROUP BY t.person_id"""
    return {person: (last, count) for person, last, count in told(sql, (until,), days=(1,))}


def units(accounts: Sequence[int]) -> dict[int, list[UnitFact]]:
    """The units by account, in the order of the chart, with the members of committees. One query."""
    sql = f"""SELECT u.account_id, u.id, u.name, u.kind, u.parent_id, c.person_id
        FROM unit AS u LEFT JOIN committee_member AS c ON c.unit_id = u.id
        WHERE u.account_id IN {listed(accounts)} ORDER BY u.position, u.id"""
    by_unit = grouped((row[:5], row[5]) for row in told(sql))
    return grouped(
        (account, UnitFact(unit, name, UnitKind(kind), parent, frozenset(m for m in members if m)))
        for (account, unit, name, kind, parent), members in by_unit.items()
    )


def relations(accounts: Sequence[int]) -> dict[int, list[RelationFact]]:
    """The relations by the account of the person they are told of. One query."""
    sql = f"""SELECT p.account_id, t.person_id, t.other_id, t.kind, t.suspected, t.note
        FROM relation AS t {_staff(accounts)} ORDER BY t.id"""
    return grouped(
        (account, RelationFact(person, other, codes(RelationKind)[kind], suspected, note))
        for account, person, other, kind, suspected, note in told(sql, flags=(4,))
    )


def events(accounts: Sequence[int]) -> dict[int, list[EventFact]]:
    """The events by account, newest first. One query."""
    sql = f"""SELECT t.account_id, t.id, t.kind, t.date, t.text, t.person_id FROM account_event AS t
        WHERE t.account_id IN {listed(accounts)} ORDER BY t.date DESC, t.id DESC"""
    return grouped(
        (account, EventFact(key, EventKind(kind), day, text, person))
        for account, key, kind, day, text, person in told(sql, days=(3,))
    )
