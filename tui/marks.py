"""Signs that some Chinese terminals draw two cells wide, and old consoles not at all, in plain ASCII."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = str.maketrans({
    "·": "-", "↑": "^", "↓": "v", "→": ">", "—": "-", "–": "-", "…": ".", "✓": "x", "▕": "|", "│": "|", "─": "-",
    "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x",
    "○": "o", "»": ">", "▸": ">", "−": "-", "√": "x", "←": "<",
    "█": "#", "▓": "=", "▚": "+", "▒": "x", "░": ".",
})  # fmt: skip


class PlainMarks(LineFilter):
    """Says the same with ASCII; every sign keeps its one cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The line with plain signs."""
        return [Segment(text.translate(PLAIN), style, control) for text, style, control in segments]
