"""The keys of this place, from the same declarations that make them work."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys import Offer, key
from tui.modals.panel import Panel
from tui.pages.spans import Span as Told
from tui.pages.spans import wrapped
from tui.widgets.listing import Column, Line, Listing, Span
from tui.words import t

KEYS = 14
"""How wide the column of the keys is."""


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
        lines += self._legends()
        columns = (Column(t("help.key"), KEYS), Column(t("help.does"), 24), Column(t("help.more")))
        listing = self.query_one(Listing)
        listing.fill(lines, columns)
        listing.focus()

    def _legends(self) -> Iterator[Line]:
        """What the signs of this place mean, below its keys."""
        found = dict.fromkeys(legend for offer in self.offers for legend in getattr(offer.node, "LEGENDS", ()))
        for legend in found:
            pieces = wrapped((Told(legend()),), max(20, self.app.size.width - KEYS - 4))
            for number, piece in enumerate(pieces):
                head = Span("" if number else t("help.signs"), "title")
                yield Line(None, (head, "".join(span.text for span in piece)))
