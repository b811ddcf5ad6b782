"""Choose one of many by typing a part of it: letters, pinyin, initials; the list answers at once."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models import tokens
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


def among(options: Sequence[Option]) -> Source:
    """A source over options that are all here; pinyin and initials match, the order stays."""

    async def source(query: str) -> Sequence[Option]:
        if not query.strip():
            return options
        ranked = [(tokens.score(query, option.text), option) for option in options]
        return [option for score, option in sorted(ranked, key=lambda r: -r[0]) if score]

    return source


class Chooser(Panel[Hashable]):
    """Answers with the key of what was chosen, or nothing."""

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

    def __init__(
        self, title: str, source: Source, *, hint: str = "", current: Hashable = None, typed: str = "",
        blank: str = "",
    ) -> None:
        super().__init__()
        self.question = title
        self.source = source
        self.hint = hint
        self.start = current
        self.begin = typed
        self.blank = blank

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            with Horizontal():
                yield Static("> ", classes="ask--mark")
                yield Entry(self.begin)
            yield Listing()
            yield Static(Content(self.hint or t("chooser.hint")), classes="panel--hint")

    def on_mount(self) -> None:
        self.query_one(Listing).can_focus = False
        self.query_one(Entry).cursor_position = len(self.begin)
        self.look(self.begin)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        self.look(event.value)

    @work(exclusive=True, group="read")
    async def look(self, query: str) -> None:
        """Ask the source, and show what it answers."""
        options = await self.source(query)
        listing = self.query_one(Listing)
        lines = [Line(o.key, (o.text, Span(f"  {o.beside}" if o.beside else "", "muted"))) for o in options]
        listing.fill(lines, empty=self.blank if self.blank and not query else t("chooser.nothing"))
        if not query and self.start is not None:
            listing.go_to(self.start)
        elif query:
            listing.cursor = 0

    def add(self, letters: str) -> None:
        """Letters that were typed before the question stood on the screen."""
        if self.is_mounted:
            entry = self.query_one(Entry)
            entry.value += letters
            entry.cursor_position = len(entry.value)
        else:
            self.begin += letters

    @on(Input.Submitted)
    def choose(self) -> None:
        listing = self.query_one(Listing)
        if listing.current is not None:
            self.dismiss(listing.current)

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        self.dismiss(event.key)

    def action_move(self, by: int) -> None:
        self.query_one(Listing).action_move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Listing).action_page(by)
