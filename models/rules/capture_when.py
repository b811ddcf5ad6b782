"""Days and hours inside a capture line: glued to what is to be done by then, or apart from it (V9)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from models.rules import dates

_LONGEST = 12
_MOST_WORDS = 5
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(?P<hour>\d{1,2})"
    r"(?:[:](?P<minute>\d{2})|[点时](?P<half>半|[一]?刻|三刻|\d{1,2}分?)?)?(?P<pm>am|pm)?"
)
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "pm"})
_BEHIND = re.compile(r"(?:之前|以前|前|之内|以内|内)?[\s,，:：、]*")
_BEFORE = re.compile(r"(?:^|\s)(?:by|on|before|until|till|due|于|在)$", re.I)
_WITHIN = re.compile(r"^(\d{1,3}|[一二两三四五六七八九十]+)(天|日|周|个?星期|个?月)(?:之|以)?内")
_NOT_A_DAY = re.compile(r"\d{1,2}(?:号|日)(?=[楼线机井厂站炉门馆院仓库段标柜塔变])")


class Dated(NamedTuple):
    """What was said, without the day it was said for."""

    text: str
    due: date | None


def dated(text: str, today: date) -> Dated:
    """What is to be done and by when: the day leads or ends it, in Chinese without a space between."""
    said = text.strip()
    for find in (_within, _leading, _ending):
        found = find(said, today)
        if found is not None:
            return found
    return Dated(said, None)


def _within(text: str, today: date) -> Dated | None:
    """So many days from now: 三天内送样."""
    match = _WITHIN.match(text)
    due = dates.parse(f"{match[1]}{match[2]}后", today) if match else None
    return Dated(text[match.end() :].lstrip(" ,，:：、"), due) if match and due else None


def _leading(text: str, today: date) -> Dated | None:
    if _NOT_A_DAY.match(text):
        return None
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        said = re.sub(r"^(?:by|on|before|until|till|due)\s+", "", " ".join(words[:count]), flags=re.I)
        day = dates.parse(said.rstrip(",，:："), today)
        if day is not None:
            return Dated(" ".join(words[count:]), day)
    for end in range(min(_LONGEST, len(text)), 0, -1):
        if _cut_inside(text, end):
            continue
        day = dates.parse(text[:end], today)
        if day is not None:
            behind = _BEHIND.match(text, end)
            return Dated(text[behind.end() if behind else end :], day)
    return None


def _ending(text: str, today: date) -> Dated | None:
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        day = dates.parse(" ".join(words[-count:]), today)
        if day is not None:
            return _without_preposition(" ".join(words[:-count]), day)
    plain = re.sub("(?:之前|以前|前|之内|以内)$", "", text)
    for begin in range(max(1, len(plain) - _LONGEST), len(plain)):
        if _cut_inside(plain, begin):
            continue
        day = dates.parse(plain[begin:], today)
        if day is not None:
            return _without_preposition(plain[:begin].rstrip(" ,，:：、(（"), day)
    return None


def _without_preposition(text: str, day: date) -> Dated:
    return Dated(_BEFORE.sub("", text).rstrip() if _BEFORE.sub("", text).strip() else text, day)


def _cut_inside(text: str, at: int) -> bool:
    """Whether a cut there would go through a number or a word of letters, or part a number from its sign."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    held = left.isascii() and (left.isalnum() or left in "./-+")
    if held and right.isascii() and (right.isalnum() or right in "./-"):
        return True
    return left.isdigit() and right in "万千百十元台套个只条kKwWmM%％"


def clock(text: str) -> str | None:
    """An hour as HH:MM: 14:00, 14点半, 下午2点, 2pm; None when it is none."""
    match = _CLOCK.fullmatch(normalize("NFKC", text).casefold().replace(" ", ""))
    if match is None or not (match["minute"] or match["pm"] or re.search("[点时]", text)):
        return None
    hour, minute = int(match["hour"]), _minute(match["minute"], match["half"])
    if (match["part"] in _AFTERNOON or match["pm"] == "pm") and hour < 12:
        hour += 12
    if (match["pm"] == "am" or match["part"] == "凌晨") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _minute(digits: str | None, said: str | None) -> int:
    if digits:
        return int(digits)
    if not said:
        return 0
    known = {"半": 30, "刻": 15, "一刻": 15, "三刻": 45}
    return known[said] if said in known else int(said.rstrip("分"))


class Moment(NamedTuple):
    """A day, an hour or both, and how many words said it."""

    day: date | None
    time: str
    words: int


def moment(words: Sequence[str], today: date, *, past: bool) -> Moment | None:
    """The moment at the beginning of these words: 6/12 14:00, 昨天下午3点, last fri 9:30, 14:00; None for none."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        day = dates.parse(" ".join(words[:count]), today, past=past)
        if day is not None:
            time = clock(words[count]) if count < len(words) else None
            return Moment(day, time or "", count + bool(time))
    if not words:
        return None
    first = words[0]
    if (time := clock(first)) is not None:
        return Moment(None, time, 1)
    for end in range(len(first) - 1, 0, -1):
        day, time = dates.parse(first[:end], today, past=past), clock(first[end:].lstrip("Tt"))
        if day is not None and time is not None:
            return Moment(day, time, 1)
    return None
