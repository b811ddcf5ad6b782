"""Dates as people type them, in Chinese and English, and how near a day is.

Choices where speech is ambiguous: a weekday alone is the coming one, never today; 下周三 and "next wed" lie
in the week (Monday to Sunday) after this one; a day without a year or month, a bare 月初, 月底, 周末 … is the
nearest from today on; 6/12 is month/day; a year of two digits is read only before 年; 下周 and 下月 alone are
their first day. With `past=True` (a log of what happened) bare weekdays lie before today, and days without
a year or month not after it. Sources: dates by words in every form, V9.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from unicodedata import normalize

from models.rules.clock import add_months, month_days

Spoken = tuple[str, *tuple[int, ...]]
"""A code and its numbers, for the screen to word: see `speak`."""

_LONGEST = 40
_WEEK = 7
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "兩": 2,
}  # fmt: skip
_NUMERAL = "[零〇一二两兩三四五六七八九十]+"
_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3,
    "昨日": -1, "今日": 0, "明日": 1, "yesterday": -1, "today": 0, "tomorrow": 1, "tmr": 1,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_SHIFTS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2, "last": -1, "this": 0, "next": 1}
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_UNITS = {"天": "d", "日": "d", "周": "w", "星": "w", "礼": "w", "月": "m", "年": "y"}
_ENGLISH_DAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_ENGLISH_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)


YEARS = range(1900, 2201)
"""Years a salesman can mean; beyond them the arithmetic of days ends."""


def parse(text: str, today: date, *, past: bool = False) -> date | None:
    """The day the words mean, seen from today; None for nonsense, 2月30日 and what is out of all `YEARS`.

    Full-width characters, Chinese numerals, capitals and spaces make no difference.
    """
    found = _meant(text, today, past)
    return found if found and found.year in YEARS else None


def _meant(text: str, today: date, past: bool) -> date | None:
    words = " ".join(normalize("NFKC", text[: _LONGEST + 1]).casefold().split())
    if not words or len(words) > _LONGEST:
        return None
    words = re.sub(_NUMERAL, lambda match: _number(match[0]), words)
    words = words if words.isascii() else words.replace(" ", "")
    try:
        if words in _DAYS:
            return today + timedelta(days=_DAYS[words])
        matches = ((re.fullmatch(pattern, words), meaning) for pattern, meaning in _FORMS)
        return next((meaning(match, today, past) for match, meaning in matches if match), None)
    except (ValueError, OverflowError):
        return None


def speak(day: date, today: date) -> Spoken:
    """How near a day is: a code and numbers, which a screen words and whose words `parse` understands again.

    ("today",) ("tomorrow",) ("yesterday",) ("in_days", 2) ("days_ago", 2…13); ("weekday", 1…7) later this
    week, ("next_weekday", 1…7) in the next one; ("month_day", month, day) in this year, ("date", year,
    month, day) in another.
    """
    distance = (day - today).days
    weeks = (_monday(day) - _monday(today)).days // _WEEK
    if distance in _NEAR:
        return _NEAR[distance]
    if -2 * _WEEK < distance < 0:
        return ("days_ago", -distance)
    if distance > 0 and weeks <= 1:
        return (("weekday", "next_weekday")[weeks], day.isoweekday())
    if day.year == today.year:
        return ("month_day", day.month, day.day)
    return ("date", day.year, day.month, day.day)


_NEAR: dict[int, Spoken] = {-1: ("yesterday",), 0: ("today",), 1: ("tomorrow",), 2: ("in_days", 2)}


def _number(numeral: str) -> str:
    """Chinese numerals as digits: 三十一 → 31, 十 → 10, 二〇二六 → 2026."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(str(_DIGITS[character]) for character in numeral)
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _shifted(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (_WEEK if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))


def _after(match: re.Match[str], today: date, _past: bool) -> date:
    initial = match["unit"].removeprefix("个")[0]
    count = -int(match["count"]) if match["sign"] in {"-", "ago", "前"} else int(match["count"])
    return _shifted(today, count, _UNITS.get(initial, initial))


