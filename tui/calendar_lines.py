"""How the days of a calendar are told: a heading for each with what lies on it, and a month as a grid (V16)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from models.reads.calendar import CalendarRow
from models.reads.today import DueRow
from models.rules.calendar import Days
from models.rules.vocabulary_calendar import CalendarKind, CalendarView, Festival
from tui import calendar_words, due_rows, phrases
from tui.desk import Desk
from tui.widgets.listing import Cell, Column, Line, Span
from tui.words import t

DUE = "due"
WEEK = 7
WIDE = 100
TALL = 32
"""From this height on a week of the grid has two lines."""
NEVER_LATE = (CalendarKind.DECISION, CalendarKind.BIRTHDAY)


class Answer(NamedTuple):
    """What lies on the days that are shown."""

    view: str
    day: date
    days: Days
    rows: list[CalendarRow]
    festivals: dict[date, Festival]
    due: list[DueRow]


class Draw(NamedTuple):
    """What telling it depends on besides what there is: the room, and whether it is one's own only."""

    app: Desk
    width: int
    height: int
    mine: bool

    @property
    def wide(self) -> bool:
        """Whether there is room for whole names."""
        return self.width >= WIDE

    def columns(self, answer: Answer) -> tuple[Column, ...]:
        """The columns of the list; the first is called after the view."""
        whose = t("calendar.mine" if self.mine else "calendar.all")
        view = phrases.month(answer.day) if answer.view == CalendarView.MONTH else t(f"calendar_view.{answer.view}")
        title = f"{view} · {whose}"
        return (
            Column(title, 18), Column(t("column.account"), 20 if self.wide else 12), Column(t("column.what")),
            Column(t("column.why" if answer.view == DUE else "calendar.who"), 30 if self.wide else 16),
        )  # fmt: skip

    def lines(self, answer: Answer) -> Iterator[Line]:
        """Day by day what lies on it, or what falls due; a month leaves out the days on which nothing does."""
        if answer.view == DUE:
            yield from map(self._due, answer.due)
            return
        found = {day: list(rows) for day, rows in groupby(answer.rows, lambda row: row.day)}
        every = answer.view != CalendarView.MONTH
        for day in answer.days.days:
            of_month = every or day.month == answer.day.month
            if of_month and (every or day in found or day == answer.day or day in answer.festivals):
                yield self._heading(answer, day, len(found.get(day, ())))
                yield from (self._line(row) for row in found.get(day, ()))

    def _heading(self, answer: Answer, day: date, count: int) -> Line:
        today = self.app.today
        named = phrases.month_day(day)
        weekday = t("phrase.weekday", day=t(f"phrase.weekday.{day.isoweekday()}"))
        role = "accent" if day == today else "title" if count else "muted"
        festival = answer.festivals.get(day)
        named = f"{named} {phrases.label('festival', festival)}" if festival else named
        told = phrases.day(day, today) if day == today else "" if count else t("calendar.free")
        return Line(("day", day.toordinal()), (
            Span(f"{named} {weekday}", role), "", Span(told, "muted"),
        ))  # fmt: skip

    def _line(self, row: CalendarRow) -> Line:
        mask = self.app.mask
        late = row.open and row.day < self.app.today and row.kind not in NEVER_LATE
        role = "against" if late else "" if row.open else "muted"
        when = " ".join(filter(None, (row.time or "·", row.zone)))
        strong = "strong" if row.kind == CalendarKind.VISIT and row.open and not late else role
        told = (calendar_words.people(row, mask), "" if row.open else t("calendar.settled"))
        beside = " · ".join(filter(None, told))
        return Line((row.noun, row.id), (
            Span(f"  {when}", role or "accent"), Span(mask.name("account", row.account, row.account_name), role),
            Span(calendar_words.what(row, mask), strong), Span(beside, "muted"),
        ))  # fmt: skip

    def _due(self, row: DueRow) -> Line:
        item = row.item
        day = phrases.day(item.date, self.app.today) if item.date else ""
        return Line(due_rows.row_of(row), (
            Span(f"  {day}", "against" if row.overdue else "accent"),
            self.app.mask.name("account", item.account, row.account_name), due_rows.what(row, self.app),
            Span(phrases.joined(item.why), "muted"),
        ))  # fmt: skip

    # The month ----------------------------------------------------------------------------------------

    def weekdays(self) -> tuple[Column, ...]:
        """The columns of the grid."""
        width = max(6, (self.width - 3) // WEEK)
        return tuple(Column(t(f"phrase.weekday.{number}"), width - 1) for number in range(1, WEEK + 1))

    def weeks(self, answer: Answer, here: date) -> Iterator[Line]:
        """The weeks of the grid, each with how much lies on its days; the day `here` is marked."""
        found = {day: list(rows) for day, rows in groupby(answer.rows, lambda row: row.day)}
        days = answer.days.days
        for at in range(0, len(days), WEEK):
            week = days[at : at + WEEK]
            yield Line(None, tuple(self._cell(day, answer, len(found.get(day, ())), day == here) for day in week))
            if self.height >= TALL:
                yield Line(None, tuple(self._first(found.get(day, ())) for day in week))

    def _cell(self, day: date, answer: Answer, count: int, here: bool) -> Cell:
        role = "accent" if day == self.app.today else "strong" if count else ""
        role = role if day.month == answer.day.month else "muted"
        number = f"[{day.day}]" if here else f" {day.day} "
        return Span(f"{number:>4} {t('calendar.count', n=count) if count else ''}", role)

    def _first(self, rows: Sequence[CalendarRow]) -> Cell:
        names = [self.app.mask.name("account", row.account, row.account_name) for row in rows[:1]]
        return Span("  " + "".join(names), "muted")
