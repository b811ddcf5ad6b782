"""Choose one of many by typing a part of it: letters, pinyin, initials; the list answers at once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models import faults, tokens
from tui.desk import Desk
from tui.keys import key
from tui.modals.panel import Panel
from tui.widgets.entry import Entry
from tui.widgets.listing import Line, Listing, Span
from tui.words import t


class Option(NamedTuple):
    """Something to choose: what it is, its text, and a word beside it."""

    key: Hashable
    text: str
    beside: str = ""


Source = Callable[[str], Awaitable[Sequence[Option]]]
Make = Callable[[str], Awaitable[Option | None]]
"""Makes what nobody has yet out of its name; nothing where it was refused, which is said."""
NEW = ("new",)
"""What the row stands for that makes what was typed."""


def among(options: Sequence[Option]) -> Source:
    """A source over options that are all here; pinyin and initials match, the order stays."""

    async def source(query: str) -> Sequence[Option]:
        if not query.strip():
            return options
        ranked = [(tokens.score(query, option.text), option) for option in options]
        return [option for score, option in sorted(ranked, key=lambda r: -r[0]) if score]

    return source


class Chooser(Panel[Hashable]):
    """Answers with the key of what was chosen, or nothing; where it can `make`, a new name is a choice, too."""

    DEFAULT_CSS = """
    Chooser Horizontal { height: 1; padding: 0 1; }
    Chooser .ask--mark { width: 2; color: $mark; }
    Chooser Entry { width: 1fr; }
    Chooser Listing { height: 12; }
    """
    BINDINGS = [
        key("down,ctrl+n", "move(1)", "choice.down", show=False, priority=True),
        key("up", "move(-1)", "choice.up", show=False, priority=True),
        key("pagedown", "page(1)", "choice.page_down", show=False, priority=True),
        key("pageup", "page(-1)", "choice.page_up", show=False, priority=True),
    ]
    HINT = "chooser.hint"

    def __init__(
        self, title: str, source: Source, *, hint: str = "", current: Hashable = None, typed: str = "",
        blank: str = "", make: Make | None = None,
    ) -> None:
        super().__init__()
        self.question = title
        self.source = source
        self.hint = hint
        self.start = current
        self.begin = typed
        self.blank = blank
        self.make = make
        self.options: Sequence[Option] = ()
        """What the source answered last."""
        self._told = asyncio.Event()
        """What was typed has been looked up."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            with Horizontal():
                yield Static("> ", classes="ask--mark")
                yield Entry(self.begin)
            yield Listing()
            yield Static(Content(self.hint or t(self.HINT)), classes="panel--hint")

    def on_mount(self) -> None:
        listing = self.query_one(Listing)
        listing.can_focus = False
        listing.marked = self.marks()
        self.query_one(Entry).cursor_position = len(self.begin)
        self.look(self.begin)

    def marks(self) -> set[Hashable]:
        """What is marked in the beginning: what is held now."""
        return set() if self.start is None else {self.start}

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one(Entry).value.strip()

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        self._told.clear()
        self.look(event.value)

    @work(exclusive=True, group="read")
    async def look(self, query: str) -> None:
        """Ask the source, and show what it answers; nothing where it cannot answer."""
        try:
            self.options = await self.source(query)
        except faults.Fault:
            self._told.set()
            raise
        listing = self.query_one(Listing)
        lines = [Line(o.key, (o.text, Span(f"  {o.beside}" if o.beside else "", "muted"))) for o in self.options]
        if self.make is not None and self._nobodys(query.strip()):
            lines.append(Line(NEW, (Span(t("form.new_entry", text=query.strip(), what=self.question), "accent"),)))
        listing.fill(lines, empty=self.blank if self.blank and not query else t("chooser.nothing"))
        if not query and self.start is not None:
            listing.go_to(self.start)
        elif query:
            listing.cursor = 0
        self._told.set()

    def _nobodys(self, name: str) -> bool:
        return bool(name) and all(option.text.casefold() != name.casefold() for option in self.options)

    @on(Input.Submitted)
    def entered(self) -> None:
        self.enter()

    @on(Listing.Opened)
    def opened(self) -> None:
        self.press_row()

    def press_row(self) -> None:
        """What a press on a row does."""
        self.enter()

    @work(group="choose")
    async def enter(self) -> None:
        """Answer, once what was typed before Enter has been looked up."""
        await self._told.wait()
        found = await self.answer()
        if found is not None:
            self.dismiss(found)

    async def answer(self) -> Hashable:
        """What Enter takes; nothing where there is nothing to take."""
        return await self.here()

    async def here(self) -> Hashable:
        """What is under the cursor, made when it is new; nothing where there is nothing."""
        current = self.query_one(Listing).current
        if current != NEW or self.make is None:
            return current
        made = await self.make(self.typed)
        return made.key if made else None

    def action_move(self, by: int) -> None:
        self.query_one(Listing).action_move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Listing).action_page(by)

    def on_desk_said(self, event: Desk.Said) -> None:
        """What was made or refused is said here, and on the screen behind."""
        line = self.query_one(".panel--hint", Static)
        line.set_class(event.bad, "panel--error")
        line.update(Content(event.text))
        super().on_desk_said(event)
