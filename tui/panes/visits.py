"""What was promised and what happened: open promises first, then the contacts and what moved, newest first (V12)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from textual import work

from models.reads import preparing, progress_marks, questions, visit_after, visits
from models.reads.progress_marks import Mark
from models.reads.questions import AskingRow
from models.reads.visit_after import RemarkRow
from models.reads.visits import PromiseRow, VisitRow
from models.rules.vocabulary import VisitState
from tui import moved, phrases, words
from tui.keys import key
from tui.paged_pane import PagedPane
from tui.widgets.listing import Cell, Line, Span
from tui.words import t


class Answer(NamedTuple):
    """What is shown: open promises, contacts by their state, what was asked in them, whether no older ones follow."""

    promises: list[PromiseRow]
    planned: list[VisitRow]
    done: list[VisitRow]
    cancelled: list[VisitRow]
    asked: Mapping[int, list[AskingRow]]
    whole: bool
    remarks: Mapping[int, list[RemarkRow]] = {}
    marks: list[Mark] = []
    """What moved between the contacts."""
    ready: Mapping[int, tuple[int, int]] = {}
    """How far those planned are prepared."""
    above: date | None = None
    """The day of the done contact before these."""


class Visits(PagedPane[Answer]):
    """Promises of both sides, planned contacts and the timeline: contacts, stances and stages that moved."""

    NAME = "visits"
    SHOWS = frozenset({
        "visit", "visit_person", "promise", "person", "task", "gift", "asking", "remark", "stance_entry",
        "opportunity", "preparation",
    })
    ADDS = ("visit", "promise", "account_event", "gift", "task")
    EDITS = frozenset({"visit", "promise"})

    BINDINGS = [key("v", "look", "visits.look"), key("t", "phone", "visits.phone", show=False)]

    def read(self) -> Callable[[], Answer] | None:
        return partial(_ask, self.account, words.language(), self.most) if self.account is not None else None

    def show(self, answer: Answer | None) -> None:
        self.fill(self._lines(answer) if answer else [], empty=t("visits.empty"))

    def further(self, answer: Answer, most: int) -> Callable[[], Answer] | None:
        if answer.whole or not answer.done or self.account is None:
            return None
        return partial(_older, self.account, answer, most)

    def joined(self, answer: Answer, more: Answer) -> Answer:
        remarks = {**answer.remarks, **more.remarks}
        return answer._replace(
            done=answer.done + more.done, cancelled=more.cancelled, whole=more.whole, remarks=remarks,
        )

    def lines_of(self, more: Answer) -> Iterator[Line]:
        yield from self._done(more)
        yield from self._under("cancelled", more.cancelled, more)

    def _lines(self, answer: Answer) -> Iterator[Line]:
        if answer.promises:
            yield Line(None, (Span(t("visits.promises"), "title"),))
        for promise in answer.promises:
            yield Line(("promise", promise.id), self._promise(promise))
        yield from self._under("planned", answer.planned[::-1], answer)
        if answer.done or any(mark.visit is None for mark in answer.marks):
            yield Line(None, (Span(t("visits.done"), "title"),))
        yield from self._done(answer)
        yield from self._under("cancelled", answer.cancelled, answer)

    def _done(self, answer: Answer) -> Iterator[Line]:
        """The done contacts, and between them what moved without one."""
        days = [row.date for row in answer.done]
        others = moved.between(answer.marks, days, answer.above, rest=answer.whole)
        for row, marks in zip_longest(answer.done, others):
            for number, mark in marks or ():
                yield Line(("mark", number), moved.cells(mark, self.app.mask, self.app.today, dated=True))
            if row is not None:
                yield from self._contacts([row], answer)

    def _under(self, state: str, rows: list[VisitRow], answer: Answer) -> Iterator[Line]:
        """The contacts in a state, under its heading."""
        if rows:
            yield Line(None, (Span(t(f"visits.{state}"), "title"),))
        yield from self._contacts(rows, answer)

    def _contacts(self, rows: Iterable[VisitRow], answer: Answer) -> Iterator[Line]:
        for row in rows:
            yield from self._contact(row, answer.ready.get(row.id))
            for mark in answer.marks:
                if mark.visit == row.id:
                    yield Line(("visit", row.id), moved.cells(mark, self.app.mask, self.app.today, dated=False))
            yield from self._remarked(row.id, answer.remarks.get(row.id, ()))
            yield from self._asked(row.id, answer.asked.get(row.id, ()))

    def _remarked(self, visit: int, rows: Iterable[RemarkRow]) -> Iterator[Line]:
        """What was remarked on it, and by whom (V12)."""
        for row in rows:
            who = self.app.mask.name("member", row.member, row.member_name) if row.member_name else t("form.nobody")
            unread = f"{t('visit_sheet.unread')} " if row.unread else ""
            yield Line(("visit", visit), (
                Span("      » ", "accent"), Span(unread, "warn"), self.app.mask.text(" ".join(row.text.split())),
                Span(f"  {who} {phrases.day(row.date, self.app.today)}", "muted"),
            ))

    @work(group="ask")
    async def action_look(self) -> None:
        """The visit under the cursor whole: remarks, and what to bring up to date (V10, V12)."""
        row = self.listing.current
        if isinstance(row, tuple) and row[0] == "visit":
            from tui.sheets.visit import VisitSheet

            await self.app.push_screen_wait(VisitSheet(int(row[1])))
        else:
            self.app.say(t("visits.on_visit"), bad=True)

    async def action_phone(self) -> None:
        """What to say on the telephone to get an appointment (V5)."""
        await self.screen.run_action("phone")

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

    def _contact(self, row: VisitRow, ready: tuple[int, int] | None = None) -> Iterator[Line]:
        key = ("visit", row.id)
        met = phrases.listed(self.app.mask.name("person", name, name) for name in row.people)
        day = phrases.day(row.date, self.app.today)
        result = phrases.label("result", row.result) if row.result else ""
        ours = self.app.mask.name("member", row.member_name, row.member_name) if row.member_name else ""
        done = t("visit_before.done", n=ready[0], of=ready[1]) if ready else ""
        yield Line(key, (
            Span(f"  {day} {row.time}  ", "accent"), Span(phrases.label("visit_kind", row.kind), "strong"),
            f"  {met}", Span("  " + " · ".join(filter(None, (result, ours, done))), "muted"),
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


def _ask(account: int, language: str, most: int) -> Answer:
    """What is ahead, and the newest of what was."""
    planned = visits.timeline(account, limit=None, state=VisitState.PLANNED)
    ahead = Answer(visits.promises(account), planned, [], [], questions.in_visits(account, language), whole=False)
    ahead = ahead._replace(
        marks=progress_marks.marks(account), ready=preparing.progress([row.id for row in planned])
    )  # fmt: skip
    return _older(account, ahead, most)


def _older(account: int, answer: Answer, most: int) -> Answer:
    """The done contacts that come after those of an answer, and once these are all, the cancelled ones."""
    after = answer.done[-1] if answer.done else None
    done = visits.timeline(account, limit=most, state=VisitState.DONE, after=after)
    whole = len(done) < most
    cancelled = visits.timeline(account, limit=None, state=VisitState.CANCELLED) if whole else []
    shown = [row.id for row in (*answer.planned, *done, *cancelled)]
    remarks = visit_after.remarks(shown)
    return answer._replace(
        done=done, cancelled=cancelled, whole=whole, remarks=remarks, above=after.date if after else None
    )
