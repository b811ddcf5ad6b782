"""A pane that is a list over any number of rows: its beginning is shown at once, the rest is read when the hand rests.

It is filtered with `/`, put in order with `o`, and keeps its cursor on its row whatever moves.
"""

import asyncio
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import partial
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import work

from models import faults
from models.reads.accounts import Head
from tui import phrases
from tui.filtered_pane import FilteredPane
from tui.keys import key
from tui.pane import REST_SECONDS
from tui.widgets.listing import Column, Line
from tui.widgets.window import PAGE, Keyed, Window
from tui.words import t

Row = TypeVar("Row", bound=Keyed)
FEW = 20
"""Up to so many changed accounts are looked for in a list one by one."""
Cursor = tuple[Hashable, int]
"""What is under the cursor, and the page it is on."""


class Source(NamedTuple, Generic[Row]):
    """How a list is read, on the reading thread: its beginning, all its ids, the rows of a page, what stands beside.

    `among` tells which of some accounts are in it, in their order, where its rows are accounts.
    """

    head: Callable[[], Head | None]
    ordering: Callable[[], Sequence[int]]
    window: Callable[[Sequence[int]], list[Row]]
    beside: Callable[[], Any] = lambda: None
    among: Callable[[Sequence[int]], Sequence[int]] | None = None


class Answer(NamedTuple, Generic[Row]):
    """The ids of a list with rows of one page; only the beginning of it where it is not `whole`.

    `asked` is what it is the answer to: terms and sort. Without ids only the whole can tell.
    """

    asked: tuple[str, str]
    ids: Sequence[int] | None
    rows: list[Row]
    whole: bool
    beside: Any = None


