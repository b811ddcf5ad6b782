"""How far a member sees (T4)."""

from collections.abc import Collection
from typing import Any

from models.base import db
from models.reads.rows import listed, told
from models.reads.thresholds import settings
from models.rules.vocabulary import MemberRole


def visible(viewer: int | None) -> list[Any]:
    """What limits a query over Account and its owner as Member to what a member may see; nobody sees all (T4).

    Who is on the team of an account sees it as its owner does (A18).
    """
    reach = "all" if viewer is None else visibility(viewer)
    if reach == "all":
        return []
    from models.tables.accounts import Account  # where all see all, nothing is asked of them
    from models.tables.figures import TeamMember
    from models.tables.team import Member

    theirs = TeamMember.select(TeamMember.account).where(TeamMember.colleague == viewer)
    own = (Account.owner == viewer) | Account.owner.is_null() | Account.id.in_(theirs)
    if reach == "own":
        return [own]
    office = Member.alias()
    here = office.select(office.office).where(office.id == viewer)
    return [own | Member.office.in_(here)]


def within(viewer: int | None) -> tuple[str, list[object]] | None:
    """The accounts a member may see as a select in SQL with its values; None where that is all of them (T4)."""
    conditions = visible(viewer)
    if not conditions:
        return None
    from peewee import JOIN

    from models.tables.accounts import Account
    from models.tables.team import Member

    query = Account.select(Account.id).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    sql, values = query.where(*conditions).sql()
    return sql, list(values)


def inside(viewer: int | None, column: str) -> tuple[str, list[object]]:
    """What limits a statement that is written out to the accounts a member may see: ` AND …` with its values (T4)."""
    limits = within(viewer)
    return (f" AND {column} IN ({limits[0]})", list(limits[1])) if limits else ("", [])


def seen(viewer: int | None, ids: Collection[int]) -> frozenset[int]:
    """Which of these accounts a member may see (T4). At most three queries."""
    limits, values = inside(viewer, "id")
    found = db.execute_sql(f"SELECT id FROM account WHERE id IN {listed(ids)}{limits}", values).fetchall()
    return frozenset(key for (key,) in found)


def visibility(viewer: int) -> str:
    """How far a member sees: own, office or all; assistants and managers their office at least (T4)."""
    role = next((row[0] for row in told("SELECT role FROM member WHERE id = ?", (viewer,))), "")
    reach = settings().visibility
    if role == MemberRole.ENGINEER:
        return reach
    return "office" if reach != "all" and role in (MemberRole.ASSISTANT, MemberRole.MANAGER) else "all"
