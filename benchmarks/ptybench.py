"""What one program costs in a pseudo-terminal: figures as its user feels them, gathered by name.

The program draws on the emulated terminal of the tests. What it writes is stamped when it is read and
emulated only when it is silent, so that the emulator is not in the figures.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.pty.terminal import NotShown, Terminal, encode

Samples = dict[str, list[float]]
"""Every value measured, a round or a press each, by what it is the value of and, after a space, its unit:
ms, rested, cpu (ms of processor time), bytes, bytes/s, MiB, %, s."""
SIZE = (120, 40)
QUIET = 0.1
"""Seconds without output after which a screen is settled."""
PAUSE = 0.14
"""Seconds without output after which what comes is another thing: a list comes sooner, what a rest brings later."""
PATIENCE = 20
"""Seconds after which a program is not waited for any more."""
NAN = float("nan")


class Session:
    """A program that runs, and what was measured of it so far."""

    def __init__(self, terminal: Terminal, samples: Samples, quiet: float = QUIET) -> None:
        self.terminal = terminal
        self.samples = samples
        self.quiet = quiet

    def note(self, label: str, value: float) -> None:
        """Put a value with the others of its name."""
        self.samples.setdefault(label, []).append(value)

    def press(self, label: str, key: str, quiet: float | None = None) -> None:
        """Press a key; note until when it drew, and how many bytes. A press that draws nothing has no time.

        `ms` is until the first pause, `rested` until all is quiet: with what comes when the cursor rests on a row.
        """
        begun, cpu = len(self.terminal.chunks), _cpu(self.terminal.pid)
        sent = time.perf_counter()
        self.terminal.send(encode(key))
        self.terminal.quiet(quiet or self.quiet, timeout=5)
        self.alive()
        came = self.terminal.chunks[begun:]
        self.note(f"{label} ms", (paused([at for at, _ in came]) - sent) * 1e3)
        self.note(f"{label} rested", (came[-1][0] - sent) * 1e3 if came else NAN)
        self.note(f"{label} cpu", (_cpu(self.terminal.pid) - cpu) * 1e3)
        self.note(f"{label} bytes", sum(len(data) for _, data in came))

    def hold(self, label: str, key: str, times: int, apart: float = 0.016) -> None:
        """Hold a key down; note the bytes of each press."""
        begun = len(self.terminal.chunks)
        for _ in range(times):
            due = time.perf_counter() + apart
            self.terminal.send(encode(key))
            while (left := due - time.perf_counter()) > 0:
                self.terminal.pump(left)
        self.terminal.quiet(max(self.quiet, 0.3))
        self.note(f"{label} bytes", sum(len(data) for _, data in self.terminal.chunks[begun:]) / times)

    def go(self, *keys: str, quiet: float = 0.3) -> None:
        """Press keys on the way to what is measured."""
        for key in keys:
            self.terminal.keys(key)
            self.terminal.quiet(quiet)
        self.alive()

    def alive(self) -> None:
        """Raise NotShown where the program ended: what came since is the echo of the terminal."""
        if not self.terminal.alive():
            raise NotShown("the program ended while its keys were pressed")

    def shows(self, pattern: str) -> None:
        """Wait until this shows; raises NotShown where it does not, for then keys go somewhere else."""
        self.terminal.wait(re.compile(pattern, re.M), 5)

    def idle(self, label: str, seconds: float) -> None:
        """Watch the program while nothing is pressed."""
        self.terminal.quiet(1.0)
        cpu, begun, started = _cpu(self.terminal.pid), len(self.terminal.chunks), time.perf_counter()
        while (left := started + seconds - time.perf_counter()) > 0:
            self.terminal.pump(left)
        spent = time.perf_counter() - started
        self.note(f"{label} %", (_cpu(self.terminal.pid) - cpu) / spent * 100)
        self.note(f"{label} bytes/s", sum(len(data) for _, data in self.terminal.chunks[begun:]) / spent)

    def memory(self, label: str) -> None:
        """Note the resident memory of the program and all it started."""
        self.note(f"{label} MiB", _memory(self.terminal.pid))


def paused(stamps: Sequence[float]) -> float:
    """The last of the stamps before the first pause; NaN where there are none."""
    gaps = (at for at, after in pairwise(stamps) if after - at > PAUSE)
    return next(gaps, stamps[-1] if stamps else NAN)


class Program(NamedTuple):
    """A program to measure: ready when `wait` shows; `tour` is what is pressed once, and `leave` ends it."""

    name: str
    command: Sequence[str]
    wait: str
    tour: Callable[[Session], None]
    leave: Sequence[str] = ("q",)
    env: Mapping[str, str | None] = {}
    quiet: float = QUIET


def interleave(programs: Sequence[Program], rounds: int) -> tuple[dict[str, Samples], dict[str, str]]:
    """Start all programs in turn, A B A B, so that a machine changing its speed favours none; press keys in the last.

    The first round only warms the caches. Answers the samples by program, and why a program could not be measured.
    """
    found: dict[str, Samples] = {program.name: {} for program in programs}
    failed: dict[str, str] = {}
    for turn in range(rounds + 1):
        for program in programs:
            if program.name in failed:
                continue
            samples: Samples = found[program.name] if turn else {}
            try:
                _once(program, samples, tour=turn == rounds)
            except NotShown as failure:
                failed[program.name] = _told(str(failure))
                found[program.name].clear()  # half a tour tells nothing
    return found, failed


def _once(program: Program, samples: Samples, *, tour: bool) -> None:
    with started(program, samples) as session:
        if tour:
            program.tour(session)
        sent = time.perf_counter()
        session.terminal.keys(*program.leave)
        try:
            session.terminal.exit_code(5)
            session.note("quit ms", (time.perf_counter() - sent) * 1e3)
        except NotShown:
            session.terminal.signal(signal.SIGTERM)


@contextmanager
def started(program: Program, samples: Samples) -> Iterator[Session]:
    """Start a program, and note what its start cost."""
    with Terminal.start(program.command, size=SIZE, env=program.env) as terminal:
        session = Session(terminal, samples, program.quiet)
        ready = terminal.wait(re.compile(program.wait), PATIENCE)
        terminal.quiet(0.4)
        session.note("start ms", (ready - terminal.started) * 1e3)
        session.note("start cpu", _cpu(terminal.pid) * 1e3)
        session.note("start bytes", len(terminal.raw))
        session.memory("start")
        yield session


def _told(text: str) -> str:
    """The first and the last line of a failure."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " … ".join(dict.fromkeys((lines[0], lines[-1]))) if lines else "failed"


