"""The place of visits: a day, a week or a month of contacts, promises, tasks, deadlines and birthdays (V16)."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult

from models.reads import calendar
from models.reads import today as reading
from models.reads.calendar import CalendarRow
from models.reads.today import DueRow
from models.rules import festivals
from models.rules.calendar import Days, moved, span
from models.rules.values import Value
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_calendar import CalendarKind, CalendarView, Festival
from models.rules.vocabulary_planning import PlanSpan
from tui import calendar_words, due_rows, phrases
from tui.keys import key
from tui.rows_pane import RowsPane
from tui.widgets.listing import Cell, Column, Line, Listing, Span
from tui.words import t

DUE = "due"
VIEWS = (*CalendarView, DUE)
WEEK = 7
SOON = 7
"""Days ahead the due list looks."""
WIDE = 100
TALL = 32
"""From this height on a week of the grid has two lines."""
FACES = dict.fromkeys((CalendarKind.MILESTONE, CalendarKind.PAYMENT, CalendarKind.DECISION), "opportunities")
"""Which face of the account tells more; that of its contacts for all others."""
NEVER_LATE = (CalendarKind.DECISION, CalendarKind.BIRTHDAY)


class Answer(NamedTuple):
    """What lies on the days that are shown."""

    view: str
    day: date
    days: Days
    rows: list[CalendarRow]
    festivals: dict[date, Festival]
    due: list[DueRow]


class CalendarPlace(RowsPane[Answer]):
    """Rows are ("day", its number) and (noun, id); in the month a grid stands above them."""

    NAME = "calendar"
    SHOWS = due_rows.TABLES | {"milestone", "payment", "visit_member"}
    EDITS = frozenset({"visit", "promise", "task", "milestone", "payment", "opportunity", "person"})
    LACKS = frozenset({"unfold", "fold"})
    BINDINGS = [
        key("h,left", "step(-1)", "calendar.earlier"),
        key("l,right", "step(1)", "calendar.later"),
        key("v", "turn", "calendar.turn"),
        key("t", "today", "calendar.today"),
        key("o", "whose", "calendar.whose", show=False),
        key("w", "plan", "calendar.plan"),
        key("x", "export", "calendar.export", show=False),
    ]
    DEFAULT_CSS = """
    CalendarPlace #grid { height: auto; max-height: 14; display: none; }
    CalendarPlace.month #grid { display: block; }
    CalendarPlace #list { height: 1fr; }
    """

    view: str = CalendarView.WEEK
    mine = True
    around: date | None = None
    """The day around which one looks; today until one moves."""
    wanted: date | None = None
    """The day that shall have the cursor as soon as it is there."""

    def compose(self) -> ComposeResult:
        self.due: dict[Hashable, DueRow] = {}
        grid = Listing(id="grid")
        grid.can_focus = False
        yield grid
        yield Listing(markable=True, id="list")

    def on_mount(self) -> None:
        self.wanted = self.day

    @property
    def listing(self) -> Listing:
        return self.query_one("#list", Listing)

    @property
    def day(self) -> date:
        """The day around which one looks."""
        return self.around or self.app.today

    def read(self) -> Callable[[], Answer]:
        member = self.app.member
        return partial(_ask, self.view, self.day, self.app.today, member, member if self.mine else None)

    # Showing ------------------------------------------------------------------------------------------

    def show(self, answer: Answer | None) -> None:
        if answer is None:
            return
        self.set_class(answer.view == CalendarView.MONTH, "month")
        self.due = {due_rows.row_of(row): row for row in answer.due}
        if answer.view == CalendarView.MONTH:
            self._fill_grid(answer)
        wide = self.size.width >= WIDE
        columns = (
            Column(self._title(answer), 18), Column(t("column.account"), 20 if wide else 12), Column(t("column.what")),
            Column(t("column.why" if answer.view == DUE else "calendar.who"), 30 if wide else 16),
        )  # fmt: skip
        lines = map(self._due, answer.due) if answer.view == DUE else self._lines(answer)
        self.fill(list(lines), columns, t("calendar.nothing_due"))
        if self.wanted is not None:
            self.listing.go_to(("day", self.wanted.toordinal()))
            self.wanted = None

    def _title(self, answer: Answer) -> str:
        whose = t("calendar.mine" if self.mine else "calendar.all")
        return f"{t(f'calendar_view.{answer.view}')} · {whose}"

    def _lines(self, answer: Answer) -> Iterator[Line]:
        found = {day: list(rows) for day, rows in groupby(answer.rows, lambda row: row.day)}
        every = answer.view != CalendarView.MONTH
        for day in answer.days.days:
            of_month = every or day.month == answer.day.month
            if of_month and (every or day in found or day == answer.day or day in answer.festivals):
                yield self._heading(answer, day, len(found.get(day, ())))
                yield from (self._line(row) for row in found.get(day, ()))

    def _heading(self, answer: Answer, day: date, count: int) -> Line:
        named = phrases.month_day(day)
        weekday = t("phrase.weekday", day=t(f"phrase.weekday.{day.isoweekday()}"))
        role = "accent" if day == self.app.today else "title" if count else "muted"
        near = phrases.day(day, self.app.today)
        festival = answer.festivals.get(day)
        named = f"{named} {phrases.label('festival', festival)}" if festival else named
        told = near if day == self.app.today else "" if count else t("calendar.free")
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

    def _fill_grid(self, answer: Answer) -> None:
        width = max(6, (self.size.width - 3) // WEEK)
        columns = tuple(Column(t(f"phrase.weekday.{number}"), width - 1) for number in range(1, WEEK + 1))
        found = {day: list(rows) for day, rows in groupby(answer.rows, lambda row: row.day)}
        days = answer.days.days
        lines = []
        for at in range(0, len(days), WEEK):
            week = days[at : at + WEEK]
            lines.append(Line(None, tuple(self._cell(day, answer, len(found.get(day, ()))) for day in week)))
            if self.size.height >= TALL:
                lines.append(Line(None, tuple(self._first(found.get(day, ())) for day in week)))
        grid = self.query_one("#grid", Listing)
        grid.styles.height = len(lines) + 1
        grid.fill(lines, columns)
        grid.set_reactive(Listing.cursor, -1)  # the days are walked in the list

    def _cell(self, day: date, answer: Answer, count: int) -> Cell:
        here = day == self._day_here
        role = "accent" if day == self.app.today else "strong" if count else ""
        role = role if day.month == answer.day.month else "muted"
        number = f"[{day.day}]" if here else f" {day.day} "
        return Span(f"{number:>4} {t('calendar.count', n=count) if count else ''}", role)

    def _first(self, rows: Sequence[CalendarRow]) -> Cell:
        names = [self.app.mask.name("account", row.account, row.account_name) for row in rows[:1]]
        return Span("  " + "".join(names), "muted")

    @property
    def _day_here(self) -> date:
        """The day of the row under the cursor."""
        row = self.listing.current
        if isinstance(row, tuple) and row[0] == "day":
            return date.fromordinal(int(row[1]))
        found = self._row(row)
        return found.day if found else self.day

    def _row(self, row: Hashable) -> CalendarRow | None:
        return next((each for each in self.answer.rows if (each.noun, each.id) == row), None) if self.answer else None

    @on(Listing.Moved, "#list")
    def walked(self) -> None:
        """The grid follows the list."""
        if self.answer is not None and self.answer.view == CalendarView.MONTH and not self.coming:
            self._fill_grid(self.answer)

    # Walking ------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Look at the next or the last day, week or month."""
        if self.view != DUE:
            self._go(moved(CalendarView(self.view), self.day, by))

    def action_today(self) -> None:
        """Look at today again."""
        self._go(self.app.today)

    def _go(self, day: date) -> None:
        self.around = None if day == self.app.today else day
        self.wanted = day
        self.refresh_soon()

    def action_turn(self) -> None:
        """Look at a day, a week or a month, around the day under the cursor."""
        day = self._day_here
        self.listing.start_over()
        self.look(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)], day)

    def look(self, view: str, day: date) -> None:
        """Look at the days around one in a view."""
        self.view = view
        self._go(day)

    def action_whose(self) -> None:
        """Look at what is one's own, or at everything one may see."""
        self.mine = not self.mine
        self.app.say(t("calendar.shows_mine" if self.mine else "calendar.shows_all"))
        self.refresh_soon()

    # Acting -------------------------------------------------------------------------------------------

    def account_of(self, row: Hashable) -> int | None:
        found = self._row(row)
        if (due := self.due.get(row)) is not None:
            return due.item.account or None
        return found.account if found else None

    def item(self, row: Hashable) -> str:
        return self.due[row].key if row in self.due else super().item(row)

    def can_snooze(self, row: Hashable) -> bool:
        return row in self.due or super().can_snooze(row)

    @property
    def person_here(self) -> int | None:
        found = self._row(self.listing.current)
        return found.people[0][0] if found and found.people else None

    def open_row(self, row: Hashable) -> None:
        """A day is opened as such; anything else where the account tells of it."""
        found = self._row(row)
        if row in self.due and self.due[row].item.kind is DueKind.PLAN:
            self.open_plan(*due_rows.plan(self.due[row]))
        elif row in self.due:
            self.post_message(self.Go(*due_rows.target(self.due[row])))
        elif found is not None:
            target = ("opportunity", found.opportunity) if found.kind in FACES else (found.noun, found.id)
            face = "board" if found.kind == CalendarKind.BIRTHDAY else FACES.get(found.kind, "visits")
            self.post_message(self.Go(found.account, face, target))
        elif isinstance(row, tuple) and row[0] == "day":
            self.look(CalendarView.DAY, date.fromordinal(int(row[1])))

    @work(group="ask")
    async def action_add(self) -> None:
        """Plan a contact: out of what is due at once (V4), on a day once it is asked with which account."""
        from tui.modals.accounts import which_account

        if (due := self.due.get(self.listing.current)) is not None:
            await self.recorder().add("visit", due.item.account, _planned(due, self.app.today))
            return
        day = self._day_here
        account = await which_account(self.app, t("calendar.with_which"), self.account_here)
        if account is not None:
            await self.recorder().add("visit", account, {"date": day, "state": "planned"})

    @work(group="ask")
    async def action_visit(self) -> None:
        """Log a contact with the account under the cursor, or with one that is asked."""
        from tui.modals.accounts import which_account

        account = self.account_here or await which_account(self.app, t("calendar.with_which"))
        if account is not None:
            await self.recorder().add("visit", account)

    def action_plan(self) -> None:
        """The plan of the week, or of the month that is looked at."""
        self.open_plan(PlanSpan.MONTH if self.view == CalendarView.MONTH else PlanSpan.WEEK, self._day_here)

    @work(group="ask")
    async def action_export(self) -> None:
        """Write a file other calendars read."""
        from tui import copying

        mine = self.app.member if self.mine else None
        make = calendar_words.document(self.app.member, mine, self.app.today, self.app.actor.now)
        content, _ = await self.app.aside(make)
        name = f"~/inroad-{self.app.today.isoformat()}.ics"
        await copying.offer(self.app, name, t("calendar.export_hint"), partial(copying.write_bytes, content=content))


def _planned(due: DueRow, today: date) -> dict[str, Value]:
    """What a contact out of something due is planned with."""
    item = due.item
    day = max(item.date or today, today)
    return {"date": day, "state": "planned", "people": item.people, "opportunity": item.opportunity}


def _ask(view: str, day: date, today: date, viewer: int | None, mine: int | None) -> Answer:
    if view == DUE:
        found = reading.due(today + timedelta(days=SOON), today, member=mine, viewer=viewer)
        return Answer(view, day, Days(day, day), [], {}, found)
    days = span(CalendarView(view), day)
    rows = calendar.calendar(days, viewer=viewer, mine=mine)
    return Answer(view, day, days, rows, festivals.festivals(days.first, days.last), [])
