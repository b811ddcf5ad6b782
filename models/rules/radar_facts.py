"""What the radar is told besides: what was moved, risks that somebody accepted, complaints (S12, V14)."""

from datetime import date
from typing import NamedTuple

from models.rules.vocabulary_complaints import ComplaintState


class MoveFact(NamedTuple):
    """An expected day, or the amount, of an opportunity that was changed: from what to what, money in minor units.

    Several changes on one day are one.
    """

    opportunity: int
    day: date
    days: tuple[date, date] | None = None
    amounts: tuple[int, int] | None = None


class AcceptedFact(NamedTuple):
    """A risk somebody can live with, and why; of one opportunity or person where it names them."""

    id: int
    code: str
    date: date
    opportunity: int | None = None
    person: int | None = None
    reason: str = ""
    by: str = ""


class PlanningFact(NamedTuple):
    """A dated thing of the strategy for an account (S6, S8-S10).

    `kind` is plan (the day it was made, its year as text), review, survey (of a person, with the score), hold (the last
    time a way to hold, its text, was taken) or barrier (one that stands and the day it ends).
    """

    kind: str
    id: int
    day: date | None
    text: str = ""
    person: int | None = None
    score: int | None = None


class ComplaintFact(NamedTuple):
    """A complaint that is not closed: `moved` is the day of its last step, `due` the day the customer was promised."""

    id: int
    state: ComplaintState
    received: date
    moved: date
    due: date | None = None
    person: int | None = None
    opportunity: int | None = None
    text: str = ""
