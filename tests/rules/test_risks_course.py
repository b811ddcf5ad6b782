from typing import Any

import pytest

from models.rules.facts import (
    CompetitorFact,
    InsideFact,
    StanceFact,
    VisitFact,
)
from models.rules.vocabulary import (
    Inside,
    Outcome,
    Position,
    Role,
    Stance,
    Step,
    VisitKind,
    VisitState,
)
from tests.rules.made import account, ago, all_of, deal, one, person

OPEN = (deal(7, recorded=ago(40)),)
S, N, E, B = Stance.SUPPORTER, Stance.NEUTRAL, Stance.ENEMY, Stance.BLOCKER


@pytest.mark.parametrize(("days", "severity"), [(60, None), (61, "medium"), (120, "medium"), (121, "high")])
def test_silence(days: int, severity: str | None) -> None:
    for fields in ({"last_contact": ago(days)}, {"recorded": ago(days)}):
        found = all_of("silent", account(opportunities=OPEN, **fields))
        assert [(f.severity, f.since, f.detail) for f in found] == (
            [(severity, ago(days), (("days", days),))] if severity else []
        )
    assert not all_of("silent", account(last_contact=ago(900), opportunities=(deal(7, signed=ago(9)),)))
    assert not all_of("silent", account(opportunities=OPEN))


@pytest.mark.parametrize(("visits", "marked", "raised"), [(2, False, False), (3, False, True), (9, True, False)])
def test_no_inside_contact_by_the_third_visit(visits: int, marked: bool, raised: bool) -> None:
    marks = (InsideFact(Inside.INSIDE, ago(3)),) if marked else ()
    on_deal = account(people=(person(1, insides=marks),), opportunities=(deal(7, visits=visits),))
    on_account = account(people=(person(1, insides=marks),), visits=visits)
    for facts in (on_deal, on_account):
        assert [f.detail for f in all_of("no_inside_contact", facts)] == [(("visits", visits),)] * raised


def test_visits_that_name_no_opportunity_count_for_the_account() -> None:
    facts = account(visits=3, opportunities=(deal(7, visits=1),))
    found = one("no_inside_contact", facts)
    assert (found.opportunity, found.detail) == (None, (("visits", 3),))
    both = one("no_inside_contact", account(visits=5, opportunities=(deal(7, visits=4),)))
    assert (both.opportunity, both.detail) == (7, (("visits", 4),))


def test_an_open_complaint() -> None:
    visit = VisitFact(5, ago(8), VisitKind.COMPLAINT, VisitState.DONE, (2, 1))
    other = VisitFact(6, ago(2), VisitKind.VISIT, VisitState.DONE, (3,))
    found = one("complaint_open", account(complaints=(5, 4), recent_visits=(other, visit)))
    assert (found.severity, found.people, found.since, found.detail) == (
        "high",
        (2, 1),
        ago(8),
        (("count", 2),),
    )
    assert one("complaint_open", account(complaints=(4,))).since is None


ROLES = frozenset(Role) - {Role.INFLUENCER}


@pytest.mark.parametrize(
    ("people", "fields", "detail"),
    [
        ((person(1, roles=ROLES),), {}, None),
        ((person(1, roles=ROLES - {Role.USER}),), {}, None),
        ((person(1, roles=ROLES - {Role.USER, Role.TECHNICAL}),), {}, (2, 0, 0)),
        ((person(1, roles=ROLES - {Role.DECISION_MAKER}),), {}, (1, 0, 0)),
        ((person(1, roles=ROLES),), {"expected": ago(1)}, (0, 0, 1)),
        ((person(1, roles=ROLES), person(2, influence=4, last_contact=ago(61))), {}, (0, 1, 0)),
        ((person(1, roles=ROLES), person(2, influence=4, last_contact=ago(60))), {}, None),
        ((person(1, roles=ROLES), person(2, roles=frozenset({Role.INFLUENCER}))), {}, (0, 1, 0)),
        (
            (person(1, roles=ROLES), person(2, roles=frozenset({Role.INFLUENCER}), last_contact=ago(60))),
            {},
            None,
        ),
        (
            (person(1, roles=ROLES), person(2, roles=frozenset({Role.INFLUENCER}), last_contact=ago(61))),
            {},
            (0, 1, 0),
        ),
    ],
)
def test_a_chain_out_of_control(
    people: tuple[Any, ...], fields: dict[str, Any], detail: tuple[int, int, int] | None
) -> None:
    found = all_of("chain_out_of_control", account(people=people, opportunities=(deal(7, **fields),)))
    if detail is None:
        assert found == []
    else:
        assert [f.detail for f in found] == [tuple(zip(("roles", "silent", "late"), detail, strict=True))]
        assert found[0].people == ((2,) if detail[1] else ())


@pytest.mark.parametrize(
    ("step", "severity"),
    [
        (Step.LEAD, "low"),
        (Step.DIAGNOSIS, "low"),
        (Step.PROPOSAL, "medium"),
        (Step.NEGOTIATION, "high"),
        (Step.DELIVERY, "high"),
    ],
)
def test_an_unclear_chain_grows_graver_with_the_steps(step: Step, severity: str) -> None:
    assert one("chain_out_of_control", account(opportunities=(deal(7, step=step),))).severity == severity


JUDGE = frozenset({Role.TECHNICAL})


@pytest.mark.parametrize(
    ("position", "people", "severity"),
    [
        (Position.FAVOURED, (), "high"),
        (Position.INCUMBENT, (), "medium"),
        (Position.IN_PLAY, (), None),
        (Position.OUT, (), None),
        (Position.FAVOURED, (person(1, S, roles=JUDGE),), None),
        (Position.FAVOURED, (person(1, S, roles=frozenset({Role.GATEKEEPER})),), None),
        (Position.FAVOURED, (person(1, S, roles=frozenset({Role.USER})),), "high"),
        (Position.FAVOURED, (person(1, N, roles=JUDGE),), "high"),
        (Position.FAVOURED, (person(1, S, placeholder=True, roles=JUDGE),), "high"),
    ],
)
def test_a_competitor_stirs(position: Position, people: tuple[Any, ...], severity: str | None) -> None:
    for on in (None, 7):
        facts = account(people=people, opportunities=OPEN, competitors=(CompetitorFact(3, "X", position, on),))
        found = all_of("competitor_stirs", facts)
        assert [f.severity for f in found] == ([severity] if severity else [])
        if found:
            assert found[0].detail == (("competitor", "X"), ("position", position))


def test_a_competitor_s_friends_are_named() -> None:
    people = (person(1, StanceFact(B, ago(20))), person(2, StanceFact(E, ago(9)), influence=5), person(3, N))
    rival = CompetitorFact(3, "X", Position.FAVOURED, 7)
    found = one("competitor_stirs", account(people=people, opportunities=OPEN, competitors=(rival,)))
    assert (found.people, found.since) == ((2, 1), ago(9))
    lost = account(opportunities=(deal(7, outcome=Outcome.LOST), deal(8)), competitors=(rival,))
    assert not all_of("competitor_stirs", lost)
