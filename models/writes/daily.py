"""What the turn of a day asks for: derived rows whose time ran out, and a backup."""

from contextlib import suppress
from datetime import date

from models import backup, faults
from models.writes.derive import overdue, renew

BATCH = 200


def turn(today: date) -> bool:
    """Bring derived rows that ran out up to date, in short transactions, and make the day's backup.

    Answers whether any row moved. A server is backed up by its own means. Raises the faults of writing.
    """
    moved = False
    last: list[int] = []
    while (batch := overdue(today, BATCH)) and batch != last:
        renew(batch, today)
        moved, last = True, batch
    with suppress(faults.Unsupported):
        backup.daily(today)
    return moved
