"""Ask for one line, or for yes or no."""

from datetime import date, timedelta

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from models.rules import dates
from tui.keys import key
from tui.modals.line import LinePanel
from tui.modals.panel import Panel
from tui.widgets.entry import Entry
from tui.words import t

LONGEST = 3
"""Digits of a number of days; more are a date."""


class Ask(LinePanel):
    """Answers with the line, which may be empty; with nothing when left."""

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


class Told(Panel[None]):
    """Stays until it was read: any key goes on."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.heading), classes="panel--title")
            yield Static(Content(self.text), classes="panel--hint")
            yield Static(Content(t("panel.any_key")), classes="panel--hint")

    def on_key(self, event: Key) -> None:
        event.stop()
        self.dismiss(None)


class Twin(Panel[str]):
    """An account is on record already: answers `open` by Enter, `another` by a key of its own (T2)."""

    BINDINGS = [
        key("enter,o", "answer('open')", "twin.open"),
        key("c", "answer('another')", "twin.another"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            yield Static(Content(t("form.another")), classes="panel--hint")

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer)


async def sure(app: App[None], question: str, hint: str) -> bool:
    """Whether the user means it."""
    answer: bool | None = await app.push_screen_wait(Confirm(question, hint))
    return bool(answer)


async def day_after(app: App[None], today: date, question: str) -> date | None:
    """The day somebody names, tomorrow unless he says otherwise; asked until it is one, or given up."""
    typed, hint = (today + timedelta(days=1)).isoformat(), t("ask.day")
    while typed:
        said: str | None = await app.push_screen_wait(Ask(question, typed, hint))
        day = _day(said, today) if said else None
        if day is not None or not said:
            return day
        typed, hint = said, t("invalid.not_a_date")
    return None


def _day(said: str, today: date) -> date | None:
    """The day meant; a bare number is so many days from today."""
    return dates.parse(f"+{said}d" if said.isdecimal() and len(said) <= LONGEST else said, today)
