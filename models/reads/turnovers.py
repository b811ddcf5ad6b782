"""What accounts bought, added up by the database: figures of the years and deals won, each counted once (A14)."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, fn

from models.reads.rows import among, rows
from models.reads.sight import visible
from models.rules.vocabulary import Outcome
from models.tables.accounts import Account
from models.tables.figures import AnnualFigure
from models.tables.opportunities import Opportunity
from models.tables.team import Member

FIRST, LAST = 1, 9999


class YearSum(NamedTuple):
    """A year of an account: its turnover and its whole spend in minor units, None where nobody knows."""

    turnover: int | None
    spend: int | None


ByYear = dict[int, dict[int, YearSum]]


def seen(query: Any, viewer: int | None, accounts: Collection[int] | None = None) -> Any:
    """A query over Account limited to what a member may see, and to some accounts where they are named (T4)."""
    if conditions := visible(viewer):
        query = query.join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id)).where(*conditions)
    return query if accounts is None else query.where(among(Account.id, accounts))


def won() -> Any:
    """Whether a deal is won: it says so, or is open and signed (O10)."""
    o = Opportunity
    return (o.outcome == Outcome.WON) | ((o.outcome == Outcome.OPEN) & o.signed_date.is_null(False))


def by_year(
    viewer: int | None, since: date | None = None, until: date | None = None, *,
    accounts: Collection[int] | None = None,
) -> ByYear:  # fmt: skip
    """The years of accounts that anything is known of, within these days, both included.

    A year that lies in them whole counts as its figure says, or as its deals come to where that is more; of another
    year the deals that were signed within them count. Two queries, besides who may see what.
    """
    entered = _entered(viewer, *_whole_years(since, until), accounts)
    signed = _signed(viewer, since, until, accounts)
    found: ByYear = {}
    for account, year in sorted(entered.keys() | signed.keys()):
        figure, spend = entered.get((account, year), (None, None))
        known = [amount for amount in (figure, signed.get((account, year))) if amount is not None]
        found.setdefault(account, {})[year] = YearSum(max(known, default=None), spend)
    return found


def _whole_years(since: date | None, until: date | None) -> tuple[int, int]:
    """The first and the last year that lie whole within these days."""
    first = FIRST if since is None else since.year + (since > date(since.year, 1, 1))
    last = LAST if until is None else until.year - (until < date(until.year, 12, 31))
    return first, last


def _entered(
    viewer: int | None, first: int, last: int, accounts: Collection[int] | None
) -> dict[tuple[int, int], tuple[int | None, int | None]]:
    f = AnnualFigure
    query = f.select(f.account, f.year, fn.SUM(f.turnover), fn.SUM(f.total_spend)).join(Account)
    query = seen(query, viewer, accounts).where(f.year.between(first, last)).group_by(f.account, f.year)
    return {(account, year): (_whole(turnover), _whole(spend)) for account, year, turnover, spend in rows(query)}


def _signed(
    viewer: int | None, since: date | None, until: date | None, accounts: Collection[int] | None
) -> dict[tuple[int, int], int]:
    o = Opportunity
    year = fn.SUBSTR(o.signed_date.cast("text"), 1, 4)
    query = o.select(o.account, year, fn.SUM(fn.COALESCE(o.amount, 0))).join(Account)
    query = seen(query, viewer, accounts).where(won() & o.signed_date.is_null(False))
    if since is not None:
        query = query.where(o.signed_date >= since)
    if until is not None:
        query = query.where(o.signed_date <= until)
    return {(account, int(signed)): int(amount) for account, signed, amount in rows(query.group_by(SQL("1"), SQL("2")))}


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def first_signed(viewer: int | None, accounts: Collection[int] | None = None) -> dict[int, date]:
    """The day of the first deal each account signed. One query."""
    o = Opportunity
    query = o.select(o.account, fn.MIN(o.signed_date)).join(Account)
    query = seen(query, viewer, accounts).where(won() & o.signed_date.is_null(False)).group_by(o.account)
    return {account: day if isinstance(day, date) else date.fromisoformat(day) for account, day in rows(query)}
