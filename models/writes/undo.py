"""Taking back one's own last intention, and doing it again (T6)."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple

from peewee import fn

from models.reads.rows import among, rows
from models.tables import BY_NAME, Account, Change, Intent
from models.tables.history import UNFINISHED
from models.writes import permits
from models.writes.intents import REFUSED, Refused, Work, intention
from models.writes.work import filled, from_json

AT_ONCE = 500
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
    mine &= ~Intent.name.startswith(UNFINISHED)
    return Intent.select().where(mine).order_by(Intent.id.desc())


def invert(work: Work, intent: Any) -> None:
    """Change every row of an intent back, the last change first.

    Raises Refused naming what changed since, or when an account it touches is no longer his to edit.
    """
    for (name, op), run in groupby(_backwards(intent.id), key=lambda change: (change.table, change.op)):
        table, whole = BY_NAME[name], iter(run)
        while piece := list(islice(whole, AT_ONCE)):
            _invert_run(work, table, op, piece)
    work.account = intent.account
    for account in _there(Account, work.houses):
        permits.ensure(work, "account", {"id": account})


class _Noted(NamedTuple):
    """A change as it was noted."""

    id: int
    table: str
    row: int
    op: str
    before: str
    after: str


def _backwards(intent: int) -> Iterator[_Noted]:
    """The changes of an intent, the last one first; never many of them at once."""
    c = Change
    query = c.select(c.id, c.table, c.row, c.op, c.before, c.after).where(c.intent == intent).order_by(c.id.desc())
    found = rows(query.limit(AT_ONCE))
    while found:
        yield from map(_Noted._make, found)
        found = rows(query.where(c.id < found[-1][0]).limit(AT_ONCE)) if len(found) == AT_ONCE else []


def _invert_run(work: Work, table: Any, op: str, run: Sequence[_Noted]) -> None:
    """Change back what one table went through in one way, the last change first."""
    there = _there(table, {change.row for change in run})
    if op == "remove":
        if any(change.row in there for change in run):
            raise Refused("undo_conflict", table=run[0].table, fields="id")
        work.add_many(table, [from_json(table, change.before) for change in run], force=True)
        return
    altered = {key: table(**row) for key, row in there.items()} if op == "alter" else {}
    for change in run:
        now = altered[change.row].__data__ if change.row in altered else there.get(change.row)
        _ensure_unchanged(table, now, change)
        if op == "alter":
            work.alter(altered[change.row], **from_json(table, change.before))
    if op == "add":
        work.take_away(table, [_but_version(there[change.row]) for change in run])


def _there(table: Any, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The rows of these ids that are there, in order, by their fields."""
    wanted = sorted(ids)
    names = table._meta.sorted_field_names
    return {
        row[0]: dict(zip(names, row, strict=True))
        for start in range(0, len(wanted), AT_ONCE)
        for row in rows(table.select().where(among(table.id, wanted[start : start + AT_ONCE])).order_by(table.id))
    }


def _but_version(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def _ensure_unchanged(table: Any, row: dict[str, Any] | None, change: _Noted) -> None:
    """Refused, naming the fields, when a row is no longer as the change left it."""
    if row is None:
        raise Refused("undo_conflict", table=change.table, fields="id")
    after = from_json(table, change.after)
    if change.op == "add":
        after = filled(table, after)
    later = [name for name, value in after.items() if row[name] != value]
    if later:
        raise Refused("undo_conflict", table=change.table, fields=", ".join(sorted(later)))


def latest() -> int:
    """The number of the newest intent, 0 when there is none: it moves whenever anybody changed anything."""
    return int(Intent.select(fn.COALESCE(fn.MAX(Intent.id), 0)).scalar())
