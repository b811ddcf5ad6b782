"""Copies of a live database: made whole, kept for a while, put back after a look."""
# ruff: noqa: PTH101, PTH102, PTH104, PTH105, PTH108, PTH110, PTH116, PTH118, PTH119, PTH120, PTH208, PTH113

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from models import engine, faults, files, health, migrations

KEEP_DAILY = 7
KEEP_BEFORE = 5
NOTED = "copied-"
"""Names a file whose name ends in the day of the latest copy that lies elsewhere."""
Progress = Callable[[int, int], None]


def backup(
    path: str, *, force: bool = False, progress: Progress | None = None, today: date | None = None
) -> None:
    """Copy what is open to a new file, whole or not at all; with a day it is noted that there is a copy of it.

    Raises Exists (unless `force`), NoSpace, DiskFull, Denied, ReadOnly, Unsupported on a server.
    """
    file = _opened()
    target = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
    if os.path.lexists(target) and (
        not force or not os.path.isfile(target) or os.path.realpath(target) == file.path
    ):
        raise faults.Exists(target)
    _publish(file, target, 0o600, force=force, progress=progress)
    if today is not None:
        _note(folder(file.path), files.mode(file.path), today)


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


def age(path: str, today: date) -> int | None:
    """Days since the latest copy, of the day or asked for, None when there is none."""
    here = folder(os.path.realpath(path))
    days = [name[6:16] for name in _names(here, "daily-")] + _noted(here)
    with suppress(ValueError):
        return (today - date.fromisoformat(max(days))).days if days else None
    return None


def _note(here: str, mode: int, today: date) -> None:
    """Note beside the database the day of a copy that lies elsewhere; where nothing can be noted, it is not."""
    with suppress(OSError):
        _ensure_folder(here, mode)
        for name in os.listdir(here):
            if name.startswith(NOTED):
                os.unlink(os.path.join(here, name))
        os.close(os.open(os.path.join(here, NOTED + today.isoformat()), os.O_CREAT | os.O_WRONLY, mode))


def _noted(here: str) -> list[str]:
    try:
        return [name.removeprefix(NOTED) for name in os.listdir(here) if name.startswith(NOTED)]
    except OSError:
        return []


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
            files.give(raw, target, force=force)
        finally:
            files.discard(raw)
        files.settle(os.path.dirname(target))


def _keep(file: engine.File, target: str) -> None:
    mode = files.mode(file.path)
    here = os.path.dirname(target)
    with _told(here):
        _ensure_folder(here, mode)
        for name in os.listdir(here):
            if name.endswith(".part"):
                files.discard(os.path.join(here, name))
    _publish(file, target, mode)


def _ensure_folder(here: str, mode: int) -> None:
    with suppress(FileExistsError):
        os.mkdir(here, 0o700)
        os.chmod(here, 0o2770 if mode & 0o020 else 0o700)


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


def _quick(path: str, told: str) -> None:
    """A copy of a damaged database must not push a sound one out."""
    connection = engine.sqlite.connect(path)
    try:
        if found := health.integrity(connection, "quick_check"):
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
        if found := health.integrity(file.raw):
            raise faults.Damaged(told, found[0])
        if dangling := health.dangling(file.raw):
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
