"""Our own people and what waits for a decision (T1, T9)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.reads.rows import rows, told
from models.rules.vocabulary import ApprovalKind
from models.tables.accounts import Account
from models.tables.team import Approval, Member


class MemberRow(NamedTuple):
    """One of our people, and how many accounts he owns."""

    id: int
    name: str
    login: str
    role: str
    office: str
    region: str
    active: bool
    accounts: int


class Who(NamedTuple):
    """Who sits here."""

    id: int
    name: str
    login: str
    role: str
    active: bool


class ApprovalRow(NamedTuple):
    """Something put before an approver: `subject` is table:id, `payload` what it would do.

    `waits` are the voices still to come where several are needed, each with the names of who may give it (T4).
    """

    id: int
    kind: str
    state: str
    subject: str
    text: str
    reason: str
    payload: Mapping[str, Any]
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    decided_by: int | None
    decided_by_name: str
    decided_at: datetime | None
    comment: str
    waits: tuple[tuple[str, tuple[str, ...]], ...] = ()


def members(*, everybody: bool = False) -> list[MemberRow]:
    """Our people by name, those who left only when asked for `everybody`. One query."""
    m = Member
    query = (
        m.select(m.id, m.name, m.login, m.role, m.office, m.region, m.active, fn.COUNT(Account.id))
        .join(Account, JOIN.LEFT_OUTER, on=(Account.owner == m.id))
        .group_by(m.id, m.name, m.login, m.role, m.office, m.region, m.active)
        .order_by(m.name, m.id)
    )
    return [MemberRow(*row) for row in rows(query if everybody else query.where(m.active))]


def by_login(login: str) -> Who | None:
    """Who of our people signs in under a name; None when nobody does. One query."""
    found = told("SELECT id, name, login, role, active FROM member WHERE login = ?", (login,), flags=(4,))
    return Who(*found[0]) if found else None


def inbox(*, member: int | None = None, decided: bool = False, limit: int = 200) -> list[ApprovalRow]:
    """What waits for a decision, the oldest first, or with `decided` what was decided, the newest first.

    With a member only what he asked for himself. One query, five more where transfers wait.
    """
    a, asker, judge = Approval, Member.alias(), Member.alias()
    query = (
        a.select(
            a.id, a.kind, a.state, a.subject, a.text, a.reason, a.payload, a.asked_by, asker.name, a.asked_at,
            a.decided_by, judge.name, a.decided_at, a.comment,
        )
        .join(asker, on=(a.asked_by == asker.id))
        .switch(a)
        .join(judge, JOIN.LEFT_OUTER, on=(a.decided_by == judge.id))
        .where((a.state != "asked") if decided else (a.state == "asked"))
        .order_by(a.id.desc() if decided else a.id)
        .limit(limit)
    )
    if member is not None:
        query = query.where(a.asked_by == member)
    from models.reads import consents  # who sits here is asked at every start

    found = [
        ApprovalRow(*row[:6], json.loads(row[6]), *row[7:11], row[11] or "", *row[12:])  # type: ignore[call-arg]
        for row in rows(query)
    ]
    several = [row.id for row in found if not decided and row.kind == ApprovalKind.TRANSFER]
    waits = consents.missing(list(a.select().where(a.id.in_(several)))) if several else {}
    return [row._replace(waits=waits.get(row.id, ())) for row in found]
