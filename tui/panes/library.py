"""The library as one list: questions, scripts, cases, concerns, pages, with what they were good for (Q10)."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from textual import work

from models.reads import shelf_search, stock_use
from models.reads.stock import Entry
from models.reads.stock_use import Stock, Usage
from models.rules.pinyin import sort_key
from models.rules.vocabulary_library import EntryKind
from tui.filtered_pane import FilteredPane
from tui.keys import Act, key
from tui.modals.chooser import Chooser, Option, among
from tui.rows_pane import RowsPane
from tui.shelving import FAMILIES, Shelving, tags
from tui.widgets.listing import Column, Line, Span
from tui.words import language, t

HIDDEN = "hidden"
KINDS = ("", *EntryKind, HIDDEN)
"""What the list can be narrowed to, in the order of the key; "" is everything on the shelf."""
SORTS = ("kind", "name", "used", "won")
WIDE = 100
NONE = Usage(0, None)
TAGS = {
    "question": ("level", "spin"), "script": ("objection", "argument", "scene"), "case_story": ("size",),
    "concern": (), "handbook_page": ("page",),
}
"""The fields that tell an entry from others of its noun."""


class Library(FilteredPane[Stock], RowsPane[Stock]):
    """Narrowed by kind and by words, sorted by what it brought; Enter shows an entry whole."""

    NAME = "library"
    SHOWS = frozenset({
        "question", "script", "case_story", "concern", "handbook_page", "library_use", "asking", "opportunity",
    })  # fmt: skip
    LACKS = frozenset({"visit", "done", "snooze", "unfold", "fold"})
    BINDINGS = [
        key("slash", "filter", "library.filter"),
        key("t", "turn", "library.turn"),
        key("o", "sort", "library.sort", show=False),
        key("r", "use", "library.use"),
        key("y", "copy_text", "library.copy"),
        key("escape", "clear", "library.clear", show=False),
    ]
    ACTS = (Act("library.restore", "restore"),)
    kind = ""
    sort = "kind"
    wanted: int | None = None
    """The number of an entry that shall have the cursor once it is there."""

    @property
    def shelving(self) -> Shelving:
        """What acts on entries."""
        return Shelving(self.app)

    def read(self) -> Callable[[], Stock]:
        return partial(stock_use.stock, self.app.today, hidden=self.kind == HIDDEN)

    def show(self, answer: Stock | None) -> None:
        found = self._found(answer) if answer else []
        self.filter_line.tell(self.terms, len(found))
        usage = answer.usage if answer else {}
        self.fill([self._line(each, usage.get(each.number, NONE)) for each in found], self._columns(answer),
                  t("library.none_match", terms=self.terms) if self.terms else t("library.empty"))
        if self.wanted is not None and self.listing.go_to(("entry", self.wanted)):
            self.wanted = None

    def _found(self, answer: Stock) -> list[Entry]:
        """The entries that are shown, in their order."""
        of_kind = [each for each in answer.entries if self.kind in ("", HIDDEN, each.kind)]
        found = [each for each in of_kind if shelf_search.passes(self.terms, each, _beside(each))]
        if self.sort == "name":
            found.sort(key=lambda each: sort_key(each.name(language())))
        elif self.sort == "used":
            found.sort(key=lambda each: -answer.usage.get(each.number, NONE).times)
        elif self.sort == "won":
            found.sort(key=lambda each: -_share(answer.usage.get(each.number, NONE)))
        return found

    def _columns(self, answer: Stock | None) -> tuple[Column, ...]:
        called = t(f"library.kind.{self.kind}") if self.kind in ("", HIDDEN) else t(f"entry_kind.{self.kind}")
        order = t(f"library.sort.{self.sort}") if self.sort != "kind" else ""
        month = ""
        if self.kind == EntryKind.CASE_STORY and answer:
            month = t("library.cases_this_month", n=answer.cases_this_month, goal=self.app.settings.library_cases_month)
        heading = " · ".join(filter(None, (called, order, month)))
        about = (Column(t("library.column.about"), 34),) if self.size.width >= WIDE else ()
        return (
            Column(t("library.column.kind"), 10), Column(heading), *about,
            Column(t("library.column.used"), 6, right=True), Column(t("library.column.won"), 6, right=True),
        )

    def _line(self, entry: Entry, usage: Usage) -> Line:
        about = " ".join((*tags(entry, *TAGS[entry.noun])[:2], *tags(entry, "roles", "industries")))
        kind = t(f"entry_kind.{entry.kind}")
        return Line(("entry", entry.number), (
            Span(kind, "muted"), Span(self.shelving.name(entry), "strong" if entry.row else ""),
            *((Span(about, "muted"),) if self.size.width >= WIDE else ()),
            str(usage.times) if usage.times else "", f"{usage.won}%" if usage.won is not None else "",
        ))

    # Filter, kind, sort -------------------------------------------------------------------------------

    def narrow(self) -> None:
        self.show(self.answer)

    def widen(self) -> bool:
        had = bool(self.kind)
        if had:
            self._turn_to("")
        return had

    def action_turn(self) -> None:
        """Show the next kind."""
        self._turn_to(KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)])

    def _turn_to(self, kind: str) -> None:
        again = HIDDEN in (self.kind, kind)
        self.kind = str(kind)
        self.listing.unmark()
        self.listing.start_over()
        if again:
            self.refresh_soon()
        else:
            self.show(self.answer)

    @work(group="ask")
    async def action_sort(self) -> None:
        options = [Option(sort, t(f"library.sort.{sort}")) for sort in SORTS]
        chosen = await self.app.push_screen_wait(Chooser(t("library.sort_by"), among(options), current=self.sort))
        if chosen is not None:
            self.sort = str(chosen)
            self.show(self.answer)

    # Acting -------------------------------------------------------------------------------------------

    def _chosen(self) -> list[Entry]:
        wanted = {number for _, number in self.chosen("entry")}
        return [each for each in (self.answer.entries if self.answer else ()) if each.number in wanted]

    def _one(self) -> Entry | None:
        here = self.listing.current
        return next((each for each in (self.answer.entries if self.answer else ()) if ("entry", each.number) == here),
                    None)

    @work(group="ask")
    async def action_add(self) -> None:
        kind = self.kind if self.kind not in ("", HIDDEN) else ""
        self.wanted = await self.shelving.add(kind)
        self.show(self.answer)

    @work(group="ask")
    async def action_edit(self) -> None:
        if (entry := self._one()) is not None:
            await self.shelving.revise(entry.number)

    @work(group="ask")
    async def action_delete(self) -> None:
        """Hide what was shipped, delete what is ours; of the hidden show it again."""
        found: Sequence[Entry] = self._chosen()
        if found and self.kind == HIDDEN:
            await self.shelving.show_again(found)
            self.listing.unmark()
        elif found and await self.shelving.remove(found):
            self.listing.unmark()

    @work(group="ask")
    async def action_use(self) -> None:
        if (entry := self._one()) is not None:
            await self.shelving.use(entry)

    @work(group="write")
    async def action_restore(self) -> None:
        if (entry := self._one()) is not None:
            await self.shelving.restore(entry)

    def action_copy_text(self) -> None:
        if found := self._chosen():
            self.shelving.copy(found)

    def open_row(self, row: Hashable) -> None:
        """Enter shows it whole."""
        if isinstance(row, tuple) and row[0] == "entry":
            self.open_entry(int(row[1]))

    @work(group="ask")
    async def open_entry(self, number: int) -> None:
        """An entry with its versions and where it was used."""
        from tui.sheets.entry import EntrySheet

        await self.app.push_screen_wait(EntrySheet(number))


def _beside(entry: Entry) -> str:
    """The words of its kind and of all its codes."""
    return " ".join((t(f"entry_kind.{entry.kind}"), *tags(entry, *FAMILIES)))


def _share(usage: Usage) -> int:
    return -1 if usage.won is None else usage.won
