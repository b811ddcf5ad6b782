"""Ask for one line that is kept as a draft while it is typed, and until what it is for is stored."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui import drafts
from tui.modals.line import LinePanel
from tui.widgets.entry import Entry
from tui.words import t

DRAFT_SECONDS = 0.5
"""What is typed is on the disk this much later, whether one goes on typing or not."""


class Drafted(LinePanel):
    """Answers with the line; left, it keeps the draft under its key. Whoever asked drops it once it is stored."""

    def __init__(self, key: str, question: str, hint: str, start: str = "") -> None:
        super().__init__()
        self.key = key
        self.question = question
        self.hint = hint
        kept = (drafts.load(key) or {}).get("line")
        self.restored = isinstance(kept, str)
        self.kept = kept if isinstance(kept, str) else start
        self.start = start
        """What is stored: it is no draft."""
        self._timer: Any = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            with Horizontal():
                yield Static("> ", classes="ask--mark")
                yield Entry(self.kept)
            yield Static(Content(t("answer.restored") if self.restored else self.hint), classes="panel--hint")

    def on_mount(self) -> None:
        entry = self.query_one(Entry)
        entry.focus()
        entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """A letter was typed: it is kept soon."""
        event.stop()
        if self._timer is None and event.value != self.kept:
            self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)

    def save_draft(self) -> None:
        """Keep what was typed."""
        self._timer, line = None, self.query_one(Entry).value
        try:
            if line.strip() and line != self.start:
                drafts.keep(self.key, {"line": line})
            else:
                drafts.drop(self.key)
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.save_draft()
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        self.save_draft()
        if self.query_one(Entry).value.strip() not in ("", self.start):
            self.app.say(t("answer.kept"))
        self.dismiss(None)
