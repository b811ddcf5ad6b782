from typing import Any

import pytest

from models.rules.coverage import coverage, gaps, single_thread
from models.rules.facts import AccountFacts, Finding, StanceFact
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    Level,
    Personality,
    Role,
    Stance,
    UnitKind,
)
from tests.rules.made import TODAY, account, ago, person, unit

DECIDER = frozenset({Role.DECISION_MAKER})
ALL_ROLES = frozenset(Role)


def see(facts: AccountFacts, on: int | None = None) -> Any:
    return coverage(facts, on, TODAY, DEFAULTS)


def found(facts: AccountFacts, on: int | None = None) -> dict[str, Finding]:
    return {g.code: g for g in gaps(facts, on, TODAY, DEFAULTS)}


def test_an_empty_account() -> None:
    seen = see(account())
    assert seen.roles_missing == (
        Role.DECISION_MAKER,
        Role.TECHNICAL,
        Role.PURCHASER,
        Role.GATEKEEPER,
        Role.USER,
    )
    assert (seen.decision_met, seen.reached_percent) == (False, 0)
    assert list(found(account())) == [
        "role_missing:decision_maker",
        "role_missing:technical",
        "role_missing:purchaser",
        "role_missing:gatekeeper",
        "role_missing:user",
        "no_inside_contact",
    ]


def test_a_seat_or_a_branch_s_person_holds_no_role() -> None:
    people = (
        person(1, roles=DECIDER, placeholder=True),
        person(2, roles=ALL_ROLES, account=2),
        person(3, roles=frozenset({Role.USER, Role.TECHNICAL})),
    )
    facts = account(people=people)
    assert see(facts).roles_missing == (Role.DECISION_MAKER, Role.PURCHASER, Role.GATEKEEPER)
    assert found(facts)["role_missing:decision_maker"].people == (1,)
    assert found(facts)["role_missing:purchaser"].people == ()


def test_roles_are_those_of_the_opportunity() -> None:
    facts = account(people=(person(1, roles=ALL_ROLES, roles_on=((7, frozenset({Role.USER})),)),))
    assert see(facts).roles_missing == ()
    assert Role.USER not in see(facts, 7).roles_missing
    assert len(see(facts, 7).roles_missing) == 4


def test_a_committee_with_a_known_member_is_a_decision_maker() -> None:
    board = unit(9, UnitKind.COMMITTEE, members=frozenset({1}))
    assert Role.DECISION_MAKER not in see(account(people=(person(1),), units=(board,))).roles_missing
    seat = person(1, placeholder=True)
    assert Role.DECISION_MAKER in see(account(people=(seat,), units=(board,))).roles_missing
    department = unit(9, members=frozenset({1}))
    assert Role.DECISION_MAKER in see(account(people=(person(1),), units=(department,))).roles_missing


@pytest.mark.parametrize(
    ("contacts", "percent", "decision_met"),
    [((0,), 0, False), ((1,), 100, True), ((1, 0), 50, True), ((1, 0, 0), 33, True), ((1, 1, 0), 67, True)],
)
def test_the_share_of_deciders_reached(contacts: tuple[int, ...], percent: int, decision_met: bool) -> None:
    people = tuple(person(i, level=Level.DECISION, contacts=n) for i, n in enumerate(contacts, 1))
    seen = see(account(people=people))
    assert (seen.reached_percent, seen.decision_met) == (percent, decision_met)
    assert seen.deciders_unmet == tuple(i for i, n in enumerate(contacts, 1) if not n)


def test_a_committee_is_one_decider_and_reached_with_half_its_members() -> None:
    people = tuple(person(i, contacts=int(i <= 2)) for i in (1, 2, 3, 4))
    head = person(5, roles=DECIDER)
    board = unit(9, UnitKind.COMMITTEE, members=frozenset({1, 2, 3, 4}))
    seen = see(account(people=(*people, head), units=(board,)))
    assert (seen.reached_percent, seen.decision_met) == (50, True)
    assert seen.deciders == (1, 2, 3, 4, 5)
    assert seen.deciders_unmet == (5,)


def test_what_is_unknown_of_people_leaves_seats_out() -> None:
    people = (
        person(1, Stance.NEUTRAL, personality=Personality.D, contacts=1),
        person(2, StanceFact(Stance.NEUTRAL, ago(9), opportunity=7)),
        person(3, placeholder=True),
    )
    seen = see(account(people=people))
    assert (seen.stance_unknown, seen.personality_unknown, seen.never_met) == ((2,), (2,), (2,))
    assert see(account(people=people), 7).stance_unknown == ()


