"""A database as a file: its header before it is opened, the system it lies on, the lock beside it."""
# ruff: noqa: PTH105, PTH108, PTH110, PTH113, PTH116, PTH120, PTH123

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from models import faults

# `os`, not `pathlib`, here and wherever a database is opened: pathlib would cost each shell command 5 ms.

APPLICATION = 0x494E5244
"""Whose file this is ("INRD"), in the header of every database of ours."""
LOCK_WAIT = 60.0
REMOTE = frozenset((
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "virtiofs", "vboxsf", "drvfs",
    "ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "beegfs",
))
_MAGIC = b"SQLite format 3\0"
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")


class Header(NamedTuple):
    """What the first hundred bytes say."""

    application: int
    version: int
    wal: bool


def look(path: str, newest: int) -> Header:
    """Read a file's header without opening the database.

    Raises Missing, Denied, Empty, NotADatabase, Damaged, Foreign or Newer.
    """
    try:
        if not os.path.isfile(path):
            os.stat(path)
            raise faults.NotADatabase(path, "not a regular file")
        with open(path, "rb") as file:
            head, size = file.read(100), os.fstat(file.fileno()).st_size
    except OSError as exc:
        raise faults.cause(exc, path) from exc
    if not size:
        raise faults.Empty(path)
    if len(head) < 100 or head[:16] != _MAGIC:
        raise faults.NotADatabase(path)
    found = Header(_number(head, 68), _number(head, 60), head[18] == 2)
    if found.application != APPLICATION:
        raise faults.Foreign(path, f"{found.application:#x}")
    if found.version > newest:
        raise faults.Newer(path, str(found.version))
    _sound(path, head, size)
    return found


def _number(head: bytes, at: int, width: int = 4) -> int:
    return int.from_bytes(head[at:at + width], "big")


def _sound(path: str, head: bytes, size: int) -> None:
    """Whether a header can be true; raises Damaged."""
    page = _number(head, 16, 2)
    page = 65536 if page == 1 else page
    if (page < 512 or page & (page - 1) or head[18] not in (1, 2) or head[19] not in (1, 2)
            or head[21:24] != b"\x40\x20\x20" or head[72:92].strip(b"\0") or head[59] not in (1, 2, 3)
            or _number(head, 44) not in (1, 2, 3, 4)):
        raise faults.Damaged(path, "header")
    log = _start(path + "-wal")
    if log.strip(b"\0") and log[:4] not in _LOG_MAGIC:
        raise faults.Damaged(path, "wal")  # SQLite would take it for an empty one and write over it
    settled = not log and not _start(path + "-journal")
    if settled and _number(head, 24) == _number(head, 92) and size < _number(head, 28) * page:
        raise faults.Damaged(path, "truncated")


def _start(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(32)
    except OSError:
        return b""


def file_system(path: str, table: str = "/proc/self/mounts") -> str:
    """The type of the file system a path lies on, "" when the system does not say."""
    best, kind = "", ""
    with suppress(OSError, ValueError), open(table, encoding="utf-8", errors="surrogateescape") as mounts:
        for line in mounts:
            _, at, name = line.split(" ")[:3]
            for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
                at = at.replace(code, char)
            if len(at) >= len(best) and (path == at or path.startswith(at.rstrip("/") + "/")):
                best, kind = at, name
    return kind


def local(path: str, table: str = "/proc/self/mounts") -> bool:
    """Whether a file lies where processes share memory, which a write-ahead log needs."""
    if os.major(os.stat(path).st_dev):
        return True
    kind = file_system(path, table)
    return kind not in REMOTE and not kind.startswith("fuse.")


def touch(path: str, mode: int) -> None:
    """Make an empty file nobody has made before, with exactly this mode; raises Exists, Denied, ReadOnly."""
    try:
        made = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
        os.fchmod(made, mode)
        os.close(made)
    except OSError as exc:
        raise faults.cause(exc, path) from exc


def discard(path: str) -> None:
    """Remove what is left of an unfinished database, if anything."""
    for name in (path, path + "-journal", path + "-wal", path + "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(name)


def give(raw: str, target: str, *, force: bool) -> None:
    """Give a finished file its name; raises FileExistsError where somebody took it meanwhile, unless `force`."""
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


def settle(path: str) -> None:
    """Have a file or a folder reach the disk."""
    held = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def writable(path: str) -> bool:
    """Whether a file and the folder it lies in can be written."""
    return os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)


def mode(path: str) -> int:
    """Who may read and write what lies beside a database: those who may do so with the database."""
    return os.stat(path).st_mode & 0o660 if os.path.exists(path) else 0o600


@contextmanager
def lock(path: str, kind: str = ".lock", wait: float | None = None) -> Iterator[None]:
    """Hold a lock beside a database: the one while it is made, migrated, copied for the day or replaced, or another.

    Raises Locked after a minute, Denied or ReadOnly where no lock can be made.
    """
    name = path + kind
    try:
        held = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, mode(path))
    except OSError as exc:
        raise faults.cause(exc, name) from exc
    try:
        if os.fstat(held).st_uid == os.geteuid():
            os.fchmod(held, mode(path))
        until = time.monotonic() + (LOCK_WAIT if wait is None else wait)
        while not _flock(held):
            if time.monotonic() > until:
                raise faults.Locked(name)
            time.sleep(0.02)
        yield
    finally:
        os.close(held)


def _flock(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def cause(exc: BaseException, path: str, size: int = 0) -> faults.Fault:
    """The fault behind an error on a file that is or was to become so large, told apart by what the system allows."""
    found = faults.cause(exc, path)
    if isinstance(found, (faults.Trouble, faults.Denied)) and _full(path, size):
        return faults.DiskFull(path, found.detail)
    if not isinstance(found, faults.Denied):
        return found
    if not os.path.exists(path):
        return found if isinstance(exc, OSError) else faults.Vanished(path, "gone")
    return faults.ReadOnly(path, found.detail) if os.access(path, os.R_OK) and not writable(path) else found


def _full(path: str, size: int) -> bool:
    """Whether one more page would be refused; a quota and a limit on file sizes look like any other trouble."""
    probe = path + ".probe"
    names = [name for name in (path, path + "-wal", path + "-journal") if os.path.exists(name)]
    size = max([size, *map(os.path.getsize, names)])
    try:
        held = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            return os.pwrite(held, bytes(65536), size) < 65536
        finally:
            os.close(held)
            os.unlink(probe)
    except OSError as exc:
        return exc.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
