"""Figures as a table for people, as JSON for machines, and as a part of a page."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks import reads
from benchmarks.ptybench import Samples
from benchmarks.targets import Found, Row, median, p99, pooled

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
"""What is between these lines of a page is written by the benchmark."""
CURVES = (
    ("start to the first rows", "ms", "start"), ("the same, CPU time", "cpu", "start"),
    ("to the list", "ms", "to the list"), ("to Today", "ms", "to Today"),
    ("a step", "ms", "step"), ("a page", "ms", "page"),
    ("the end of the list", "ms", "to the end"), ("the beginning of the list", "ms", "to the beginning"),
    ("filter: 局", "ms", "filter 局"), ("filter: 港务", "ms", "filter 港务"), ("filter: gs", "ms", "filter gs"),
    ("filter: zhong", "ms", "filter zhong"), ("filter: qqx, 缺缺 (nothing)", "ms", "filter qqx", "filter 缺缺"),
    ("filter, until the account found is shown", "rested", "filter "), ("filter, CPU time", "cpu", "filter "),
    ("find: 局", "ms", "find 局"), ("find: 港务", "ms", "find 港务"), ("find: gs", "ms", "find gs"),
    ("find: zhong", "ms", "find zhong"), ("find: qqx, 缺缺 (nothing)", "ms", "find qqx", "find 缺缺"),
    ("big account, found", "rested", "big account, found"),
    ("big account, stepped to", "rested", "big account, stepped to"),
    *((f"big account, face {face}", "rested", f"big account, face {face}") for face in "SVDQHB"),
    *((f"read: {each}", "cpu", f"read {each} ") for each in reads.LABELS),
    ("`inroad brief --json`", "ms", "brief --json"), ("the same, CPU time", "cpu", "brief --json"),
    ("`inroad brief` of the big account", "ms", "brief of the big account"), ("`inroad find`", "ms", "inroad find"),
)
"""What is told of every size of database: its unit, and the beginnings of the names of its samples."""
PICTURED = (
    ("a step", "step", 3), ("a page", "page", 9), ("a letter in the filter", "filter ", 25),
    ("a letter in the finder", "find ", 25), ("big account, stepped to", "big account, stepped to", 50),
    ("brief --json", "brief --json", 80), ("inroad find", "inroad find", 100),
)  # fmt: skip
WIDE = 40


def versions() -> dict[str, str]:
    """What was measured, with what, on what."""
    from models.engine import sqlite

    packages = {name: _version(name) for name in ("inroad", "textual", "rich", "peewee")}
    return packages | {
        "python": platform.python_version(),
        "sqlite": str(sqlite.sqlite_version),
        "system": f"{platform.system()} {platform.release()}",
        "processors": f"{os.cpu_count()} × {_processor()}",
        "load": f"{os.getloadavg()[1]:.1f}",
    }


def of_programs(commands: Mapping[str, str]) -> dict[str, str]:
    """What the other programs say their versions are."""
    return {name: _asked(path) for name, path in commands.items()}


def _asked(path: str) -> str:
    installed = Path(path).resolve().parents[1].glob(f"lib/*/site-packages/{Path(path).name}-*.dist-info")
    if found := next(installed, None):
        return found.name.split("-")[1].removesuffix(".dist")
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    told = re.search(r"\d+(?:\.\d+)*", done.stdout or done.stderr)
    return told[0] if told else "?"


def targets(rows: Sequence[Row], others: Sequence[str]) -> list[list[str]]:
    """The lines of the table of targets."""
    lines = [["", "target", "inroad", "met", *others]]
    for row in rows:
        met = {True: "yes", False: "NO", None: "" if row.most is None else "not measured"}[row.met]
        most = "" if row.most is None else f"≤ {number(row.most)} {row.unit}"
        cells = [number(row.others.get(name)) for name in others]
        figure = "–" if row.figure is None else f"{number(row.figure)} {row.unit}"
        lines.append([row.measure, most, figure, met, *cells])
    return lines


def curves(samples: Mapping[str, Samples], sizes: Sequence[str]) -> list[list[str]]:
    """The lines of the table of what things cost as data grows: median and p99 in ms, then memory and bytes."""
    lines = [["ms: median / p99", *sizes]]
    for title, unit, *labels in CURVES:
        cells = [pooled(samples.get(size, {}), *labels, unit=unit) for size in sizes]
        lines.append([title, *(f"{number(median(c))} / {number(p99(c))}" if c else "–" for c in cells)])
    for title, label, unit in (
        ("bytes of a step", "step", "bytes"), ("bytes of a page", "page", "bytes"),
        ("bytes of the big account", "big account, found", "bytes"),
        ("memory at the start, MiB", "start", "MiB"), ("memory after all, MiB", "after all", "MiB"),
    ):  # fmt: skip
        lines.append([title, *(number(median(pooled(samples.get(size, {}), label, unit=unit))) for size in sizes)])
    return lines


def picture(samples: Mapping[str, Samples], sizes: Sequence[str]) -> str:
    """Medians as bars, one for each size; a full bar is the target."""
    lines = []
    for title, label, most in PICTURED:
        lines.append(f"{title}, of {most} ms")
        for size in sizes:
            value = median(pooled(samples.get(size, {}), label))
            if value is not None:
                lines.append(f"{size:>11} {_bar(value / most)} {number(value)}")
    return "\n".join(lines)


def _bar(share: float) -> str:
    full = min(round(share * WIDE), WIDE)
    return "█" * full + "·" * (WIDE - full) + ("▶" if share > 1 else " ")


def layout(lines: Sequence[Sequence[str]]) -> str:
    """Align columns: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]).rstrip()
        for line in lines
    )


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """The same as a table of a page."""
    head, *body = lines
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *body))


def page(known: Mapping[str, str], wanted: Sequence[Sequence[str]], grown: Sequence[Sequence[str]], bars: str) -> str:
    """The part of a page that the benchmark writes."""
    with_ = ", ".join(f"{name} {value}" for name, value in known.items())
    return "\n\n".join((f"Measured with {with_}.", markdown(wanted), markdown(grown), f"```\n{bars}\n```"))


def rewrite(file: Path, text: str) -> None:
    """Put the text between the two marks of a page; raises ValueError where they are not there."""
    before, begun, rest = file.read_text("utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{file}: no {BEGIN} … {END}")
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def document(found: Found, rows: Sequence[Row], known: Mapping[str, str], failed: Mapping[str, str]) -> str:
    """Everything measured, as JSON."""
    told = {
        "versions": known, "targets": [row._asdict() for row in rows], "failed": failed,
        "compared": {"base": found.base, "smallest": found.smallest, "main": found.main, "largest": found.largest},
        "samples": found.samples,
    }  # fmt: skip
    plain: Any = json.loads(json.dumps(told), parse_constant=lambda _: None)  # JSON knows no NaN
    return json.dumps(plain, ensure_ascii=False, indent=1)


def number(value: float | None) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
