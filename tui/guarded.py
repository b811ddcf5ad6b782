"""What must hold while Textual runs: signals, crashes, and no control characters from stored text on screen.

`tui.app` builds on `Guarded` and is started by `run_guarded`; `tui.terminal` holds what comes before.
"""

import asyncio
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter

from models.rules.text import term_safe
from tui import crash
from tui.display import Displayed

if TYPE_CHECKING:
    from pathlib import Path

ReturnT = TypeVar("ReturnT")

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)

_GRACE = 0.9
"""Seconds from a signal to the end, even if the event loop or the terminal is stuck."""

_SETTLED = 1.0
"""Seconds after the start when the first frame is long drawn and the collector may work again."""

_ROUNDS = 1000
"""Turns of the event loop that a key typed ahead waits at most for the one before it."""

_GLANCE = 0.005
"""Seconds between two looks whether what keys typed ahead wait for has come."""

_HELD = 1000
"""Looks after which they wait no longer."""

_URGENT = ("f12", "ctrl+backslash")
"""Keys that wait for nothing on its way: the screen goes blank at once."""

_MOST_LOGS = 3
"""Logs one run may write: a fault that repeats every second must not fill the disk."""


class CleanLines(LineFilter):
    """Takes out of every line what would act on the terminal; the line keeps its width in cells.

    `str.isprintable` is false for every control, direction mark, invisible joiner and surrogate, and costs
    some 30 ns a segment; only what it doubts is looked at closely.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the same list, or a cleaned copy."""
        for text, style, control in segments:
            if control or not text.isprintable() or (style is not None and style.link):
                return [kept for segment in segments if (kept := _cleaned(segment)).text]
        return segments


