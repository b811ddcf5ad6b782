"""What a section of the opportunity's sheet is: one read, its lines, and what the keys do on them.

To add one, write `tui/sheets/deal_AREA.py` with a subclass of `Section` and name the class in `SECTIONS` of
`tui/sheets/deal_sections.py`. It gives itself:

- `CODE`: its code; its heading is `deal.section.CODE`, and `deal.section.CODE.none` is said where it has no line;
- `read(asked)`: what to ask on the reading thread; the answer goes to the other methods as `found`;
- `entries(found)`: its lines, each with the key of the record it stands for, `(noun, id)`, or any other tuple whose
  first word no other section uses; `beside(found)`: a word behind its heading;
- `ADDS`, `EDITS`, `DELETES`: the nouns of `a`, `e`/Enter and `d`; what a new one knows beforehand is `beforehand`;
- `KEYS`: keys of its own, `key("g", "act('gate', 'promote')", "deal.promote")`; each calls `act_promote(row)` of the
  section named first, with the key of the line under the cursor. A key bound by another section is not bound twice.

What needs more overrides `add`, `edit`, `open`, `delete` or `done`; all are awaited, and may ask by modals.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual.binding import Binding

from models.rules.pictures import Picture, records
from models.rules.settings import Settings
from models.rules.values import Value
from tui import deleting
from tui.desk import Desk
from tui.pictures.lines import drawn
from tui.pictures.saying import Saying
from tui.recording import Recorder
from tui.widgets.listing import Span
from tui.words import t

Found = TypeVar("Found")
WIDEST = 100
"""Cells a picture takes at most."""
DRAWN = {"title": "strong", "heading": "accent", "danger": "against", "warning": "warn", "dim": "muted"}
"""What a text of a picture is, as a list shows it."""


class Asked(NamedTuple):
    """What every section is asked about: the opportunity and its account, on a day, for a member of ours."""

    deal: int
    account: int
    today: date
    settings: Settings
    viewer: int | None


class Entry(NamedTuple):
    """A line: what it stands for, and its text; `step` sets it in, and `hang` what does not fit on its first line."""

    key: Hashable
    spans: tuple[Span, ...]
    step: int = 1
    hang: int = 2


class Section(Generic[Found]):
    """One part of the sheet."""

    CODE: ClassVar[str]
    ADDS: ClassVar[str] = ""
    EDITS: ClassVar[frozenset[str]] = frozenset()
    DELETES: ClassVar[frozenset[str]] = frozenset()
    KEYS: ClassVar[tuple[Binding, ...]] = ()

    def __init__(self, app: Desk, deal: int, account: int, reach: Callable[[Hashable], None]) -> None:
        self.app = app
        self.deal = deal
        self.account = account
        self.reach = reach
        """Puts the cursor on a row as soon as it is there."""
        self.found: Found | None = None
        """What was read last."""

    @classmethod
    def read(cls, asked: Asked) -> Any:
        """Ask; runs on the reading thread."""
        raise NotImplementedError

    def entries(self, found: Found) -> Iterator[Entry]:
        """Its lines."""
        raise NotImplementedError

    def picture(self, picture: Picture) -> Iterator[Entry]:
        """A picture's lines without its legend, for the lines above say it; nothing under the mask, or of nothing."""
        if self.app.mask.on or not records(picture):
            return
        yield Entry(None, ())
        width, say = min(self.app.size.width - 8, WIDEST), Saying(self.app.today, self.app.mask)
        for each in drawn(picture._replace(legend=()), width, say):
            yield Entry(None, tuple(Span(span.text, DRAWN.get(span.style, span.style)) for span in each.line))

    def beside(self, found: Found) -> str:  # noqa: ARG002 - most headings stand alone
        """What stands behind its heading."""
        return ""

    # What its keys do --------------------------------------------------------------------------------

    async def add(self) -> None:
        """Record a new one of this opportunity."""
        if not self.ADDS:
            self.not_here()
            return
        made = await Recorder(self.app).add(self.ADDS, self.account, values=self.beforehand())
        if made is not None:
            self.reach((self.ADDS, made))

    def beforehand(self) -> Mapping[str, Value]:
        """What a new one knows."""
        return {"opportunity": self.deal}

    async def edit(self, row: Hashable) -> None:
        """Edit what a line stands for."""
        noun, key = noun_of(row)
        if noun in self.EDITS:
            await Recorder(self.app).edit(noun, key)
        else:
            self.not_here()

    async def open(self, row: Hashable) -> None:
        """What Enter does: edit in place."""
        await self.edit(row)

    async def delete(self, row: Hashable) -> None:
        """Delete what a line stands for, once that is meant."""
        noun, key = noun_of(row)
        if noun not in self.DELETES:
            self.not_here()
        else:
            await deleting.delete(self.app, [(noun, key)])

    async def done(self, row: Hashable) -> None:  # noqa: ARG002 - sections of what can be done look
        """Settle what a line stands for."""
        self.not_here()

    def not_here(self) -> None:
        """Say that the key means nothing here."""
        self.app.say(t("deal.not_here"), bad=True)


def noun_of(row: Hashable) -> tuple[str, int]:
    """The noun and the id a line stands for; "" and 0 where it is no record."""
    if isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], int):
        return str(row[0]), row[1]
    return "", 0
