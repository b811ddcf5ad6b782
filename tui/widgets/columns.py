"""Cards in columns: one is under the cursor, columns without cards are narrow."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from models.rules.text import bounded, cells
from tui.keys import key
from tui.pages.spans import ELLIPSIS, wrapped
from tui.pages.spans import Span as Told
from tui.widgets.listing import Cell, Listing, Span

CARD = 5
"""Lines of the lowest card, the empty one below it included."""
TALLEST = 8
"""Lines of the highest card."""
NARROW = 9
MEASURED = 40
"""Cards of a column that say how wide it should be."""


class CardFace(NamedTuple):
    """A card: what it stands for, its name in a role, what always stands behind it, its place, its facts by worth."""

    key: int
    name: Span
    tail: str
    place: str
    facts: tuple[str, ...]

    @property
    def widest(self) -> int:
        """How wide a column must be to cut nothing of it."""
        return max(map(cells, (self.name.text + self.tail, self.place, *self.facts))) + EDGE

    def laid(self, width: int, most: int) -> tuple[tuple[Cell, ...], ...]:
        """Its lines, at most so many; what does not fit ends in an ellipsis."""
        name = _broken(self.name.text, width - cells(self.tail), 2 if most > 2 else 1)
        head: list[tuple[Cell, ...]] = [(Span(piece, self.name.role),) for piece in name]
        head[0] = (*head[0], Span(self.tail, "accent"))
        below = [bounded(self.place, width, ELLIPSIS)] if self.place and len(head) < most else []
        below += _packed(self.facts, width, most - len(head) - len(below))
        return (*head, *((Span(text, "muted"),) for text in below))


EDGE = 3
"""Cells of a column that hold no text: the cursor's mark and what is between columns."""


class Stack:
    """A column: its heading, the longest that fits of several, in a role, and its cards, drawn up as one looks."""

    def __init__(
        self, titles: tuple[str, ...], role: str, keys: Sequence[int], face: Callable[[int], CardFace]
    ) -> None:
        self.titles = titles
        self.role = role
        self.keys = tuple(keys)
        """What its cards stand for."""
        self._face = face
        self._faces: dict[int, CardFace] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def card(self, place: int) -> CardFace:
        """The card at a place."""
        if place not in self._faces:
            self._faces[place] = self._face(self.keys[place])
        return self._faces[place]

    @property
    def cards(self) -> Iterator[CardFace]:
        """Its cards, one by one."""
        return (self.card(place) for place in range(len(self.keys)))

    @property
    def first(self) -> Iterator[CardFace]:
        """The cards its width goes by: the weightiest, who stand first."""
        return islice(self.cards, MEASURED)


