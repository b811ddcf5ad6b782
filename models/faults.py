"""What can go wrong with the database, by cause: a code and plain data; the words are the screen's."""

import errno
from collections.abc import Iterator


class Fault(Exception):
    """Something the database cannot do; `path` and `detail` say where, never what a record holds."""

    code = "failed"

    def __init__(self, path: str = "", detail: str = "") -> None:
        """Say where it happened and what SQLite or the system called it."""
        super().__init__(self.code, path, detail)
        self.path = path
        self.detail = detail


class Missing(Fault):
    """There is no such file."""

    code = "missing"


class Exists(Fault):
    """A file of that name is there already."""

    code = "exists"


class Locked(Fault):
    """Somebody else is writing, and went on longer than we wait."""

    code = "locked"


class ReadOnly(Fault):
    """The file, its folder or the connection cannot be written."""

    code = "read_only"


class DiskFull(Fault):
    """No room left on the disk, or within a quota."""

    code = "disk_full"


class NoSpace(Fault):
    """Less room than a copy would need, known before it begins; `detail` is bytes needed and bytes free."""

    code = "no_space"


class Denied(Fault):
    """The system does not let us at the file."""

    code = "permission"


class Vanished(Fault):
    """The file we opened is gone or another one is in its place, or the server went away."""

    code = "vanished"


class Trouble(Fault):
    """The device failed to read or write."""

    code = "io"


class Interrupted(Fault):
    """A read was called off because a newer one took its place."""

    code = "interrupted"


class NoDriver(Fault):
    """The package that talks to the server is not installed."""

    code = "no_driver"


class Unsupported(Fault):
    """Not something this kind of database does."""

    code = "unsupported"


class RefusedFile(Fault):
    """A file that was looked at and left untouched."""

    code = "refused"


class Foreign(RefusedFile):
    """A database of another program."""

    code = "foreign"


class Newer(RefusedFile):
    """A database of a later version of this program; `detail` is its version."""

    code = "newer"


class Empty(RefusedFile):
    """A file without a byte."""

    code = "empty"


class NotADatabase(RefusedFile):
    """Something else than a database."""

    code = "not_a_database"


class Damaged(RefusedFile):
    """A database whose content contradicts itself; `detail` says where it showed."""

    code = "damaged"


class SchemaChanged(RefusedFile):
    """Tables, triggers or views that this program did not make; `detail` names one."""

    code = "schema_changed"


_BY_CODE: dict[int, type[Fault]] = {
    3: Denied, 5: Locked, 6: Locked, 8: ReadOnly, 9: Interrupted, 10: Trouble, 11: Damaged, 13: DiskFull,
    14: Denied, 23: Denied, 26: NotADatabase,
    778: DiskFull,  # a write cut short by a quota or a limit on file sizes
    1032: Vanished,  # the file was moved while it was open
}
_BY_ERRNO: dict[int, type[Fault]] = {
    errno.ENOSPC: DiskFull, errno.EDQUOT: DiskFull, errno.EFBIG: DiskFull, errno.EROFS: ReadOnly,
    errno.EACCES: Denied, errno.EPERM: Denied, errno.ENOENT: Missing, errno.EEXIST: Exists,
    errno.ENOTDIR: Missing, errno.EISDIR: NotADatabase, errno.EIO: Trouble, errno.ELOOP: Denied,
    errno.ENAMETOOLONG: Trouble,
}
_BY_MESSAGE: tuple[tuple[str, type[Fault]], ...] = (
    ("database is locked", Locked), ("database table is locked", Locked), ("disk is full", DiskFull),
    ("readonly database", ReadOnly), ("disk image is malformed", Damaged), ("not a database", NotADatabase),
    ("unsupported file format", Damaged),
    ("unable to open database", Denied), ("disk i/o error", Trouble), ("interrupted", Interrupted),
    ("server closed the connection", Vanished), ("connection already closed", Vanished),
    ("terminating connection", Vanished), ("could not connect", Vanished), ("connection refused", Vanished),
    ("connection to server", Vanished), ("canceling statement", Interrupted), ("lock timeout", Locked),
    ("could not serialize", Locked), ("read-only transaction", ReadOnly),
)


def chain(exc: BaseException) -> Iterator[BaseException]:
    """The error and everything that led to it, the latest first."""
    waiting: list[BaseException | None] = [exc]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += (one.__cause__, one.__context__)


def cause(exc: BaseException, path: str = "") -> Fault:
    """The fault behind an error, however deep the libraries buried it; a plain `Fault` when none is known."""
    if isinstance(exc, Fault) and type(exc) is not Fault:
        return exc
    kinds = [found for one in chain(exc) if (found := _one(one, path))]
    if kinds:
        # a full disk makes the roll-back fail too: what happened first is what happened
        return next((kind for kind in kinds if isinstance(kind, (DiskFull, Vanished))), kinds[-1])
    return Fault(path, type(exc).__name__)


def known(exc: BaseException) -> bool:
    """Whether an error has a cause a user can act on."""
    return type(cause(exc)) is not Fault


def _one(exc: BaseException, path: str) -> Fault | None:
    if isinstance(exc, Fault):
        return exc
    if isinstance(exc, OSError):
        kind = _BY_ERRNO.get(exc.errno or 0)
        return kind(path or str(exc.filename or ""), errno.errorcode[exc.errno or 0]) if kind else None
    number = getattr(exc, "sqlite_errorcode", None)
    if isinstance(number, int):
        kind = _BY_CODE.get(number) or _BY_CODE.get(number & 0xFF)
        return kind(path, str(getattr(exc, "sqlite_errorname", number))) if kind else None
    if type(exc).__name__ not in ("OperationalError", "DatabaseError", "InterfaceError", "InternalError"):
        return None
    text = str(exc).lower()
    return next((kind(path) for words, kind in _BY_MESSAGE if words in text), None)
