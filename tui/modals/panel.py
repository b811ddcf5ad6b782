"""The frame of every modal: the full width at the foot of the screen, so that no edge cuts a wide character."""

from typing import Generic, TypeVar

from textual import getters
from textual.screen import ModalScreen

from tui.desk import Desk
from tui.keys import EVERYWHERE, key, spoken

Answer = TypeVar("Answer")


class Panel(ModalScreen[Answer | None], Generic[Answer]):
    """A question at the foot of the screen; Esc answers nothing."""

    DEFAULT_CSS = """
    Panel {
        align: left bottom;
        background: transparent;
        & > Vertical { width: 100%; height: auto; max-height: 80%; background: $surface; }
        & .panel--title { height: 1; background: $panel; color: $title; text-style: bold; padding: 0 1; }
        & .panel--hint { height: auto; color: $muted; padding: 0 1; }
        & .panel--row { height: 1; }
        & .panel--error { color: $error; height: auto; padding: 0 1; }
    }
    """
    BINDINGS = [*EVERYWHERE, key("escape,ctrl+c", "leave", "panel.leave", show=False)]

    app = getters.app(Desk)

    def action_leave(self) -> None:
        self.dismiss(None)

    @property
    def active_bindings(self):  # type: ignore[no-untyped-def]
        """Every key that works here, in the language in use."""
        return {pressed: spoken(active) for pressed, active in super().active_bindings.items()}

    def on_desk_touched(self, event: Desk.Touched) -> None:
        event.stop()

    def on_desk_said(self, event: Desk.Said) -> None:
        """What is said while a modal is in front stands on the screen behind it, too."""
        event.stop()
        stack = self.app.screen_stack
        behind = stack[: stack.index(self)] if self in stack else stack
        if behind:
            behind[-1].post_message(Desk.Said(event.text, bad=event.bad, hint=event.hint))
