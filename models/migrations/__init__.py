"""The steps a database takes to the present: in order, each in one transaction, under a lock, after a backup."""
# ruff: noqa: PTH104, PTH120

import os
from contextlib import suppress
from importlib import import_module
from typing import Any

try:
    from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # hashlib would load OpenSSL, for one digest at each opening
except ImportError:
    from hashlib import sha256

from models import engine, faults, files
from models.migrations.steps import STEPS as STEPS

CURRENT = len(STEPS)
"""The version this program reads and writes."""
ON_SQLITE = {
    "key": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "big": "INTEGER", "flag": "INTEGER", "moment": "DATETIME",
    "double": "REAL", "blob": "BLOB", "text": "TEXT",
}
ON_POSTGRES = {
    "key": "SERIAL NOT NULL PRIMARY KEY", "big": "BIGINT", "flag": "BOOLEAN", "moment": "TIMESTAMP",
    "double": "DOUBLE PRECISION", "blob": "BYTEA", "text": 'TEXT COLLATE "C"',
}
"""What a step's words are on a server; texts are ordered and compared byte by byte, as SQLite does."""
MINE = """SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE NOT (
    type IN ('table', 'index') AND name GLOB 'sqlite_*'
    OR type = 'table' AND name IN ('search_data', 'search_idx', 'search_content', 'search_config')
) ORDER BY type, name"""
"""All that was made on purpose: without what SQLite and its index make for themselves."""


def digest(connection: Any) -> str:
    """The schema of an open SQLite database in one word."""
    rows = connection.execute(MINE).fetchall()
    return str(sha256("\n".join(map(str, rows)).encode()).hexdigest())[:32]


def statements(step: str, words: dict[str, str]) -> list[str]:
    """What a step does on one kind of database."""
    module = import_module(f"models.migrations.{step}")
    own = module.SQLITE if words is ON_SQLITE else module.POSTGRES
    return [text.format_map(words) for text in module.STATEMENTS] + list(own)


def verify(file: engine.File) -> None:
    """Compare an open database with what this program made, at one instant; raises Foreign, Newer, SchemaChanged."""
    connection = file.raw
    if not connection.in_transaction:
        connection.execute("BEGIN")
        try:
            verify(file)
        finally:
            connection.execute("ROLLBACK")
        return
    noted = file.number("schema_version")
    at = file.number("user_version")
    if file.number("application_id") != files.APPLICATION:
        raise faults.Foreign(file.path)
    if at > CURRENT:
        raise faults.Newer(file.path, str(at))
    if not at or digest(connection) != STEPS[at - 1][1]:
        raise faults.SchemaChanged(file.path, stranger(connection, at))
    file.schema = noted


def stranger(connection: Any, at: int) -> str:
    """The kind and name of what is not as this version made it: first what it never made, then what differs or lacks."""
    made = engine.sqlite.connect(":memory:")
    try:
        for step, _ in STEPS[:at]:
            for statement in statements(step, ON_SQLITE):
                made.execute(statement)
        ours = set(made.execute(MINE).fetchall())
    finally:
        made.close()
    named = {row[:2] for row in ours}
    others = {row[:2] for row in ours ^ set(connection.execute(MINE).fetchall())}
    first = min(others, key=lambda one: (one in named, one[0] != "table", one), default=())
    return " ".join(first)


def migrate(file: engine.File) -> None:
    """Take every step that is missing; a step is whole or not taken at all."""
    connection = file.raw
    connection.execute("PRAGMA foreign_keys=0")
    for step in range(file.number("user_version"), CURRENT):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            if file.number("user_version") == step:
                _take(connection, step)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(*engine.ERRORS):
                connection.execute("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys=1")


def _take(connection: Any, step: int) -> None:
    for statement in statements(STEPS[step][0], ON_SQLITE):
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise faults.Damaged(detail="foreign_key")
    connection.execute(f"PRAGMA application_id={files.APPLICATION}")
    connection.execute(f"PRAGMA user_version={step + 1}")


def create(path: str, mode: int = 0o600) -> None:
    """Make an empty database beside its name and move it there whole; leave one that is there already alone.

    Raises Locked, and the Fault that stood in the way.
    """
    with files.lock(path):
        if os.path.lexists(path):
            return
        raw = path + ".new"
        files.discard(raw)
        files.touch(raw, mode)
        file = engine.File(raw)
        try:
            migrate(file)
            verify(file)
            file.shut()
            files.settle(raw)
            os.rename(raw, path)
        finally:
            file.shut()
            files.discard(raw)
        files.settle(os.path.dirname(path))


def migrate_server(server: engine.Server) -> None:
    """Take every step a server is missing, one start at a time; raises Newer."""
    with server.atomic():
        server.run(f"SELECT pg_advisory_xact_lock({files.APPLICATION})")
        server.run("CREATE TABLE IF NOT EXISTS inroad_schema (version INTEGER NOT NULL)")
        at = server.run("SELECT coalesce(max(version), 0) FROM inroad_schema").fetchone()[0]
        if at > CURRENT:
            raise faults.Newer(detail=str(at))
        for step in range(at, CURRENT):
            for statement in statements(STEPS[step][0], ON_POSTGRES):
                server.run(statement)
            server.run("INSERT INTO inroad_schema (version) VALUES (%s)", (step + 1,))
