"""How far the needs of a customer are researched: the business scene, the organisation, the logic of the decision (Q7).

The information chain of a purchase is the same facts in the order in which a deal needs them.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules import chain
from models.rules.coverage import coverage
from models.rules.facts import AccountFacts, NeedFact
from models.rules.needs import bant_unknown, criteria_known, opportunity_of
from models.rules.people import known
from models.rules.settings import Settings
from models.rules.vocabulary import AskingState, NeedKind, NeedState, Position, Spin


class Dimension(StrEnum):
    """Where one looks (Q7)."""

    SCENE = "scene"
    ORGANISATION = "organisation"
    DECISION = "decision"
    CHAIN = "chain"


class Topic(StrEnum):
    """What one wants to know."""

    PROBLEM = "problem"
    IMPACT = "impact"
    NEED = "need"
    CRITERIA = "criteria"
    ROLES = "roles"
    INFLUENCE = "influence"
    STANCES = "stances"
    PATH = "path"
    BUDGET = "budget"
    AUTHORITY = "authority"
    DATES = "dates"
    PHASE = "phase"
    COMPETITION = "competition"


T = Topic
DIMENSIONS: dict[Dimension, tuple[Topic, ...]] = {
    Dimension.SCENE: (T.PROBLEM, T.IMPACT, T.NEED, T.CRITERIA),
    Dimension.ORGANISATION: (T.ROLES, T.INFLUENCE, T.STANCES, T.PATH),
    Dimension.DECISION: (T.BUDGET, T.AUTHORITY, T.DATES, T.PHASE),
    Dimension.CHAIN: (T.ROLES, T.NEED, T.BUDGET, T.PATH, T.DATES, T.COMPETITION),
}


class Researched(NamedTuple):
    """A dimension with each topic of it and whether that is known."""

    dimension: Dimension
    topics: tuple[tuple[Topic, bool], ...]


def research(
    facts: AccountFacts, opportunity: int | None, today: date, settings: Settings
) -> tuple[Researched, ...]:
    """What is known in each dimension of an opportunity, or of the account where none is named (Q7)."""
    there = _known(facts, opportunity, today, settings)
    return tuple(
        Researched(dimension, tuple((topic, topic in there) for topic in topics))
        for dimension, topics in DIMENSIONS.items()
    )


def _known(facts: AccountFacts, opportunity: int | None, today: date, settings: Settings) -> frozenset[Topic]:
    needs = [n for n in facts.needs if n.opportunity in (None, opportunity) and n.state is not NeedState.DROPPED]
    holds = {
        T.PROBLEM: _any(needs, NeedKind.PROBLEM), T.NEED: _any(needs, NeedKind.NEED),
        T.IMPACT: any(a.spin is Spin.IMPLICATION and a.state is AskingState.ANSWERED for a in facts.asked),
        T.CRITERIA: criteria_known(facts, opportunity),
        T.COMPETITION: any(c.opportunity in (None, opportunity) and c.position is not Position.OUT
                           for c in facts.competitors),
    } | _people(facts, opportunity, today, settings) | _deal(facts, opportunity)  # fmt: skip
    return frozenset(topic for topic, there in holds.items() if there)


def _any(needs: list[NeedFact], kind: NeedKind) -> bool:
    return any(need.kind is kind for need in needs)


def _people(facts: AccountFacts, opportunity: int | None, today: date, settings: Settings) -> dict[Topic, bool]:
    people, seen = known(facts), coverage(facts, opportunity, today, settings)
    return {
        T.ROLES: not seen.roles_missing,
        T.INFLUENCE: bool(people) and all(p.influence is not None for p in people),
        T.STANCES: bool(people) and not seen.stance_unknown,
        T.PATH: opportunity is not None and chain.is_known(facts, opportunity),
    }


def _deal(facts: AccountFacts, opportunity: int | None) -> dict[Topic, bool]:
    deal = opportunity_of(facts, opportunity)
    if deal is None:
        return {}
    unknown = bant_unknown(deal)
    return {
        T.BUDGET: "budget" not in unknown or deal.budget is not None, T.AUTHORITY: "authority" not in unknown,
        T.DATES: deal.expected is not None, T.PHASE: deal.phase is not None,
    }  # fmt: skip
