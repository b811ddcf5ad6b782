"""The single lines around the panes: places above, what happened and what can be done below."""

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from models.rules.text import bounded
from tui.pages.spans import ELLIPSIS
from tui.widgets.roles import Drawn

Pieces: TypeAlias = tuple[tuple[str, str], ...]
"""Texts, each with its role."""


class Bar(Drawn):
    """One line of pieces, each in a role, with some at the right end."""

    DEFAULT_CSS = "Bar { height: 1; background: $panel; color: $foreground; }"

    pieces: reactive[Pieces] = reactive(())
    right: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """The line."""
        width = self.size.width
        pieces, right = self.fitted(width)
        room = max(0, width - cell_len(right) - 1) if right else width
        segments, used = [], 0
        for text, role in pieces:
            fitting = text if used + cell_len(text) <= room else bounded(text, max(0, room - used), ELLIPSIS)
            segments.append(Segment(fitting, self.role(role)))
            used += cell_len(fitting)
        end = f"{right} " if right else ""
        gap = max(0, width - used - cell_len(end))
        segments += [Segment(" " * gap, self.role("")), Segment(end, self.role("muted"))]
        return Strip(segments).adjust_cell_length(width, self.role(""))

    def fitted(self, width: int) -> tuple[Pieces, str]:  # noqa: ARG002 - for those that have a shorter form
        """What to show in a width, and what at its right end."""
        return self.pieces, self.right


class Places(Bar):
    """The places, each with its digit: where the line is narrow, the names come before all else."""

    def fitted(self, width: int) -> tuple[Pieces, str]:
        """Everything; else without who works where; else the places alone; else those close together."""
        places = self.pieces[1:]
        for pieces, right in ((self.pieces, self.right), (self.pieces, ""), (places, "")):
            if sum(cell_len(text) for text, _ in pieces) + (cell_len(right) + 1 if right else 0) <= width:
                return pieces, right
        return tuple((text[1:].replace(" ", "", 1), role) for text, role in places), ""


class Status(Bar):
    """What was just done or refused."""

    DEFAULT_CSS = "Status { background: $background; }"

    hinted = True

    def say(self, text: str, *, bad: bool = False, hint: bool = False) -> None:
        """Say something until something else is said; a hint gives way to what is no hint."""
        if hint and self.pieces and not self.hinted:
            return
        self.hinted = hint
        self.pieces = ((" " + text, "bad" if bad else "muted"),) if text else ()


ALWAYS = 3
"""The last keys, those of every place, that are always shown."""


class Keys(Bar):
    """The keys of this place, as many as fit."""

    DEFAULT_CSS = "Keys { background: $panel; }"

    def offer(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show pairs of a key and what it does; where they do not fit, those in the middle go."""
        keys = list(keys)
        while len(keys) > ALWAYS + 1 and sum(cell_len(k) + cell_len(d) + 3 for k, d in keys) > self.size.width > 0:
            del keys[-ALWAYS - 1]
        pieces: list[tuple[str, str]] = []
        for pressed, does in keys:
            pieces += [(f" {pressed} ", "here"), (f"{does} ", "")]
        if tuple(pieces) != self.pieces:
            self.pieces = tuple(pieces)
