"""What an import found: rows refused and why, rows to look at twice, what was made besides. Codes, never words."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.exchange.kinds import Labels
from models.exchange.mapping import Map
from models.exchange.sheets import Sheet
from models.writes.intents import Refused

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be brought in, and how."""

    kind: str
    sheet: Sheet
    labels: Labels = field(default_factory=Labels)
    map: Map = field(default_factory=Map)
    skip_refused: bool = False
    create_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was refused, or should be looked at: a code, the field, and the plain values its sentence needs."""

    code: str
    field: str = ""
    detail: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A row of the file by its line, its cells as they came, and what is to be said of it."""

    line: int
    cells: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Spelling(NamedTuple):
    """What rows call something that is called otherwise; `new` where it was made all the same, and may be a slip."""

    field: str
    typed: str
    meant: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do: `taken` rows went in, `refused` did not, `similar` went in and may be twins."""

    taken: int
    refused: tuple[Remark, ...] = ()
    similar: tuple[Remark, ...] = ()
    left_out: tuple[str, ...] = ()
    """Headings of columns that were left out."""
    absent: tuple[str, ...] = ()
    """Columns the map names and the file lacks."""
    choices: tuple[tuple[str, str], ...] = ()
    """New entries of editable lists: the list and the entry."""
    accounts: tuple[str, ...] = ()
    """Accounts that were made because rows name them."""
    departments: int = 0
    """Departments that were made because rows name them."""
    things: tuple[tuple[str, str], ...] = ()
    """Products and competitors that were made because rows name them: the field and the name."""
    spellings: tuple[Spelling, ...] = ()
    """What was taken for something spelled otherwise, and what may be a slip."""


class NotTaken(Refused):
    """Rows were refused, and so nothing was brought in: the report says which and why."""

    def __init__(self, report: Report) -> None:
        """Carry the report."""
        super().__init__("rows_refused", n=len(report.refused))
        self.report = report
