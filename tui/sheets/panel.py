"""The frame of every sheet: a title, a list of lines, what was said, and the keys; it reads again what has moved."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.rules.nouns import NOUNS
from models.writes.undo import redo, undo
from tui.desk import Desk
from tui.keys import key
from tui.modals.panel import Panel
from tui.widgets.listing import Listing
from tui.words import t

Answer = TypeVar("Answer")
Found = TypeVar("Found")
_ABOUT = (("visit", "visit"), ("deal", "opportunity"), ("person", "person"), ("account", "account"))
"""What of a sheet holds the row it is about, and the noun of that."""


class SheetPanel(Panel[Answer], Generic[Answer, Found]):
    """One read, shown as lines over the whole screen; left when what it shows is gone."""

    DEFAULT_CSS = """
    SheetPanel { & > Vertical { height: 100%; max-height: 100%; } }
    SheetPanel Listing { height: 1fr; }
    """
    BINDINGS = [
        key("q", "leave", "panel.close", show=False),
        key("c", "capture", "capture.open", show=False),
        key("u", "undo", "sheet.undo", show=False),
        key("ctrl+r", "redo", "sheet.redo", show=False),
        key("H", "past", "sheet.past", show=False),
    ]
    HINT: ClassVar[str]
    """The words for its keys."""
    MARKABLE: ClassVar[bool] = False
    ROWS: ClassVar[str] = ""
    """The noun of lines that stand for a record by its number alone."""

    found: Found | None = None

    def read(self) -> Callable[[], Found]:
        """What to ask on the reading thread."""
        raise NotImplementedError

    def heading(self, found: Found) -> str:
        """What stands above the lines."""
        raise NotImplementedError

    def fill(self, found: Found) -> None:
        """Put what was found into the list."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", classes="panel--title", id="name")
            yield Listing(markable=self.MARKABLE)
            yield Static("", classes="panel--hint", id="said")
            yield Static("", classes="panel--hint", id="hint")

    @property
    def listing(self) -> Listing:
        """The lines."""
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.query_one("#said").display = False
        self.query_one("#hint", Static).update(Content(t(self.HINT)))
        self.listing.focus()
        self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read, and show it."""
        try:
            self.found = await self.app.read(self.read())
        except LookupError:
            self.dismiss(None)
            return
        if self.is_attached:
            self.retell()

    def retell(self) -> None:
        """Show what was found in the language in use."""
        if self.found is not None:
            self.query_one("#name", Static).update(Content(self.heading(self.found)))
            self.query_one("#hint", Static).update(Content(t(self.HINT)))
            self.fill(self.found)

    @property
    def account_here(self) -> int | None:
        """The account a line captured here begins with."""
        return getattr(self, "account", None)

    @property
    def person_here(self) -> int | None:
        """The person it is about, too."""
        return None

    @property
    def record_here(self) -> tuple[str, int] | None:
        """The record under the cursor, or else what the sheet is about: a noun and the row."""
        chosen = self.listing.current
        if self.ROWS and isinstance(chosen, int):
            return self.ROWS, chosen
        if isinstance(chosen, tuple) and chosen[0] in NOUNS and len(chosen) > 1 and isinstance(chosen[1], int):
            return chosen[0], chosen[1]
        held = ((noun, getattr(self, name, None)) for name, noun in _ABOUT)
        return next(((noun, row) for noun, row in held if isinstance(row, int)), None)

    @work(group="ask")
    async def action_past(self) -> None:
        """Who changed the record under the cursor, when, and how (T6)."""
        from tui.sheets.past import PastSheet

        if (here := self.record_here) is None:
            self.app.say(t("past.no_record"), bad=True)
        else:
            await self.app.push_screen_wait(PastSheet(*here))

    @work(group="ask")
    async def action_capture(self) -> None:
        """Log a visit in one line, about what the sheet is about unless another is named."""
        from tui.modals.capture import start

        if await start(self.app, self.account_here, self.person_here) is not None:
            self.app.say(t("capture.saved"))

    @work(group="write")
    async def action_undo(self) -> None:
        if done := await self.app.write(undo):
            self.app.undone(*done.value, again=False)

    @work(group="write")
    async def action_redo(self) -> None:
        if done := await self.app.write(redo):
            self.app.undone(*done.value, again=True)

    def on_resize(self) -> None:
        """What fits on a line depends on the width."""
        self.retell()

    def on_desk_touched(self, event: Desk.Touched) -> None:
        event.stop()
        self.reload()

    def on_desk_said(self, event: Desk.Said) -> None:
        """What is said stands on the sheet, and on the screen behind it."""
        line = self.query_one("#said", Static)
        line.display = bool(event.text)
        line.set_class(event.bad, "panel--error")
        line.update(Content(event.text))
        super().on_desk_said(event)
