"""What must hold before Textual is imported: a terminal to draw on, and settings it reads only once.

Nothing here imports Textual, so that a wrong start is refused in milliseconds. `tui.guarded` holds the
rest of the guarantees: what must hold while Textual runs.
"""

import gc
import os
import signal
import sys
from typing import Literal, TextIO

from tui import crash

Refusal = Literal["no_terminal", "dumb_terminal"]
ClipboardNote = Literal["tmux", "screen", "terminal"]

_CANNOT_DRAW = {"", "dumb", "unknown", "network", "dialup"}
"""Values of TERM that promise neither colours nor a cursor to move."""

_FRAMES = "240"
"""Drawings a second at most: what a key asked of the database is drawn right after the key's own echo, not two of
Textual's sixtieths later."""
_ESCAPE_DELAY_MS = "50"
"""How long a lone Escape waits for the rest of a sequence. Only the Escape key itself pays for it."""


def refuse() -> Refusal | None:
    """Say why the screens cannot open here, or None: the front door turns the code into a line and exit 2."""
    if not all(os.isatty(descriptor) for descriptor in (0, 1, 2)):
        return "no_terminal"
    if os.environ.get("TERM", "").partition("-")[0] in _CANNOT_DRAW:
        return "dumb_terminal"
    return None


def prepare(*, kitty: bool = False) -> None:
    """Set what Textual reads while it is imported; call it last before `import tui.app`.

    `kitty` (or INROAD_KITTY=1) opts in to the kitty keyboard protocol, which breaks Chinese input in some
    terminals. The garbage collector stays off until `run_guarded` turns it on after the first frame.
    """
    gc.disable()
    _set_environment(kitty or os.environ.get("INROAD_KITTY") == "1")
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a Ctrl+C while importing ends quietly
    crash.install()


def _set_environment(kitty: bool) -> None:
    environ = os.environ
    if not kitty:
        environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    if environ.get("NO_COLOR") == "":
        del environ["NO_COLOR"]
    environ["TEXTUAL_ANIMATIONS"] = "none"
    environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    environ.setdefault("ESCDELAY", _ESCAPE_DELAY_MS)
    environ.setdefault("TEXTUAL_FPS", _FRAMES)
    environ.pop("TEXTUAL_DEBUG", None)  # it would write every key pressed to keys.log in this folder


def _speak_utf8(stream: TextIO | None) -> None:
    """Make a standard stream UTF-8 that never fails, whatever the locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def mouse_wanted(setting: bool) -> bool:
    """Whether to track the mouse: only if asked for, and never in GNU screen, which then swallows Escape."""
    return setting and not os.environ.get("STY")


def clipboard_note() -> ClipboardNote | None:
    """Say what probably drops a copy by OSC 52, so that a file can be offered; None if it should arrive."""
    environ = os.environ
    if environ.get("TMUX"):
        return "tmux"
    if environ.get("STY"):
        return "screen"
    if environ.get("TERM") == "linux" or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "terminal"
    return None
