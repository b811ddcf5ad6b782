"""Pictures as plain data: what stands where, in which tone, and the row it is for programs; never a sentence.

A rule answers with a picture; the terminal, an SVG file and a table each have one renderer for all of them.
Every label is a code, a name, an amount: the renderers say it in the language in use, and the mask can hide it.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How something is meant; every renderer shows it by a pattern or a sign as well as by its colour."""

    PLAIN = ""
    ACCENT = "accent"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    DIM = "dim"


# Labels ------------------------------------------------------------------------------------------------------


class Word(NamedTuple):
    """A code of a family of words: `Word("step", "lead")`; for programs it is the code.

    The words that only reports say are families that begin with `report.`.
    """

    family: str
    code: str


class Words(NamedTuple):
    """Several codes of one family; for programs they are a list, in a file one text with `;` between them."""

    family: str
    codes: tuple[str, ...]


class Name(NamedTuple):
    """What a thing is called: its noun, its id, its name; under the mask it is a neutral code."""

    noun: str
    id: int
    text: str


class Note(NamedTuple):
    """A text that somebody wrote; the mask hides it."""

    text: str


class Money(NamedTuple):
    """An amount in minor units; for programs in whole money."""

    minor: int


class Share(NamedTuple):
    """A part of a whole, said in per cent with one digit behind the point."""

    part: int
    whole: int

    @property
    def tenths(self) -> int:
        """Tenths of a per cent, half of one going up; nothing of nothing is nothing."""
        return (self.part * 2000 + self.whole) // (2 * self.whole) if self.whole else 0


class Count(NamedTuple):
    """How many."""

    number: int


class Day(NamedTuple):
    """A day."""

    date: date


Label = Word | Words | Name | Note | Money | Share | Count | Day
Record = tuple[tuple[str, Label | None], ...]
"""The row for programs: fields that keep their names for ever, in order; None is what is not known."""


class Thing(NamedTuple):
    """The record something in a picture stands for, and the account it is opened at."""

    noun: str
    id: int
    account: int


Key = Thing | str | None
"""What Enter opens: a record, the records behind a group (its code), or nothing."""


class Legend(NamedTuple):
    """What a tone or a sign means."""

    tone: Tone
    mark: str
    label: Label


# Bars --------------------------------------------------------------------------------------------------------


class Bar(NamedTuple):
    """A stretch of a row between two places of the scale, with a sign in it where it has one."""

    start: int
    end: int
    tone: Tone = Tone.ACCENT
    mark: str = ""


class BarRow(NamedTuple):
    """A row: its label, its stretches from left to right, and what stands in the columns beside them."""

    label: Label
    bars: tuple[Bar, ...] = ()
    beside: tuple[Label | None, ...] = ()
    key: Key = None
    record: Record = ()


class Tick(NamedTuple):
    """A place of the scale and what it is called."""

    at: int
    label: Label


class Bars(NamedTuple):
    """Rows of bars on one scale from `low` to `high` (0 for both: as far as the bars go).

    `heads` are for the labels and for each column beside. `centred` stands every bar in the middle (a pyramid),
    `ticks` makes the scale an axis (a timeline), bars that start where others ended are a staircase.
    """

    title: Label
    heads: tuple[Label, ...]
    rows: tuple[BarRow, ...]
    total: BarRow | None = None
    low: int = 0
    high: int = 0
    centred: bool = False
    ticks: tuple[Tick, ...] = ()
    legend: tuple[Legend, ...] = ()
    records: tuple[Record, ...] | None = None
    """The rows for programs where they are not those of the rows drawn."""


# Grids -------------------------------------------------------------------------------------------------------


class Item(NamedTuple):
    """Something in a cell: a sign, a label, or both."""

    mark: str = ""
    label: Label | None = None
    tone: Tone = Tone.PLAIN
    key: Key = None
    record: Record = ()


class Cell(NamedTuple):
    """What stands in a cell, below a heading of its own where it has one."""

    items: tuple[Item, ...] = ()
    head: Label | None = None
    tone: Tone = Tone.PLAIN


class GridRow(NamedTuple):
    """A row of cells behind its label."""

    label: Label
    cells: tuple[Cell, ...]
    key: Key = None


class Grid(NamedTuple):
    """Cells in columns and rows: a matrix, a map of white space, a list of checks."""

    title: Label
    corner: Label | None
    columns: tuple[Label, ...]
    rows: tuple[GridRow, ...]
    legend: tuple[Legend, ...] = ()
    records: tuple[Record, ...] | None = None
    """The rows for programs where they are not those of what stands in the cells."""


# Profiles ----------------------------------------------------------------------------------------------------


class Series(NamedTuple):
    """A line down a profile: the sign of its points, and whose it is."""

    mark: str
    tone: Tone
    label: Label


class ProfileRow(NamedTuple):
    """A row: a point for each series, None where it has none, and what stands in the columns beside them."""

    label: Label
    points: tuple[int | None, ...]
    beside: tuple[Label | None, ...] = ()
    key: Key = None
    record: Record = ()


class Profile(NamedTuple):
    """Points on one scale from `low` to `high`, row by row, each series a line down through them.

    `heads` are for the labels and for each column beside.
    """

    title: Label
    heads: tuple[Label, ...]
    series: tuple[Series, ...]
    rows: tuple[ProfileRow, ...]
    low: int
    high: int
    legend: tuple[Legend, ...] = ()


# Trees -------------------------------------------------------------------------------------------------------


class TreeRow(NamedTuple):
    """A place in a tree, `depth` steps below its top; a `branch` is a heading over what follows it further down.

    `note` is told behind the label, `beside` stands in columns.
    """

    label: Label
    depth: int
    branch: bool = False
    tone: Tone = Tone.PLAIN
    mark: str = ""
    note: Label | None = None
    beside: tuple[Label | None, ...] = ()
    key: Key = None
    record: Record = ()


class Link(NamedTuple):
    """What joins two rows of a tree, by their places, besides the tree itself."""

    start: int
    end: int
    tone: Tone
    label: Label


class Tree(NamedTuple):
    """Rows in the order of a tree, parents first; `heads` are for the labels and for each column beside."""

    title: Label
    heads: tuple[Label, ...]
    rows: tuple[TreeRow, ...]
    links: tuple[Link, ...] = ()
    legend: tuple[Legend, ...] = ()


Picture = Bars | Grid | Profile | Tree


def records(picture: Picture) -> tuple[Record, ...]:
    """The rows of a picture for programs: those of its bars, or of what stands in its cells."""
    if isinstance(picture, Grid):
        cells = (cell for row in picture.rows for cell in row.cells)
        told = picture.records
        return told if told is not None else tuple(item.record for cell in cells for item in cell.items if item.record)
    if isinstance(picture, Profile | Tree):
        return tuple(row.record for row in picture.rows if row.record)
    return picture.records if picture.records is not None else tuple(row.record for row in picture.rows if row.record)


def scale(bars: Bars) -> tuple[int, int]:
    """The ends of the scale, never the same."""
    if bars.low or bars.high:
        return bars.low, max(bars.high, bars.low + 1)
    places = [0, *(place for row in bars.rows for bar in row.bars for place in (bar.start, bar.end))]
    places += [tick.at for tick in bars.ticks]
    return min(places), max(max(places), min(places) + 1)
