"""An intention too large for one transaction: written piece by piece, others between; whole in the end, or taken back.

Its intent bears the mark `UNFINISHED` until the last piece is in; till then it is in no history and no undo. Whoever
comes first after one that was cut off (the turn of a day, the next import) takes its rows back, or puts back those it
took. A row that somebody else has changed meanwhile, or hung his own on, stays: what is his is not ours to take.
"""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from typing import Any, TypeVar

from peewee import IntegrityError

from models import engine, faults, files, search
from models.base import db, put, transaction
from models.reads.entries import KINDS
from models.reads.facts import CHUNK
from models.reads.rows import among, ids, rows
from models.tables import BY_NAME, Account, AccountState, Change, Intent, Opportunity, OpportunityState
from models.tables.history import UNFINISHED
from models.writes.beside import STANDINGS, Answer, Asked, Beside, store_all, work_out
from models.writes.derive import renew, with_groups
from models.writes.outcomes import Actor
from models.writes.work import INDEXED, Work, filled, from_json

T = TypeVar("T")
STEP = 500
"""Rows looked at in one query."""
STORED = 10
"""Answers stored in one transaction."""
HELD = 0.45
"""Seconds after which others are let write for a moment."""
AIM = 0.3
"""Seconds a piece is to take; on a slow machine, or a busy one, it is made smaller."""
LEAST = 0.05
"""Of its full size."""
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


class Turns:
    """Lets others write for a moment in time: a moment is whole only when it is as long as they may not look."""

    def __init__(self) -> None:
        self.since = self.freed = time.monotonic()
        """Since when they had no whole moment, and since when they may write."""
        self.share = 1.0
        """How much of a piece of full size is written in time, as the last ones went."""

    def due(self) -> float:
        """Seconds that are to pass before the next transaction may begin."""
        now = time.monotonic()
        if now - self.freed >= PAUSE:
            self.since = now
        return PAUSE - (now - self.freed) if now - self.since > HELD else 0.0

    def take(self, do: Callable[[], T]) -> T:
        """Write something in a transaction of its own, when it is time."""
        if not db.in_transaction() and (wait := self.due()) > 0:
            time.sleep(wait)
            self.since = time.monotonic()
        began = time.monotonic()
        value = transaction(do)()
        self.freed = time.monotonic()
        self.share = min(max(self.share * AIM / max(self.freed - began, AIM / 2), LEAST), 1.0)
        return value

    def fit(self, most: int) -> int:
        """How many of so many are to be written in one piece."""
        return max(1, round(most * self.share))


class Pieces:
    """Writes an intention piece by piece with one `Work`; what follows is worked out beside it."""

    def __init__(self, name: str, actor: Actor, helper: Beside | None = None) -> None:
        """Nothing is written yet."""
        self.name = name
        self.work = Work(actor, UNFINISHED + name)
        self.turns = Turns()
        self.helper = helper
        self.waiting: deque[Asked] = deque()
        """What is still to be worked out."""
        self.ready: list[Answer] = []
        """What is still to be stored."""
        self.dropped = False
        """Whether the index is to be tidied."""
        self.houses: set[int] = set()
        """Accounts whose entries were asked for: what changes them once more is worked out when the rest is stored."""

    def begin(self, *, unless: Callable[[], bool]) -> bool:
        """Put the mark down; answers whether it was, for in the same transaction `unless` may forbid it."""

        def marked() -> bool:
            if unless():
                return False
            self.work.flush()
            return True

        return self.turns.take(marked)

    def piece(self, do: Callable[[], T]) -> T:
        """Write a piece, with its history and what is ready to be stored, when others have had their moment."""
        self._exchange()
        while self.waiting and self.turns.due() > 0:
            self.ready.append(work_out(self.waiting.pop()))
            self._exchange()
        most = self.turns.fit(STORED)
        stored, self.ready = self.ready[:most], self.ready[most:]

        def whole() -> T:
            value = do()
            self.work.flush()
            self.dropped |= store_all(stored)
            return value

        value = self.turns.take(whole)
        for kind in self.work.indexed.keys() & set(KINDS):
            self._await(kind, self._first(kind))
        self._exchange()
        return value

    def _first(self, kind: str) -> set[int]:
        """Take the rows whose entries were not asked for yet; an account's can follow from its other names, too."""
        found = self.work.indexed.pop(kind)
        if kind == "account":
            if again := found & self.houses:
                self.work.indexed[kind] = again
            found -= again
            self.houses |= found
        return found

    def _await(self, what: str, keys: Collection[int]) -> None:
        ordered, today = sorted(keys), self.work.actor.today
        self.waiting += (Asked(what, ordered[at : at + CHUNK], today) for at in range(0, len(ordered), CHUNK))

    def _exchange(self, wait: float = 0.0) -> None:
        """Take what the second process has worked out, and ask it for more."""
        if self.helper:
            self.ready += self.helper.answers(wait)
            while self.waiting and self.helper.ask(self.waiting[0]):
                self.waiting.popleft()

    def _left(self) -> list[Asked]:
        """What is not stored yet."""
        asked = self.helper.asked if self.helper else []
        return [*self.waiting, *asked, *(each.asked for each in self.ready)]

    def follow(self, told: Callable[[int, int], None] | None = None) -> None:
        """Bring derived rows and the index up to date, piece by piece."""
        work = self.work
        self._await(STANDINGS, with_groups(sorted(work.accounts)) if work.accounts else ())
        self._drain(told)
        for kind, found in work.indexed.items():
            self._await(kind, found)
        work.indexed.clear()
        self._drain(told)
        if self.dropped:
            _tidy(self.turns)

    def _drain(self, told: Callable[[int, int], None] | None) -> None:
        """Store all that waits."""
        asked = self.helper.asked if self.helper else []
        total = sum(len(each.keys) for each in self._left())
        while self.waiting or self.ready or asked:
            self._exchange()
            if len(self.ready) < STORED and (self.waiting or asked):
                if self.waiting:
                    self.ready.append(work_out(self.waiting.pop()))
                else:
                    self._exchange(0.05)
                continue
            self.piece(lambda: None)
            if told:
                told(total - sum(len(each.keys) for each in self._left()), total)

    def finish(self, last: Callable[[], T]) -> T:
        """Take the mark away, after the last words: it is whole, and in the history."""

        def whole() -> T:
            value = last()
            self.work.name = self.name
            self.work.settle()
            return value

        return self.turns.take(whole)

    def give_up(self) -> None:
        """Take back what was written; where even that cannot be, it is done by whoever comes next."""
        with suppress(*engine.ERRORS, faults.Fault):
            if not db.in_transaction() and self.work.intent in unfinished():
                _take_back(self.work.intent, self.work.actor.today)


