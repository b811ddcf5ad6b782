"""The editable lists: what is shipped, what was added, what is hidden, and how often each entry is recorded."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import fn

from models.reads.rows import rows
from models.rules.fields import Field, FieldKind
from models.rules.nouns import NOUNS
from models.rules.vocabulary_visits import Preparation
from models.tables import BY_NAME
from models.tables.team import Choice

PREPARATION = "preparation"
_LOOSE: Mapping[str, tuple[type[StrEnum], str]] = {PREPARATION: (Preparation, "item")}
"""Lists of which entries are ticked rather than put into a field: what is shipped, and the column of the ticks."""


class Entry(NamedTuple):
    """An entry of a list; `label` is what somebody called it, "" where nobody did. `used` counts its records."""

    list: str
    code: str
    label: str
    shipped: bool
    hidden: bool
    used: int = 0


def _fields(name: str = "") -> Iterator[tuple[str, Field]]:
    """The fields that hold entries of a list, or of any, each with its noun."""
    for noun in NOUNS.values():
        for field in noun.fields:
            if field.kind is FieldKind.LISTED and name in ("", field.code):
                yield noun.code, field


def names() -> tuple[str, ...]:
    """Every editable list, by the code of the fields that hold its entries."""
    return (*dict.fromkeys(field.code for _, field in _fields()), *_LOOSE)


def shipped(name: str) -> tuple[str, ...]:
    """The codes of a list that are shipped."""
    kinds: list[type[StrEnum]] = [field.choices for _, field in _fields(name) if field.choices]
    kinds += [_LOOSE[name][0]] if name in _LOOSE else []
    return tuple(code.value for kind in kinds[:1] for code in kind)


def recorded(name: str) -> list[tuple[Any, str]]:
    """The tables and columns that hold entries of a list."""
    if name in _LOOSE:
        return [(BY_NAME[name], _LOOSE[name][1])]
    return [(BY_NAME[noun], field.code) for noun, field in _fields(name)]


def entries(name: str, *, counted: bool = False) -> list[Entry]:
    """The entries of a list, the shipped ones first; one query, and with `counted` one for each column of them.

    What is recorded and on no list any more is an entry, too, where it is counted.
    """
    c = Choice
    found = rows(c.select(c.code, c.label, c.hidden).where(c.list == name).order_by(c.code))
    own = {code: (label, hidden) for code, label, hidden in found}
    used = _used(name) if counted else {}
    there = shipped(name)
    codes = [*there, *sorted((own.keys() | used.keys()) - set(there))]
    return [Entry(name, code, *_own(own, code, code in there), used.get(code, 0)) for code in codes]


def _own(own: Mapping[str, tuple[str, bool]], code: str, shipped: bool) -> tuple[str, bool, bool]:
    label, hidden = own.get(code, ("", False))
    return "" if label == code else label, shipped, hidden


def offered(name: str) -> list[str]:
    """The codes a form offers, those of our own after the shipped ones. One query."""
    return [entry.code for entry in entries(name) if not entry.hidden]


def families() -> dict[str, str]:
    """The name of the enumeration behind each list that has one."""
    fields = {field.code: field.choices.__name__ for _, field in _fields() if field.choices}
    return fields | {name: kind.__name__ for name, (kind, _) in _LOOSE.items()}


def _used(name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for table, column in recorded(name):
        held = getattr(table, column)
        for code, count in rows(table.select(held, fn.COUNT(table.id)).where(held != "").group_by(held)):
            found[code] = found.get(code, 0) + count
    return found
