"""Lists one walks item by item, and the funnel drawn in headings that grow narrower."""

from collections.abc import Hashable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.message import Message

from tui.widgets.listing import Column, Line, Listing, Rows, Span

STEP = 2
"""Cells by which each level of the funnel is set in further, on both sides."""


@lru_cache(1024)
def folded(text: str, width: int) -> tuple[str, ...]:
    """A text as lines of at most so many cells, broken between words and between Chinese characters."""
    return tuple(part.plain.rstrip() for part in Content(text).wrap(max(8, width))) or ("",)


def heading(rank: int, text: str, width: int, role: str, *, reached: bool) -> Line:
    """The wall of one level: as wide as what is left of the funnel there, double where it was reached."""
    indent = STEP * (rank - 1)
    fill = "=" if reached else "-"
    body = f"\\{fill}{fill} {text} "
    room = max(cell_len(body), width - 2 * indent - 1)
    return Line(None, (" " * indent, Span(body + fill * (room - cell_len(body)) + "/", role)))


def item(key: Hashable, mark: Span, text: str, indent: int, width: int, beside: str = "") -> list[Line]:
    """A row of as many lines as its text needs, its mark before the first, a muted word behind the last."""
    inner = indent + cell_len(mark.text) + 1
    whole = folded(f"{text}  {beside}" if beside else text, width - inner)
    tail = cell_len(beside) if beside else 0
    lines = []
    for place, part in enumerate(whole):
        first = (" " * indent, mark, " ") if place == 0 else (" " * inner,)
        last = place == len(whole) - 1 and tail and part.endswith(beside)
        cells = (part[: len(part) - len(beside)], Span(beside, "muted")) if last else (part,)
        lines.append(Line(key, (*first, *cells)))
    return lines


def note(key: Hashable, sign: str, text: str, indent: int, width: int, role: str) -> list[Line]:
    """Lines that belong to the row above them, behind a sign."""
    inner = indent + cell_len(sign) + 1
    parts = folded(text, width - inner)
    return [
        Line(key, (" " * indent, Span(f"{sign if place == 0 else ' ' * cell_len(sign)} {part}", role)))
        for place, part in enumerate(parts)
    ]


def padded(text: str, width: int) -> str:
    """A label in a column of so many cells."""
    return set_cell_size(text, width)


class Walk(Listing):
    """Passes over headings and over the further lines of a row; a row that goes leaves the cursor on the next."""

    class Sized(Message):
        """It has another size: texts break elsewhere."""

    def on_resize(self) -> None:
        super().on_resize()
        self.post_message(self.Sized())

    def fill(self, rows: Rows | Sequence[Line], columns: tuple[Column, ...] = (), empty: str = "") -> None:
        """Show these rows; the cursor stays on its row, else on the one that followed it."""
        order, kept = self._order(), self.current
        super().fill(rows, columns, empty)
        if kept is not None and self.rows.index(kept) is None:
            at = order.index(kept)
            near = [*order[at + 1 :], *reversed(order[:at])]
            self.go_to(next((key for key in near if self.rows.index(key) is not None), None))
        if self.current is None:
            self._snap()

    def _order(self) -> list[Hashable]:
        keys = (self._key(place) for place in range(len(self.rows)))
        return list(dict.fromkeys(key for key in keys if key is not None))

    def _key(self, place: int) -> Hashable:
        line = self.rows.line(place)
        return line.key if line else None

    def _next(self, place: int, step: int) -> int | None:
        """Where the next row begins, downwards or upwards."""
        here = self._key(place) if place < len(self.rows) else None
        place += step
        while self._counted(place):
            key = self._key(place)
            if key is not None and key != here:
                return self.rows.index(key)
            place += step
        return None

    def _counted(self, place: int) -> bool:
        """Whether a line stands at a place."""
        self.rows.reach(place)
        return 0 <= place < len(self.rows)

    def _snap(self) -> None:
        if self.current is None and len(self.rows):
            found = self._next(self.cursor, 1)
            found = self._next(self.cursor, -1) if found is None else found
            if found is not None:
                self.cursor = found

    def _keep_in_view(self) -> bool:
        """Keep the whole row in view, and what stands above the first one."""
        moved, old = super()._keep_in_view(), self.top
        last = self.cursor
        while self._counted(last + 1) and self._key(last + 1) == self.current is not None:
            last += 1
        if last >= self.top + self.body:
            self.top = min(self.cursor, last - self.body + 1)
        if last < self.body and self._next(self.cursor, -1) is None:
            self.top = 0
        return moved or self.top != old

    def action_move(self, by: int) -> None:
        step, place = (1 if by > 0 else -1), self.cursor
        for _ in range(abs(by)):
            found = self._next(place, step)
            if found is None:
                break
            place = found
        if place != self.cursor:
            self.cursor = place
            return
        top = max(0, min(self.top + step, len(self.rows) - self.body))
        if top != self.top and top <= self.cursor < top + self.body:
            self.top = top
            self.refresh()

    def action_page(self, by: int) -> None:
        super().action_page(by)
        self._snap()

    def action_end(self, last: int) -> None:
        super().action_end(last)
        self._snap()
        if self.current is not None and (first := self.rows.index(self.current)) is not None:
            self.cursor = first
