"""What moved at an account between its contacts: stances, and how far its opportunities came (V12)."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from models.reads.rows import rows
from models.tables.history import Change, Intent
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.visits import StanceEntry

MOVED = ("information_stage", "step", "buying_step", "outcome")
"""What of an opportunity tells how far it is."""


class Mark(NamedTuple):
    """Something that moved on a day: of a person (`field` is stance) or an opportunity; `visit` is where it showed."""

    date: date
    noun: str
    row: int
    name: str
    field: str
    before: str
    after: str
    evidence: str = ""
    visit: int | None = None


def marks(account: int) -> list[Mark]:
    """All that moved at an account, the newest first. Two queries."""
    return sorted([*_stances(account), *_steps(account)], key=lambda mark: mark.date, reverse=True)


def _stances(account: int) -> Iterator[Mark]:
    s = StanceEntry
    query = (
        s.select(s.person, Person.name, Person.title, s.opportunity, s.stance, s.date, s.evidence, s.visit)
        .join(Person)
        .where(Person.account == account)
        .order_by(s.date, s.id)
    )
    stood: dict[tuple[int, int | None], str] = {}
    for person, name, title, deal, stance, day, evidence, visit in rows(query):
        before = stood.get((person, deal), "")
        stood[person, deal] = stance
        if stance != before:
            yield Mark(day, "person", person, name or title, "stance", before, stance, evidence, visit)


def _steps(account: int) -> Iterator[Mark]:
    """What was taken back, and what took it back, is left out."""
    c, i, o = Change, Intent, Opportunity
    query = (
        c.select(c.row, o.name, i.at, c.before, c.after)
        .join(i, on=(c.intent == i.id))
        .switch(c)
        .join(o, JOIN.INNER, on=(c.row == o.id))
        .where((c.table == "opportunity") & (c.op == "alter") & (o.account == account))
        .where(i.undone.is_null(), i.undoes.is_null())
        .order_by(c.id)
    )
    for row, name, at, before, after in rows(query):
        was, is_now = _told(before), _told(after)
        for field in MOVED:
            if is_now.get(field) and was.get(field) != is_now[field]:
                day = at.astimezone().date()
                yield Mark(day, "opportunity", row, name, field, was.get(field) or "", is_now[field])


def _told(text: str) -> dict[str, Any]:
    """Fields as the history keeps them."""
    return dict(json.loads(text))
