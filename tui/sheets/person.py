"""The sheet of one person: what is known, how the stance came about, relations, acts, visits; editable in place."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from rich.cells import cell_len
from textual import on, work

from models.reads import records
from models.reads.people import StanceRow
from models.reads.sheet import RelationRow, Sheet, sheet
from models.rules.nouns import PERSON
from models.rules.vocabulary import Role
from models.writes import people as writing
from tui import deleting, person_advice, phrases, typed
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.modals.several import Several
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets import folds
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

DATED = (
    ("acts", "act", "act_kind"), ("insides", "inside_mark", "inside"), ("visits", "visit", "visit_kind"),
    ("moves", "person_move", "move"),
)
"""Sections of dated rows: name, noun, and the family of their kind's words."""
NAMED = (("attitudes", "attitude", "competitor", "stance"), ("roles", "roles", "opportunity", "role"))
"""Sections of named rows: name, noun, what the name is of, and the family of their code's words."""


DELETES = frozenset({"relation", "act", "attitude", "inside_mark", "stance_entry"})
"""The nouns whose lines can be deleted."""


class PersonSheet(SheetPanel[None, Sheet]):
    """Everything about a person, a line each; Enter or e edits what the line stands for."""

    HINT = "sheet.hint"
    BINDINGS = [
        key("e", "edit", "sheet.edit"),
        key("r", "add('relation')", "sheet.relation"),
        key("v", "add('act')", "sheet.act"),
        key("i", "add('inside_mark')", "sheet.inside"),
        key("t", "add('attitude')", "sheet.attitude"),
        key("o", "roles", "sheet.roles"),
        key("s", "add('stance_entry')", "sheet.stance"),
        key("d", "delete", "sheet.delete"),
    ]

    def __init__(self, person: int) -> None:
        super().__init__()
        self.person = person

    @property
    def account_here(self) -> int | None:
        return self.found.record.within if self.found else None

    @property
    def person_here(self) -> int | None:
        return self.person

    def read(self) -> Callable[[], Sheet]:
        return partial(sheet, self.person)

    def heading(self, found: Sheet) -> str:
        name = self.app.mask.name("person", self.person, str(found.record.values["name"]))
        house = self.app.mask.name("account", found.record.within, found.account_name)
        title = self.app.mask.text(str(found.record.values["title"] or ""))
        return " · ".join(filter(None, (name, title, house)))

    def fill(self, found: Sheet) -> None:
        width = max(20, self.size.width - 3)
        self.listing.fill([piece for line, hang in self._lines(found) for piece in folds.unfolded(line, width, hang)])

    # Lines --------------------------------------------------------------------------------------------

    def _lines(self, found: Sheet) -> Iterator[tuple[Line, int]]:
        """Every line, and how far what does not fit on it is set in."""
        day, mask = partial(phrases.day, today=self.app.today), self.app.mask
        yield from self._fields(found)
        yield from self._section("stances", [
            (("stance_entry", s.id), f"{day(s.date)}  {mask.text(phrases.stance(s.stance))}", self._evidence(s))
            for s in found.stances
        ])
        yield from self._section("relations", [
            (("relation", r.id) if r.towards else None, self._relation(r), r.note) for r in found.relations
        ])
        for name, noun, family in DATED:
            yield from self._section(name, [
                ((noun, d.id), f"{day(d.date)}  {mask.text(phrases.label(family, d.code))}", d.text)
                for d in getattr(found, name)
            ])
        for name, noun, kind, family in NAMED:
            yield from self._section(name, [
                ((noun, n.id), f"{mask.name(kind, n.name, n.name)}  {mask.text(phrases.label(family, n.code))}", n.note)
                for n in getattr(found, name)
            ])
        if not mask.on:
            yield from person_advice.lines(found.record.values)

    def _fields(self, found: Sheet) -> Iterator[tuple[Line, int]]:
        values = found.record.values
        known = [field for field in PERSON.fields if field.code not in ("name", "placeholder") and values[field.code]]
        labels = [typed.label("person", field) for field in known]
        width = max(map(cell_len, labels), default=0) + 2
        for field, label in zip(known, labels, strict=True):
            shown = self.app.mask.text(typed.shown(field, values[field.code], found.record.texts))
            head = Span(label + " " * (width - cell_len(label)), "muted")
            yield Line(("person", self.person), (head, shown)), width

    def _section(self, name: str, entries: list[tuple[Hashable, str, str]]) -> Iterator[tuple[Line, int]]:
        if not entries:
            return
        yield Line(None, (Span(t(f"sheet.{name}"), "title"),)), 0
        for entry, text, note in entries:
            more = Span(f"  {self.app.mask.text(note)}" if note else "", "muted")
            yield Line(entry, (f"  {text}", more)), 4

    def _evidence(self, entry: StanceRow) -> str:
        sure = t("ledger.confirmed") if entry.confirmed else t("page.brief.assumed")
        return " · ".join(filter(None, (entry.opportunity_name, sure, entry.evidence, entry.member)))

    def _relation(self, row: RelationRow) -> str:
        name = self.app.mask.name("person", row.other, row.other_name)
        kind = self.app.mask.text(phrases.label("relation_kind", row.kind))
        told = t("sheet.relation_to" if row.towards else "sheet.relation_from", kind=kind, name=name)
        return told + (t("sheet.suspected") if row.suspected else "")

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self, noun: str) -> None:
        account = self.found.record.within if self.found else None
        await Recorder(self.app).add(noun, self.person, account=account)

    @work(group="ask")
    async def action_edit(self) -> None:
        chosen = self.listing.current
        noun, row = chosen if isinstance(chosen, tuple) else ("person", self.person)
        if noun in ("person", "relation", "act", "attitude", "visit", "inside_mark", "stance_entry"):
            await Recorder(self.app).edit(noun, row)

    @on(Listing.Opened)
    def opened(self) -> None:
        self.action_edit()

    @work(group="ask")
    async def action_delete(self) -> None:
        chosen = self.listing.current
        if not isinstance(chosen, tuple) or chosen[0] not in DELETES:
            self.app.say(t("sheet.not_here"), bad=True)
            return
        await deleting.delete(self.app, [chosen])

    @work(group="ask")
    async def action_roles(self) -> None:
        """The roles on one deal (P2)."""
        if self.found is None or self.found.record.within is None:
            return
        found = await self.app.read(records.options, "opportunity", self.found.record.within, "")
        options = [Option(o.id, self.app.mask.name("opportunity", o.id, o.text)) for o in found]
        deal = await self.app.push_screen_wait(Chooser(t("sheet.which_deal"), among(options)))
        if not isinstance(deal, int):
            return
        held = [r.code for r in self.found.roles if r.id == deal]
        roles = [Option(role.value, phrases.label("role", role)) for role in Role]
        chosen = await self.app.push_screen_wait(Several(t("sheet.which_roles"), among(roles), held))
        if isinstance(chosen, tuple):
            await self.app.write(writing.take_roles, self.person, deal, [Role(str(role)) for role in chosen])
