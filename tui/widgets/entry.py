"""A flat line of text to type into: one row, no blinking, the terminal's cursor where the letters go."""

from textual.geometry import Offset
from textual.widgets import Input

from tui.keys import key

STEPS = 100
"""Steps of typing that can be taken back."""


class Entry(Input):
    """Textual's input without its box: fewer bytes a letter, and candidates of an input method in place."""

    DEFAULT_CSS = """
    Entry {
        height: 1; border: none; padding: 0; background: $surface;
        &:focus { border: none; background: $panel; background-tint: transparent; }
    }
    """

    BINDINGS = [key("ctrl+z", "untype", "field.untype", show=False)]

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, limit: int | None = None
    ) -> None:
        self._before: list[str] = []
        self.spared: frozenset[str] = frozenset()
        """Keys that whoever asks may take before they become letters."""
        self._undoing = True  # what it begins with is not typed
        super().__init__(value, placeholder=placeholder, id=id, max_length=limit or 0, select_on_focus=False)
        self.cursor_blink = False
        self._undoing = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Textual counts one cell too many at the end of the text."""
        place = super().cursor_screen_offset
        return place - Offset(1, 0) if self.cursor_position == len(self.value) and self.value else place

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a letter here."""
        return key not in self.spared and super().check_consume_key(key, character)

    def watch_value(self, old: str, new: str) -> None:
        """Remember what stood here before."""
        if not self._undoing and old != new:
            self._before = [*self._before[-STEPS:], old]

    def action_untype(self) -> None:
        if self._before:
            self._undoing = True
            self.value = self._before.pop()
            self._undoing = False
            self.cursor_position = len(self.value)
