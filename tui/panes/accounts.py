"""The list of accounts: filtered, sorted, under saved views, marked and edited many at a time."""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from models import faults
from models.reads import accounts, views
from models.reads.accounts import AccountRow
from models.rules.filters import parse
from models.rules.nouns import ACCOUNT
from models.writes import preferences
from models.writes import records as writing
from models.writes.merging import merge
from tui import lines, phrases, typed
from tui.form_pane import FormPane
from tui.keys import Act, key
from tui.modals.ask import Ask, sure
from tui.modals.chooser import Chooser, Option, among
from tui.pane import REST_SECONDS
from tui.widgets.entry import Entry
from tui.widgets.listing import Column, Line, Listing, Span
from tui.widgets.window import PAGE, Window
from tui.words import many, t

SORTS = ("urgency", "name", "due", "amount", "last_contact", "owner")
BULK = ("industry", "region", "mode", "kind", "source", "owner", "company_grade", "tags")
"""The fields that make sense for many accounts at once."""

SAVE = ("save",)
"""What the row among the views stands for that saves the filter in force."""


class Answer(NamedTuple):
    """The ids of a list with rows of one page; only the beginning of it where it is not `whole`.

    `asked` is what it is the answer to: terms and sort. Without ids only the whole can tell.
    """

    asked: tuple[str, str]
    ids: Sequence[int] | None
    rows: list[AccountRow]
    whole: bool


