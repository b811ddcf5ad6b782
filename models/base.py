"""The database, what every table shares, and the one kind of transaction there is."""
# ruff: noqa: PTH101, PTH103, PTH112, PTH118, PTH120, PTH208

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from itertools import chain
from typing import Any, ParamSpec, TypeVar

from peewee import (
    SQL,
    AutoField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    NodeList,
    SqliteDatabase,
)

from models import engine, faults, files, migrations

P = ParamSpec("P")
T = TypeVar("T")

db = engine.db
"""Unopened until `open_database` names a file or a server."""


class Key(AutoField):
    """A primary key that is never given out twice, also after its row is gone."""

    def ddl(self, ctx: Any) -> Any:
        """The column, with the word without which SQLite gives an id out again."""
        column = super().ddl(ctx)
        return NodeList((column, SQL("AUTOINCREMENT"))) if isinstance(db.obj, SqliteDatabase) else column


class Moment(DateTimeField):
    """An instant: stored as UTC without a zone, given and answered aware."""

    def db_value(self, value: Any) -> Any:
        """UTC, naive."""
        if isinstance(value, datetime) and value.tzinfo:
            value = value.astimezone(UTC).replace(tzinfo=None)
        return super().db_value(value)  # type: ignore[no-untyped-call]

    def python_value(self, value: Any) -> Any:
        """Aware, in UTC."""
        at = super().python_value(value)  # type: ignore[no-untyped-call]
        return at.replace(tzinfo=UTC) if isinstance(at, datetime) else at


class Table(Model):
    """What every table shares: an id that is never reused, and a version that every change moves."""

    id = Key()
    version = IntegerField(default=1)

    class Meta:
        """Names as the classes say, in the database that is opened later."""

        database = db
        legacy_table_names = False


def ref(table: Any, *, null: bool = False, index: bool = True) -> Any:
    """A reference to a row: checked at commit, so that an intent may put rows back in any order."""
    return ForeignKeyField(table, null=null, index=index, backref="+", deferrable="INITIALLY DEFERRED")


AT_ONCE = 100
"""Rows in one statement: more gain nothing, and a statement may name only so many values."""


def put(
    table: Any, names: Sequence[str], values: Sequence[Sequence[Any]], *, alike: Mapping[str, Any] | None = None,
    keys: bool = True,
) -> list[int]:  # fmt: skip
    """Put rows in, past Peewee, which takes ten times as long; the fields named in order. Answers their ids in order.

    `alike` are fields that are the same in all rows, as the program, never a user, gave them; a field that is left
    out is given as the column has it: there are no defaults here, but for the version. Without `keys` no ids.
    """
    fields = [table._meta.combined[name] for name in names]
    same = {} if "version" in names else {"version": 1}
    same |= alike or {}
    if any(isinstance(field, Moment) for field in fields):
        values = [
            [field.db_value(value) if isinstance(field, Moment) else value
             for field, value in zip(fields, row, strict=True)]
            for row in values
        ]
    columns = [*fields, *(table._meta.combined[name] for name in same)]
    literals = [_literal(value) for value in same.values()]
    place = f"({', '.join([db.obj.param] * len(fields) + literals)})"
    head = f'INSERT INTO "{table._meta.table_name}" ({", ".join(_quoted(each) for each in columns)}) VALUES '
    made: list[int] = []
    for start in range(0, len(values), AT_ONCE):
        chunk = values[start : start + AT_ONCE]
        sql = f"{head}{', '.join([place] * len(chunk))}"
        given = list(chain.from_iterable(chunk))
        if keys:
            made += sorted(key for (key,) in db.execute_sql(f'{sql} RETURNING "id"', given).fetchall())
        else:
            db.execute_sql(sql, given)
    return made


def _quoted(field: Any) -> str:
    return f'"{field.column_name}"'


