"""What lies under the tables: one SQLite file or one server, every thread with a connection of its own."""
# ruff: noqa: PTH116

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import peewee

from models import faults, files

sqlite: Any = vars(peewee)["sqlite3"]
"""The SQLite module Peewee chose: the newest there is."""
ERRORS: tuple[type[Exception], ...] = (sqlite.Error, peewee.DatabaseError, peewee.InterfaceError)
"""All that a database raises, through Peewee or past it."""
TROUBLES: tuple[type[Exception], ...] = (OSError, *ERRORS)
PATIENCE = 5.0
"""Seconds SQLite waits for a lock before we hear of it."""
RETRIES = 3
PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=1",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA journal_size_limit=4194304",
)
_PRAGMA, _ATTACH, _DETACH, _DENY = 19, 24, 25, 1

db: Any = peewee.DatabaseProxy()
"""What is open now, if anything."""


def version() -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    return tuple(sqlite.sqlite_version_info)


def safe(found: tuple[int, ...]) -> bool:
    """Whether a version of SQLite is free of the fault that lets two writers corrupt a write-ahead log."""
    return found >= (3, 51, 3) or (3, 50, 7) <= found < (3, 51) or (3, 44, 6) <= found < (3, 45)


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    denied = action in (_ATTACH, _DETACH) or (action == _PRAGMA and first == "writable_schema")
    return _DENY if denied else 0


class _Connections:
    """The open connections by thread, so that one thread can interrupt and close those of others."""

    handles: dict[int, Any]
    path: str

    def shut(self) -> None:
        """Close the connections of all threads."""
        for connection in self.handles.values():
            connection.close()
        self.handles.clear()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that writes, as this kind of database begins one."""
        with ExitStack() as stack:
            stack.push(self._begun())
            yield

    def _begun(self) -> Any:
        raise NotImplementedError


class File(_Connections, peewee.SqliteDatabase):
    """One SQLite file; it must be there when the first thread connects."""

    def __init__(self, path: str) -> None:
        """Name the file; nothing is opened yet."""
        self.path = path
        self.identity: tuple[int, int] | None = None
        self.schema = -1
        self.handles = {}
        address = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        super().__init__(f"file:{address}?mode=rw", timeout=PATIENCE, uri=True, check_same_thread=False)

    def _connect(self) -> Any:
        self.same()
        return super()._connect()  # type: ignore[misc]

    def _add_conn_hooks(self, conn: Any) -> None:
        self.same()
        for statement in PRAGMAS:
            conn.execute(statement)
        conn.set_authorizer(_authorize)
        try:
            super()._add_conn_hooks(conn)  # type: ignore[misc]
        except UnicodeDecodeError as wrong:
            raise faults.Damaged(self.path) from wrong
        self.handles[threading.get_ident()] = conn

    @property
    def raw(self) -> Any:
        """The calling thread's connection."""
        return self.connection()  # type: ignore[no-untyped-call]

    def same(self) -> None:
        """Check that the path still names the file that was opened; raises Vanished."""
        try:
            found = os.stat(self.path)
        except OSError as exc:
            raise faults.Vanished(self.path, "gone") from exc
        if self.identity is None:
            self.identity = (found.st_dev, found.st_ino)
        elif self.identity != (found.st_dev, found.st_ino):
            raise faults.Vanished(self.path, "replaced")

    def number(self, pragma: str) -> int:
        """The value of a numeric pragma."""
        return int(self.raw.execute(f"PRAGMA {pragma}").fetchone()[0])

    def journal(self, wal: bool) -> None:
        """Write ahead where that is safe, with a rollback journal elsewhere; raises Locked."""
        wanted = safe(version()) and files.local(self.path)
        if wanted == wal or not files.writable(self.path):
            return
        (got,) = self.raw.execute(f"PRAGMA journal_mode={'WAL' if wanted else 'DELETE'}").fetchone()
        if got == "wal" and not wanted:
            raise faults.Locked(self.path, "journal_mode")

    def _begun(self) -> Any:
        """A transaction that is a writer from its first statement on."""
        left = RETRIES
        while True:
            held = self.atomic("IMMEDIATE")
            try:
                held.__enter__()
                return held
            except peewee.OperationalError as exc:
                if not left or not isinstance(faults.cause(exc), faults.Locked):
                    raise
            left -= 1
            time.sleep(0.005 + os.urandom(1)[0] / 5000)

    def only_read(self) -> None:
        """Let the calling thread read only."""
        self.raw.execute("PRAGMA query_only=ON")

    def interrupt(self, thread: int) -> None:
        """Call off what a thread is reading."""
        if thread in self.handles:
            self.handles[thread].interrupt()


def _drive() -> None:
    """Give Peewee the driver, which a look-up keeps it from loading where no server is named; raises NoDriver."""
    if vars(peewee)["psycopg2"]:
        return
    if sys.modules.get("psycopg2", "") is None:
        del sys.modules["psycopg2"]
    try:
        import psycopg2
        from psycopg2 import extensions, extras
    except ImportError as missing:
        raise faults.NoDriver(detail="psycopg2") from missing
    vars(peewee).update(psycopg2=psycopg2, pg_extensions=extensions, Json_pg2=extras.Json)
    adapter: Any = vars(peewee)["Psycopg2Adapter"]
    adapter.txn_idle = extensions.TRANSACTION_STATUS_IDLE
    adapter.txn_inerror = extensions.TRANSACTION_STATUS_INERROR
    adapter.txn_unknown = extensions.TRANSACTION_STATUS_UNKNOWN


class Server(_Connections, peewee.PostgresqlDatabase):
    """One PostgreSQL server, reached by a URL."""

    def __init__(self, url: str) -> None:
        """Name the server; raises NoDriver when its package is not installed."""
        _drive()
        self.path = ""
        self.handles = {}
        super().__init__(url.replace("postgres://", "postgresql://", 1))

    def _initialize_connection(self, conn: Any) -> None:
        super()._initialize_connection(conn)  # type: ignore[misc]
        self.handles[threading.get_ident()] = conn

    def run(self, sql: str, values: tuple[object, ...] = ()) -> Any:
        """Execute one statement."""
        return self.execute_sql(sql, values)  # type: ignore[no-untyped-call]

    def _begun(self) -> Any:
        """A transaction; a connection that died before it is made anew, one that dies in it is not."""
        held = self.atomic()
        try:
            held.__enter__()
        except (peewee.OperationalError, peewee.InterfaceError):
            self.close()
            held = self.atomic()
            held.__enter__()
        return held

    def only_read(self) -> None:
        """Let the calling thread read only."""
        self.run("SET default_transaction_read_only = on")

    def interrupt(self, thread: int) -> None:
        """Call off what a thread is reading."""
        if thread in self.handles:
            self.handles[thread].cancel()
