"""A proposal in words: headings, paragraphs, lists, tables and charts in the language in use, for any kind of file."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.rules.pictures import Count, Day, Label, Money, Note, Word
from models.rules.proposal_parts import Blank, Block, Document, Points, Say, Schedule, Section, Table, Text
from models.rules.text import clean
from tui import phrases
from tui.pictures.saying import number
from tui.words import t

CHART = 32
"""Places of a chart from the first day to the last."""


class Heading(NamedTuple):
    """A heading; the title of the whole is of level 1."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """A paragraph; a `hole` is to be filled in."""

    text: str
    hole: bool = False


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Lines(NamedTuple):
    """A table; `right` are the columns of numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]


class Bar(NamedTuple):
    """A line of a chart: what, the days it takes, places before it and of it."""

    text: str
    days: str
    before: int
    length: int


class Chart(NamedTuple):
    """What is done when."""

    bars: tuple[Bar, ...]


Piece = Heading | Paragraph | Bullets | Lines | Chart


def told(document: Document) -> Iterator[Piece]:
    """The whole proposal, from its title to its last section."""
    title = t("proposal.title", opportunity=_line(document.opportunity))
    yield Heading(title, 1)
    yield Paragraph(" · ".join(filter(None, (_line(document.account), _line(document.ours), _day(document.day)))))
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Piece]:
    yield Heading(t(f"proposal.section.{section.code}"))
    for block in section.blocks:
        yield _piece(block)


def _piece(block: Block) -> Piece:
    match block:
        case Points():
            return Bullets(tuple(map(_sentence, block.items)))
        case Table():
            return _table(block)
        case Schedule():
            return _chart(block)
        case Blank():
            return Paragraph(t("proposal.blank", what=t(f"proposal.blank.{block.code}")), hole=True)
    return Paragraph(_sentence(block))


def _sentence(said: Say | Text) -> str:
    if isinstance(said, Text):
        return phrases.clauses(map(_line, said.text.splitlines()))
    return t(f"proposal.say.{said.code}", **{name: _label(label) for name, label in said.values})


def _table(block: Table) -> Lines:
    columns = range(len(block.heads))
    held = {column: [row[column] for row in block.rows if row[column] is not None] for column in columns}
    right = frozenset(column for column in columns if held[column] and all(map(number, held[column])))
    heads = tuple(t(f"proposal.head.{code}") for code in block.heads)
    return Lines(heads, tuple(tuple(map(_label, row)) for row in block.rows), right)


def _chart(block: Schedule) -> Chart:
    """Every stretch by the days between the first and the last; the shortest has a place of its own."""
    first, last = block.rows[0].start, max(row.end for row in block.rows)
    span = max((last - first).days, 1)
    bars = []
    for row in block.rows:
        before = min((row.start - first).days * CHART // span, CHART - 1)
        length = max(1, -(-(row.end - first).days * CHART // span) - before)
        bars.append(Bar(_line(row.text), f"{row.start.isoformat()} – {row.end.isoformat()}", before, length))
    return Chart(tuple(bars))


def _label(label: Label | None) -> str:
    """A label as it stands in a document, that is read on any day: no day is near or far in it."""
    match label:
        case Word():
            return phrases.label(label.family, label.code)
        case Note():
            return phrases.clauses(map(_line, label.text.splitlines()))
        case Money():
            return phrases.money(label.minor)
        case Count():
            return str(label.number)
        case Day():
            return _day(label.date)
    return ""


def _day(on: date) -> str:
    return t("proposal.day", year=on.year, month=on.month, day=on.day, name=t(f"phrase.month.{on.month}"))


def _line(text: str) -> str:
    """What somebody wrote, in one line and without what acts on a program."""
    return " ".join(clean(text).split())
