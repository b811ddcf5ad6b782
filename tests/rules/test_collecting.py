"""What to collect from a coach, and how far relationships have come."""

from typing import Any

import pytest

from models.rules.collecting import Beside, Known, checklist, covered
from models.rules.facts import AccountFacts, ChainFact, CompetitorFact, LinkFact, RelationFact
from models.rules.relating import Step, Wanted, following, step, trusted
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    BuyingStep,
    Level,
    Personality,
    PersonalNeed,
    Phase,
    Position,
    RelationKind,
    RelationshipGrade,
    Role,
    Stance,
)
from models.rules.vocabulary_ledger import IntelItem, TrustGround
from tests.rules.made import TODAY, deal, person

I, K, G = IntelItem, Known, RelationshipGrade
NOTHING = Beside()
EVERY = frozenset({Role.DECISION_MAKER, Role.TECHNICAL, Role.PURCHASER, Role.GATEKEEPER, Role.USER})


def house(*people: Any, **more: Any) -> AccountFacts:
    return AccountFacts(1, "H", people=people, **{"opportunities": (deal(),), **more})


def known(facts: AccountFacts, item: IntelItem, beside: Beside = NOTHING) -> Known:
    return next(each.known for each in checklist(facts, None, TODAY, DEFAULTS, beside) if each.item is item)


NOBODY = person(1)
BOSS = person(1, roles=EVERY, reachable=True, level=Level.DECISION)
RIVAL = CompetitorFact(7, "R", Position.IN_PLAY)


@pytest.mark.parametrize(("item", "facts", "degree"), [
    (I.PROJECT_SIZE, house(), K.NO),
    (I.PROJECT_SIZE, house(opportunities=(deal(amount=1),)), K.YES),
    (I.PROJECT_SIZE, house(opportunities=(deal(budget=1),)), K.YES),
    (I.PROJECT_SIZE, house(opportunities=()), K.NO),
    (I.PROJECT_SCHEDULE, house(opportunities=(deal(expected=TODAY),)), K.YES),
    (I.COMPETITORS_MAIN, house(competitors=(RIVAL,)), K.PARTLY),
    (I.COMPETITORS_MAIN, house(competitors=(RIVAL._replace(position=Position.INCUMBENT),)), K.YES),
    (I.COMPETITORS_MAIN, house(competitors=(RIVAL._replace(opportunity=9),)), K.NO),
    (I.COMPETITORS_SUPPORTERS, house(NOBODY), K.NO),
    (I.COMPETITORS_SUPPORTERS, house(person(1, Stance.ENEMY)), K.PARTLY),
    (I.DECISION_CHAIN, house(BOSS), K.NO),
    (I.DECISION_CHAIN, house(NOBODY, chains=(ChainFact(1, (LinkFact(1, 1, None),)),)), K.PARTLY),
    (I.DECISION_CHAIN, house(BOSS, chains=(ChainFact(1, (LinkFact(1, 1, None),)),)), K.YES),
    (I.DECISION_STEPS, house(opportunities=(deal(phase=Phase.SELECTION),)), K.PARTLY),
    (I.DECISION_STEPS, house(opportunities=(deal(phase=Phase.SELECTION, buying_step=BuyingStep.NEED),)), K.YES),
    (I.DECISION_PEOPLE, house(person(1, level=Level.DECISION)), K.PARTLY),
    (I.DECISION_PEOPLE, house(person(1, level=Level.DECISION, placeholder=True)), K.NO),
    (I.DECISION_PEOPLE, house(BOSS), K.YES),
    (I.INSIDE_RELATIONS, house(NOBODY, person(2), person(3), person(4), person(5),
                               relations=(RelationFact(1, 2, RelationKind.ALLY),)), K.PARTLY),
    (I.INSIDE_RELATIONS, house(NOBODY, person(2), relations=(RelationFact(1, 2, RelationKind.ALLY),)), K.YES),
    (I.INSIDE_PERSONAL, house(NOBODY), K.NO),
    (I.INSIDE_PERSONAL, house(person(1, personality=Personality.D, needs=(PersonalNeed.POWER,)), person(2)), K.PARTLY),
    (I.INSIDE_PERSONAL, house(person(1, personality=Personality.D, needs=(PersonalNeed.POWER,))), K.YES),
    (I.INSIDE_OPENINGS, house(person(1, Stance.SUPPORTER)), K.YES),
    (I.INSIDE_OPENINGS, house(NOBODY), K.NO),
])  # fmt: skip
def test_how_far_the_data_answers_an_item(item: IntelItem, facts: AccountFacts, degree: Known) -> None:
    assert known(facts, item) is degree


