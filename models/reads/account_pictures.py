"""The reports on the accounts: pyramid, potential matrix and white space, added up by the database (A7, A8, A15)."""

from collections.abc import Collection

from models.reads import groups, labels, turnovers
from models.reads.reports import Asked, Behind
from models.reads.rows import among, rows
from models.reads.turnovers import seen
from models.reads.whitespace import spaces
from models.rules import pictures_accounts as pictures
from models.rules import potential
from models.rules.pictures import Bars, Grid, Money, Name, Share, Thing
from models.rules.pictures_accounts import House, Placed
from models.rules.pyramid import Ranked, pyramid
from models.tables.accounts import Account

MOST = 200
"""Accounts behind a group that are listed."""


# The pyramid -------------------------------------------------------------------------------------------------


def layers(asked: Asked) -> Bars:
    """The pyramid of the turnover of the days asked for, of all time without any (A7). At most six queries."""
    line = _line(asked)
    return pictures.pyramid(line, _names(asked.viewer, [each.account for each in line]), asked.by)


def behind_layers(asked: Asked, group: str) -> list[Behind]:
    """The accounts of a layer or a class, the largest first. At most six queries."""
    line = [each for each in _line(asked) if pictures.within(each, group)][:MOST]
    names = _names(asked.viewer, [each.account for each in line])
    return [
        Behind(Thing("account", each.account, each.account), Name("account", each.account, names[each.account]),
               (Money(each.turnover), Share(each.turnover, each.total)))
        for each in line
    ]  # fmt: skip


def _line(asked: Asked) -> tuple[Ranked, ...]:
    found = turnovers.by_year(asked.viewer, asked.since, asked.until)
    sums = ((account, sum(year.turnover or 0 for year in years.values())) for account, years in found.items())
    return pyramid(sums, asked.settings)


def _names(viewer: int | None, accounts: Collection[int]) -> dict[int, str]:
    return dict(rows(seen(Account.select(Account.id, Account.name), viewer, accounts)))


# The potential matrix ----------------------------------------------------------------------------------------


def matrix(asked: Asked) -> Grid:
    """The accounts of which potential or share is known, in the potential matrix (A8). At most eight queries."""
    return pictures.matrix(_placed(asked))


def behind_matrix(asked: Asked, group: str) -> list[Behind]:
    """The accounts of a square of the matrix, the largest potential first. At most eight queries."""
    here = [each for each in _placed(asked) if pictures.square(each.place, group)]
    here.sort(key=lambda each: (-(each.place.spend or 0), each.account))
    return [
        Behind(Thing("account", each.account, each.account), Name("account", each.account, each.name),
               () if each.place.spend is None else (Money(each.place.spend),))
        for each in here[:MOST]
    ]  # fmt: skip


def _placed(asked: Asked) -> list[Placed]:
    """Accounts with their place; what nothing of money is known of has none."""
    years = turnovers.by_year(asked.viewer)
    begun = turnovers.first_signed(asked.viewer)
    a = Account
    query = seen(a.select(a.id, a.name, a.yearly_potential, a.cooperating_since), asked.viewer)
    spent = [account for account, known in years.items() if any(year.spend for year in known.values())]
    query = query.where(a.yearly_potential.is_null(False) | among(a.id, spent))
    found = []
    for account, name, judged, since in rows(query):
        known = years.get(account, {})
        newest = next((known[year] for year in sorted(known, reverse=True) if known[year].spend), None)
        place = potential.placed(judged, newest, since or begun.get(account), asked.today, asked.settings)
        found.append(Placed(account, name, place))
    return found


# White space -------------------------------------------------------------------------------------------------


def whitespace(asked: Asked) -> Grid:
    """The map of white space of an account's group, or of every account that anything is known of (A15).

    At most nine queries.
    """
    accounts = None if asked.account is None else [row.id for row, _ in groups.whole(asked.account, asked.viewer)]
    found, lines = spaces(asked.viewer, accounts)
    wanted = list(found) if accounts is None else accounts
    query = seen(Account.select(Account.id, Account.name), asked.viewer, wanted)
    names = dict(rows(query.order_by(Account.sort_key, Account.id)))
    houses = [House(key, names[key], found.get(key, {})) for key in (accounts or names) if key in names]
    rivals = {space.competitor for house in houses for space in house.spaces.values() if space.competitor is not None}
    return pictures.whitespace(houses, lines, labels.names("competitor", rivals))
