"""What moved at an account, as cells of its timeline: a stance, a step, a stage, what became of a purchase (V12)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from models.reads.progress_marks import Mark
from tui import phrases
from tui.mask import Mask
from tui.widgets.listing import Cell, Span
from tui.words import t


class Dated(NamedTuple):
    """A mark with the number under which it stands in the list."""

    number: int
    mark: Mark


def cells(mark: Mark, mask: Mask, today: date, *, dated: bool) -> tuple[Cell, ...]:
    """A line: who or what moved, from where to where, by what one saw it."""
    name = mask.name(mark.noun, mark.row, mark.name)
    if mark.field == "stance":
        told = "" if mask.on else phrases.stance(mark.after, mark.before or None)
    else:
        label = t(f"moved.{mark.field}")
        ways = [phrases.label(mark.field, code) for code in (mark.before, mark.after) if code]
        told = f"{label} {' → '.join(ways)}"
    day = f"{phrases.day(mark.date, today)}  " if dated else ""
    return (
        Span(f"  {'' if dated else '    '}{day}", "accent"), Span("~ ", "mark"), Span(f"{name}  "),
        Span(told, "strong"),
        Span(f"  {mask.text(' '.join(mark.evidence.split()))}" if mark.evidence else "", "muted"),
    )


def between(found: Sequence[Mark], days: Iterable[date], before: date | None, *, rest: bool) -> Iterator[list[Dated]]:
    """For each of these days, the newest first, what moved on it or later but after the day before it in the list.

    `before` is the day of the row above the first, None where there is none; with `rest` one list more follows: of what
    is older than all. What showed at a contact is told with that.
    """
    waiting = [Dated(n, mark) for n, mark in enumerate(found) if mark.visit is None]
    if before is not None:
        waiting = [each for each in waiting if each.mark.date < before]
    for day in days:
        yield [each for each in waiting if each.mark.date >= day]
        waiting = [each for each in waiting if each.mark.date < day]
    if rest:
        yield waiting
