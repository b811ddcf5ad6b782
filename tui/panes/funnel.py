"""The funnel: opportunities by step, as a list or as columns, with what each step comes to and what is untidy."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult

from models.reads import funnel as reading
from models.reads.accounts import Head
from models.reads.funnel import Asked, FunnelRow
from models.rules.filters import OF_FUNNEL, parse
from models.rules.funnel import Funnel
from tui import phrases
from tui.funnel_lines import Draw, legend, totals
from tui.keys import key
from tui.listed_pane import Answer, ListedPane, Source
from tui.widgets.columns import Columns
from tui.widgets.listing import Column, Line, Listing
from tui.widgets.steps import StepColumns, Totals
from tui.words import t

FIRST = 512
"""Opportunities that are read at once; the others follow when the hand rests."""
DEEP = 40
"""Cards of a column that are read at first; as many more when the cursor comes near their end."""
NEAR = 5
WIDE = 100
"""From this width on a line tells the owner and the weighted amount too."""


class Beside(NamedTuple):
    """What stands beside the list: the sums of the steps, and the cards of each where they are shown."""

    sums: Funnel
    stacks: tuple[tuple[FunnelRow, ...], ...] = ()


class FunnelPlace(ListedPane[FunnelRow]):
    """Opportunities by step; a key moves one to the next step, another shows columns instead of the list."""

    NAME = "funnel"
    SHOWS = frozenset({"opportunity", "account", "account_state", "visit", "promise", "member"})
    BINDINGS = [
        key("greater_than_sign", "shift(1)", "funnel.on"),
        key("less_than_sign", "shift(-1)", "funnel.back"),
        key("v", "view", "funnel.view"),
        key("a", "add", "funnel.add"),
        key("e", "edit", "funnel.edit"),
        key("n", "visit", "funnel.visit"),
        key("d", "delete", "funnel.delete", show=False),
    ]
    DEFAULT_CSS = """
    FunnelPlace Totals { background: $surface; }
    FunnelPlace #deals { height: 1fr; }
    FunnelPlace #steps { height: 1fr; display: none; }
    FunnelPlace.columns #deals { display: none; }
    FunnelPlace.columns #steps { display: block; }
    """
    SORTS = reading.SORTS
    SORT_BY = "funnel.sort_by"
    LEGENDS = (legend,)

    sort = "step"
    deep = DEEP
    """Cards of a column that are read."""

    def compose(self) -> ComposeResult:
        yield Totals(id="sums")
        yield Listing(id="deals", markable=True)
        columns = StepColumns(id="steps")
        columns.can_focus = False
        yield columns
        yield from self.compose_filter()

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one("#deals", Listing)

    @property
    def columns(self) -> StepColumns:
        """The cards."""
        return self.query_one(StepColumns)

    @property
    def in_columns(self) -> bool:
        """Whether cards are shown rather than lines."""
        return self.has_class("columns")

    @property
    def deal_here(self) -> int | None:
        """The opportunity under the cursor."""
        found = self.columns.person if self.in_columns else self.listing.current
        return found if isinstance(found, int) else None

    @property
    def row_here(self) -> FunnelRow | None:
        """What is told of the opportunity under the cursor."""
        here = self.deal_here
        return next((row for row in self._rows() if row.id == here), None)

    @property
    def account_here(self) -> int | None:
        """The account of the opportunity under the cursor."""
        return row.account if (row := self.row_here) is not None else None

    def _rows(self) -> Iterator[FunnelRow]:
        if self.in_columns:
            yield from (row for stack in self._beside.stacks for row in stack)
        elif self.window is not None:
            yield from (row for page in self.window.pages.values() for row in page if row is not None)

    @property
    def _beside(self) -> Beside:
        beside = self.shown.beside if self.shown is not None else None
        return beside if isinstance(beside, Beside) else Beside(Funnel((), 0, 0))

    # Reading ------------------------------------------------------------------------------------------

    def source(self, terms: str, sort: str) -> Source[FunnelRow]:
        asked = Asked(parse(terms, further=OF_FUNNEL), self.app.member, self.app.today, self.app.settings)
        return Source(
            partial(_head, asked, sort),
            partial(reading.ordering, asked, sort),
            partial(reading.window, today=self.app.today, settings=self.app.settings),
            partial(_ask_beside, asked, self.deep if self.in_columns else 0),
        )

    def retell(self) -> None:
        super().retell()
        if self.shown is None:
            return
        self.query_one(Totals).tell(totals(self._beside.sums))
        if self.in_columns:
            stacks = zip(self._beside.stacks, self._beside.sums.steps, strict=True) if self._beside.stacks else ()
            self.columns.show_stacks([self.draw.stack(rows, told) for rows, told in stacks], self.empty_text())
            if self.made is not None and self.columns.reach(self.made):
                self.made = None

    def show(self, answer: Answer[FunnelRow] | None) -> None:
        """The sums are here before the rows of a list that only the whole can tell."""
        if answer is not None and answer.ids is None:
            self.query_one(Totals).tell(totals(answer.beside.sums))
        super().show(answer)

    def empty_text(self) -> str:
        return t("funnel.none_match", terms=self.terms) if self.terms else t("funnel.empty")

    # Telling ------------------------------------------------------------------------------------------

    @property
    def draw(self) -> Draw:
        """How opportunities are told here."""
        return Draw(self.app.mask, self.app.today, self.size.width >= WIDE)

    def columns_of(self) -> tuple[Column, ...]:
        return self.draw.columns(self.heading())

    def line_of(self, row: FunnelRow) -> Line:
        return self.draw.line(row)

    @on(Columns.Chosen)
    def card_chosen(self) -> None:
        """Say what is untidy about the card; near the end of a column read on."""
        column, place = self.columns.at
        stacks, sums = self._beside.stacks, self._beside.sums.steps
        here = len(stacks[column]) if column < len(stacks) else 0
        if here and place >= here - NEAR and self.deep <= here < sums[column].deals:
            self.deep *= 2
            self.refresh_soon()
        if self.in_columns:
            self._tell_flags()

    @on(Listing.Moved, "#deals")
    def line_chosen(self, event: Listing.Moved) -> None:
        """Say in words what is untidy about the row under the cursor."""
        if event.by_hand:
            self._tell_flags()

    def _tell_flags(self) -> None:
        row = self.row_here
        if self.display and row is not None:
            self.app.say(phrases.listed(t(f"flag.{flag}") for flag in row.flags), hint=True)

    # Acting -------------------------------------------------------------------------------------------

    def give_keys(self) -> None:
        (self.columns if self.in_columns else self.listing).focus()

    def action_view(self) -> None:
        """Columns instead of the list, or back; the cursor stays on its opportunity."""
        here, to_columns = self.deal_here, not self.in_columns
        self.set_class(to_columns, "columns")
        self.columns.can_focus, self.listing.can_focus = to_columns, not to_columns
        self.give_keys()
        if to_columns:
            self.made = here
            self.refresh_soon()
        else:
            self.listing.go_to(here)

    @work(group="write")
    async def action_shift(self, by: int) -> None:
        """Move what is under the cursor to the next or the previous step."""
        from models.writes import process

        row = self.row_here
        if row is None:
            return
        done = await self.app.write(process.move_step, row.id, by)
        if done:
            name = self.app.mask.name("opportunity", row.id, row.name)
            self.made = row.id if self.in_columns else None
            self.app.say(t("funnel.moved", name=name, step=phrases.label("step", done.value)))

    @work(group="ask")
    async def action_add(self) -> None:
        """Record an opportunity: of which account is asked first."""
        from tui.modals.accounts import which_account

        account = await which_account(self.app, t("funnel.of_which"), self.account_here)
        if account is not None:
            made = await self.recorder().add("opportunity", account)
            if made is not None and not self.listing.go_to(made):
                self.made = made

    @work(group="ask")
    async def action_edit(self) -> None:
        if (deal := self.deal_here) is not None:
            await self.recorder().edit("opportunity", deal)

    @work(group="ask")
    async def action_visit(self) -> None:
        row = self.row_here
        if row is not None:
            await self.recorder().add("visit", row.account, values={"opportunity": row.id})

    @work(group="ask")
    async def action_delete(self) -> None:
        from tui import deleting

        marked = [key for key in self.listing.chosen if isinstance(key, int)]
        here = self.deal_here
        rows = marked if not self.in_columns else [] if here is None else [here]
        if await deleting.delete(self.app, [("opportunity", row) for row in rows]):
            self.listing.unmark()

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        event.stop()
        self.open_sheet()

    @work(group="ask")
    async def open_sheet(self) -> None:
        """Everything about the opportunity under the cursor."""
        from tui.sheets.deal import DealSheet

        if (row := self.row_here) is not None:
            await self.app.push_screen_wait(DealSheet(row.id, row.account))


def _head(asked: Asked, sort: str) -> Head:
    """The first of the list; all of it where there are no more."""
    found = reading.ordering(asked, sort, most=FIRST)
    return Head(found, len(found) < FIRST)


def _ask_beside(asked: Asked, most: int) -> Beside:
    """The sums, and the first cards of each step where any are wanted."""
    sums = reading.sums(asked)
    if not most:
        return Beside(sums)
    keys = reading.steps(asked, most)
    found = {row.id: row for row in reading.window([key for step in keys for key in step], asked.today, asked.settings)}
    return Beside(sums, tuple(tuple(found[key] for key in step if key in found) for step in keys))
