"""What the turn of a day asks for: derived rows whose time ran out, what was cut off half-way, and a backup."""

from contextlib import suppress
from datetime import date

from models import backup, faults
from models.writes import renewal
from models.writes.derive import overdue, renew
from models.writes.pieces import alone, take_back_unfinished, unfinished

BATCH = 200


def turn(today: date) -> bool:
    """Bring derived rows that ran out up to date, in short transactions, and make the day's backup.

    Answers whether any row moved. A server is backed up by its own means. Raises the faults of writing.
    """
    moved = _cut_off(today) | renewal.pending()
    renewal.finish(today)
    last: list[int] = []
    while (batch := overdue(today, BATCH)) and batch != last:
        renew(batch, today)
        moved, last = True, batch
    with suppress(faults.Unsupported):
        backup.daily(today)
    return moved


def _cut_off(today: date) -> bool:
    """Take back what a program that is gone wrote half of; answers whether there was anything."""
    if not unfinished():
        return False
    with suppress(faults.Locked), alone():
        take_back_unfinished(today)
        return True
    return False
