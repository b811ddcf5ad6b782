"""What one has at hand for a service visit, on the sheet of the visit (V13)."""

from collections.abc import Iterator
from datetime import date

from models.reads.servicing import Delivered, Served, Service
from tui import phrases
from tui.mask import Mask
from tui.sheets.deal_section import Entry
from tui.sheets.told import heading
from tui.widgets.listing import Span
from tui.words import t


def lines(found: Service | None, mask: Mask, today: date) -> Iterator[Entry]:
    """What was delivered, how it was served, and what is bought by year; nothing where there is nothing to tell."""
    if found is None:
        return
    yield heading(t("visit_service.title"))
    if not any(found):
        yield Entry(None, (Span(t("visit_service.nothing"), "muted"),))
    for each in found.delivered:
        yield _delivered(each, mask, today)
    for record in found.records:
        yield _record(record, mask, today)
    for year in found.bought:
        amount = phrases.money(year.amount) if year.amount is not None else "-"
        yield Entry(None, (Span(t("visit_service.bought", year=year.year), "muted"), Span(f"  {mask.text(amount)}")))


def _delivered(each: Delivered, mask: Mask, today: date) -> Entry:
    what = " · ".join(filter(None, (each.product, each.quantity, each.place)))
    return Entry(("opportunity", each.id), (
        Span(f"{t('visit_service.delivered', day=phrases.day(each.day, today))}  ", "muted"),
        Span(mask.name("opportunity", each.id, each.name), "strong"), Span(f"  {mask.text(what)}" if what else ""),
    ))  # fmt: skip


def _record(each: Served, mask: Mask, today: date) -> Entry:
    state = f"  {phrases.label('complaint_state', each.state)}" if each.state else ""
    return Entry((f"past_{each.noun}", each.id), (
        Span(f"{phrases.day(each.day, today)}  {t(f'noun.{each.noun}')}  ", "muted"), Span(mask.text(each.text)),
        Span(state, "warn"),
    ))  # fmt: skip
