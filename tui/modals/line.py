"""A line at the foot of the screen: Enter answers it, and so does what saves a form."""

from textual.widgets import Input

from tui.keys import key
from tui.modals.panel import Panel


class LinePanel(Panel[str]):
    """Answers with what stands in its one line."""

    DEFAULT_CSS = """
    LinePanel Horizontal { height: 1; padding: 0 1; }
    LinePanel .ask--mark { width: auto; color: $mark; }
    LinePanel Entry { width: 1fr; }
    """
    BINDINGS = [key("ctrl+s", "submit", "line.save", show=False, priority=True)]

    async def action_submit(self) -> None:
        """Answer, as Enter does."""
        await self.query_one(Input).action_submit()
