"""The sheet of one opportunity: a section for each part of its method, every line edited in place.

A section is a class of its own, listed in `tui/sheets/deal_sections.py`; how to write one stands in
`tui/sheets/deal_section.py`.
"""

from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from textual import on, work
from textual.binding import Binding

from models.reads import labels, records, sight
from models.reads.records import Record
from tui.keys import key
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.sheets.deal_section import Asked, Entry, Section
from tui.sheets.deal_sections import SECTIONS
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t


class Found(NamedTuple):
    """The opportunity, the name of its account, and what each section asked for."""

    record: Record
    account_name: str
    parts: tuple[Any, ...]


def _keys() -> Iterator[Binding]:
    """The keys of the sections, each once."""
    seen: set[str] = set()
    for section in SECTIONS:
        for binding in section.KEYS:
            if binding.id not in seen:
                seen.add(binding.id or "")
                yield binding


class DealSheet(SheetPanel[int, Found]):
    """Every line stands for a record or for something to act on; its section answers the keys."""

    HINT = "deal.hint"
    BINDINGS = [
        key("a", "add", "deal.add"),
        key("e", "edit", "deal.edit"),
        key("d", "delete", "deal.delete"),
        key("full_stop,space", "done", "deal.done", show=False),
        key("tab", "turn(1)", "deal.next", show=False),
        key("shift+tab", "turn(-1)", "deal.previous", show=False),
        *_keys(),
    ]

    def __init__(self, deal: int, account: int, section: str = "") -> None:
        super().__init__()
        self.deal = deal
        self.account = account
        self.places: list[str] = []
        """The section of each line."""
        self.wanted: Hashable = None
        """The row that shall have the cursor once it is there."""
        self.first = section
        """The section that shall have the cursor at first."""

    @cached_property
    def sections(self) -> dict[str, Section[Any]]:
        """The sections by their codes."""
        return {kind.CODE: kind(self.app, self.deal, self.account, self.reach) for kind in SECTIONS}

    @property
    def section(self) -> Section[Any]:
        """The section the cursor is in."""
        code = self.places[self.listing.cursor] if self.places else SECTIONS[0].CODE
        return self.sections[code]

    def read(self) -> Callable[[], Found]:
        asked = Asked(self.deal, self.account, self.app.today, self.app.settings, self.app.member)
        return lambda: _ask(asked)

    def heading(self, found: Found) -> str:
        mask = self.app.mask
        name = mask.name("opportunity", self.deal, str(found.record.values["name"]))
        return t("deal.title", name=name, account=mask.name("account", self.account, found.account_name))

    def fill(self, found: Found) -> None:
        told: list[tuple[str, Line]] = []
        for section, part in zip(self.sections.values(), found.parts, strict=True):
            section.found = part
            told += ((section.CODE, line) for line in self._lines(section, part))
        self.places = [code for code, _ in told]
        self.listing.fill([line for _, line in told])
        if self.listing.current is None and self.listing.cursor == 0:
            self.listing.cursor = 1
        if self.wanted is not None and self.listing.go_to(self.wanted):
            self.wanted = None
        if self.first in self.places:
            self.listing.cursor, self.first = self.places.index(self.first) + 1, ""

    def reach(self, row: Hashable) -> None:
        """Put the cursor on a row as soon as it is there."""
        self.wanted = row
        self.reload()

    def _lines(self, section: Section[Any], part: Any) -> Iterator[Line]:
        code = section.CODE
        beside = section.beside(part)
        head = (Span(t(f"deal.section.{code}"), "title"), Span(f"  {beside}" if beside else "", "muted"))
        yield from self._wrapped(Entry(None, head, 0))
        some = False
        for entry in section.entries(part):
            some = True
            yield from self._wrapped(entry)
        if not some:
            yield from self._wrapped(Entry(("add", code), (Span(t(f"deal.section.{code}.none"), "muted"),)))

    def _wrapped(self, entry: Entry) -> Iterator[Line]:
        step = 2 * entry.step
        spans = (PageSpan(" " * step), *(PageSpan(span.text, span.role) for span in entry.spans))
        for piece in wrapped(spans, max(20, self.size.width - 3), step + entry.hang):
            yield Line(entry.key, tuple(Span(span.text, span.style) for span in piece))

    def action_turn(self, by: int) -> None:
        """Go to the first line of the next or the previous section."""
        if not self.places:
            return
        codes = list(self.sections)
        code = codes[(codes.index(self.section.CODE) + by) % len(codes)]
        start = self.places.index(code)
        rows = self.listing.rows
        last = start + self.places.count(code)
        self.listing.cursor = next(
            (at for at in range(start, last) if (line := rows.line(at)) is not None and line.key is not None), start
        )

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        event.stop()
        self._open(event.key)

    @work(group="ask")
    async def _open(self, row: Hashable) -> None:
        """Enter adds where there is nothing, else what the section says."""
        if _adding(row):
            await self.section.add()
        elif row is not None:
            await self.section.open(row)

    @work(group="ask")
    async def action_edit(self) -> None:
        row = self.listing.current
        await (self.section.add() if _adding(row) else self.section.edit(row))

    @work(group="ask")
    async def action_add(self) -> None:
        await self.section.add()

    @work(group="ask")
    async def action_delete(self) -> None:
        await self.section.delete(self.listing.current)

    @work(group="ask")
    async def action_done(self) -> None:
        await self.section.done(self.listing.current)

    @work(group="ask")
    async def action_act(self, section: str, name: str) -> None:
        """A key of one section, with the line under the cursor."""
        await getattr(self.sections[section], f"act_{name}")(self.listing.current)


def _adding(row: Hashable) -> bool:
    return isinstance(row, tuple) and row[:1] == ("add",)


def _ask(asked: Asked) -> Found:
    """All of it in one go on the reading thread; LookupError when it is gone or not to be seen (T4)."""
    if asked.account not in sight.seen(asked.viewer, [asked.account]):
        raise LookupError(asked.deal)
    record = records.record("opportunity", asked.deal)
    name = labels.names("account", {asked.account}).get(asked.account, "")
    return Found(record, name, tuple(section.read(asked) for section in SECTIONS))
