"""Negotiating: what is prepared, the staircase of concessions, the walk-away (O16)."""

from typing import Any

import pytest

from models.rules.bargaining import Plan, Round, Step, below, findings, lacking, staircase
from models.rules.vocabulary import Severity, ValueClass
from models.rules.vocabulary_dealing import ConcessionState
from tests.rules.made import ago

WHOLE = Plan(1, 1000, 800, "G", "T", "L", "S", "A", "P", 7)


def step(key: int, worth: int | None = 50, gain: str = "G", place: int | None = None, **more: Any) -> Step:
    return Step(key, f"S{key}", gain, worth, ConcessionState.PLANNED, place)._replace(**more)


def test_an_empty_plan_lacks_all_that_is_prepared() -> None:
    assert lacking(Plan(1)) == ("preparation", "our_goal", "their_goal", "walk_away", "strategy", "alternatives")
    assert lacking(WHOLE) == ()
    assert lacking(WHOLE._replace(walk_away=0)) == ()


def test_the_price_comes_down_step_by_step_in_their_order() -> None:
    stairs = staircase(1000, [step(1, 30, place=2), step(2, None), step(3, 70, place=1)])
    assert [(s.step.id, s.before, s.after) for s in stairs] == [(3, 1000, 930), (1, 930, 900), (2, 900, 900)]
    assert staircase(1000, []) == ()


@pytest.mark.parametrize(("limit", "amount", "yes"), [
    (800, 799, True), (800, 800, False), (None, 1, False), (800, None, False), (0, 0, False),
])  # fmt: skip
def test_below_the_walk_away_is_below_it(limit: int | None, amount: int | None, yes: bool) -> None:
    assert below(Plan(1, walk_away=limit), amount) is yes
    assert below(None, amount) is False


def _codes(plan: Plan | None, *steps: Step, rounds: tuple[Round, ...] = (), **more: Any) -> list[str]:
    return [each.code for each in findings(plan, steps, rounds, **more)]


def test_nothing_is_given_for_nothing() -> None:
    assert _codes(WHOLE, step(1), step(2, gain="")) == ["concession_for_nothing"]
    (made,) = findings(WHOLE, [step(1, gain="", state=ConcessionState.MADE)], ())
    assert made.severity == Severity.HIGH
    rounds = (Round(1, ago(3), gave="5%"), Round(2, ago(2), gave="3%", got="预付"), Round(3, ago(1)))
    assert _codes(WHOLE, rounds=rounds) == ["round_for_nothing"]


def test_who_negotiates_has_a_plan() -> None:
    assert _codes(None) == []
    assert _codes(None, step(1)) == ["negotiation_unplanned"]
    assert _codes(None, rounds=(Round(1, ago(1)),)) == ["negotiation_unplanned"]
    assert _codes(WHOLE._replace(strategy="")) == ["negotiation_unprepared"]


def test_all_concessions_together_stay_above_the_walk_away() -> None:
    assert _codes(WHOLE, step(1, 100), step(2, 100)) == []
    assert _codes(WHOLE, step(1, 100), step(2, 101)) == ["below_walk_away"]
    assert _codes(WHOLE._replace(target=None), step(1, 5000)) == []


def test_a_strategic_account_wants_an_executive() -> None:
    alone = WHOLE._replace(executive=None)
    assert _codes(alone) == [] and _codes(alone, value_class=ValueClass.IMPORTANT) == []
    assert _codes(alone, value_class=ValueClass.STRATEGIC) == ["executive_missing"]
    assert _codes(WHOLE, value_class=ValueClass.STRATEGIC) == []
