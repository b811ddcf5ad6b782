"""What a field and a noun are: the shape in which everything people record is declared."""

from enum import StrEnum
from typing import NamedTuple


class FieldKind(StrEnum):
    """What a field holds and so how it is typed, checked and stored."""

    TEXT = "text"
    NOTE = "note"
    CHOICE = "choice"
    CHOICES = "choices"
    LISTED = "listed"
    DATE = "date"
    TIME = "time"
    MONTHDAY = "monthday"
    MONEY = "money"
    WHOLE = "whole"
    FLAG = "flag"
    REF = "ref"
    REFS = "refs"
    NAMES = "names"


class Field(NamedTuple):
    """A field of a noun.

    `choices` is the enumeration of a choice; `noun` is what a reference names; `low` and `high` bound a whole
    number; `section` groups the fields of a form; `more` puts it behind the fold of the form.
    """

    code: str
    kind: FieldKind = FieldKind.TEXT
    choices: type[StrEnum] | None = None
    noun: str = ""
    required: bool = False
    low: int | None = None
    high: int | None = None
    more: bool = False
    past: bool = False
    """A date without a year lies in the past rather than ahead."""


class Noun(NamedTuple):
    """A thing people record: its table's name is its code."""

    code: str
    fields: tuple[Field, ...]
    within: str = ""
    """The noun it belongs to, account in most cases."""

    def field(self, code: str) -> Field:
        """The field of that code; KeyError when there is none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(code)


def choice(code: str, choices: type[StrEnum], *, required: bool = False, more: bool = False) -> Field:
    """A field of one of these codes."""
    return Field(code, FieldKind.CHOICE, choices, required=required, more=more)


def ref(code: str, noun: str, *, required: bool = False, more: bool = False) -> Field:
    """A field that names another record."""
    return Field(code, FieldKind.REF, noun=noun, required=required, more=more)
