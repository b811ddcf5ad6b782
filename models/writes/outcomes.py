"""Who acts, and what comes of it: done, refused, or stale."""

from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Actor(NamedTuple):
    """Who acts and when: the member, the instant in UTC, and the day where he is."""

    member: int | None
    now: datetime
    today: date


class Done(NamedTuple, Generic[T]):
    """What a write answers: its value, the intent in the history, and the tables it touched."""

    value: T
    intent: int | None
    touched: frozenset[str]


class Refused(Exception):
    """A rule or a right forbids it: `reason` is a code, `detail` the plain values its sentence needs."""

    def __init__(self, reason: str, **detail: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Forbidden(Refused):
    """Somebody tried what he has no right to, on an account if one is named: refused, and put on record (T4)."""

    def __init__(self, reason: str, account: int | None, **detail: str | int) -> None:
        super().__init__(reason, **detail)
        self.account = account


class Conflict(NamedTuple):
    """A field two people changed at once: what one started from, what the other made of it, what one wants."""

    field: str
    base: Any
    theirs: Any
    ours: Any


class Stale(Exception):
    """Somebody else changed the same fields in the meantime (T7)."""

    def __init__(self, noun: str, row: int, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(f"{noun}:{row}")
        self.noun = noun
        self.row = row
        self.conflicts = conflicts
