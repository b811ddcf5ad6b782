"""What keys cost as data grows: `python -m benchmarks.scale FILE …` presses the same keys on databases of many sizes.

Each file, as `python -m benchmarks.maker` makes them, is copied first; its first member is who runs the benchmark.
"""

import argparse
import math
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import ptybench
from benchmarks.ptybench import median
from tests.pty.terminal import NotShown, Terminal, encode
from tui.config import user

Samples = dict[str, list[float]]
"""Milliseconds by what was done."""
QUIET = 0.1
"""Seconds of silence after which a key is done with; what the resting cursor brings comes later."""
SIZE = (120, 40)
FACES = ("B", "S", "V", "Q", "D", "H")
TYPED = ("局", "港务", "gs", "hbj", "zhong", "qqx", "缺缺")
"""What is typed into the filter and the finder: characters, initials, pinyin, and what nothing answers."""


def table(files: Sequence[Path], rounds: int = 5) -> str:
    """The figures of these databases side by side: median and the worst but one in a hundred, in milliseconds."""
    found = {file.name: measure(file, rounds) for file in files}
    labels = list(dict.fromkeys(label for samples in found.values() for label in samples))
    lines = [["ms, median / p99", *found]]
    for label in labels:
        lines.append([label, *(_cell(samples.get(label, [])) for samples in found.values())])
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) if place else cell.ljust(width)
                  for place, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )


def _cell(values: Sequence[float]) -> str:
    known = sorted(value for value in values if value == value)
    if not known:
        return "–"
    worst = known[min(len(known) - 1, math.ceil(len(known) * 0.99) - 1)]
    return f"{median(known):.1f} / {worst:.1f}"


def measure(file: Path, rounds: int) -> Samples:
    """Everything there is to measure on one database."""
    samples: Samples = {}
    with tempfile.TemporaryDirectory(prefix="inroad-scale-") as home:
        copy = Path(home) / "inroad.db"
        shutil.copy(file, copy)
        name = _prepare(copy)
        env = _surroundings(home)
        with Terminal.start(_inroad(), size=SIZE, env=env) as terminal:
            try:
                _keys(terminal, name, rounds, samples)
            except NotShown as failure:
                print(f"{file.name}: {failure}", file=sys.stderr)
            samples["RSS, MiB"] = [ptybench._memory(terminal.pid)]
        commands = {f"inroad {words[0]}": _inroad(*words) for words in (("find", name), ("brief", name, "--json"))}
        samples |= ptybench.whole(commands, {**os.environ, **env}, rounds=3 * rounds)
    return samples


def _prepare(copy: Path) -> str:
    """Make the first member who runs this; what the first account, the big one, is called."""
    database = sqlite3.connect(copy)
    with database:
        database.execute("UPDATE member SET login = ? WHERE id = 1", (user(),))
    (name,) = database.execute("SELECT name FROM account WHERE id = 1").fetchone()
    database.close()
    return str(name)


def _surroundings(home: str) -> dict[str, str]:
    places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    root = str(Path(__file__).parents[1])
    return {"HOME": home, "PYTHONPATH": root, "INROAD_DB": f"{home}/inroad.db", "LANG": "zh_CN.UTF-8", **places}


def _inroad(*words: str) -> list[str]:
    script = Path(sys.executable).parent / "inroad"
    door = "from tui.main import run; run()"
    return [str(script), *words] if script.exists() else [sys.executable, "-c", door, *words]


def _keys(terminal: Terminal, name: str, rounds: int, samples: Samples) -> None:
    """Press every key often enough."""
    samples["start"] = [(terminal.wait(re.compile("今日.*客户")) - terminal.started) * 1e3]
    terminal.quiet(1.5)

    def press(label: str, key: str, *, first: bool = False) -> None:
        samples.setdefault(label, []).append(_pressed(terminal, key, first=first))

    for _ in range(rounds):
        press("the list", "2")
        press("today", "1")
    press("the list", "2")
    terminal.quiet(1)
    _walk(rounds, press)
    _type(terminal, "filter", "/", rounds, press)
    _type(terminal, "find", "f", rounds, press)
    terminal.keys("f")
    terminal.quiet(0.5)
    terminal.keys(name)
    terminal.quiet(1)
    terminal.keys("<enter>")
    terminal.wait(name)
    terminal.quiet(1)
    for _ in range(rounds):
        for face in FACES[1:] + FACES[:1]:
            press(f"face {face}", face)


def _walk(rounds: int, press: Callable[..., None]) -> None:
    """Up and down the list."""
    for _ in range(4 * rounds):
        for key in ("<down>", "<down>", "<up>", "<down>"):
            press("a step", key, first=True)
    for _ in range(2 * rounds):
        for key in ("<pgdn>", "<pgdn>", "<pgup>"):
            press("a page", key, first=True)
    for _ in range(rounds):
        press("the end", "<end>")
        press("the beginning", "<home>")


def _type(terminal: Terminal, what: str, key: str, rounds: int, press: Callable[..., None]) -> None:
    """Type into the filter or the finder, a key at a time, and leave it."""
    for _ in range(rounds):
        for text in TYPED:
            terminal.keys(key)
            terminal.quiet(0.5)
            for letter in text:
                press(f"{what} {text}", letter)
            terminal.keys("<esc>")
            terminal.quiet(0.5)


def _pressed(terminal: Terminal, key: str, *, first: bool) -> float:
    """Press a key; until its first or its last drawing, in milliseconds."""
    begun = len(terminal.chunks)
    sent = time.perf_counter()
    terminal.send(encode(key))
    terminal.quiet(QUIET, timeout=5)
    came = [at for at, _ in terminal.chunks[begun:]]
    if first:
        terminal.quiet(0.25)  # what the resting cursor brings
    return (came[0 if first else -1] - sent) * 1e3 if came else float("nan")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the databases named, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-n", "--rounds", type=int, default=5)
    options = parser.parse_args(argv)
    print(table(options.files, options.rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
