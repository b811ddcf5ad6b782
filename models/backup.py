"""Copies of a live database: made whole, kept for a while, put back after a look; and what a check finds."""
# ruff: noqa: PTH101, PTH102, PTH104, PTH105, PTH108, PTH110, PTH116, PTH118, PTH119, PTH120, PTH208, PTH113

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, NamedTuple

from models import engine, faults, files, migrations

KEEP_DAILY = 7
KEEP_BEFORE = 5
Progress = Callable[[int, int], None]


class Finding(NamedTuple):
    """Something a check found wrong."""

    code: str
    detail: str


class Fact(NamedTuple):
    """Something about the surroundings, and whether it is as it should be."""

    code: str
    ok: bool
    value: str


def backup(path: str, *, force: bool = False, progress: Progress | None = None) -> None:
    """Copy what is open to a new file, whole or not at all.

    Raises Exists (unless `force`), NoSpace, DiskFull, Denied, ReadOnly, Unsupported on a server.
    """
    file = _opened()
    target = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
    if os.path.lexists(target) and (
        not force or not os.path.isfile(target) or os.path.realpath(target) == file.path
    ):
        raise faults.Exists(target)
    _publish(file, target, 0o600, force=force, progress=progress)


def daily(today: date) -> str | None:
    """Keep a copy of the day beside the database, and answer its name; None when there is one already."""
    file = _opened()
    target = os.path.join(folder(file.path), f"daily-{today.isoformat()}.db")
    if os.path.exists(target):
        return None
    with files.lock(file.path):
        if os.path.exists(target):
            return None
        _keep(file, target)
        _prune(folder(file.path), "daily-", KEEP_DAILY)
    return target


def before_migration(file: engine.File) -> str:
    """Keep a copy of what a migration is about to change; the caller holds the lock."""
    here = folder(file.path)
    taken = [int(name[12:16]) for name in _names(here, "before-") if name[12:16].isdigit()]
    target = os.path.join(here, f"before-{migrations.CURRENT:04d}-{max(taken, default=0) + 1:04d}.db")
    _keep(file, target)
    _prune(here, "before-", KEEP_BEFORE)
    return target


def folder(path: str) -> str:
    """Where the automatic copies of a database lie."""
    return path + ".backups"


def copies(path: str) -> list[str]:
    """The automatic copies of a database, the latest day first, then those made before migrations."""
    here = folder(path)
    names = _names(here, "daily-")[::-1] + _names(here, "before-")[::-1]
    return [os.path.join(here, name) for name in names]


def restore(source: str, target: str, stamp: str, *, progress: Progress | None = None) -> str:
    """Put a copy in the place of a database; answers the name the old one is kept under, "" if none was.

    The copy is examined before anything changes. Raises a RefusedFile for a copy that is unsound or a target
    that is not ours, Locked while others have it open, Exists when the name to keep it under is taken.
    """
    source, target = os.path.realpath(source), os.path.realpath(target)
    files.look(source, migrations.CURRENT)
    if engine.db.obj is not None and engine.db.obj.path == target:
        engine.db.obj.shut()
        engine.db.initialize(None)
    with files.lock(target), _told(source, os.stat(source).st_size):
        raw = target + ".new"
        files.discard(raw)
        try:
            with _file(source) as file:
                _copy(file.raw, raw, files.mode(target), progress)
            _examine(raw, source)
            kept = _set_aside(target, f"{target}.{stamp}")
            os.replace(raw, target)
        finally:
            files.discard(raw)
        files.settle(os.path.dirname(target))
    return kept


def check() -> list[Finding]:
    """What contradicts itself in what is open: pages, references, schema, search index, derived rows."""
    found: list[Finding] = []
    if isinstance(engine.db.obj, engine.File):
        connection = engine.db.obj.raw
        found += [Finding("integrity", text) for text in _integrity(connection)]
        found += [Finding("foreign_key", text) for text in _dangling(connection)]
        try:
            migrations.verify(engine.db.obj)
        except faults.RefusedFile as exc:
            found.append(Finding(exc.code, exc.detail))
    return found + [Finding(code, str(count)) for code, count in _missing() if count]


def surroundings(path: str, *, today: date, locale: str, term: str, width: int) -> list[Fact]:
    """What `doctor` tells of a database file and the terminal; raises Missing."""
    path = os.path.realpath(path)
    header = files.look(path, migrations.CURRENT)
    file, here = os.stat(path), os.stat(os.path.dirname(path))
    shared = bool(file.st_mode & 0o020)
    space = os.statvfs(path)
    free = space.f_bavail * space.f_frsize
    days = _age(path, today)
    return [
        Fact("engine", engine.safe(engine.version()), ".".join(map(str, engine.version()))),
        Fact("journal", header.wal or not (engine.safe(engine.version()) and files.local(path)),
             "wal" if header.wal else "delete"),
        Fact("file_system", files.local(path), files.file_system(path)),
        Fact("file_mode", not file.st_mode & 0o007, f"{file.st_mode & 0o7777:04o}"),
        Fact("folder_mode", not here.st_mode & 0o002 and (not shared or bool(here.st_mode & 0o020)),
             f"{here.st_mode & 0o7777:04o}"),
        Fact("setgid", not shared or bool(here.st_mode & 0o2000), "yes" if here.st_mode & 0o2000 else "no"),
        Fact("free", free > 3 * file.st_size + (64 << 20), str(free)),
        Fact("locale", locale.lower().replace("-", "").endswith("utf8"), locale),
        Fact("term", term not in ("", "dumb", "unknown"), term),
        Fact("width", width >= 80, str(width)),
        Fact("backup_age", days is not None and days <= KEEP_DAILY, "" if days is None else str(days)),
    ]


