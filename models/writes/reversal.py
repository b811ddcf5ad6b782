"""What stands in the way of reversing an intent of many rows: looked for before anything is taken back."""

from typing import Any

from peewee import SQL, fn

from models.reads.rows import rows
from models.tables import BY_NAME, DERIVED, Change
from models.writes.intents import Refused
from models.writes.uprooting import referrers


def ensure_alone(intent: int) -> None:
    """Raise Refused where others have built on the rows an intent made; a few queries, and nothing is locked."""
    c = Change
    made = rows(c.select(c.table, fn.MIN(c.id)).where((c.intent == intent) & (c.op == "add")).group_by(c.table))
    for name, _ in made:
        for other, field in referrers(BY_NAME[name]):
            if other not in DERIVED and _used(intent, name, other, field):
                raise Refused("still_used")


def _used(intent: int, name: str, other: Any, field: Any) -> bool:
    """Whether a row that is not of the intent refers to one that is."""
    theirs, own = Change.alias(), Change.alias()
    of_it = theirs.select(SQL("1")).where(
        (theirs.table == name) & (theirs.row == field) & (theirs.intent == intent) & (theirs.op == "add")
    )
    itself = own.select(SQL("1")).where(
        (own.table == other._meta.table_name) & (own.row == other.id) & (own.intent == intent) & (own.op == "add")
    )
    found = other.select(other.id).where(field.is_null(False) & fn.EXISTS(of_it) & ~fn.EXISTS(itself)).limit(1)
    return bool(rows(found))
