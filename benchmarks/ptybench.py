"""One run of one program in a pseudo-terminal, and the figures its user feels.

The program draws on the emulated terminal of the tests. What it writes is stamped when it is read and
emulated only when it is silent, so that the emulator is not in the figures.
"""

import os
import re
import signal
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.pty.terminal import NotShown, Terminal, encode

QUIET = 0.25
"""Seconds without output after which a screen is settled."""


@dataclass(frozen=True)
class Press:
    """A key to press, and the one that goes back, in turn, so that no list is too short for it.

    Each press alone and settled, or all `apart` seconds apart as one held key. A press that draws nothing
    has no time.
    """

    label: str
    key: str
    back: str
    times: int
    apart: float | None = None


@dataclass(frozen=True)
class Plan:
    """A program to measure: ready when `wait` shows; `before` is pressed first and `leave` ends it."""

    name: str
    command: Sequence[str]
    wait: str
    presses: Sequence[Press]
    before: Sequence[str] = ()
    leave: str = "q"
    env: Mapping[str, str | None] = field(default_factory=dict)
    size: tuple[int, int] = (120, 40)


@dataclass
class Run:
    """The figures of one run, or why there are none. Key figures are lists: one item for each press."""

    figures: dict[str, float] = field(default_factory=dict)
    drawn_ms: dict[str, list[float]] = field(default_factory=dict)
    settled_ms: dict[str, list[float]] = field(default_factory=dict)
    key_bytes: dict[str, list[float]] = field(default_factory=dict)
    error: str = ""


def measure(plan: Plan, *, idle: float, timeout: float = 60) -> Run:
    """Start the program, press its keys, watch it idle and quit it."""
    run = Run()
    with Terminal.start(plan.command, size=plan.size, env=plan.env) as terminal:
        try:
            ready = terminal.wait(re.compile(plan.wait), timeout)
            terminal.quiet(0.4)
            run.figures["ready_ms"] = (ready - terminal.started) * 1e3
            run.figures["start_bytes"] = len(terminal.raw)
            run.figures["start_cpu_ms"] = _cpu(terminal.pid) * 1e3
            for key in plan.before:
                terminal.keys(key)
                terminal.quiet(0.4)
            for press in plan.presses:
                _press(terminal, press, run)
            run.figures["rss_mib"] = _memory(terminal.pid)
            if idle:
                run.figures |= _idle(terminal, idle)
            run.figures["quit_ms"] = _quit(terminal, plan.leave)
        except NotShown as failure:
            run.error = str(failure)
    return run


def interleave(plans: Sequence[Plan], *, rounds: int, idle: float) -> dict[str, list[Run]]:
    """Run all programs in turn, A B A B, so that a machine changing its speed favours none.

    The first round only warms the caches. A program that fails there is not tried again.
    """
    runs: dict[str, list[Run]] = {plan.name: [] for plan in plans}
    failed: set[str] = set()
    for turn in range(rounds + 1):
        for plan in plans:
            if plan.name in failed:
                continue
            run = measure(plan, idle=idle if turn == rounds else 0)
            if run.error:
                failed.add(plan.name)
            if turn or run.error:
                runs[plan.name].append(run)
    return runs


def whole(commands: Mapping[str, Sequence[str]], env: Mapping[str, str], *, rounds: int) -> dict[str, list[float]]:
    """Time whole processes from start to end, in turn, their output thrown away; ms."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    for turn in range(rounds + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            pid = os.posix_spawnp(command[0], list(command), dict(env), file_actions=quiet)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if code == 0 and turn:
                times[name].append((time.perf_counter() - started) * 1e3)
    return times


def _press(terminal: Terminal, press: Press, run: Run) -> None:
    keys = cycle((encode(press.key), encode(press.back)))
    groups = [1] * press.times if press.apart is None else [press.times]
    for count in groups:
        before = sum(len(chunk) for _, chunk in terminal.chunks)
        for number in range(count):
            sent = time.perf_counter()
            terminal.send(next(keys))
            while number + 1 < count and (left := sent + (press.apart or 0) - time.perf_counter()) > 0:
                terminal.pump(left)
        last = terminal.quiet(QUIET)
        wrote = sum(len(chunk) for _, chunk in terminal.chunks) - before
        settled = float("nan") if last is None else (last - sent) * 1e3
        drawn = next(((at - sent) * 1e3 for at, _ in terminal.chunks if at > sent), float("nan"))
        run.drawn_ms.setdefault(press.label, []).append(drawn)
        run.settled_ms.setdefault(press.label, []).append(settled)
        run.key_bytes.setdefault(press.label, []).append(wrote / count)
        terminal.show()


def _idle(terminal: Terminal, seconds: float) -> dict[str, float]:
    """Watch the program while nothing is pressed."""
    terminal.quiet(1.0)
    cpu, wrote, started = _cpu(terminal.pid), len(terminal.raw), time.perf_counter()
    while (left := started + seconds - time.perf_counter()) > 0:
        terminal.pump(left)
    spent = time.perf_counter() - started
    return {
        "idle_cpu_pct": (_cpu(terminal.pid) - cpu) / spent * 100,
        "idle_bytes_s": (len(terminal.raw) - wrote) / spent,
    }


def _quit(terminal: Terminal, key: str) -> float:
    """Press the key that ends the program; ms until it is gone."""
    sent = time.perf_counter()
    terminal.keys(key)
    try:
        terminal.exit_code(5)
    except NotShown:
        terminal.signal(signal.SIGTERM)
        return float("nan")
    return (time.perf_counter() - sent) * 1e3


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


def median(values: Sequence[float]) -> float | None:
    """The middle of the values; None where there are none."""
    known = [value for value in values if value == value]
    return statistics.median(known) if known else None
