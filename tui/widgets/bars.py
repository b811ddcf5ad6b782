"""The single lines around the panes: places above, what happened and what can be done below."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from models.rules.text import bounded
from tui.pages.spans import ELLIPSIS
from tui.widgets.roles import Drawn


class Bar(Drawn):
    """One line of pieces, each in a role, with some at the right end."""

    DEFAULT_CSS = "Bar { height: 1; background: $panel; color: $foreground; }"

    pieces: reactive[tuple[tuple[str, str], ...]] = reactive(())
    right: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """The line."""
        width = self.size.width
        room = max(0, width - cell_len(self.right) - 1) if self.right else width
        segments, used = [], 0
        for text, role in self.pieces:
            fitting = text if used + cell_len(text) <= room else bounded(text, max(0, room - used), ELLIPSIS)
            segments.append(Segment(fitting, self.role(role)))
            used += cell_len(fitting)
        end = f"{self.right} " if self.right else ""
        gap = max(0, width - used - cell_len(end))
        segments += [Segment(" " * gap, self.role("")), Segment(end, self.role("muted"))]
        return Strip(segments).adjust_cell_length(width, self.role(""))


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
