"""The brief: the one screen for the minute before a call, in the order in which it matters (V6)."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from models.reads import brief
from models.reads.brief import Brief as Answer
from tui import words
from tui.pages import brief as pages
from tui.rows_pane import RowsPane
from tui.widgets.listing import Line, Span
from tui.words import t

ROLES = {"title": "strong", "heading": "title", "danger": "against", "warning": "warn", "dim": "muted", "good": "good"}
"""What a text of a page is, as a list shows it."""
ROWS = {"people": "person", "promises": "promise", "visits": "visit", "questions": "question"}
"""Sections whose lines stand for a row, line by line."""


class Brief(RowsPane[Answer]):
    """Every line of the brief; promises can be done and put off in place, people opened."""

    NAME = "brief"
    SHOWS = frozenset({"*"})
    ADDS = (
        "visit", "promise", "person", "opportunity", "account_event", "need", "opportunity_competitor", "gift", "task",
        "unit", "account_field",
    )
    EDITS = frozenset({"promise", "person", "visit"})

    whom: tuple[int, ...] | None = None
    """Whom we meet, when it is not everybody."""
    spoken = ""
    """The language its questions were read in."""

    def touched(self, topics: frozenset[str], accounts: frozenset[int] | None = None) -> None:  # noqa: ARG002
        """Everything recorded of an account can show in its brief."""
        if topics:
            self.refresh_soon()

    def read(self) -> Callable[[], Answer] | None:
        if self.account is None:
            return None
        self.spoken = words.short()
        return partial(
            brief.brief, self.account, self.app.today, people=self.whom, language=words.short(),
            settings=self.app.settings,
        )

    def meet(self, people: tuple[int, ...] | None) -> None:
        """Make it the brief for meeting these people, or for the whole account."""
        if people != self.whom:
            self.whom = people
            self.refresh_soon()

    def show(self, answer: Answer | None) -> None:
        here = answer if answer and answer.account.id == self.account else None
        self.fill(self._lines(here) if here else (), empty=t("brief.nothing"))

    def retell(self) -> None:
        """Questions are read in the language in use, everything else is only told anew."""
        if self.spoken != words.short():
            self.refresh_soon()
        else:
            super().retell()

    def _lines(self, answer: Answer) -> Iterator[Line]:
        page = pages.Page(answer, self.app.today, self.app.mask)
        for section, number, piece in page.laid_out(max(20, self.size.width - 3), self._open(answer)):
            keys = self._keys(answer, section)
            key = keys[number] if number < len(keys) else None
            yield Line(key, tuple(Span(span.text, ROLES.get(span.style, "")) for span in piece))

    def _open(self, answer: Answer) -> frozenset[tuple[str, int]]:
        """The entries that are unfolded, by their section and number."""
        return frozenset(
            (section, number)
            for section in ROWS
            for number, key in enumerate(self._keys(answer, section)) if key in self.unfolded
        )

    def _keys(self, answer: Answer, section: str) -> list[Hashable]:
        if section not in ROWS:
            return []
        return [(ROWS[section], row.id) for row in getattr(answer, section)]

    def open_row(self, row: Hashable) -> None:
        """Enter opens a person on the board, anything else in its form."""
        if isinstance(row, tuple) and row[0] == "person" and self.account is not None:
            self.post_message(self.Go(self.account, "board", row[1]))
        else:
            super().open_row(row)
