"""The rows of a file while they are judged and written: set aside on the disk, for thousands of them fill the memory.

The disk holds what the cells came to mean, in a file without a name that goes with the program; the memory holds
numbers. A row is in hand only while somebody looks at it.
"""

import os
import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from models import engine, faults
from models.base import db
from models.exchange.reports import Reason
from models.rules.values import Value

Ref = int
"""Something on record by its id; below zero a row that is not on record yet (see `Row.ref`)."""


@dataclass(eq=False, slots=True)
class Row:
    """A row of a file on its way in; line 0 is an account made because others name it."""

    line: int
    values: dict[str, Value]
    reasons: list[Reason] = field(default_factory=list)
    account: Ref | None = None
    above: Ref | None = None
    """Who stands above: the parent account, or the person who introduced this one."""
    number: int = -1
    """Its place among all that were set aside."""

    def refuse(self, code: str, field: str = "", **detail: str | int) -> None:
        """Note why this row cannot go in."""
        self.reasons.append(Reason(code, field, detail))

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.values.get("name") or "")

    @property
    def ref(self) -> Ref:
        """By what others refer to it."""
        return ref_of(self.number)


def ref_of(number: int) -> Ref:
    """By what others refer to the row of a number; the same the other way round."""
    return -1 - number


def _nameless() -> Any:
    """A file without a name, for nobody else: beside the database, or where such files go if that cannot be."""
    opened = db.obj
    if isinstance(opened, engine.File):
        with suppress(OSError):
            return tempfile.TemporaryFile(dir=os.path.dirname(opened.path))  # noqa: PTH120 as in `files`
    return tempfile.TemporaryFile()


class Spool:
    """Rows that were set aside, by number, in the order they came."""

    def __init__(self) -> None:
        """Nothing is set aside yet."""
        self.file = _nameless()
        self.places = array("Q")
        self.lines = array("L")
        self.accounts = array("q")
        self.ids = array("q")
        self.above: dict[int, Ref] = {}
        self.reasons: dict[int, list[Reason]] = {}
        self.in_hand = 0
        """Rows that were in hand at once at most: of the larger of the sequences `rows` was asked for."""

    def __len__(self) -> int:
        return len(self.lines)

    def put(self, row: Row) -> None:
        """Set a row aside, or aside again what was altered of it."""
        if row.number < 0:
            row.number = len(self.lines)
            self.lines.append(row.line)
            self.places.append(0)
            self.accounts.append(0)
            self.ids.append(0)
        try:
            self.places[row.number] = self.file.seek(0, os.SEEK_END)
            pickle.dump(row.values, self.file, pickle.HIGHEST_PROTOCOL)
        except OSError as exc:
            raise faults.cause(exc, "") from exc
        self.note(row)

    def note(self, row: Row) -> None:
        """Note what was found out about a row, but for its values."""
        self.accounts[row.number] = row.account or 0
        if row.above is not None:
            self.above[row.number] = row.above
        if row.reasons:
            self.reasons[row.number] = row.reasons

    def row(self, number: int) -> Row:
        """A row in hand again."""
        self.file.seek(self.places[number])
        values = pickle.load(self.file)
        reasons = self.reasons.get(number, [])
        above = self.above.get(number)
        return Row(self.lines[number], values, reasons, self.accounts[number] or None, above, number)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Rows in hand again."""
        self.in_hand = max(self.in_hand, len(numbers))
        return [self.row(number) for number in numbers]

    def good(self) -> Iterator[int]:
        """The rows of the file that are not refused."""
        return (number for number, line in enumerate(self.lines) if line and number not in self.reasons)

    def id_of(self, ref: Ref | None) -> int | None:
        """The id behind a reference, once its row has one."""
        return self.ids[ref_of(ref)] if ref is not None and ref < 0 else ref

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
