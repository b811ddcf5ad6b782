"""Putting a file where somebody wants it: whole or not at all, for his eyes only, over nothing unless told to."""
# ruff: noqa: PTH108, PTH113, PTH118, PTH119, PTH120, PTH123

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress

from models import faults, files


def publish(path: str, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write the pieces to a file of mode 0600; raises Exists (unless `force`), DiskFull, Denied, ReadOnly."""
    target = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
    if os.path.lexists(target) and not (force and os.path.isfile(target)):
        raise faults.Exists(path)
    raw = f"{target}.{secrets.token_hex(4)}.part"
    try:
        files.touch(raw, 0o600)
        try:
            with open(raw, "wb") as out:
                out.writelines(pieces)
                out.flush()
                os.fsync(out.fileno())
            files.give(raw, target, force=force)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(raw)
        files.settle(os.path.dirname(target))
    except OSError as exc:
        raise files.cause(exc, path) from exc
