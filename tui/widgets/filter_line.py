"""The line under a list that one types a filter into."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.widgets.entry import Entry


class FilterLine(Horizontal):
    """There while one types, and as long as the list is narrowed; says what to, and how many are left."""

    DEFAULT_CSS = """
    FilterLine { height: 1; display: none; background: $surface; padding: 0 1; }
    FilterLine.on { display: block; }
    FilterLine Static { width: 2; color: $mark; }
    FilterLine Entry { width: 1fr; }
    FilterLine #left { width: auto; }
    """

    class Narrowed(Message):
        """Other terms were typed."""

        def __init__(self, terms: str) -> None:
            super().__init__()
            self.terms = terms

    class Kept(Message):
        """The terms will do: the keys go back to the list."""

    def compose(self) -> ComposeResult:
        yield Static("/ ")
        yield Entry(id="terms")
        yield Static("", id="left")

    @property
    def entry(self) -> Entry:
        """Where it is typed."""
        return self.query_one(Entry)

    @property
    def showing(self) -> bool:
        """Whether it is there."""
        return self.has_class("on")

    def open(self, terms: str) -> None:
        """Let the terms be typed."""
        self.add_class("on")
        self.entry.value = terms
        self.entry.focus()

    def tell(self, terms: str, left: int | None) -> None:
        """What the list is narrowed to stays in sight, with how many are left, once that is known."""
        entry = self.entry
        self.set_class(bool(terms) or entry.has_focus, "on")
        if not entry.has_focus:
            entry.value = terms
        self.query_one("#left", Static).update(Content(str(left) if terms and left is not None else ""))

    def close(self, terms: str) -> None:
        """Stay only as long as the list is narrowed."""
        self.set_class(bool(terms), "on")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.showing:
            self.post_message(self.Narrowed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept())
