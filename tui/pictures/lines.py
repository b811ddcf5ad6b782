"""A picture as lines of spans: for the screens and for the shell, at any width.

A tone is a pattern as well as a style, so that a picture says the same without colour.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Cell,
    Grid,
    GridRow,
    Item,
    Key,
    Legend,
    Picture,
    Profile,
    Thing,
    Tone,
    Tree,
    scale,
)
from models.rules.text import bounded, cells, pad
from tui.pages.spans import ELLIPSIS, Line, Span, line
from tui.pictures.saying import Saying, number

FILLS = {
    Tone.PLAIN: "█", Tone.ACCENT: "█", Tone.GOOD: "▓", Tone.WARNING: "▒", Tone.DANGER: "▚", Tone.DIM: "░",
}  # fmt: skip
STYLES = {
    Tone.PLAIN: "", Tone.ACCENT: "heading", Tone.GOOD: "good", Tone.WARNING: "warning", Tone.DANGER: "danger",
    Tone.DIM: "dim",
}  # fmt: skip
LABEL = 24
"""Cells a label takes at most, where there is room for bars."""
NARROWEST = 8
"""Cells a column of texts keeps."""
SHORTEST = 6
"""Bars shorter than this say nothing: the columns get their place."""
COLUMN = (8, 24)
"""Cells a column of a grid has at least and at most."""
GAP = 2


class Spot(NamedTuple):
    """Something on a line that can be opened, and what it is called there."""

    key: Thing | str
    text: str


class Drawn(NamedTuple):
    """A line of a picture and what can be opened on it."""

    spots: tuple[Spot, ...]
    line: Line


def drawn(picture: Picture, width: int, say: Saying) -> Iterator[Drawn]:
    """The lines of a picture, none wider than `width` cells; its title is not among them."""
    if isinstance(picture, Profile):
        from tui.pictures.profile import lines

        told = lines(picture, width, say)
    elif isinstance(picture, Tree):
        from tui.pictures.tree import lines as outline

        told = outline(picture, width, say)
    else:
        told = _bars(picture, width, say) if isinstance(picture, Bars) else _grid(picture, width, say)
    for each in told:
        yield Drawn(each.spots, _cut(each.line, width))


def _cut(told: Line, width: int) -> Line:
    """The line as far as it fits."""
    found: list[Span] = []
    for span in told:
        room = width - sum(cells(each.text) for each in found)
        if cells(span.text) > room:
            found.append(Span(bounded(span.text, room, ELLIPSIS), span.style))
            break
        found.append(span)
    return tuple(found)


def legend_of(found: Sequence[Legend], say: Saying) -> Iterator[Drawn]:
    """What the tones and signs mean, a line each."""
    for each in found:
        sign = each.mark or FILLS[each.tone] * 2
        yield Drawn((), line(Span(f"{sign} ", STYLES[each.tone]), Span(say(each.label), "dim")))


# Bars --------------------------------------------------------------------------------------------------------


class _Columns(NamedTuple):
    """How wide everything is; no bars where `bars` is 0."""

    label: int
    bars: int
    beside: tuple[int, ...]
    right: tuple[bool, ...]


def _bars(picture: Bars, width: int, say: Saying) -> Iterator[Drawn]:
    columns = _columns(picture, width, say)
    heads = [say(head) for head in picture.heads]
    yield Drawn((), line(Span(_row(heads[0], heads[1:], " " * columns.bars, columns)[0].text, "heading")))
    ends = scale(picture)
    for row in picture.rows:
        yield _bar_row(row, picture, columns, ends, say)
    if picture.ticks and columns.bars:
        yield Drawn((), line(Span(" " * (columns.label + GAP) + _axis(picture, columns.bars, ends, say), "dim")))
    if picture.total is not None:
        told = [say(label) for label in picture.total.beside]
        whole = _row(say(picture.total.label), told, " " * columns.bars, columns)[0].text
        yield Drawn((), line(Span(whole, "title")))
    yield from legend_of(picture.legend, say)


def _columns(picture: Bars, width: int, say: Saying) -> _Columns:
    rows = [*picture.rows, *([picture.total] if picture.total else [])]
    heads = [say(head) for head in picture.heads]
    besides = [
        max([cells(head), *(cells(say(row.beside[at])) for row in rows if at < len(row.beside))])
        for at, head in enumerate(heads[1:])
    ]
    right = tuple(
        all(number(row.beside[at]) for row in picture.rows if row.beside[at] is not None) for at in range(len(besides))
    )
    label = max([cells(heads[0]), *(cells(say(row.label)) for row in rows)])
    label = min(label, max(LABEL, width // 4))
    gaps = GAP * (len(besides) + 1)
    besides = _narrowed(besides, right, width - gaps - label - SHORTEST)
    taken = sum(besides) + gaps
    room = width - taken - label
    if room < SHORTEST:
        return _Columns(min(label, max(4, width - taken + GAP)), 0, tuple(besides), right)
    return _Columns(label, room, tuple(besides), right)


def _narrowed(widths: list[int], right: Sequence[bool], room: int) -> list[int]:
    """The widths of columns in so much room: texts give way, the widest first, numbers never."""
    found = list(widths)
    texts = [at for at, number in enumerate(right) if not number and found[at] > NARROWEST]
    while texts and sum(found) > room:
        widest = max(texts, key=lambda at: found[at])
        found[widest] -= 1
        texts = [at for at in texts if found[at] > NARROWEST]
    return found


def _row(label: str, beside: Sequence[str], bars: str, columns: _Columns) -> Line:
    """A row without its bars' styles, in one span."""
    text = pad(bounded(label, columns.label, ELLIPSIS), columns.label)
    text += " " * GAP + bars if columns.bars else ""
    return line(text + _beside(beside, columns))


