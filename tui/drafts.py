"""What was typed and not yet saved: small files of this user's, kept until it is saved or thrown away."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from tui.folders import state_folder


class _Of:
    """The database the drafts are about."""

    database = ""


def of(database: str) -> None:
    """From now on keep the drafts about this database, apart from those about any other."""
    _Of.database = database if "://" in database else os.path.realpath(database)


def folder() -> Path:
    """Where drafts lie, readable by nobody else: ids mean other things in another database."""
    place = Path(state_folder(os.environ)) / "drafts" / f"{crc32(_Of.database.encode()):08x}"
    for made in (place.parent, place):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _path(key: str) -> Path:
    return folder() / (re.sub(r"[^A-Za-z0-9_.-]", "_", key) + ".json")


def keep(key: str, data: dict[str, Any]) -> None:
    """Keep a draft under a key; what was there is replaced at once or not at all. Raises OSError."""
    target = _path(key)
    part = target.with_suffix(f".{os.getpid()}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(data, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)
    _settle(target.parent)


def _settle(place: Path) -> None:
    """Have the new name of a file on the disk too: a power cut keeps it."""
    with suppress(OSError):  # some file systems cannot, and need not
        handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def load(key: str) -> dict[str, Any] | None:
    """The draft under a key; None when there is none that can be read."""
    try:
        data = json.loads(_path(key).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def drop(key: str) -> None:
    """Throw a draft away, where any can be kept."""
    with suppress(OSError):
        _path(key).unlink(missing_ok=True)


def pending() -> list[str]:
    """The keys of all drafts, the newest first; none where none can be kept."""
    try:
        files = sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []
    return [path.stem for path in files]
