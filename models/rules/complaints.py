"""A complaint from the day it is received to what was learned of it: steps, what each asks for, and days (V14)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from models.rules.agenda import DueItem
from models.rules.radar_facts import ComplaintFact
from models.rules.settings import Settings
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_complaints import ComplaintState

S = ComplaintState
ASKS: Mapping[ComplaintState, str] = {
    S.ASSIGNED: "responsible", S.PROPOSED: "solution", S.APPROVED: "approved", S.INFORMED: "informed",
    S.CARRIED_OUT: "carried_out", S.FOLLOWED_UP: "followed_up", S.DEALT_WITH: "dealt_with", S.CLOSED: "summary",
}  # fmt: skip
"""The field that takes a complaint to each state, in their order."""
_OURS = (S.CARRIED_OUT, S.FOLLOWED_UP, S.DEALT_WITH, S.CLOSED)
"""States from which on the customer waits for nothing."""


def reached(values: Mapping[str, object]) -> ComplaintState:
    """How far a complaint has come: the last state to which every field on the way is filled."""
    found = S.RECEIVED
    for state, field in ASKS.items():
        if not values.get(field):
            return found
        found = state
    return found


def lacking(values: Mapping[str, object]) -> str:
    """The field of a step that was left out, where a later one is filled; "" where none was."""
    fields = list(ASKS.values())
    filled = [place for place, field in enumerate(fields) if values.get(field)]
    return next((fields[place] for place in range(max(filled, default=-1)) if place not in filled), "")


def following(state: ComplaintState) -> ComplaintState | None:
    """The state after one; None after the last."""
    states = list(S)
    at = states.index(state) + 1
    return states[at] if at < len(states) else None


def waits(state: ComplaintState) -> bool:
    """Whether the customer still waits: what rings in red (V14)."""
    return state not in _OURS


def step_due(state: ComplaintState, moved: date, promised: date | None, settings: Settings) -> date | None:
    """The day of the next step: so many days after the last, at the latest the day the customer was promised.

    None once it is closed; what is promised to the customer ends when it is carried out.
    """
    if state is S.CLOSED:
        return None
    day = moved + timedelta(days=settings.complaint_step_days)
    return min(day, promised) if promised and waits(state) else day


def escalated(state: ComplaintState, moved: date, promised: date | None, today: date, settings: Settings) -> bool:
    """Whether a step is so late that the manager has to know."""
    due = step_due(state, moved, promised, settings)
    return due is not None and (today - due).days >= settings.complaint_escalate_days


def due(account: int, found: Iterable[ComplaintFact], settings: Settings) -> Iterator[DueItem]:
    """The next step of each complaint."""
    for each in found:
        step, day = following(each.state), step_due(each.state, each.moved, each.due, settings)
        if step is not None and day is not None:
            people = (each.person,) if each.person else ()
            yield DueItem(
                DueKind.COMPLAINT, day, account, each.opportunity, people, f"complaint_{step}", ("complaint", each.id),
                (("text", each.text),), ("complaint",),
            )  # fmt: skip
