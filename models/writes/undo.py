"""Taking back one's own last intention, and doing it again (T6)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from typing import Any, NamedTuple

from peewee import IntegrityError, fn

from models.base import db
from models.reads.rows import among, rows
from models.tables import BY_NAME, Account, Change, Intent
from models.tables.history import UNFINISHED
from models.writes import permits, reversal
from models.writes.beside import helped
from models.writes.intents import REFUSED, Actor, Done, Forbidden, Refused, Work, intention, put_on_record
from models.writes.pieces import Pieces, alone, take_back_unfinished
from models.writes.work import filled, from_json

AT_ONCE = 500
"""Rows looked at in one query."""
MANY = 3000
"""Rows from which on an intent is reversed piece by piece."""
PIECE = 1000
"""Rows of a piece."""


class Reversed(NamedTuple):
    """What was taken back or done again: the intent's name and the account it was about, "" for none."""

    name: str
    account: str


Find = Callable[[Actor], Any]
"""Finds the intent that is to be reversed; raises Refused."""


def undo(actor: Actor) -> Done[Reversed]:
    """Take back the member's last own intent. Raises Refused: nothing, or what changed since."""
    return _in_pieces("undo", actor, _to_undo, _undone) if _many(_to_undo, actor) else _undo(actor)


def redo(actor: Actor) -> Done[Reversed]:
    """Do again what the last undo took back. Raises Refused when something new came since."""
    return _in_pieces("redo", actor, _to_redo, _redone) if _many(_to_redo, actor) else _redo(actor)


@intention("undo")
def _undo(work: Work) -> Reversed:
    last = _to_undo(work.actor)
    invert(work, last)
    return _undone(work, last)


@intention("redo")
def _redo(work: Work) -> Reversed:
    last = _to_redo(work.actor)
    invert(work, last)
    return _redone(work, last)


def _to_undo(actor: Actor) -> Any:
    last = _own(actor).where(Intent.undoes.is_null() & Intent.undone.is_null()).first()
    if last is None:
        raise Refused("nothing_to_undo")
    return last


def _to_redo(actor: Actor) -> Any:
    last = _own(actor).where((Intent.name == "undo") & Intent.undone.is_null()).first()
    newest = _own(actor).where(Intent.undoes.is_null()).first()
    if last is None or (newest is not None and newest.id > last.id):
        raise Refused("nothing_to_redo")
    return last


def _undone(work: Work, last: Any) -> Reversed:
    """Say that an intent was taken back; answers what it was."""
    work.account, work.reverses = last.account, last.id
    return Reversed(str(last.name), _about(last))


def _redone(work: Work, last: Any) -> Reversed:
    """Say that what an undo took back is done again; answers what it was."""
    work.account, work.reverses = last.account, last.id
    original = Intent.get_by_id(last.undoes)
    Intent.update(undone=None).where(Intent.id == original.id).execute()
    return Reversed(str(original.name), _about(original))


def _about(intent: Any) -> str:
    """The name of the account an intent is about, as it stands now or stood when it was taken away."""
    found = Account.select(Account.name).where(Account.id == intent.account).tuples().first()
    return str(found[0]) if found else ""


def _own(actor: Actor) -> Any:
    """What the member did, the newest first, without what he was forbidden to do."""
    mine = (Intent.member == actor.member) & ~Intent.name.startswith(REFUSED)
    mine &= ~Intent.name.startswith(UNFINISHED)
    return Intent.select().where(mine).order_by(Intent.id.desc())


def invert(work: Work, intent: Any) -> None:
    """Change every row of an intent back, the last change first.

    Raises Refused naming what changed since, or when an account it touches is no longer his to edit.
    """
    for table, op, piece in _runs(intent.id, lambda: AT_ONCE):
        _invert_run(work, table, op, piece)
    for account in _there(Account, work.houses):
        permits.ensure(work, "account", {"id": account})


# In pieces ------------------------------------------------------------------------------------------------


