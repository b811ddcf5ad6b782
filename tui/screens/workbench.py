"""The workbench: places, the list of accounts, and the account in hand with its faces."""

import socket
from collections.abc import Hashable
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import var

from models import base
from tui import config, lines, panes
from tui.desk import Desk
from tui.keys import key
from tui.pane import REST_SECONDS, Pane
from tui.screens.commands import Commands
from tui.widgets.bars import Bar, Keys, Places, Status
from tui.widgets.listing import Listing
from tui.words import t

WIDE = 110
"""From this width on the list and the account in hand stand side by side."""
PATIENCE_SECONDS = 0.25
"""How long the first drawing waits for the first answer; a slow database finds the bars drawn around nothing."""


class Workbench(Commands):
    """Holds the place, the account in hand and its face; the panes follow."""

    BINDINGS = [
        *(key(digit, f"place('{name}')", f"place.{name}", show=False) for name, digit in panes.DIGITS.items()),
        *(key(letter, f"face('{name}')", f"face.{name}", show=False) for name, letter in panes.LETTERS.items()),
        key("b", "brief", "account.brief", show=False),
        key("left_square_bracket", "step(-1)", "account.previous", show=False),
        key("right_square_bracket", "step(1)", "account.next", show=False),
        key("escape", "back(False)", "screen.back", show=False),
        key("q", "back(True)", "screen.leave", show=False),
    ]

    class Drawn(Message):
        """The first screen is there; what else a start asks for may begin."""

    place: var[str] = var("today", init=False)
    face: var[str] = var("brief", init=False)
    account: var[int | None] = var(None, init=False)
    opened: var[bool] = var(False, init=False)
    """Whether the hands are on the account rather than on the list."""

    def __init__(self) -> None:
        super().__init__()
        self.header_row: Any = None
        self._placed_wide = False
        self._waiting = base.is_open()
        self._resting: Any = None
        self.meeting: tuple[int, ...] | None = None
        self._origin = "accounts"
        self._wanted_row: tuple[str, Hashable] | None = None

    def compose(self) -> ComposeResult:
        yield Places(id="places")
        with Horizontal(id="body"):
            yield Vertical(id="side")
            with Vertical(id="main"):
                yield Bar(id="identity")
                yield Bar(id="faces")
        yield Status(id="status")
        yield Keys(id="keys")

    async def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self._tell_keys())
        if base.is_open():
            self.set_timer(PATIENCE_SECONDS, self._draw)
            await self.place_panes()

    def _compositor_refresh(self) -> None:
        """Draw once at the start, when the first answer is here: Textual would draw all but the rows four times."""
        if not self._waiting:
            super()._compositor_refresh()

    def _draw(self) -> None:
        """Begin to draw."""
        if self._waiting:
            self._waiting = False
            self._compositor.update_widgets({*self.query("*")})  # else the first key would draw them all once more
            self.refresh()
            self.call_after_refresh(self.post_message, self.Drawn())

    # What stands where --------------------------------------------------------------------------------

    @property
    def wide(self) -> bool:
        """Whether list and account stand side by side."""
        return self.size.width >= WIDE

    def wanted(self) -> tuple[str, ...]:
        """The panes that shall be seen now, the one that has the keys last."""
        if self.place != "accounts":
            return (self.place,)
        if self.account is None and not self.opened:
            return ("accounts",)
        if not self.wide:
            return (self.face,) if self.opened else ("accounts",)
        return ("accounts", self.face) if self.opened else (self.face, "accounts")

    async def place_panes(self) -> None:
        """Show the panes that are wanted and give the keys to the last of them."""
        wanted, self._placed_wide = self.wanted(), self.wide
        for name in wanted:
            if not self.query(f"#{name}"):
                side = "#side" if name == "accounts" else "#main"
                await self.query_one(side).mount(panes.pane(name))
        for pane in self.query(Pane):
            pane.display = pane.id in wanted
        account_seen = any(name in panes.FACES for name in wanted)
        self.query_one("#side").display = "accounts" in wanted
        self.query_one("#main").display = wanted != ("accounts",)
        self.query_one("#body").set_class(self.wide and account_seen, "wide")
        for bar in ("#identity", "#faces"):
            self.query_one(bar).display = account_seen
        for name in wanted:
            pane = self.query_one(f"#{name}", Pane)
            if name in panes.FACES and pane.account != self.account:
                pane.account = self.account
            if name == "brief":
                pane.meet(self.meeting)
            pane.wake()
        self.focus_pane(wanted[-1])
        self.show_in_list()
        self.tell()

    def show_in_list(self) -> None:
        """Put the list's cursor on the account in hand, which may have been found elsewhere."""
        found = self.query("#accounts Listing")
        if found and self.opened and self.account is not None:
            found.first(Listing).go_to(self.account)

    def focus_pane(self, name: str) -> None:
        """Give the keys to a pane, unless something in it has them already."""
        if self.focused is not None and self.query_one(f"#{name}") in self.focused.ancestors:
            return
        home = next((w for w in self.query_one(f"#{name}").query("*") if w.focusable), None)
        if home is not None:
            self.set_focus(home, scroll_visible=False)

    def pane(self, name: str) -> Pane[Any]:
        """A pane that is there."""
        return self.query_one(f"#{name}", Pane)

    @work(exclusive=True, group="arrange")
    async def rearrange(self) -> None:
        """Arrange, one after the other."""
        if base.is_open():
            await self.place_panes()

    def watch_place(self) -> None:
        self.rearrange()

    def watch_face(self) -> None:
        self.rearrange()

    def watch_opened(self) -> None:
        self.rearrange()

    def watch_account(self) -> None:
        self.identify()
        self.rearrange()

    def on_resize(self) -> None:
        """Only the accounts stand otherwise where there is room; Textual says three times at the start how much."""
        if self.place == "accounts" and self.wide != self._placed_wide:
            self.rearrange()

    # The lines around ---------------------------------------------------------------------------------

    def tell(self) -> None:
        """Write the bars in the language in use."""
        places = tuple(
            (f" {digit} {t('place.' + name)} ", "here" if name == self.place else "")
            for name, digit in panes.DIGITS.items()
        )
        bar = self.query_one("#places", Places)
        bar.pieces = ((" inroad ", "muted"), *places)
        bar.right = "" if self.app.mask.on else f"{config.user()}@{socket.gethostname().partition('.')[0]}"
        self.query_one("#faces", Bar).pieces = tuple(
            (f" {letter} {t('face.' + name)} ", "here" if name == self.face else "muted")
            for name, letter in panes.LETTERS.items()
        )
        self._tell_account()
        self._tell_keys()

    def _tell_account(self) -> None:
        row = self.header_row
        if row is None or row.id != self.account:
            return
        name = self.app.mask.name("account", row.id, row.name)
        parts = lines.identity(row)
        self.query_one("#identity", Bar).pieces = ((f" {name} ", "here"), (f" {parts}", ""))

    def _tell_keys(self) -> None:
        if not self.is_mounted or self.app.screen is not self:
            return
        shown = {}
        for _node, binding, enabled, _tip in self.active_bindings.values():
            if binding.show and enabled and binding.id not in shown:
                shown[binding.id] = (binding.key_display or self.app.get_key_display(binding), binding.description)
        self.query_one(Keys).offer(list(shown.values()))

    @work(exclusive=True, group="identity")
    async def identify(self) -> None:
        """Read the line above the account in hand."""
        if self.account is not None:
            from models.reads import accounts

            rows = await self.app.read(accounts.window, [self.account])
            self.header_row = rows[0] if rows else None
            if self.is_attached:
                self._tell_account()

    def on_desk_touched(self, event: Desk.Touched) -> None:
        event.stop()
        for pane in self.query(Pane):
            if event.concerns(pane.account if pane.id in panes.FACES else None):
                pane.touched(event.topics, event.accounts)
        if event.concerns(self.account):
            self.identify()

    def on_desk_said(self, event: Desk.Said) -> None:
        event.stop()
        self.query_one(Status).say(event.text, bad=event.bad, hint=event.hint)

    def hush(self) -> None:
        """What was said is old."""
        self.query_one(Status).say("")

    def retell(self) -> None:
        """Say everything again: the language, the mask or the theme changed."""
        self.hush()
        self.tell()
        for pane in self.query(Pane):
            pane.retell()

    # Moving about -------------------------------------------------------------------------------------

    def action_place(self, name: str) -> None:
        self.hush()
        if name == "accounts":
            self.opened = False
        self._origin = "accounts"
        self.place = name

    def action_face(self, name: str) -> None:
        chosen = self.account_under_cursor()
        if chosen is None:
            self.app.say(t("status.no_account"), bad=True)
            return
        self.hush()
        self.go(chosen, name)

    def action_brief(self) -> None:
        """The brief of what is under the cursor: of a person on the board, else of the account."""
        board = self.query("#board")
        whom = board.first(Pane).person_here if board and self.wanted()[-1] == "board" else None
        if whom is not None and self.account is not None:
            self.go(self.account, "brief", meet=(whom,))
        else:
            self.action_face("brief")

    def go(
        self, account: int, face: str = "brief", row: Hashable = None, meet: tuple[int, ...] | None = None
    ) -> None:
        """Open an account on a face, with the cursor on a row of it; its brief for meeting some people only."""
        self._rest_no_more()
        self.meeting = meet
        if self.account == account and self.face == face == "brief":
            self.rearrange()
        self._wanted_row = (face, row) if row is not None else None
        if not (self.place == "accounts" and self.opened):
            self._origin = self.place
        self.account, self.face, self.opened = account, face, True
        self.place = "accounts"
        self.call_later(self._reach_row)

    def _reach_row(self) -> None:
        """Put the cursor where `go` wanted it, as soon as the pane has the row."""
        if self._wanted_row is None:
            return
        face, row = self._wanted_row
        found = self.query(f"#{face}")
        if found and found.first(Pane).reach(row):
            self._wanted_row = None

    @on(Pane.Shown)
    def arrived(self, event: Pane.Shown) -> None:
        """A pane shows its answer: a row that was wanted may be there now."""
        self._draw()
        if event.pane.id == "accounts":
            self.show_in_list()
        if self._wanted_row is not None and self._wanted_row[0] == event.pane.id:
            self._reach_row()

    @on(Pane.Go)
    def gone(self, event: Pane.Go) -> None:
        """A pane wants an account in hand."""
        self.hush()
        self.go(event.account, event.face, event.row)

    def account_under_cursor(self) -> int | None:
        """The account the keys of a face and the commands are about."""
        if self.place == "accounts" and (self.opened or not self.query("#accounts")):
            return self.account
        pane = self.query(f"#{self.place}")
        under = pane.first(Pane).account_here if pane else None
        return under if under is not None else self.account

    @on(Listing.Moved, "#accounts Listing")
    def rest(self, event: Listing.Moved) -> None:
        """The account under the cursor is read when the cursor rests."""
        if self.wide and isinstance(event.key, int):
            self._rest_no_more()
            chosen = event.key
            self._resting = self.set_timer(REST_SECONDS, lambda: self.take(chosen))

    def take(self, account: int) -> None:
        """Take an account in hand beside the list."""
        if not self.opened:
            self.account = account

    def _rest_no_more(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None

    @on(Listing.Opened, "#accounts Listing")
    def open_account(self, event: Listing.Opened) -> None:
        if isinstance(event.key, int):
            self.go(event.key, self.face)

    def action_step(self, by: int) -> None:
        listing = self.query("#accounts Listing")
        if self.place == "accounts" and listing:
            found = listing.first(Listing)
            found.action_move(by)
            if self.opened and isinstance(found.current, int):
                self.account = found.current

    def action_back(self, leave: bool) -> None:
        """One step back; at the top only the key that means it leaves."""
        self.hush()
        if self.place == "accounts" and self.opened:
            self.opened = False
            self.place, self._origin = self._origin, "accounts"
        elif self.place != "today":
            self.place = "today"
        elif leave:
            self.app.exit()
