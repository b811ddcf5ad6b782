"""Calendar arithmetic the rules share: whole months and whole days, never the present moment."""

from datetime import date

_DECEMBER = 12


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
