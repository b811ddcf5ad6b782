"""Ask for one line, or for yes or no."""

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.keys import key
from tui.modals.panel import Panel
from tui.widgets.entry import Entry


class Ask(Panel[str]):
    """Answers with the line, which may be empty; with nothing when left."""

    DEFAULT_CSS = """
    Ask Horizontal { height: 1; padding: 0 1; }
    Ask .ask--mark { width: 2; color: $mark; }
    Ask Entry { width: 1fr; }
    """

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.question = question
        self.value = value
        self.hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            with Horizontal():
                yield Static("> ", classes="ask--mark")
                yield Entry(self.value)
            yield Static(Content(self.hint), classes="panel--hint")

    def on_mount(self) -> None:
        self.query_one(Entry).action_select_all()

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


class Confirm(Panel[bool]):
    """Answers yes by y or Enter, no by n or Esc."""

    BINDINGS = [
        key("y,enter", "answer(True)", "panel.yes"),
        key("n", "answer(False)", "panel.no"),
    ]

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self.question = question
        self.hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            yield Static(Content(self.hint), classes="panel--hint")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


async def sure(app: App[None], question: str, hint: str) -> bool:
    """Whether the user means it."""
    answer: bool | None = await app.push_screen_wait(Confirm(question, hint))
    return bool(answer)
