"""What lies on which day: the span a view shows, and how one walks (V16)."""

from datetime import date, timedelta
from typing import NamedTuple

from models.rules.clock import add_months
from models.rules.vocabulary_calendar import CalendarView

WEEK = 7


class Days(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> list[date]:
        """Its days, one by one."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def span(view: CalendarView, day: date) -> Days:
    """The days a view shows around a day: itself, its week from Monday on, or the whole weeks its month touches."""
    if view == CalendarView.DAY:
        return Days(day, day)
    if view == CalendarView.WEEK:
        return _week(day)
    first = day.replace(day=1)
    return Days(_week(first).first, _week(add_months(first, 1) - timedelta(days=1)).last)


def _week(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=WEEK - 1))


def moved(view: CalendarView, day: date, by: int) -> date:
    """The day so many views further on; from the 31st a shorter month is entered on its last day."""
    if view == CalendarView.MONTH:
        return add_months(day, by)
    return day + timedelta(days=by * (WEEK if view == CalendarView.WEEK else 1))
