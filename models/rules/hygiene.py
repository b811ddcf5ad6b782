"""What is untidy in the funnel: nothing new for long, a date that passed, no date, no next step, no amount (O10)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.facts import AccountFacts, OpportunityFact
from models.rules.settings import Settings
from models.rules.urgency import alive
from models.rules.vocabulary import Party
from models.rules.vocabulary_process import Flag


class Kept(NamedTuple):
    """What is looked at of an opportunity: whether it is undecided, its dates, the day of its next step, its amount."""

    undecided: bool
    expected: date | None
    updated: date | None
    next_due: date | None
    amount: int | None


def flags(kept: Kept, today: date, settings: Settings) -> tuple[Flag, ...]:
    """What is untidy, the gravest first; nothing once it is decided (O10)."""
    if not kept.undecided:
        return ()
    holds = {
        Flag.DATE_PASSED: kept.expected is not None and kept.expected < today,
        Flag.STALE: kept.updated is None or kept.updated < stale_before(today, settings),
        Flag.NO_NEXT_STEP: kept.next_due is None,
        Flag.NO_DATE: kept.expected is None,
        Flag.NO_AMOUNT: kept.amount is None,
    }
    return tuple(flag for flag in Flag if holds[flag])


def stale_before(today: date, settings: Settings) -> date:
    """What was last updated before this day has had nothing new for too long (O10)."""
    return today - timedelta(days=settings.hygiene_days)


def updated(opportunity: OpportunityFact) -> date | None:
    """The day of the last news: its record was changed, or somebody was in touch about it (O10)."""
    return _last((opportunity.recorded, opportunity.changed, opportunity.last_contact))


def next_due(facts: AccountFacts, opportunity: OpportunityFact) -> date | None:
    """The day of its next step: the first dated promise of ours or planned visit (O1, V9).

    What names no opportunity counts where the account has but one that is undecided.
    """
    only = sum(map(alive, facts.opportunities)) == 1 and alive(opportunity)
    mine = (opportunity.id, None) if only else (opportunity.id,)
    promised = (p.due for p in facts.promises if p.by is Party.US and p.due and p.opportunity in mine)
    planned = (visit.date for visit in facts.planned if visit.opportunity in mine)
    return min((*promised, *planned), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
