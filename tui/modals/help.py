"""The keys of this place, from the same declarations that make them work."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys import Offer, key
from tui.modals.panel import Panel
from tui.widgets.listing import Column, Line, Listing, Span
from tui.words import t


class Help(Panel[None]):
    """Every key that works here, with what it does; any of them is a line to read."""

    DEFAULT_CSS = "Help Listing { height: 18; }"
    BINDINGS = [key("q,question_mark", "leave", "panel.close", show=False)]

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = offers

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(t("help.title")), classes="panel--title")
            yield Listing()
            yield Static(Content(t("help.hint")), classes="panel--hint")

    def on_mount(self) -> None:
        lines = [
            Line(offer.id, (Span(offer.keys or ":", "accent"), Span(offer.label, "strong"), offer.tip))
            for offer in self.offers
        ]
        columns = (Column(t("help.key"), 14), Column(t("help.does"), 24), Column(t("help.more")))
        listing = self.query_one(Listing)
        listing.fill(lines, columns)
        listing.focus()
