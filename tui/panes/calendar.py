"""The place of visits: a day, a week or a month of contacts, promises, tasks, deadlines and birthdays (V16)."""

from collections.abc import Callable, Hashable
from datetime import date, timedelta
from functools import partial

from textual import on, work
from textual.app import ComposeResult

from models.reads import calendar
from models.reads import today as reading
from models.reads.calendar import CalendarRow
from models.reads.today import DueRow
from models.rules import festivals
from models.rules.calendar import Days, moved, span
from models.rules.dealing import SERVICE_VISIT
from models.rules.values import Value
from models.rules.vocabulary import DueKind, Purpose
from models.rules.vocabulary_calendar import CalendarKind, CalendarView
from models.rules.vocabulary_planning import PlanSpan
from tui import calendar_words, due_rows, phrases
from tui.calendar_lines import DUE, Answer, Draw
from tui.keys import key
from tui.rows_pane import RowsPane
from tui.widgets.listing import Listing
from tui.words import t

VIEWS = (*CalendarView, DUE)
SOON = 7
"""Days ahead the due list looks."""
FACES = dict.fromkeys((CalendarKind.MILESTONE, CalendarKind.PAYMENT, CalendarKind.DECISION), "opportunities")
"""Which face of the account tells more; that of its contacts for all others."""


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
        key("greater_than_sign", "move(1)", "calendar.move_later", show=False),
        key("less_than_sign", "move(-1)", "calendar.move_earlier", show=False),
        key("m", "move_to", "calendar.move_to", show=False),
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
        self.fill(list(self.draw.lines(answer)), self.draw.columns(answer), t("calendar.nothing_due"))
        if self.wanted is not None:
            self.listing.go_to(("day", self.wanted.toordinal()))
            self.wanted = None

    @property
    def draw(self) -> Draw:
        """How it is told here."""
        return Draw(self.app, self.size.width, self.size.height, self.mine)

    def _fill_grid(self, answer: Answer) -> None:
        lines = list(self.draw.weeks(answer, self._day_here))
        grid = self.query_one("#grid", Listing)
        grid.styles.height = len(lines) + 1
        grid.fill(lines, self.draw.weekdays())
        grid.set_reactive(Listing.cursor, -1)  # the days are walked in the list

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

    @work(group="write")
    async def action_move(self, by: int) -> None:
        """Put the contact under the cursor a day later or earlier."""
        if (row := self._planned_here()) is not None:
            await self._move(row, row.day + timedelta(days=by))

    @work(group="ask")
    async def action_move_to(self) -> None:
        """Put the contact under the cursor on a day that is asked."""
        from tui.modals.ask import day_after

        if (row := self._planned_here()) is not None:
            day = await day_after(self.app, self.app.today, t("calendar.move_to"))
            if day is not None:
                await self._move(row, day)

    def _planned_here(self) -> CalendarRow | None:
        """The planned contact under the cursor; says so where there is none."""
        row = self._row(self.listing.current)
        if row is not None and row.noun == "visit" and row.open:
            return row
        self.app.say(t("calendar.on_planned"), bad=True)
        return None

    async def _move(self, row: CalendarRow, day: date) -> None:
        from models.writes import visits

        if done := await self.app.write(visits.move, row.id, day):
            words = "calendar.moved_clash" if done.value else "calendar.moved"
            self.app.say(t(words, day=phrases.day(day, self.app.today)), bad=bool(done.value))

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
    more: dict[str, Value] = {"purposes": (Purpose.SERVICE.value,)} if item.code == SERVICE_VISIT else {}
    return {"date": day, "state": "planned", "people": item.people, "opportunity": item.opportunity, **more}


def _ask(view: str, day: date, today: date, viewer: int | None, mine: int | None) -> Answer:
    if view == DUE:
        found = reading.due(today + timedelta(days=SOON), today, member=mine, viewer=viewer)
        return Answer(view, day, Days(day, day), [], {}, found)
    days = span(CalendarView(view), day)
    rows = calendar.calendar(days, viewer=viewer, mine=mine)
    return Answer(view, day, days, rows, festivals.festivals(days.first, days.last), [])
