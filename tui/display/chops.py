"""Of a frame only the lines that changed are rendered, and of those nothing that something else covers.

Textual renders every line of every widget for each frame, and then takes those it needs: for a step of the cursor in
a list five hundred lines instead of two. `use` puts this in its place, where the installed Textual does as known here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

_RENDERS = {"visible_widgets", "overlaps", "intersection", "contains_region", "render_lines"}
_CHOPS = {"cuts", "fromkeys", "_get_renders", "intersection", "column_span", "line_range", "divide"}
stock: Any = Compositor._render_chops


def use() -> bool:
    """Render that way from now on; answers whether it fits the installed Textual."""
    if not fits():
        return False
    compositor: Any = Compositor
    compositor._render_chops = render_chops
    return True


def fits() -> bool:
    """Whether the installed Textual puts a frame together as this module thinks it does."""
    try:
        renders: Any = Compositor._get_renders
        return (
            set(renders.__code__.co_names) >= _RENDERS
            and set(stock.__code__.co_names) >= _CHOPS
            and stock.__code__.co_varnames[:3] == ("self", "crop", "is_rendered_line")
            and "visible_widgets" in vars(Compositor)
        )
    except AttributeError:
        return False


def render_chops(
    self: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[dict[int, Strip | None]]:
    """The pieces of the lines asked for, by line and column; what is in front comes first."""
    cuts = self.cuts
    lines = [y for y in crop.line_range if y < len(cuts) and is_rendered_line(y)]
    chops: list[dict[int, Strip | None]] = [{} for _ in cuts]
    for y in lines:
        chops[y] = dict.fromkeys(cuts[y][:-1])
    left, right = crop.column_span
    for widget, (region, clip) in self.visible_widgets.items():
        shown = region.intersection(clip)
        first, last = shown.column_span
        if first > right or last <= left:
            continue
        wanted = range(max(first, left), min(last, right + 1))
        bare = [y for y in lines if shown.y <= y < shown.bottom and _bare(chops[y], cuts[y], wanted)]
        for start, end in _runs(bare):
            part = Region(shown.x - region.x, start - region.y, shown.width, end - start)
            for y, strip in zip(range(start, end), widget.render_lines(part), strict=False):
                within = [cut for cut in cuts[y] if first <= cut <= last]
                pieces = strip.divide([cut - shown.x for cut in within[1:]])
                line = chops[y]
                for cut, piece in zip(within, pieces, strict=False):
                    if line.get(cut) is None:
                        line[cut] = piece
    return chops


def _bare(line: dict[int, Strip | None], cuts: Sequence[int], wanted: range) -> bool:
    """Whether nothing is drawn yet on a piece of a line that lies, if only in part, within some columns."""
    return any(line[x] is None and x < wanted.stop and end > wanted.start for x, end in pairwise(cuts))


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other, as where they begin and where they end."""
    start = end = -1
    for y in lines:
        if y != end:
            if start >= 0:
                yield start, end
            start = y
        end = y + 1
    if start >= 0:
        yield start, end
