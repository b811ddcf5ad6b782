"""Lines that are longer than the screen: cut with an ellipsis while folded, wrapped below each other when unfolded."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from models.rules.text import bounded
from tui.pages.spans import ELLIPSIS, wrapped
from tui.pages.spans import Span as Told
from tui.widgets.listing import Cell, Column, Line, Span

STEP = 2
"""How much further in a line goes on below itself."""


def folded(line: Line, width: int) -> Line:
    """The line in one row, an ellipsis at the end of what does not fit; unchanged when it does."""
    if not too_long(line, width):
        return line
    kept: list[Cell] = []
    left = width
    for cell in line.cells:
        text, role = _of(cell)
        fitting = bounded(text, left) if cell_len(text) < left else bounded(text, left - 1) + ELLIPSIS
        kept.append(Span(fitting, role))
        left -= cell_len(fitting)
        if fitting != text:
            break
    return Line(line.key, tuple(kept))


def too_long(line: Line, width: int) -> bool:
    """Whether a line without columns does not fit."""
    return sum(cell_len(_of(cell)[0]) for cell in line.cells) > width


def unfolded(line: Line, width: int, hang: int | None = None) -> Iterator[Line]:
    """The whole line, wrapped; what follows is set in by `hang`, or a little further than its first text."""
    spans = tuple(Told(*_of(cell)) for cell in line.cells)
    text = "".join(span.text for span in spans)
    indent = len(text) - len(text.lstrip(" ")) + STEP if hang is None else hang
    for piece in wrapped(spans, width, indent):
        yield Line(line.key, tuple(Span(span.text, span.style) for span in piece))


def hidden(line: Line, columns: Sequence[Column], widths: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The cells of a line in columns that are cut: heading and whole text."""
    for place, (cell, column, width) in enumerate(zip(line.cells, columns, widths, strict=False)):
        runs_on = place == len(line.cells) - 1 < len(columns) - 1
        room = sum(widths[place:]) if runs_on else width - 1
        if cell_len(_of(cell)[0]) > room:
            yield column.title, _of(cell)[0].strip()


def told(line: Line, pairs: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Headings and whole texts below a line in columns, wrapped, standing for the same."""
    for heading, text in pairs:
        head = "    " + (f"{heading}  " if heading else "")
        for piece in wrapped((Told(head + text),), width, 4 + STEP):
            yield Line(line.key, (Span("".join(span.text for span in piece), "muted"),))


def _of(cell: Cell) -> tuple[str, str]:
    return (cell, "") if isinstance(cell, str) else (cell.text, cell.role)
