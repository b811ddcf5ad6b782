"""The relationships of an account: with the house, and with each person; what is wanted, and the gap (P12, P13)."""

from datetime import date
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads.rows import codes, rows, several
from models.rules import relating
from models.rules.facts import AccountFacts
from models.rules.people import known
from models.rules.relating import Step, Wanted
from models.rules.settings import Settings
from models.rules.stances import standings
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_ledger import TrustGround
from models.tables.people import Person
from models.tables.strategy import AccountPlan

COMPANY_GOAL = RelationshipGrade.B
"""What a house is to reach where no plan says more: without it nothing becomes a prospect (O3)."""


class RelationRow(NamedTuple):
    """How we stand with one person: `stage` and `space` are how near we have come (P13)."""

    person: int
    name: str
    title: str
    stance: str
    influence: int | None
    step: Step
    wanted: str
    stage: str
    space: str
    trust: tuple[TrustGround, ...]
    last_contact: date | None


class Relating(NamedTuple):
    """The company relationship and its goal, then the people: the widest gap and the weightiest first."""

    account: int
    name: str
    company: Step
    people: tuple[RelationRow, ...]


def relating_of(account: int, opportunity: int | None, today: date, settings: Settings) -> Relating:
    """The relationships of an account; LookupError when it is gone. Two queries besides the facts."""
    facts = facts_read.one(account, today, include_branches=True)
    return Relating(account, facts.name, _company(facts), _people(facts, opportunity, settings))


def _company(facts: AccountFacts) -> Step:
    """The goal of the newest plan goes before the usual one."""
    p = AccountPlan
    found = rows(p.select(p.goal_company_grade).where(p.account == facts.id).order_by(p.year.desc()).limit(1))
    goal = codes(RelationshipGrade)[found[0][0] or "none"] if found else RelationshipGrade.NONE
    planned = goal is not RelationshipGrade.NONE
    return Step(facts.company_grade, Wanted(goal if planned else COMPANY_GOAL, "plan" if planned else "prospect"))


def _people(facts: AccountFacts, opportunity: int | None, settings: Settings) -> tuple[RelationRow, ...]:
    p = Person
    there = known(facts)
    query = p.select(p.id, p.wanted_grade, p.relationship_stage, p.space, p.trust)
    beside = {row[0]: row[1:] for row in rows(query.where(p.id.in_([person.id for person in there])))}
    stands = standings(facts, opportunity)
    found = []
    for person in there:
        wanted, stage, space, trust = beside[person.id]
        chosen = codes(RelationshipGrade)[wanted or "none"]
        found.append(RelationRow(
            person.id, person.name, person.title, str(stands[person.id].stance), person.influence,
            relating.step(facts, person, chosen, opportunity, settings), wanted or "none", stage, space,
            tuple(TrustGround(each) for each in several(trust)), person.last_contact,
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda row: -row.step.gap))
