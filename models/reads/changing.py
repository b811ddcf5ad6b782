"""What a change of settings would move: accounts and deals of another class, before anything is changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.reads.facts import facts
from models.reads.rows import among, ids, rows
from models.rules.settings import Settings
from models.rules.standing import AccountStanding, standing
from models.tables.accounts import Account, AccountState

CHUNK = 500
NAMED = 5
"""Accounts that are told by name."""


class Moves(NamedTuple):
    """What would move so far: accounts that change their class of urgency, by the class before and after, with the
    names of the first; deals whose class or probability changes; the weighted total before and after."""

    looked_at: int = 0
    accounts: tuple[tuple[str, str, int], ...] = ()
    names: tuple[tuple[int, str], ...] = ()
    deals: int = 0
    weighted: tuple[int, int] = (0, 0)
    graded: int = 0
    """Accounts that change their grade."""

    @property
    def moved(self) -> int:
        """How many accounts change their class."""
        return sum(count for *_, count in self.accounts)

    def with_more(self, more: "Moves") -> "Moves":
        """Both together."""
        counted: Counter[tuple[str, str]] = Counter()
        for before, after, count in (*self.accounts, *more.accounts):
            counted[before, after] += count
        ordered = sorted(counted.items(), key=lambda each: -each[1])
        return Moves(
            self.looked_at + more.looked_at, tuple((*way, count) for way, count in ordered),
            (*self.names, *more.names)[:NAMED], self.deals + more.deals,
            (self.weighted[0] + more.weighted[0], self.weighted[1] + more.weighted[1]), self.graded + more.graded,
        )  # fmt: skip


def concerned() -> list[int]:
    """The accounts that may move, the most urgent first. One query."""
    s = AccountState
    return ids(s.select(s.account).order_by(s.urgency_rank, s.account))


def moves(accounts: Sequence[int], today: date, before: Settings, after: Settings) -> Moves:
    """What would move of these accounts, up to 500. Nothing is written."""
    known = facts(accounts, today, include_branches=True)
    found = Moves()
    changed: list[int] = []
    for account in accounts:
        if account not in known:
            continue
        one, two = standing(known[account], today, before), standing(known[account], today, after)
        found = found.with_more(_moved(one, two))
        if (one.urgency, one.grade) != (two.urgency, two.grade):
            changed.append(account)
    names = dict(rows(Account.select(Account.id, Account.name).where(among(Account.id, changed[:NAMED]))))
    return found._replace(names=tuple((each, names[each]) for each in changed[:NAMED] if each in names))


def _moved(one: AccountStanding, two: AccountStanding) -> Moves:
    ways = ((one.urgency, two.urgency, 1),) if one.urgency != two.urgency else ()
    pairs = zip(one.opportunities, two.opportunities, strict=True)
    deals = sum((a.urgency, a.probability) != (b.urgency, b.probability) for a, b in pairs)
    return Moves(1, ways, (), deals, (one.weighted, two.weighted), int(one.grade != two.grade))
