"""Keeping true what follows from an account's data: stored standings, brought up to date with their inputs.

No history is written, for all of it can be made again. Sources: house of rules, O10, O11, S12.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from models.base import put, transaction
from models.reads.facts import CHUNK, facts
from models.reads.rows import above, among, rows
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


def derive_only(accounts: Sequence[int], today: date, settings: Settings) -> None:
    """Bring the standings of these accounts, up to 500, up to date, and of no others."""
    known = facts(accounts, today, include_branches=True)
    found = [standing(known[account], today, settings) for account in accounts if account in known]
    of_accounts = {s.account: _account_row(s) for s in found}
    of_deals = {o.opportunity: _deal_row(o) for s in found for o in s.opportunities}
    _store(AccountState, among(AccountState.account, accounts), _ACCOUNT, of_accounts)
    deals = Opportunity.select(Opportunity.id).where(among(Opportunity.account, accounts))
    _store(OpportunityState, OpportunityState.opportunity.in_(deals), _OPPORTUNITY, of_deals)


def _account_row(found: AccountStanding) -> tuple[Any, ...]:
    values = {name: getattr(found, name) for name in _ACCOUNT}
    return tuple((values | {"risks": ";".join(found.risks), "agenda": packed(found.agenda)}).values())


def _deal_row(found: OpportunityStanding) -> tuple[Any, ...]:
    return tuple(getattr(found, name) for name in _OPPORTUNITY)


def _store(table: Any, scope: Any, names: Sequence[str], wanted: dict[int, tuple[Any, ...]]) -> None:
    """Make the rows of a scope what is wanted, by the id in their first column."""
    columns = [getattr(table, name) for name in names]
    there = {row[0]: row for row in rows(table.select(*columns).where(scope))}
    stale = [key for key, row in there.items() if wanted.get(key) != row]
    fresh = [row for key, row in wanted.items() if there.get(key) != row]
    if stale:
        table.delete().where(among(columns[0], stale)).execute()
    if fresh:
        put(table, names, fresh)


def overdue(today: date, limit: int) -> list[int]:
    """Up to so many accounts whose standing no longer holds on a day, or that have none. One query."""
    s = AccountState
    query = (
        Account.select(Account.id)
        .left_outer_join(s, on=(s.account == Account.id))
        .where(s.id.is_null() | (s.valid_until < today))
        .order_by(Account.id)
        .limit(limit)
    )
    return [account for (account,) in rows(query)]


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
