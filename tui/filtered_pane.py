"""A pane with a line one types a filter into: what it leaves stands at once, Esc clears it, and then goes back."""

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult

from tui.form_pane import FormPane
from tui.pane import Answer
from tui.widgets.filter_line import FilterLine
from tui.widgets.listing import Listing


class FilteredPane(FormPane[Answer]):
    """Says in `narrow` how it shows what its `terms` leave; the keys of the filter are its own to name."""

    terms = ""

    def compose(self) -> ComposeResult:
        yield Listing(markable=True)
        yield from self.compose_filter()

    def compose_filter(self) -> ComposeResult:
        """The line one types a filter into."""
        yield FilterLine(id="filter")

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    @property
    def filter_line(self) -> FilterLine:
        """Where the filter is typed."""
        return self.query_one(FilterLine)

    def narrow(self) -> None:
        """Show what the terms leave."""
        raise NotImplementedError

    def widen(self) -> bool:
        """Take back what else narrows it, once nothing is marked and no filter is left; whether anything did."""
        return False

    def give_keys(self) -> None:
        """Give the keys back to the rows."""
        self.listing.focus()

    def action_filter(self) -> None:
        self.filter_line.open(self.terms)

    @on(FilterLine.Narrowed)
    def narrowed(self, event: FilterLine.Narrowed) -> None:
        if event.terms != self.terms:
            self.terms = event.terms
            self.narrow()

    @on(FilterLine.Kept)
    def kept(self) -> None:
        self.give_keys()
        self.filter_line.close(self.terms)

    def action_clear(self) -> None:
        """The filter goes first, then the marks, then what else narrows; with none it is the way back."""
        if self.filter_line.showing or self.terms:
            self.terms = ""
            self.kept()
            self.narrow()
        elif not (self.listing.unmark() or self.widen()):
            raise SkipAction
