"""A crash leaves one sentence on the terminal and a log that holds no data: types, files, lines, functions.

Messages of exceptions and local variables may hold names, phone numbers or notes of customers: they are
neither printed nor logged.
"""

import os
import sys
from collections.abc import Iterator
from time import gmtime, strftime
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DEEPEST = 200
"""Frames kept of one traceback; a runaway recursion has thousands."""


def write(error: BaseException) -> "Path | None":
    """Write the log of one crash, readable by its owner only; None where nothing can be written."""
    from pathlib import Path

    from tui.folders import state_folder

    try:
        folder = Path(state_folder(os.environ))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stamp = strftime("%Y%m%dT%H%M%SZ", gmtime())
        for number in range(100):
            path = folder / f"crash-{stamp}-{os.getpid()}-{number}.log"
            if not path.is_symlink() and not path.exists():
                break
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as log:
            os.fchmod(log.fileno(), 0o600)
            log.write(describe(error))
    except (OSError, RuntimeError):  # RuntimeError: no home folder is known
        return None
    return path


def describe(error: BaseException) -> str:
    """Render an exception and all it came from, without any value."""
    python = ".".join(map(str, sys.version_info[:3]))
    lines = [f"inroad {_version('inroad')}, textual {_version('textual')}, Python {python}, {sys.platform}"]
    for link, current in _chain(error):
        kind = type(current)
        lines += ["", f"{link}{kind.__module__}.{kind.__qualname__}", *_frames(current.__traceback__)]
    return "\n".join(lines) + "\n"


def sentence(path: "Path | None") -> str:
    """Tell the user what happened, in one line."""
    if path is None:
        return "inroad stopped because of a fault in the program; no log could be written."
    return f"inroad stopped because of a fault in the program; what happened, without your data: {path}"


def install() -> None:
    """Let a crash outside the screens, too, end in the sentence and the log."""
    sys.excepthook = _hook


def _hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    if sys.__stderr__ is not None:
        sys.__stderr__.write(sentence(write(error)) + "\n")


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """Walk an exception, its causes and the members of groups, each once."""
    todo: list[tuple[str, BaseException | None]] = [("", error)]
    seen: set[int] = set()
    while todo:
        link, current = todo.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield link, current
        inner = getattr(current, "error", None)  # textual's WorkerFailed keeps the true one there
        todo.append(("from ", inner if isinstance(inner, BaseException) else None))
        todo.append(("caused by ", current.__cause__))
        todo.append(("while handling ", None if current.__suppress_context__ else current.__context__))
        if isinstance(current, BaseExceptionGroup):
            todo += [("member ", member) for member in current.exceptions]


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Name the file, line and function of each frame, the outermost first."""
    shown = 0
    while trace is not None and shown < _DEEPEST:
        code = trace.tb_frame.f_code
        yield f"  {code.co_filename}:{trace.tb_lineno} {code.co_qualname}"
        trace, shown = trace.tb_next, shown + 1


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
