"""Probability and the weighted funnel (O10). Money is in minor units, probability in per cent."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.facts import OpportunityFact
from models.rules.settings import Settings
from models.rules.urgency import won
from models.rules.vocabulary import Outcome, Step

_AFTER_SIGNING = (Step.DELIVERY, Step.REPURCHASE)


class FunnelStep(NamedTuple):
    """One step of the funnel: how many, their amount and their weighted amount in minor units."""

    step: Step
    deals: int
    amount: int
    weighted: int


class Funnel(NamedTuple):
    """All six steps in order with the totals in minor units; the steps always add up to the totals."""

    steps: tuple[FunnelStep, ...]
    total: int
    weighted: int


def counted(opportunity: OpportunityFact) -> bool:
    """Whether it belongs in the funnel: lost and suspended ones do not (O10)."""
    return opportunity.outcome not in (Outcome.LOST, Outcome.SUSPENDED)


def probability(opportunity: OpportunityFact, settings: Settings) -> int:
    """The chance of winning in per cent, 0–100: by state, else by hand, else by step (O10).

    A step after signing without a signed date is no win yet and goes by the value of negotiation.
    """
    if won(opportunity):
        return 100
    if not counted(opportunity):
        return 0
    if opportunity.probability is not None:
        return max(0, min(100, opportunity.probability))
    by_step = {
        Step.LEAD: settings.probability_lead,
        Step.DIAGNOSIS: settings.probability_diagnosis,
        Step.PROPOSAL: settings.probability_proposal,
    }
    return by_step.get(opportunity.step, settings.probability_negotiation)


def weighted(amount: int | None, percent: int) -> int:
    """Amount times probability in minor units; half a unit goes up, no amount is 0 (O10).

    Rounded once per opportunity, so that sums of any grouping agree.
    """
    return ((amount or 0) * percent + 50) // 100


def step_of(opportunity: OpportunityFact) -> Step:
    """The step it is shown at: a win is at delivery at least (O5, O10)."""
    behind = won(opportunity) and opportunity.step not in _AFTER_SIGNING
    return Step.DELIVERY if behind else opportunity.step


def totals(opportunities: Iterable[OpportunityFact], settings: Settings) -> Funnel:
    """The funnel of the opportunities given, lost and suspended ones left out (O10)."""
    inside = [o for o in opportunities if counted(o)]
    steps = tuple(_summed(step, [o for o in inside if step_of(o) is step], settings) for step in Step)
    return Funnel(steps, sum(s.amount for s in steps), sum(s.weighted for s in steps))


def _summed(step: Step, at: list[OpportunityFact], settings: Settings) -> FunnelStep:
    return FunnelStep(
        step,
        len(at),
        sum(o.amount or 0 for o in at),
        sum(weighted(o.amount, probability(o, settings)) for o in at),
    )
