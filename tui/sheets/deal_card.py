"""What is on record of an opportunity, told field by field."""

from collections.abc import Hashable, Iterator, Mapping

from rich.cells import cell_len

from models.reads import records
from models.reads.profile import BLANK
from models.reads.records import Record
from models.rules.fields import FieldKind
from models.rules.nouns import OPPORTUNITY
from tui import phrases, typed
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section
from tui.widgets.listing import Span

GROUPS: Mapping[str, tuple[str, ...]] = {
    "amount": ("amount", "quantity"),
    "need": ("need", "need_cause"),
    "budget_amount": ("budget_amount", "budget_source", "budget_approval"),
    "outcome": ("outcome", "signed_date", "closed_date", "reason", "winner"),
    **{f"bant_{word}": (f"bant_{word}", f"bant_{word}_note") for word in ("budget", "authority", "need", "timeline")},
}
"""Fields that are told, and edited, together under the first of them."""
TOGETHER = frozenset(code for first, group in GROUPS.items() for code in group if code != first)


class Card(Section[Record]):
    """The fields that say something, a line each."""

    CODE = "card"

    @classmethod
    def read(cls, asked: Asked) -> Record:
        """The record. At most six queries."""
        return records.record("opportunity", asked.deal)

    def entries(self, found: Record) -> Iterator[Entry]:
        told = [(code, typed.label("opportunity", OPPORTUNITY.field(code)), text) for code, text in self._told(found)]
        width = max((cell_len(label) for _, label, _ in told), default=0) + 2
        for code, label, text in told:
            spans = (Span(label + " " * (width - cell_len(label)), "muted"), Span(text))
            yield Entry(("field", code), spans, hang=width)

    def _told(self, found: Record) -> Iterator[tuple[str, str]]:
        for field in OPPORTUNITY.fields:
            group = GROUPS.get(field.code, (field.code,))
            if field.code not in TOGETHER and any(found.values[code] not in BLANK for code in group):
                yield field.code, " · ".join(filter(None, (self._shown(found, code) for code in group)))

    def _shown(self, found: Record, code: str) -> str:
        field, value = OPPORTUNITY.field(code), found.values[code]
        mask = self.app.mask
        if value in BLANK and not (field.kind is FieldKind.MONEY and value == 0):
            return ""
        if field.noun:
            return mask.name(field.noun, value, phrases.listed(found.texts.get(code, ())))
        if field.kind is FieldKind.MONEY and isinstance(value, int):
            return phrases.money(value)
        shown = f"{value}%" if code == "probability" else typed.shown(field, value)
        if code == "name":
            return mask.name("opportunity", self.deal, shown)
        return shown if field.choices or field.kind is FieldKind.DATE or code == "probability" else mask.text(shown)

    async def add(self) -> None:
        """There is one record: it is edited."""
        await self._edit(())

    async def edit(self, row: Hashable) -> None:  # noqa: ARG002 - the record is one
        """All of the record."""
        await self._edit(())

    async def open(self, row: Hashable) -> None:
        """The field under the cursor, with those that are told beside it."""
        code = str(row[1]) if isinstance(row, tuple) and row[0] == "field" else ""
        await self._edit(GROUPS.get(code, (code,)) if code else ())

    async def _edit(self, only: tuple[str, ...]) -> None:
        await Recorder(self.app).edit("opportunity", self.deal, only=only)
