"""Making a large database in minutes: rows, standings and tokens come from two processes, one connection writes them.

What comes out is what the writes would have made, by the same functions. While it is made the file is not safe:
nothing is synchronised, and what is written is not checked.
"""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

from benchmarks.maker import PARTS, Plan
from models import base, engine, search
from models.reads.entries import KINDS
from models.reads.thresholds import settings
from models.tables.accounts import AccountState
from models.tables.opportunities import OpportunityState
from models.tables.search import SearchEntry
from models.writes import derive

STRETCH = 5_000
"""Keys whose rows, or whose tokens, are made at once."""
AT_ONCE = 500
"""Accounts whose standing, and rows whose tokens, are worked out by one call."""
AHEAD = 6
"""Pieces of work under way: enough for the workers, few enough for memory."""
COMMIT = 60
"""Pieces in one transaction."""
HURRY = (
    "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=0", "PRAGMA secure_delete=OFF", "PRAGMA cache_size=-1000000",
    "PRAGMA temp_store=MEMORY", "PRAGMA wal_autocheckpoint=100000", "PRAGMA journal_mode=WAL",
)  # fmt: skip
IN_BULK = ("('hashsize', 200000000)", "('automerge', 0)", "('crisismerge', 1000)")
"""How the index takes in much: few large pieces, merged once at the end."""
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
Columns = tuple[type[base.Table], Sequence[str]]
STATES: tuple[Columns, Columns] = ((AccountState, derive._ACCOUNT), (OpportunityState, derive._OPPORTUNITY))
ENTRY: Columns = (SearchEntry, ("id", "kind", "row", "account", "title", "text"))


def build(path: str, plan: Plan, *, told: Callable[[str], None] = lambda _: None, workers: int = 2) -> None:
    """Make a database in a new file, with all that follows from its rows."""
    base.open_database(path, create=True)
    base.close_database()
    with closing(engine.sqlite.connect(path, isolation_level=None)) as connection:
        for pragma in HURRY:
            connection.execute(pragma)
        for word, work in (("rows", _rows), ("standings", _standings), ("index", _index)):
            started = time.perf_counter()
            work(connection, plan, path, workers)
            told(f"{word}: {time.perf_counter() - started:.0f} s")
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(connection: Any, plan: Plan, _: str, workers: int) -> None:
    indexes = connection.execute(INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    with _pool(workers, None) as pool:
        for number, part in enumerate(PARTS):
            pieces = ((plan, number, keys) for keys in _stretches(part.keys(plan.size), STRETCH))
            for group in _batches(_inturn(pool, _made, pieces)):
                with _writing(connection):
                    for columns, rows in group:
                        _insert(connection, (part.table, columns), rows)
    for _, sql in indexes:
        connection.execute(sql)


def _standings(connection: Any, plan: Plan, path: str, workers: int) -> None:
    with _pool(workers, path) as pool:
        pieces = ((keys, plan.today) for keys in _stretches(plan.size.accounts, AT_ONCE))
        for group in _batches(_inturn(pool, _stood, pieces)):
            with _writing(connection):
                for found in group:
                    for state, rows in zip(STATES, found, strict=True):
                        _insert(connection, state, rows)


def _index(connection: Any, _: Plan, path: str, workers: int) -> None:
    for option in IN_BULK:
        connection.execute(f"INSERT INTO search(search, rank) VALUES {option}")
    key = 1
    with _pool(workers, path) as pool:
        for group in _batches(_inturn(pool, _found, _of_all_kinds(connection))):
            with _writing(connection):
                for shown, tokens in group:
                    keys = range(key, key := key + len(shown))
                    _insert(connection, ENTRY, [(at, *row) for at, row in zip(keys, shown, strict=True)])
                    into = "INSERT INTO search(rowid, tokens) VALUES (?, ?)"
                    connection.executemany(into, zip(keys, tokens, strict=True))
    connection.execute("INSERT INTO search(search) VALUES('optimize')")
    connection.execute("DELETE FROM search_config WHERE k IN ('hashsize', 'automerge', 'crisismerge')")


def _of_all_kinds(connection: Any) -> Iterator[tuple[str, range]]:
    for kind in KINDS:
        (last,) = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{kind}"').fetchone()
        for keys in _stretches(last, STRETCH):
            yield kind, keys


# What the workers do


def _made(plan: Plan, part: int, keys: range) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The rows of a stretch, and their columns."""
    rows = list(plan.rows(part, keys))
    return list(rows[0]) if rows else [], [tuple(map(_plain, row.values())) for row in rows]


def _stood(accounts: range, today: date) -> tuple[list[tuple[Any, ...]], ...]:
    """The rows of the standings of these accounts and of their deals."""
    made = derive.derived(accounts, today, settings())
    return tuple([tuple(map(_plain, row)) for row in each.fresh] for each in made)


def _found(kind: str, keys: range) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The entries of these rows as they are shown, and their tokens."""
    found = [search.rewritten(kind, keys[at : at + AT_ONCE]) for at in range(0, len(keys), AT_ONCE)]
    return [row for each in found for row in each.fresh], [tokens for each in found for tokens in each.tokens]


def _open(path: str | None) -> None:
    gc.disable()
    if path:
        base.open_database(path)
        base.reader()


# Work handed out and taken in


def _pool(workers: int, path: str | None) -> Pool:
    return get_context("fork").Pool(workers, _open, (path,))


def _inturn(pool: Pool, work: Callable[..., Any], pieces: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """The results of pieces of work in their order, a few of them worked out ahead."""
    waiting: deque[AsyncResult[Any]] = deque()
    for piece in pieces:
        waiting.append(pool.apply_async(work, piece))
        if len(waiting) > AHEAD:
            yield waiting.popleft().get()
    while waiting:
        yield waiting.popleft().get()


def _batches(results: Iterator[Any]) -> Iterator[Iterator[Any]]:
    """Results in groups, each to be written in one transaction; a group must be used up before the next."""
    for first in results:
        yield _chained(first, islice(results, COMMIT - 1))


def _chained(first: Any, rest: Iterable[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _stretches(last: int, length: int) -> Iterator[range]:
    """The keys from 1 on, so many at a time."""
    for start in range(1, last + 1, length):
        yield range(start, min(start + length, last + 1))


@contextmanager
def _writing(connection: Any) -> Iterator[None]:
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _insert(connection: Any, into: Columns, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows past Peewee; what is not given has its default."""
    table, given = into
    meta: Any = table._meta
    names = [meta.combined[name].column_name for name in given]
    defaults = {f.column_name: f.default for f in meta.sorted_fields if f.name != "id" and f.name not in given}
    known = {name: value for name, value in defaults.items() if value is not None}
    columns = ", ".join(f'"{name}"' for name in (*names, *known))
    values = ", ".join((*["?"] * len(names), *map(_literal, known.values())))
    connection.executemany(f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({values})', rows)


def _literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(int(value))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


