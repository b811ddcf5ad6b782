from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import OpportunityFact
from models.rules.funnel import counted, probability, step_of, totals, weighted
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Outcome, Step
from tests.rules.made import TODAY, deal

DEALS = st.lists(
    st.builds(
        deal,
        st.integers(1, 99),
        amount=st.none() | st.integers(0, 10**12),
        outcome=st.sampled_from(Outcome),
        step=st.sampled_from(Step),
        probability=st.none() | st.integers(0, 100),
        signed=st.none() | st.just(TODAY),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("fields", "percent"),
    [
        ({"step": Step.LEAD}, 25),
        ({"step": Step.DIAGNOSIS}, 25),
        ({"step": Step.PROPOSAL}, 50),
        ({"step": Step.NEGOTIATION}, 75),
        ({"step": Step.DELIVERY}, 75),
        ({"step": Step.REPURCHASE}, 75),
        ({"step": Step.LEAD, "signed": TODAY}, 100),
        ({"step": Step.LEAD, "signed": TODAY, "probability": 10}, 100),
        ({"step": Step.DELIVERY, "outcome": Outcome.WON}, 100),
        ({"probability": 60}, 60),
        ({"probability": 0}, 0),
        ({"probability": 100}, 100),
        ({"probability": 101}, 100),
        ({"probability": -1}, 0),
        ({"outcome": Outcome.LOST, "probability": 60}, 0),
        ({"outcome": Outcome.LOST, "signed": TODAY}, 0),
        ({"outcome": Outcome.SUSPENDED}, 0),
    ],
)
def test_probability_goes_by_state_then_hand_then_step(fields: dict[str, Any], percent: int) -> None:
    assert probability(deal(**fields), DEFAULTS) == percent


@pytest.mark.parametrize(
    ("amount", "percent", "value"),
    [(None, 50, 0), (0, 50, 0), (100, 25, 25), (1, 50, 1), (1, 49, 0), (3, 50, 2), (99, 100, 99), (99, 0, 0)],
)
def test_weighted_rounds_half_a_minor_unit_up(amount: int | None, percent: int, value: int) -> None:
    assert weighted(amount, percent) == value


@given(st.integers(0, 10**14), st.integers(0, 100))
def test_weighted_is_exact(amount: int, percent: int) -> None:
    exact = (Decimal(amount) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert weighted(amount, percent) == exact


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({"step": Step.NEGOTIATION}, Step.NEGOTIATION),
        ({"step": Step.NEGOTIATION, "signed": TODAY}, Step.DELIVERY),
        ({"step": Step.LEAD, "outcome": Outcome.WON}, Step.DELIVERY),
        ({"step": Step.REPURCHASE, "signed": TODAY}, Step.REPURCHASE),
        ({"step": Step.DELIVERY}, Step.DELIVERY),
    ],
)
def test_a_win_is_at_delivery_at_least(fields: dict[str, Any], step: Step) -> None:
    assert step_of(deal(**fields)) is step


def test_an_empty_funnel_has_all_six_steps() -> None:
    funnel = totals((), DEFAULTS)
    assert [s.step for s in funnel.steps] == list(Step)
    assert (funnel.total, funnel.weighted) == (0, 0)


def test_lost_and_suspended_are_out_and_won_is_in() -> None:
    deals = [
        deal(1, amount=1000, step=Step.PROPOSAL),
        deal(2, amount=1000, outcome=Outcome.LOST),
        deal(3, amount=1000, outcome=Outcome.SUSPENDED),
        deal(4, amount=500, signed=TODAY),
        deal(5, step=Step.PROPOSAL),
    ]
    funnel = totals(deals, DEFAULTS)
    at = {s.step: (s.deals, s.amount, s.weighted) for s in funnel.steps if s.deals}
    assert at == {Step.PROPOSAL: (2, 1000, 500), Step.DELIVERY: (1, 500, 500)}
    assert (funnel.total, funnel.weighted) == (1500, 1000)


@given(DEALS)
def test_steps_add_up_and_the_order_does_not_matter(deals: list[OpportunityFact]) -> None:
    funnel = totals(deals, DEFAULTS)
    inside = [o for o in deals if counted(o)]
    assert sum(s.deals for s in funnel.steps) == len(inside)
    assert funnel.total == sum(s.amount for s in funnel.steps) == sum(o.amount or 0 for o in inside)
    assert funnel.weighted == sum(s.weighted for s in funnel.steps) <= funnel.total
    assert totals(reversed(deals), DEFAULTS) == funnel
