"""A display that sends only what changed; `lean` fits it to Textual, the rest knows nothing of that."""

from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.display.lean import Lean

ReturnT = TypeVar("ReturnT")


class Displayed(App[ReturnT]):
    """An app that is drawn by `Lean` where that fits, and else by the stock display."""

    wants_lean = True
    """Whether to send only the cells that changed."""

    _lean: "Lean | None" = None

    def forget_screen(self) -> None:
        """Take nothing for granted that the terminal showed; safe in a signal handler."""
        if self._lean is not None:
            self._lean.forget()

    def _display(self, screen: "Screen[Any]", renderable: RenderableType | None) -> None:
        try:
            if self._lean is not None and self._lean.show(self, renderable):
                return
        except Exception:  # noqa: BLE001 whatever it is, the stock display does not share it
            self._lean = None
            self.call_later(self.refresh, layout=True)
        super()._display(screen, renderable)

    def _on_load(self) -> None:
        if self.wants_lean:
            from tui.display import chops, lean

            chops.use()
            self._lean = lean.Lean() if lean.fits() else None

    async def _on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Textual calls this and its own."""
        self.forget_screen()
