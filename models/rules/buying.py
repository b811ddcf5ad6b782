"""The customer's own purchase: which measures suit its step, its phase, its route and origin (O6, O7, O8)."""

from typing import NamedTuple

from models.rules.vocabulary import BuyingStep, Origin, Phase, Route
from models.rules.vocabulary_process import DecidedBy, Feeling


class Purchase(NamedTuple):
    """What is known of the customer's side; None is not known."""

    step: BuyingStep | None = None
    phase: Phase | None = None
    route: Route | None = None
    origin: Origin | None = None
    decided_by: DecidedBy | None = None
    feeling: Feeling | None = None
    decided: bool = False
    """Whether the customer has decided."""


def step_topic(purchase: Purchase) -> str:
    """The topic of the measures for the step the customer is at; "" where that is not known (O6)."""
    if purchase.step is None or purchase.decided:
        return ""
    beside = {
        BuyingStep.NEED: purchase.origin or "unknown",
        BuyingStep.DECISION: purchase.decided_by or "unknown",
    }.get(purchase.step)
    return f"measure.{purchase.step}" + (f".{beside}" if beside else "")


def topics(purchase: Purchase) -> tuple[str, ...]:
    """The topics of what to do now, the most pressing first (O6, O7, O8).

    How they feel once it is decided; else the step, the phase, the route, and who decides as a rule: a need ordered
    from above has its own gatekeepers, and who decides as a rule helps as long as that is not known.
    """
    if purchase.decided:
        return (f"feeling.{purchase.feeling}",) if purchase.feeling else ()
    found = [step_topic(purchase)]
    found += [f"phase.{purchase.phase}"] if purchase.phase else []
    found += [f"route.{purchase.route}"] if purchase.route else []
    found += ["pattern.directed"] if purchase.origin is Origin.DIRECTED else []
    found += ["pattern.unknown"] if purchase.decided_by is None else []
    return tuple(filter(None, found))


NEEDED: dict[BuyingStep, tuple[str, ...]] = {
    BuyingStep.NEED: ("origin",),
    BuyingStep.MATERIAL: ("route",),
    BuyingStep.EVALUATION: ("shortlist", "our_rank", "negotiating_with"),
    BuyingStep.DECISION: ("decision_by",),
}
"""The fields that should be on record by a step of the customer's, beside those of the steps before it (O6)."""


def needed(step: BuyingStep | None) -> tuple[str, ...]:
    """The fields that should be on record by now; before anything is known, the step itself (O6)."""
    if step is None:
        return ("buying_step",)
    reached = list(BuyingStep)[: list(BuyingStep).index(step) + 1]
    return tuple(field for each in reached for field in NEEDED[each])