@pytest.mark.parametrize(
    ("influence", "days", "neglected"),
    [(4, 60, False), (4, 61, True), (5, None, True), (3, 900, False), (None, None, False)],
)
def test_high_influence_wants_contact(influence: int | None, days: int | None, neglected: bool) -> None:
    last = None if days is None else ago(days)
    facts = account(people=(person(1, influence=influence, last_contact=last),))
    assert (see(facts).neglected == (1,)) is neglected


def test_units_without_a_known_person() -> None:
    units = (
        unit(1, UnitKind.COMPANY),
        unit(2, parent=1),
        unit(3, parent=2),
        unit(4, UnitKind.OUTSIDE_BODY, name="tender centre"),
        unit(5, UnitKind.COMMITTEE, name="board", members=frozenset({8})),
        unit(6, UnitKind.COMMITTEE, members=frozenset({7})),
        unit(7, UnitKind.PROJECT_GROUP, parent=4),
        unit(8, UnitKind.GROUP),
    )
    people = (person(7, unit=3, contacts=1), person(8, unit=4, placeholder=True))
    facts = account(people=people, units=units)
    assert see(facts).units_without_contact == (4, 5, 7)
    assert dict(found(facts)["no_contact"].detail) == {"units": "tender centre / board / U7"}
    assert found(facts)["no_contact"].people == (8,)
    circle = (unit(1, parent=2), unit(2, parent=1))
    assert see(account(units=circle)).units_without_contact == (1, 2)


TWO = (unit(1), unit(2))


@pytest.mark.parametrize(
    ("people", "units", "way", "basis", "severity"),
    [
        ((), TWO, None, None, None),
        ((person(1), person(2)), TWO, None, None, None),
        ((person(1, Stance.SUPPORTER, unit=1),), TWO, "person", "support", "high"),
        ((person(1, Stance.CHAMPION),), (), "person", "support", "high"),
        (
            (person(1, Stance.SUPPORTER), person(2, Stance.NEUTRAL, contacts=9)),
            (),
            "person",
            "support",
            "high",
        ),
        (
            (person(1, Stance.SUPPORTER, unit=1), person(2, Stance.CHAMPION, unit=1)),
            TWO,
            "department",
            "support",
            "medium",
        ),
        ((person(1, Stance.SUPPORTER, unit=1), person(2, Stance.CHAMPION, unit=2)), TWO, None, None, None),
        ((person(1, Stance.SUPPORTER, unit=1), person(2, Stance.CHAMPION)), TWO, None, None, None),
        ((person(1, Stance.SUPPORTER), person(2, Stance.CHAMPION)), TWO, None, None, None),
        (
            (person(1, Stance.SUPPORTER, unit=1), person(2, Stance.CHAMPION, unit=1)),
            TWO[:1],
            None,
            None,
            None,
        ),
        (
            (person(1, Stance.SUPPORTER, unit=1), person(2, Stance.CHAMPION, unit=1), person(3)),
            TWO[:1],
            "department",
            "support",
            "medium",
        ),
        ((person(1, contacts=3), person(2, Stance.ENEMY)), TWO, "person", "contact", "medium"),
        (
            (person(1, contacts=3, unit=1), person(2, contacts=1, unit=1)),
            TWO,
            "department",
            "contact",
            "medium",
        ),
        ((person(1, contacts=3, unit=1), person(2, contacts=1, unit=2)), TWO, None, None, None),
    ],
)
def test_a_single_thread(
    people: tuple[Any, ...], units: tuple[Any, ...], way: str | None, basis: str | None, severity: str | None
) -> None:
    warning = single_thread(account(people=people, units=units), None)
    if way is None:
        assert warning is None
        return
    assert warning is not None
    detail = dict(warning.detail)
    assert (detail["way"], detail["basis"], warning.severity) == (way, basis, severity)
    assert warning.since == (ago(10) if basis == "support" else None)
    assert ("unit" in detail) is (people[0].unit is not None)


def test_two_in_the_company_itself_are_no_single_department() -> None:
    head = unit(1, UnitKind.COMPANY)
    pair = (person(1, Stance.SUPPORTER, unit=1), person(2, Stance.SUPPORTER, unit=1), person(3))
    assert single_thread(account(people=pair, units=(head, unit(2))), None) is None


def test_the_thread_is_that_of_the_opportunity() -> None:
    people = (
        person(1, Stance.SUPPORTER),
        person(2, Stance.SUPPORTER, StanceFact(Stance.ENEMY, ago(3), opportunity=7)),
    )
    assert single_thread(account(people=people), None) is None
    warning = single_thread(account(people=people), 7)
    assert warning is not None and (warning.people, warning.opportunity) == ((1,), 7)
