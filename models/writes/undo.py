"""Taking back one's own last intention, and doing it again (T6)."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from peewee import fn

from models.tables import BY_NAME, Account, Change, Intent
from models.writes import permits
from models.writes.intents import REFUSED, Refused, Work, intention
from models.writes.work import from_json

AT_ONCE = 300
"""Rows looked at in one query."""


class Reversed(NamedTuple):
    """What was taken back or done again: the intent's name and the account it was about, "" for none."""

    name: str
    account: str


@intention("undo")
def undo(work: Work) -> Reversed:
    """Take back the member's last own intent. Raises Refused: nothing, or what changed since."""
    last = _own(work).where(Intent.undoes.is_null() & Intent.undone.is_null()).first()
    if last is None:
        raise Refused("nothing_to_undo")
    invert(work, last)
    work.reverses = last.id
    return Reversed(str(last.name), _about(last))


@intention("redo")
def redo(work: Work) -> Reversed:
    """Do again what the last undo took back. Raises Refused when something new came since."""
    last = _own(work).where((Intent.name == "undo") & Intent.undone.is_null()).first()
    newest = _own(work).where(Intent.undoes.is_null()).first()
    if last is None or (newest is not None and newest.id > last.id):
        raise Refused("nothing_to_redo")
    invert(work, last)
    work.reverses = last.id
    original = Intent.get_by_id(last.undoes)
    Intent.update(undone=None).where(Intent.id == original.id).execute()
    return Reversed(str(original.name), _about(original))


def _about(intent: Any) -> str:
    """The name of the account an intent is about, as it stands now or stood when it was taken away."""
    found = Account.select(Account.name).where(Account.id == intent.account).tuples().first()
    return str(found[0]) if found else ""


def _own(work: Work) -> Any:
    """What the member did, the newest first, without what he was forbidden to do."""
    mine = (Intent.member == work.actor.member) & ~Intent.name.startswith(REFUSED)
    return Intent.select().where(mine).order_by(Intent.id.desc())


def invert(work: Work, intent: Any) -> None:
    """Change every row of an intent back, the last change first.

    Raises Refused naming what changed since, or when an account it touches is no longer his to edit.
    """
    changes = Change.select().where(Change.intent == intent.id).order_by(Change.id.desc())
    for (name, op), run in groupby(changes, key=lambda change: (change.table, change.op)):
        _invert_run(work, BY_NAME[name], op, list(run))
    work.account = intent.account
    for account in _there(Account, work.houses):
        permits.ensure(work, "account", {"id": account})


def _invert_run(work: Work, table: Any, op: str, run: Sequence[Any]) -> None:
    """Change back what one table went through in one way, the last change first."""
    there = _there(table, {change.row for change in run})
    if op == "remove":
        for change in run:
            if change.row in there:
                raise Refused("undo_conflict", table=change.table, fields="id")
            work.add(table, force=True, **from_json(table, change.before))
        return
    for change in run:
        _ensure_unchanged(table, there.get(change.row), change)
        if op == "alter":
            work.alter(there[change.row], **from_json(table, change.before))
    if op == "add":
        work.remove_many([there[change.row] for change in run])


def _there(table: Any, ids: Collection[int]) -> dict[int, Any]:
    """The rows of these ids that are there, in order."""
    wanted = sorted(ids)
    return {
        row.id: row
        for start in range(0, len(wanted), AT_ONCE)
        for row in table.select().where(table.id.in_(wanted[start : start + AT_ONCE])).order_by(table.id)
    }


def _ensure_unchanged(table: Any, row: Any, change: Any) -> None:
    """Refused, naming the fields, when a row is no longer as the change left it."""
    if row is None:
        raise Refused("undo_conflict", table=change.table, fields="id")
    after = from_json(table, change.after)
    later = [name for name, value in after.items() if row.__data__.get(name) != value]
    if later:
        raise Refused("undo_conflict", table=change.table, fields=", ".join(sorted(later)))


def latest() -> int:
    """The number of the newest intent, 0 when there is none: it moves whenever anybody changed anything."""
    return int(Intent.select(fn.COALESCE(fn.MAX(Intent.id), 0)).scalar())
