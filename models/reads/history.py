"""Who changed what, when and what for (T6)."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN

from models.reads import sight
from models.reads.rows import above, grouped, listed, rows, told
from models.tables.accounts import Account
from models.tables.history import UNFINISHED, Change, Intent
from models.tables.team import Member

OF_ONE_ACCOUNT = frozenset({
    "account", "other_name", "account_field", "account_event", "opportunity", "opportunity_competitor", "need",
    "promise", "task", "gift", "asking", "solution_part", "value_line", "quotation", "negotiation", "concession",
    "negotiation_round", "contract", "milestone", "deal_report", "payment", "service_package", "library_use",
    "factor_score",
    "barrier", "incentive", "account_plan", "plan_review", "hold_tick", "survey",
    "complaint", "risk_acceptance", "opportunity_move", "remark", "preparation",
})  # fmt: skip
"""Tables of which a row concerns the account of its intent, and those above it, but no other."""

_PARTS = {
    "account": ("other_name",), "person": ("person_role", "committee_member"), "visit": ("visit_person",),
}  # fmt: skip
"""Tables whose rows are told as a part of the row they name."""
_COMMON = frozenset({"member", "product", "competitor"})
"""What belongs to everybody: that a row speaks of it says nothing of its account."""


class ChangeRow(NamedTuple):
    """One row that was made (`add`), altered (`alter`) or removed (`remove`), with its fields before and after."""

    table: str
    row: int
    op: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class IntentRow(NamedTuple):
    """One thing somebody meant to do: `undone` is the intent that took it back, `undoes` the one it took back."""

    id: int
    at: datetime
    member: int | None
    member_name: str
    name: str
    account: int | None
    undone: int | None
    undoes: int | None
    changes: tuple[ChangeRow, ...]


def of_account(account: int, *, limit: int = 100, before: int | None = None) -> list[IntentRow]:
    """What was done at an account, newest first; older than an intent when one is given. Two queries."""
    query = _intents().where(Intent.account == account)
    return _told(query if before is None else query.where(Intent.id < before), limit)


def of_row(table: str, row: int, *, viewer: int | None = None, limit: int = 100) -> list[IntentRow]:
    """What was done to one row, newest first, with the changes of that row and of what it consists of.

    LookupError where its account is not to be seen; what was done at accounts a member may not see is left out (T4,
    T6). At most ten queries.
    """
    account = whose(table, row)
    if account is not None and account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    intents = Change.select(Change.intent).where((Change.table == table) & (Change.row == row))
    query = _intents().where(Intent.id.in_(intents))
    if conditions := sight.visible(viewer):
        theirs = Account.select(Account.id).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        here = Intent.account.in_(theirs.where(*conditions))
        query = query.where(here | Intent.account.is_null() if account is not None or _there(table, row) else here)
    return [_only(intent, table, row) for intent in _told(query, limit)]


def whose(table: str, row: int) -> int | None:
    """The account a row belongs to by itself or by what it hangs on; None for one that is gone or everybody's.

    A query for each step up.
    """
    from models.tables import BY_NAME  # all tables are wanted for this alone

    model: Any = BY_NAME[table]
    key: int | None = row
    while model is not Account and key is not None:
        every = (each for each in model._meta.refs if each.rel_model._meta.table_name not in _COMMON)
        links = sorted(every, key=_nearest)
        found = rows(model.select(*links).where(model.id == key)) if links else []
        held = [(link.rel_model, value) for link, value in zip(links, found[0] if found else (), strict=False) if value]
        model, key = held[0] if held else (Account, None)
    return key


def _there(table: str, row: int) -> bool:
    return bool(told(f'SELECT 1 FROM "{table}" WHERE id = ?', (row,)))


def _nearest(link: Any) -> tuple[bool, bool]:
    """What names its account comes first, and what it is about before another it speaks of."""
    return link.rel_model is not Account, link.name == "other"


def latest(*, limit: int = 100, member: int | None = None) -> list[IntentRow]:
    """What was done last, by anybody or by one member. Two queries."""
    query = _intents()
    return _told(query if member is None else query.where(Intent.member == member), limit)


def since(intent: int, own: Collection[int] = ()) -> tuple[frozenset[str], frozenset[int] | None]:
    """The tables that intents after one touched, and the accounts they are about with the groups above these.

    `own` are left out. None where it cannot be told which accounts: people, visits and units may concern several, and
    an account that is gone those above it. Three queries.
    """
    later = told("SELECT id, account FROM intent WHERE id > ?", (intent,))
    about = {key: account for key, account in later if key not in own}
    changed = f'SELECT DISTINCT "table", op FROM change WHERE intent_id IN {listed(about)}'
    deeds = set(told(changed)) if about else set()
    tables = frozenset(table for table, _ in deeds)
    if None in about.values() or not tables <= OF_ONE_ACCOUNT or ("account", "remove") in deeds:
        return tables, None
    return tables, frozenset(above(Account, sorted(set(about.values()))))


def _only(intent: IntentRow, table: str, row: int) -> IntentRow:
    own = tuple(change for change in intent.changes if (change.table, change.row) == (table, row) or (
        change.table in _PARTS.get(table, ()) and (change.after or change.before).get(table) == row
    ))  # fmt: skip
    return IntentRow(
        intent.id, intent.at, intent.member, intent.member_name, intent.name, intent.account, intent.undone,
        intent.undoes, own,
    )  # fmt: skip


def _intents() -> Any:
    i = Intent
    query = i.select(i.id, i.at, i.member, Member.name, i.name, i.account, i.undone, i.undoes)
    query = query.join(Member, JOIN.LEFT_OUTER, on=(i.member == Member.id))
    return query.where(~i.name.startswith(UNFINISHED)).order_by(i.id.desc())


def _told(query: Any, limit: int) -> list[IntentRow]:
    found = rows(query.limit(limit))
    c = Change
    changes = c.select(c.intent, c.table, c.row, c.op, c.before, c.after).where(c.intent.in_([row[0] for row in found]))
    by_intent = grouped(
        (row[0], ChangeRow(row[1], row[2], row[3], json.loads(row[4]), json.loads(row[5])))
        for row in rows(changes.order_by(c.id))
    )
    return [
        IntentRow(key, at, member, name or "", what, account, undone, undoes, tuple(by_intent.get(key, ())))
        for key, at, member, name, what, account, undone, undoes in found
    ]
