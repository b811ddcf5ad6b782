"""By when the customer will decide, and how soon we must be in touch again (O11, V4)."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from models.rules.clock import add_months
from models.rules.facts import AccountFacts, OpportunityFact
from models.rules.once import once
from models.rules.settings import Settings
from models.rules.vocabulary import Outcome, RelationshipGrade, Urgency, ValueClass

_MOST_URGENT_FIRST: tuple[Urgency | None, ...] = (
    Urgency.H,
    Urgency.A,
    Urgency.B,
    Urgency.C,
    Urgency.W,
    Urgency.O,
    None,
    Urgency.D,
    Urgency.F,
)


def won(opportunity: OpportunityFact) -> bool:
    """Whether it is won: the outcome says so, or an open one has a signed date (O10)."""
    signed = opportunity.outcome is Outcome.OPEN and opportunity.signed is not None
    return signed or opportunity.outcome is Outcome.WON


def alive(opportunity: OpportunityFact) -> bool:
    """Whether it is still to be decided: open and not signed (O1)."""
    return opportunity.outcome is Outcome.OPEN and opportunity.signed is None


def classify(
    opportunity: OpportunityFact, has_contact: bool, today: date, settings: Settings
) -> Urgency | None:
    """The urgency class of an opportunity; None is unclassified or delivered (O11).

    State first (O, D, F), W until the first contact detail, then the expected date in calendar months,
    upper bounds included; a date in the past counts as H.
    """
    if won(opportunity):
        return None if opportunity.delivered else Urgency.O
    if opportunity.outcome is not Outcome.OPEN:
        return Urgency.D if opportunity.outcome is Outcome.SUSPENDED else Urgency.F
    if not has_contact:
        return Urgency.W
    return None if opportunity.expected is None else _by_date(opportunity.expected, today, settings)


def _by_date(expected: date, today: date, settings: Settings) -> Urgency | None:
    months = (
        settings.urgency_h_months, settings.urgency_a_months, settings.urgency_b_months, settings.urgency_c_months,
    )  # fmt: skip
    for urgency, last in _bounds(today, months):
        if expected <= last:
            return urgency
    return None


@lru_cache(maxsize=64)
def _bounds(today: date, months: tuple[int, ...]) -> tuple[tuple[Urgency, date], ...]:
    """The last day of each class by date: of a day they are the same for a hundred thousand opportunities."""
    classes = (Urgency.H, Urgency.A, Urgency.B, Urgency.C)
    return tuple((urgency, add_months(today, count)) for urgency, count in zip(classes, months, strict=True))


def date_passed(opportunity: OpportunityFact, today: date) -> bool:
    """Whether an undecided opportunity's expected date lies in the past: a hygiene flag (O10, O11)."""
    return alive(opportunity) and opportunity.expected is not None and opportunity.expected < today


def follow_up_days(urgency: Urgency | None, settings: Settings) -> int:
    """Days from one contact to the next for a class (O11)."""
    days = {
        Urgency.O: settings.follow_up_O,
        Urgency.H: settings.follow_up_H,
        Urgency.A: settings.follow_up_A,
        Urgency.B: settings.follow_up_B,
        Urgency.C: settings.follow_up_C,
        Urgency.W: settings.follow_up_W,
        Urgency.D: settings.follow_up_D,
        Urgency.F: settings.follow_up_F,
    }
    return settings.follow_up_none if urgency is None else days[urgency]


class Cadence(NamedTuple):
    """Days from one contact to the next, and what asks for it: `urgency`, `value_class` or `company_grade`."""

    days: int
    by: str = "urgency"


def cadence(
    urgency: Urgency | None, value_class: ValueClass | None, grade: RelationshipGrade, settings: Settings
) -> Cadence:
    """How often an account is seen: as its opportunity asks, at least as its class and our relationship ask (V4)."""
    by_class = {
        ValueClass.STRATEGIC: settings.follow_up_strategic, ValueClass.IMPORTANT: settings.follow_up_important,
        ValueClass.ORDINARY: settings.follow_up_ordinary,
    }  # fmt: skip
    by_grade = {
        RelationshipGrade.A: settings.follow_up_grade_A, RelationshipGrade.B: settings.follow_up_grade_B,
        RelationshipGrade.C: settings.follow_up_grade_C,
    }  # fmt: skip
    found = [Cadence(follow_up_days(urgency, settings))]
    if value_class is not None:
        found.append(Cadence(by_class[value_class], "value_class"))
    if grade in by_grade:
        found.append(Cadence(by_grade[grade], "company_grade"))
    return min(found, key=lambda each: each.days)


def due_date(last_contact: date | None, recorded: date | None, days: int) -> date | None:
    """The day the next contact is due: so many days after the last one, else after recording (V4)."""
    start = last_contact or recorded
    return None if start is None else start + timedelta(days=days)


def urgency_rank(urgency: Urgency | None) -> int:
    """The place of a class when accounts or opportunities are compared, 0 for the most urgent, H (O11)."""
    return _MOST_URGENT_FIRST.index(urgency)


def account_urgency(
    opportunities: Iterable[OpportunityFact], has_contact: bool, today: date, settings: Settings
) -> Urgency | None:
    """The class of the most urgent opportunity: undecided first, then signed, postponed, lost (O11)."""
    classes = [
        classify(o, has_contact, today, settings) for o in opportunities if not (won(o) and o.delivered)
    ]
    return min(classes, key=urgency_rank, default=None)


@once
def leading(facts: AccountFacts, today: date, settings: Settings) -> OpportunityFact | None:
    """The undecided opportunity an account is judged by: the most urgent, largest, oldest (S13)."""
    return min(
        (o for o in facts.opportunities if alive(o)),
        key=lambda o: (
            urgency_rank(classify(o, facts.has_contact, today, settings)),
            -(o.amount or 0),
            o.id,
        ),
        default=None,
    )
