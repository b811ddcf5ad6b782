"""A group of accounts: its tree with what each buys, alone and with its branches, and its white space (A15)."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import labels, turnovers
from models.reads.facts import houses
from models.reads.rows import above, among, rows, tree
from models.reads.sight import visible
from models.reads.whitespace import spaces
from models.rules import pictures_accounts as pictures
from models.rules.pictures import Grid
from models.rules.pictures_accounts import House
from models.tables.accounts import Account, AccountState
from models.tables.team import Member


class BranchRow(NamedTuple):
    """An account of a group and the one it stands below; amounts of what is open in minor units."""

    id: int
    parent: int | None
    name: str
    owner: int | None
    owner_name: str
    open_amount: int
    weighted: int


class Sums(NamedTuple):
    """What accounts bought this year, the year before and in all years, and what is open; in minor units."""

    now: int = 0
    before: int = 0
    bought: int = 0
    open_amount: int = 0
    weighted: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(*(one + two for one, two in zip(self, other, strict=True)))


class HouseSums(NamedTuple):
    """An account in the tree: how deep, its own sums, and those with all its branches."""

    row: BranchRow
    depth: int
    own: Sums
    whole: Sums

    @property
    def branched(self) -> bool:
        """Whether the sums of its branches differ from its own."""
        return self.own != self.whole


class Group(NamedTuple):
    """The group of an account, the top first, and its white space; one that stands alone is a group of one."""

    houses: tuple[HouseSums, ...]
    map: Grid


def whole(account: int, viewer: int | None) -> list[tuple[BranchRow, int]]:
    """The accounts of the group of an account that a member may see, as a tree with their depths.

    LookupError for an account that is gone or not seen. Three queries, besides who may see what.
    """
    a, s = Account, AccountState
    line = above(a, [account])
    parents = dict(rows(a.select(a.id, a.parent).where(among(a.id, line))))
    top = next((key for key in line if parents.get(key) is None), account)
    query = (
        a.select(a.id, a.parent, a.name, a.owner, Member.name, s.open_amount, s.weighted)
        .join(Member, JOIN.LEFT_OUTER, on=(a.owner == Member.id))
        .switch(a)
        .join(s, JOIN.LEFT_OUTER, on=(s.account == a.id))
        .where(among(a.id, houses([top])[top]), *visible(viewer))
        .order_by(a.sort_key, a.id)
    )
    found = [
        BranchRow(key, parent, name, owner, owner_name or "", amount or 0, weighted or 0)
        for key, parent, name, owner, owner_name, amount, weighted in rows(query)
    ]
    if account not in {row.id for row in found}:
        raise LookupError(account)
    return list(tree(found, lambda row: row.id, lambda row: row.parent))


def group(account: int, today: date, *, viewer: int | None = None) -> Group:
    """The group of an account (A15). Ten queries, besides who may see what."""
    line = whole(account, viewer)
    keys = [row.id for row, _ in line]
    years = turnovers.by_year(viewer, accounts=keys)
    own = {row.id: _sums(row, years.get(row.id, {}), today.year) for row, _ in line}
    together = dict(own)
    for row, _ in reversed(line):
        if row.parent in together:
            together[row.parent] = together[row.parent].plus(together[row.id])
    found, lines = spaces(viewer, keys)
    rivals = {space.competitor for here in found.values() for space in here.values() if space.competitor is not None}
    names = labels.names("competitor", rivals)
    map = pictures.whitespace([House(row.id, row.name, found.get(row.id, {})) for row, _ in line], lines, names)
    return Group(tuple(HouseSums(row, depth, own[row.id], together[row.id]) for row, depth in line), map)


def _sums(row: BranchRow, years: dict[int, turnovers.YearSum], year: int) -> Sums:
    known = {each: told.turnover or 0 for each, told in years.items()}
    return Sums(known.get(year, 0), known.get(year - 1, 0), sum(known.values()), row.open_amount, row.weighted)
