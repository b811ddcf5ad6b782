"""Taking back one's own last intention, and doing it again (T6)."""

from typing import Any

from peewee import fn

from models.tables import BY_NAME, Account, Change, Intent
from models.writes import permits
from models.writes.intents import REFUSED, Refused, Work, intention
from models.writes.work import from_json


@intention("undo")
def undo(work: Work) -> str:
    """Take back the member's last own intent; answers its name. Raises Refused: nothing, or what changed since."""
    last = _own(work).where(Intent.undoes.is_null() & Intent.undone.is_null()).first()
    if last is None:
        raise Refused("nothing_to_undo")
    invert(work, last)
    work.reverses = last.id
    return str(last.name)


@intention("redo")
def redo(work: Work) -> str:
    """Do again what the last undo took back; answers its name. Raises Refused when something new came since."""
    last = _own(work).where((Intent.name == "undo") & Intent.undone.is_null()).first()
    newest = _own(work).where(Intent.undoes.is_null()).first()
    if last is None or (newest is not None and newest.id > last.id):
        raise Refused("nothing_to_redo")
    invert(work, last)
    work.reverses = last.id
    original = Intent.get_by_id(last.undoes)
    Intent.update(undone=None).where(Intent.id == original.id).execute()
    return str(original.name)


def _own(work: Work) -> Any:
    """What the member did, the newest first, without what he was forbidden to do."""
    mine = (Intent.member == work.actor.member) & ~Intent.name.startswith(REFUSED)
    return Intent.select().where(mine).order_by(Intent.id.desc())


def invert(work: Work, intent: Any) -> None:
    """Change every row of an intent back, the last change first.

    Raises Refused naming what changed since, or when an account it touches is no longer his to edit.
    """
    for change in Change.select().where(Change.intent == intent.id).order_by(Change.id.desc()):
        _invert_one(work, change)
    work.account = intent.account
    for account in sorted(work.houses):
        if Account.select().where(Account.id == account).exists():
            permits.ensure(work, "account", {"id": account})


def _invert_one(work: Work, change: Any) -> None:
    table: Any = BY_NAME[change.table]
    before, after = from_json(table, change.before), from_json(table, change.after)
    row = table.get_or_none(table.id == change.row)
    if change.op == "remove":
        if row is not None:
            raise Refused("undo_conflict", table=change.table, fields="id")
        work.add(table, force=True, **before)
        return
    if row is None:
        raise Refused("undo_conflict", table=change.table, fields="id")
    later = [name for name, value in after.items() if row.__data__.get(name) != value]
    if later:
        raise Refused("undo_conflict", table=change.table, fields=", ".join(sorted(later)))
    if change.op == "add":
        work.remove(row)
    else:
        work.alter(row, **before)


def latest() -> int:
    """The number of the newest intent, 0 when there is none: it moves whenever anybody changed anything."""
    return int(Intent.select(fn.COALESCE(fn.MAX(Intent.id), 0)).scalar())
