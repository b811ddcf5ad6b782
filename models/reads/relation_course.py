"""What we were to an account and since when, from the history of its grades and of its people's (A12)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from models.reads.rows import rows
from models.rules.key_account import Was
from models.rules.relation_course import Held, Turn, came
from models.rules.vocabulary import RelationshipGrade
from models.tables.accounts import Account
from models.tables.history import UNFINISHED, Change, Intent
from models.tables.people import Person, PersonMove

_HERE = ("account", "personal_grade", "placeholder")
_OWN = ("company_grade", "alliance")


def relation_course(account: int) -> Sequence[Was]:
    """Each relation with the day it began, oldest first; LookupError for an account that is gone. Four queries."""
    a, p, m = Account, Person, PersonMove
    found = rows(a.select(a.company_grade, a.alliance, a.registered).where(a.id == account))
    if not found:
        raise LookupError(account)
    ((company, alliance, registered),) = found
    left = m.select(m.person).where(m.origin == account)
    query = p.select(p.id, p.account, p.personal_grade, p.placeholder).where((p.account == account) | p.id.in_(left))
    people = {key: dict(zip(_HERE, told, strict=True)) for key, *told in rows(query)}
    grades = {key: grade for key, told in people.items() if (grade := _grade(told, account)) is not None}
    own = {"company_grade": company, "alliance": bool(alliance)}
    changes = sorted((*_of_account(account), *_of_people(account, people)), reverse=True)
    turns = _turns(account, changes, own, people)
    return came(Held(RelationshipGrade(company or "none"), bool(alliance), grades), turns, registered)


_Changed = tuple[int, date, str, int, str, str]
"""Number, day, table, row, deed, and the fields before as JSON."""


def _changes(condition: Any) -> list[_Changed]:
    c, i = Change, Intent
    query = c.select(c.id, i.at, c.table, c.row, c.op, c.before).join(i, on=(c.intent == i.id))
    found = rows(query.where(condition & ~i.name.startswith(UNFINISHED)))
    return [(key, at.astimezone().date(), *told) for key, at, *told in found]


def _of_account(account: int) -> list[_Changed]:
    c = Change
    held = c.before.contains("company_grade") | c.before.contains("alliance") | (c.op == "add")
    return _changes((c.table == "account") & (c.row == account) & held)


def _of_people(account: int, people: dict[int, dict[str, Any]]) -> list[_Changed]:
    """Of those who are or were there, and of those who were removed by a deed at the account."""
    c = Change
    held = c.before.contains("personal_grade") | c.before.contains('"account"') | c.before.contains("placeholder")
    known = c.row.in_(sorted(people)) & ((c.op == "add") | held)
    gone = Intent.account == account
    return _changes((c.table == "person") & (known | (gone & (c.op == "remove"))))


def _turns(
    account: int, changes: Sequence[_Changed], own: dict[str, Any], people: dict[int, dict[str, Any]]
) -> Iterator[Turn]:
    """The changes, newest first, each with what was before it."""
    for _, day, table, row, deed, text in changes:
        before = json.loads(text)
        if table == "account":
            own |= {name: before[name] for name in _OWN if name in before}
            grade = RelationshipGrade(own["company_grade"] or "none")
            yield Turn(day, company=grade, alliance=bool(own["alliance"]), made=deed == "add")
            continue
        told = {} if deed == "add" else people.get(row, {}) | {name: before[name] for name in _HERE if name in before}
        people[row] = told
        yield Turn(day, row, _grade(told, account))


def _grade(told: dict[str, Any], account: int) -> RelationshipGrade | None:
    """The grade of one who is known at the account; None for others."""
    if told.get("account") != account or told.get("placeholder"):
        return None
    return RelationshipGrade(told.get("personal_grade") or "none")
