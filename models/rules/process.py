"""Our sales process: from step to step, its plays, and the next best of them (O5)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from models.rules.facts import OpportunityFact
from models.rules.funnel import counted, step_of
from models.rules.urgency import won
from models.rules.vocabulary import Step

_STEPS = list(Step)
OUTSIDE = 9
"""The rank of what is not in the funnel."""


def beside(step: Step, by: int) -> Step | None:
    """The step before (-1) or after (1) a step; None beyond the ends (O5)."""
    place = _STEPS.index(step) + by
    return _STEPS[place] if 0 <= place < len(_STEPS) else None


def rank(opportunity: OpportunityFact) -> int:
    """The place in the funnel of the step it is shown at; `OUTSIDE` for the lost and the suspended (O5, O10)."""
    return _STEPS.index(step_of(opportunity)) if counted(opportunity) else OUTSIDE


def refusal(opportunity: OpportunityFact, target: Step) -> str:
    """Why an opportunity cannot go to a step, as a code; "" when it can (O5, O10, O18).

    Codes: `step_outside` for the lost and the suspended, `step_unsigned` into delivery before the contract is signed,
    `step_signed` back out of it, `step_undelivered` into repurchase before delivery.
    """
    if not counted(opportunity):
        return "step_outside"
    if target in (Step.DELIVERY, Step.REPURCHASE):
        if not won(opportunity):
            return "step_unsigned"
        return "step_undelivered" if target is Step.REPURCHASE and not opportunity.delivered else ""
    return "step_signed" if won(opportunity) else ""


class Play(NamedTuple):
    """A play of a step: its code, and whether it is done."""

    code: str
    done: bool


def plays(codes: Sequence[str], ticked: Collection[str]) -> tuple[Play, ...]:
    """The plays of a step in their order (O5)."""
    return tuple(Play(code, code in ticked) for code in codes)


def next_play(found: Sequence[Play]) -> str:
    """The next best action: the first play that is not done; "" when all are (O5)."""
    return next((play.code for play in found if not play.done), "")