class Accounts(FormPane[Answer]):
    """Every account one may see; Enter opens it, capital letters show its faces."""

    NAME = "accounts"
    SHOWS = frozenset({
        "account", "other_name", "opportunity", "visit", "visit_person", "promise", "person", "stance_entry",
        "account_event", "member", "task", "gift", "relation", "inside_mark", "act", "account_state",
    })
    BINDINGS = [
        key("a", "add", "accounts.add"),
        key("e", "edit", "accounts.edit"),
        key("n", "visit", "accounts.visit"),
        key("d", "delete", "accounts.delete", show=False),
        key("full_stop,comma", "due", "accounts.due", show=False),
        key("slash", "filter", "list.filter"),
        key("o", "sort", "list.sort", show=False),
        key("w", "views", "list.views", show=False),
        key("escape", "clear", "list.clear", show=False),
    ]
    ACTS = (
        Act("accounts.merge", "merge"),
        Act("accounts.save_view", "save_view(False)"),
        Act("accounts.share_view", "save_view(True)"),
    )
    DEFAULT_CSS = """
    Accounts #filter { height: 1; display: none; background: $surface; padding: 0 1; }
    Accounts #filter.on { display: block; }
    Accounts #filter Static { width: 2; color: $mark; }
    Accounts #filter Entry { width: 1fr; }
    Accounts #filter #left { width: auto; }
    """

    terms = ""
    sort = "urgency"
    window: Window | None = None
    shown: Answer | None = None
    """What the window was made of."""
    made: int | None = None
    """What was just recorded and is not in the list yet: the cursor goes there."""

    def compose(self) -> ComposeResult:
        yield Listing(markable=True)
        with Horizontal(id="filter"):
            yield Static("/ ")
            yield Entry(id="terms")
            yield Static("", id="left")

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    @property
    def account_here(self) -> int | None:
        """The account under the cursor."""
        return self.listing.current if isinstance(self.listing.current, int) else None

    # Reading ------------------------------------------------------------------------------------------

    def read(self) -> Callable[[], Answer]:
        here = self.shown if self.shown is not None and self.shown.asked == (self.terms, self.sort) else None
        if here is None:
            self.workers.cancel_group(self, "whole")
        return partial(self._asking(_ask), here.ids if here else None)

    def _asking(self, work: Callable[..., Answer]) -> Callable[..., Answer]:
        """A question about the list as it is to be now."""
        cursor = (self.listing.current, self.listing.cursor // PAGE)
        return partial(work, (self.terms, self.sort), self.app.member, self.app.today, cursor)

    def show(self, answer: Answer | None) -> None:
        if answer is None:
            return
        if answer.ids is not None:
            self._take(answer, answer.ids)
        if answer.whole:
            self.workers.cancel_group(self, "whole")
        else:
            self.complete(0.0 if answer.ids is None else REST_SECONDS)

    def _take(self, answer: Answer, ids: Sequence[int]) -> None:
        """Show a list, or the beginning of one: the cursor stays on its row, or where it was sent."""
        before, self.shown = self.shown, answer
        self.window = Window(ids, self._want, self._line)
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

    def _want(self, page: int) -> None:
        self.fetch(page)

    @work(group="page")
    async def fetch(self, page: int) -> None:
        """Read a page that came into view."""
        window = self.window
        if window is None or page in window.pages:
            return
        rows = await self.app.read(accounts.window, window.slice(page))
        if window is self.window:
            window.put(page, rows)
            self.listing.refresh()

    def retell(self) -> None:
        if self.window is None:
            return
        empty = t("accounts.none_match", terms=self.terms) if self.terms else t("accounts.empty")
        self._tell_filter()
        self.listing.fill(self.window, self._columns(), empty)

    def _heading(self) -> str:
        """The heading of the names, with the order where it is not the usual one."""
        order = t(f"sort.{self.sort}") if self.sort != Accounts.sort else ""
        return " · ".join(filter(None, (t("column.name"), order)))

    def _tell_filter(self) -> None:
        """What the list is narrowed to stays in sight, with how many are left."""
        entry, shown = self.query_one("#terms", Entry), self.shown
        self.query_one("#filter").set_class(bool(self.terms) or entry.has_focus, "on")
        if not entry.has_focus:
            entry.value = self.terms
        count = str(len(shown.ids)) if shown and shown.whole and shown.ids is not None else ""
        self.query_one("#left", Static).update(Content(count if self.terms else ""))

    def _columns(self) -> tuple[Column, ...]:
        wide = self.size.width >= 76
        return (
            Column(self._heading()), Column(t("column.urgency"), 4), Column(t("column.stage"), 6),
            *((Column(t("column.amount"), 12, right=True), Column(t("column.owner"), 9)) if wide else ()),
            Column(t("column.next"), 26 if wide else 16), Column("", 3),
        )

    def _line(self, row: AccountRow) -> Line:
        name = self.app.mask.name("account", row.id, row.name)
        step = lines.next_step(row.due, self.app.mask.text(row.next_text), self.app.today)
        late = row.due is not None and row.due < self.app.today
        more: tuple[str, ...] = ()
        if self.size.width >= 76:
            owner = self.app.mask.name("member", row.owner, row.owner_name)
            more = (phrases.money(row.amount) if row.amount else "", owner)
        return Line(row.id, (
            Span(name, "strong"), Span(row.urgency or "", "warn" if row.urgency in ("H", "O") else ""),
            t(f"information_stage.short.{row.stage}") if row.stage else "",
            *more, Span(step, "against" if late else "muted"),
            Span({0: "!!", 1: "!"}.get(row.worst, ""), "against"),
        ))

    # Filter, sort, views ------------------------------------------------------------------------------

    def action_filter(self) -> None:
        box = self.query_one("#filter")
        box.add_class("on")
        entry = self.query_one("#terms", Entry)
        entry.value = self.terms
        entry.focus()

    @on(Input.Changed, "#terms")
    def narrowed(self, event: Input.Changed) -> None:
        if event.value != self.terms and self.query_one("#filter").has_class("on"):
            self.terms = event.value
            self.refresh_soon()

    @on(Input.Submitted, "#terms")
    def kept(self) -> None:
        self._close_filter()

    def _close_filter(self) -> None:
        self.listing.focus()
        self.query_one("#filter").set_class(bool(self.terms), "on")

    def action_clear(self) -> None:
        """Marks go first, then the filter; with neither it is the way back."""
        if self.query_one("#filter").has_class("on") or self.terms:
            self.terms = ""
            self._close_filter()
            self.refresh_soon()
        elif not self.listing.unmark():
            raise SkipAction

    @work(group="ask")
    async def action_sort(self) -> None:
        options = [Option(sort, t(f"sort.{sort}")) for sort in SORTS]
        chosen = await self.app.push_screen_wait(Chooser(t("accounts.sort_by"), among(options), current=self.sort))
        if chosen is not None:
            self.sort = str(chosen)
            self.refresh_soon()

    @work(group="ask")
    async def action_views(self) -> None:
        saved = await self.app.read(views.views, self.app.member, self.NAME)
        options = [Option(view.id, view.name, f"{view.terms}  {t('sort.' + view.sort)}") for view in saved]
        options.append(Option(SAVE, t("accounts.save_this"), self.terms))
        chosen = await self.app.push_screen_wait(
            Chooser(t("accounts.views"), among(options), hint=t("accounts.views_hint"))
        )
        if chosen == SAVE:
            self.action_save_view(False)
        view = next((view for view in saved if view.id == chosen), None)
        if view is not None:
            self.app.say("")
            self.terms, self.sort = view.terms, view.sort
            self.refresh_soon()

    @work(group="ask")
    async def action_save_view(self, shared: bool) -> None:
        name = await self.app.push_screen_wait(Ask(t("accounts.view_name"), self.terms))
        if name and await self.app.write(preferences.save_view, self.NAME, name, self.terms, self.sort, shared=shared):
            self.app.say(t("status.view_saved", name=name))

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self) -> None:
        made = await self.recorder().add("account", values={"owner": self.app.member})
        if made is not None and not self.listing.go_to(made):
            self.made = made

    @work(group="ask")
    async def action_visit(self) -> None:
        if self.account_here is not None:
            await self.recorder().add("visit", self.account_here)

    def _chosen(self) -> list[int]:
        return [row for row in self.listing.chosen if isinstance(row, int)]

    @work(group="ask")
    async def action_edit(self) -> None:
        rows = self._chosen()
        if len(rows) == 1:
            await self.recorder().edit("account", rows[0])
        elif rows:
            await self._edit_many(rows)

    async def _edit_many(self, rows: Sequence[int]) -> None:
        """One field of all marked accounts."""
        options = [Option(code, typed.label("account", ACCOUNT.field(code))) for code in BULK]
        code = await self.app.push_screen_wait(Chooser(t("accounts.bulk_field", n=len(rows)), among(options)))
        if code is None:
            return
        if await self.recorder().edit_many("account", rows, ACCOUNT.field(str(code))):
            self.listing.unmark()

    @work(group="ask")
    async def action_delete(self) -> None:
        rows = self._chosen()
        if not rows:
            return
        if await sure(self.app, t("confirm.delete", n=len(rows)), t("confirm.undoable")):
            done = await self.app.write(writing.delete, "account", rows)
            if done:
                self.listing.unmark()
                self.app.say(t("status.deleted", n=done.value))

    def action_due(self) -> None:
        """What can be done and put off stands elsewhere: say where."""
        self.app.say(t("accounts.nothing_due"), bad=True)

    def _told_apart(self, row: AccountRow) -> Option:
        """An account among others of its name: owner, people, amount, last contact."""

        met = phrases.day(row.last_contact, self.app.today) if row.last_contact else t("board.never_met")
        owner = self.app.mask.name("member", row.owner, row.owner_name)
        amount = phrases.money(row.amount) if row.amount else ""
        beside = " ".join(filter(None, (owner, many("accounts.people", row.people), amount, met, f"#{row.id}")))
        return Option(row.id, self.app.mask.name("account", row.id, row.name), beside)

    @work(group="ask")
    async def action_merge(self) -> None:
        rows = self._chosen()
        if len(rows) < 2:
            self.app.say(t("status.mark_two"), bad=True)
            return
        options = [self._told_apart(row) for row in await self.app.read(accounts.window, rows)]
        keep = await self.app.push_screen_wait(Chooser(t("accounts.merge_keep"), among(options)))
        if isinstance(keep, int) and await self.app.write(merge, "account", keep, rows):
            self.listing.unmark()
            self.app.say(t("status.merged", n=len(rows)))


