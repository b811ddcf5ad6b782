"""The list of accounts: which of them and in what order, the first of them, and the rows of a window over them.

An order is read off an index that holds it, so the first rows cost the same however many follow.
Sources: screens (Accounts), T4.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from math import isqrt
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from models import search
from models.base import db
from models.reads.rows import among, rows, several
from models.reads.sight import visible
from models.rules.filters import Filter
from models.rules.vocabulary import NO_RISK_RANK, Severity
from models.tables.accounts import Account, AccountState
from models.tables.team import Member

SORTS = ("name", "urgency", "due", "amount", "last_contact", "owner", "value_class", "completeness")
"""The orders a list can be put in; undated and unowned rows come last, ties by id."""
WALKED, FAR = 2048, 8192
"""Accounts looked at for the first of a list, and those tried for words or terms."""
SCREENFUL = 40
"""Fewer are no beginning worth showing before the rest."""
_ENOUGH = 512
_BALANCE = 60
"""What it costs to try a screenful of accounts for words, in what it costs to note one account that holds them."""
_TRIED, _MOST_TRIED = 64, 1024
"""Accounts tried at once: at first, and when it gets long."""
_UNDATED = date(9999, 12, 31)
_WHOLE, _DIGITS = 100, 9


class Head(NamedTuple):
    """The first ids of a list, and whether they are all of it."""

    ids: Sequence[int]
    whole: bool


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
    value_class: str
    completeness: int


def ordering(
    filter: Filter, sort: str = "name", *, viewer: int | None = None, today: date | None = None,
    descending: bool = False,
) -> Sequence[int]:
    """The ids of the accounts that pass a filter and that a member may see, in order; `today` judges overdue.

    At most nine queries. An array of machine integers: a hundred thousand ids cost little.
    """
    conditions = [*visible(viewer), *_passing(filter, viewer, today)]
    if sort in _SPANS:
        found = array("q", (key for query in _spans(sort, conditions) for key in _keys(query)))
        found.extend(_unjudged(conditions) if sort != "name" else ())
    else:
        found = array("q", _keys(_ordered(_joined(Account.id), sort, conditions)))
    return found[::-1] if descending else found


def among_them(
    filter: Filter, sort: str, accounts: Sequence[int], *, viewer: int | None = None, today: date | None = None
) -> list[int]:
    """What `ordering` answers of these accounts only, where each has been judged. At most three queries."""
    words = " ".join(filter.words)
    held = search.passing(words, "account", accounts) if words and accounts else accounts
    conditions = [*visible(viewer), *_passing(filter._replace(words=()), viewer, today)]
    return list(_keys(_ordered(_joined(Account.id), sort, [among(Account.id, held), *conditions])))


def head(
    filter: Filter, sort: str = "name", *, viewer: int | None = None, today: date | None = None
) -> Head | None:
    """The first accounts of what `ordering` answers; None when only that can tell. At most 18 queries of few rows.

    All of a list where few hold the words typed, or where there are few accounts at all.
    """
    words = " ".join(filter.words)
    conditions = [*visible(viewer), *_passing(filter._replace(words=()), viewer, today)]
    if sort in _SPANS and search.slow(words) and _highest() > WALKED:
        first = _sifted(_walk(sort, WALKED), words, conditions)
        if len(first) >= SCREENFUL:
            return Head(array("q", first), False)
    rare = search.few(words, "account") if words else None
    if rare is not None:
        named = [among(Account.id, rare), *conditions]
        return Head(array("q", _keys(_ordered(_joined(Account.id), sort, named)) if rare else ()), True)
    if sort not in _SPANS:
        return None
    highest = _highest()
    if highest <= WALKED:
        return Head(ordering(filter, sort, viewer=viewer, today=today), True)
    if not words and not conditions:
        return Head(array("q", islice(_walk(sort, WALKED), WALKED)), False)
    if words and not conditions and not search.common(words, "account", isqrt(_BALANCE * highest)):
        return Head(array("q", _named(words, sort)), False)
    found = array("q", _sifted(_walk(sort, FAR), words, conditions))
    return Head(found, False) if len(found) >= SCREENFUL else None


def _highest() -> int:
    """The id of the newest account: about how many there are."""
    return int(Account.select(fn.MAX(Account.id)).scalar() or 0)


def _walk(sort: str, most: int) -> Iterator[int]:
    """All accounts in an order that an index holds; where a span of it holds more than so many, so many of it."""
    for query in _spans(sort, ()):
        place = 0
        for place, key in enumerate(_keys(query.limit(most)), 1):  # noqa: B007 how many there were
            yield key
        if place == most:
            return


def _named(words: str, sort: str) -> Iterator[int]:
    """The first accounts that hold words typed: their ids are found at once, the order is read until enough are."""
    left = SCREENFUL
    for column, span, keys in _SPANS[sort]:
        query = _read(column, keys).where(search.holding(column + 0, words, "account"), *span)
        for key in _keys(query.order_by(*keys).limit(left)):
            left -= 1
            yield key
        if not left:
            return


def _sifted(walk: Iterator[int], words: str, conditions: Sequence[Any]) -> list[int]:
    """The first of a walk that meet conditions and hold words, until they are enough or seen to be too few."""
    found: list[int] = []
    enough, tried, step = SCREENFUL if words else _ENOUGH, 0, _TRIED
    while len(found) < enough and (chunk := list(islice(walk, step))):
        tried, step = tried + len(chunk), min(2 * step, _MOST_TRIED)
        if conditions:
            here = set(_keys(_joined(Account.id).where(among(Account.id, chunk), *conditions)))
            chunk = [key for key in chunk if key in here]
        held = search.passing(words, "account", chunk) if words and chunk else chunk
        found += [key for key in chunk if key in held]
        if tried > FAR // 4 and len(found) * FAR < SCREENFUL * tried:
            break
    return found


def _spans(sort: str, conditions: Sequence[Any]) -> Iterator[Any]:
    """The queries that, one after the other, read an order off its index."""
    for column, span, keys in _SPANS[sort]:
        query = _read(column, keys)
        if conditions and column.model is Account:
            query = _joined(column)
        elif conditions and _by_member(keys):
            query = query.switch(AccountState).join(Account, on=(AccountState.account == Account.id))
        elif conditions:
            query = query.join(Account).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        for condition in (*span, *conditions):
            query = query.where(condition)
        yield query.order_by(*keys)


def _read(column: Any, keys: Sequence[Any]) -> Any:
    """The query for the column of an order; one by names of members goes from member to member."""
    if _by_member(keys):
        return Member.select(column).join(AccountState, JOIN.CROSS)
    return column.model.select(column)


def _by_member(keys: Sequence[Any]) -> bool:
    return any(key is Member.name for key in keys)


def _unjudged(conditions: Sequence[Any]) -> Iterator[int]:
    """The accounts of which nothing was found yet: they stand last. One query, two more where there are any."""
    if Account.select().count() == AccountState.select().count():
        return iter(())
    missing = _joined(Account.id).where(AccountState.id.is_null(), *conditions)
    return _keys(missing.order_by(Account.sort_key, Account.id))


def _joined(column: Any) -> Any:
    """Accounts with what they stand at, and their owners."""
    s = AccountState
    return (
        Account.select(column)
        .join(s, JOIN.LEFT_OUTER, on=(s.account == Account.id))
        .switch(Account)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )


def _ordered(query: Any, sort: str, conditions: Sequence[Any]) -> Any:
    """A query in an order that no index holds."""
    for condition in conditions:
        query = query.where(condition)
    return query.order_by(*_ORDERS[sort], Account.id)


def _keys(query: Any) -> Iterator[int]:
    """The ids a query answers, one by one: a list of rows would take many times their room."""
    return (key for (key,) in db.execute(query))


def count(filter: Filter, *, viewer: int | None = None, today: date | None = None) -> int:
    """How many accounts pass a filter."""
    return len(ordering(filter, viewer=viewer, today=today))


def window(keys: Sequence[int]) -> list[AccountRow]:
    """The rows of these accounts, in this order, without those that are gone. One query."""
    a, s, m = Account, AccountState, Member
    query = (
        a.select(
            a.id, a.name, a.short_name, s.grade, a.company_grade, a.industry, a.region, a.parent, a.owner, m.name,
            s.information_stage, s.urgency, s.due, s.next_text, s.risks, s.worst, s.open_amount, s.weighted,
            s.last_contact, s.people, a.value_class, s.completeness,
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
    "value_class", "completeness",
)  # fmt: skip
_BLANK: dict[str, Any] = {
    "grade": "", "parent": None, "owner": None, "owner_name": "", "stage": "", "urgency": "", "due": None,
    "next_text": "", "worst": NO_RISK_RANK, "amount": 0, "weighted": 0, "last_contact": None, "people": 0,
    "value_class": "", "completeness": 0,
}  # fmt: skip


def _passing(filter: Filter, viewer: int | None, today: date | None) -> list[Any]:
    found = [TERMS[name](values) for name, values in filter.terms if name in TERMS]
    if "mine" in filter.flags:
        found.append(Account.owner == viewer)
    if "risk" in filter.flags:
        found.append(AccountState.worst <= Severity.MEDIUM.rank)
    if "overdue" in filter.flags:
        found.append(AccountState.due < (today or _UNDATED))
    if filter.words:
        found.append(search.holding(Account.id, " ".join(filter.words), "account"))
    return found


def _either(column: Any) -> Any:
    """A filter by codes, where "none" stands for nothing known."""
    return lambda values: column.in_(["" if value == "none" else value for value in values])


def _percent(value: str) -> int:
    """A number of per cent; what is none lets everything pass."""
    told = value.rstrip("%％")
    return int(told) if told.isdecimal() and len(told) < _DIGITS else _WHOLE


def _holds(column: Any) -> Any:
    """A filter by words that a column holds."""

    def holds(values: Sequence[str]) -> Any:
        first, *more = [column.contains(value) for value in values]
        for condition in more:
            first |= condition
        return first

    return holds


TERMS: dict[str, Any] = {
    "urgency": _either(AccountState.urgency),
    "stage": _either(AccountState.information_stage),
    "grade": _either(AccountState.grade),
    "company_grade": lambda values: Account.company_grade.in_(values),
    "industry": lambda values: _either(Account.industry)(values) | _holds(Account.industry)(values),
    "region": _holds(Account.region),
    "tag": _holds(Account.tags),
    "owner": lambda values: _holds(Member.name)(values) | _holds(Member.login)(values),
    "risk": _holds(AccountState.risks),
    "value_class": _either(Account.value_class),
    "complete": lambda values: AccountState.completeness <= max(_percent(value) for value in values),
}
_ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Account.sort_key,),
    "urgency": (fn.COALESCE(AccountState.urgency_rank, NO_RISK_RANK), Account.sort_key),
    "due": (fn.COALESCE(AccountState.due, _UNDATED), Account.sort_key),
    "amount": (fn.COALESCE(AccountState.open_amount, 0) * -1, Account.sort_key),
    "last_contact": (fn.COALESCE(AccountState.last_contact, _UNDATED), Account.sort_key),
    "value_class": (fn.COALESCE(AccountState.value_rank, NO_RISK_RANK), Account.sort_key),
    "completeness": (fn.COALESCE(AccountState.completeness, 0), Account.sort_key),
    "owner": (Case(None, ((Account.owner.is_null(), 1),), 0), Member.name, Member.id, Account.sort_key),
}
_S = AccountState
_ALL: tuple[Any, ...] = ()
_NAMED: tuple[Any, ...] = (_S.sort_key, _S.account)


def _dated(column: Any) -> tuple[tuple[Any, tuple[Any, ...], tuple[Any, ...]], ...]:
    """Those with a date, then those without."""
    return (_S.account, (column < _UNDATED,), (column, *_NAMED)), (_S.account, (column.is_null(),), _NAMED)


_SPANS: dict[str, tuple[tuple[Any, tuple[Any, ...], tuple[Any, ...]], ...]] = {
    "name": ((Account.id, _ALL, (Account.sort_key, Account.id)),),
    "urgency": ((_S.account, _ALL, (_S.urgency_rank, *_NAMED)),),
    "due": _dated(_S.due),
    "amount": ((_S.account, _ALL, (_S.open_amount.desc(), *_NAMED)),),
    "last_contact": _dated(_S.last_contact),
    "value_class": ((_S.account, _ALL, (_S.value_rank, *_NAMED)),),
    "completeness": ((_S.account, _ALL, (_S.completeness, *_NAMED)),),
    "owner": (
        (_S.account, (_S.owner == Member.id,), (Member.name, Member.id, *_NAMED)),
        (_S.account, (_S.owner.is_null(),), _NAMED),
    ),
}
"""The orders an index holds: of each span of it the column of the account, what it spans, and its order."""
