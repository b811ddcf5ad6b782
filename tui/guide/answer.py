"""The line at the foot where an answer is typed, and the one letter that turns it into something more."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models.reads.questions import AskingRow
from tui.guide import asking
from tui.keys import key
from tui.modals.line import LinePanel
from tui.modals.panel import Panel
from tui.widgets.entry import Entry
from tui.words import t

DRAFT_SECONDS = 0.5
"""What is typed is on the disk this much later, whether one goes on typing or not."""


class AnswerLine(LinePanel):
    """Answers with what was typed; left, it keeps that as a draft."""

    def __init__(self, account: int, row: AskingRow, field: str, question: str) -> None:
        super().__init__()
        self.account = account
        self.row = row
        self.field = field
        self.question = question
        self.stored = row.answer if field == "answer" else row.meant
        self.draft = asking.draft(row, field)
        self._timer: Any = None
        self._changed = False

    def compose(self) -> ComposeResult:
        mark = t("answer.mark") if self.field == "answer" else t("answer.meant_mark")
        found = self.draft is not None
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            with Horizontal():
                yield Static(Content(f"{mark} "), classes="ask--mark")
                yield Entry(self.stored if self.draft is None else self.draft)
            yield Static(Content(t("answer.restored") if found else t("answer.hint")), classes="panel--hint")

    def on_mount(self) -> None:
        self._changed = self.draft is not None
        entry = self.query_one(Entry)
        entry.focus()
        entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """A letter was typed: it is kept soon."""
        self._changed = self._changed or event.value != self.stored
        if self._changed and self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)

    def save_draft(self) -> None:
        """Keep what was typed."""
        self._timer = None
        if not self._changed:
            return
        try:
            asking.keep_draft(self.account, self.row, self.field, self.query_one(Entry).value)
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """The draft stays until the answer is stored."""
        self.save_draft()
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        self.save_draft()
        if self._changed:
            self.app.say(t("answer.kept"))
        self.dismiss(None)


class Turn(Panel[str]):
    """Answers with what the answer becomes: need, competitor, stance, fact; meant for its sub-text; nothing else."""

    BINDINGS = [
        key("n,1", "turn('need')", "turn.need"),
        key("c,2", "turn('competitor')", "turn.competitor"),
        key("s,3", "turn('stance')", "turn.stance"),
        key("f,4", "turn('fact')", "turn.fact"),
        key("m,5", "turn('meant')", "turn.meant"),
        key("enter", "leave", "turn.nothing"),
    ]

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(t("turn.title", answer=self.answer)), classes="panel--title")
            yield Static(Content(t("turn.hint")), classes="panel--hint")

    def action_turn(self, into: str) -> None:
        self.dismiss(into)
