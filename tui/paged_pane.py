"""A pane whose rows come page by page: the newest are here, older ones are read as one looks further down."""

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeVar

from textual import work

from models import faults
from tui import phrases
from tui.rows_pane import RowsPane
from tui.widgets.listing import Flow, Line

Answer = TypeVar("Answer")


class PagedPane(RowsPane[Answer]):
    """Rows of which a page is read at first, and another whenever the last line was told; `G` reads to the end."""

    PAGE: ClassVar[int] = 100
    """Rows read at once."""
    LEAP: ClassVar[int] = 10
    """Pages read at once on the way to the end."""

    most = PAGE
    """How many rows are read anew: as many as were looked at, so that the cursor stays where it is."""

    def watch_account(self) -> None:
        """Of another account one looks at the newest first."""
        self.most = self.PAGE
        super().watch_account()

    def further(self, answer: Answer, most: int) -> Callable[[], Answer] | None:
        """What to ask for up to so many rows that come after those of an answer; None when those are all."""
        raise NotImplementedError

    def joined(self, answer: Answer, more: Answer) -> Answer:
        """An answer with what comes after it; told is only what is new."""
        raise NotImplementedError

    def lines_of(self, more: Answer) -> Iterator[Line]:
        """The lines of what came after others."""
        raise NotImplementedError

    def look_further(self) -> None:
        """The last line was told: read on, unless everything is about to be read anew."""
        if not self.stale and not self.coming:
            self.read_on()

    @work(exclusive=True, group="further")
    async def read_on(self) -> None:
        """Read what comes after the last row, and let the lines go on."""
        answer, flow = self.answer, self.listing.rows
        count = self.PAGE * (self.LEAP if self.listing.ended else 1)
        question = self.further(answer, count) if answer is not None else None
        if answer is None or question is None or not isinstance(flow, Flow):
            return
        try:
            more = await self.app.read(question)
        except (LookupError, faults.Fault) as fault:
            flow.go_on()
            if isinstance(fault, faults.Fault):
                self.app.say(phrases.fault(fault), bad=True)
            return
        if not self.is_attached or self.answer is not answer or self.stale or self.coming:
            return
        self._take(answer, more, count)

    def _take(self, answer: Answer, more: Answer, count: int) -> None:
        flow = self.listing.rows
        self.most += count
        self.answer = self.joined(answer, more)
        if isinstance(flow, Flow):
            flow.go_on(self.folded(self.lines_of(more), self.listing.columns))
            self.call_next(self.listing.lengthened)
