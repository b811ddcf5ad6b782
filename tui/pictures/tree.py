"""A tree: as an outline of lines of spans, and as an SVG of cards with what hangs below them at their right."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from models.rules.pictures import Label, Link, Tone, Tree, TreeRow
from models.rules.text import bounded, cells, pad
from tui.pages.spans import ELLIPSIS, Span, line
from tui.pictures.lines import GAP, STYLES, Drawn, Spot, legend_of
from tui.pictures.saying import Saying
from tui.pictures.svg import CELL, COLOURS, LINE, MARGIN, box_at, legend_at, size_of, text_at

STEP = 2
"""Cells, and characters' widths in a file, between two depths."""
NARROWEST = 20
"""Cells the labels have at least; the last columns go first."""
DEEPEST = 12
"""From this depth on rows are not set in any further."""
BETWEEN = 48
"""Pixels between the cards of one depth and those of the next."""
BOW = 28


def lines(picture: Tree, width: int, say: Saying) -> Iterator[Drawn]:
    """The rows set in by their depth with their columns, then what joins them beside the tree, then the legend."""
    heads = [say(head) for head in picture.heads]
    beside = _columns(heads, [_told(row.beside, say) for row in picture.rows])
    while beside and width - sum(beside) - GAP * len(beside) < NARROWEST:
        beside.pop()
    room = width - sum(beside) - GAP * len(beside)
    label = min(room, max([cells(heads[0]), *(cells(_label(row, say)) for row in picture.rows)], default=0))
    yield Drawn((), line(Span(pad(heads[0], label) + _beside(heads[1:], beside), "heading")))
    for row in picture.rows:
        text = pad(bounded(_label(row, say), label, ELLIPSIS), label)
        name = Span(text, "title" if row.branch else STYLES[_tone(row, say)])
        spots = (Spot(row.key, say(row.label)),) if row.key is not None else ()
        yield Drawn(spots, line(name, _beside(_told(row.beside, say), beside)))
    for link in picture.links:
        one, other = (say(picture.rows[at].label) for at in (link.start, link.end))
        yield Drawn((), line(Span(f"{say(link.label)}  ", STYLES[link.tone]), f"{one} - {other}"))
    yield from legend_of(picture.legend, say)


def _tone(row: TreeRow, say: Saying) -> Tone:
    """The tone of a row, which says too much to those who shall not know where people stand."""
    return Tone.PLAIN if say.mask.on else row.tone


def _label(row: TreeRow, say: Saying) -> str:
    head = "" if say.mask.on or not row.mark else f"{row.mark} "
    note = f"  {say(row.note)}" if row.note is not None else ""
    return " " * STEP * min(row.depth, DEEPEST) + head + say(row.label) + note


def _told(beside: Sequence[Label | None], say: Saying) -> list[str]:
    return [say(each) for each in beside]


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide the columns beside the labels are."""
    told = [heads[1:], *rows]
    return [max(map(cells, column)) for column in zip_longest(*told, fillvalue="")]


def _beside(told: Sequence[str], sizes: Sequence[int]) -> str:
    return "".join(" " * GAP + pad(text, size) for text, size in zip(told, sizes, strict=False))


class _Card(NamedTuple):
    """A heading of a file with the rows right below it: its rows' places, its column, and where it stands."""

    rows: tuple[int, ...]
    column: int
    parent: int
    top: int