def _half(match: re.Match[str], today: date, _past: bool) -> date:
    sign = 1 if "后" in match["sign"] else -1
    return add_months(today, 6 * sign) if match["unit"] == "年" else today + timedelta(days=15 * sign)


def _coming_weekday(match: re.Match[str], today: date, past: bool) -> date:
    number = _weekday(match["day"])
    if past:
        return today - timedelta(days=(today.isoweekday() - number - 1) % _WEEK + 1)
    return today + timedelta(days=(number - today.isoweekday() - 1) % _WEEK + 1)


def _weekday(name: str) -> int:
    if name in {"日", "天"}:
        return _WEEK
    return int(name) if name.isdigit() else _WEEKDAYS[name[:3]]


def _weekday_of(match: re.Match[str], today: date, _past: bool) -> date:
    days = _weekday(match["day"]) - 1
    return _monday(today) + timedelta(days=days + _WEEK * _SHIFTS[match["shift"]])


def _week_of(match: re.Match[str], today: date, past: bool) -> date:
    first = _monday(today) + timedelta(days=5 if match["part"] in {"末", "weekend"} else 0)
    return _said(match["shift"], today, past, lambda weeks: first + timedelta(days=_WEEK * weeks))


def _month_of(match: re.Match[str], today: date, past: bool) -> date:
    first = today.replace(day=1)
    part = match["part"]
    return _said(match["shift"], today, past, lambda months: _part_of(add_months(first, months), part))


