"""A pane that is one list whose rows are (noun, id): open, edit, delete, done and snooze work on any of them alike.

What only an action needs is imported when it acts: the first screen opens without the forms and their modals.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult

from models.rules.vocabulary_planning import PlanSpan
from tui import phrases
from tui.form_pane import FormPane
from tui.keys import key
from tui.widgets import folds
from tui.widgets.listing import GUTTER, Column, Line, Listing
from tui.widgets.rows import Flow, every
from tui.words import t

Answer = TypeVar("Answer")
SETTLED = frozenset({"promise", "task", "milestone", "payment"})
"""What can be done and dropped."""
DUE = SETTLED | {"visit"}
"""What can be put off, wherever it stands."""
MARGIN = 20
"""Text is never broken narrower than this."""


class RowsPane(FormPane[Answer]):
    """Rows by (noun, id); lines that stand for nothing have no key."""

    ADDS: ClassVar[tuple[str, ...]] = ()
    """What `a` records here: one noun at once, of several one is chosen."""
    EDITS: ClassVar[frozenset[str]] = frozenset()
    LACKS: ClassVar[frozenset[str]] = frozenset()
    """Keys of rows that mean nothing here."""
    BINDINGS = [
        key("a", "add", "rows.add"),
        key("e", "edit", "rows.edit"),
        key("n", "visit", "rows.visit"),
        key("full_stop", "done", "rows.done"),
        key("comma", "snooze", "rows.snooze"),
        key("d", "delete", "rows.delete", show=False),
        key("l,right", "unfold", "rows.unfold"),
        key("h,left", "fold", "rows.fold", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A key that means nothing here is not offered."""
        return action not in self.LACKS

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.unfolded: set[Hashable] = set()
        """The rows whose whole text is shown."""
        self._there: frozenset[Hashable] | None = None

    def compose(self) -> ComposeResult:
        yield Listing(markable=True)

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def account_of(self, row: Hashable) -> int | None:  # noqa: ARG002 - panes over many accounts look
        """The account a row is about."""
        return self.account

    def watch_account(self) -> None:
        """What was marked belongs to the account that was in hand."""
        if self.is_mounted:
            self.listing.unmark()
        super().watch_account()

    @property
    def account_here(self) -> int | None:
        """The account of the row under the cursor."""
        return self.account_of(self.listing.current)

    def reach(self, row: Hashable) -> bool:
        """Put the cursor on a row: the one of that noun and id, or of that id, whatever its noun."""
        for place, line in enumerate(every(self.listing.rows)):
            if isinstance(line.key, tuple) and row in (line.key, line.key[-1]):
                self.listing.cursor = place
                return True
        return False

    def chosen(self, *nouns: str) -> list[tuple[str, int]]:
        """The marked rows, or the one under the cursor, of these nouns."""
        return [row for row in self.listing.chosen if isinstance(row, tuple) and row[0] in nouns]

    # Folding ------------------------------------------------------------------------------------------

    def fill(self, lines: Iterable[Line], columns: tuple[Column, ...] = (), empty: str = "") -> None:
        """Show these rows: those unfolded whole, the others a line each, cut with an ellipsis.

        They are told and folded as far as one looks.
        """
        self.listing.columns = columns
        shown = Flow(self.folded(lines, columns), self.look_further)
        self.listing.fill(shown, columns, empty)
        if self._there is not None:
            back = next((line.key for line in shown if line.key is not None and line.key not in self._there), None)
            self._there = None
            if back is not None:
                with self.listing.prevent(Listing.Moved):  # nobody moved it: what was said of the undo stays
                    self.listing.go_to(back)
                self.listing.post_message(Listing.Moved(self.listing, back, by_hand=False))
        if self.listing.current is None and self.listing.cursor == 0:
            self.listing.cursor = next((place for place, line in enumerate(shown) if line.key is not None), 0)
            self.listing.top = 0  # the heading above it may be seen as soon as there is room

    def look_further(self) -> None:
        """The last line was told: panes that hold a part of their rows read on."""

    def folded(self, lines: Iterable[Line], columns: tuple[Column, ...] = ()) -> Iterator[Line]:
        """These lines as they are shown: cut to the width, or told whole where they are unfolded."""
        width = max(MARGIN, self.size.width - GUTTER - 1)
        widths = self.listing.widths(width)
        for line in lines:
            if line.key is None or line.key not in self.unfolded:
                yield line if columns else folds.folded(line, width)
            elif columns:
                yield line
                yield from folds.told(line, [*folds.hidden(line, columns, widths), *self.more(line.key)], width)
            else:
                yield from folds.unfolded(line, width)

    def expect_back(self, expected: bool = True) -> None:
        """Something is taken back: put the cursor on the row that comes with the next answer."""
        self._there = frozenset(line.key for line in every(self.listing.rows)) if expected else None

    def more(self, row: Hashable) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - panes that show less than they know
        """What is told of an unfolded row beyond its cells: headings and texts."""
        return ()

    def action_unfold(self) -> None:
        """Show all of the row under the cursor."""
        row = self.listing.current
        if row is not None and row not in self.unfolded:
            before = self._height(row)
            self.unfolded.add(row)
            self.retell()
            if self._height(row) != before:
                return
            self.unfolded.discard(row)
        self.app.say(t("rows.all_told"))

    def _height(self, row: Hashable) -> int:
        """How many lines tell of a row."""
        rows, first = self.listing.rows, self.listing.rows.index(row)
        last = first = first or 0
        while last < len(rows) and (line := rows.line(last)) is not None and line.key == row:
            last += 1
            rows.reach(last)
        return last - first

    def action_fold(self) -> None:
        """Show the row under the cursor in one line again."""
        row = self.listing.current
        if row in self.unfolded:
            self.unfolded.discard(row)
            self.retell()
            self.listing.go_to(row)

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self) -> None:
        account = self.account_here
        if account is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        noun: Hashable = self.ADDS[0] if self.ADDS else None
        if len(self.ADDS) > 1:
            from tui.modals.chooser import Chooser, Option, among

            options = [Option(each, t(f"noun.{each}")) for each in self.ADDS]
            noun = await self.app.push_screen_wait(Chooser(t("rows.add_what"), among(options)))
        if isinstance(noun, str):
            await self.recorder().add(noun, account)

    @work(group="ask")
    async def action_visit(self) -> None:
        if self.account_here is not None:
            await self.recorder().add("visit", self.account_here)

    @work(group="ask")
    async def action_edit(self) -> None:
        await self.edit(self.listing.current)

    async def edit(self, row: Hashable) -> None:
        """Edit what a row stands for."""
        if isinstance(row, tuple) and row[0] in self.EDITS:
            await self.recorder().edit(str(row[0]), int(row[1]))

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        event.stop()
        self.open_row(event.key)

    def open_row(self, row: Hashable) -> None:  # noqa: ARG002 - editing looks at the cursor
        """What Enter does on a row."""
        self.action_edit()

    @work(group="write")
    async def action_done(self) -> None:
        from models.writes import dealing, visits

        rows = self.chosen(*SETTLED)
        if not rows:
            self.app.say(t("rows.nothing_to_settle"), bad=True)
        for noun, row in rows:
            settle = visits.settle if noun in ("promise", "task") else dealing.settle
            if await self.app.write(settle, noun, row):
                self.app.say(t("rows.settled", noun=t(f"noun.{noun}")))
        self.listing.unmark()

    @work(group="ask")
    async def action_snooze(self) -> None:
        from models.writes import visits
        from tui.modals.ask import day_after

        row = self.listing.current
        if not self.can_snooze(row):
            self.app.say(t("rows.nothing_to_snooze"), bad=True)
            return
        day = await day_after(self.app, self.app.today, t("rows.until"))
        if day is not None and await self.app.write(visits.snooze, self.item(row), day):
            self.app.say(t("rows.snoozed", day=phrases.day(day, self.app.today)))

    def can_snooze(self, row: Hashable) -> bool:
        """Whether a row is something that falls due."""
        return isinstance(row, tuple) and row[0] in DUE

    def item(self, row: Hashable) -> str:
        """The name under which a due item is put off."""
        return ":".join(map(str, row)) if isinstance(row, tuple) else str(row)

    @work(group="ask")
    async def open_plan(self, span: PlanSpan, day: date, member: int | None = None) -> None:
        """The plan of contacts around a day: one's own, or a member's."""
        from tui.sheets.plan import PlanSheet

        if (found := await self.app.push_screen_wait(PlanSheet(span, day, member))) is not None:
            self.post_message(self.Go(*found))

    @work(group="ask")
    async def action_delete(self) -> None:
        await self.delete(self.chosen(*self.EDITS))

    async def delete(self, rows: Sequence[tuple[str, int]]) -> None:
        """Delete rows, once the user says that he means it."""
        from tui import deleting

        if await deleting.delete(self.app, rows):
            self.listing.unmark()
