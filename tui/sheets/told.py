"""A sheet whose lines are told one after the other: headings, and entries that stand for something."""

from collections.abc import Hashable, Iterator

from tui.sheets.deal_section import Entry
from tui.sheets.panel import Answer, Found, SheetPanel
from tui.widgets import folds
from tui.widgets.listing import Line, Span


class ToldSheet(SheetPanel[Answer, Found]):
    """Wraps every line at the width of the screen; the cursor begins on the first that stands for something."""

    def entries(self, found: Found) -> Iterator[Entry]:
        """The lines."""
        raise NotImplementedError

    def fill(self, found: Found) -> None:
        width = max(20, self.size.width - 3)
        lines = [piece for entry in self.entries(found) for piece in self._wrapped(entry, width)]
        self.listing.fill(lines)
        if self.listing.current is None and self.listing.cursor == 0:
            self.listing.cursor = next((place for place, line in enumerate(lines) if line.key is not None), 0)

    def _wrapped(self, entry: Entry, width: int) -> Iterator[Line]:
        indent = " " * (2 * entry.step)
        return folds.unfolded(Line(entry.key, (indent, *entry.spans)), width, 2 * entry.step + entry.hang)

    def row(self, noun: str) -> int | None:
        """The record of that noun under the cursor."""
        chosen = self.listing.current
        if isinstance(chosen, tuple) and len(chosen) == 2 and chosen[0] == noun and isinstance(chosen[1], int):
            return chosen[1]
        return None


def heading(text: str, beside: str = "") -> Entry:
    """A heading with a word behind it."""
    return Entry(None, (Span(text, "title"), Span(f"  {beside}" if beside else "", "muted")), 0)


def note(text: str, role: str = "muted", key: Hashable = None) -> Entry:
    """A line of words."""
    return Entry(key, (Span(text, role),))
