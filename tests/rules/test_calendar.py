"""The days a view shows, and how one walks among them (V16)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.calendar import Days, moved, span
from models.rules.vocabulary_calendar import CalendarView

DAY, WEEK, MONTH = CalendarView


@pytest.mark.parametrize(("view", "day", "first", "last"), [
    (DAY, "2026-11-23", "2026-11-23", "2026-11-23"),
    (WEEK, "2026-11-23", "2026-11-23", "2026-11-29"),
    (WEEK, "2026-11-29", "2026-11-23", "2026-11-29"),
    (WEEK, "2027-01-01", "2026-12-28", "2027-01-03"),
    (MONTH, "2026-11-23", "2026-10-26", "2026-12-06"),
    (MONTH, "2027-02-10", "2027-02-01", "2027-02-28"),
    (MONTH, "2026-12-31", "2026-11-30", "2027-01-03"),
])  # fmt: skip
def test_a_view_shows_its_day_its_week_or_the_weeks_of_its_month(
    view: CalendarView, day: str, first: str, last: str
) -> None:
    assert span(view, date.fromisoformat(day)) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("view", "day", "by", "there"), [
    (DAY, "2026-12-31", 1, "2027-01-01"),
    (WEEK, "2026-11-23", -1, "2026-11-16"),
    (MONTH, "2026-10-31", 1, "2026-11-30"),
    (MONTH, "2028-01-31", 1, "2028-02-29"),
    (MONTH, "2027-01-15", -1, "2026-12-15"),
])  # fmt: skip
def test_one_walks_by_what_is_shown(view: CalendarView, day: str, by: int, there: str) -> None:
    assert moved(view, date.fromisoformat(day), by) == date.fromisoformat(there)


@given(st.sampled_from(CalendarView), st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_a_view_holds_its_day_and_whole_weeks_and_follows_on_the_last(view: CalendarView, day: date) -> None:
    days = span(view, day)
    assert day in days
    assert view == DAY or (days.first.weekday(), len(days.days) % 7) == (0, 0)
    if view != MONTH:
        assert span(view, moved(view, day, 1)).first == days.last + timedelta(days=1)