def _literal(value: Any) -> str:
    """A value as it stands in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "'{}'".format(value.replace("'", "''")) if isinstance(value, str) else str(int(value))


def transaction(work: Callable[P, T]) -> Callable[P, T]:
    """Make a function all or nothing, as a writer from its first statement on.

    Inside another transaction it simply runs: there is one commit, the outermost. Raises the Fault behind
    what the database could not do; everything else the function raises comes through.
    """

    @wraps(work)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        if db.in_transaction():
            return work(*args, **kwargs)
        try:
            with db.obj.writing():
                _guard(db.obj)
                return work(*args, **kwargs)
        except engine.ERRORS as exc:
            if not faults.known(exc):
                raise
            raise files.cause(exc, db.obj.path) from exc

    return whole


def _guard(opened: engine.File | engine.Server) -> None:
    """Whether what is written to is still what was opened; raises Vanished, Newer, SchemaChanged."""
    if isinstance(opened, engine.File):
        opened.same()
        if opened.number("schema_version") != opened.schema:
            migrations.verify(opened)


def open_database(target: str, *, create: bool = False) -> None:
    """Open a file or a server, and bring it to the present after a backup.

    Raises Missing (unless `create`), a RefusedFile with the file untouched, or the Fault in the way.
    """
    close_database()
    if target.startswith(("postgresql://", "postgres://")):
        server = engine.Server(target)
        try:
            migrations.migrate_server(server)
        except engine.ERRORS as exc:
            raise faults.cause(exc) from exc
        db.initialize(server)
        return
    path = os.path.realpath(target)
    if create and not os.path.lexists(path):
        _make(path, 0o700, 0o600)
    db.initialize(_file(path))


def _make(path: str, folder: int, mode: int) -> None:
    try:
        os.makedirs(os.path.dirname(path), folder, exist_ok=True)
        migrations.create(path, mode)
    except engine.TROUBLES as exc:
        raise files.cause(exc, path, 1 << 20) from exc


def init_shared(target: str) -> None:
    """Make a database for a group, or one that exists fit for it: folder 2770, files 0660 whatever the umask.

    Raises Exists when the folder holds other things too, Denied when it is not ours to change.
    """
    path = os.path.realpath(target)
    folder, name = os.path.split(path)
    if os.path.isdir(folder) and any(not other.startswith(name) for other in os.listdir(folder)):
        raise faults.Exists(folder, "not empty")
    _make(path, 0o700, 0o660)
    try:
        os.chmod(folder, 0o2770)
        for other in os.listdir(folder):
            at = os.path.join(folder, other)
            os.chmod(at, 0o2770 if os.path.isdir(at) else 0o660)
    except OSError as exc:
        raise faults.cause(exc, folder) from exc


def _file(path: str) -> engine.File:
    header = files.look(path, migrations.CURRENT)
    opened = engine.File(path)
    try:
        migrations.verify(opened)
        if opened.number("user_version") < migrations.CURRENT:
            _bring_up(opened)
        opened.journal(header.wal)
    except engine.ERRORS as exc:
        opened.shut()
        raise files.cause(exc, path) from exc
    except BaseException:
        opened.shut()
        raise
    return opened


def _bring_up(opened: engine.File) -> None:
    """Migrate under the lock, after a backup."""
    with files.lock(opened.path):
        if opened.number("user_version") < migrations.CURRENT:
            from models import backup

            backup.before_migration(opened)
            migrations.migrate(opened)
    migrations.verify(opened)


def is_open() -> bool:
    """Whether a database is open."""
    return db.obj is not None


def close_database() -> None:
    """Close the connections of all threads; the threads must have stopped reading and writing."""
    if db.obj is not None:
        db.obj.shut()
        db.initialize(None)


def data_version() -> int:
    """A number that moves when another connection has written; raises as `_guard` does."""
    opened = db.obj
    if isinstance(opened, engine.File):
        _guard(opened)
        return opened.number("data_version")
    return newest_intent()


def seen() -> int | None:
    """The version of the data that a thread which only reads a file sees; None where it may change unnoticed."""
    opened = db.obj
    if not isinstance(opened, engine.File) or not opened.number("query_only") or opened.in_transaction():
        return None
    return opened.number("data_version")


def newest_intent() -> int:
    """The number of the newest intent in the history; 0 when there is none."""
    return int(db.obj.execute_sql("SELECT coalesce(max(id), 0) FROM intent").fetchone()[0])


def reader() -> int:
    """Let the calling thread read only, and answer the handle by which `interrupt` finds it."""
    db.obj.only_read()
    return threading.get_ident()


def interrupt(handle: int) -> None:
    """Call off what a reader is reading: it raises an error whose cause is Interrupted."""
    if db.obj is not None:
        db.obj.interrupt(handle)
