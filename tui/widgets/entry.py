"""A flat line of text to type into: one row, no blinking, the terminal's cursor where the letters go."""

from textual.geometry import Offset
from textual.widgets import Input


class Entry(Input):
    """Textual's input without its box: fewer bytes a letter, and candidates of an input method in place."""

    DEFAULT_CSS = """
    Entry {
        height: 1; border: none; padding: 0; background: $surface;
        &:focus { border: none; background: $panel; background-tint: transparent; }
    }
    """

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, limit: int | None = None
    ) -> None:
        super().__init__(value, placeholder=placeholder, id=id, max_length=limit or 0, select_on_focus=False)
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Textual counts one cell too many at the end of the text."""
        place = super().cursor_screen_offset
        return place - Offset(1, 0) if self.cursor_position == len(self.value) and self.value else place
