"""Whether a database is sound, and whether it lies where it should."""
# ruff: noqa: PTH116, PTH120

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from models import engine, faults, files, migrations

OLD = 7
"""Days after which the latest copy is too old."""


class Finding(NamedTuple):
    """Something a check found wrong."""

    code: str
    detail: str


class Fact(NamedTuple):
    """Something about the surroundings, and whether it is as it should be."""

    code: str
    ok: bool
    value: str


def check() -> list[Finding]:
    """What contradicts itself in what is open: pages, references, schema, search index, derived rows."""
    found: list[Finding] = []
    if isinstance(engine.db.obj, engine.File):
        connection = engine.db.obj.raw
        found += [Finding("integrity", text) for text in integrity(connection)]
        found += [Finding("foreign_key", text) for text in dangling(connection)]
        try:
            migrations.verify(engine.db.obj)
        except faults.RefusedFile as exc:
            found.append(Finding(exc.code, exc.detail))
    return found + [Finding(code, str(count)) for code, count in _missing() if count]


def surroundings(path: str, *, copied: int | None, locale: str, term: str, width: int) -> list[Fact]:
    """What `doctor` tells of a database file and the terminal, `copied` so many days ago; raises Missing."""
    path = os.path.realpath(path)
    header = files.look(path, migrations.CURRENT)
    file, here = os.stat(path), os.stat(os.path.dirname(path))
    shared = bool(file.st_mode & 0o020)
    space = os.statvfs(path)
    free = space.f_bavail * space.f_frsize
    return [
        Fact("engine", engine.safe(engine.version()), ".".join(map(str, engine.version()))),
        Fact("journal", header.wal or not (engine.safe(engine.version()) and files.local(path)),
             "wal" if header.wal else "delete"),
        Fact("writable", files.writable(path), "yes" if files.writable(path) else "no"),
        Fact("file_system", files.local(path), files.file_system(path)),
        Fact("file_mode", not file.st_mode & 0o007, f"{file.st_mode & 0o7777:04o}"),
        Fact("folder_mode", not here.st_mode & 0o002 and (not shared or bool(here.st_mode & 0o020)),
             f"{here.st_mode & 0o7777:04o}"),
        Fact("setgid", not shared or bool(here.st_mode & 0o2000), "yes" if here.st_mode & 0o2000 else "no"),
        Fact("free", free > 3 * file.st_size + (64 << 20), str(free)),
        Fact("locale", locale.lower().replace("-", "").endswith("utf8"), locale),
        Fact("term", term not in ("", "dumb", "unknown"), term),
        Fact("width", width >= 80, str(width)),
        Fact("backup_age", copied is not None and copied <= OLD, "" if copied is None else str(copied)),
    ]


def integrity(connection: Any, pragma: str = "integrity_check") -> list[str]:
    """What SQLite finds wrong with the pages."""
    try:
        return [text for (text,) in connection.execute(f"PRAGMA {pragma}(100)") if text != "ok"]
    except engine.sqlite.DatabaseError as exc:
        return [str(exc)]


def dangling(connection: Any) -> list[str]:
    """References to rows that are not there; none where pages are damaged, which `integrity` tells."""
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except engine.sqlite.DatabaseError:
        return []
    return [f"{table}:{row} {parent}" for table, row, parent, _ in rows]


def _missing() -> Iterator[tuple[str, int]]:
    """Rows that should follow from others and do not, and the other way round."""
    questions = {
        "account_state": ("account", "id", "account_state", "account_id"),
        "opportunity_state": ("opportunity", "id", "opportunity_state", "opportunity_id"),
    }
    if isinstance(engine.db.obj, engine.File):
        questions["search_missing"] = ("search_entry", "id", "search", "rowid")
        questions["search_surplus"] = ("search", "rowid", "search_entry", "id")
    for code, (table, key, other, field) in questions.items():
        sql = f"SELECT count(*) FROM {table} WHERE {key} NOT IN (SELECT {field} FROM {other})"
        with suppress(*engine.ERRORS):
            yield code, int(engine.db.execute_sql(sql).fetchone()[0])
