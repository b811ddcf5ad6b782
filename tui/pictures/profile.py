"""A profile: points on one scale, row by row; as lines of spans, and as an SVG in which each series is one line."""

from collections.abc import Iterator, Sequence

from models.rules.pictures import Profile, ProfileRow, Tone
from models.rules.text import bounded, cells, pad
from tui.pages.spans import ELLIPSIS, Span, line
from tui.pictures.lines import GAP, LABEL, STYLES, Drawn, Spot
from tui.pictures.saying import Saying, number
from tui.pictures.svg import COLOURS, LINE, MARGIN, size_of, text_at

CROWD = "+"
"""What stands for points that have no room beside one another."""
STEPS = (4, 3, 2, 1)
"""Cells between two places of the scale, the most first."""
STEP = 28
"""Pixels between them."""


def lines(picture: Profile, width: int, say: Saying) -> Iterator[Drawn]:
    """The rows with their points on a track, what stands beside them, and whose the signs are."""
    heads = [say(head) for head in picture.heads]
    beside = _beside(picture, heads, say)
    taken = sum(beside) + GAP * len(beside)
    label = max([cells(heads[0]), *(cells(say(row.label)) for row in picture.rows)])
    label = min(label, max(LABEL, width // 4))
    room = width - taken - label - GAP
    step = next((step for step in STEPS if (picture.high - picture.low + 1) * step <= room), 0)
    track = (picture.high - picture.low + 1) * step
    ends = pad(str(picture.low), track - len(str(picture.high)) - step + 1) + str(picture.high) if step else ""
    told = "".join(" " * GAP + pad(head, size_) for head, size_ in zip(heads[1:], beside, strict=True))
    axis = " " * GAP + pad(ends, track) if step else ""
    yield Drawn((), line(Span(pad(bounded(heads[0], label, ELLIPSIS), label) + axis + told, "heading")))
    for row in picture.rows:
        yield _row(row, picture, (label, step, beside), say)
    for series in picture.series:
        yield Drawn((), line(Span(f"{series.mark} ", STYLES[series.tone]), Span(say(series.label), "dim")))
    for each in picture.legend:
        yield Drawn((), line(Span(f"{each.mark} ", STYLES[each.tone]), Span(say(each.label), "dim")))


def _beside(picture: Profile, heads: Sequence[str], say: Saying) -> list[int]:
    return [
        max([cells(head), *(cells(say(row.beside[at])) for row in picture.rows)]) for at, head in enumerate(heads[1:])
    ]


def _row(row: ProfileRow, picture: Profile, sizes: tuple[int, int, Sequence[int]], say: Saying) -> Drawn:
    label, step, beside = sizes
    name = say(row.label)
    spots = (Spot(row.key, name),) if row.key is not None else ()
    parts = [Span(pad(bounded(name, label, ELLIPSIS), label) + " " * GAP)]
    parts += _track(row, picture, step) if step else []
    for each, wide in zip(row.beside, beside, strict=True):
        parts.append(Span(" " * GAP + pad(say(each), wide, right=number(each))))
    return Drawn(spots, line(*parts))


def _track(row: ProfileRow, picture: Profile, step: int) -> Iterator[Span]:
    """The points on their places; those on one place side by side, a sign for the rest where there is no room."""
    for place in range(picture.low, picture.high + 1):
        here = [series for series, at in zip(picture.series, row.points, strict=True) if at == place]
        shown = here[: step - 1 if len(here) > step else step]
        for series in shown:
            yield Span(series.mark, STYLES[series.tone])
        crowded = CROWD if len(here) > len(shown) else ""
        rest = step - len(shown) - len(crowded)
        yield Span(crowded + ("·" if not here else " ") * min(rest, 1) + " " * (rest - 1), "dim")


class Drawing:
    """A profile laid out in pixels."""

    def __init__(self, picture: Profile, say: Saying) -> None:
        self.picture, self.say = picture, say
        self.heads = [say(head) for head in picture.heads]
        self.label = max([size_of(self.heads[0]), *(size_of(say(row.label)) for row in picture.rows)])
        self.beside = [
            max([size_of(head), *(size_of(say(row.beside[at])) for row in picture.rows)])
            for at, head in enumerate(self.heads[1:])
        ]
        self.left = MARGIN + self.label + MARGIN + STEP // 2
        self.track = (picture.high - picture.low) * STEP + STEP
        told = [*(say(series.label) for series in picture.series), *(say(each.label) for each in picture.legend)]
        legend = max((size_of(each) + 36 for each in told), default=0)
        self.width = max(self.label + MARGIN + self.track + sum(wide + MARGIN for wide in self.beside), legend)
        self.height = (2 + len(picture.rows) + len(told)) * LINE

    def body(self, top: int) -> Iterator[str]:
        """Everything below the title."""
        yield from self._texts(self.heads[0], self.heads[1:], top, bold=True)
        for place in range(self.picture.low, self.picture.high + 1):
            x = self._at(place)
            high = top + LINE * (1 + len(self.picture.rows))
            yield f'<path d="M{x} {top + LINE}V{high}" stroke="#e2e8f0"/>'
            yield text_at(x - 4, top, str(place), fill="#718096")
        for at, row in enumerate(self.picture.rows, 1):
            yield from self._texts(self.say(row.label), [self.say(each) for each in row.beside], top + at * LINE)
        for at, series in enumerate(self.picture.series):
            yield from self._series(at, series.mark, COLOURS[series.tone], top + LINE)
        top += LINE * (1 + len(self.picture.rows))
        for series in self.picture.series:
            yield text_at(MARGIN, top, series.mark, bold=True, fill=COLOURS[series.tone])
            yield text_at(MARGIN + 36, top, self.say(series.label), fill="#4a5568")
            top += LINE
        for each in self.picture.legend:
            yield text_at(MARGIN, top, each.mark, bold=True, fill=COLOURS[each.tone])
            yield text_at(MARGIN + 36, top, self.say(each.label), fill="#4a5568")
            top += LINE

    def _at(self, place: int) -> int:
        return self.left + (place - self.picture.low) * STEP

    def _texts(self, label: str, beside: Sequence[str], y: int, *, bold: bool = False) -> Iterator[str]:
        yield text_at(MARGIN, y, label, bold=bold)
        x = MARGIN + self.label + MARGIN + self.track
        for told, wide in zip(beside, self.beside, strict=True):
            x += MARGIN
            if told:
                yield text_at(x, y, told, bold=bold)
            x += wide

    def _series(self, at: int, mark: str, colour: str, top: int) -> Iterator[str]:
        """A line through the points, broken where one is not known; its sign on each, series side by side."""
        held = [row.points[at] for row in self.picture.rows]
        points = [
            None if value is None else (self._at(value), top + place * LINE + LINE // 2)
            for place, value in enumerate(held)
        ]
        dashes = ' stroke-dasharray="6 4"' if self.picture.series[at].tone is Tone.WARNING else ""
        for run in _runs(points):
            told = " ".join(f"{x},{y}" for x, y in run)
            yield f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
        shift = (at - 1) * 9 - 8
        for point in filter(None, points):
            yield f'<circle cx="{point[0]}" cy="{point[1]}" r="4" fill="{colour}"/>'
            yield text_at(point[0] + shift + 4, point[1] - 22, mark, bold=True, fill=colour)


def _runs(points: Sequence[tuple[int, int] | None]) -> Iterator[list[tuple[int, int]]]:
    """Points that follow one another."""
    run: list[tuple[int, int]] = []
    for point in points:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run