def _beside(told: Sequence[str], columns: _Columns) -> str:
    parts = (
        " " * GAP + pad(bounded(text, size, ELLIPSIS), size, right=right)
        for text, size, right in zip(told, columns.beside, columns.right, strict=False)
    )
    return "".join(parts)


def _bar_row(row: BarRow, picture: Bars, columns: _Columns, ends: tuple[int, int], say: Saying) -> Drawn:
    label = pad(bounded(say(row.label), columns.label, ELLIPSIS), columns.label)
    told = _beside([say(each) for each in row.beside], columns)
    spots = _spots((row.key, say(row.label)))
    if not columns.bars:
        return Drawn(spots, line(label, told))
    places = _places(row.bars, columns.bars, ends)
    if picture.centred:
        shift = (columns.bars - max((end for _, end, _ in places), default=0)) // 2
        places = [(start + shift, end + shift, bar) for start, end, bar in places]
    return Drawn(spots, line(label, " " * GAP, *_drawn_bars(places, columns.bars), told))


def _places(bars: Sequence[Bar], width: int, ends: tuple[int, int]) -> list[tuple[int, int, Bar]]:
    """Where each bar begins and ends in cells; what is there at all has one cell at least."""
    low, high = ends
    found, after = [], 0
    for bar in bars:
        if bar.end <= bar.start:
            continue
        start = max(after, (bar.start - low) * width // (high - low))
        end = max(start + 1, ((bar.end - low) * width * 2 + high - low) // (2 * (high - low)))
        after = min(width, end)
        if start < width:
            found.append((start, after, bar))
    return found


def _drawn_bars(places: Sequence[tuple[int, int, Bar]], width: int) -> Iterator[Span]:
    at = 0
    for start, end, bar in places:
        if start > at:
            yield Span(" " * (start - at))
        mark = bounded(bar.mark, end - start)
        yield Span(mark + FILLS[bar.tone] * (end - start - cells(mark)), STYLES[bar.tone])
        at = end
    if at < width:
        yield Span(" " * (width - at))


def _axis(picture: Bars, width: int, ends: tuple[int, int], say: Saying) -> str:
    """The scale: each place that has a name under a stroke, as far as they do not run into each other."""
    low, high = ends
    text = ""
    for tick in sorted(picture.ticks, key=lambda tick: tick.at):
        place = (tick.at - low) * (width - 1) // (high - low)
        name = f"|{say(tick.label)}"
        if place >= cells(text) and place + cells(name) <= width:
            text += " " * (place - cells(text)) + name
    return pad(text, width)


def _spots(*found: tuple[Key, str]) -> tuple[Spot, ...]:
    return tuple(Spot(key, text) for key, text in found if key is not None)


# Grids -------------------------------------------------------------------------------------------------------


def _grid(picture: Grid, width: int, say: Saying) -> Iterator[Drawn]:
    names = [say(row.label) for row in picture.rows] + [say(picture.corner)]
    label = min(max(map(cells, names), default=0), max(8, width // 4))
    for number_, band in enumerate(_bands(picture, width - label, say)):
        if number_:
            yield Drawn((), ())
        size = _size(picture, band, width - label, say)
        heads = "".join(" " * GAP + pad(bounded(say(picture.columns[at]), size, ELLIPSIS), size) for at in band)
        yield Drawn((), line(Span(pad(bounded(say(picture.corner), label, ELLIPSIS), label) + heads, "heading")))
        for row in picture.rows:
            yield from _grid_row(row, band, label, size, say)
    yield from legend_of(picture.legend, say)


def _widest(picture: Grid, at: int, say: Saying) -> int:
    told = [say(picture.columns[at])]
    for row in picture.rows:
        cell = row.cells[at]
        told += [say(cell.head), *(_item(item, say) for item in cell.items)]
    return max(map(cells, told))


def _item(item: Item, say: Saying) -> str:
    return " ".join(part for part in (item.mark, say(item.label)) if part)


def _bands(picture: Grid, room: int, say: Saying) -> list[list[int]]:
    """The columns in as many bands as it takes to give each its least width."""
    low, _ = COLUMN
    least = min(low, max((_widest(picture, at, say) for at in range(len(picture.columns))), default=low))
    fit = max(1, room // (max(1, least) + GAP))
    every = list(range(len(picture.columns)))
    return [every[at : at + fit] for at in range(0, len(every), fit)]


def _size(picture: Grid, band: Sequence[int], room: int, say: Saying) -> int:
    """How wide the columns of a band are."""
    wanted = max(_widest(picture, at, say) for at in band)
    most = COLUMN[1] if len(picture.columns) > 3 else max(COLUMN[1], room // 3)
    return max(1, min(wanted, room // len(band) - GAP, most))


def _grid_row(row: GridRow, band: Sequence[int], label: int, size: int, say: Saying) -> Iterator[Drawn]:
    columns = [_cell(row.cells[at], say) for at in band]
    for number_ in range(max(1, *(len(column) for column in columns))):
        name = "" if number_ else bounded(say(row.label), label, ELLIPSIS)
        parts, keys = [Span(pad(name, label), "title")], [(row.key, say(row.label))]
        for column in columns:
            text, style, key = column[number_] if number_ < len(column) else ("", "", None)
            parts += [Span(" " * GAP), Span(pad(bounded(text, size, ELLIPSIS), size), style)]
            keys.append((key, text))
        yield Drawn(_spots(*keys), tuple(parts))


def _cell(cell: Cell, say: Saying) -> list[tuple[str, str, Key]]:
    head = say(cell.head)
    told: list[tuple[str, str, Key]] = [(head, STYLES[cell.tone] or "dim", None)] if head else []
    return told + [(_item(item, say), STYLES[item.tone], item.key) for item in cell.items]