def unfinished() -> list[int]:
    """The intents that are being written, or were cut off. One query."""
    return ids(Intent.select(Intent.id).where(Intent.name.startswith(UNFINISHED)))


def take_back_unfinished(today: date) -> None:
    """Take back what was cut off; only while `alone`."""
    for intent in unfinished():
        _take_back(intent, today)


def _tidy(turns: Turns) -> None:
    first = True
    while turns.take(partial(search.tidy, first=first)):
        first = False


def _take_back(intent: int, today: date) -> None:
    """Take the rows of an unfinished intent away, or put back those it took, the last first.

    What others built on stays, as a whole intent.
    """
    c, last, touched, turns = Change, None, set[int](), Turns()
    query = c.select(c.id, c.table, c.row, c.op, c.before).where(c.intent == intent).order_by(c.id.desc()).limit(STEP)
    while found := rows(query if last is None else query.where(c.id < last)):
        last = found[-1][0]
        touched |= _reverse(turns, intent, found)
    kept = set(ids(c.select(c.row).where((c.intent == intent) & (c.table == "account"))))
    left = sorted(_there(touched | kept))
    renew(sorted(with_groups(left)) if left else [], today)
    if last is not None:
        _tidy(turns)
    _close(intent)


def _reverse(turns: Turns, intent: int, found: Sequence[tuple[Any, ...]]) -> set[int]:
    """Reverse changes in one transaction, or, where others need one of the rows, in halves; answers their accounts."""
    try:
        return turns.take(partial(_reversed, intent, found))
    except IntegrityError:
        if len(found) == 1:
            return set()
        middle = len(found) // 2
        return _reverse(turns, intent, found[:middle]) | _reverse(turns, intent, found[middle:])


def _reversed(intent: int, found: Sequence[tuple[Any, ...]]) -> set[int]:
    touched: set[int] = set()
    with search.overwriting_later():
        for name in {name for _, name, *_ in found}:
            added = {row: change for change, own, row, op, _ in found if own == name and op == "add"}
            taken = [(change, row, before) for change, own, row, op, before in found if own == name and op == "remove"]
            touched |= _removed(intent, name, added) | _put_back(name, taken)
    return touched


def _put_back(name: str, taken: Sequence[tuple[int, int, str]]) -> set[int]:
    """Put rows back that were removed; answers their accounts."""
    if not taken:
        return set()
    table: Any = BY_NAME[name]
    found = [filled(table, from_json(table, before)) for _, _, before in taken]
    names = list(found[0])
    put(table, names, [[row[each] for each in names] for row in found], keys=False)
    if name in INDEXED:
        kind, via = INDEXED[name]
        search.refresh(kind, sorted({row[via] for row in found}))
    Change.delete().where(among(Change.id, [change for change, *_ in taken])).execute()
    if table is Account:
        return {row for _, row, _ in taken} | {row["parent"] for row in found if row["parent"]}
    return {row["account"] for row in found if row.get("account")}


def _removed(intent: int, name: str, wanted: dict[int, int]) -> set[int]:
    """Remove rows, each given with its change, but those others changed; answers their accounts."""
    if not wanted:
        return set()
    table: Any = BY_NAME[name]
    c, touched = Change, set[int]()
    others = c.select(c.row, c.id).where((c.table == name) & among(c.row, wanted) & (c.intent != intent))
    gone = wanted.keys() - {row for row, change in rows(others) if change > wanted[row]}
    if table is Account:
        touched |= set(ids(table.select(table.parent).where(among(table.id, wanted) & table.parent.is_null(False))))
        AccountState.delete().where(among(AccountState.account, gone)).execute()
    elif "account" in table._meta.fields:
        touched |= set(ids(table.select(table.account).where(among(table.id, wanted))))
    if table is Opportunity:
        OpportunityState.delete().where(among(OpportunityState.opportunity, gone)).execute()
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