class Cards:
    """A tree laid out in pixels: cards in columns by their depth, each with its rows, joined by lines."""

    def __init__(self, picture: Tree, say: Saying) -> None:
        self.picture, self.say = picture, say
        self.cards = _laid(picture.rows)
        columns = max((card.column for card in self.cards), default=-1) + 1
        self.beside = [self._beside(at) for at in range(columns)]
        self.wide = [self._wide(at) for at in range(columns)]
        self.left = [MARGIN + sum(self.wide[:at]) + BETWEEN * at for at in range(columns)]
        high = max((card.top + len(card.rows) * LINE for card in self.cards), default=0)
        self.below = high + LINE
        told = max((size_of(say(each.label)) + 36 for each in picture.legend), default=0)
        joins = max((size_of(say(link.label)) for link in picture.links), default=0)
        self.width = max(sum(self.wide) + BETWEEN * max(0, columns - 1) + (BOW + joins if joins else 0), told)
        self.height = self.below + len(picture.legend) * LINE

    def _rows(self, column: int) -> Iterator[tuple[_Card, TreeRow]]:
        for card in self.cards:
            if card.column == column:
                yield from ((card, self.picture.rows[at]) for at in card.rows)

    def _beside(self, column: int) -> list[int]:
        rows = [_told(row.beside, self.say) for _, row in self._rows(column) if not row.branch]
        return [max(map(size_of, each)) for each in zip_longest(*rows, fillvalue="")]

    def _wide(self, column: int) -> int:
        beside = sum(size + MARGIN for size in self.beside[column])
        told = [
            self._in(card, row) + size_of(self._text(row))
            + (size_of(self.say(row.note)) + MARGIN if row.branch else beside)
            for card, row in self._rows(column)
        ]  # fmt: skip
        return max(told, default=0) + MARGIN

    def _text(self, row: TreeRow) -> str:
        note = f"  {self.say(row.note)}" if row.note is not None and not row.branch else ""
        mark = "" if self.say.mask.on or not row.mark else f"{row.mark} "
        return f"{mark}{self.say(row.label)}{note}"

    def _in(self, card: _Card, row: TreeRow) -> int:
        """How far a row is set in within its card."""
        first = self.picture.rows[card.rows[0]]
        return CELL + (0 if row is first else min(row.depth - first.depth, DEEPEST) * STEP * CELL - CELL)

    def body(self, top: int) -> Iterator[str]:
        """Everything below the title."""
        places: dict[int, tuple[int, int]] = {}
        for card in self.cards:
            yield from self._joined(card, top)
        for card in self.cards:
            yield from self._card(card, top, places)
        for link in self.picture.links:
            if link.start in places and link.end in places:
                yield from self._link(link, places[link.start], places[link.end])
        yield from legend_at(self.picture.legend, top + self.below, self.say)

    def _card(self, card: _Card, top: int, places: dict[int, tuple[int, int]]) -> Iterator[str]:
        x, wide = self.left[card.column], self.wide[card.column]
        for line_, at in enumerate(card.rows):
            row, y = self.picture.rows[at], top + card.top + line_ * LINE
            places[at] = (x + wide, y + LINE // 2)
            if row.branch:
                yield f'<rect x="{x}" y="{y}" width="{wide}" height="{LINE}" fill="#edf2f7"/>'
            else:
                yield box_at(x, y + 2, 5, LINE - 4, _tone(row, self.say))
            yield from self._texts(card, row, x, y)
        high = len(card.rows) * LINE
        yield f'<rect x="{x}" y="{top + card.top}" width="{wide}" height="{high}" fill="none" stroke="#a0aec0"/>'

    def _texts(self, card: _Card, row: TreeRow, x: int, y: int) -> Iterator[str]:
        text, tone = self._text(row), _tone(row, self.say)
        colour = "" if tone in (Tone.PLAIN, Tone.DIM) else COLOURS[tone]
        start = x + self._in(card, row)
        yield text_at(start, y, text, bold=row.branch, fill=colour or "#1a202c")
        right = x + self.wide[card.column] - CELL
        if row.branch:
            if row.note is not None:
                yield text_at(right, y, self.say(row.note), end=True, fill="#718096")
            return
        at = right - sum(size + MARGIN for size in self.beside[card.column]) + MARGIN
        for told, size in zip(_told(row.beside, self.say), self.beside[card.column], strict=False):
            if told:
                yield text_at(at, y, told, fill="#4a5568")
            at += size + MARGIN

    def _joined(self, card: _Card, top: int) -> Iterator[str]:
        """The line from the card above."""
        if card.parent < 0:
            return
        above = self.cards[card.parent]
        x1 = self.left[above.column] + self.wide[above.column]
        y1, x2, y2 = top + above.top + LINE // 2, self.left[card.column], top + card.top + LINE // 2
        middle = x2 - BETWEEN // 2
        yield f'<path d="M{x1} {y1}H{middle}V{y2}H{x2}" fill="none" stroke="#718096"/>'

    def _link(self, link: Link, one: tuple[int, int], other: tuple[int, int]) -> Iterator[str]:
        """A bow at the right of the two rows, dashed where it is a danger, its name beside it."""
        (x1, y1), (x2, y2) = one, other
        out = max(x1, x2) + BOW
        dashes = ' stroke-dasharray="5 4"' if link.tone is Tone.DANGER else ""
        colour = COLOURS[link.tone]
        yield (
            f'<path d="M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}" fill="none" stroke="{colour}" '
            f'stroke-width="2"{dashes}/>'
        )
        yield text_at((x1 + x2 + 2 * out) // 4, (y1 + y2 - LINE) // 2, self.say(link.label), fill=colour)


def _laid(rows: Sequence[TreeRow]) -> list[_Card]:
    """The cards one below the other within their columns: each as high as it is, or as all that hang on it."""
    heads: list[tuple[list[int], int, int]] = []
    line_: list[int] = []
    for at, row in enumerate(rows):
        while line_ and rows[heads[line_[-1]][0][0]].depth >= row.depth:
            line_.pop()
        if row.branch or not line_:
            heads.append(([at], len(line_), line_[-1] if line_ else -1))
            line_.append(len(heads) - 1)
        else:
            heads[line_[-1]][0].append(at)
    high = [len(own) * LINE for own, _, _ in heads]
    used = [0] * len(heads)
    for at in range(len(heads) - 1, -1, -1):
        high[at] = max(high[at], used[at]) + (LINE if heads[at][2] < 0 else 0)
        if heads[at][2] >= 0:
            used[heads[at][2]] += high[at] + LINE
    found: list[_Card] = []
    after: dict[int, int] = {}
    for at, (own, column, parent) in enumerate(heads):
        top = after.get(parent, found[parent].top if parent >= 0 else 0)
        found.append(_Card(tuple(own), column, parent, top))
        after[parent] = top + high[at] + LINE
    return found
