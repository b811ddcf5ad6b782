"""Reading a file somebody named, or standard input."""

from pathlib import Path

from tui import words
from tui.shell import failing
from tui.shell.context import Context, Stop


def contents(context: Context, path: str, most: int) -> bytes:
    """The bytes of a file, or of standard input for `-`; one more than `most` where there is more."""
    if path == "-":
        raw = getattr(context.stdin, "buffer", None)
        return raw.read(most + 1) if raw else context.stdin.read(most + 1).encode("utf-8", "surrogateescape")
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise Stop(failing.FAILED, words.t("exchange.no_file", path=path)) from None
    except OSError:
        raise Stop(failing.FAILED, words.t("exchange.cannot_read", path=path)) from None
