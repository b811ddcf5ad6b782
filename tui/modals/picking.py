"""Choosing what a field of a form holds out of its whole list, where a new name can be made as well."""

from collections.abc import Hashable, Mapping, Sequence

from models.reads import lists
from models.rules.fields import Field, FieldKind
from tui import typed
from tui.desk import Desk
from tui.modals.chooser import Chooser, Make, Option, Source, among
from tui.modals.references import References
from tui.modals.several import Several
from tui.widgets.fields import Pick

NEAR: Mapping[str, str] = {"their_person": "people", "moved_person": "people"}
"""Fields whose likeliest values are what another field of the form holds."""


class Picking:
    """One choice for one field: what it may hold, what can be made, and the name of each seen."""

    def __init__(self, field: Field, pick: Pick, references: References, near: Sequence[Hashable] = ()) -> None:
        self.field = field
        self.pick = pick
        self.references = references
        self.near = near
        self.named: dict[Hashable, str] = {}

    async def choose(self, app: Desk, title: str, letters: str) -> bool:
        """Ask, and put what was chosen into the field; answers whether anything was."""
        held = self.pick.value
        if self.pick.many:
            asked: Chooser = Several(title, self.source, held, typed=letters, make=self.make)
        else:
            current = held[0] if held else None
            asked = Chooser(title, self.source, typed=letters, current=current, make=self.make)
        chosen = await app.push_screen_wait(asked)
        if chosen is None:
            return False
        values = chosen if isinstance(chosen, tuple) else (chosen,)
        for value in values:
            self.pick.know(value, self.named.get(value, ""))
        self.pick.value = values
        return True

    async def source(self, query: str) -> Sequence[Option]:
        """What the field may hold."""
        options = await self._offered()(query)
        self.named |= {option.key: option.text for option in options}
        return options

    def _offered(self) -> Source:
        if self.field.kind in (FieldKind.REF, FieldKind.REFS):
            return self._referred
        if self.field.kind is FieldKind.LISTED:
            return self._on_list
        return among([Option(entry.value, entry.label) for entry in self.pick.entries])

    async def _on_list(self, query: str) -> Sequence[Option]:
        codes = await self.references.app.read(lists.offered, self.field.code)
        return await among([Option(code, typed.code_label(self.field, code)) for code in codes])(query)

    async def _referred(self, query: str) -> Sequence[Option]:
        return await self.references.options(self.field, query, self.near)

    @property
    def make(self) -> Make | None:
        """What makes a new one; none where there can be none."""
        if self.field.kind is FieldKind.LISTED:
            return self._listed
        return self._recorded if self.references.makes(self.field) else None

    async def _listed(self, name: str) -> Option | None:
        return self._known(Option(name, name))

    async def _recorded(self, name: str) -> Option | None:
        made = await self.references.make(self.field, name)
        return self._known(made) if made else None

    def _known(self, option: Option) -> Option:
        self.named[option.key] = option.text
        return option