def _family(pid: int) -> list[int]:
    """The processes of the session a program leads."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == pid:
            found.append(int(stat.parent.name))
    return found


def _cpu(pid: int) -> float:
    """CPU seconds of the program so far, by the clocks the kernel keeps for its processes."""
    total = 0.0
    for member in _family(pid):
        try:
            total += time.clock_gettime((~member << 3) | 2)
        except OSError:
            continue
    return total


def _memory(pid: int) -> float:
    """Resident MiB of the program."""
    total = 0
    for member in _family(pid):
        try:
            text = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(map(int, re.findall(r"^Rss:\s+(\d+)", text, re.M)))
    return total / 1024


class Whole(NamedTuple):
    """A whole process from start to end: seconds, CPU seconds, MiB at its peak, and its exit code."""

    wall: float
    cpu: float
    peak: float
    code: int


def whole(command: Sequence[str], env: Mapping[str, str], *, colour: bool = False) -> Whole:
    """Run a process to its end, its output thrown away, or read from a terminal where it is to have colour."""
    master, slave = os.openpty() if colour else (-1, -1)
    target = os.ttyname(slave) if colour else os.devnull
    opening = [(os.POSIX_SPAWN_OPEN, number, target, os.O_RDWR, 0) for number in (0, 1, 2)]
    begun = time.perf_counter()
    pid = os.posix_spawnp(command[0], list(command), dict(env), file_actions=opening, setsid=colour)
    if colour:
        os.close(slave)
        _drain(master)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - begun
    return Whole(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def _drain(master: int) -> None:
    """Read until the other end is closed."""
    try:
        while os.read(master, 65536):
            pass
    except OSError:
        pass
    os.close(master)
