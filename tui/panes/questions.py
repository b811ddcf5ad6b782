"""What was asked at an account and what was answered, the needs that came of it, and what to ask next."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult

from models.reads.questions import AskingRow
from models.rules.vocabulary import AskingState
from tui import words
from tui.guide import asking, lines
from tui.guide.asking import Told
from tui.guide.lines import Draw
from tui.guide.whom import whom
from tui.rows_pane import RowsPane
from tui.widgets.funnel import Walk, item, note
from tui.widgets.listing import Line, Span
from tui.words import t

NEXT = 5
NARROW_TEXT = 60


class Questions(RowsPane[Told]):
    """By person, what is open first; Enter goes on in the guide."""

    NAME = "questions"
    SHOWS = asking.SHOWS
    ADDS = ("need",)
    EDITS = frozenset({"need"})

    def compose(self) -> ComposeResult:
        yield Walk(markable=True)

    def read(self) -> Callable[[], Told] | None:
        if self.account is None:
            return None
        return partial(
            asking.ask, self.account, self.app.today, None, None, words.language(), self.app.settings
        )

    def show(self, answer: Told | None) -> None:
        told = answer if answer is not None and answer.guide.account == self.account else None
        self.fill(self._lines(told) if told else [], empty=t("questions.nothing"))

    def retell(self) -> None:
        """In another language the questions are other texts: read again."""
        if not self.stale:
            self.refresh_soon()

    def refit(self) -> None:
        """The list says itself when it has another size."""

    @on(Walk.Sized)
    def again(self) -> None:
        """Texts break elsewhere."""
        if not self.stale and not self.coming:
            self.show(self.answer)

    def _lines(self, told: Told) -> Iterator[Line]:
        draw = Draw(self.app.mask, self.app.today, (self.size.width or NARROW_TEXT) - 3)
        groups = _by_person(told)
        if not groups:
            yield Line(None, (Span(t("questions.empty"), "muted"),))
        for person, rows in groups:
            name = draw.name(told.people.get(person or 0))
            still = sum(row.state != AskingState.ANSWERED for row in rows)
            count = t("questions.open", n=still) if still else t("questions.all_answered")
            yield Line(None, (Span(f"{name}  ", "title"), Span(count, "warn" if still else "muted")))
            for row in rows:
                yield from lines.asked(row, draw, 2, draft=row.id in told.drafts)
        yield Line(None, ("",))
        yield from lines.needs(told.guide.needs, draw)
        yield Line(None, ("",))
        yield Line(None, (Span(t("guide.next"), "title"),))
        for line in told.next(limit=NEXT):
            key = ("next", line.id)
            yield from item(key, Span("+", "accent"), line.text, 2, draw.width)
            yield from note(key, "  ", draw.why(line), 2, draw.width, "muted")

    def open_row(self, row: Hashable) -> None:
        """A question goes on in the guide, with its person; a need is edited."""
        kind, number = row if isinstance(row, tuple) else ("", 0)
        if kind == "need":
            self.action_edit()
        elif kind in ("asking", "next") and self.account is not None and self.answer is not None:
            found = self.answer.row(number) if kind == "asking" else None
            chosen = whom(self.app, self.account)
            chosen.person, chosen.level, chosen.aim = found.person if found else None, "", (kind, number)
            chosen.found = number if kind == "next" else 0
            self.screen.place = "guide"  # type: ignore[attr-defined]


def _by_person(told: Told) -> list[tuple[int | None, list[AskingRow]]]:
    """Each person's questions, what is open first; people with something open first, then the newest talk."""
    groups: dict[int | None, list[AskingRow]] = {}
    for row in sorted(told.rows, key=lambda row: (row.date, row.id), reverse=True):
        groups.setdefault(row.person, []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.state == AskingState.ANSWERED)
    return sorted(groups.items(), key=lambda group: group[1][0].state == AskingState.ANSWERED)
