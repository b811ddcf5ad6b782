"""Textual's driver for Linux and macOS, mended where a closed terminal or odd input would break it.

It leans on private parts of Textual; `fits` looks for them, and where one is missing `tui.guarded` falls
back to the stock driver. Differences, each with a test in tests/pty:

- bytes that are not UTF-8 become U+FFFD (the stock input thread dies of them);
- the end of input ends the program (the stock thread spins at full speed for ever);
- unknown sequences are dropped; a paste is one event and is cut at a limit;
- a terminal that is gone never blocks the writer; SIGCONT without SIGTSTP redraws and keeps its modes;
- the input thread sleeps until there is input, instead of looking ten times a second.
"""

import os
import select
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterable
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.keystrokes import Keystrokes, Stroke

if TYPE_CHECKING:
    from textual.app import App

_LEAVE_MODES = "\x1b[r\x1b[?2026l\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?7h\x1b[0m"
_LEAVE_SCREEN = "\x1b[<u\x1b[?1049l\x1b[?25h"

_PARTS = {
    "_disable_mouse_support",
    "_enable_mouse_support",
    "_run_input_thread",
    "_sigcont_application",
    "_sigtstp_application",
    "process_message",
    "run_input_thread",
    "start_application_mode",
    "stop_application_mode",
    "suspend_application_mode",
}


class Host(Protocol):
    """What the driver tells the app; `Guarded` is one."""

    def end_of_input(self) -> None: ...
    def paste_cut(self, kept: int, total: int) -> None: ...
    def forget_screen(self) -> None: ...


def fits(stock: type[Driver]) -> bool:
    """Whether the stock driver is the one this module mends, with every private part it leans on."""
    names = LinuxDriver.__init__.__code__.co_names
    return (
        stock is LinuxDriver
        and {"_file", "exit_event", "fileno", "attrs_before"} <= set(names)
        and all(hasattr(LinuxDriver, part) for part in _PARTS)
        and hasattr(XTermParser(), "_timeout_time")
    )


class Bell(Event):
    """An event that `select` can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._ear, self._mouth = os.pipe()
        os.set_blocking(self._ear, False)
        os.set_blocking(self._mouth, False)

    def fileno(self) -> int:
        return self._ear

    def set(self) -> None:
        super().set()
        os.write(self._mouth, b"!")

    def clear(self) -> None:
        super().clear()
        os.read(self._ear, 4096)


class Outlet:
    """Where the writer thread writes: UTF-8 whatever the locale, and a terminal that is gone takes all."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._held: list[str] = []
        self._gone = False

    def write(self, text: str) -> int:
        self._held.append(text)
        return len(text)

    def flush(self) -> None:
        data = "".join(self._held).encode("utf-8", "replace")
        self._held.clear()
        while data and not self._gone:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                select.select([], [self._descriptor], [], 1.0)
            except OSError:
                self._gone = True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)


class GuardedDriver(LinuxDriver):
    """The driver of `Guarded`."""

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._host = cast(Host, app)
        self._file = cast(Any, Outlet(2))
        self.exit_event = Bell()
        self._parser = XTermParser(debug)
        self._drawing = False

    # Input

    def _run_input_thread(self) -> None:
        self.run_input_thread()  # an error goes to threading.excepthook, not as a traceback to the screen

    def run_input_thread(self) -> None:
        """Wait for input and pass it on until the driver stops or the input ends."""
        strokes = Keystrokes(constants.ESCAPE_DELAY)
        decode = getincrementaldecoder("utf-8")("replace").decode
        sources: list[Any] = [self.fileno, self.exit_event]
        while not self.exit_event.is_set():
            ready = select.select(sources, [], [], strokes.patience)[0]
            if self.fileno in ready:
                data = self._read()
                if data is None:
                    self._loop.call_soon_threadsafe(self._host.end_of_input)
                    return
                self._take(strokes.feed(decode(data)))
            elif not ready:
                self._take(strokes.expire())

    def _read(self) -> bytes | None:
        """Read what is there; None at the end of input."""
        try:
            return os.read(self.fileno, 65536) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def _take(self, strokes: Iterable[Stroke]) -> None:
        for stroke in strokes:
            match stroke.kind:
                case "escape":
                    self.process_message(events.Key("escape", "\x1b"))
                case "paste":
                    self._take_paste(stroke)
                case _:
                    self._parse(stroke)

    def _take_paste(self, stroke: Stroke) -> None:
        self.process_message(events.Paste(stroke.text))
        if stroke.total > len(stroke.text):
            self._loop.call_soon_threadsafe(self._host.paste_cut, len(stroke.text), stroke.total)

    def _parse(self, stroke: Stroke) -> None:
        """Let Textual's parser name the keys; what it still waits for after a whole sequence is unknown."""
        parser = self._parser
        found: list[Message] = []
        try:
            found += parser.feed(stroke.text)
            if stroke.kind == "alt" and parser._timeout_time is not None:
                found += parser.feed("")
        except (ValueError, OverflowError):
            found.clear()
            self._renew_parser()
        if parser.is_eof or parser._timeout_time is not None:
            self._renew_parser()
        for message in found:
            self.process_message(message)

    def _renew_parser(self) -> None:
        old, self._parser = self._parser, XTermParser(self._debug)
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._parser, name, getattr(old, name))

    # The modes of the terminal

    def use_mouse(self, on: bool) -> None:
        """Turn the tracking of the mouse on or off while the program runs."""
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def start_application_mode(self) -> None:
        self._host.forget_screen()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._drawing = self._key_thread is not None and self._key_thread.is_alive()

    def disable_input(self) -> None:
        if self._drawing:  # the stock driver does it twice, and so loses what was typed for the shell meanwhile
            super().disable_input()

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        self._drawing = False

    def _sigtstp_application(self, *_: object) -> None:
        if os.getsid(0) != os.getpid():  # with no shell above, nobody could wake us again
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart and self._drawing:  # stopped by SIGSTOP: the shell has changed the modes since
            self._must_signal_resume = True
            self.suspend_application_mode()
        super()._sigcont_application()

    def restore_now(self) -> None:
        """Give the terminal back without waiting for anything; for the moment before the process is ended."""
        try:
            with open(os.ttyname(self.fileno), "wb", 0, opener=_open_impatiently) as terminal:
                terminal.write((_LEAVE_MODES + _LEAVE_SCREEN).encode())
                if self.attrs_before is not None:
                    termios.tcsetattr(terminal.fileno(), termios.TCSANOW, self.attrs_before)
        except (OSError, termios.error):
            return


def _open_impatiently(path: str, _flags: int) -> int:
    return os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