def _many(find: Find, actor: Actor) -> bool:
    """Whether what is to be reversed only made rows, or only removed some, and so many that others would wait."""
    if db.in_transaction():
        return False
    try:
        last = find(actor)
    except Refused:
        return False
    c = Change
    own = c.select(c.id).where(c.intent == last.id)
    if not rows(own.order_by(c.id).offset(MANY).limit(1)):
        return False
    ((first, final),) = rows(c.select(fn.MIN(c.op), fn.MAX(c.op)).where(c.intent == last.id))
    return first == final and first in ("add", "remove")


def _in_pieces(
    name: str, actor: Actor, find: Find, settled: Callable[[Work, Any], Reversed]
) -> Done[Reversed]:
    """Reverse an intent piece by piece; whole in the end, or taken back. Raises Locked while somebody else imports."""
    with alone(), helped(MANY) as helper:
        take_back_unfinished(actor.today)
        last = find(actor)
        reversal.ensure_alone(last.id)
        _ensure_untouched(last.id)
        pieces = Pieces(name, actor, helper)
        if not pieces.begin(unless=lambda: find(actor).id != last.id):
            raise Refused("row_moved_on", table="intent")
        seen: set[int] = set()
        try:
            for table, op, run in _runs(last.id, lambda: pieces.turns.fit(PIECE)):
                pieces.piece(partial(_invert_piece, pieces.work, table, op, run, seen))
            pieces.follow()
            value = pieces.finish(partial(settled, pieces.work, last))
        except BaseException as wrong:
            pieces.give_up()
            if isinstance(wrong, Forbidden):
                put_on_record(actor, name, wrong.account)
            if isinstance(wrong, IntegrityError):
                raise Refused("still_used") from wrong
            raise
    return Done(value, pieces.work.intent, frozenset(pieces.work.touched))


def _ensure_untouched(intent: int) -> None:
    """Refused where somebody has changed a row of an intent since: some are looked at before any is taken back."""
    own, other = Change.alias(), Change.alias()
    touched = (
        own.select(own.id, own.table, own.row, own.op, own.before, own.after)
        .join(other, on=(other.table == own.table) & (other.row == own.row) & (other.id > own.id))
        .where((own.intent == intent) & (own.op == "add") & (other.intent != intent))
        .limit(AT_ONCE)
    )
    found = sorted(map(_Noted._make, rows(touched)), key=lambda change: change.table)
    for name, run in groupby(found, key=lambda change: change.table):
        changes = list(run)
        there = _there(BY_NAME[name], {change.row for change in changes})
        for change in changes:
            _ensure_unchanged(BY_NAME[name], there.get(change.row), change)


def _invert_piece(work: Work, table: Any, op: str, run: Sequence["_Noted"], seen: set[int]) -> None:
    """The same for a piece; `seen` are the accounts that were found to be his to edit."""
    for start in range(0, len(run), AT_ONCE):
        _invert_run(work, table, op, run[start : start + AT_ONCE])
    fresh = work.houses - seen
    seen |= fresh
    for start in range(0, len(wanted := sorted(fresh)), AT_ONCE):
        a = Account
        query = a.select(fn.MIN(a.id)).where(among(a.id, wanted[start : start + AT_ONCE])).group_by(a.owner)
        for (account,) in rows(query):  # what he may depends on the owner
            permits.ensure(work, "account", {"id": account})


# Changes --------------------------------------------------------------------------------------------------


def _runs(intent: int, most: Callable[[], int]) -> Iterator[tuple[Any, str, list["_Noted"]]]:
    """The changes of an intent, the last one first: so many at once of one table and one kind."""
    for (name, op), run in groupby(_backwards(intent), key=lambda change: (change.table, change.op)):
        whole = iter(run)
        while piece := list(islice(whole, most())):
            yield BY_NAME[name], op, piece


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
        work.take_away(table, [_but_version(there[change.row]) for change in run], [change.after for change in run])


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
