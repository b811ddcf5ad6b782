"""Dates as people type them, and how they are said."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clock import add_months
from models.rules.dates import YEARS, Spoken, parse, speak

TODAY = date(2026, 6, 17)
"""A Wednesday."""
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


FORMS = """
今天 06-17|明天 06-18|后天 06-19|大后天 06-20|昨天 06-16|前天 06-15|大前天 06-14|今日 06-17|明日 06-18
周四 06-18|周五 06-19|星期五 06-19|礼拜五 06-19|周三 06-24|周二 06-23|周日 06-21|周天 06-21|星期天 06-21
周5 06-19|本周五 06-19|这周一 06-15|本周日 06-21|下周三 06-24|下星期日 06-28|下个礼拜一 06-22|下下周一 06-29
上周五 06-12|上上周五 06-05|周末 06-20|下周末 06-27|下周 06-22|这周 06-15|月底 06-30|月末 06-30|本月底 06-30
这个月底 06-30|下月底 07-31|下个月底 07-31|下下月底 08-31|上月底 05-31|月初 07-01|下月初 07-01|月中 07-15
下月 07-01|下月5号 07-05|下个月十五号 07-15|6月底 06-30|2月底 2027-02-28|年底 12-31|今年底 12-31
明年底 2027-12-31|明年年底 2027-12-31|去年底 2025-12-31|年初 2027-01-01|季末 06-30|季度末 06-30|本季度底 06-30
下季度末 09-30|3天后 06-20|三天后 06-20|十天之后 06-27|二十一天以后 07-08|3周后 07-08|两周后 07-01
两个星期后 07-01|2个月后 08-17|一年后 2027-06-17|三天前 06-14|半年后 12-17|半个月后 07-02|半年前 2025-12-17
11月30日 11-30|11月30号 11-30|11月30 11-30|十一月三十日 11-30|30号 06-30|17号 06-17|16日 07-16|三十一号 07-31
2026年11月30日 11-30|2026年 11月 30日 11-30|二〇二六年十一月三十日 11-30|26年6月1日 06-01
明年3月1日 2027-03-01|去年12月5号 2025-12-05|+3d 06-20|+2w 07-01|+1m 07-17|+1y 2027-06-17|-3d 06-14|+3天 06-20
+1个月 07-17|＋３ｄ 06-20|+ 3 d 06-20|fri 06-19|Friday 06-19|thurs 06-18|wed 06-24|next fri 06-26
this fri 06-19|last fri 06-12|tomorrow 06-18|TODAY 06-17|yesterday 06-16|day after tomorrow 06-19
in 3 days 06-20|in 1 week 06-24|2 months ago 04-17|next week 06-22|this weekend 06-20|next month 07-01
eom 06-30|end of month 06-30|end of the year 12-31|eoy 12-31|eoq 06-30|6/17 06-17|6/18 06-18|6/12 2027-06-12
6-12 2027-06-12|6.20 06-20|12/31 12-31|2026-06-12 06-12|2026/6/12 06-12|2026.6.12 06-12
２０２６／６／１２ 06-12|20260612 06-12|6月12日 2027-06-12|2/29 2028-02-29|Nov 30 11-30|30 November 11-30
nov 30, 2027 2027-11-30|30 nov 2027 2027-11-30|sept 1 09-01
"""


def table(text: str) -> list[tuple[str, date | None]]:
    entries = (entry.rsplit(" ", 1) for line in text.split("\n") for entry in line.split("|") if entry)
    return [(words, day(iso if len(iso) > 5 else f"2026-{iso}")) for words, iso in entries]


@pytest.mark.parametrize(("words", "meant"), table(FORMS))
def test_words_mean_a_day(words: str, meant: date) -> None:
    assert parse(words, TODAY) == meant


PAST = """
周三 06-10|周五 06-12|周二 06-16|tue 06-16|6/12 06-12|6/17 06-17|6/18 2025-06-18|30号 05-30|17号 06-17
11月30日 2025-11-30|月底 05-31|月初 06-01|年底 2025-12-31|年初 01-01|季末 03-31|周末 06-13|2/29 2024-02-29
昨天 06-16|本周五 06-19|2026-06-30 06-30|+3d 06-20|下周三 06-24|6月底 2025-06-30|eom 05-31|Nov 30 2025-11-30
"""


@pytest.mark.parametrize(("words", "meant"), table(PAST))
def test_in_a_log_bare_days_lie_behind(words: str, meant: date) -> None:
    assert parse(words, TODAY, past=True) == meant


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "x", "周八", "周", "星期", "2月30日", "13月1日", "12月32日", "0号", "32号", "00/00", "31/12",
        "2026-02-29", "2026-13-01", "20261301", "2026-6/12", "26/6/12", "0000-01-01", "+3", "3d", "+d", "+3x",
        "本月31号", "3月后", "天后", "三三十天后", "十十天后", "in 3", "next", "next day", "friyay",
        "113月1日", "+99999y", "-99999m", "9" * 50, "下下下周一", "一百天后", "明天后天", "0年1月1日",
        "nov 31", "²⁹号x",
    ],
)  # fmt: skip
def test_what_means_no_day_is_none(words: str) -> None:
    assert parse(words, TODAY) is None


@pytest.mark.parametrize(
    ("today", "words", "meant"),
    [
        ("2026-06-21", "周末", "2026-06-27"),
        ("2026-06-20", "周末", "2026-06-20"),
        ("2026-06-21", "本周末", "2026-06-20"),
        ("2026-06-21", "周日", "2026-06-28"),
        ("2026-01-31", "30号", "2026-03-30"),
        ("2026-01-31", "+1m", "2026-02-28"),
        ("2024-02-29", "+1y", "2025-02-28"),
        ("2026-12-31", "明天", "2027-01-01"),
        ("2026-12-31", "下周一", "2027-01-04"),
        ("2026-12-31", "下月底", "2027-01-31"),
        ("2026-06-01", "月初", "2026-06-01"),
        ("2026-11-15", "季末", "2026-12-31"),
        ("9999-12-31", "明天", ""),
        ("9999-12-31", "下月底", ""),
        ("9999-12-31", "周五", ""),
        ("9999-12-31", "1号", ""),
        ("0001-01-01", "昨天", ""),
        ("0001-01-01", "上周一", ""),
    ],
)
def test_turns_of_week_month_and_calendar(today: str, words: str, meant: str) -> None:
    assert parse(words, date.fromisoformat(today)) == day(meant)


DATE_LIKE = st.text(st.sampled_from("今明后天周下月底年号日0123456789三十-/+.dwmfri "), max_size=12)


@given(st.text() | DATE_LIKE, DAYS, st.booleans())
def test_any_text_is_a_day_or_none(text: str, today: date, past: bool) -> None:
    found = parse(text, today, past=past)
    assert found is None or isinstance(found, date)


@given(DAYS, DAYS, st.booleans())
def test_every_way_to_write_a_date_means_it(today: date, wanted: date, past: bool) -> None:
    formats = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y", "%B %d, %Y")
    for text in (f"{wanted.year}/{wanted.month}/{wanted.day}", *map(wanted.strftime, formats)):
        assert parse(text, today, past=past) == wanted


@given(DAYS, st.integers(1, 7))
def test_a_weekday_comes_within_a_week_and_never_today(today: date, number: int) -> None:
    coming, gone = parse(f"周{number}", today), parse(f"周{number}", today, past=True)
    assert coming and gone and coming.isoweekday() == gone.isoweekday() == number
    assert 1 <= (coming - today).days <= 7 and 1 <= (today - gone).days <= 7


@given(DAYS, st.integers(1, 12), st.integers(1, 31))
def test_a_day_without_a_year_is_the_nearest_on_its_side(today: date, month: int, number: int) -> None:
    coming, gone = parse(f"{month}/{number}", today), parse(f"{month}/{number}", today, past=True)
    if number > monthrange(2024, month)[1]:
        assert coming is gone is None
        return
    assert coming and gone and gone <= today <= coming
    assert (coming.month, coming.day) == (gone.month, gone.day) == (month, number)
    assert coming == gone == today or coming.year > gone.year


@given(DAYS, st.integers(-1200, 1200))
def test_months_are_added_and_clamped(start: date, months: int) -> None:
    moved = add_months(start, months)
    assert (moved.year - start.year) * 12 + moved.month - start.month == months
    assert moved.day == min(start.day, monthrange(moved.year, moved.month)[1])


@pytest.mark.parametrize(("start", "months"), [("0001-01-31", -1), ("9999-12-01", 1)])
def test_months_end_with_the_calendar(start: str, months: int) -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date.fromisoformat(start), months)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("2026-06-17", ("today",)), ("2026-06-18", ("tomorrow",)), ("2026-06-16", ("yesterday",)),
        ("2026-06-19", ("in_days", 2)), ("2026-06-20", ("weekday", 6)), ("2026-06-21", ("weekday", 7)),
        ("2026-06-22", ("next_weekday", 1)), ("2026-06-28", ("next_weekday", 7)),
        ("2026-06-29", ("month_day", 6, 29)), ("2026-06-15", ("days_ago", 2)),
        ("2026-06-04", ("days_ago", 13)), ("2026-06-03", ("month_day", 6, 3)),
        ("2027-06-17", ("date", 2027, 6, 17)), ("2025-12-31", ("date", 2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_near_day_is_said_by_its_nearness(wanted: str, said: Spoken) -> None:
    assert speak(date.fromisoformat(wanted), TODAY) == said


WORDS = {
    "today": "今天", "tomorrow": "明天", "yesterday": "昨天", "in_days": "{}天后", "days_ago": "{}天前",
    "weekday": "本周{}", "next_weekday": "下周{}", "month_day": "今年{}月{}日", "date": "{}年{}月{}日",
}  # fmt: skip


@given(DAYS, st.integers(-500, 500))
def test_what_is_said_is_understood(today: date, distance: int) -> None:
    wanted = today + timedelta(days=distance)
    code, *numbers = speak(wanted, today)
    assert parse(WORDS[str(code)].format(*numbers), today) == (wanted if wanted.year in YEARS else None)


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_nobody_can_mean_is_none(text: str) -> None:
    assert parse(text, TODAY) is None
