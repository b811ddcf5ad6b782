"""A list drawn line by line: as many rows as the database has, as few bytes as a cursor needs."""

from collections.abc import Hashable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.keys import key
from tui.pages.spans import ELLIPSIS
from tui.widgets.roles import Drawn
from tui.widgets.rows import ALL, Cell, Column, Flow, Held, Line, Rows, Span

__all__ = ["GUTTER", "Cell", "Column", "Flow", "Held", "Line", "Listing", "Rows", "Span"]

GUTTER = 2
AHEAD = 1
"""Screens below the one in sight whose lines are counted."""

class Listing(Drawn, can_focus=True):
    """Rows under a marker that moves; without columns it is a text whose lines can be acted on."""

    BINDINGS = [
        key("j,down", "move(1)", "move.down", show=False),
        key("k,up", "move(-1)", "move.up", show=False),
        key("pagedown", "page(1)", "move.page_down", show=False),
        key("pageup", "page(-1)", "move.page_up", show=False),
        key("g,home", "end(0)", "move.first", show=False),
        key("G,end", "end(1)", "move.last", show=False),
        key("enter", "open", "row.open", show=False),
        key("space", "mark(0)", "row.mark", show=False),
        key("J", "mark(1)", "row.mark_down", show=False),
        key("K", "mark(-1)", "row.mark_up", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, listing: "Listing", key: Hashable, *, by_hand: bool = True) -> None:
            super().__init__()
            self.listing = listing
            self.key = key
            self.by_hand = by_hand

        @property
        def control(self) -> "Listing":
            return self.listing

    class Opened(Moved):
        """Enter was pressed on a row."""

    cursor: var[int] = var(0, init=False)

    def __init__(self, *, id: str | None = None, markable: bool = False) -> None:
        super().__init__(id=id)
        self.rows: Rows = Held(())
        self.columns: tuple[Column, ...] = ()
        self.marked: set[Hashable] = set()
        self.markable = markable
        self.top = 0
        self.empty = ""
        self.ended = False
        """The cursor was sent to the end, and stays there until it is moved."""

    # What is shown -----------------------------------------------------------------------------------

    def fill(self, rows: Rows | Sequence[Line], columns: tuple[Column, ...] = (), empty: str = "") -> None:
        """Show these rows, the cursor staying on the row it was on."""
        kept, place = self.current, self.cursor
        self.rows = rows if not isinstance(rows, Sequence) else Held(rows)
        self.columns, self.empty = columns, empty
        found = self.rows.index(kept) if kept is not None else None
        self._ahead(place if found is None else found)
        self.set_reactive(Listing.cursor, max(0, min(place if found is None else found, len(self.rows) - 1)))
        if found is None or not self._near(place, found, kept):
            self._keep_in_view()
        self.refresh()
        if self.current != kept:
            self.post_message(self.Moved(self, self.current, by_hand=False))

    def _near(self, place: int, found: int, kept: Hashable) -> bool:
        line = self.rows.line(place) if place < len(self.rows) else None
        if line is not None and line.key == kept:
            self.set_reactive(Listing.cursor, place)
            return True
        return place == found

    @property
    def current(self) -> Hashable:
        """What the row under the cursor stands for."""
        if not 0 <= self.cursor < len(self.rows):
            return None
        line = self.rows.line(self.cursor)
        return line.key if line else None

    def start_over(self) -> None:
        """Put the cursor on the first row of what is filled in next."""
        self.set_reactive(Listing.cursor, 0)
        self.top = 0

    @property
    def chosen(self) -> list[Hashable]:
        """The marked rows, or the one under the cursor."""
        return list(self.marked) or ([] if self.current is None else [self.current])

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on a row; answers whether it is there."""
        found = self.rows.index(key)
        if found is not None:
            self.cursor = found
        return found is not None

    # Moving ------------------------------------------------------------------------------------------

    @property
    def body(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - (1 if self.columns else 0))

    def _ahead(self, place: int) -> None:
        """Count the rows up to a place, and some screens beyond it."""
        self.rows.reach(place + AHEAD * self.body)

    def _keep_in_view(self) -> bool:
        """Scroll by half a screen when the cursor left it; answers whether it did."""
        self._ahead(self.cursor)
        height, old = self.body, self.top
        if not self.top <= self.cursor < self.top + height:
            near = abs(self.cursor - self.top) <= height + 1 or self.cursor < self.top
            middle = self.cursor - height // 2
            self.top = max(0, min(middle if near else self.cursor - height + 1, len(self.rows) - height))
        self.top = max(0, min(self.top, max(0, len(self.rows) - height)))
        return self.top != old

    def watch_cursor(self, old: int, new: int) -> None:
        """Move the marker: two cells change, or the page when it left it."""
        self.ended = False
        if self._keep_in_view():
            self.refresh()
        else:
            head = 1 if self.columns else 0
            self.refresh(*(Region(0, at - self.top + head, GUTTER, 1) for at in (old, new)))
        self.post_message(self.Moved(self, self.current))

    def validate_cursor(self, place: int) -> int:
        """Stay on a row."""
        self._ahead(place)
        return max(0, min(place, len(self.rows) - 1))

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, by: int) -> None:
        step = max(1, self.body - 1)
        self._ahead(self.cursor + by * step)
        self.top = max(0, min(self.top + by * step, len(self.rows) - self.body))
        if self.validate_cursor(self.cursor + by * step) != self.cursor:
            self.set_reactive(Listing.cursor, self.validate_cursor(self.cursor + by * step))
            self.refresh()
            self.post_message(self.Moved(self, self.current))

    def action_end(self, last: int) -> None:
        self.rows.reach(ALL if last else 0)
        self.cursor = len(self.rows) - 1 if last else 0
        self.ended = bool(last)

    def lengthened(self) -> None:
        """Lines came after the last: count those that will be seen, or go on to the end when sent there."""
        if self.ended:
            self.action_end(1)
        else:
            self._ahead(self.cursor)
        self.refresh()

    def action_open(self) -> None:
        self.post_message(self.Opened(self, self.current))

    def action_mark(self, then: int) -> None:
        if not self.markable:
            raise SkipAction
        if self.current is None:
            return
        self.marked ^= {self.current}
        self._mark_place()
        if then:
            self.cursor += then

    def unmark(self) -> bool:
        """Take all marks away; answers whether there were any."""
        had = bool(self.marked)
        self.marked.clear()
        self.refresh()
        return had

    def on_resize(self) -> None:
        if self._keep_in_view():
            self.refresh()

    def on_focus(self) -> None:
        self._mark_place()

    def on_blur(self) -> None:
        self._mark_place()

    def _mark_place(self) -> None:
        """Draw the marker anew: it says which list has the keys."""
        self.refresh(Region(0, self.cursor - self.top + (1 if self.columns else 0), GUTTER, 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_move(-3)

    def on_click(self, event: events.Click) -> None:
        place = self.top + event.y - (1 if self.columns else 0)
        if 0 <= place < len(self.rows):
            again = place == self.cursor
            self.cursor = place
            if again:
                self.action_open()

    # Drawing -----------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        if self.columns:
            if y == 0:
                return self._line_of(width, "  ", tuple(Span(c.title, "head") for c in self.columns), "head")
            y -= 1
        index = self.top + y
        if not len(self.rows):
            text = self.empty.split("\n")[y] if y < len(self.empty.split("\n")) else ""
            return Strip([Segment(set_cell_size("  " + text, width), self.role("muted"))], width)
        if index >= len(self.rows):
            return Strip([Segment(" " * width, self.role(""))], width)
        line = self.rows.line(index) or Line(None, (Span("·", "muted"),))
        return self._line_of(width, self._gutter(index, line), line.cells)

    def _gutter(self, index: int, line: Line) -> str:
        here = " " if index != self.cursor else ">" if self.has_focus else "-"
        return here + ("*" if line.key in self.marked else " ")

    def _line_of(self, width: int, gutter: str, cells: tuple[Cell, ...], base: str = "") -> Strip:
        pieces = [Segment(gutter, self.role("mark"))]
        left = width - GUTTER
        widths = self.widths(left)
        for place, cell in enumerate(cells[: len(widths)] if self.columns else cells):
            text, role = (cell, base) if isinstance(cell, str) else (cell.text, cell.role or base)
            if self.columns and not (place == len(cells) - 1 < len(widths) - 1):
                text = self._fit(text, widths[place], self.columns[place])
            if left <= 0:
                break
            segment = Segment(text, self.role(role))
            pieces.append(segment)
            left -= segment.cell_length
        return Strip(pieces).adjust_cell_length(width, self.role(base))

    def _fit(self, text: str, width: int, column: Column) -> str:
        if width <= 0:
            return ""
        room = width - 1
        if len(text) * 2 > room and cell_len(text) > room:
            text = set_cell_size(text, room - 1).rstrip() + ELLIPSIS if room > 1 else text[:room]
        if column.right:
            return " " * max(0, room - cell_len(text)) + text + " "
        return set_cell_size(text, room) + " "

    def widths(self, total: int) -> list[int]:
        """How wide each column is; those of width 0 share what the others leave."""
        fixed = sum(c.width for c in self.columns)
        flexible = sum(1 for c in self.columns if not c.width)
        share = max(0, total - fixed) // flexible if flexible else 0
        return [c.width or share for c in self.columns]