def _quarter_end(match: re.Match[str], today: date, past: bool) -> date:
    last = date(today.year, (today.month + 2) // 3 * 3, 1)
    return _said(match["shift"], today, past, lambda quarters: _part_of(add_months(last, 3 * quarters), "末"))


def _year_of(match: re.Match[str], today: date, past: bool) -> date:
    part = match["part"]
    month = 1 if part.endswith("初") else 12
    return _said(match["shift"], today, past, lambda years: _part_of(date(today.year + years, month, 1), part))


def _named_month(match: re.Match[str], today: date, past: bool) -> date:
    month, part = int(match["month"]), match["part"]
    return _said("", today, past, lambda years: _part_of(date(today.year + years, month, 1), part))


def _said(shift: str | None, today: date, past: bool, place: Callable[[int], date]) -> date:
    """The stretch that was named (this, next, last …); unnamed, the nearest on the side asked for."""
    if shift:
        return place(_SHIFTS[shift] if shift in _SHIFTS else _YEARS[shift])
    here = place(0)
    if past:
        return here if here <= today else place(-1)
    return here if here >= today else place(1)


def _part_of(first: date, part: str) -> date:
    """A part of the month beginning on `first`: the 1st, the 15th for 中, a day, the end for 底, 末, eom."""
    if part[-1:] in {"底", "末"} or part.startswith("e"):
        return first.replace(day=month_days(first.year, first.month))
    if part == "中":
        return first.replace(day=15)
    number = part.rstrip("号日")
    return first.replace(day=int(number)) if number.isdigit() else first


def _full(match: re.Match[str], _today: date, _past: bool) -> date:
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    return date(year, int(match["month"]), int(match["day"]))


def _full_in(match: re.Match[str], today: date, _past: bool) -> date:
    return date(today.year + _YEARS[match["shift"]], int(match["month"]), int(match["day"]))


def _named(match: re.Match[str], today: date, past: bool) -> date:
    groups = match.groupdict()
    month, day = _MONTHS[match["month"][:3]], int(match["day"])
    return date(int(groups["year"]), month, day) if groups["year"] else _nearest(today, past, day, month)


def _dayless_year(match: re.Match[str], today: date, past: bool) -> date:
    return _nearest(today, past, int(match["day"]), int(match["month"]))


def _day_only(match: re.Match[str], today: date, past: bool) -> date:
    return _nearest(today, past, int(match["day"]), None)


def _nearest(today: date, past: bool, day: int, month: int | None) -> date:
    """The nearest such day from today on (up to today when past); months that have none are skipped."""
    first, step = today.replace(day=1), -1 if past else 1
    for months in range(12 * 8 + 1):
        begin = add_months(first, step * months)
        if month in {None, begin.month} and 1 <= day <= month_days(begin.year, begin.month):
            found = begin.replace(day=day)
            if (found <= today) if past else (found >= today):
                return found
    raise ValueError(day, month)


_N, _Y = "[0-9]{1,2}", "[0-9]{4}"
_WEEK_WORD = "(?:周|星期|礼拜)"
_SHIFT = "(?P<shift>上上|上|本|这|下下|下)个?"
_COUNT = "(?P<count>[0-9]{1,5}) ?"
_ENGLISH_UNIT = "(?P<unit>(?:day|week|month|year)s?)"
_Meaning = Callable[[re.Match[str], date, bool], date]
_FORMS: tuple[tuple[str, _Meaning], ...] = (
    (f"{_WEEK_WORD}(?P<day>[1-7日天])", _coming_weekday),
    (f"(?P<day>{_ENGLISH_DAY})", _coming_weekday),
    (f"{_SHIFT}{_WEEK_WORD}(?P<day>[1-7日天])", _weekday_of),
    (f"(?P<shift>last|this|next) (?P<day>{_ENGLISH_DAY})", _weekday_of),
    (f"(?:{_SHIFT})?{_WEEK_WORD}(?P<part>末)", _week_of),
    (f"{_SHIFT}{_WEEK_WORD}(?P<part>)", _week_of),
    ("(?P<shift>last|this|next) (?P<part>week|weekend)", _week_of),
    (f"(?:{_SHIFT})?月(?P<part>初|中|底|末)", _month_of),
    (f"{_SHIFT}月(?P<part>|{_N}[号日]?)", _month_of),
    ("(?P<shift>next|last) month(?P<part>)", _month_of),
    ("(?P<shift>)(?P<part>eom|end of (?:the )?month)", _month_of),
    (f"(?:{_SHIFT})?季度?(?:底|末)", _quarter_end),
    ("(?P<shift>)(?:eoq|end of (?:the )?quarter)", _quarter_end),
    ("(?P<shift>前年|去年|今年|本年|明年|后年|)(?P<part>年?[初底末])", _year_of),
    ("(?P<shift>)(?P<part>eoy|end of (?:the )?year)", _year_of),
    (f"{_COUNT}(?P<unit>天|日|周|个?星期|个?礼拜|个月|年)(?:之|以)?(?P<sign>后|前)", _after),
    ("半个?(?P<unit>年|月)(?:之|以)?(?P<sign>后|前)", _half),
    (f"(?P<sign>[+-]) ?{_COUNT}(?P<unit>[dwmy天周年]|个?月)", _after),
    (f"(?P<sign>in) {_COUNT}{_ENGLISH_UNIT}", _after),
    (f"{_COUNT}{_ENGLISH_UNIT} (?P<sign>ago)", _after),
    (f"(?P<year>{_Y}|[0-9]{{2}})年(?P<month>{_N})月(?P<day>{_N})[日号]?", _full),
    (f"(?P<shift>前年|去年|今年|明年|后年)(?P<month>{_N})月(?P<day>{_N})[日号]?", _full_in),
    (f"(?P<year>{_Y})(?P<mark>[-/.])(?P<month>{_N})(?P=mark)(?P<day>{_N})", _full),
    ("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _full),
    (f"(?P<month>{_N})月(?P<part>初|中|底|末)", _named_month),
    (f"(?P<month>{_N})月(?P<day>{_N})[日号]?", _dayless_year),
    (f"(?P<month>{_N})[-/.](?P<day>{_N})", _dayless_year),
    (f"(?P<day>{_N})[日号]", _day_only),
    (f"(?P<month>{_ENGLISH_MONTH}) (?P<day>{_N})(?:,? (?P<year>{_Y}))?", _named),
    (f"(?P<day>{_N}) (?P<month>{_ENGLISH_MONTH})(?: (?P<year>{_Y}))?", _named),
)
