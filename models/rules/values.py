"""Checking what somebody typed or sent for a field, and bringing it into the form that is stored."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from models.rules import dates
from models.rules.fields import Field, FieldKind
from models.rules.text import clean

Value = str | int | bool | date | tuple[str, ...] | tuple[int, ...] | None
"""What a field may hold: references are ids, money is minor units, several choices are a tuple."""

LIMIT = 4_000
NOTE_LIMIT = 100_000
_UNITS = {"万元": 10_000, "万": 10_000, "w": 10_000, "k": 1_000, "m": 1_000_000, "亿元": 10**8, "亿": 10**8,
          "元": 1, "": 1}
_MONEY = re.compile(r"^(?:[¥￥]|cny|rmb)?\s*(-?\d[\d,，_ ]*(?:\.\d+)?)\s*(万元|亿元|万|亿|元|[wkm])?$")
_CLOCK = re.compile(r"^(\d{1,2})[:：.](\d{2})$")
_MONTHDAY = re.compile(r"^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$")
_LUNAR = re.compile(r"^(?:农历|阴历|旧历|农|lunar|l)\s*", re.IGNORECASE)
_DOUBLED = re.compile(r"闰\s*|leap\s*", re.IGNORECASE)
_LUNAR_MONTH = 30
_SEPARATORS = re.compile(r"[;；、,，|\n]+")


class Invalid(ValueError):
    """Some fields hold what they cannot: `errors` is the code of what is wrong with each."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{k}:{v}" for k, v in errors.items()))
        self.errors = dict(errors)


def minor(amount: Decimal) -> int:
    """Yuan as minor units (分); InvalidOperation when it has a fraction of one."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise InvalidOperation
    return int(cents)


def money(text: str) -> int:
    """What somebody typed as an amount, in minor units: 437.5万, 1,280,000, ¥300k; else ValueError."""
    found = _MONEY.match(clean(text).lower())
    if not found:
        raise ValueError(text)
    digits = re.sub(r"[,，_ ]", "", found[1])
    if len(digits) > 15:
        raise ValueError(text)
    try:
        return minor(Decimal(digits) * _UNITS[found[2] or ""])
    except InvalidOperation:
        raise ValueError(text) from None


def parse(field: Field, text: str, today: date, labels: Mapping[str, str] | None = None) -> Value:
    """What was typed into a field, as it is stored; ValueError whose text is a code says what is wrong.

    `labels` gives the code for a label in lower case, so that a choice may be typed in words.
    """
    text = clean(text, notes=field.kind is FieldKind.NOTE)
    if not text:
        if field.required:
            raise ValueError("required")
        return empty(field)
    if len(text) > (NOTE_LIMIT if field.kind is FieldKind.NOTE else LIMIT):
        raise ValueError("too_long")
    return _parsed(field, text, today, labels or {})


def empty(field: Field) -> Value:
    """What a field holds when nothing is known."""
    match field.kind:
        case FieldKind.FLAG:
            return False
        case FieldKind.CHOICES | FieldKind.REFS | FieldKind.NAMES:
            return ()
        case FieldKind.DATE | FieldKind.MONEY | FieldKind.WHOLE | FieldKind.REF:
            return None
        case _:
            return ""


def _parsed(field: Field, text: str, today: date, labels: Mapping[str, str]) -> Value:
    match field.kind:
        case FieldKind.CHOICE:
            return _code(field, text, labels)
        case FieldKind.LISTED:
            return labels.get(text.lower(), text)
        case FieldKind.CHOICES:
            return tuple(dict.fromkeys(_code(field, part, labels) for part in split(text)))
        case FieldKind.NAMES:
            return tuple(dict.fromkeys(split(text)))
        case FieldKind.DATE:
            return _date(text, today, past=field.past)
        case FieldKind.TIME:
            return _clock(text)
        case FieldKind.MONTHDAY:
            return monthday(text)
        case FieldKind.MONEY:
            return _bounded(field, _amount(text))
        case FieldKind.WHOLE:
            return _bounded(field, _whole(text))
        case FieldKind.FLAG:
            return _flag(text, labels)
        case FieldKind.REF:
            return _whole(text)
        case FieldKind.REFS:
            return tuple(_whole(part) for part in split(text))
        case _:
            return text


def split(text: str) -> tuple[str, ...]:
    """Several entries in one line, apart by ; 、 , or a line's end."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def _code(field: Field, text: str, labels: Mapping[str, str]) -> str:
    choices: type[StrEnum] | None = field.choices
    folded = labels.get(text.lower(), text)
    for choice in choices or ():
        if folded.lower() == choice.value.lower():
            return choice.value
    raise ValueError("not_a_choice")


