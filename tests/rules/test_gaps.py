import pytest

from models.rules.coverage import gaps
from models.rules.facts import AccountFacts, Finding, InsideFact, NeedFact, StanceFact
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    Bant,
    Inside,
    NeedKind,
    Outcome,
    Personality,
    Role,
    Severity,
    Stance,
    W,
)
from tests.rules.made import TODAY, account, ago, deal, person

DECIDER = frozenset({Role.DECISION_MAKER})
ALL_ROLES = frozenset(Role)


def found(facts: AccountFacts, on: int | None = None) -> dict[str, Finding]:
    return {g.code: g for g in gaps(facts, on, TODAY, DEFAULTS)}


def test_no_contact_gathers_people_never_met() -> None:
    people = (person(1), person(2, contacts=1), person(3, influence=5))
    only = found(account(people=people))["no_contact"]
    assert (only.people, only.detail) == ((3, 1), ())
    assert "no_contact" not in found(account(people=people[1:2]))


def test_gaps_come_by_importance() -> None:
    people = (person(1, likes_us=True), person(2, placeholder=True, roles=DECIDER))
    facts = account(people=people, opportunities=(deal(7),))
    assert list(found(facts)) == [
        "role_missing:decision_maker",
        "no_contact",
        "stance_unknown",
        "role_missing:technical",
        "role_missing:purchaser",
        "role_missing:gatekeeper",
        "role_missing:user",
        "no_inside_contact",
        "coach_candidate",
        "personality_unknown",
        "criteria_missing",
        *(f"bant:{w}" for w in ("budget", "authority", "need", "timeline")),
        *(f"5w2h:{w}" for w in W),
    ]
    assert found(facts)["criteria_missing"].opportunity == 7


@pytest.mark.parametrize(("influence", "severity"), [(3, "medium"), (4, "high"), (None, "medium")])
def test_an_unknown_stance_of_weight_is_grave(influence: int | None, severity: str) -> None:
    assert found(account(people=(person(1, influence=influence),)))["stance_unknown"].severity == severity


def test_a_complete_account_has_no_gaps() -> None:
    whole = person(
        1,
        StanceFact(Stance.CHAMPION, ago(9)),
        personality=Personality.I,
        roles=ALL_ROLES,
        contacts=3,
        insides=(InsideFact(Inside.INSIDE, ago(9)),),
    )
    bant = tuple((w, Bant.YES) for w in ("budget", "authority", "need", "timeline"))
    facts = account(
        people=(whole, person(2, Stance.SUPPORTER, personality=Personality.C, contacts=1)),
        opportunities=(deal(7, bant=bant, known=frozenset(W)),),
        needs=(NeedFact(1, NeedKind.CRITERION, "price"),),
    )
    assert found(facts) == found(facts, 7) == {}


def test_a_doubtful_champion_lets_candidates_be_proposed() -> None:
    idle = person(1, StanceFact(Stance.CHAMPION, ago(61)))
    facts = account(people=(idle, person(2, Stance.SUPPORTER)))
    assert found(facts)["coach_candidate"].people == (2,)
    busy = person(1, StanceFact(Stance.CHAMPION, ago(60)))
    assert "coach_candidate" not in found(account(people=(busy, person(2, Stance.SUPPORTER))))


def test_needs_are_judged_only_on_something_undecided() -> None:
    lost = account(opportunities=(deal(7, outcome=Outcome.LOST),))
    assert "criteria_missing" not in found(lost)
    assert "criteria_missing" in found(lost, 7)
    assert all(g.severity == Severity.LOW for code, g in found(lost, 7).items() if code.startswith("5w2h"))
