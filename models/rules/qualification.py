"""Whether an opportunity qualifies for prospect by relationship, and what to do where it never will (O3)."""

from typing import NamedTuple

from models.rules import chain
from models.rules.facts import AccountFacts, PersonFact
from models.rules.needs import opportunity_of
from models.rules.once import once
from models.rules.people import ids
from models.rules.settings import Settings
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_gates import Disqualified, WayOut

_ENOUGH = RelationshipGrade.B.rank


class Qualification(NamedTuple):
    """What speaks against it: `key` are the key people on the chain, `weak` those of them below B, by id.

    `ways` are what to do instead, where many visits brought neither the company nor the key people above C.
    """

    lacks: tuple[Disqualified, ...]
    key: tuple[int, ...]
    weak: tuple[int, ...]
    ways: tuple[WayOut, ...]

    @property
    def met(self) -> bool:
        """Whether it qualifies."""
        return not self.lacks


@once
def qualification(facts: AccountFacts, opportunity: int, settings: Settings) -> Qualification:
    """Company and personal relationship with the key people of the chain both B or better (O3, P12).

    Key people are those flagged, at least one of them deciding; none flagged is not met.
    """
    links = [link for link in chain.of(facts, opportunity).links if link.key]
    key = tuple({p.id: p for link in links for p in chain.members(facts, link)}.values())
    weak = tuple(person for person in key if person.grade.rank < _ENOUGH)
    found = {
        Disqualified.COMPANY_GRADE: facts.company_grade.rank < _ENOUGH,
        Disqualified.NO_KEY_PEOPLE: not key,
        Disqualified.NO_KEY_DECIDER: bool(key) and not any(chain.decides(facts, link, opportunity) for link in links),
        Disqualified.KEY_PEOPLE_GRADE: bool(weak),
    }
    lacks = tuple(code for code, yes in found.items() if yes)
    return Qualification(lacks, ids(key), ids(weak), _ways(facts, opportunity, key, settings))


def _ways(
    facts: AccountFacts, opportunity: int, key: tuple[PersonFact, ...], settings: Settings
) -> tuple[WayOut, ...]:
    """Ask the manager, change the key contact, change the engineer, or stop and keep in touch: in this order."""
    return tuple(WayOut) if stalled(facts, opportunity, key, settings) else ()


def stalled(facts: AccountFacts, opportunity: int, key: tuple[PersonFact, ...], settings: Settings) -> bool:
    """Whether many visits brought neither the company nor the key people above C (O3, V11)."""
    subject = opportunity_of(facts, opportunity)
    visits = subject.visits if subject else 0
    best = max((person.grade.rank for person in key), default=0)
    return visits >= settings.gate_visits and max(best, facts.company_grade.rank) <= RelationshipGrade.C.rank
