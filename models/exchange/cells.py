"""From the text of a cell to the value of a field, and back."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum

from models.exchange.kinds import Labels
from models.exchange.lists import joined, parted
from models.exchange.mapping import Map
from models.rules.fields import Field, FieldKind
from models.rules.text import clean, spreadsheet_plain
from models.rules.values import LIMIT, NOTE_LIMIT, Value, empty, parse

_RUINED = re.compile(r"[+-]?\d(\.\d+)?E\+\d+")
"""What a spreadsheet makes of a long number that was not marked as text: its digits are lost."""
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_WHOLE = re.compile(r"(-?\d+)\.0+")


class Cells:
    """Reads the cells of a file: labels in either language, the values and dates of a map."""

    def __init__(self, labels: Labels, told: Map, today: date) -> None:
        """For files of one kind."""
        self.labels = labels
        self.told = told
        self.today = today

    def value(self, field: Field, cell: str) -> Value:
        """The value of a field, a reference as the name it is given by; ValueError whose text is a code."""
        text = clean(spreadsheet_plain(cell), notes=field.kind is FieldKind.NOTE)
        if _RUINED.fullmatch(text):
            raise ValueError("ruined_number")
        if len(text) > (NOTE_LIMIT if field.kind is FieldKind.NOTE else LIMIT):
            raise ValueError("too_long")
        text = self._ours(field, text)
        if not text:
            if field.required:
                raise ValueError("required")
            return "" if field.kind is FieldKind.REF else empty(field)
        return self._parsed(field, text)

    def _ours(self, field: Field, text: str) -> str:
        """What the map says their value is."""
        return self.told.values.get(field.code, {}).get(text.lower(), text)

    def _parsed(self, field: Field, text: str) -> Value:
        labels = self.labels.choices.get(field.code, {})
        match field.kind:
            case FieldKind.REF:
                return text
            case FieldKind.NAMES:
                return tuple(self._ours(field, part) for part in parted(text))
            case FieldKind.CHOICES:
                parts = (self._ours(field, part) for part in parted(text))
                return tuple(dict.fromkeys(_code(field.choices, part, labels) for part in parts))
            case FieldKind.CHOICE:
                return _code(field.choices, text, labels)
            case FieldKind.DATE:
                return self._date(field, text)
            case FieldKind.WHOLE:
                return parse(field, _WHOLE.sub(r"\1", text.replace(",", "")), self.today)
            case _:
                return parse(field, text, self.today, labels)

    def _date(self, field: Field, text: str) -> Value:
        if not self.told.dates:
            return parse(field, _MIDNIGHT.sub("", text), self.today)
        try:
            return datetime.strptime(text, self.told.dates).date()
        except ValueError:
            raise ValueError("not_a_date") from None


def _code(choices: type[StrEnum] | None, text: str, labels: Mapping[str, str]) -> str:
    wanted = labels.get(text.lower(), text).lower()
    for choice in choices or ():
        if choice.value.lower() == wanted:
            return choice.value
    raise ValueError("not_a_choice")


Label = Callable[[Field, str], str]
"""The word for a code of a field's choices; for a flag the codes are `true` and `false`."""


def shown(field: Field, value: Value, label: Label) -> str:
    """A value as the text of a cell, which `Cells` reads again; references are names already."""
    if value is None or value == "" or value == ():
        return ""
    match value:
        case bool():
            return label(field, "true" if value else "false")
        case int() if field.kind is FieldKind.MONEY:
            return amount(value)
        case tuple():
            choice = field.kind is FieldKind.CHOICES
            return joined(label(field, str(each)) if choice else str(each) for each in value)
        case date():
            return value.isoformat()
    return label(field, str(value)) if field.kind in (FieldKind.CHOICE, FieldKind.LISTED) else str(value)


def amount(minor: int) -> str:
    """An amount kept in minor units, in 元."""
    whole, cents = divmod(abs(minor), 100)
    return ("-" if minor < 0 else "") + (f"{whole}.{cents:02d}" if cents else str(whole))
