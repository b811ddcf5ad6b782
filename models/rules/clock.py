"""Calendar arithmetic the rules share: whole months, whole days, days that return; never the present moment."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_DECEMBER = 12
MARK = "L"
"""What stands before a day of the lunar calendar where it is stored."""
_LUNAR_YEARS = range(1902, 2099)
"""Years around which the new moons are known; beyond them a lunar day is taken for a solar one."""


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or the month's last day where there is none (O11).

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_days(year, month + 1)))


def month_days(year: int, month: int) -> int:
    """How many days a month has."""
    return 31 if month == _DECEMBER else (date(year, month + 1, 1) - date(year, month, 1)).days


def days_since(day: date | None, today: date) -> int | None:
    """Whole days from a day to today, negative when it is still to come; None when there is no day (V4)."""
    return None if day is None else (today - day).days


def next_yearly(month: int, day: int, today: date) -> date:
    """The next return of a month and day, today included; 29 February falls on the 28th (V13)."""
    coming = _in_year(today.year, month, day)
    return coming if coming >= today else _in_year(today.year + 1, month, day)


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, month_days(year, month)))


class Yearly(NamedTuple):
    """A month and a day, of the lunar calendar where it says so."""

    month: int
    day: int
    lunar: bool = False


def stored(text: str) -> Yearly | None:
    """The day of what is stored as MM-DD or YYYY-MM-DD, with L before it for the lunar calendar; None for nothing."""
    return Yearly(int(text[-5:-3]), int(text[-2:]), text.startswith(MARK)) if text else None


def returns(yearly: Yearly, today: date) -> date:
    """The next return of a day, today included (V13).

    A day its month lacks that year falls on the month's last; a leap month has no days of its own.
    """
    if yearly.lunar and today.year in _LUNAR_YEARS:
        from models.rules import moons  # most birthdays do without

        days = (moons.solar(year, yearly.month, yearly.day) for year in range(today.year - 1, today.year + 2))
        return next(day for day in days if day >= today)
    return next_yearly(yearly.month, yearly.day, today)


def within(yearly: Yearly, first: date, last: date) -> Iterator[date]:
    """Its returns from one day to another, both included."""
    found = returns(yearly, first)
    while found <= last:
        yield found
        found = returns(yearly, found + timedelta(days=1))
