"""A list of things that belong to no account — products, competitors — to add to, edit and delete."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on, work

from models.reads import records
from models.reads.records import Option
from models.writes.merging import MERGEABLE, merge
from tui import deleting
from tui.keys import key
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing
from tui.words import t

MOST = 500


class Register(SheetPanel[None, Sequence[Option]]):
    """Every record of one noun."""

    DEFAULT_CSS = """
    Register { & > Vertical { height: auto; max-height: 80%; } }
    Register Listing { height: 14; }
    """
    HINT = "register.hint"
    MARKABLE = True
    BINDINGS = [
        key("a", "add", "register.add"),
        key("e", "edit", "register.edit"),
        key("d", "delete", "register.delete"),
        key("m", "merge", "register.merge"),
    ]

    def __init__(self, noun: str) -> None:
        super().__init__()
        self.noun = noun

    def read(self) -> Callable[[], Sequence[Option]]:
        return partial(records.options, self.noun, None, "", limit=MOST)

    def heading(self, found: Sequence[Option]) -> str:  # noqa: ARG002 - the same whatever was found
        return t(f"noun.{self.noun}.many")

    def fill(self, found: Sequence[Option]) -> None:
        lines = [Line(o.id, (self.app.mask.name(self.noun, o.id, o.text),)) for o in found]
        self.listing.fill(lines, empty=t("register.empty"))

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
        if await deleting.delete(self.app, [(self.noun, row) for row in self._chosen()]):
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
