"""Choose several of a few: space marks, Enter takes what is marked."""

from collections.abc import Hashable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.modals.chooser import Option
from tui.modals.panel import Panel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t


class Several(Panel[frozenset[Hashable]]):
    """Answers with the keys of all that is marked, which may be none."""

    DEFAULT_CSS = "Several Listing { height: 10; }"

    def __init__(self, title: str, options: Sequence[Option], held: frozenset[Hashable] = frozenset()) -> None:
        super().__init__()
        self.question = title
        self.options = options
        self.held = held

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            yield Listing(markable=True)
            yield Static(Content(t("several.hint")), classes="panel--hint")

    def on_mount(self) -> None:
        listing = self.query_one(Listing)
        listing.marked = set(self.held)
        listing.fill([Line(o.key, (o.text, Span(f"  {o.beside}", "muted"))) for o in self.options])
        listing.focus()

    def on_listing_opened(self) -> None:
        self.dismiss(frozenset(self.query_one(Listing).marked))
