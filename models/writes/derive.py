"""Keeping true what follows from an account's data: stored standings, brought up to date with their inputs.

No history is written, for all of it can be made again. Sources: house of rules, O10, O11, S12.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from models.base import db, put, transaction
from models.reads.facts import CHUNK, facts
from models.reads.rows import above, among, ids, rows
from models.reads.thresholds import settings as stored_settings
from models.rules.agenda import packed
from models.rules.settings import Settings
from models.rules.standing import AccountStanding, OpportunityStanding, standing
from models.tables.accounts import Account, AccountState
from models.tables.opportunities import Opportunity, OpportunityState

Progress = Callable[[int, int], None]
"""Told how many accounts are done, of how many."""
_ACCOUNT = [name for name in AccountStanding._fields if name != "opportunities"]
_OPPORTUNITY = OpportunityStanding._fields


def derive(accounts: Sequence[int], today: date, settings: Settings) -> None:
    """Bring the standings of accounts, and of the groups above them, up to date in the caller's transaction.

    Only rows that differ are written.
    """
    concerned = sorted(with_groups(accounts)) if accounts else []
    for start in range(0, len(concerned), CHUNK):
        derive_only(concerned[start : start + CHUNK], today, settings)


def with_groups(accounts: Sequence[int]) -> set[int]:
    """The accounts with all above them; one query for each 500."""
    found = set(accounts)
    for start in range(0, len(accounts), CHUNK):
        found |= above(Account, accounts[start : start + CHUNK])
    return found


Row = tuple[Any, ...]


class Differing(NamedTuple):
    """The rows of a table of standings that are not what they should be, by account or deal, and those wanted."""

    stale: list[int]
    altered: list[tuple[int, Row, Row]]
    """Which row, as it is and as it should be."""
    fresh: list[Row]


class Derived(NamedTuple):
    """What is to become of stored standings: of accounts, and of deals."""

    accounts: Differing
    deals: Differing


def derive_only(accounts: Sequence[int], today: date, settings: Settings) -> None:
    """Bring the standings of these accounts, up to 500, up to date, and of no others."""
    store([derived(accounts, today, settings)])


def derived(accounts: Sequence[int], today: date, settings: Settings) -> Derived:
    """What it takes to bring the standings of these accounts, up to 500, up to date; nothing is written."""
    known = facts(accounts, today, include_branches=True)
    found = [standing(known[account], today, settings) for account in accounts if account in known]
    of_accounts = {s.account: _account_row(s) for s in found}
    of_deals = {o.opportunity: _deal_row(o) for s in found for o in s.opportunities}
    deals = Opportunity.select(Opportunity.id).where(among(Opportunity.account, accounts))
    return Derived(
        _differing(AccountState, among(AccountState.account, accounts), _ACCOUNT, of_accounts),
        _differing(OpportunityState, OpportunityState.opportunity.in_(deals), _OPPORTUNITY, of_deals),
    )


def store(wanted: Sequence[Derived]) -> None:
    """Write what `derived` answered: of rows that are there only the columns that differ."""
    _store(AccountState, _ACCOUNT, [each.accounts for each in wanted])
    _store(OpportunityState, _OPPORTUNITY, [each.deals for each in wanted])


def _store(table: Any, names: Sequence[str], wanted: Sequence[Differing]) -> None:
    """Write the rows of one table, many new ones as the largest indexes have them: by their second column."""
    for each in wanted:
        if each.stale:
            table.delete().where(among(getattr(table, names[0]), each.stale)).execute()
        for key, before, after in each.altered:
            changed = {name: new for name, old, new in zip(names, before, after, strict=True) if new != old}
            _alter(table, names[0], key, changed)
    fresh = [row for each in wanted for row in each.fresh]
    if len(wanted) > 1:
        fresh.sort(key=lambda row: str(row[1]))
    if fresh:
        put(table, names, fresh, keys=False)


def _alter(table: Any, by: str, key: int, changed: Mapping[str, Any]) -> None:
    """Change columns of a row, past Peewee: thousands may follow."""
    columns = table._meta.combined
    sets = ", ".join(f'"{columns[name].column_name}" = {db.obj.param}' for name in changed)
    where = f'"{columns[by].column_name}" = {db.obj.param}'
    db.execute_sql(f'UPDATE "{table._meta.table_name}" SET {sets} WHERE {where}', (*changed.values(), key))


def _account_row(found: AccountStanding) -> tuple[Any, ...]:
    values = {name: getattr(found, name) for name in _ACCOUNT}
    return tuple((values | {"risks": ";".join(found.risks), "agenda": packed(found.agenda)}).values())


def _deal_row(found: OpportunityStanding) -> tuple[Any, ...]:
    return tuple(getattr(found, name) for name in _OPPORTUNITY)


def _differing(table: Any, scope: Any, names: Sequence[str], wanted: dict[int, Row]) -> Differing:
    """What differs between the rows of a scope and what is wanted, by the id in their first column."""
    columns = [getattr(table, name) for name in names]
    there = {row[0]: row for row in rows(table.select(*columns).where(scope))}
    return Differing(
        [key for key in there if key not in wanted],
        [(key, there[key], row) for key, row in wanted.items() if key in there and there[key] != row],
        [row for key, row in wanted.items() if key not in there],
    )


def overdue(today: date, limit: int) -> list[int]:
    """Up to so many accounts whose standing no longer holds on a day, or that have none. Up to four queries.

    Those without one are looked for only where there are any: to look takes every account.
    """
    s = AccountState
    stale = ids(s.select(s.account).where(s.valid_until < today).order_by(s.valid_until, s.account).limit(limit))
    if len(stale) < limit and Account.select().count() != s.select().count():
        missing = Account.select(Account.id).join(s, JOIN.LEFT_OUTER, on=(s.account == Account.id))
        stale += ids(missing.where(s.id.is_null()).order_by(Account.id).limit(limit - len(stale)))
    return stale


def rebuild(today: date, progress: Progress | None = None) -> int:
    """Derive every account anew, 500 to a transaction; answers how many there were."""
    accounts = [account for (account,) in rows(Account.select(Account.id).order_by(Account.id))]
    return renew(accounts, today, progress)


def renew(accounts: Iterable[int], today: date, progress: Progress | None = None) -> int:
    """Derive these accounts, each 500 in a transaction of their own; answers how many there were."""
    wanted, settings = list(accounts), stored_settings()
    for start in range(0, len(wanted), CHUNK):
        transaction(derive_only)(wanted[start : start + CHUNK], today, settings)
        if progress:
            progress(min(start + CHUNK, len(wanted)), len(wanted))
    return len(wanted)
