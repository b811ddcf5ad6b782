"""Competition: our position, the strategies that fit, and what guerrilla waits for (S1, S2, S5)."""

from typing import Any

import pytest

from models.rules import competition, factors
from models.rules.competition import Inputs, Option
from models.rules.factors import Chart, ScoreFact
from models.rules.facts import AccountFacts, CompetitorFact, StanceFact
from models.rules.figure_facts import FigureFact
from models.rules.power import Balance
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import EventKind, Kind, Outcome, Position, Stance
from models.rules.vocabulary_strategy import Challenge, Factor, FactorSide, MarketPosition, Strategy
from tests.rules.made import TODAY, account, ago, change, deal, person

LEADER, STRONG, ORDINARY = MarketPosition
RIVAL = 7
EMPTY = factors.chart([], None, [], DEFAULTS)


def scored(us: int, them: int) -> Chart:
    told = [
        ScoreFact(1, "price", FactorSide.NEED, None, 10), ScoreFact(2, "price", FactorSide.US, None, us),
        ScoreFact(3, "price", FactorSide.THEM, RIVAL, them),
    ]  # fmt: skip
    return factors.chart(told, None, [RIVAL], DEFAULTS, list(Factor))


def given(**more: Any) -> Inputs:
    start = Inputs(None, None, False, (), None, None, Balance())
    return start._replace(**more)


@pytest.mark.parametrize(
    ("inputs", "position"),
    [
        (given(supplies=True, share=51), LEADER),
        (given(supplies=True, share=50), ORDINARY),
        (given(supplies=True, share=None), ORDINARY),
        (given(supplies=False, share=80), ORDINARY),
        (given(supplies=True, share=80, incumbents=(RIVAL,)), ORDINARY),
        (given(fits=(60, 59), power=Balance(3, 3)), STRONG),
        (given(fits=(60, 59), power=Balance(2, 3, 0, 9)), ORDINARY),
        (given(fits=(60, 60), power=Balance(9)), ORDINARY),
        (given(fits=None, power=Balance(9)), ORDINARY),
    ],
)
def test_the_position_follows_from_business_fit_and_power(inputs: Inputs, position: MarketPosition) -> None:
    assert competition.position(inputs, DEFAULTS) is position


D, A, F, G = Strategy


@pytest.mark.parametrize(
    ("position", "kind", "options"),
    [
        (LEADER, Kind.STRATEGIC, (Option(D, "both"),)),
        (STRONG, Kind.TRANSACTIONAL, (Option(A, "both"),)),
        (ORDINARY, Kind.VALUE, (Option(F, "both"),)),
        (ORDINARY, Kind.TRANSACTIONAL, (Option(G, "both"),)),
        (ORDINARY, Kind.STRATEGIC, (Option(F, "position"), Option(D, "kind"))),
        (LEADER, Kind.VALUE, (Option(D, "position"), Option(F, "kind"))),
        (LEADER, Kind.TRANSACTIONAL, (Option(D, "position"), Option(A, "kind"))),
        (STRONG, Kind.STRATEGIC, (Option(A, "position"), Option(D, "kind"))),
        (STRONG, Kind.VALUE, (Option(A, "position"), Option(F, "kind"))),
        (STRONG, None, (Option(A, "position"),)),
        (ORDINARY, None, (Option(F, "position"), Option(G, "position"))),
    ],
)
def test_position_and_kind_choose_and_where_they_disagree_both_are_told(
    position: MarketPosition, kind: Kind | None, options: tuple[Option, ...]
) -> None:
    assert competition.strategies(position, kind) == options


def advised(facts: AccountFacts, kind: Kind | None = None, chart: Chart = EMPTY) -> competition.Advice:
    return competition.advise(facts, 1, kind, chart, TODAY, DEFAULTS)


def test_what_the_account_asks_of_us_follows_from_what_it_buys() -> None:
    new = account(opportunities=(deal(1),))
    assert advised(new).challenge is Challenge.WIN and advised(new).attacks
    won = deal(2, outcome=Outcome.WON, signed=ago(30), amount=600)
    assert advised(account(opportunities=(deal(1), won))).challenge is Challenge.PENETRATE
    figures = (FigureFact(TODAY.year - 1, turnover=600, total_spend=1000),)
    ours = advised(account(opportunities=(deal(1), won), figures=figures))
    assert (ours.position, ours.challenge, ours.attacks) == (LEADER, Challenge.KEEP, False)
    assert ours.inputs.share == 60


def test_the_incumbent_is_who_we_are_compared_with_and_who_is_out_is_not() -> None:
    rivals = (
        CompetitorFact(5, "out", Position.OUT, 1), CompetitorFact(6, "in", Position.IN_PLAY, 1),
        CompetitorFact(RIVAL, "there", Position.INCUMBENT, None),
    )  # fmt: skip
    found = advised(account(opportunities=(deal(1),), competitors=rivals), chart=scored(9, 8))
    assert (found.inputs.incumbents, found.inputs.against, found.inputs.fits) == ((RIVAL,), RIVAL, (90, 80))
    assert found.position is STRONG


def test_a_competitor_s_position_on_the_deal_goes_before_the_one_at_the_account() -> None:
    rivals = (CompetitorFact(RIVAL, "a", Position.INCUMBENT, None), CompetitorFact(RIVAL, "a", Position.OUT, 1))
    (found,) = competition.here(account(competitors=rivals), 1)
    assert found.position is Position.OUT
    assert competition.here(account(competitors=rivals), 2)[0].position is Position.INCUMBENT


def test_the_balance_is_that_of_power_on_the_opportunity() -> None:
    people = (person(1, Stance.SUPPORTER, influence=3), person(2, Stance.BLOCKER, influence=4), person(3, influence=5))
    found = advised(account(opportunities=(deal(1),), people=people)).inputs.power
    assert (found.ours, found.theirs, found.unknown) == (3, 8, 5)


def test_guerrilla_waits_for_what_happened_lately_and_no_other_strategy_does() -> None:
    events = (
        change(1, 5), change(2, 90, kind=EventKind.QUALITY_TROUBLE), change(3, 91, kind=EventKind.COST_CUTTING),
        change(4, 3, kind=EventKind.NEW_PROJECT),
    )  # fmt: skip
    facts = account(opportunities=(deal(1),), events=events)
    codes = [trigger.code for trigger in advised(facts, Kind.TRANSACTIONAL).triggers]
    assert codes == ["trigger.personnel_change", "trigger.quality_trouble"]
    assert advised(facts, Kind.VALUE).triggers == ()


def test_cooling_is_somebody_who_was_against_us_and_is_less_so() -> None:
    def moved(key: int, before: Stance, after: Stance, days: int) -> Any:
        return person(key, StanceFact(before, ago(200), competitor=RIVAL), StanceFact(after, ago(days)))

    people = (
        moved(1, Stance.BLOCKER, Stance.NEUTRAL, 10), moved(2, Stance.ENEMY, Stance.BLOCKER, 10),
        moved(3, Stance.NEUTRAL, Stance.SUPPORTER, 10), moved(4, Stance.ENEMY, Stance.NEUTRAL, 120),
    )  # fmt: skip
    found = competition.triggers(account(people=people), TODAY, DEFAULTS)
    assert [(each.code, each.people) for each in found] == [("trigger.cooling", (1,))]
