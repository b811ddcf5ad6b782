"""What rows are called that others point to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from models.reads.rows import rows
from models.tables.accounts import Account, Product, Unit
from models.tables.opportunities import Competitor, Opportunity
from models.tables.people import Person
from models.tables.questions import Need
from models.tables.team import Member
from models.tables.visits import Visit

SHOWN: dict[str, tuple[Any, Any, Any]] = {
    "account": (Account, Account.name, Account.short_name),
    "person": (Person, Person.name, Person.title),
    "unit": (Unit, Unit.name, Unit.kind),
    "opportunity": (Opportunity, Opportunity.name, Opportunity.place),
    "product": (Product, Product.name, Product.code),
    "competitor": (Competitor, Competitor.name, Competitor.strengths),
    "member": (Member, Member.name, Member.office),
    "need": (Need, Need.text, Need.kind),
}
"""For each noun that is referred to: table, name, and what else tells it apart."""


def names(noun: str, ids: Iterable[int]) -> dict[int, str]:
    """The names of rows of a noun by id, without those that are gone. One query."""
    table, label, hint = SHOWN[noun]
    found = rows(table.select(table.id, label, hint).where(table.id.in_(set(ids))))
    return {key: text or beside for key, text, beside in found}


def people(ids: Iterable[int]) -> dict[int, str]:
    """The names of people by id; a seat goes by its title. One query."""
    return names("person", ids)


def visits(ids: Iterable[int]) -> dict[int, tuple[date, str]]:
    """The day and kind of visits by id, without those that are gone. One query."""
    found = rows(Visit.select(Visit.id, Visit.date, Visit.kind).where(Visit.id.in_(set(ids))))
    return {key: (day, kind) for key, day, kind in found}
