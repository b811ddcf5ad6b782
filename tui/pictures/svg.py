"""A picture as an SVG file: one text, the same for the same picture, readable without this program.

Tones are patterns as well as colours, on a light ground; every text that people wrote is escaped.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Protocol

from models.rules.pictures import Bar, Bars, Cell, Grid, GridRow, Legend, Picture, Profile, Tone, Tree, scale
from models.rules.text import bounded, cells, clean
from tui.pages.spans import ELLIPSIS
from tui.pictures.saying import Saying, number

COLOURS = {
    Tone.PLAIN: "#4a5568", Tone.ACCENT: "#2b6cb0", Tone.GOOD: "#2f855a", Tone.WARNING: "#b7791f",
    Tone.DANGER: "#c53030", Tone.DIM: "#a0aec0",
}  # fmt: skip
PATTERNS = {
    Tone.GOOD: "M0 6L6 0", Tone.WARNING: "M0 3H6", Tone.DANGER: "M0 0L6 6M0 6L6 0", Tone.DIM: "M3 0V6",
}  # fmt: skip
"""What is drawn in white over the colour of a tone."""
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
CELL = 8
"""Pixels of a terminal cell: a Chinese character takes two."""
LINE = 24
MARGIN = 16
BARS = 360
LONGEST = 40
"""Cells of the longest text that is not cut."""


def svg(picture: Picture, say: Saying, note: str = "") -> str:
    """The picture as SVG, with a note such as the days it is of beneath its title."""
    title = say(picture.title)
    told = _laid(picture, say)
    body = [*told.body(MARGIN + LINE * (3 if note else 2))]
    wide = max(told.width, cells(title) * CELL * 5 // 4, cells(note) * CELL) + 2 * MARGIN
    high = MARGIN + LINE * (3 if note else 2) + told.height + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" font-family="{FONT}" font-size="14">',
        f"<title>{_safe(title)}</title>", "<defs>", *_defs(), "</defs>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="{MARGIN + 16}" font-size="18" font-weight="bold" fill="#1a202c">{_safe(title)}</text>',
        *([text_at(MARGIN, MARGIN + LINE, note, fill="#718096")] if note else []),
        *body, "</svg>", "",
    ]  # fmt: skip
    return "\n".join(parts)


class Laid(Protocol):
    """A picture laid out in pixels."""

    width: int
    height: int

    def body(self, top: int) -> Iterator[str]:
        """Everything below the title."""


def _laid(picture: Picture, say: Saying) -> Laid:
    if isinstance(picture, Profile):
        from tui.pictures.profile import Drawing

        return Drawing(picture, say)
    if isinstance(picture, Tree):
        from tui.pictures.tree import Cards

        return Cards(picture, say)
    return _Bars(picture, say) if isinstance(picture, Bars) else _Grid(picture, say)


def _safe(text: str) -> str:
    """A text as XML may hold it."""
    return escape(" ".join(clean(text).split()))


def text_at(x: int, y: int, text: str, *, end: bool = False, bold: bool = False, fill: str = "#1a202c") -> str:
    """A text on the line that begins at y."""
    more = (' text-anchor="end"' if end else "") + (' font-weight="bold"' if bold else "")
    return f'<text x="{x}" y="{y + 17}" fill="{fill}"{more}>{_safe(bounded(text, LONGEST, ELLIPSIS))}</text>'


def _defs() -> Iterator[str]:
    for tone, path in PATTERNS.items():
        yield (
            f'<pattern id="{tone.value}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{COLOURS[tone]}"/>'
            f'<path d="{path}" stroke="#ffffff" stroke-opacity="0.45" stroke-width="1"/></pattern>'
        )


def _fill(tone: Tone) -> str:
    return f"url(#{tone.value})" if tone in PATTERNS else COLOURS[tone]


def box_at(x: int, y: int, wide: int, high: int, tone: Tone) -> str:
    """A box in a tone."""
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{_fill(tone)}"/>'


def size_of(text: str) -> int:
    """How wide a text is."""
    return min(cells(text), LONGEST) * CELL


def legend_at(found: Sequence[Legend], y: int, say: Saying) -> Iterator[str]:
    """What the tones and signs mean, a line each."""
    for place, each in enumerate(found):
        top = y + place * LINE
        sign = text_at(MARGIN, top, each.mark) if each.mark else box_at(MARGIN, top + 5, 24, 14, each.tone)
        yield sign
        yield text_at(MARGIN + 36, top, say(each.label), fill="#4a5568")


class _Bars:
    """Bars laid out in pixels."""

    def __init__(self, picture: Bars, say: Saying) -> None:
        self.picture, self.say = picture, say
        rows = [*picture.rows, *([picture.total] if picture.total else [])]
        heads = [say(head) for head in picture.heads]
        self.label = max([size_of(heads[0]), *(size_of(say(row.label)) for row in rows)])
        self.beside = [
            max([size_of(head), *(size_of(say(row.beside[at])) for row in rows if at < len(row.beside))])
            for at, head in enumerate(heads[1:])
        ]
        self.right = [
            all(number(row.beside[at]) for row in picture.rows if row.beside[at] is not None)
            for at in range(len(self.beside))
        ]
        self.heads = heads
        legend = max((size_of(say(each.label)) + 36 for each in picture.legend), default=0)
        self.width = max(self.label + MARGIN + BARS + sum(size + MARGIN for size in self.beside), legend)
        lines = 1 + len(rows) + (1 if picture.ticks else 0) + len(picture.legend)
        self.height = lines * LINE

    def body(self, top: int) -> Iterator[str]:
        """Everything below the title."""
        yield from self._texts(self.heads[0], self.heads[1:], top, bold=True)
        for row in self.picture.rows:
            top += LINE
            yield from self._texts(self.say(row.label), [self.say(each) for each in row.beside], top)
            yield from self._stretches(row.bars, top)
        if self.picture.ticks:
            top += LINE
            yield from self._axis(top)
        if self.picture.total is not None:
            top += LINE
            told = [self.say(each) for each in self.picture.total.beside]
            yield from self._texts(self.say(self.picture.total.label), told, top, bold=True)
        yield from legend_at(self.picture.legend, top + LINE, self.say)

    def _texts(self, label: str, beside: Sequence[str], y: int, *, bold: bool = False) -> Iterator[str]:
        yield text_at(MARGIN, y, label, bold=bold)
        x = MARGIN + self.label + MARGIN + BARS
        for text, size, right in zip(beside, self.beside, self.right, strict=False):
            x += MARGIN
            if text:
                yield text_at(x + size if right else x, y, text, end=right, bold=bold)
            x += size

    def _place(self, at: int) -> int:
        low, high = scale(self.picture)
        return max(0, min(BARS, ((at - low) * BARS * 2 + high - low) // (2 * (high - low))))

    def _stretches(self, bars: Sequence[Bar], y: int) -> Iterator[str]:
        left = MARGIN + self.label + MARGIN
        if self.picture.centred:
            left += (BARS - max((self._place(bar.end) for bar in bars), default=0)) // 2
        for bar in bars:
            if bar.end > bar.start:
                start = self._place(bar.start)
                yield box_at(left + start, y + 4, max(2, self._place(bar.end) - start), LINE - 8, bar.tone)
                if bar.mark:
                    yield text_at(left + start + 4, y, bar.mark, bold=True, fill="#ffffff")

    def _axis(self, y: int) -> Iterator[str]:
        left, after = MARGIN + self.label + MARGIN, 0
        for tick in sorted(self.picture.ticks, key=lambda tick: tick.at):
            at, text = self._place(tick.at), self.say(tick.label)
            if at >= after:
                yield f'<path d="M{left + at} {y}v6" stroke="#718096"/>'
                yield text_at(left + at + 2, y, text, fill="#4a5568")
                after = at + size_of(text) + CELL


class _Grid:
    """A grid laid out in pixels."""

    def __init__(self, picture: Grid, say: Saying) -> None:
        self.picture, self.say = picture, say
        self.label = max([size_of(say(picture.corner)), *(size_of(say(row.label)) for row in picture.rows)]) + MARGIN
        self.columns = [
            max([size_of(say(head)), *(size_of(text) for row in picture.rows for text, _ in self._cell(row.cells[at]))])
            + MARGIN
            for at, head in enumerate(picture.columns)
        ]
        self.width = self.label + sum(self.columns)
        self.height = (1 + sum(map(self._lines, picture.rows)) + len(picture.legend)) * LINE

    def _cell(self, cell: Cell) -> list[tuple[str, Tone]]:
        head = self.say(cell.head)
        told = [(head, cell.tone)] if head else []
        return told + [
            (" ".join(part for part in (item.mark, self.say(item.label)) if part), item.tone) for item in cell.items
        ]

    def _lines(self, row: GridRow) -> int:
        return max([1, *(len(self._cell(cell)) for cell in row.cells)])

    def body(self, top: int) -> Iterator[str]:
        """Everything below the title."""
        yield text_at(MARGIN, top, self.say(self.picture.corner), bold=True)
        yield from self._across(top, [[(self.say(head), Tone.PLAIN)] for head in self.picture.columns])
        top += LINE
        for row in self.picture.rows:
            high = self._lines(row) * LINE
            yield text_at(MARGIN, top, self.say(row.label), bold=True)
            x = MARGIN + self.label
            for size in self.columns:
                yield f'<rect x="{x}" y="{top}" width="{size}" height="{high}" fill="none" stroke="#cbd5e0"/>'
                x += size
            yield from self._across(top, [self._cell(cell) for cell in row.cells])
            top += high
        yield from legend_at(self.picture.legend, top, self.say)

    def _across(self, top: int, columns: Sequence[Sequence[tuple[str, Tone]]]) -> Iterator[str]:
        x = MARGIN + self.label
        for size, told in zip(self.columns, columns, strict=True):
            for place, (text, tone) in enumerate(told):
                if text:
                    fill = "#1a202c" if tone is Tone.PLAIN else COLOURS[Tone.PLAIN if tone is Tone.DIM else tone]
                    yield text_at(x + CELL, top + place * LINE, text, fill=fill)
            x += size
