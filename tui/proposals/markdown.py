"""A proposal as Markdown."""

import re
from collections.abc import Iterable, Iterator

from models.rules.text import cells
from tui.proposals.telling import Bullets, Chart, Heading, Lines, Paragraph, Piece

_ACTS = re.compile(r"([\\`*_\[\]<>|]|^#|^[-+](?= )|^\d+(?=[.)] ))")
"""What Markdown would take for more than a character."""


def written(pieces: Iterable[Piece]) -> str:
    """The text of the file."""
    return "\n\n".join("\n".join(_lines(piece)) for piece in pieces) + "\n"


def _lines(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading():
            yield f"{'#' * piece.level} {_plain(piece.text)}"
        case Paragraph():
            yield piece.text if piece.hole else _plain(piece.text)
        case Bullets():
            yield from (f"- {_plain(item)}" for item in piece.items)
        case Lines():
            yield _row(map(_plain, piece.heads))
            yield _row("--:" if column in piece.right else "---" for column in range(len(piece.heads)))
            yield from (_row(map(_plain, row)) for row in piece.rows)
        case Chart():
            yield from _chart(piece)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _chart(chart: Chart) -> Iterator[str]:
    width = max(cells(bar.text) for bar in chart.bars)
    end = max(bar.before + bar.length for bar in chart.bars)
    yield "```"
    for bar in chart.bars:
        drawn = " " * bar.before + "█" * bar.length
        yield f"{bar.text.replace('`', ' ')}{' ' * (width - cells(bar.text))}  {drawn:{end}}  {bar.days}"
    yield "```"


def _plain(text: str) -> str:
    return _ACTS.sub(r"\\\1", text)
