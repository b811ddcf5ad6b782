"""A program in a pseudo-terminal, driven like a user would: press keys, wait for words, read the screen.

    with Terminal.start(["inroad", "demo"], size=(80, 23)) as terminal:
        terminal.wait("华北局")
        terminal.keys("<down>", "<enter>", "abc", "<c-p>", "<esc>")
        terminal.wait("速览")
        terminal.keys("q")
        assert terminal.exit_code() == 0

Nothing here asserts a time: `timeout` is only when to stop hoping.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from tests.pty.emulator import Emulator

_KEYS = {
    "enter": "\r", "tab": "\t", "s-tab": "\x1b[Z", "esc": "\x1b", "space": " ", "bs": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pgup": "\x1b[5~", "pgdn": "\x1b[6~", "del": "\x1b[3~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip
_NAMED = re.compile(r"<(?:(?P<mod>[ca])-(?P<letter>.)|(?P<name>[a-z0-9-]+))>")
_FOREIGN = {"TMUX", "STY", "LINES", "COLUMNS", "NO_COLOR", "LC_ALL", "LC_CTYPE", "TERM_PROGRAM", "ESCDELAY"}
_ASKS = re.compile(rb"\x1b(?:\[[0-?]*(?:[cn]|\$p)|\]1[01];\?)")


class NotShown(AssertionError):
    """What was waited for never came; the message holds the screen."""


def encode(key: str) -> bytes:
    """The bytes a terminal sends for `<enter>`, `<c-x>`, `<a-x>` or for plain text."""
    named = _NAMED.fullmatch(key)
    if named is None:
        return key.encode()
    if named["mod"] == "c":
        return bytes([ord(named["letter"].upper()) ^ 64])
    if named["mod"] == "a":
        return b"\x1b" + named["letter"].encode()
    return _KEYS[named["name"]].encode()


class Terminal:
    """One run of one program in its own session with its own controlling terminal."""

    def __init__(self, pid: int, master: int, emulator: Emulator, started: float) -> None:
        self.pid = pid
        self.started = started
        self.chunks: list[tuple[float, bytes]] = []
        self.emulator = emulator
        self._master = master
        self._shown = 0
        self._code: int | None = None

    @classmethod
    def start(
        cls,
        args: Sequence[str],
        *,
        size: tuple[int, int] = (80, 23),
        env: Mapping[str, str | None] | None = None,
        answers: bool = True,
    ) -> Self:
        """Start a program; `env` adds variables or, with None, takes them away."""
        master, slave = pty.openpty()
        fcntl.ioctl(master, termios.TIOCSWINSZ, _winsize(size))
        os.set_blocking(master, False)
        opening = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0)]
        copies = [(os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
        started = time.perf_counter()
        try:
            pid = os.posix_spawnp(
                args[0], list(args), _environment(env or {}), file_actions=[*opening, *copies], setsid=True
            )
        finally:
            os.close(slave)
        return cls(pid, master, Emulator(*size, answers=answers), started)

    # What the user sees

    @property
    def raw(self) -> bytes:
        """Every byte the program has written so far."""
        return b"".join(data for _, data in self.chunks)

    @property
    def modes(self) -> set[int]:
        """Private modes that are on: 25 cursor shown, 1049 other screen, 2004 marked paste, 1000 mouse …"""
        self.show()
        return self.emulator.modes

    def lines(self) -> list[str]:
        """The lines of the screen now, without trailing spaces."""
        self.pump(0)
        self.show()
        return self.emulator.lines

    def text(self) -> str:
        """The screen now, as one string."""
        return "\n".join(self.lines())

    def wait(self, what: str | re.Pattern[str], timeout: float = 20) -> float:
        """Read until this text or pattern shows; when the bytes arrived that made it show."""
        pattern = re.compile(re.escape(what)) if isinstance(what, str) else what
        return self._until(f"{pattern.pattern!r} did not show", timeout, lambda: self.show(pattern))

    def wait_until(self, true: Callable[[], object], timeout: float = 20) -> None:
        """Read until a condition holds."""

        def holds() -> float | None:
            self.show()
            return time.perf_counter() if true() else None

        self._until("the condition never held", timeout, holds)

    def quiet(self, seconds: float = 0.2, timeout: float = 10) -> float | None:
        """Read until nothing came for so long; when the last byte arrived, or None if none did."""
        before, end = len(self.chunks), time.perf_counter() + timeout
        while time.perf_counter() < end and self.pump(seconds):
            pass
        return self.chunks[-1][0] if len(self.chunks) > before else None

    # What the user does

    def keys(self, *keys: str) -> None:
        """Press keys: text as it is, `<names>` as named."""
        for key in keys:
            self.send(encode(key))

    def paste(self, text: str) -> None:
        """Paste as the terminal does: between marks, if the program asked for them."""
        data = text.encode()
        self.send(b"\x1b[200~" + data + b"\x1b[201~" if 2004 in self.modes else data)

    def send(self, data: bytes) -> None:
        """Send any bytes, reading meanwhile so that nobody waits for the other."""
        while data:
            readable, writable, _ = select.select([self._master], [self._master], [], 20)
            if not readable and not writable:
                raise NotShown("the program does not read what it is sent")
            if readable:
                self.pump(0)
            if writable:
                data = data[os.write(self._master, data[:4096]) :]

    def resize(self, columns: int, lines: int) -> None:
        """Drag the window to another size."""
        self.emulator.resize(columns, lines)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, _winsize((columns, lines)))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the window: the program's terminal is gone."""
        os.close(self._master)
        self._master = -1

    # The process

    def attributes(self) -> list[Any]:
        """How the terminal's line is set (termios): raw or cooked, echo …"""
        return termios.tcgetattr(self._master)

    def alive(self) -> bool:
        """Whether the program still runs."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code is None

    def exit_code(self, timeout: float = 20) -> int:
        """Wait for the end; the exit code, or minus the number of the signal that killed it."""
        end = time.perf_counter() + timeout
        while self.alive():
            if time.perf_counter() > end:
                raise NotShown(f"the program did not end:\n{self.emulator.lines}")
            self.pump(0.02)
        while self.pump(0):
            pass
        self.show()
        assert self._code is not None
        return self._code

    def close(self) -> None:
        """End the program, whatever it does, and free the terminal."""
        for number in (signal.SIGCONT, signal.SIGHUP, signal.SIGKILL):
            if self.alive():
                os.kill(self.pid, number)
                end = time.perf_counter() + (0 if number is signal.SIGCONT else 3)
                while self.alive() and time.perf_counter() < end:
                    self.pump(0.02)
        if self._master >= 0:
            self.hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def pump(self, seconds: float) -> bool:
        """Read one portion; False when none came in time. Questions are answered at once."""
        data = b""
        if self._master >= 0 and select.select([self._master], [], [], seconds)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the other end is closed
                time.sleep(min(seconds, 0.01))
        if not data:
            return False
        self.chunks.append((time.perf_counter(), data))
        if _ASKS.search(data):
            self.show()
        return True

    def show(self, pattern: re.Pattern[str] | None = None) -> float | None:
        """Bring the screen up to date; when the pattern first showed, if it does."""
        if pattern and self._shown == len(self.chunks) and pattern.search("\n".join(self.emulator.lines)):
            return self.chunks[-1][0] if self.chunks else self.started
        for at, data in self.chunks[self._shown :]:
            self._shown += 1
            replies = self.emulator.feed(data)
            if replies and self._master >= 0:
                os.write(self._master, replies)
            if pattern and pattern.search("\n".join(self.emulator.lines)):
                return at
        return None

    def _until(self, failure: str, timeout: float, found: Callable[[], float | None]) -> float:
        """Read, and look only when the program is silent, so that reading is never late."""
        end = time.perf_counter() + timeout
        while (at := found()) is None:
            silent = not self.pump(0.02)
            busy = time.perf_counter() + 0.2
            while not silent and time.perf_counter() < busy:
                silent = not self.pump(0.005)
            if silent and (time.perf_counter() > end or not self.alive()) and not self.pump(0):
                if (at := found()) is not None:
                    return at
                screen = "\n".join(self.emulator.lines)
                ended = "" if self.alive() else f" (the program ended: {self._code})"
                raise NotShown(f"{failure}{ended}; the screen:\n{screen}")
        return at


def _winsize(size: tuple[int, int]) -> bytes:
    columns, lines = size
    return struct.pack("HHHH", lines, columns, 0, 0)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    base = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    base |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    merged: dict[str, str | None] = {**base, **changes}
    return {name: value for name, value in merged.items() if value is not None}
