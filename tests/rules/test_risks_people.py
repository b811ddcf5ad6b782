from typing import Any

import pytest

from models.rules.facts import (
    StanceFact,
)
from models.rules.risks import risks
from models.rules.risks_people import recent_changes, stood_with_us
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    EventKind,
    Level,
    Outcome,
    Role,
    Stance,
    Step,
)
from tests.rules.made import TODAY, account, ago, all_of, change, deal, one, person

OPEN = (deal(7, recorded=ago(40)),)
DECIDER = frozenset({Role.DECISION_MAKER})
S, N, E, C, U = Stance.SUPPORTER, Stance.NEUTRAL, Stance.ENEMY, Stance.CHAMPION, Stance.UNKNOWN


def test_support_on_one_thread_is_told_even_without_an_opportunity_and_contact_only_with_one() -> None:
    assert one("single_thread", account(people=(person(1, S),))).people == (1,)
    met = account(people=(person(1, contacts=1),))
    assert not all_of("single_thread", met)
    assert one("single_thread", met._replace(opportunities=OPEN)).opportunity == 7


@pytest.mark.parametrize(
    ("step", "severity"),
    [
        (Step.LEAD, "medium"),
        (Step.DIAGNOSIS, "medium"),
        (Step.PROPOSAL, "high"),
        (Step.NEGOTIATION, "high"),
        (Step.DELIVERY, "high"),
    ],
)
def test_a_decision_level_never_met(step: Step, severity: str) -> None:
    people = (person(1, level=Level.DECISION), person(2, level=Level.DECISION, influence=2))
    found = one("decision_level_unmet", account(people=people, opportunities=(deal(7, step=step, recorded=ago(40)),)))
    assert (found.severity, found.people, found.since, found.opportunity) == (severity, (2, 1), ago(40), 7)
    assert found.detail == (("known", 2),)


def test_one_of_the_decision_level_met_is_enough() -> None:
    people = (person(1, level=Level.DECISION, contacts=1), person(2, level=Level.DECISION))
    assert not all_of("decision_level_unmet", account(people=people, opportunities=OPEN))
    assert one("decision_level_unmet", account(opportunities=OPEN, recorded=ago(9))).detail == (("known", 0),)
    assert one("decision_level_unmet", account(opportunities=OPEN, recorded=ago(9))).since == ago(40)
    assert one("decision_level_unmet", account(opportunities=(deal(7),), recorded=ago(9))).since == ago(9)


def test_doubtful_champions_are_told_together() -> None:
    people = (
        person(1, StanceFact(C, ago(61))),
        person(2, StanceFact(C, ago(300)), influence=5),
        person(3, StanceFact(C, ago(60))),
    )
    found = one("champion_doubtful", account(people=people))
    assert (found.people, found.since, found.detail) == ((2, 1), ago(300), (("days", 300),))


@pytest.mark.parametrize(
    ("who", "fields", "stances", "severity", "moved"),
    [
        (None, {}, (), "medium", False),
        (99, {}, (), "medium", False),
        (1, {}, (N,), "medium", False),
        (1, {"influence": 3}, (), "medium", False),
        (1, {"influence": 4}, (), "high", False),
        (1, {"roles": DECIDER}, (), "high", False),
        (1, {"level": Level.DECISION}, (), "high", False),
        (1, {}, (S,), "high", True),
        (1, {}, (C,), "high", True),
        (1, {}, (StanceFact(S, ago(90)), StanceFact(U, ago(5))), "high", True),
        (1, {}, (StanceFact(S, ago(90)), StanceFact(N, ago(31))), "medium", False),
        (1, {}, (StanceFact(S, ago(9), opportunity=7),), "high", True),
    ],
)
def test_a_personnel_change_is_gravest_when_it_takes_a_supporter(
    who: int | None, fields: dict[str, Any], stances: tuple[Any, ...], severity: str, moved: bool
) -> None:
    facts = account(people=(person(1, *stances, **fields),), events=(change(1, 30, who),), opportunities=OPEN)
    found = one("personnel_change", facts)
    people = (1,) if who == 1 else ()
    assert (found.severity, found.people, found.since, found.detail) == (
        severity,
        people,
        ago(30),
        (("event", "E1"),),
    )
    assert bool(all_of("champion_moved", facts)) is moved


@pytest.mark.parametrize(("days", "recent"), [(0, True), (90, True), (91, False), (-10, True)])
def test_a_change_is_recent_for_a_while(days: int, recent: bool) -> None:
    facts = account(events=(change(1, days),))
    assert bool(recent_changes(facts, TODAY, DEFAULTS)) is bool(all_of("personnel_change", facts)) is recent


def test_other_events_are_no_personnel_changes() -> None:
    assert not risks(account(events=(change(1, 3, kind=EventKind.NEW_PROJECT),)), TODAY, DEFAULTS)


def test_stood_with_us_looks_at_the_day_before() -> None:
    left = person(1, StanceFact(S, ago(90)), StanceFact(N, ago(30)))
    assert stood_with_us(left, ago(30), account())
    assert not stood_with_us(left, ago(29), account())
    assert stood_with_us(person(1, StanceFact(S, ago(5))), ago(30), account())
    then = person(1, StanceFact(S, ago(90), opportunity=7))
    assert stood_with_us(then, ago(30), account(opportunities=(deal(7),)))
    assert not stood_with_us(then, ago(30), account(opportunities=(deal(7, outcome=Outcome.LOST),)))


@pytest.mark.parametrize(
    ("ledger", "influence", "severity"),
    [
        ((StanceFact(N, ago(90)), StanceFact(E, ago(60))), 3, "medium"),
        ((StanceFact(N, ago(90)), StanceFact(E, ago(61))), 3, None),
        ((StanceFact(N, ago(90)), StanceFact(E, ago(3))), 4, "high"),
        ((StanceFact(S, ago(90)), StanceFact(N, ago(3))), None, "high"),
        ((StanceFact(C, ago(90)), StanceFact(S, ago(3))), None, "high"),
        ((StanceFact(E, ago(90)), StanceFact(N, ago(3))), 5, None),
        ((StanceFact(U, ago(90)), StanceFact(E, ago(3))), 5, None),
        ((StanceFact(E, ago(3)),), 5, None),
    ],
)
def test_a_fallen_stance(ledger: tuple[StanceFact, ...], influence: int | None, severity: str | None) -> None:
    found = all_of("stance_fell", account(people=(person(1, *ledger, influence=influence),)))
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_a_fall_counts_once_and_on_an_opportunity_for_itself() -> None:
    ledger = (StanceFact(S, ago(90)), StanceFact(N, ago(9)), StanceFact(E, ago(4), opportunity=7))
    both = account(people=(person(1, *ledger),), opportunities=(deal(7), deal(8)))
    found = all_of("stance_fell", both)
    assert [(f.opportunity, f.detail) for f in found] == [
        (None, (("before", "supporter"), ("stance", "neutral"))),
        (7, (("before", "neutral"), ("stance", "enemy"))),
    ]
    closed = both._replace(opportunities=(deal(7, outcome=Outcome.LOST),))
    assert [f.opportunity for f in all_of("stance_fell", closed)] == [None]
