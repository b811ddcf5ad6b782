"""A complaint as a form to print: what was filled, and room for what was not (V14)."""

from collections.abc import Iterator
from datetime import date

from models.reads.complaints import ComplaintRow, Complaints
from models.rules.complaints import ASKS
from tui import phrases
from tui.mask import Mask
from tui.proposals.telling import Heading, Lines, Paragraph, Piece
from tui.words import t

_BLANK = "            "
_HEAD = ("date", "kind", "person", "opportunity", "text", "due")
_NOUNS = {"person": "person", "opportunity": "opportunity", "responsible": "member"}


def form(row: ComplaintRow, found: Complaints, mask: Mask) -> Iterator[Piece]:
    """The form as pieces of a document, in the language in use."""
    name = mask.name("account", found.account, found.name)
    yield Heading(t("complaints.form_title", number=row.id, name=name), 1)
    told = tuple((t(f"field.complaint.{field}"), _said(field, row, found, mask)) for field in _fields())
    yield Lines((t("complaints.form_what"), t("complaints.form_said")), told, frozenset())
    yield Paragraph(t("complaints.form_signed"))


def _fields() -> Iterator[str]:
    yield from _HEAD
    for field in ASKS.values():
        yield field
        if field == "solution":
            yield "compensation"


def _said(field: str, row: ComplaintRow, found: Complaints, mask: Mask) -> str:
    value = row.values[field]
    if value in (None, ""):
        return _BLANK
    if isinstance(value, date):
        return value.isoformat()
    if field == "kind":
        return phrases.label("complaint_kind", str(value))
    if field in _NOUNS and isinstance(value, int):
        names = {"person": found.people, "responsible": found.members, "opportunity": found.deals}[field]
        return mask.name(_NOUNS[field], value, names.get(value, ""))
    return mask.text(phrases.money(value) if isinstance(value, int) else " ".join(str(value).split()))
