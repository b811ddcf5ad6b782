"""The sheet of one person: what is known, how the stance came about, relations, acts, visits; editable in place."""

from collections.abc import Hashable, Iterator
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.reads import records
from models.reads.people import StanceRow
from models.reads.sheet import RelationRow, Sheet, sheet
from models.rules.nouns import PERSON
from models.rules.vocabulary import Role
from models.writes import people as writing
from models.writes import records as record_writing
from tui import phrases, typed
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import sure
from tui.modals.chooser import Chooser, Option, among
from tui.modals.panel import Panel
from tui.modals.several import Several
from tui.recording import Recorder
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

DATED = (
    ("acts", "act", "act_kind"), ("insides", "inside_mark", "inside"), ("visits", "visit", "visit_kind"),
    ("moves", "person_move", "move"),
)
"""Sections of dated rows: name, noun, and the family of their kind's words."""
NAMED = (("attitudes", "attitude", "competitor", "stance"), ("roles", "roles", "opportunity", "role"))
"""Sections of named rows: name, noun, what the name is of, and the family of their code's words."""


class PersonSheet(Panel[None]):
    """Everything about a person, a line each; Enter or e edits what the line stands for."""

    DEFAULT_CSS = """
    PersonSheet { & > Vertical { height: 100%; max-height: 100%; } }
    """
    BINDINGS = [
        key("e", "edit", "sheet.edit"),
        key("r", "add('relation')", "sheet.relation"),
        key("c", "add('act')", "sheet.act"),
        key("i", "add('inside_mark')", "sheet.inside"),
        key("t", "add('attitude')", "sheet.attitude"),
        key("o", "roles", "sheet.roles"),
        key("d", "delete", "sheet.delete"),
        key("q", "leave", "panel.close", show=False),
    ]

    def __init__(self, person: int) -> None:
        super().__init__()
        self.person = person
        self.sheet: Sheet | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", classes="panel--title", id="name")
            yield Listing()
            yield Static(Content(t("sheet.hint")), classes="panel--hint")

    @property
    def listing(self) -> Listing:
        """The lines."""
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.listing.focus()
        self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read the sheet."""
        try:
            self.sheet = await self.app.read(sheet, self.person)
        except LookupError:
            self.dismiss(None)
            return
        self.retell()

    def retell(self) -> None:
        """Show the sheet in the language in use."""
        if self.sheet is None:
            return
        values = self.sheet.record.values
        name = self.app.mask.name("person", self.person, str(values["name"]))
        house = self.app.mask.name("account", self.sheet.record.within, self.sheet.account_name)
        self.query_one("#name", Static).update(Content(f"{name} · {values['title'] or ''} · {house}"))
        self.listing.fill(list(self._lines(self.sheet)))

    def on_desk_touched(self, event: Desk.Touched) -> None:
        event.stop()
        self.reload()

    # Lines --------------------------------------------------------------------------------------------

    def _lines(self, found: Sheet) -> Iterator[Line]:
        day, mask = partial(phrases.day, today=self.app.today), self.app.mask
        yield from self._fields(found)
        yield from self._section("stances", [
            (("stance_entry", s.id), f"{day(s.date)}  {phrases.stance(s.stance)}", self._evidence(s))
            for s in found.stances
        ])
        yield from self._section("relations", [
            (("relation", r.id) if r.towards else None, self._relation(r), r.note) for r in found.relations
        ])
        for name, noun, family in DATED:
            yield from self._section(name, [
                ((noun, d.id), f"{day(d.date)}  {phrases.label(family, d.code)}", d.text) for d in getattr(found, name)
            ])
        for name, noun, kind, family in NAMED:
            yield from self._section(name, [
                ((noun, n.id), f"{mask.name(kind, n.name, n.name)}  {phrases.label(family, n.code)}", n.note)
                for n in getattr(found, name)
            ])

    def _fields(self, found: Sheet) -> Iterator[Line]:
        for field in PERSON.fields:
            shown = typed.shown(field, found.record.values[field.code], found.record.texts)
            if field.code in ("name", "placeholder") or not found.record.values[field.code]:
                continue
            label = typed.label("person", field)
            yield Line(("person", self.person), (Span(label + "  ", "muted"), self.app.mask.text(shown)))

    def _section(self, name: str, entries: list[tuple[Hashable, str, str]]) -> Iterator[Line]:
        if not entries:
            return
        yield Line(None, (Span(t(f"sheet.{name}"), "title"),))
        for entry, text, note in entries:
            yield Line(entry, (f"  {text}", Span(f"  {self.app.mask.text(note)}" if note else "", "muted")))

    def _evidence(self, entry: StanceRow) -> str:
        return " · ".join(filter(None, (entry.opportunity_name, entry.evidence, entry.member)))

    def _relation(self, row: RelationRow) -> str:
        name = self.app.mask.name("person", row.other, row.other_name)
        kind = phrases.label("relation_kind", row.kind)
        told = t("sheet.relation_to" if row.towards else "sheet.relation_from", kind=kind, name=name)
        return told + (t("sheet.suspected") if row.suspected else "")

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self, noun: str) -> None:
        account = self.sheet.record.within if self.sheet else None
        await Recorder(self.app).add(noun, self.person, account=account)

    @work(group="ask")
    async def action_edit(self) -> None:
        chosen = self.listing.current
        noun, row = chosen if isinstance(chosen, tuple) else ("person", self.person)
        if noun in ("person", "relation", "act", "attitude", "visit", "inside_mark"):
            await Recorder(self.app).edit(noun, row)

    @on(Listing.Opened)
    def opened(self) -> None:
        self.action_edit()

    @work(group="ask")
    async def action_delete(self) -> None:
        chosen = self.listing.current
        if not isinstance(chosen, tuple) or chosen[0] not in ("relation", "act", "attitude", "inside_mark"):
            self.app.say(t("sheet.not_here"), bad=True)
            return
        if await sure(self.app, t("confirm.delete", n=1), t("confirm.undoable")):
            await self.app.write(record_writing.delete, chosen[0], [chosen[1]])

    @work(group="ask")
    async def action_roles(self) -> None:
        """The roles on one deal (P2)."""
        if self.sheet is None or self.sheet.record.within is None:
            return
        found = await self.app.read(records.options, "opportunity", self.sheet.record.within, "")
        options = [Option(o.id, self.app.mask.name("opportunity", o.id, o.text)) for o in found]
        deal = await self.app.push_screen_wait(Chooser(t("sheet.which_deal"), among(options)))
        if not isinstance(deal, int):
            return
        held = frozenset(r.code for r in self.sheet.roles if r.id == deal)
        roles = [Option(role.value, phrases.label("role", role)) for role in Role]
        chosen = await self.app.push_screen_wait(Several(t("sheet.which_roles"), roles, held))
        if chosen is not None:
            await self.app.write(writing.take_roles, self.person, deal, [Role(str(role)) for role in chosen])
