"""The radar: every risk of an account with what to do about it, and those that somebody accepted (S12)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules.facts import AccountFacts, Finding
from models.rules.radar_facts import AcceptedFact


class Watched(NamedTuple):
    """A risk, and who accepted it; None where it still rings."""

    risk: Finding
    accepted: AcceptedFact | None = None


def watched(facts: AccountFacts, found: Iterable[Finding]) -> tuple[Watched, ...]:
    """Each risk with its acceptance, in their order."""
    return tuple(Watched(risk, acceptance(facts, risk)) for risk in found)


def acceptance(facts: AccountFacts, risk: Finding) -> AcceptedFact | None:
    """The newest acceptance of a risk: of the same kind, opportunity and person, and not older than the risk itself.

    What arises anew after it was accepted rings again.
    """
    concerned = (risk.code, risk.opportunity, person_of(risk))
    held = [a for a in facts.accepted if (a.code, a.opportunity, a.person) == concerned and _later(a.date, risk.since)]
    return max(held, key=lambda a: (a.date, a.id), default=None)


def person_of(risk: Finding) -> int | None:
    """The person a risk is known by: the first of those concerned."""
    return risk.people[0] if risk.people else None


def _later(accepted: date, since: date | None) -> bool:
    return since is None or accepted >= since
