"""Two people changed the same fields: what each wrote, to choose from field by field (T7)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.rules.fields import Field
from models.rules.nouns import NOUNS
from models.writes.intents import Conflict
from tui import typed
from tui.keys import key
from tui.modals.panel import Panel
from tui.widgets.listing import Column, Line, Listing, Span
from tui.words import t


class Choice(Panel[frozenset[str]]):
    """Answers with the fields where ours shall stand; nothing when left."""

    DEFAULT_CSS = "Choice Listing { height: 10; }"
    BINDINGS = [
        key("left_square_bracket,left,t", "take(False)", "conflict.theirs"),
        key("right_square_bracket,right,o", "take(True)", "conflict.ours"),
        key("ctrl+s,s", "save", "conflict.save"),
    ]

    def __init__(self, noun: str, conflicts: Sequence[Conflict], fields: Sequence[Field] = ()) -> None:
        super().__init__()
        self.noun = noun
        self.fields = {field.code: field for field in fields or NOUNS[noun].fields}
        self.conflicts = conflicts
        self.ours: set[str] = set()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(t("conflict.title")), classes="panel--title")
            yield Listing()
            yield Static(Content(t("conflict.hint")), classes="panel--hint")

    def on_mount(self) -> None:
        self._fill()
        self.query_one(Listing).focus()

    def _fill(self) -> None:
        columns = (
            Column(t("conflict.field"), 16), Column(t("conflict.base")), Column(t("conflict.theirs")),
            Column(t("conflict.ours")),
        )
        self.query_one(Listing).fill([self._line(conflict) for conflict in self.conflicts], columns)

    def _line(self, conflict: Conflict) -> Line:
        field = self.fields[conflict.field]
        ours = conflict.field in self.ours
        shown = partial(self._shown, field)
        return Line(conflict.field, (
            typed.label(self.noun, field),
            Span(shown(conflict.base), "muted"),
            Span(("  " if ours else "* ") + shown(conflict.theirs), "muted" if ours else "strong"),
            Span(("* " if ours else "  ") + shown(conflict.ours), "strong" if ours else "muted"),
        ))

    def _shown(self, field: Field, value: Any) -> str:
        return self.app.mask.text(typed.shown(field, value))

    def action_take(self, ours: bool) -> None:
        field = str(self.query_one(Listing).current)
        if ours:
            self.ours.add(field)
        else:
            self.ours.discard(field)
        self._fill()

    def action_save(self) -> None:
        self.dismiss(frozenset(self.ours))

    def on_listing_opened(self) -> None:
        self.action_take(str(self.query_one(Listing).current) not in self.ours)
