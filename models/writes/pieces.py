"""An intention too large for one transaction: written piece by piece, others between; whole in the end, or taken back.

Its intent bears the mark `UNFINISHED` until the last piece is in; till then it is in no history and no undo. Whoever
comes first after one that was cut off (the turn of a day, the next import) takes its rows back. A row that
somebody else has changed meanwhile, or hung his own on, stays: what is his is not ours to take.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from typing import Any, TypeVar

from peewee import IntegrityError

from models import engine, faults, files, search
from models.base import db, transaction
from models.reads import thresholds
from models.reads.rows import among, ids, rows
from models.tables import BY_NAME, Account, AccountState, Change, Intent
from models.tables.history import UNFINISHED
from models.writes.derive import derive_only, renew, with_groups
from models.writes.outcomes import Actor
from models.writes.work import INDEXED, Work

T = TypeVar("T")
STEP = 500
"""Rows of a piece."""
HELD = 0.45
"""Seconds after which others are let write for a moment."""
PAUSE = 0.11
"""Seconds of that moment: SQLite looks every tenth of a second whether it may."""
_LOCK = 0x1A94AD
_CACHE = -24_000
"""As SQLite counts it: so many KiB."""
_LOGGED = 8_000
"""Pages of the log."""


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one that writes in pieces; raises Locked while somebody else does."""
    opened = db.obj
    if isinstance(opened, engine.File):
        with files.lock(opened.path, ".pieces", 0), _roomy(opened):
            yield
    elif not db.execute_sql("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()[0]:
        raise faults.Locked("")
    else:
        try:
            yield
        finally:
            db.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))


@contextmanager
def _roomy(opened: engine.File) -> Iterator[None]:
    """Keep more of the file in memory, and copy the log into it less often, than for a write by hand."""
    before = opened.number("cache_size"), opened.number("wal_autocheckpoint")
    try:
        opened.raw.execute(f"PRAGMA cache_size={_CACHE}")
        opened.raw.execute(f"PRAGMA wal_autocheckpoint={_LOGGED}")
        yield
    finally:
        opened.raw.execute(f"PRAGMA cache_size={before[0]}")
        opened.raw.execute(f"PRAGMA wal_autocheckpoint={before[1]}")


class Pieces:
    """Writes an intention piece by piece with one `Work`."""

    def __init__(self, name: str, actor: Actor) -> None:
        """Nothing is written yet."""
        self.name = name
        self.work = Work(actor, UNFINISHED + name)
        self.since = time.monotonic()

    def begin(self, *, unless: Callable[[], bool]) -> bool:
        """Put the mark down; answers whether it was, for in the same transaction `unless` may forbid it."""

        def marked() -> bool:
            if unless():
                return False
            self.work.flush()
            return True

        return transaction(marked)()

    def piece(self, do: Callable[[], T]) -> T:
        """Write a piece, with its history, in a transaction of its own; then let others write, if it is time."""

        def whole() -> T:
            value = do()
            self.work.flush()
            return value

        value = transaction(whole)()
        self.since = _let_others(self.since)
        return value

    def follow(self, told: Callable[[int, int], None]) -> None:
        """Bring derived rows and the index up to date, piece by piece."""
        work, settings = self.work, thresholds.settings()
        accounts = sorted(with_groups(sorted(work.accounts))) if work.accounts else []
        pieces = [("", accounts), *((kind, sorted(found)) for kind, found in work.indexed.items())]
        done, total = 0, sum(len(found) for _, found in pieces)
        for kind, found in pieces:
            for start in range(0, len(found), STEP):
                chunk = found[start : start + STEP]
                if kind:
                    self.piece(partial(search.refresh, kind, chunk))
                else:
                    self.piece(partial(derive_only, chunk, work.actor.today, settings))
                done += len(chunk)
                told(done, total)

    def finish(self) -> None:
        """Take the mark away: it is whole, and in the history."""
        self.work.name = self.name
        transaction(self.work.settle)()

    def give_up(self) -> None:
        """Take back what was written; where even that cannot be, it is done by whoever comes next."""
        with suppress(*engine.ERRORS, faults.Fault):
            if not db.in_transaction() and self.work.intent in unfinished():
                _take_back(self.work.intent, self.work.actor.today)


def _let_others(since: float) -> float:
    """Let others write for a moment where it is time; answers since when they have not."""
    if time.monotonic() - since <= HELD or db.in_transaction():
        return since
    time.sleep(PAUSE)
    return time.monotonic()


def unfinished() -> list[int]:
    """The intents that are being written, or were cut off. One query."""
    return ids(Intent.select(Intent.id).where(Intent.name.startswith(UNFINISHED)))


def take_back_unfinished(today: date) -> None:
    """Take back what was cut off; only while `alone`."""
    for intent in unfinished():
        _take_back(intent, today)


def _take_back(intent: int, today: date) -> None:
    """Take the rows of an unfinished intent away, the last first; what others built on stays, as a whole intent."""
    c, last, touched, since = Change, None, set[int](), time.monotonic()
    query = c.select(c.id, c.table, c.row).where(c.intent == intent).order_by(c.id.desc()).limit(STEP)
    while found := rows(query if last is None else query.where(c.id < last)):
        last = found[-1][0]
        touched |= _remove(intent, found)
        since = _let_others(since)
    kept = set(ids(c.select(c.row).where((c.intent == intent) & (c.table == "account"))))
    left = sorted(_there(touched | kept))
    renew(sorted(with_groups(left)) if left else [], today)
    _close(intent)


def _remove(intent: int, found: Sequence[tuple[Any, ...]]) -> set[int]:
    """Remove rows in one transaction, or, where others need one of them, in halves; answers their accounts."""
    try:
        return transaction(_removed)(intent, found)
    except IntegrityError:
        if len(found) == 1:
            return set()
        middle = len(found) // 2
        return _remove(intent, found[:middle]) | _remove(intent, found[middle:])


def _removed(intent: int, found: Sequence[tuple[Any, ...]]) -> set[int]:
    touched: set[int] = set()
    for name in {name for _, name, _ in found}:
        table: Any = BY_NAME[name]
        wanted = {row: change for change, own, row in found if own == name}
        c = Change
        others = (c.table == name) & among(c.row, wanted) & (c.intent != intent)
        gone = wanted.keys() - set(ids(c.select(c.row).where(others)))
        if table is Account:
            touched |= set(ids(table.select(table.parent).where(among(table.id, wanted) & table.parent.is_null(False))))
            AccountState.delete().where(among(AccountState.account, gone)).execute()
        elif "account" in table._meta.fields:
            touched |= set(ids(table.select(table.account).where(among(table.id, wanted))))
        if INDEXED.get(name, ("", ""))[1] == "id":
            search.remove(name, sorted(gone))
        table.delete().where(among(table.id, gone)).execute()
        c.delete().where(among(c.id, [wanted[row] for row in gone])).execute()
    return touched


def _there(accounts: set[int]) -> set[int]:
    wanted = sorted(accounts)
    return {
        found
        for start in range(0, len(wanted), STEP)
        for found in ids(Account.select(Account.id).where(among(Account.id, wanted[start : start + STEP])))
    }


@transaction
def _close(intent: int) -> None:
    """Forget the intent, or call it whole where some of its rows stayed."""
    if Change.select().where(Change.intent == intent).exists():
        found: Any = Intent.get_by_id(intent)
        Intent.update(name=found.name.removeprefix(UNFINISHED)).where(Intent.id == intent).execute()
    else:
        Intent.delete().where(Intent.id == intent).execute()
