"""Days that come back every year, by the solar or the lunar calendar, and the festivals one greets at (V13, V16)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from models.rules import moons
from models.rules.clock import next_yearly
from models.rules.vocabulary_calendar import Festival

MARK = "L"
"""What stands before a day of the lunar calendar where it is stored."""
_STORED = re.compile(r"^(L?)(?:\d{4}-)?(\d{2})-(\d{2})$")
_LUNAR_YEARS = range(moons.FIRST + 1, moons.LAST)
"""Years for which the new moons are known; beyond them a lunar day is taken for a solar one."""


class Yearly(NamedTuple):
    """A month and a day, of the lunar calendar where it says so."""

    month: int
    day: int
    lunar: bool = False


def stored(text: str) -> Yearly | None:
    """The day of what is stored as MM-DD or YYYY-MM-DD, with L before it for the lunar calendar; None for nothing."""
    found = _STORED.match(text)
    return Yearly(int(found[2]), int(found[3]), bool(found[1])) if found else None


def returns(yearly: Yearly, today: date) -> date:
    """The next return of a day, today included (V13).

    A day its month lacks that year falls on the month's last; a leap month has no days of its own.
    """
    if yearly.lunar and today.year in _LUNAR_YEARS:
        days = (moons.solar(year, yearly.month, yearly.day) for year in range(today.year - 1, today.year + 2))
        return next(day for day in days if day >= today)
    return next_yearly(yearly.month, yearly.day, today)


def within(yearly: Yearly, first: date, last: date) -> Iterator[date]:
    """Its returns from one day to another, both included."""
    found = returns(yearly, first)
    while found <= last:
        yield found
        found = returns(yearly, found + timedelta(days=1))


def festivals(first: date, last: date) -> dict[date, Festival]:
    """The festivals from one day to another; where two fall on a day, the one the list names first."""
    found: dict[date, Festival] = {}
    for festival, yearly in _FESTIVALS.items():
        for day in within(yearly, first, last):
            found.setdefault(day, festival)
    return found


_FESTIVALS = {
    Festival.SPRING: Yearly(1, 1, lunar=True),
    Festival.LANTERN: Yearly(1, 15, lunar=True),
    Festival.DRAGON_BOAT: Yearly(5, 5, lunar=True),
    Festival.MID_AUTUMN: Yearly(8, 15, lunar=True),
    Festival.DOUBLE_NINTH: Yearly(9, 9, lunar=True),
    Festival.LITTLE_YEAR: Yearly(12, 23, lunar=True),
    Festival.NEW_YEAR: Yearly(1, 1),
    Festival.LABOUR: Yearly(5, 1),
    Festival.TEACHERS: Yearly(9, 10),
    Festival.NATIONAL: Yearly(10, 1),
}
