"""A list over more rows than are held: their ids are here, the rows come page by page as they are looked at."""

from array import array
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from tui.widgets.listing import Line, Span

PAGE = 128
KEPT_PAGES = 8


class Keyed(Protocol):
    """A row that is known by its id."""

    @property
    def id(self) -> int:
        """The id."""


Row = TypeVar("Row", bound=Keyed)


class Window(Generic[Row]):
    """Rows by their ids: a few pages are here, the others come when they are looked at."""

    def __init__(self, ids: Sequence[int], want: Callable[[int], None], line: Callable[[Row], Line]) -> None:
        self.ids = ids if isinstance(ids, array) else array("q", ids)
        self.pages: dict[int, list[Row | None]] = {}
        self._coming: set[int] = set()
        self._want = want
        self._line = line

    def __len__(self) -> int:
        return len(self.ids)

    def line(self, index: int) -> Line | None:
        """The line at a place; it is asked for when it is not here."""
        page = self.pages.get(index // PAGE)
        if page is None:
            self._ask_for(index // PAGE)
            return None
        row = page[index % PAGE] if index % PAGE < len(page) else None
        return self._line(row) if row else Line(None, (Span("-", "muted"),))

    def _ask_for(self, page: int) -> None:
        """Ask for a page once, however many of its lines are drawn before it comes."""
        if page not in self._coming:
            self._coming.add(page)
            self._want(page)

    def index(self, key: Hashable) -> int | None:
        """Where a row stands."""
        try:
            return self.ids.index(key) if isinstance(key, int) else None
        except ValueError:
            return None

    def reach(self, place: int) -> None:
        """Every row is counted."""

    def slice(self, page: int) -> list[int]:
        """The ids of a page."""
        return list(self.ids[page * PAGE : (page + 1) * PAGE])

    def put(self, page: int, rows: Sequence[Row]) -> None:
        """Take a page in; the one that came first goes when there are too many."""
        by_id = {row.id: row for row in rows}
        self.pages[page] = [by_id.get(id) for id in self.slice(page)]
        self._coming.discard(page)
        while len(self.pages) > KEPT_PAGES:
            del self.pages[next(iter(self.pages))]
