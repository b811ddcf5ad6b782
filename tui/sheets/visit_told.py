"""What a visit was: its fields, the questions asked in it, the stances it showed, what was promised (V1, V2, Q4)."""

from collections.abc import Iterator
from datetime import date

from models.reads.records import Record
from models.reads.visit_after import After
from models.reads.visits import AskedRow, PromiseRow
from models.rules.fields import Field, FieldKind
from models.rules.nouns import VISIT
from models.rules.settings import Settings
from models.rules.values import Value
from models.rules.visit_after import reached
from models.rules.vocabulary import Aim, PromiseState
from tui import phrases, typed
from tui.mask import Mask
from tui.sheets.deal_section import Entry
from tui.sheets.told import heading
from tui.widgets.listing import Span
from tui.words import t

_PLAIN = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.DATE, FieldKind.TIME)
"""What tells of nobody."""
_ELSEWHERE = ("date", "kind", "state", "aims")
"""Fields that are told in another place."""


def fields(found: After, mask: Mask, settings: Settings, today: date) -> Iterator[Entry]:
    """Every field that says something; nothing at all is said, too."""
    yield heading(t("visit_sheet.what"))
    told = [*_fields(found, mask, settings), *_promises(found, mask, today)]
    if found.visited.no_next_step:
        told.append(_field(found, t("field.visit.no_next_step"), mask.text(found.visited.no_next_step)))
    yield from told or [Entry(("visit", found.visited.record.id), (Span(t("visit_sheet.nothing"), "muted"),))]


def _fields(found: After, mask: Mask, settings: Settings) -> Iterator[Entry]:
    record = found.visited.record
    for field in VISIT.fields:
        value = record.values[field.code]
        if value and field.code not in _ELSEWHERE:
            said = _said(field, value, record, mask)
            first, *more = said.splitlines() or [""]
            yield _field(found, typed.label("visit", field), first)
            yield from (Entry(("visit", record.id), (Span(line),), 2, 0) for line in more if line.strip())
    if record.values["aims"]:
        yield _field(found, typed.label("visit", VISIT.field("aims")), _aims(found, settings))


def _said(field: Field, value: Value, record: Record, mask: Mask) -> str:
    """A value; under the mask a code and a day stay, and who is named goes by a number."""
    told = typed.shown(field, value, record.texts)
    if not mask.on or field.kind in _PLAIN:
        return told
    if field.noun:
        ids = value if isinstance(value, tuple) else (value,)
        return phrases.listed(mask.name(field.noun, row, told) for row in ids)
    return mask.text(told)


def _promises(found: After, mask: Mask, today: date) -> Iterator[Entry]:
    for row in found.visited.promises:
        yield _field(found, phrases.label("party", row.by), _promise(row, mask, today))


def _promise(row: PromiseRow, mask: Mask, today: date) -> str:
    due = phrases.day(row.due, today) if row.due else ""
    state = "" if row.state == PromiseState.OPEN else phrases.label("promise_state", row.state)
    return "  ".join(filter(None, (mask.text(row.text), due, state)))


def _aims(found: After, settings: Settings) -> str:
    """How many of the five aims were reached, and whether that makes a success (V2)."""
    aims = found.visited.record.values["aims"]
    held = [str(each) for each in aims] if isinstance(aims, tuple) else []
    told = phrases.listed(phrases.label("aim", each) for each in held)
    share = t("visit_sheet.aims", n=len(held), of=len(Aim))
    return f"{share}: {told}" + (f" · {t('visit_sheet.success')}" if reached(held, settings.aims_for_success) else "")


def _field(found: After, label: str, said: str) -> Entry:
    return Entry(("visit", found.visited.record.id), (Span(f"{label}  ", "muted"), Span(said)))


def asked(found: After, mask: Mask) -> Iterator[Entry]:
    """The questions put in it, with what was answered and meant (Q4, Q9)."""
    if found.visited.asked:
        yield heading(t("visit_sheet.asked"), str(len(found.visited.asked)))
    for row in found.visited.asked:
        yield from _asked(row, found, mask)


def _asked(row: AskedRow, found: After, mask: Mask) -> Iterator[Entry]:
    key = ("asking", row.id)
    who = mask.name("person", row.person, found.names[row.person]) if row.person in found.names else ""
    question = row.text if row.question else mask.text(row.text)
    yield Entry(key, (Span("? ", "accent"), Span(question), Span(f"  {who}" if who else "", "muted")))
    for mark, text, colour in (
        ("-> ", row.answer, "for"), (".. ", t("guide.meant", text=row.meant) if row.meant else "", "warn"),
    ):
        if text:
            yield Entry(key, (Span(mark, colour), Span(mask.text(" ".join(text.split())))), 2, 3)


def moves(found: After, mask: Mask) -> Iterator[Entry]:
    """The stances it showed (V1)."""
    if found.visited.moves:
        yield heading(t("visit_sheet.moves"))
    for row in found.visited.moves:
        stance = "" if mask.on else phrases.stance(row.stance)
        yield Entry(("stance_entry", row.id), (
            Span(f"{mask.name('person', row.person, row.person_name)}  "), Span(f"{stance}  ", "strong"),
            Span(mask.text(row.evidence), "muted"),
        ))
