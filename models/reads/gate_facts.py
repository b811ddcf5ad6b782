"""The decision chains of accounts and what was ticked at their gates, in two queries however many accounts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import JOIN, fn

from models.reads.rows import among, codes, grouped, rows
from models.rules.facts import ChainFact, LinkFact, TickFact
from models.rules.vocabulary_gates import GateItem
from models.tables.gates import ChainLink, GateTick
from models.tables.people import CommitteeMember, Person
from models.tables.team import Member
from models.tables.visits import Visit, VisitPerson


def chains(accounts: Sequence[int], until: date) -> dict[int, list[ChainFact]]:
    """The chains by account, each in its order, with how many done contacts there were along it. One query."""
    c = ChainLink
    query = (
        c.select(c.account, c.opportunity, c.id, c.person, c.unit, c.key, _contacts(until))
        .where(among(c.account, accounts))
        .order_by(c.opportunity, c.place, c.id)
    )
    found = rows(query)
    contacts = {deal: int(count or 0) for _, deal, *_, count in found}
    links = grouped(((account, deal), LinkFact(key, person, unit, bool(flag)))
                    for account, deal, key, person, unit, flag, _ in found)  # fmt: skip
    return grouped(
        (account, ChainFact(deal, tuple(places), contacts[deal])) for (account, deal), places in links.items()
    )


def _contacts(until: date) -> Any:
    """Done contacts with anybody on the chain of the row: its people, and those of its groups."""
    here, unit = ChainLink.alias(), ChainLink.alias()
    people = here.select(here.person).where(
        (here.opportunity == ChainLink.opportunity) & here.person.is_null(False)
    )
    units = unit.select(unit.unit).where((unit.opportunity == ChainLink.opportunity) & unit.unit.is_null(False))
    sitting = CommitteeMember.select(CommitteeMember.person).where(CommitteeMember.unit.in_(units))
    staff = Person.select(Person.id).where(Person.unit.in_(units))
    met = VisitPerson.person.in_(people) | VisitPerson.person.in_(sitting) | VisitPerson.person.in_(staff)
    return (
        VisitPerson.select(fn.COUNT(fn.DISTINCT(VisitPerson.visit)))
        .join(Visit)
        .where(met & (Visit.state == "done") & (Visit.date <= until))
    )


def ticks(accounts: Sequence[int]) -> dict[int, list[TickFact]]:
    """What was ticked by account, oldest first. One query."""
    g = GateTick
    query = (
        g.select(g.account, g.id, g.item, g.date, g.opportunity, g.auto, g.evidence, Member.name)
        .join(Member, JOIN.LEFT_OUTER, on=(g.member == Member.id))
        .where(among(g.account, accounts))
        .order_by(g.date, g.id)
    )
    return grouped(
        (account, TickFact(key, codes(GateItem)[item], day, deal, bool(auto), evidence, by or ""))
        for account, key, item, day, deal, auto, evidence, by in rows(query)
    )
