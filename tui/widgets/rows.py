"""What a list shows: lines of cells, all of them here, or told as they are looked at."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

ALL = 1 << 60
"""Further than any list goes."""


class Span(NamedTuple):
    """A piece of text in a role of the theme."""

    text: str
    role: str = ""


Cell = str | Span


class Line(NamedTuple):
    """A row: what it stands for (None: nothing one can act on) and its cells.

    The last cell of a row with fewer cells than there are columns runs on to the end of the line.
    """

    key: Hashable
    cells: tuple[Cell, ...]


class Column(NamedTuple):
    """A column: heading, width in cells (0 shares what is left), and whether numbers stand right in it."""

    title: str
    width: int = 0
    right: bool = False


class Rows(Protocol):
    """Any number of lines, some of which may still be on their way."""

    def __len__(self) -> int: ...

    def line(self, index: int) -> Line | None:
        """The line at a place; None when it is not here yet."""

    def index(self, key: Hashable) -> int | None:
        """Where a row stands."""

    def reach(self, place: int) -> None:
        """Make sure that the length counts every line up to a place."""


class Held:
    """Lines that are all here."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, index: int) -> Line | None:
        """The line at a place."""
        return self.lines[index]

    def index(self, key: Hashable) -> int | None:
        """Where a row stands."""
        return next((i for i, line in enumerate(self.lines) if line.key == key), None)

    def reach(self, place: int) -> None:
        """Every line is counted."""


class Flow:
    """Lines that are told as far as one looks: as many as were asked for are here and counted, the others are not.

    When the last is told `want` is called, once until what it brings is taken in or given up.
    """

    def __init__(self, lines: Iterable[Line], want: Callable[[], None] | None = None) -> None:
        self.lines: list[Line] = []
        self._places: dict[Hashable, int] = {}
        self._rest = iter(lines)
        self._want = want
        self._wanted = False

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Line]:
        """Every line, told one by one."""
        place = 0
        while place < len(self.lines) or self._told():
            yield self.lines[place]
            place += 1

    def line(self, index: int) -> Line | None:
        """The line at a place."""
        return self.lines[index]

    def index(self, key: Hashable) -> int | None:
        """Where a row stands; what comes before it is told on the way."""
        while key not in self._places:
            if not self._told():
                return None
        return self._places[key]

    def reach(self, place: int) -> None:
        """Tell every line up to a place."""
        while len(self.lines) <= place and self._told():
            pass

    def go_on(self, lines: Iterable[Line] = ()) -> None:
        """Take in what comes after the last line."""
        self._rest, self._wanted = chain(self._rest, lines), False

    def _told(self) -> bool:
        """Tell one more line, if there is one."""
        line = next(self._rest, None)
        if line is None and self._want is not None and not self._wanted:
            self._wanted = True
            self._want()
        if line is not None:
            self._places.setdefault(line.key, len(self.lines))
            self.lines.append(line)
        return line is not None


def every(rows: Rows) -> Iterator[Line]:
    """Every line that is here, after all have been told."""
    rows.reach(ALL)
    lines = (rows.line(place) for place in range(len(rows)))
    return (line for line in lines if line is not None)
