"""A negotiation: what must be prepared, how far we may give way, and what every step must bring (O16).

Money is in minor units.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.facts import Finding
from models.rules.vocabulary import Severity, ValueClass
from models.rules.vocabulary_dealing import ConcessionState


class Plan(NamedTuple):
    """The plan of a negotiation."""

    id: int
    target: int | None = None
    walk_away: int | None = None
    our_goal: str = ""
    their_goal: str = ""
    their_limit: str = ""
    strategy: str = ""
    alternatives: str = ""
    preparation: str = ""
    executive: int | None = None
    executive_date: date | None = None


class Step(NamedTuple):
    """A concession: what we give, what it is worth, and what we get for it."""

    id: int
    give: str
    gain: str = ""
    worth: int | None = None
    state: ConcessionState = ConcessionState.PLANNED
    place: int | None = None


class Round(NamedTuple):
    """A round of the negotiation with both offers."""

    id: int
    date: date
    text: str = ""
    ours: int | None = None
    theirs: int | None = None
    gave: str = ""
    got: str = ""
    person: int | None = None


class Stair(NamedTuple):
    """A step of the staircase: what the price is before it and after it."""

    step: Step
    before: int
    after: int


PREPARED = ("preparation", "our_goal", "their_goal", "walk_away", "strategy", "alternatives")
"""What a plan needs before anybody sits down at the table (O16)."""


def lacking(plan: Plan) -> tuple[str, ...]:
    """The fields of a plan that are still empty (O16)."""
    return tuple(name for name in PREPARED if getattr(plan, name) in ("", None))


def ordered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Concessions in the order in which they shall be made."""
    return tuple(sorted(steps, key=lambda s: (s.place is None, s.place or 0, s.id)))


def staircase(start: int, steps: Iterable[Step]) -> tuple[Stair, ...]:
    """How the price comes down from the target, step by step."""
    stairs, at = [], start
    for step in ordered(steps):
        after = at - (step.worth or 0)
        stairs.append(Stair(step, at, after))
        at = after
    return tuple(stairs)


def below(plan: Plan | None, amount: int | None) -> bool:
    """Whether an amount is below what we walk away at (O16)."""
    return plan is not None and plan.walk_away is not None and amount is not None and amount < plan.walk_away


def findings(
    plan: Plan | None, steps: Sequence[Step], rounds: Sequence[Round], value_class: ValueClass | None = None
) -> tuple[Finding, ...]:
    """What is wrong with a negotiation: unprepared, given for nothing, below the walk-away, no executive (O14, O16)."""
    told = [
        Finding("concession_for_nothing", Severity.HIGH if step.state is ConcessionState.MADE else Severity.MEDIUM,
                detail=(("text", step.give),))
        for step in ordered(steps) if not step.gain
    ]  # fmt: skip
    told += [
        Finding("round_for_nothing", Severity.HIGH, since=each.date, detail=(("text", each.gave),))
        for each in rounds if each.gave and not each.got
    ]  # fmt: skip
    if plan is None:
        return (*told, *((Finding("negotiation_unplanned", Severity.MEDIUM),) if steps or rounds else ()))
    if missing := lacking(plan):
        told.append(Finding("negotiation_unprepared", Severity.MEDIUM, detail=(("count", len(missing)),)))
    lowest = staircase(plan.target, steps)[-1].after if plan.target is not None and steps else plan.target
    if below(plan, lowest):
        told.append(Finding("below_walk_away", Severity.HIGH, detail=(("amount", lowest or 0),)))
    told += [
        Finding("offer_below_walk_away", Severity.HIGH, since=each.date, detail=(("amount", each.ours or 0),))
        for each in rounds if below(plan, each.ours)
    ]  # fmt: skip
    if value_class is ValueClass.STRATEGIC and plan.executive is None:
        told.append(Finding("executive_missing", Severity.MEDIUM))
    return tuple(told)
