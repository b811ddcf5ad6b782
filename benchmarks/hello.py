"""The least a Textual program can be: what every figure is compared with."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("Hello, ready", id="hello")

    def on_key(self, event: events.Key) -> None:
        self.query_one("#hello", Static).update(f"Hello, ready {event.key} {self.presses}")
        self.presses += 1

    presses = 0


if __name__ == "__main__":
    Hello().run()