def test_what_was_told_is_known_and_what_is_on_record_of_competitors_counts() -> None:
    told = Beside(told=frozenset({I.PROJECT_SIZE}))
    assert known(house(), I.PROJECT_SIZE, told) is K.YES
    assert known(house(), I.COMPETITORS_STRENGTHS, Beside(strengths=True)) is K.YES
    assert known(house(), I.COMPETITORS_RELATIONS, Beside(connections=True)) is K.YES
    found = checklist(house(), None, TODAY, DEFAULTS, told)
    assert covered(found) == (1, len(IntelItem)) and [each.item for each in found] == list(IntelItem)
    assert [each.item for each in found if each.told] == [I.PROJECT_SIZE]


# Relationships ------------------------------------------------------------------------------------------------

CHAINED = (ChainFact(1, (LinkFact(1, 1, None),)),)


@pytest.mark.parametrize(("someone", "chosen", "on", "more", "wanted"), [
    (person(1), G.NONE, None, {}, Wanted(G.NONE, "")),
    (person(1, grade=G.B), G.NONE, None, {}, Wanted(G.B, "")),
    (person(1), G.A, None, {}, Wanted(G.A, "chosen")),
    (person(1, Stance.CHAMPION), G.NONE, None, {}, Wanted(G.A, "champion")),
    (person(1, level=Level.DECISION), G.NONE, None, {}, Wanted(G.B, "decider")),
    (person(1), G.NONE, 1, {"chains": CHAINED}, Wanted(G.B, "chain")),
    (person(1), G.NONE, None, {"chains": CHAINED}, Wanted(G.NONE, "")),
    (person(1, influence=DEFAULTS.high_influence), G.NONE, None, {}, Wanted(G.B, "influence")),
    (person(1, influence=DEFAULTS.high_influence - 1), G.NONE, None, {}, Wanted(G.NONE, "")),
])  # fmt: skip
def test_what_a_relationship_shall_become_and_why(
    someone: Any, chosen: RelationshipGrade, on: int | None, more: dict[str, Any], wanted: Wanted
) -> None:
    assert step(house(someone, **more), someone, chosen, on, DEFAULTS).wanted == wanted


@pytest.mark.parametrize(("grade", "wanted", "gap"), [
    (G.NONE, G.NONE, 0), (G.NONE, G.B, 2), (G.C, G.B, 1), (G.B, G.B, 0), (G.A, G.B, 0), (G.NONE, G.A, 3),
])  # fmt: skip
def test_a_gap_is_never_less_than_nothing(grade: RelationshipGrade, wanted: RelationshipGrade, gap: int) -> None:
    assert Step(grade, Wanted(wanted, "chosen")).gap == gap


def test_grades_follow_one_another_and_trust_has_two_halves() -> None:
    assert [following(grade) for grade in (G.NONE, G.C, G.B, G.A)] == [G.C, G.B, G.A, None]
    assert trusted(()) == (False, False)
    assert trusted((TrustGround.HOUSE_BRAND,)) == (True, False)
    assert trusted((TrustGround.HOUSE_BRAND, TrustGround.PERSON_HONEST)) == (True, True)