class ListedPane(FilteredPane[Answer[Row]], Generic[Row]):
    """Says what it reads by `source`, how a row looks by `line_of`, and what it is called by `columns_of`."""

    BINDINGS = [
        key("slash", "filter", "list.filter"),
        key("o", "sort", "list.sort", show=False),
        key("escape", "clear", "list.clear", show=False),
    ]
    SORTS: ClassVar[tuple[str, ...]] = ()
    SORT_BY: ClassVar[str]
    """The words over the choice of an order."""

    sort = ""
    window: Window[Row] | None = None
    shown: Answer[Row] | None = None
    """What the window was made of."""
    made: int | None = None
    """What was just recorded and is not in the list yet: the cursor goes there."""

    # What a list says of itself -----------------------------------------------------------------------

    def source(self, terms: str, sort: str) -> Source[Row]:
        """How it is read; what the answer holds of the pane is taken now."""
        raise NotImplementedError

    def columns_of(self) -> tuple[Column, ...]:
        """Its columns."""
        raise NotImplementedError

    def line_of(self, row: Row) -> Line:
        """A row as a line."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """What stands where no row is."""
        raise NotImplementedError

    # Reading ------------------------------------------------------------------------------------------

    def read(self) -> Callable[[], Answer[Row]]:
        here = self.shown if self.shown is not None and self.shown.asked == (self.terms, self.sort) else None
        if here is None:
            self.workers.cancel_group(self, "whole")
        return partial(self._asking(_ask), here.ids if here else None)

    def _asking(self, work: Callable[..., Answer[Row]]) -> Callable[..., Answer[Row]]:
        """A question about the list as it is to be now."""
        cursor = (self.listing.current, self.listing.cursor // PAGE)
        return partial(work, (self.terms, self.sort), self.source(self.terms, self.sort), cursor)

    def show(self, answer: Answer[Row] | None) -> None:
        if answer is None:
            return
        if answer.ids is not None:
            self._take(answer, answer.ids)
        if answer.whole:
            self.workers.cancel_group(self, "whole")
        else:
            self.complete(0.0 if answer.ids is None else REST_SECONDS)

    def _take(self, answer: Answer[Row], ids: Sequence[int]) -> None:
        """Show a list, or the beginning of one: the cursor stays on its row, or where it was sent."""
        before, self.shown = self.shown, answer
        self.window = Window(ids, self._want, self.line_of)
        here = self.window.index(answer.rows[0].id) if answer.rows else None
        if here is not None:
            self.window.put(here // PAGE, answer.rows)
        if answer.whole and self.listing.marked:
            self.listing.marked &= set(self.window.ids)
        same = before is not None and before.asked == answer.asked
        if not answer.whole and not same and self.window.index(self.listing.current) is None:
            self.listing.start_over()
        at_the_end = same and not (before and before.whole) and self.listing.ended
        self.retell()
        if at_the_end:
            self.listing.action_end(1)
        if self.made is not None and self.listing.go_to(self.made):
            self.made = None

    @work(exclusive=True, group="whole")
    async def complete(self, rest: float) -> None:
        """Read all of a list the beginning of which is shown, when the hand rests: the next key may change it."""
        await asyncio.sleep(rest)
        try:
            answer = await self.app.aside(self._asking(_ask_all))
        except faults.Fault as fault:
            self.app.say(phrases.fault(fault), bad=True)
            return
        if self.is_attached and answer.ids is not None and answer.asked == (self.terms, self.sort):
            self.answer = answer
            self._take(answer, answer.ids)
            self.post_message(self.Shown(self))

    def touched(self, topics: frozenset[str], accounts: frozenset[int] | None = None) -> None:
        whole = self.shown is not None and self.shown.whole and not self.stale and not self.coming and self.display
        few = bool(accounts) and len(accounts or ()) <= FEW and bool(topics & self.SHOWS)
        if whole and few and accounts and self.source(self.terms, self.sort).among:
            self.check(accounts)
        else:
            super().touched(topics, accounts)

    @work(group="check")
    async def check(self, accounts: frozenset[int]) -> None:
        """Read again the pages with accounts that others changed; all of the list where it may go otherwise now."""
        window, source = self.window, self.source(self.terms, self.sort)
        if window is None or source.among is None:
            return
        try:
            stands = await self.app.read(partial(_stands, window.ids, accounts, source.among))
        except faults.Fault as fault:
            self.app.say(phrases.fault(fault), bad=True)
            return
        if not stands or window is not self.window:
            self.refresh_soon()
            return
        for page in [page for page in window.pages if accounts.intersection(window.slice(page))]:
            rows = await self.app.read(source.window, window.slice(page))
            if window is self.window:
                window.put(page, rows)
                self.listing.refresh()

    def _want(self, page: int) -> None:
        self.fetch(page)

    @work(group="page")
    async def fetch(self, page: int) -> None:
        """Read a page that came into view."""
        window = self.window
        if window is None or page in window.pages:
            return
        rows = await self.app.read(self.source(self.terms, self.sort).window, window.slice(page))
        if window is self.window:
            window.put(page, rows)
            self.listing.refresh()

    def retell(self) -> None:
        if self.window is None:
            return
        self._tell_filter()
        self.listing.fill(self.window, self.columns_of(), self.empty_text())

    def heading(self) -> str:
        """The heading of the names, with the order where it is not the usual one."""
        order = t(f"sort.{self.sort}") if self.sort != type(self).sort else ""
        return " · ".join(filter(None, (t("column.name"), order)))

    # Filter and sort ----------------------------------------------------------------------------------

    def _tell_filter(self) -> None:
        shown = self.shown
        self.filter_line.tell(self.terms, len(shown.ids) if shown and shown.whole and shown.ids is not None else None)

    def narrow(self) -> None:
        self.refresh_soon()

    @work(group="ask")
    async def action_sort(self) -> None:
        from tui.modals.chooser import Chooser, Option, among

        options = [Option(sort, t(f"sort.{sort}")) for sort in self.SORTS]
        chosen = await self.app.push_screen_wait(Chooser(t(self.SORT_BY), among(options), current=self.sort))
        if chosen is not None:
            self.sort = str(chosen)
            self.refresh_soon()


def _ask(asked: tuple[str, str], source: Source[Row], cursor: Cursor, kept: Sequence[int] | None) -> Answer[Row]:
    """The beginning of a list, or all of it where it is short; of one that is here already only a page anew."""
    found, beside = source.head(), source.beside()
    if found is not None and found.whole:
        return Answer(asked, found.ids, source.window(_page(found.ids, cursor)), True, beside)
    if kept is None:
        rows = source.window(found.ids[:PAGE]) if found else []
        return Answer(asked, found.ids if found else None, rows, False, beside)
    page = _page(kept, cursor)
    rows = source.window(page)
    gone = set(page) - {row.id for row in rows}
    return Answer(asked, [id for id in kept if id not in gone] if gone else kept, rows, False, beside)


def _ask_all(asked: tuple[str, str], source: Source[Row], cursor: Cursor) -> Answer[Row]:
    """A list from its beginning to its end."""
    ids = source.ordering()
    return Answer(asked, ids, source.window(_page(ids, cursor)), True, source.beside())


def _stands(
    ids: Sequence[int], accounts: Collection[int], among: Callable[[Sequence[int]], Sequence[int]]
) -> bool:
    """Whether a list still goes as it did though some accounts changed: each stands between those it stood between."""
    places = [place for id in accounts if (place := _place(ids, id)) is not None]
    beside = sorted({at for place in places for at in (place - 1, place, place + 1) if 0 <= at < len(ids)})
    known = [ids[place] for place in beside]
    return list(among([*known, *(id for id in accounts if id not in known)])) == known


def _place(ids: Sequence[int], id: int) -> int | None:
    try:
        return ids.index(id)
    except ValueError:
        return None


def _page(ids: Sequence[int], cursor: Cursor) -> Sequence[int]:
    """The page with the row under the cursor, or the one the cursor is on."""
    current, place = cursor
    window: Window[Any] = Window(ids, lambda _: None, lambda _: Line(None, ()))
    found = window.index(current)
    return window.slice(min(place, max(0, (len(ids) - 1) // PAGE)) if found is None else found // PAGE)