class Columns(Listing):
    """A board one walks with h j k l."""

    BINDINGS = [
        key("h,left", "across(-1)", "board.left", show=False),
        key("l,right", "across(1)", "board.right", show=False),
    ]

    class Chosen(Message):
        """Another card is under the cursor."""

    at: var[tuple[int, int]] = var((0, 0), init=False)
    """Column and card."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.stacks: tuple[Stack, ...] = ()
        self._spread: tuple[list[int], int] | None = None
        self._laid: dict[tuple[int, int], tuple[tuple[Cell, ...], ...]] = {}

    def show_stacks(self, stacks: Sequence[Stack], empty: str) -> None:
        """Show these columns, the cursor staying on its card."""
        kept = self.person
        self.stacks, self.empty = tuple(stacks), empty
        if kept is None or not self.reach(kept):
            first = next((i for i, stack in enumerate(self.stacks) if len(stack)), 0)
            self.set_reactive(Columns.at, (first, 0))
        self._lay_out()
        self.post_message(self.Chosen())

    @property
    def person(self) -> int | None:
        """What the card under the cursor stands for."""
        column, place = self.at
        if column < len(self.stacks) and place < len(self.stacks[column]):
            return self.stacks[column].keys[place]
        return None

    def reach(self, key: int) -> bool:
        """Put the cursor on a card; answers whether it is there."""
        for column, stack in enumerate(self.stacks):
            if key in stack.keys:
                self.at = (column, stack.keys.index(key))
                return True
        return False

    def watch_at(self) -> None:
        self._scroll()
        self.refresh()
        self.post_message(self.Chosen())

    @property
    def fitting(self) -> int:
        """How many cards of a column fit."""
        return max(1, (self.size.height - 1) // self._spreading()[1])

    def _scroll(self) -> None:
        place = self.at[1]
        if not self.top <= place < self.top + self.fitting:
            self.top = max(0, place - self.fitting + 1)

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Find widths and heights anew, and draw."""
        self._spread = None
        self._laid.clear()
        self._scroll()
        self.refresh()

    def _mark_place(self) -> None:
        self.refresh()

    # Moving -------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        column, place = self.at
        if self.stacks:
            self.at = (column, max(0, min(place + by, len(self.stacks[column]) - 1)))

    def action_page(self, by: int) -> None:
        self.action_move(by * self.fitting)

    def action_end(self, last: int) -> None:
        self.action_move(10_000 if last else -10_000)

    def action_across(self, by: int) -> None:
        column, place = self.at
        while 0 <= column + by < len(self.stacks):
            column += by
            if count := len(self.stacks[column]):
                self.at = (column, min(place, count - 1))
                return

    def action_open(self) -> None:
        self.post_message(self.Opened(self, self.person))

    def action_mark(self, then: int) -> None:
        self.action_move(then)

    def on_click(self, event: events.Click) -> None:
        left = 0
        for column, width in enumerate(self._spreading()[0]):
            if left <= event.x < left + width:
                place = self.top + (event.y - 1) // self._spreading()[1]
                if event.y > 0 and place < len(self.stacks[column]):
                    self.at = (column, place)
            left += width

    # Drawing ------------------------------------------------------------------------------------------

    def _spreading(self) -> tuple[list[int], int]:
        """How wide each column and how high a card is."""
        if self._spread is None:
            widths = self._widths()
            self._spread = widths, self._height(widths)
        return self._spread

    def _widths(self) -> list[int]:
        """Columns without cards are narrow; the others share the rest, none more than it needs while one lacks room."""
        total, count = self.size.width, max(1, len(self.stacks))
        headings = [cells(stack.titles[-1]) + 2 for stack in self.stacks]
        narrow = min(max(headings, default=NARROW), NARROW, total // count)
        full = [i for i, stack in enumerate(self.stacks) if len(stack)]
        left, given = total - narrow * (len(self.stacks) - len(full)), dict.fromkeys(full, 0)
        if all(any(card.widest > left // len(full) for card in self.stacks[i].first) for i in full):
            return [left // len(full) if i in given else narrow for i in range(len(self.stacks))]
        needs = {i: max(card.widest for card in self.stacks[i].first) for i in full}
        waiting = sorted(needs, key=needs.__getitem__)
        while waiting:
            column, share = waiting[0], left // len(waiting)
            if needs[column] > share:
                given |= dict.fromkeys(waiting, share)
                return [given.get(i, narrow) for i in range(len(self.stacks))]
            given[column] = needs[column]
            left -= needs[column]
            del waiting[0]
        spare = left // max(1, len(needs))
        return [given[i] + spare if i in given else narrow for i in range(len(self.stacks))]

    def _height(self, widths: Sequence[int]) -> int:
        """As high as the fullest card needs, as long as no column has to scroll for it."""
        full = [(stack, width) for stack, width in zip(self.stacks, widths, strict=True) if len(stack) and width]
        lowest, most = max(min(CARD, self.size.height - 1), 2), max((len(stack) for stack, _ in full), default=1)
        if (self.size.height - 1) // most <= lowest:
            return lowest
        height = max((len(c.laid(w - EDGE, TALLEST - 1)) for s, w in full for c in s.cards), default=0) + 1
        return max(lowest, min(height, (self.size.height - 1) // most))

    def render_line(self, y: int) -> Strip:
        """One line across all columns."""
        width = self.size.width
        if not any(map(len, self.stacks)):
            told = self.empty.split("\n")
            return Strip([Segment("  " + (told[y] if y < len(told) else ""), self.role("muted"))]).adjust_cell_length(
                width, self.role("")
            )
        pieces: list[Segment] = []
        for column, (stack, wide) in enumerate(zip(self.stacks, self._spreading()[0], strict=True)):
            if not wide:
                continue
            line = (self._title(stack, wide),) if y == 0 else self._card_line(column, stack, y - 1, wide)
            segments = [
                Segment(cell, self.role("")) if isinstance(cell, str) else Segment(cell.text, self.role(cell.role))
                for cell in line
            ]
            pieces.extend(Strip(segments).adjust_cell_length(wide - 1, self.role("")))
            pieces.append(Segment(" ", self.role("")))
        return Strip(pieces).adjust_cell_length(width, self.role(""))

    def _title(self, stack: Stack, width: int) -> Span:
        above = min(self.top, len(stack))
        mark = f" ↑{above}" if above else ""
        found = next((title for title in stack.titles if cells(title + mark) + 2 <= width), stack.titles[-1])
        return Span(f" {found}{mark}", stack.role)

    def _card_line(self, column: int, stack: Stack, y: int, width: int) -> tuple[Cell, ...]:
        height = self._spreading()[1]
        place, row = self.top + y // height, y % height
        if place >= self.top + self.fitting:
            return ("",)
        if place >= len(stack) or row == height - 1:
            more = len(stack) - self.top - self.fitting
            last = y == self.fitting * height - 1
            return (Span(f"  +{more}", "muted"),) if last and more > 0 else ("",)
        lines = self._lines(column, place, width)
        here = ">" if self.has_focus else "-"
        mark = Span(f"{here} " if (column, place) == self.at and row == 0 else "  ", "mark")
        return (mark, *(lines[row] if row < len(lines) else ()))

    def _lines(self, column: int, place: int, width: int) -> tuple[tuple[Cell, ...], ...]:
        """The lines of a card, laid out once for a width and a height."""
        if (column, place) not in self._laid:
            card = self.stacks[column].card(place)
            self._laid[column, place] = card.laid(width - EDGE, self._spreading()[1] - 1)
        return self._laid[column, place]


def _broken(text: str, width: int, most: int) -> list[str]:
    """A name in at most so many lines, broken between words or characters; the last one ends in an ellipsis."""
    pieces = ["".join(span.text for span in piece) for piece in wrapped((Told(text),), max(2, width))]
    rest = text[sum(len(piece) for piece in pieces[: most - 1]) :].strip() if len(pieces) > 1 else ""
    head = [piece.rstrip() for piece in pieces[: most - 1]] if rest else []
    return [*head, bounded(rest or text, max(2, width), ELLIPSIS)]


def _packed(facts: Sequence[str], width: int, most: int) -> list[str]:
    """Facts side by side as far as they fit in a line; the last line holds what is left of them."""
    lines: list[str] = []
    for fact in facts:
        beside = f"{lines[-1]} {fact}" if lines else fact
        if lines and (cells(beside) <= width or len(lines) >= most):
            lines[-1] = beside
        else:
            lines.append(fact)
    return [bounded(line, width, ELLIPSIS) for line in lines[: max(0, most)]]
