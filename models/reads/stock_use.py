"""Where entries of the library were used and what came of it, one of them whole, and the place that shows all (Q10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.reads import history, labels, sight
from models.reads.history import IntentRow
from models.reads.rows import grouped, rows
from models.reads.stock import Entry, entries, entry, noun_of
from models.rules.arguing import win_share
from models.rules.vocabulary import AskingState
from models.tables.accounts import Account
from models.tables.history import Change, Intent
from models.tables.library import CaseStory, LibraryUse
from models.tables.opportunities import Opportunity
from models.tables.questions import Asking
from models.tables.team import Member


class Usage(NamedTuple):
    """How often an entry was used, and of the decided deals it was used in the share that was won, in per cent."""

    times: int
    won: int | None


class UsedRow(NamedTuple):
    """An opportunity an entry was used on."""

    opportunity: int
    name: str
    account: int
    account_name: str
    outcome: str
    date: date
    member_name: str


class DealOption(NamedTuple):
    """An opportunity to choose, with its account."""

    id: int
    account: int
    name: str
    account_name: str


class Whole(NamedTuple):
    """An entry with its versions, newest first, and where it was used; `elsewhere` counts what one may not see."""

    entry: Entry
    versions: list[IntentRow]
    used: list[UsedRow]
    elsewhere: int
    won: int | None


class Stock(NamedTuple):
    """Everything on the shelf, or everything hidden, with what was used, and the cases added in the month of a day."""

    entries: list[Entry]
    usage: Mapping[int, Usage]
    cases_this_month: int


def stock(today: date, *, hidden: bool = False) -> Stock:
    """What the place shows. Nine queries."""
    return Stock(entries(hidden=hidden), usage(), _cases_in(today))


def whole(number: int, viewer: int | None) -> Whole:
    """All of one entry; LookupError when it is gone. At most nine queries."""
    found = entry(number)
    versions = history.of_row(found.noun, found.row) if found.row else []
    used, elsewhere = _used_on(number, viewer)
    return Whole(found, versions, used, elsewhere, usage().get(number, Usage(0, None)).won)


def usage() -> dict[int, Usage]:
    """What was used, by its number: on how many deals, of questions also without one. Two queries."""
    use, o, a = LibraryUse, Opportunity, Asking
    of_deals = rows(use.select(use.item, o.id, o.outcome).join(o, on=(use.opportunity == o.id)))
    put = (a.question > 0) & (a.state != AskingState.CHOSEN)
    asked = a.select(a.question, a.opportunity, o.outcome).join(o, JOIN.LEFT_OUTER, on=(a.opportunity == o.id))
    found: dict[int, dict[Any, str]] = {}
    for place, (number, deal, outcome) in enumerate([*of_deals, *rows(asked.where(put))]):
        found.setdefault(number, {})[deal if deal is not None else -place - 1] = outcome or ""
    return {number: Usage(len(deals), win_share(deals.values())) for number, deals in found.items()}


def won_shares(used: Mapping[int, Usage]) -> dict[int, int]:
    """The share of won deals of what was used in decided ones."""
    return {number: each.won for number, each in used.items() if each.won is not None}


def used_at(opportunity: int) -> frozenset[int]:
    """The numbers of what was used on an opportunity. One query."""
    u = LibraryUse
    return frozenset(number for (number,) in rows(u.select(u.item).where(u.opportunity == opportunity)))


def deals(viewer: int | None, limit: int = 500) -> list[DealOption]:
    """The opportunities an entry can be noted on, open ones first, then the newest. One query."""
    o, a = Opportunity, Account
    query = o.select(o.id, o.account, o.name, fn.COALESCE(fn.NULLIF(a.short_name, ""), a.name))
    query = query.join(a, on=(o.account == a.id)).join(Member, JOIN.LEFT_OUTER, on=(a.owner == Member.id))
    for condition in sight.visible(viewer):
        query = query.where(condition)
    return [DealOption(*row) for row in rows(query.order_by(o.outcome != "open", o.id.desc()).limit(limit))]


def _used_on(number: int, viewer: int | None) -> tuple[list[UsedRow], int]:
    """The deals an entry was used on that one may see, newest first, and how many others there are."""
    found = [*_linked(number), *_asked(number)]
    seen = sight.seen(viewer, {row[2] for row in found})
    names = labels.names("account", seen)
    newest = {row[0]: row for row in sorted(found, key=lambda row: row[4])}
    told = [
        UsedRow(deal, name, account, names.get(account, ""), outcome, day, member or "")
        for deal, name, account, outcome, day, member in newest.values() if account in seen
    ]  # fmt: skip
    return sorted(told, key=lambda row: (row.date, row.opportunity), reverse=True), len(newest) - len(told)


def _linked(number: int) -> list[tuple[Any, ...]]:
    u, o, m = LibraryUse, Opportunity, Member
    query = u.select(o.id, o.name, o.account, o.outcome, u.date, m.name).join(o, on=(u.opportunity == o.id))
    return rows(query.switch(u).join(m, JOIN.LEFT_OUTER, on=(u.member == m.id)).where(u.item == number))


def _asked(number: int) -> list[tuple[Any, ...]]:
    if noun_of(number)[0] != "question":
        return []
    a, o, m = Asking, Opportunity, Member
    query = a.select(o.id, o.name, o.account, o.outcome, a.date, m.name).join(o, on=(a.opportunity == o.id))
    query = query.switch(a).join(m, JOIN.LEFT_OUTER, on=(a.member == m.id))
    return rows(query.where((a.question == number) & (a.state != AskingState.CHOSEN)))


def _cases_in(today: date) -> int:
    """How many cases were added in the month of a day."""
    c, i, table = Change, Intent, CaseStory
    query = c.select(c.row, i.at).join(i, on=(c.intent == i.id)).where((c.table == "case_story") & (c.op == "add"))
    there = {key for (key,) in rows(table.select(table.id).where(table.shipped.is_null()))}
    months = grouped((row, (at.year, at.month)) for row, at in rows(query))
    return sum((today.year, today.month) in found for row, found in months.items() if row in there)