Cursor = tuple[Hashable, int]
"""What is under the cursor, and the page it is on."""


def _ask(
    asked: tuple[str, str], member: int | None, today: date, cursor: Cursor, kept: Sequence[int] | None
) -> Answer:
    """The beginning of a list, or all of it where it is short; of one that is here already only a page anew."""
    terms, sort = asked
    found = accounts.head(parse(terms), sort, viewer=member, today=today)
    if found is not None and found.whole:
        return Answer(asked, found.ids, accounts.window(_page(found.ids, cursor)), True)
    if kept is None:
        return Answer(asked, found.ids if found else None, accounts.window(found.ids[:PAGE]) if found else [], False)
    page = _page(kept, cursor)
    rows = accounts.window(page)
    gone = set(page) - {row.id for row in rows}
    return Answer(asked, [id for id in kept if id not in gone] if gone else kept, rows, False)


def _ask_all(asked: tuple[str, str], member: int | None, today: date, cursor: Cursor) -> Answer:
    """A list from its beginning to its end."""
    terms, sort = asked
    ids = accounts.ordering(parse(terms), sort, viewer=member, today=today)
    return Answer(asked, ids, accounts.window(_page(ids, cursor)), True)


def _page(ids: Sequence[int], cursor: Cursor) -> Sequence[int]:
    """The page with the row under the cursor, or the one the cursor is on."""
    current, place = cursor
    window = Window(ids, lambda _: None, lambda _: Line(None, ()))
    found = window.index(current)
    return window.slice(min(place, max(0, (len(ids) - 1) // PAGE)) if found is None else found // PAGE)
