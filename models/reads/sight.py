"""How far a member sees (T4)."""

from collections.abc import Collection
from typing import Any

from peewee import JOIN

from models.reads.rows import rows
from models.reads.thresholds import settings
from models.rules.vocabulary import MemberRole
from models.tables.accounts import Account
from models.tables.team import Member


def visible(viewer: int | None) -> list[Any]:
    """What limits a query over Account and its owner as Member to what a member may see; nobody sees all (T4)."""
    if viewer is None:
        return []
    reach = visibility(viewer)
    if reach == "own":
        return [(Account.owner == viewer) | Account.owner.is_null()]
    if reach == "all":
        return []
    office = Member.alias()
    here = office.select(office.office).where(office.id == viewer)
    return [(Account.owner == viewer) | (Account.owner.is_null()) | Member.office.in_(here)]


def within(viewer: int | None) -> tuple[str, list[object]] | None:
    """The accounts a member may see as a select in SQL with its values; None where that is all of them (T4)."""
    conditions = visible(viewer)
    if not conditions:
        return None
    query = Account.select(Account.id).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    sql, values = query.where(*conditions).sql()
    return sql, list(values)


def seen(viewer: int | None, ids: Collection[int]) -> frozenset[int]:
    """Which of these accounts a member may see (T4). At most three queries."""
    query = Account.select(Account.id).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    for condition in visible(viewer):
        query = query.where(condition)
    return frozenset(row[0] for row in rows(query.where(Account.id.in_(list(ids)))))


def visibility(viewer: int) -> str:
    """How far a member sees: own, office or all; assistants and managers their office at least (T4)."""
    role = next((row[0] for row in rows(Member.select(Member.role).where(Member.id == viewer))), "")
    reach = settings().visibility
    if role == MemberRole.ENGINEER:
        return reach
    return "office" if reach != "all" and role in (MemberRole.ASSISTANT, MemberRole.MANAGER) else "all"
