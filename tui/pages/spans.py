"""Lines of spans, and breaking them at a width: between words or Chinese characters, never inside a number."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from models.rules.text import bounded, cells

ELLIPSIS = "…"


class Span(NamedTuple):
    """A text and what it is: title, heading, danger, warning, dim, good, or nothing in particular."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def line(*parts: Span | str) -> Line:
    """A line of spans; plain texts have no style."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "，。、；：？！）》」』”’】"
_OPENING = "（《「『“‘【"
_PIECES = (
    rf"\s+(?!\d{{3}}(?!\d))|[{_OPENING}]*(?:[{_WIDE}]|(?:[^\s{_WIDE}]|\s(?=\d{{3}}(?!\d)))+)[{_CLOSING}]*"
)
"""What is never broken: a Chinese character, a Latin word, an amount such as 1 280, each with its punctuation."""


def wrapped(line: Line, width: int, indent: int = 0) -> Iterator[Line]:
    """The line as lines of at most `width` cells; those that follow are set in."""
    indent = min(indent, width // 2)
    room: list[Span] = []
    used = 0
    for span in _pieces(line, width - indent):
        size = cells(span.text)
        if used + size > width:
            yield tuple(room)
            room, used = [type(span)(" " * indent, "")], indent
            if span.text.isspace():
                continue
        room.append(span)
        used += size
    yield tuple(room)


def clipped(line: Line, width: int, most: int, mark: str, indent: int = 0) -> Iterator[Line]:
    """At most so many wrapped lines; the mark ends a text that is longer."""
    pieces = list(islice(wrapped(line, width, indent), most + 1))
    yield from pieces[: most if len(pieces) <= most else most - 1]
    if len(pieces) > most:
        last, style = pieces[most - 1], pieces[most - 1][-1].style
        text = "".join(span.text for span in last)
        yield (Span(bounded(text, width - cells(mark)) + mark, style),)


def _pieces(line: Line, widest: int) -> Iterator[Span]:
    for span in line:
        for found in re.findall(_PIECES, span.text):
            rest = found
            while cells(rest) > widest:
                first = bounded(rest, widest)
                yield type(span)(first, span.style)
                rest = rest[len(first) :]
            yield type(span)(rest, span.style)
