"""A calendar other programs read: iCalendar, one event for everything that lies on a day (V16)."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event

from models.reads.calendar import CalendarRow
from models.rules.text import term_safe
from models.rules.vocabulary_calendar import CalendarKind

MAKER = "-//inroad//key-account selling//EN"
CALLED_OFF = ("cancelled", "dropped")
HOURS = 1
"""How long a contact is taken to last."""
EVERY = timedelta(hours=1)
"""How often who subscribes to a feed may look."""


class Said(NamedTuple):
    """What an event is called, and what is said of it."""

    title: str
    text: str = ""


Say = Callable[[CalendarRow], Said]


def calendar(rows: Iterable[CalendarRow], say: Say, *, name: str, born: str, now: datetime) -> bytes:
    """The rows as a calendar with this name.

    An event keeps its UID as long as its row lives, and counts up its SEQUENCE with every change; what was called
    off is there as cancelled. Times are those of the zone a row names, else of this machine, written in UTC; what
    has no time lies on the whole day and keeps nobody busy.
    """
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", EVERY)
    mark = hashlib.sha256(born.encode()).hexdigest()[:12]
    for row in rows:
        made.add_component(_event(row, say(row), mark, now.astimezone(UTC)))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def ours(content: bytes) -> bool:
    """Whether a file is a calendar this program wrote, which a newer one may replace."""
    return f"PRODID:{MAKER}".encode() in content[:400]


def _event(row: CalendarRow, said: Said, mark: str, now: datetime) -> Event:
    event = Event()
    yearly = f"-{row.day.year}" if row.kind == CalendarKind.BIRTHDAY else ""
    event.add("uid", f"{row.noun}-{row.id}{yearly}-{mark}@inroad.invalid")
    event.add("sequence", row.version - 1)
    event.add("dtstamp", now)
    event.add("summary", term_safe(said.title))
    if said.text:
        event.add("description", term_safe(said.text))
    if row.place:
        event.add("location", term_safe(row.place))
    event.add("class", "PRIVATE")
    event.add("categories", [row.kind.value])
    event.add("status", "CANCELLED" if row.state in CALLED_OFF else "CONFIRMED")
    _lay(event, row)
    return event


def _lay(event: Event, row: CalendarRow) -> None:
    """Put it on its day, and there at its time."""
    start = _moment(row.day, row.time, row.zone)
    if start is None:
        event.add("dtstart", row.day)
        event.add("dtend", row.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(hours=HOURS))


def _moment(day: date, at: str, zone: str) -> datetime | None:
    """When it begins; None where it has no time. A zone nobody knows counts as here."""
    try:
        clock = time.fromisoformat(at)
    except ValueError:
        return None
    try:
        named = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        named = None
    if named is not None:
        return datetime.combine(day, clock, named)
    return datetime.combine(day, clock).astimezone(UTC)
