"""What was promised and what happened: open promises first, then the contacts, newest first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from models.reads import questions, visits
from models.reads.questions import AskingRow
from models.reads.visits import PromiseRow, VisitRow
from tui import phrases, words
from tui.rows_pane import RowsPane
from tui.widgets.listing import Cell, Line, Span
from tui.words import t

Answer = tuple[list[PromiseRow], list[VisitRow], Mapping[int, list[AskingRow]]]


class Visits(RowsPane[Answer]):
    """Promises of both sides, planned contacts and the timeline."""

    NAME = "visits"
    SHOWS = frozenset({"visit", "visit_person", "promise", "person", "task", "gift", "asking"})
    ADDS = ("visit", "promise", "account_event", "gift", "task")
    EDITS = frozenset({"visit", "promise"})

    def read(self) -> Callable[[], Answer] | None:
        return partial(_ask, self.account, words.language()) if self.account is not None else None

    def show(self, answer: Answer | None) -> None:
        self.fill(self._lines(*answer) if answer else [], empty=t("visits.empty"))

    def _lines(
        self, promises: list[PromiseRow], contacts: list[VisitRow], asked: Mapping[int, list[AskingRow]]
    ) -> Iterator[Line]:
        if promises:
            yield Line(None, (Span(t("visits.promises"), "title"),))
        for promise in promises:
            yield Line(("promise", promise.id), self._promise(promise))
        for state in ("planned", "done", "cancelled"):
            rows = [row for row in contacts if row.state == state]
            if rows:
                yield Line(None, (Span(t(f"visits.{state}"), "title"),))
            for row in reversed(rows) if state == "planned" else rows:
                yield from self._contact(row)
                yield from self._asked(row.id, asked.get(row.id, ()))

    def _promise(self, row: PromiseRow) -> tuple[Cell, ...]:
        late = row.due is not None and row.due < self.app.today
        due = phrases.day(row.due, self.app.today) if row.due else t("visits.no_date")
        who = self.app.mask.name("person", row.person, row.person_name)
        step = t("visits.step") if row.next_step else ""
        party = phrases.label("party", row.by)
        return (
            Span(f"  {due}  ", "against" if late else "accent"), f"{party}: {self.app.mask.text(row.text)}",
            Span("  " + " · ".join(filter(None, (who, step))), "muted"),
        )

    def _contact(self, row: VisitRow) -> Iterator[Line]:
        key = ("visit", row.id)
        met = phrases.listed(self.app.mask.name("person", name, name) for name in row.people)
        day = phrases.day(row.date, self.app.today)
        result = phrases.label("result", row.result) if row.result else ""
        ours = self.app.mask.name("member", row.member_name, row.member_name) if row.member_name else ""
        yield Line(key, (
            Span(f"  {day} {row.time}  ", "accent"), Span(phrases.label("visit_kind", row.kind), "strong"),
            f"  {met}", Span("  " + " · ".join(filter(None, (result, ours))), "muted"),
        ))
        if row.summary:
            yield Line(key, (f"      {self.app.mask.text(' '.join(row.summary.split()))}",))


    def _asked(self, visit: int, rows: Iterable[AskingRow]) -> Iterator[Line]:
        """What was asked in it, and what was answered (Q4)."""
        for row in rows:
            question = row.text if row.question else self.app.mask.text(row.text)
            yield Line(("visit", visit), ("      ", Span("? ", "accent"), Span(question, "muted")))
            if row.answer:
                yield Line(("visit", visit), (Span("        -> ", "for"), self.app.mask.text(row.answer)))


def _ask(account: int, language: str) -> Answer:
    return visits.promises(account), visits.timeline(account), questions.in_visits(account, language)
