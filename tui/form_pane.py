"""A pane out of which forms open."""

from typing import TYPE_CHECKING

from tui.pane import Answer, Pane

if TYPE_CHECKING:
    from tui.recording import Recorder


class FormPane(Pane[Answer]):
    """Adds and edits by forms, which are read when the first of them opens."""

    def recorder(self) -> "Recorder":
        """What opens them."""
        from tui.recording import Recorder

        return Recorder(self.app)
