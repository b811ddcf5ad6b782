"""An empty screen for when a customer looks over; nothing of the data is on it, nor in the title."""

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.modals.ask import Confirm
from tui.words import t


class Blank(Screen[None]):
    """A key and a confirmation return."""

    DEFAULT_CSS = "Blank Static { height: 1; color: $muted; }"

    def compose(self) -> ComposeResult:
        yield Static(Content(""))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.ask()

    @work(exclusive=True, group="ask")
    async def ask(self) -> None:
        """Return only when it is meant."""
        if await self.app.push_screen_wait(Confirm(t("blank.return"), t("blank.hint"))):
            self.dismiss(None)