def _date(text: str, today: date, *, past: bool) -> date:
    day = dates.parse(text, today, past=past)
    if day is None:
        raise ValueError("not_a_date")
    return day


def _clock(text: str) -> str:
    found = _CLOCK.match(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError("not_a_time")
    return f"{int(found[1]):02d}:{found[2]}"


def monthday(text: str) -> str:
    """A birthday as MM-DD or YYYY-MM-DD, with L before it in the lunar calendar; ValueError when there is no such day.

    It is typed 农历8-15, lunar 8-15 or L8-15; who was born in a doubled month, 农历闰6-15, has his birthday in the
    month itself (V13).
    """
    lunar = _LUNAR.match(text)
    found = _MONTHDAY.match(_DOUBLED.sub("", text[lunar.end() :]) if lunar else text)
    if not found:
        raise ValueError("not_a_date")
    if lunar:
        return _moon(found)
    year, month, day = int(found[1] or 2000), int(found[2]), int(found[3])
    try:
        born = date(year, month, day)
    except ValueError:
        raise ValueError("not_a_date") from None
    return born.isoformat() if found[1] else f"{born:%m-%d}"


def _moon(found: re.Match[str]) -> str:
    month, day = int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= _LUNAR_MONTH):
        raise ValueError("not_a_date")
    return f"L{found[1] + '-' if found[1] else ''}{month:02}-{day:02}"


def _amount(text: str) -> int:
    try:
        return money(text)
    except ValueError:
        raise ValueError("not_money") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("not_a_number") from None


def _bounded(field: Field, number: int) -> int:
    if field.low is not None and number < field.low:
        raise ValueError("too_low")
    if field.high is not None and number > field.high:
        raise ValueError("too_high")
    if abs(number) > 2**53:
        raise ValueError("too_high")
    return number


def _flag(text: str, labels: Mapping[str, str]) -> bool:
    word = labels.get(text.lower(), text.lower())
    if word in ("1", "y", "yes", "true", "是", "有", "对", "x", "✓"):
        return True
    if word in ("0", "n", "no", "false", "否", "无", "不"):
        return False
    raise ValueError("not_a_flag")


def check(field: Field, value: Value) -> Value:
    """A value given as it is stored, cleaned and checked; ValueError whose text is a code says what is wrong."""
    if value is None or value == "" or value == ():
        if field.required:
            raise ValueError("required")
        return empty(field)
    expected = _TYPES.get(field.kind, str)
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise ValueError("wrong_type")
    if isinstance(value, str):
        return _check_text(field, value)
    if isinstance(value, tuple):
        return _check_several(field, value)
    if isinstance(value, date) and value.year not in dates.YEARS:
        raise ValueError("not_a_date")
    return _bounded(field, value) if isinstance(value, int) and not isinstance(value, bool) else value


_TYPES: dict[FieldKind, type] = {
    FieldKind.CHOICES: tuple, FieldKind.REFS: tuple, FieldKind.NAMES: tuple, FieldKind.DATE: date,
    FieldKind.MONEY: int, FieldKind.WHOLE: int, FieldKind.REF: int, FieldKind.FLAG: bool,
}


def _check_text(field: Field, value: str) -> str:
    note = field.kind is FieldKind.NOTE
    text = clean(value, notes=note)
    if not text and field.required:
        raise ValueError("required")
    if len(text) > (NOTE_LIMIT if note else LIMIT):
        raise ValueError("too_long")
    if field.kind is FieldKind.CHOICE and text:
        return _code(field, text, {})
    if field.kind is FieldKind.MONTHDAY and text:
        return monthday(text)
    if field.kind is FieldKind.TIME and text:
        return _clock(text)
    return text


def _check_several(field: Field, value: tuple[str, ...] | tuple[int, ...]) -> tuple[str, ...] | tuple[int, ...]:
    if field.kind is FieldKind.REFS:
        return tuple(dict.fromkeys(int(part) for part in value))
    parts = tuple(dict.fromkeys(clean(str(part)) for part in value))
    return tuple(_code(field, part, {}) for part in parts) if field.kind is FieldKind.CHOICES else parts
