"""The front door: look which command is named, build its parser only, let it work, answer an exit code."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, NoReturn

from tui import crash, kept, later

if TYPE_CHECKING:
    from tui.shell.context import Context

INTERRUPTED = 130


def run() -> NoReturn:
    """What `inroad` runs: one short life, for which collecting garbage would cost more than it frees.

    At its end the database is closed and all is written; the process goes at once, for to free every object
    one by one would take an eighth of the time of a look-up.
    """
    gc.disable()
    code_kept = kept.use(os.environ)
    later.put_off()
    crash.install()
    out, err = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (out, err):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        code = main(sys.argv[1:], out=out, err=err)
    except KeyboardInterrupt:
        code = INTERRUPTED
    _flush()
    kept.keep(code_kept)
    os._exit(code)


def _nowhere() -> IO[str]:
    """A stream for a standard stream that was closed: to write to it fails, as it should."""
    return open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _flush() -> None:
    """Write what is still held; what cannot be written was told already."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:
                stream.flush()
    except OSError:
        return


def main(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    stdin: IO[str] | None = None,
    out: IO[str] | None = None,
    err: IO[str] | None = None,
) -> int:
    """Do what the command line says; answers the exit code. Streams and environment are the process's own
    unless others are given.
    """
    from tui.shell import opening

    streams = (stdin or sys.stdin, out or sys.stdout, err or sys.stderr)
    try:
        return opening.answer(argv, os.environ if environment is None else environment, *streams, start=_start)
    finally:
        _close()


def _close() -> None:
    """Close the database, if the command opened one."""
    base = sys.modules.get("models.base")
    if base is not None:
        base.close_database()


def _start(context: "Context") -> int:
    """Open the screens; raises Stop where there is no terminal to draw on."""
    from tui import terminal, words
    from tui.shell.context import Stop

    if refusal := terminal.refuse():
        raise Stop(2, words.t(f"shell.{refusal}"))
    member = context.open_if_there()
    terminal.prepare(kitty=context.config.kitty)
    from tui.app import start

    return start(context.config, member.id if member else None, context.clock, context.day)
