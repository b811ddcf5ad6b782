"""The credit of an account: how it pays, how much it may owe, and what a further deal would come to (S14)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.rules.aftersale import Due, collected
from models.rules.facts import Finding
from models.rules.settings import Settings
from models.rules.vocabulary import Severity
from models.rules.vocabulary_leads import CreditRisk


class CreditFact(NamedTuple):
    """What is agreed with an account, and how it paid in the newest year of which that is known; money in minor units.

    None is what nobody knows.
    """

    limit: int | None = None
    days: int | None = None
    terms: str = ""
    collection_days: int | None = None
    overdue: int | None = None


class Credit(NamedTuple):
    """How an account stands: what it owes, and how much more it may owe; None has no limit.

    `late` is what the figures of the year call overdue, where our payments know of less.
    """

    fact: CreditFact
    owing: int
    late: int
    room: int | None


def credit(fact: CreditFact, owed: Sequence[Due], today: date) -> Credit:
    """How an account stands; what it owes is what our payments say, or what the figures call overdue if more (S14)."""
    late = fact.overdue if (fact.overdue or 0) > collected(owed, today).overdue else 0
    owing = max(sum(due.amount for due in owed if due.paid is None), late or 0)
    return Credit(fact, owing, late or 0, None if fact.limit is None else fact.limit - owing)


def findings(found: Credit, amount: int | None, settings: Settings) -> tuple[Finding, ...]:
    """What speaks against selling for this amount on credit, the gravest first (S14)."""
    told = []
    fact = found.fact
    if found.late:
        told.append(Finding(CreditRisk.OVERDUE, Severity.HIGH, detail=(("amount", found.late),)))
    agreed = settings.credit_days if fact.days is None else fact.days
    if fact.collection_days is not None and fact.collection_days > agreed + settings.credit_late_days:
        detail = (("days", fact.collection_days), ("agreed", agreed))
        told.append(Finding(CreditRisk.SLOW, Severity.MEDIUM, detail=detail))
    if found.room is not None and (amount or 0) > found.room:
        over = (amount or 0) - found.room
        beyond = (("limit", fact.limit or 0), ("owing", found.owing), ("over", over))
        told.append(Finding(CreditRisk.OVER_LIMIT, Severity.HIGH, detail=beyond))
    return tuple(told)
