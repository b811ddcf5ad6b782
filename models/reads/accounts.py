"""The list of accounts: which of them and in what order, the rows of a window over them, and the names of all.

Sources: screens (Accounts), T4.
"""

from array import array
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from models import search
from models.reads.facts import settings
from models.reads.rows import among, ids, rows, several
from models.rules.filters import Filter
from models.rules.standing import NOTHING
from models.rules.vocabulary import MemberRole, Severity
from models.tables.accounts import Account, AccountState
from models.tables.team import Member

SORTS = ("name", "urgency", "due", "amount", "last_contact", "owner")
"""The orders a list can be put in; undated and unowned rows come last, ties by id."""
_FAR = date(9999, 12, 31)


class AccountRow(NamedTuple):
    """An account in a list: codes and plain values, amounts in minor units, `risk` the gravest code."""

    id: int
    name: str
    short_name: str
    grade: str
    company_grade: str
    industry: str
    region: str
    parent: int | None
    owner: int | None
    owner_name: str
    stage: str
    urgency: str
    due: date | None
    next_text: str
    risk: str
    worst: int
    amount: int
    weighted: int
    last_contact: date | None
    people: int


def ordering(
    filter: Filter, sort: str = "name", *, viewer: int | None = None, today: date | None = None,
    descending: bool = False,
) -> Sequence[int]:
    """The ids of the accounts that pass a filter and that a member may see, in order; `today` judges overdue.

    At most five queries. An array of machine integers: a hundred thousand ids cost little.
    """
    s = AccountState
    query = (
        Account.select(Account.id)
        .join(s, JOIN.LEFT_OUTER, on=(s.account == Account.id))
        .switch(Account)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )
    for condition in (*visible(viewer), *_passing(filter, viewer, today)):
        query = query.where(condition)
    keys = [key.desc() if descending else key for key in _ORDERS[sort]]
    return array("q", ids(query.order_by(*keys, Account.id)))


def count(filter: Filter, *, viewer: int | None = None, today: date | None = None) -> int:
    """How many accounts pass a filter."""
    return len(ordering(filter, viewer=viewer, today=today))


def window(keys: Sequence[int]) -> list[AccountRow]:
    """The rows of these accounts, in this order, without those that are gone. One query."""
    a, s, m = Account, AccountState, Member
    query = (
        a.select(
            a.id, a.name, a.short_name, a.grade, a.company_grade, a.industry, a.region, a.parent, a.owner, m.name,
            s.information_stage, s.urgency, s.due, s.next_text, s.risks, s.worst, s.open_amount, s.weighted,
            s.last_contact, s.people,
        )
        .join(s, JOIN.LEFT_OUTER, on=(s.account == a.id))
        .switch(a)
        .join(m, JOIN.LEFT_OUTER, on=(a.owner == m.id))
        .where(a.id.in_(list(keys)))
    )
    found = {row[0]: _row(row) for row in rows(query)}
    return [found[key] for key in keys if key in found]


def _row(row: Sequence[Any]) -> AccountRow:
    values = {name: value for name, value in zip(_COLUMNS, row, strict=True) if value is not None}
    gravest = next(iter(several(values.get("risk", ""))), "")
    return AccountRow(**(_BLANK | values | {"risk": gravest}))


_COLUMNS = (
    "id", "name", "short_name", "grade", "company_grade", "industry", "region", "parent", "owner", "owner_name",
    "stage", "urgency", "due", "next_text", "risk", "worst", "amount", "weighted", "last_contact", "people",
)  # fmt: skip
_BLANK: dict[str, Any] = {
    "parent": None, "owner": None, "owner_name": "", "stage": "", "urgency": "", "due": None, "next_text": "",
    "worst": NOTHING, "amount": 0, "weighted": 0, "last_contact": None, "people": 0,
}  # fmt: skip


def visible(viewer: int | None) -> list[Any]:
    """What limits a query over Account and its owner as Member to what a member may see; nobody sees all (T4)."""
    if viewer is None:
        return []
    reach = visibility(viewer)
    if reach == "own":
        return [Account.owner == viewer]
    if reach == "all":
        return []
    office = Member.alias()
    here = office.select(office.office).where(office.id == viewer)
    return [(Account.owner == viewer) | (Account.owner.is_null()) | Member.office.in_(here)]


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


def _passing(filter: Filter, viewer: int | None, today: date | None) -> list[Any]:
    found = [_TERMS[name](values) for name, values in filter.terms if name in _TERMS]
    if "mine" in filter.flags:
        found.append(Account.owner == viewer)
    if "risk" in filter.flags:
        found.append(AccountState.worst <= Severity.MEDIUM.rank)
    if "overdue" in filter.flags:
        found.append(AccountState.due < (today or _FAR))
    if filter.words:
        found.append(among(Account.id, search.holding(" ".join(filter.words), "account")))
    return found


def _either(column: Any) -> Any:
    """A filter by codes, where "none" stands for nothing known."""
    return lambda values: column.in_(["" if value == "none" else value for value in values])


def _holds(column: Any) -> Any:
    """A filter by words that a column holds."""

    def holds(values: Sequence[str]) -> Any:
        first, *more = [column.contains(value) for value in values]
        for condition in more:
            first |= condition
        return first

    return holds


_TERMS: dict[str, Any] = {
    "urgency": _either(AccountState.urgency),
    "stage": _either(AccountState.information_stage),
    "grade": _either(Account.grade),
    "company_grade": lambda values: Account.company_grade.in_(values),
    "industry": lambda values: _either(Account.industry)(values) | _holds(Account.industry)(values),
    "region": _holds(Account.region),
    "tag": _holds(Account.tags),
    "owner": lambda values: _holds(Member.name)(values) | _holds(Member.login)(values),
    "risk": _holds(AccountState.risks),
}
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Account.sort_key,),
    "urgency": (fn.COALESCE(AccountState.urgency_rank, NOTHING), Account.sort_key),
    "due": (fn.COALESCE(AccountState.due, _FAR), Account.sort_key),
    "amount": (fn.COALESCE(AccountState.open_amount, 0) * -1, Account.sort_key),
    "last_contact": (fn.COALESCE(AccountState.last_contact, _FAR), Account.sort_key),
    "owner": (Case(None, ((Account.owner.is_null(), 1),), 0), Member.name, Account.sort_key),
}
