"""Days that come back every year, by the sun and by the moon, and the festivals (V13)."""

from datetime import date

import pytest
from borax.calendars.lunardate import LCalendars, LunarDate
from hypothesis import given
from hypothesis import strategies as st

from models.rules import moons
from models.rules.clock import Yearly, returns, stored, within
from models.rules.festivals import festivals
from models.rules.values import monthday
from models.rules.vocabulary_calendar import Festival


@pytest.mark.parametrize(("month", "day", "first", "last", "found"), [
    (11, 25, "2026-11-23", "2026-11-29", ["2026-11-25"]),
    (11, 30, "2026-11-23", "2026-11-29", []),
    (11, 29, "2026-11-23", "2026-11-29", ["2026-11-29"]),
    (2, 29, "2027-02-01", "2027-02-28", ["2027-02-28"]),
    (2, 29, "2028-02-01", "2028-02-29", ["2028-02-29"]),
    (1, 1, "2026-12-28", "2028-01-02", ["2027-01-01", "2028-01-01"]),
])  # fmt: skip
def test_a_yearly_day_falls_into_a_span_as_often_as_it_comes(
    month: int, day: int, first: str, last: str, found: list[str]
) -> None:
    days = within(Yearly(month, day), date.fromisoformat(first), date.fromisoformat(last))
    assert [each.isoformat() for each in days] == found


@pytest.mark.parametrize(("month", "day", "today", "then"), [
    (1, 1, "2026-02-17", "2026-02-17"),
    (1, 1, "2026-02-18", "2027-02-06"),
    (8, 15, "2025-01-01", "2025-10-06"),
    (12, 30, "2025-01-29", "2026-02-16"),  # the twelfth month of that year has 29 days
    (12, 30, "2024-02-01", "2024-02-09"),
    (6, 1, "2025-06-25", "2025-06-25"),
    (6, 15, "2025-07-20", "2026-07-28"),  # the leap sixth month, from 25 July on, is passed over
    (12, 29, "2026-01-01", "2026-02-16"),
    (1, 1, "2099-06-01", "2100-01-01"),  # beyond the known moons
])  # fmt: skip
def test_a_lunar_day_returns_by_the_moon(month: int, day: int, today: str, then: str) -> None:
    assert returns(Yearly(month, day, lunar=True), date.fromisoformat(today)).isoformat() == then


@given(st.integers(1, 12), st.integers(1, 30), st.dates(date(1902, 1, 1), date(2096, 12, 31)), st.booleans())
def test_a_day_returns_within_thirteen_months_and_not_before(month: int, day: int, today: date, lunar: bool) -> None:
    then = returns(Yearly(month, min(day, 28), lunar), today)
    assert 0 <= (then - today).days <= 385
    assert returns(Yearly(month, min(day, 28), lunar), then) == then


@pytest.mark.parametrize(("typed", "kept"), [
    ("农历8-15", "L08-15"), ("农历闰6-15", "L06-15"), ("农历1979年闰6月5日", "L1979-06-05"),
    ("lunar leap 4-1", "L04-01"), ("农历8月15日", "L08-15"), ("阴历1975年8月15", "L1975-08-15"),
    ("lunar 2-30", "L02-30"),
    ("L12-01", "L12-01"), ("3-8", "03-08"),
])  # fmt: skip
def test_a_birthday_is_typed_by_either_calendar(typed: str, kept: str) -> None:
    assert monthday(typed) == kept == monthday(kept)


@pytest.mark.parametrize("typed", ["农历13-1", "农历1-31", "农历", "lunar", "L0-3", "2-30"])
def test_a_day_there_never_is_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not_a_date"):
        monthday(typed)


@pytest.mark.parametrize(("text", "found"), [
    ("", None), ("03-08", Yearly(3, 8)), ("1975-03-08", Yearly(3, 8)), ("L08-15", Yearly(8, 15, True)),
    ("L1975-08-15", Yearly(8, 15, True)),
])  # fmt: skip
def test_what_is_stored_is_read(text: str, found: Yearly | None) -> None:
    assert stored(text) == found


def test_the_moons_are_those_another_library_knows() -> None:
    for year in range(moons.FIRST, moons.LAST + 1):
        for month in range(1, 13):
            last = LCalendars.ndays(year, month)
            assert moons.solar(year, month, 1) == LunarDate(year, month, 1).to_solar_date()
            assert moons.solar(year, month, 30) == LunarDate(year, month, last).to_solar_date()
    for year in (moons.FIRST - 1, moons.LAST + 1):
        with pytest.raises(ValueError, match=str(year)):
            moons.solar(year, 1, 1)


def test_the_festivals_of_a_year() -> None:
    found = {festival: day.isoformat() for day, festival in festivals(date(2026, 1, 1), date(2026, 12, 31)).items()}
    assert found == {
        Festival.NEW_YEAR: "2026-01-01", Festival.LITTLE_YEAR: "2026-02-10", Festival.EVE: "2026-02-16",
        Festival.SPRING: "2026-02-17",
        Festival.LANTERN: "2026-03-03", Festival.LABOUR: "2026-05-01", Festival.DRAGON_BOAT: "2026-06-19",
        Festival.TEACHERS: "2026-09-10", Festival.MID_AUTUMN: "2026-09-25", Festival.NATIONAL: "2026-10-01",
        Festival.DOUBLE_NINTH: "2026-10-18",
    }  # fmt: skip
