from datetime import date

import pytest

from models.rules.clock import add_months, days_since, next_yearly


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 8, 31), 3, date(2024, 11, 30)),
        (date(2024, 1, 15), 12, date(2025, 1, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
    ],
)
def test_months_are_calendar_months_and_stop_at_the_month_s_end(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_days_since() -> None:
    today = date(2024, 3, 1)
    assert days_since(date(2024, 2, 28), today) == 2
    assert days_since(today, today) == 0
    assert days_since(date(2024, 3, 4), today) == -3
    assert days_since(None, today) is None


@pytest.mark.parametrize(
    ("month", "day", "today", "then"),
    [
        (3, 31, date(2024, 3, 31), date(2024, 3, 31)),
        (3, 30, date(2024, 3, 31), date(2025, 3, 30)),
        (1, 2, date(2023, 12, 30), date(2024, 1, 2)),
        (2, 29, date(2023, 2, 1), date(2023, 2, 28)),
        (2, 29, date(2024, 2, 1), date(2024, 2, 29)),
        (2, 29, date(2024, 3, 1), date(2025, 2, 28)),
    ],
)
def test_a_birthday_returns_every_year(month: int, day: int, today: date, then: date) -> None:
    assert next_yearly(month, day, today) == then
