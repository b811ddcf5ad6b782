"""The relation to an account as its history tells it: grades, people who come, go and are removed, undo (A12)."""

from datetime import timedelta

import pytest

from models.reads.records import record
from models.reads.relation_course import relation_course
from models.rules.values import Value
from models.rules.vocabulary_figures import SupplierRelation
from models.writes import people, records
from models.writes.intents import Actor
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, actor, office

__all__ = ["office"]

S = SupplierRelation


def at(office: Office, days: int) -> Actor:
    return actor(office.boss.member, days)


def edited(who: Actor, noun: str, row: int, **values: Value) -> None:
    before = record(noun, row).values
    records.edit(who, noun, row, {code: before[code] for code in values}, values)


def told(account: int) -> list[tuple[SupplierRelation, int]]:
    return [(each.relation, (each.since - TODAY).days) for each in relation_course(account)]


def test_grades_of_the_house_and_of_its_people_make_the_way(office: Office) -> None:
    account = office.account()
    person = office.person(account)
    edited(at(office, 10), "person", person, personal_grade="B")
    edited(at(office, 15), "person", person, title="处长")
    edited(at(office, 20), "account", account, company_grade="A")
    edited(at(office, 30), "account", account, alliance=True)
    assert told(account) == [(S.OUTSIDER, 0), (S.FRIEND, 10), (S.PARTNER, 20), (S.ALLIANCE, 30)]
    undo(at(office, 40))
    assert told(account)[-2:] == [(S.ALLIANCE, 30), (S.PARTNER, 40)]


def test_a_seat_counts_once_somebody_is_known_for_it(office: Office) -> None:
    account = office.account()
    seat = office.person(account, "", placeholder=True, title="局长", personal_grade="A")
    assert told(account) == [(S.OUTSIDER, 0)]
    edited(at(office, 10), "person", seat, name="王局长", placeholder=False)
    assert told(account) == [(S.OUTSIDER, 0), (S.FRIEND, 10)]


def test_who_moved_away_takes_his_relation_along(office: Office) -> None:
    here, there = office.account("甲"), office.account("乙")
    person = office.person(here, personal_grade="A")
    people.transfer(at(office, 10), person, there)
    assert told(here) == [(S.FRIEND, 0), (S.OUTSIDER, 10)]
    assert told(there) == [(S.OUTSIDER, 0), (S.FRIEND, 10)]


def test_who_was_removed_counted_until_then(office: Office) -> None:
    account = office.account()
    person = office.person(account, personal_grade="A")
    records.delete(at(office, 10), "person", [person])
    assert told(account) == [(S.FRIEND, 0), (S.OUTSIDER, 10)]


def test_one_without_history_was_what_it_is_since_it_was_registered(make: Make) -> None:
    account = make.account(company_grade="B", registered=TODAY - timedelta(7))
    assert told(account) == [(S.SUPPLIER, -7)]
    assert told(make.account("乙", registered=None)) == []
    with pytest.raises(LookupError):
        relation_course(999)


def test_the_way_costs_the_same_however_long(office: Office, queries: Queries) -> None:
    account = office.account()
    person = office.person(account)
    assert queries.of(lambda: relation_course(account)) == 4
    for n in range(6):
        edited(at(office, n), "person", person, personal_grade="A" if n % 2 else "C")
        office.person(account, f"人{n}")
    assert queries.of(lambda: relation_course(account)) == 4