def _cleaned(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return Segment("")
    if style is not None and style.link and not style.link.isprintable():
        style = style.update_link(None)
    if text.isprintable():
        return Segment(text, style)
    safe = term_safe(text, "").replace("\n", "")
    width = cell_len(text)
    return Segment(safe if cell_len(safe) == width else set_cell_size(safe, width), style)


class Guarded(Displayed[ReturnT]):
    """An app that leaves the terminal whole, its drafts saved and nobody's data in a crash log."""

    logs: "tuple[Path | None, ...]" = ()
    """The log of each fault of this run; None for one that could not be written."""

    _clean_lines = CleanLines()
    _here: Context | None = None
    _settling = False

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._glance: asyncio.TimerHandle | None = None

    def save_drafts(self) -> None:
        """Save what is half written; called before a signal, a crash or Ctrl+Z takes the program."""

    def resumed(self) -> None:
        """Read again: the program was suspended and others may have written."""

    def paste_cut(self, kept: int, total: int) -> None:
        """Say that only `kept` of the `total` letters of a paste were taken."""

    def crash_sentence(self, log: "Path | None") -> str:
        """Tell in one line that the program failed and where the log is."""
        return crash.sentence(log)

    def use_mouse(self, on: bool) -> None:
        """Turn the mouse on or off while the program runs."""
        switch = getattr(self._driver, "use_mouse", None)
        if switch is not None:
            switch(on)

    # Leaving

    def leave(self, signum: int) -> None:
        """Save drafts and end with the exit code of this signal; on the event loop only."""
        loop = asyncio.get_running_loop()
        loop.call_soon(self.save_drafts, context=self._here)
        loop.call_soon(self.exit, None, 128 + signum, context=self._here)

    def end_of_input(self) -> None:
        """The terminal is gone, as after a hang-up."""
        os.kill(os.getpid(), signal.SIGHUP)

    def restore_terminal(self) -> None:
        """Give the terminal back at once, from any thread, when the proper way is stuck."""
        restore = getattr(self._driver, "restore_now", None)
        if restore is not None:
            restore()

    # Faults

    def note_fault(self, error: BaseException) -> None:
        """Log a fault without values. The program goes on; the sentence comes when it ends."""
        if not self.is_headless and len(self.logs) < _MOST_LOGS:
            self.logs += (crash.write(error),)

    def _handle_exception(self, error: Exception) -> None:
        self.note_fault(error)
        asyncio.get_running_loop().call_soon(self.save_drafts, context=self._here)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()  # not super(): it renders the local variables of every frame

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """End the program; what it was given to print may hold data and is not printed."""
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """Send no shape for the mouse pointer: it would be the one OSC sequence sent unasked."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is visible of a text; `tui.terminal.clipboard_note` knows where it may not arrive."""
        super().copy_to_clipboard(term_safe(text, ""))

    # Typing ahead

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one after the other: what is typed ahead waits until the key before it has had its effect.

        Textual hands a key to what has the focus when it arrives; over a slow line Tab and the word after it arrive
        together, and the word would go into the field that was left.
        """
        urgent = isinstance(event, events.Key) and event.key in _URGENT and self.holds()
        if urgent or not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._settling or (self._glance is not None and not self.holds()):
            await self._hand_on()

    def holds(self) -> bool:
        """Whether what an earlier key asked for is on its way: what is typed now is meant for that."""
        return False

    async def _hand_on(self) -> None:
        if self._glance is not None:
            self._glance.cancel()
            self._glance = None
        self._settling = True
        try:
            if self._typed:
                await super().on_event(self._typed.popleft())
        finally:
            asyncio.get_running_loop().call_soon(self._settle, _ROUNDS)

    def _settle(self, rounds: int, held: int = _HELD) -> None:
        """Hand the next key on as soon as nothing else is ready to run, and what it may be meant for is there."""
        loop = asyncio.get_running_loop()
        self._glance = None
        if rounds and getattr(loop, "_ready", None):
            loop.call_soon(self._settle, rounds - 1, held)
        elif held and self.holds():
            self._glance = loop.call_later(_GLANCE, self._settle, _ROUNDS, held - 1)
        elif self._typed:
            self.call_next(self._hand_on)
        else:
            self._settling = False

    # What Textual asks

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean every line first: the stock filters forget which segments are controls."""
        return [self._clean_lines, *super().get_line_filters()]

    def get_driver_class(self) -> type[Driver]:
        """Take our driver where it fits the installed Textual."""
        stock = super().get_driver_class()
        try:
            from tui.driver import GuardedDriver, fits
        except ImportError:
            return stock
        return GuardedDriver if fits(stock) else stock

    def _on_mount(self) -> None:
        self._here = copy_context()
        self.app_suspend_signal.subscribe(self, lambda _: self.save_drafts())
        self.app_resume_signal.subscribe(self, lambda _: self._resume())

    def _resume(self) -> None:
        self.refresh(layout=True)
        self.resumed()


def run_guarded(app: Guarded[Any], *, mouse: bool = False) -> int:
    """Run the app to its end, tell of a crash in one line, and answer with the exit code."""
    asyncio.run(_session(app, mouse))
    for log in app.logs[:1]:
        if sys.__stderr__ is not None:
            sys.__stderr__.write(app.crash_sentence(log) + "\n")
    return app.return_code or 0


async def _session(app: Guarded[Any], mouse: bool) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: _background_fault(app, context))
    loop.call_later(_SETTLED, _wake_collector)
    threading.excepthook = lambda args: _thread_fault(app, loop, args.exc_value)
    sys.unraisablehook = lambda fault: app.note_fault(fault.exc_value) if fault.exc_value else None
    watch = Watch(app.restore_terminal)

    def signalled(signum: int, _frame: FrameType | None) -> None:
        watch.start(signum)
        loop.call_soon_threadsafe(app.leave, signum)

    for signum in _SIGNALS:
        signal.signal(signum, signalled)
    try:
        await app.run_async(mouse=mouse)
    finally:
        for signum in _SIGNALS:
            signal.signal(signum, signal.SIG_DFL)


def _wake_collector() -> None:
    """Keep what the start has made out of every later collection, then let the collector work."""
    gc.freeze()
    gc.enable()


def _background_fault(app: Guarded[Any], context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, Exception):
        app.note_fault(error)


def _thread_fault(app: Guarded[Any], loop: asyncio.AbstractEventLoop, error: BaseException | None) -> None:
    if isinstance(error, Exception) and not loop.is_closed():
        loop.call_soon_threadsafe(app._handle_exception, error)


class Watch:
    """Ends the process some time after a signal, whatever holds it up.

    The thread waits from the beginning: a signal handler must not start one.
    """

    def __init__(self, restore: Callable[[], None], grace: float = _GRACE) -> None:
        self._restore = restore
        self._grace = grace
        self._ear, self._mouth = os.pipe()
        threading.Thread(target=self._run, name="inroad-watch", daemon=True).start()

    def start(self, signum: int) -> None:
        """Start counting; safe in a signal handler."""
        os.write(self._mouth, bytes([signum]))

    def _run(self) -> None:
        signum = os.read(self._ear, 1)[0]
        threading.Event().wait(self._grace)
        try:
            self._restore()
        finally:
            os._exit(128 + signum)
