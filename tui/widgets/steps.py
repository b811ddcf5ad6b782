"""The steps of the funnel: cards in columns of which as many are seen as fit, and what each step comes to."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from models.rules.text import bounded
from tui.pages.spans import ELLIPSIS
from tui.widgets.columns import Columns
from tui.widgets.listing import Span
from tui.widgets.roles import Drawn


class StepColumns(Columns):
    """Columns of one width; where not all fit, those around the cursor are seen."""

    LEAST = 19
    """Cells of the narrowest column."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.first = 0
        """The first column that is seen."""

    @property
    def seen(self) -> int:
        """How many columns fit."""
        return max(1, min(len(self.stacks) or 1, self.size.width // self.LEAST))

    def _scroll(self) -> None:
        super()._scroll()
        column, before = self.at[0], self.first
        if not self.first <= column < self.first + self.seen:
            self.first = column if column < self.first else column - self.seen + 1
        self.first = max(0, min(self.first, len(self.stacks) - self.seen))
        if self.first != before:
            self._spread = None

    def _widths(self) -> list[int]:
        share, more = divmod(self.size.width, self.seen)
        shown = range(self.first, self.first + self.seen)
        return [
            share + (place - self.first < more) if place in shown else 0 for place in range(len(self.stacks))
        ]


class Totals(Drawn):
    """A few lines of cells that share the width evenly."""

    DEFAULT_CSS = "Totals { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[tuple[Span, ...], ...] = ()

    def tell(self, lines: Sequence[tuple[Span, ...]]) -> None:
        """Show these lines."""
        grown, self.lines = len(lines) != len(self.lines), tuple(lines)
        self.refresh(layout=grown)

    def get_content_height(self, *_: object) -> int:
        """As high as its lines."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, cells = self.size.width, self.lines[y] if y < len(self.lines) else ()
        share = max(1, (width - 1) // max(1, len(cells)))
        pieces = [Segment(" ", self.role(""))]
        for cell in cells:
            text = bounded(cell.text, share - 1, ELLIPSIS) if len(cells) > 1 else cell.text
            segment = Segment(text, self.role(cell.role))
            pieces += [segment, Segment(" " * max(0, share - segment.cell_length), self.role(""))]
        return Strip(pieces).adjust_cell_length(width, self.role(""))
