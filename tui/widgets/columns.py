"""Cards in columns: one is under the cursor, columns without cards are narrow."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.keys import key
from tui.widgets.listing import Cell, Listing, Span

CARD = 5
"""Lines of a card, the empty one below it included."""
NARROW = 9


class CardFace(NamedTuple):
    """A card: what it stands for, and its lines."""

    key: int
    lines: tuple[tuple[Cell, ...], ...]


class Stack(NamedTuple):
    """A column: its heading in a role, and its cards."""

    title: str
    role: str
    cards: tuple[CardFace, ...]


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

    def show_stacks(self, stacks: Sequence[Stack], empty: str) -> None:
        """Show these columns, the cursor staying on its card."""
        kept = self.person
        self.stacks, self.empty = tuple(stacks), empty
        if kept is None or not self.reach(kept):
            first = next((i for i, stack in enumerate(self.stacks) if stack.cards), 0)
            self.set_reactive(Columns.at, (first, 0))
        self._scroll()
        self.refresh()

    @property
    def person(self) -> int | None:
        """What the card under the cursor stands for."""
        column, place = self.at
        if column < len(self.stacks) and place < len(self.stacks[column].cards):
            return self.stacks[column].cards[place].key
        return None

    def reach(self, key: int) -> bool:
        """Put the cursor on a card; answers whether it is there."""
        for column, stack in enumerate(self.stacks):
            for place, card in enumerate(stack.cards):
                if card.key == key:
                    self.at = (column, place)
                    return True
        return False

    def watch_at(self) -> None:
        self._scroll()
        self.refresh()
        self.post_message(self.Chosen())

    @property
    def fitting(self) -> int:
        """How many cards of a column fit."""
        return max(1, (self.size.height - 1) // CARD)

    def _scroll(self) -> None:
        place = self.at[1]
        if not self.top <= place < self.top + self.fitting:
            self.top = max(0, place - self.fitting + 1)

    def on_resize(self) -> None:
        self._scroll()

    # Moving -------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        column, place = self.at
        if self.stacks:
            self.at = (column, max(0, min(place + by, len(self.stacks[column].cards) - 1)))

    def action_page(self, by: int) -> None:
        self.action_move(by * self.fitting)

    def action_end(self, last: int) -> None:
        self.action_move(10_000 if last else -10_000)

    def action_across(self, by: int) -> None:
        column, place = self.at
        while 0 <= column + by < len(self.stacks):
            column += by
            if cards := self.stacks[column].cards:
                self.at = (column, min(place, len(cards) - 1))
                return

    def action_open(self) -> None:
        self.post_message(self.Opened(self, self.person))

    def action_mark(self, then: int) -> None:
        self.action_move(then)

    def on_click(self, event: events.Click) -> None:
        left = 0
        for column, width in enumerate(self._widths()):
            if left <= event.x < left + width:
                place = self.top + (event.y - 1) // CARD
                if event.y > 0 and place < len(self.stacks[column].cards):
                    self.at = (column, place)
            left += width

    # Drawing ------------------------------------------------------------------------------------------

    def _widths(self) -> list[int]:
        total = self.size.width
        empty = sum(1 for stack in self.stacks if not stack.cards)
        full = len(self.stacks) - empty
        narrow = min(NARROW, total // max(1, len(self.stacks)))
        share = (total - narrow * empty) // full if full else total // max(1, len(self.stacks))
        return [share if stack.cards else narrow for stack in self.stacks]

    def render_line(self, y: int) -> Strip:
        """One line across all columns."""
        width = self.size.width
        if not any(stack.cards for stack in self.stacks):
            told = self.empty.split("\n")
            return Strip([Segment("  " + (told[y] if y < len(told) else ""), self.role("muted"))]).adjust_cell_length(
                width, self.role("")
            )
        pieces: list[Segment] = []
        for column, (stack, wide) in enumerate(zip(self.stacks, self._widths(), strict=True)):
            cells = (Span(f" {stack.title}", stack.role),) if y == 0 else self._card_line(column, stack, y - 1)
            segments = [
                Segment(cell, self.role("")) if isinstance(cell, str) else Segment(cell.text, self.role(cell.role))
                for cell in cells
            ]
            pieces.extend(Strip(segments).adjust_cell_length(wide - 1, self.role("")))
            pieces.append(Segment(" ", self.role("")))
        return Strip(pieces).adjust_cell_length(width, self.role(""))

    def _card_line(self, column: int, stack: Stack, y: int) -> tuple[Cell, ...]:
        place, row = self.top + y // CARD, y % CARD
        if place >= self.top + self.fitting:
            return ("",)
        if place >= len(stack.cards) or row == CARD - 1:
            more = len(stack.cards) - self.top - self.fitting
            last = y == self.fitting * CARD - 1
            return (Span(f"  +{more}", "muted"),) if last and more > 0 else ("",)
        lines = stack.cards[place].lines
        mark = Span("> " if (column, place) == self.at and row == 0 else "  ", "mark")
        return (mark, *(lines[row] if row < len(lines) else ()))
