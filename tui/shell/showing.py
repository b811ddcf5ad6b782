"""Answers for people, on standard output: lines of spans.

Rich colours them on a terminal and is imported only there; anywhere else the texts alone are written.
"""

from collections.abc import Iterable, Mapping, Sequence

from models.rules.text import bounded, cells, term_safe
from tui.pages.spans import Line, Span, line, wrapped
from tui.shell.context import Context

STYLES: Mapping[str, str] = {
    "": "", "title": "bold", "heading": "bold cyan", "danger": "bold red", "warning": "yellow", "dim": "dim",
    "good": "green",
}
"""What a text is, and how a terminal that can shows it; letters and words say it too."""


def show(context: Context, lines: Iterable[Line], width: int = 0, indent: int = 4) -> None:
    """Write lines for a person to read, wrapped to `width` cells where it is given, what follows set in."""
    safe = [_fitting(context, each) for each in lines]
    for each in safe if not width else (part for one in safe for part in wrapped(one, width, indent)):
        _write(context, each)


def _fitting(context: Context, each: Line) -> Line:
    """The line without anything that acts on a terminal, and without what `--ascii` forbids."""
    return tuple(Span(_plain(context, span.text), span.style) for span in each)


def _plain(context: Context, text: str) -> str:
    text = term_safe(text, mark="?" if context.config.ascii else "\ufffd")
    return text.translate(_ASCII) if context.config.ascii else text


FILLS = {"█": "#", "▓": "=", "▚": "+", "▒": "x", "░": "."}
"""The patterns of bars."""
_ASCII = str.maketrans({"·": "|", "↑": "^", "↓": "v", "→": "->", "—": "-", "–": "-", "…": "...", **FILLS})


def _write(context: Context, each: Line) -> None:
    if not context.terminal:
        context.out.write("".join(span.text for span in each).rstrip() + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    text = Text.assemble(*((span.text, STYLES[span.style]) for span in each), no_wrap=True)
    Console(file=context.out, highlight=False, markup=False, emoji=False).print(
        text, soft_wrap=True, crop=False, overflow="ignore"
    )


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = (), width: int = 0
) -> list[Line]:
    """Rows under heads, every column as wide as its widest cell; the columns in `right` end flush.

    With a width every line is cut there.
    """
    flush = set(right)
    safe = [[" ".join(term_safe(cell).split()) for cell in row] for row in (heads, *rows)]
    widths = [max(cells(cell) for cell in column) for column in zip(*safe, strict=True)]
    lines = []
    for number, row in enumerate(safe):
        parts = [
            " " * gap + cell if at in flush else cell + " " * gap
            for at, (cell, size) in enumerate(zip(row, widths, strict=True))
            for gap in [size - cells(cell)]
        ]
        text = "  ".join(parts).rstrip()
        lines.append(line(Span(bounded(text, width) if width else text, "" if number else "heading")))
    return lines


