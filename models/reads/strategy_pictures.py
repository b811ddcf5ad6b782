"""The reports on strategy: the factor chart of an account or opportunity, and the table over accounts (S4, S11)."""

from datetime import timedelta

from peewee import fn

from models.reads import facts as facts_read
from models.reads import labels, sight
from models.reads.reports import Asked
from models.reads.rows import among, grouped, rows
from models.reads.strategy import factor_chart
from models.rules import pictures_strategy as pictures
from models.rules.pictures import Bars, Profile
from models.rules.pictures_strategy import Evaluated
from models.rules.urgency import leading
from models.rules.vocabulary import Outcome
from models.tables.accounts import Account
from models.tables.figures import AnnualFigure
from models.tables.opportunities import Opportunity
from models.tables.strategy import Survey

_TENTHS = 10


def factors(asked: Asked) -> Profile:
    """The factor chart of the opportunity asked about, or of the account's leading one (S4)."""
    if asked.account is None or asked.account not in sight.seen(asked.viewer, [asked.account]):
        raise LookupError(asked.account)
    told = facts_read.one(asked.account, asked.today, include_branches=True)
    first = leading(told, asked.today, asked.settings)
    deal = asked.opportunity if asked.opportunity is not None else first.id if first else None
    found = factor_chart(told, deal, asked.settings)
    return pictures.chart(found, labels.names("competitor", found.rivals), told.id)


def evaluation(asked: Asked) -> Bars:
    """The accounts one may see that bought anything, in the last whole year of which anything is known (S11).

    Seven queries, however many accounts there are.
    """
    bought = _bought(asked.viewer)
    whole = [year for years in bought.values() for year in years if year < asked.today.year]
    year = max(whole, default=asked.today.year)
    names, spends = _names(bought), _spends(bought, year)
    satisfied = _satisfied(asked)
    found = [
        Evaluated(
            account, names.get(account, ""), years.get(year, 0), years.get(year - 1), sum(years.values()), len(years),
            100 * years.get(year, 0) // spends[account] if spends.get(account) else None, satisfied.get(account),
        )
        for account, years in bought.items()
    ]  # fmt: skip
    return pictures.evaluation(found, year)


def _bought(viewer: int | None) -> dict[int, dict[int, int]]:
    """What accounts bought by year: the figure that was entered, or what was won where that is more (A14)."""
    f, o = AnnualFigure, Opportunity
    entered = rows(
        f.select(f.account, f.year, fn.SUM(f.turnover)).where(f.turnover.is_null(False)).group_by(f.account, f.year)
    )
    won = rows(
        o.select(o.account, o.signed_date, o.amount).where(
            (o.outcome == Outcome.WON) & o.signed_date.is_null(False) & o.amount.is_null(False)
        )
    )
    signed: dict[tuple[int, int], int] = {}
    for account, day, amount in won:
        signed[account, day.year] = signed.get((account, day.year), 0) + amount
    known = {(account, year): int(amount) for account, year, amount in entered}
    seen = sight.seen(viewer, {account for account, _ in known.keys() | signed.keys()})
    found: dict[int, dict[int, int]] = {}
    for account, year in sorted(known.keys() | signed.keys()):
        if account in seen:
            amount = max(known.get((account, year), 0), signed.get((account, year), 0))
            found.setdefault(account, {})[year] = amount
    return found


def _names(accounts: dict[int, dict[int, int]]) -> dict[int, str]:
    return dict(rows(Account.select(Account.id, Account.name).where(among(Account.id, accounts))))


def _spends(accounts: dict[int, dict[int, int]], year: int) -> dict[int, int]:
    """What accounts spend in a year in all."""
    f = AnnualFigure
    query = f.select(f.account, fn.SUM(f.total_spend)).where(
        among(f.account, accounts), f.year == year, f.total_spend.is_null(False)
    )
    return {account: int(amount) for account, amount in rows(query.group_by(f.account))}


def _satisfied(asked: Asked) -> dict[int, int]:
    """The newest answers of everybody within the year, averaged in tenths."""
    s = Survey
    since = asked.today - timedelta(days=asked.settings.strategy_survey_days)
    query = s.select(s.account, s.person, s.score).where((s.date > since) & (s.date <= asked.today))
    newest = {(account, person): score for account, person, score in rows(query.order_by(s.date, s.id))}
    by_account = grouped((account, score) for (account, _), score in newest.items())
    return {account: (2 * _TENTHS * sum(told) + len(told)) // (2 * len(told)) for account, told in by_account.items()}
