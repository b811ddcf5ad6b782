"""The group of an account: its tree with what each buys and what is open, added up, and its white space (A15)."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from textual import on, work

from models.reads.groups import Group, HouseSums, Sums, group
from models.rules.pictures import Thing, records
from models.rules.text import bounded, cells, pad
from tui import copying, phrases
from tui.keys import key
from tui.pages.spans import ELLIPSIS
from tui.pictures import lines, table
from tui.pictures.lines import Drawn
from tui.pictures.saying import Saying
from tui.pictures.svg import svg
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

COLUMNS = ("now", "before", "bought", "open_amount", "weighted")
"""The sums beside the tree; the narrow screen leaves out the last ones that have no room."""
GAP = 2
LEAST = 16
"""Cells a name has at least."""
STYLES = {
    "title": "strong", "heading": "accent", "danger": "against", "warning": "warn", "dim": "muted", "good": "good",
}  # fmt: skip


class GroupSheet(SheetPanel[int, Group]):
    """Lines are accounts, with their branches and alone; answers with the account that shall be opened."""

    HINT = "group.hint"
    BINDINGS = [key("x", "export", "group.export")]

    def __init__(self, account: int) -> None:
        super().__init__()
        self.account = account
        self.things: dict[Hashable, int] = {}
        """The account each line stands for."""

    def read(self) -> Callable[[], Group]:
        return partial(group, self.account, self.app.today, viewer=self.app.member)

    def heading(self, found: Group) -> str:
        top = found.houses[0].row
        return t("group.title", name=self.app.mask.name("account", top.id, top.name), n=len(found.houses))

    @property
    def say(self) -> Saying:
        """How labels are said here."""
        return Saying(self.app.today, self.app.mask)

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(30, self.size.width - 4)

    def fill(self, found: Group) -> None:
        self.things = {}
        self.listing.fill([*self._tree(found), Line(None, ("",)), *self._map(found)])
        if self.listing.current is None:
            self.listing.go_to(("house", self.account))

    # The tree -----------------------------------------------------------------------------------------

    def _tree(self, found: Group) -> Iterator[Line]:
        told = [(each, [self._sum(getattr(self._shown(each), column)) for column in COLUMNS]) for each in found.houses]
        heads = [t(f"group.{column}") for column in COLUMNS]
        sizes = [max(map(cells, (head, *(row[at] for _, row in told)))) for at, head in enumerate(heads)]
        label = max(LEAST, *(cells(self._called(each)) for each in found.houses))
        while len(sizes) > 1 and LEAST + sum(size + GAP for size in sizes) > self.room:
            sizes.pop()
        label = min(label, self.room - sum(size + GAP for size in sizes))
        yield Line(None, (Span(self._row(t("group.account"), heads, label, sizes), "accent"),))
        for each, row in told:
            place = ("house", each.row.id)
            self.things[place] = each.row.id
            role = "strong" if each.row.id == self.account else "" if self._shown(each).bought else "muted"
            yield Line(place, (Span(self._row(self._called(each), row, label, sizes), role),))
            if each.branched:
                alone = [self._sum(getattr(each.own, column)) for column in COLUMNS]
                name = "  " * (each.depth + 1) + t("group.alone")
                yield Line(None, (Span(self._row(name, alone, label, sizes), "muted"),))

    def _shown(self, each: HouseSums) -> Sums:
        return each.whole

    def _called(self, each: HouseSums) -> str:
        return "  " * each.depth + self.app.mask.name("account", each.row.id, each.row.name)

    @staticmethod
    def _sum(amount: int) -> str:
        return phrases.money(amount) if amount else "-"

    @staticmethod
    def _row(label: str, told: list[str], wide: int, sizes: list[int]) -> str:
        beside = "".join(" " * GAP + pad(text, size, right=True) for text, size in zip(told, sizes, strict=False))
        return pad(bounded(label, wide, ELLIPSIS), wide) + beside

    # White space --------------------------------------------------------------------------------------

    def _map(self, found: Group) -> Iterator[Line]:
        yield Line(None, (Span(t("report.whitespace"), "title"),))
        if not records(found.map):
            yield Line(None, (Span(t("report.none.whitespace"), "muted"),))
            return
        for place, each in enumerate(lines.drawn(found.map, self.room, self.say)):
            yield self._line(("map", place), each)

    def _line(self, place: Hashable, each: Drawn) -> Line:
        key_ = next((spot.key for spot in each.spots if isinstance(spot.key, Thing)), None)
        if key_ is not None:
            self.things[place] = key_.account
        return Line(place if key_ else None, tuple(Span(span.text, STYLES.get(span.style, "")) for span in each.line))

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Open the account under the cursor."""
        event.stop()
        if (account := self.things.get(event.key)) is not None:
            self.dismiss(account)

    @work(group="ask")
    async def action_export(self) -> None:
        """Write the map as SVG or its rows as CSV, by the ending of the name."""
        if self.found is not None and records(self.found.map):
            name = f"~/inroad-whitespace-{self.app.today.isoformat()}.svg"
            await copying.offer(self.app, name, t("reports.export_hint"), partial(self._write, self.found))

    def _write(self, found: Group, path: str) -> None:
        if path.lower().endswith(".svg"):
            copying.write_text(path, svg(found.map, self.say, self.heading(found)))
        else:
            copying.write(path, table.told(found.map, self.say))
