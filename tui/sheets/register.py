"""A list of things that belong to no account — products, competitors — to add to, edit and delete."""

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.reads import records
from models.writes import records as writing
from models.writes.merging import MERGEABLE, merge
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import sure
from tui.modals.panel import Panel
from tui.recording import Recorder
from tui.widgets.listing import Line, Listing
from tui.words import t

MOST = 500


class Register(Panel[None]):
    """Every record of one noun."""

    DEFAULT_CSS = "Register Listing { height: 14; }"
    BINDINGS = [
        key("a", "add", "register.add"),
        key("e", "edit", "register.edit"),
        key("d", "delete", "register.delete"),
        key("m", "merge", "register.merge"),
        key("q", "leave", "panel.close", show=False),
    ]

    def __init__(self, noun: str) -> None:
        super().__init__()
        self.noun = noun

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(t(f"noun.{self.noun}.many")), classes="panel--title")
            yield Listing(markable=True)
            yield Static(Content(t("register.hint")), classes="panel--hint")

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.listing.focus()
        self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read the list."""
        options = await self.app.read(records.options, self.noun, None, "", limit=MOST)
        lines = [Line(o.id, (self.app.mask.name(self.noun, o.id, o.text),)) for o in options]
        self.listing.fill(lines, empty=t("register.empty"))

    def on_desk_touched(self, event: Desk.Touched) -> None:
        event.stop()
        self.reload()

    @work(group="ask")
    async def action_add(self) -> None:
        made = await Recorder(self.app).add(self.noun)
        if made is not None:
            self.reload()

    @work(group="ask")
    async def action_edit(self) -> None:
        if isinstance(self.listing.current, int):
            await Recorder(self.app).edit(self.noun, self.listing.current)

    @on(Listing.Opened)
    def opened(self) -> None:
        self.action_edit()

    def _chosen(self) -> Sequence[int]:
        return [row for row in self.listing.chosen if isinstance(row, int)]

    @work(group="ask")
    async def action_delete(self) -> None:
        rows = self._chosen()
        if rows and await sure(self.app, t("confirm.delete", n=len(rows)), t("confirm.undoable")):
            await self.app.write(writing.delete, self.noun, rows)
            self.listing.unmark()

    @work(group="ask")
    async def action_merge(self) -> None:
        rows = self._chosen()
        if self.noun not in MERGEABLE or len(rows) < 2:
            self.app.say(t("status.mark_two"), bad=True)
            return
        keep = self.listing.current if self.listing.current in rows else rows[0]
        if isinstance(keep, int):
            await self.app.write(merge, self.noun, keep, rows)
            self.listing.unmark()