def _opened() -> engine.File:
    if not isinstance(engine.db.obj, engine.File):
        raise faults.Unsupported(detail="backup")
    return engine.db.obj


@contextmanager
def _told(path: str, size: int = 0) -> Iterator[None]:
    """Turn what the libraries raise into the fault behind it."""
    try:
        yield
    except engine.TROUBLES as exc:
        raise files.cause(exc, path, size) from exc


@contextmanager
def _file(path: str) -> Iterator[engine.File]:
    file = engine.File(path)
    try:
        yield file
    finally:
        file.shut()


def _copy(source: Any, path: str, mode: int, progress: Progress | None) -> None:
    """Copy what a connection sees at this instant, whoever writes meanwhile."""
    told = progress or (lambda *_: None)
    files.touch(path, mode)
    target = engine.sqlite.connect(path, isolation_level=None)
    try:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_schema").fetchone()
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target, pages=1024, progress=lambda _, left, total: told(total - left, total))
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
        if source.in_transaction:
            source.execute("ROLLBACK")
    files.settle(path)


def _publish(
    file: engine.File, target: str, mode: int, *, force: bool = False, progress: Progress | None = None
) -> None:
    """Copy under a name of its own, then give it its name."""
    raw = f"{target}.{os.getpid()}.part"
    size = file.number("page_count") * file.number("page_size")
    with _told(target, size):
        _room(os.path.dirname(target), size)
        files.discard(raw)
        try:
            _copy(file.raw, raw, mode, progress)
            _quick(raw, file.path)
            _name(raw, target, force)
        finally:
            files.discard(raw)
        files.settle(os.path.dirname(target))


def _name(raw: str, target: str, force: bool) -> None:
    """Give a finished copy its name; raises FileExistsError where only force would do."""
    if not force:
        try:
            os.link(raw, target)
            return
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "", target) from None
    os.replace(raw, target)


def _keep(file: engine.File, target: str) -> None:
    mode = files.mode(file.path)
    here = os.path.dirname(target)
    with _told(here):
        with suppress(FileExistsError):
            os.mkdir(here, 0o700)
            os.chmod(here, 0o2770 if mode & 0o020 else 0o700)
        for name in os.listdir(here):
            if name.endswith(".part"):
                files.discard(os.path.join(here, name))
    _publish(file, target, mode)


def _names(here: str, kind: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(here) if name.startswith(kind) and name.endswith(".db"))
    except OSError:
        return []


def _prune(here: str, kind: str, keep: int) -> None:
    for name in _names(here, kind)[:-keep]:
        with suppress(OSError):
            os.unlink(os.path.join(here, name))


def _room(here: str, size: int) -> None:
    space = os.statvfs(here)
    free = space.f_bavail * space.f_frsize
    if free < size:
        raise faults.NoSpace(here, f"{size} {free}")


def _integrity(connection: Any, pragma: str = "integrity_check") -> list[str]:
    try:
        return [text for (text,) in connection.execute(f"PRAGMA {pragma}(100)") if text != "ok"]
    except engine.sqlite.DatabaseError as exc:
        return [str(exc)]


def _dangling(connection: Any) -> list[str]:
    """References to rows that are not there; none where pages are damaged, which `_integrity` tells."""
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except engine.sqlite.DatabaseError:
        return []
    return [f"{table}:{row} {parent}" for table, row, parent, _ in rows]


def _quick(path: str, told: str) -> None:
    """A copy of a damaged database must not push a sound one out."""
    connection = engine.sqlite.connect(path)
    try:
        if found := _integrity(connection, "quick_check"):
            raise faults.Damaged(told, found[0])
    finally:
        connection.close()


def _examine(path: str, told: str) -> None:
    """Whether a copy is sound and ours; raises a RefusedFile that names where it came from."""
    with _file(path) as file:
        try:
            migrations.verify(file)
        except faults.RefusedFile as exc:
            raise type(exc)(told, exc.detail) from exc
        if found := _integrity(file.raw):
            raise faults.Damaged(told, found[0])
        if dangling := _dangling(file.raw):
            raise faults.Damaged(told, dangling[0])


def _set_aside(target: str, kept: str) -> str:
    """Give the old database a second name, with everything in its log inside it."""
    if not os.path.lexists(target):
        files.discard(target)
        return ""
    if os.path.lexists(kept):
        raise faults.Exists(kept)
    try:
        files.look(target, 1 << 31)
        with _file(target) as file, _told(target):
            if file.raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                raise faults.Locked(target)
    except (faults.Damaged, faults.Empty, faults.NotADatabase):
        for suffix in ("-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                os.rename(target + suffix, kept + suffix)
    try:
        os.link(target, kept)
    except OSError:
        os.rename(target, kept)
    return kept


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


def _age(path: str, today: date) -> int | None:
    """Days since the latest copy of the day."""
    names = _names(folder(path), "daily-")
    with suppress(ValueError):
        return (today - date.fromisoformat(names[-1][6:16])).days if names else None
    return None
