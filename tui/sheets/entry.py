"""An entry of the library, whole: its texts, whom it suits, its versions, and where it was used (Q10)."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from textual import on, work

from models.reads import stock_use
from models.reads.history import ChangeRow
from models.reads.stock_use import Whole
from models.rules.aida import check
from models.rules.nouns import NOUNS
from models.rules.vocabulary_library import EntryKind, Scene
from models.writes import library
from tui import phrases, typed
from tui.keys import key
from tui.sheets.panel import SheetPanel
from tui.shelving import FAMILIES, Shelving, tags
from tui.widgets import folds
from tui.widgets.listing import Line, Listing, Span
from tui.words import many, t

AIDA = frozenset({Scene.LEAD, Scene.OPENING, Scene.VALUE})
"""Where words open a talk or present something, and are checked for that."""


class EntrySheet(SheetPanel[None, Whole]):
    """Its lines; Enter on an opportunity opens that."""

    HINT = "library.hint"
    BINDINGS = [
        key("e", "edit", "entry.edit"),
        key("r", "use", "entry.use"),
        key("y", "copy_text", "entry.copy"),
        key("d", "unuse", "entry.unuse", show=False),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def shelving(self) -> Shelving:
        """What acts on entries."""
        return Shelving(self.app)

    def read(self) -> Callable[[], Whole]:
        return partial(stock_use.whole, self.number, self.app.member)

    def heading(self, found: Whole) -> str:
        return f"{t(f'entry_kind.{found.entry.kind}')} · {self.shelving.name(found.entry)}"

    def fill(self, found: Whole) -> None:
        width = max(20, self.size.width - 3)
        self.listing.fill([piece for line, hang in self._lines(found) for piece in folds.unfolded(line, width, hang)])

    def _lines(self, found: Whole) -> Iterator[tuple[Line, int]]:
        entry = found.entry
        for code, text in self.shelving.parts(entry):
            head = t(f"library.part.{code or 'text'}")
            yield Line(("part", code), (Span(f"{head}  ", "title"), text)), 2
        for code in FAMILIES:
            if told := tags(entry, code):
                label = typed.label(entry.noun, NOUNS[entry.noun].field(code))
                yield Line(("tags", code), (Span(f"{label}  ", "muted"), phrases.listed(told))), 2
        if entry.noun == "script" and entry.values["scene"] in AIDA:
            steps = check(" ".join(text for _, text in self.shelving.parts(entry)))
            said, lacking = ([t(f"aida.{step}") for step in steps if steps[step] is there] for there in (True, False))
            spans = [t("aida.said", steps=phrases.listed(said))] if said else []
            spans += [t("aida.missing", steps=phrases.listed(lacking))] if lacking else []
            yield Line(("aida",), (Span("AIDA  ", "muted"), " · ".join(spans))), 2
        if entry.kind is EntryKind.CASE_STORY and entry.row is None:
            yield Line(("example",), (Span(t("library.example"), "warn"),)), 2
        yield from self._used(found)
        yield from self._versions(found)

    def _used(self, found: Whole) -> Iterator[tuple[Line, int]]:
        count = len(found.used) + found.elsewhere
        share = t("library.won_share", percent=found.won) if found.won is not None else ""
        told = f"  {many('library.used_times', count)}  {share}" if count else f"  {t('library.never_used')}"
        yield Line(None, (Span(t("library.used_on"), "title"), Span(told, "muted"))), 2
        mask = self.app.mask
        for row in found.used:
            name = mask.name("opportunity", row.opportunity, row.name)
            beside = " · ".join(filter(None, (
                mask.name("account", row.account, row.account_name), phrases.label("outcome", row.outcome),
                phrases.day(row.date, self.app.today), mask.name("member", row.member_name, row.member_name),
            )))  # fmt: skip
            yield Line(("opportunity", row.opportunity, row.account), (f"  {name}", Span(f"  {beside}", "muted"))), 4
        if found.elsewhere:
            yield Line(None, (Span(f"  {many('library.elsewhere', found.elsewhere)}", "muted"),)), 4

    def _versions(self, found: Whole) -> Iterator[tuple[Line, int]]:
        first = t("library.shipped") if found.entry.shipped else ""
        yield Line(None, (Span(t("library.versions"), "title"), Span(f"  {first}", "muted"))), 2
        for number, intent in zip(range(len(found.versions), 0, -1), found.versions, strict=True):
            day = phrases.day(intent.at.astimezone().date(), self.app.today)
            who = self.app.mask.name("member", intent.member, intent.member_name)
            what = t(f"intent.{intent.name.replace('.', '_')}")
            head = t("library.version", n=number, day=day, who=who)
            yield Line(("version", intent.id), (f"  {head}  ", Span(what, "muted"))), 4
            for change in intent.changes:
                yield from self._change(found.entry.noun, intent.id, change)

    def _change(self, noun: str, intent: int, change: ChangeRow) -> Iterator[tuple[Line, int]]:
        """What a version changed: each field with what it said before."""
        if change.op != "alter":
            return
        for code, before in change.before.items():
            field = next((each for each in NOUNS[noun].fields if each.code == code), None)
            if field is not None and isinstance(before, str) and before:
                label = typed.label(noun, field)
                told = self.app.mask.text(t("library.before", field=label, text=before))
                yield Line(("version", intent), (Span(f"    {told}", "muted"),)), 6

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        event.stop()
        row = event.key
        if isinstance(row, tuple) and row[0] == "opportunity":
            self.open_deal(row[1], row[2])
        else:
            self.action_edit()

    @work(group="ask")
    async def open_deal(self, deal: int, account: int) -> None:
        """The sheet of an opportunity it was used on."""
        from tui.sheets.deal import DealSheet

        await self.app.push_screen_wait(DealSheet(deal, account))

    @work(group="ask")
    async def action_edit(self) -> None:
        await self.shelving.revise(self.number)

    @work(group="ask")
    async def action_use(self) -> None:
        if self.found is not None:
            await self.shelving.use(self.found.entry)

    @work(group="write")
    async def action_unuse(self) -> None:
        row: Hashable = self.listing.current
        if isinstance(row, tuple) and row[0] == "opportunity":
            if await self.app.write(library.unuse, self.number, row[1]):
                self.app.say(t("library.unused"))
        else:
            self.app.say(t("library.on_use"), bad=True)

    def action_copy_text(self) -> None:
        if self.found is not None:
            self.shelving.copy([self.found.entry])
