"""What to collect from a coach: each item, how far the data answers it, and what coaches told of it (P11)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules import chain
from models.rules.coach import candidates, firm_champions
from models.rules.coverage import coverage
from models.rules.facts import AccountFacts, CompetitorFact, OpportunityFact
from models.rules.needs import opportunity_of
from models.rules.people import known
from models.rules.settings import Settings
from models.rules.stances import opposes_us, standings
from models.rules.urgency import leading
from models.rules.vocabulary import Position
from models.rules.vocabulary_ledger import IntelItem

_MAIN = (Position.INCUMBENT, Position.FAVOURED)


class Known(StrEnum):
    """How far something is known."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Collected(NamedTuple):
    """An item of the checklist: how far it is known, and whether a coach told of it."""

    item: IntelItem
    known: Known
    told: bool


class Beside(NamedTuple):
    """What is on record of the competitors besides the facts: their strengths, and whom they are close to."""

    strengths: bool = False
    connections: bool = False
    told: frozenset[IntelItem] = frozenset()


def checklist(
    facts: AccountFacts, opportunity: int | None, today: date, settings: Settings, beside: Beside
) -> tuple[Collected, ...]:
    """Every item in its order; one that a coach told of is known, whatever else is on record (P11).

    Without an opportunity it is about the account's leading one.
    """
    subject = opportunity_of(facts, opportunity) or leading(facts, today, settings)
    found = {
        **_project(subject), **_competitors(facts, subject, beside),
        **_decision(facts, subject, today, settings), **_inside(facts, subject, today, settings),
    }  # fmt: skip
    return tuple(
        Collected(item, Known.YES if item in beside.told else found[item], item in beside.told) for item in IntelItem
    )


def covered(found: Collection[Collected]) -> tuple[int, int]:
    """How many items are known, and of how many; what is known in part is not."""
    return sum(each.known is Known.YES for each in found), len(found)


def _degree(*answers: bool) -> Known:
    """Known where all is, in part where something is."""
    return Known.YES if all(answers) else Known.PARTLY if any(answers) else Known.NO


def _project(subject: OpportunityFact | None) -> dict[IntelItem, Known]:
    sized = subject is not None and (subject.amount is not None or subject.budget is not None)
    dated = subject is not None and subject.expected is not None
    return {IntelItem.PROJECT_SIZE: _degree(sized), IntelItem.PROJECT_SCHEDULE: _degree(dated)}


def _competitors(
    facts: AccountFacts, subject: OpportunityFact | None, beside: Beside
) -> dict[IntelItem, Known]:
    """The main partner is who is in, or favoured; a competitor without a place is known in part."""
    rivals = _rivals(facts, subject)
    stands = standings(facts, subject.id if subject else None)
    against = [stands[p.id] for p in known(facts) if opposes_us(stands[p.id].stance)]
    named = any(standing.competitor is not None for standing in against)
    return {
        IntelItem.COMPETITORS_MAIN: _degree(bool(rivals), any(rival.position in _MAIN for rival in rivals)),
        IntelItem.COMPETITORS_STRENGTHS: _degree(beside.strengths),
        IntelItem.COMPETITORS_RELATIONS: _degree(beside.connections),
        IntelItem.COMPETITORS_SUPPORTERS: _degree(bool(against), named),
    }


def _rivals(facts: AccountFacts, subject: OpportunityFact | None) -> list[CompetitorFact]:
    here = (None, subject.id if subject else None)
    return [rival for rival in facts.competitors if rival.opportunity in here]


def _decision(
    facts: AccountFacts, subject: OpportunityFact | None, today: date, settings: Settings
) -> dict[IntelItem, Known]:
    deal = subject.id if subject else None
    links = chain.of(facts, deal).links if deal is not None else ()
    whole = deal is not None and chain.is_known(facts, deal)
    seen = coverage(facts, deal, today, settings)
    named = {person.id for person in known(facts)}
    return {
        IntelItem.DECISION_CHAIN: _degree(bool(links), whole),
        IntelItem.DECISION_STEPS: _degree(
            bool(subject and subject.buying_step is not None), bool(subject and subject.phase is not None)
        ),
        IntelItem.DECISION_PEOPLE: _degree(any(each in named for each in seen.deciders), not seen.roles_missing),
    }


def _inside(
    facts: AccountFacts, subject: OpportunityFact | None, today: date, settings: Settings
) -> dict[IntelItem, Known]:
    people = known(facts)
    deal = subject.id if subject else None
    related = {end for relation in facts.relations for end in (relation.person, relation.other)}
    tied = [person.id for person in people if person.id in related]
    personal = [person.personality is not None and bool(person.needs) for person in people]
    open_to_us = candidates(facts, today, settings, deal) or firm_champions(facts, today, settings, deal)
    return {
        IntelItem.INSIDE_RELATIONS: _degree(bool(related), 2 * len(tied) >= len(people) > 0),
        IntelItem.INSIDE_PERSONAL: _degree(any(personal), bool(personal) and all(personal)),
        IntelItem.INSIDE_OPENINGS: _degree(bool(open_to_us)),
    }
