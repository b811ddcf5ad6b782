"""The calendar in words: what lies on a day, on the screen and in a file (V16)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.reads.calendar import CalendarRow
from models.rules.calendar import Days
from models.rules.vocabulary_calendar import CalendarKind
from tui import phrases
from tui.mask import Mask
from tui.words import known, t

if TYPE_CHECKING:
    from models.exchange.calendars import Said

BACK = 92
AHEAD = 366
"""Days a file reaches into the past and into the future."""


def what(row: CalendarRow, mask: Mask) -> str:
    """What a row is: a contact by its kind, all else by what it says."""
    text = mask.text(" ".join(row.text.split())) if row.text else ""
    if row.kind == CalendarKind.VISIT:
        return " ".join(filter(None, (phrases.label("visit_kind", row.code), text)))
    if not text and row.code:
        text = t(f"action.{row.code}") if known(f"action.{row.code}") else ""
    kind = phrases.label("calendar_kind", row.kind)
    return t("calendar.of_kind", kind=kind, text=text) if text else kind


def people(row: CalendarRow, mask: Mask) -> str:
    """The people of the customer it is about."""
    return phrases.listed(mask.name("person", key, name) for key, name in row.people)


def document(viewer: int | None, mine: int | None, today: date, now: datetime) -> Callable[[], tuple[bytes, int]]:
    """Makes the calendar as a file, and counts its events: what was called off is in it, so that it goes elsewhere."""
    mask, days = Mask(), Days(today - timedelta(days=BACK), today + timedelta(days=AHEAD))

    def said(row: CalendarRow) -> "Said":
        from models.exchange.calendars import Said

        title = t("calendar.title", account=row.account_name, what=what(row, mask))
        return Said(title, people(row, mask))

    def make() -> tuple[bytes, int]:
        from models.exchange import calendars
        from models.reads import calendar

        rows = calendar.calendar(days, viewer=viewer, mine=mine, cancelled=True)
        name = t("calendar.name")
        return calendars.calendar(rows, said, name=name, born=calendar.born(), now=now), len(rows)

    return make
