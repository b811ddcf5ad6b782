"""Complaints over all accounts by kind, and the accounts behind each (V14, T16)."""

from typing import Any

from peewee import JOIN, Case, fn

from models.reads.limits import limited
from models.reads.reports import Asked, Behind
from models.reads.rows import rows
from models.rules import pictures_complaints
from models.rules.pictures import Bars, Day, Name, Note, Thing
from models.rules.pictures_complaints import ComplaintSum
from models.rules.vocabulary_complaints import ComplaintState
from models.tables.accounts import Account
from models.tables.complaints import Complaint
from models.tables.team import Member

MOST = 200
"""Complaints of a kind that are listed."""


def complaints(asked: Asked) -> Bars:
    """Complaints received in the days asked for, by kind. One query."""
    c = Complaint
    open_ones = fn.SUM(Case(None, ((c.state != ComplaintState.CLOSED.value, 1),), 0))
    query = _seen(asked, c.kind, fn.COUNT(c.id), open_ones, fn.SUM(fn.COALESCE(c.compensation, 0))).group_by(c.kind)
    return pictures_complaints.complaints(
        ComplaintSum(kind, int(count), int(waiting or 0), int(paid or 0)) for kind, count, waiting, paid in rows(query)
    )


def behind(asked: Asked, kind: str) -> list[Behind]:
    """The complaints of a kind, the newest first, each with its account. One query."""
    c = Complaint
    query = _seen(asked, c.id, c.account, Account.name, c.date, c.text).where(c.kind == kind)
    return [
        Behind(Thing("account", account, account), Name("account", account, name), (Day(day), Note(text)))
        for _, account, name, day, text in rows(query.order_by(c.date.desc(), c.id.desc()).limit(MOST))
    ]


def _seen(asked: Asked, *columns: Any) -> Any:
    c = Complaint
    query = (
        c.select(*columns).join(Account, on=(c.account == Account.id))
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )  # fmt: skip
    return limited(query, asked, day=c.date, account=c.account)
