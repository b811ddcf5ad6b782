"""What a proposal is made of: sections of blocks: sentences by their codes, texts, lists, tables, charts (O22).

A `Blank` is what is not on record yet; it says what to write or to record. Money is in minor units.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules.pictures import Label


class Shape(StrEnum):
    """The two orders a proposal may have (O22)."""

    BENEFIT = "benefit"
    """From the summary and the customer's situation to the recommendation and the price."""
    PLAN = "plan"
    """From the state of the economy over feasibility to the plans of service, technology, system and management."""


class Say(NamedTuple):
    """A sentence by its code, with what stands in its places."""

    code: str
    values: tuple[tuple[str, Label], ...] = ()


class Text(NamedTuple):
    """What somebody wrote."""

    text: str


class Points(NamedTuple):
    """A list, an item to a line."""

    items: tuple[Say | Text, ...]


class Table(NamedTuple):
    """Rows under heads, which are codes."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Label | None, ...], ...]


class Stretch(NamedTuple):
    """What is done from one day to another."""

    text: str
    start: date
    end: date


class Schedule(NamedTuple):
    """A chart of what is done when."""

    rows: tuple[Stretch, ...]


class Blank(NamedTuple):
    """A place to fill in by hand, or by recording what it names."""

    code: str


Block = Say | Text | Points | Table | Schedule | Blank


class Section(NamedTuple):
    """A part of the document under its heading, which is a code."""

    code: str
    blocks: tuple[Block, ...]


class Document(NamedTuple):
    """A proposal: for whom, about what, by whom, of which day."""

    shape: Shape
    account: str
    opportunity: str
    ours: str
    day: date
    sections: tuple[Section, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is left to be filled in, as codes."""
        return tuple(b.code for section in self.sections for b in section.blocks if isinstance(b, Blank))
