from models.rules.facts import AccountFacts, AskedFact, CompetitorFact, NeedFact, StanceFact
from models.rules.research import DIMENSIONS, Dimension, Topic, research
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import AskingState, Bant, NeedKind, NeedState, Phase, Position, Role, Spin, Stance
from tests.rules.made import TODAY, account, ago, deal, person


def known(facts: AccountFacts, opportunity: int | None = 7) -> set[Topic]:
    return {topic for each in research(facts, opportunity, TODAY, DEFAULTS) for topic, there in each.topics if there}


def test_of_nothing_nothing_is_known() -> None:
    assert known(account(), None) == set() == known(account(opportunities=(deal(7),)))
    found = research(account(), None, TODAY, DEFAULTS)
    assert {each.dimension: tuple(topic for topic, _ in each.topics) for each in found} == DIMENSIONS


def test_the_business_scene() -> None:
    def need(kind: NeedKind, state: NeedState = NeedState.OPEN, on: int | None = 7) -> NeedFact:
        return NeedFact(1, kind, "x", state, opportunity=on)

    needs = (need(NeedKind.PROBLEM), need(NeedKind.NEED, on=None), need(NeedKind.CRITERION, NeedState.DROPPED))
    implied = AskedFact(1, None, AskingState.ANSWERED, ago(3), spin=Spin.IMPLICATION)
    facts = account(opportunities=(deal(7),), needs=needs, asked=(implied,))
    assert known(facts) == {Topic.PROBLEM, Topic.NEED, Topic.IMPACT}
    only_asked = implied._replace(state=AskingState.ASKED)
    assert Topic.IMPACT not in known(facts._replace(asked=(only_asked,)))
    elsewhere = account(opportunities=(deal(7), deal(8)), needs=(need(NeedKind.PROBLEM, on=8),))
    assert known(elsewhere) == set()


def test_the_organisation() -> None:
    people = (
        person(1, StanceFact(Stance.NEUTRAL, ago(3)), roles=frozenset(Role), influence=5),
        person(2, roles=frozenset(), influence=3),
    )
    facts = account(people=people, opportunities=(deal(7),))
    assert {Topic.ROLES, Topic.INFLUENCE} <= known(facts) and Topic.STANCES not in known(facts)
    assert Topic.INFLUENCE not in known(facts._replace(people=(people[0], people[1]._replace(influence=None))))


def test_the_decision() -> None:
    told = deal(7, bant=(("budget", Bant.PARTLY), ("authority", Bant.UNKNOWN)), expected=TODAY, phase=Phase.SELECTION)
    assert known(account(opportunities=(told,))) == {Topic.BUDGET, Topic.DATES, Topic.PHASE}
    assert known(account(opportunities=(deal(7, budget=5),))) == {Topic.BUDGET}


def test_competition_ends_the_chain() -> None:
    inside, gone = CompetitorFact(1, "X", Position.FAVOURED), CompetitorFact(1, "X", Position.OUT)
    assert known(account(opportunities=(deal(7),), competitors=(inside,))) == {Topic.COMPETITION}
    assert known(account(opportunities=(deal(7),), competitors=(gone,))) == set()
    assert DIMENSIONS[Dimension.CHAIN][-1] is Topic.COMPETITION
