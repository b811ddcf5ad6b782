"""What to do first, over all accounts: due items, promises, visits, risks and tasks in one ranked list (S13, V4)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import JOIN

from models.reads.labels import people
from models.reads.plans_due import missing
from models.reads.rows import rows
from models.reads.sight import visible
from models.reads.tasks import tasks, waiting
from models.reads.thresholds import settings as stored_settings
from models.rules.agenda import NO_ACCOUNT, Agenda, DueItem, cadence_order, ranked, unpacked, weighed
from models.rules.settings import Settings
from models.rules.vocabulary import DueKind, Severity
from models.tables.accounts import Account, AccountState
from models.tables.team import Member, Snooze
from models.tables.visits import Task

LOOKED_AT = 40
"""Accounts weighed of each sort: the first that are due, the gravest, those with tasks."""
SHOWN = 60
MOST_DUE = 400
"""Accounts a due list goes through."""


class DueRow(NamedTuple):
    """Something due: the rule's item, the account's name and owner, and the names of its people in their order.

    `key` is what a snooze of it is noted under: table:id, or risk:account:code.
    """

    item: DueItem
    key: str
    account_name: str
    owner: int | None
    people: tuple[str, ...]
    overdue: int
    """Days it is late, 0 when it is not."""


class Today(NamedTuple):
    """The ranked list with how many approvals wait; `more` says whether there is more than was weighed.

    `first` says that there is no account yet.
    """

    rows: tuple[DueRow, ...]
    approvals: int
    more: bool
    first: bool = False


def today(
    member: int | None, day: date, *, settings: Settings | None = None, limit: int = SHOWN
) -> Today:
    """The next best actions of a member over the accounts he owns (of nobody: over all), best first.

    What comes later than the warning days is left out, and what the member snoozed. At most 29 queries.
    """
    chosen = settings or stored_settings()
    horizon = day + timedelta(days=chosen.promise_warning_days)
    accounts = _worth_a_look(member, horizon)
    found = [item for item in _items(accounts, day, chosen, member) if item.date is None or item.date <= horizon]
    found = _awake(ranked([*found, *missing(member, day, chosen)]), member, day)
    first = not found and not Account.select(Account.id).limit(1).exists()
    return Today(_told(found[:limit], day), waiting(member), len(found) > limit, first)


def due(
    until: date, day: date, *, member: int | None = None, viewer: int | None = None,
    settings: Settings | None = None,
) -> list[DueRow]:  # fmt: skip
    """All that is due up to a day, by date, so overdue first: of a member's accounts, or of all a member may see.

    At most 31 queries.
    """
    chosen = settings or stored_settings()
    s = AccountState
    query = _owned(member, viewer).where(s.due <= until).order_by(s.due, Account.id).limit(MOST_DUE)
    accounts = {key for (key,) in rows(query)} | set(_with_tasks(member, until, MOST_DUE, viewer))
    items = _items(sorted(accounts), day, chosen, member)
    found = [item for item in items if item.date and item.date <= until and item.kind is not DueKind.RISK]
    found += [item for item in missing(member, day, chosen) if item.date and item.date <= until]
    return list(_told(_awake(cadence_order(found), member, day), day))


def _owned(member: int | None, viewer: int | None = None) -> Any:
    s = AccountState
    query = (
        Account.select(Account.id)
        .join(s, JOIN.LEFT_OUTER, on=(s.account == Account.id))
        .switch(Account)
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )
    for condition in visible(viewer):
        query = query.where(condition)
    return query if member is None else query.where(Account.owner == member)


def _worth_a_look(member: int | None, horizon: date) -> list[int]:
    """The accounts that can have something for the head of the list, by what is stored of them. Three queries.

    Of a member both are read off an index until there are enough, however many accounts he has.
    """
    s = AccountState
    own = s.select(s.account) if member is None else s.select(s.account).where(s.owner == member)
    first = own.where(s.due <= horizon).order_by(s.urgency_rank, s.due, s.account).limit(LOOKED_AT)
    gravest = own.where(s.worst <= Severity.MEDIUM.rank)
    gravest = gravest.order_by(s.worst, s.urgency_rank, s.open_amount.desc(), s.account).limit(LOOKED_AT)
    found = {key for (key,) in rows(first)} | {key for (key,) in rows(gravest)}
    return sorted(found | set(_with_tasks(member, horizon, LOOKED_AT)))


def _with_tasks(member: int | None, until: date, most: int, viewer: int | None = None) -> list[int]:
    """Accounts with open tasks of a member, wherever he may see them; of nobody, of all."""
    t = Task
    query = t.select(t.account).where((t.state == "open") & (t.due.is_null() | (t.due <= until)))
    query = query.join(Account).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    for condition in visible(viewer):
        query = query.where(condition)
    if member is not None:
        query = query.where((t.member == member) | (t.member.is_null() & (Account.owner == member)))
    return [account for (account,) in rows(query.order_by(t.due, t.id).limit(most))]


def _items(accounts: Sequence[int], day: date, settings: Settings, member: int | None) -> Iterable[DueItem]:
    extra = tasks(accounts, member)
    for agenda in _agendas(accounts, day, settings):
        yield from weighed(agenda, day, extra.get(agenda.account, ()))


def _agendas(accounts: Sequence[int], day: date, settings: Settings) -> Iterable[Agenda]:
    """What is kept of each account; where that holds no longer, it is found anew. One query, else up to 19 more."""
    s = AccountState
    kept = rows(s.select(s.account, s.agenda).where(
        s.account.in_(accounts) & (s.valid_until.is_null() | (s.valid_until >= day))))
    yield from (unpacked(account, text) for account, text in kept)
    if missing := set(accounts).difference(account for account, _ in kept):
        from models.reads.facts import facts
        from models.rules.actions import agenda

        for told in facts(sorted(missing), day, include_branches=True).values():
            yield agenda(told, day, settings)


def key(item: DueItem) -> str:
    """What a snooze of an item is noted under."""
    return f"risk:{item.account}:{item.code}" if item.kind is DueKind.RISK else f"{item.subject[0]}:{item.subject[1]}"


def _awake(found: Iterable[DueItem], member: int | None, day: date) -> list[DueItem]:
    """Items nobody put off to a later day; branches' people make no item twice. One query."""
    z = Snooze
    asleep = {name for (name,) in rows(z.select(z.item).where((z.member == member) & (z.until > day)))}
    seen: set[tuple[str, DueKind]] = set()
    kept = []
    for item in found:
        name = (key(item), item.kind)
        if name[0] not in asleep and name not in seen:
            seen.add(name)
            kept.append(item)
    return kept


def _told(found: Sequence[DueItem], day: date) -> tuple[DueRow, ...]:
    """The items with names. Two queries."""
    a = Account
    houses = {k: (name, owner) for k, name, owner in rows(
        a.select(a.id, a.name, a.owner).where(a.id.in_({item.account for item in found})))}
    houses[NO_ACCOUNT] = ("", None)
    names = people({person for item in found for person in item.people})
    return tuple(
        DueRow(
            item, key(item), *houses[item.account], tuple(names.get(person, "") for person in item.people),
            max((day - item.date).days, 0) if item.date else 0,
        )
        for item in found
        if item.account in houses
    )
