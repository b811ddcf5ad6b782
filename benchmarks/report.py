"""Figures of many runs as a table for people and as JSON for machines."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.ptybench import Run, median

_FIGURES = ("ready_ms", "start_bytes", "start_cpu_ms", "rss_mib", "idle_cpu_pct", "idle_bytes_s", "quit_ms")


def versions() -> dict[str, str]:
    """What was measured, with what, on what."""
    import sqlite3

    try:
        import pysqlite3

        engine = str(pysqlite3.sqlite_version)
    except ImportError:
        engine = sqlite3.sqlite_version
    packages = {name: _version(name) for name in ("inroad", "textual", "rich", "peewee")}
    return packages | {
        "python": platform.python_version(),
        "sqlite": engine,
        "system": f"{platform.system()} {platform.release()}",
        "processors": f"{os.cpu_count()} × {_processor()}",
    }


def summary(runs: Mapping[str, Sequence[Run]]) -> dict[str, dict[str, Any]]:
    """Medians of each program, ratios to the first one of the same round, and failures."""
    base = next(iter(runs.values()), [])
    told: dict[str, dict[str, Any]] = {}
    for name, own in runs.items():
        good = [run for run in own if not run.error]
        told[name] = {
            "runs": len(good),
            "error": next((run.error for run in own if run.error), None),
            **{figure: _figure(good, base, figure) for figure in _FIGURES},
            "keys": {label: _key(good, base, label) for label in (good[0].settled_ms if good else ())},
        }
    return told


def table(told: Mapping[str, Mapping[str, Any]]) -> str:
    """Lay the summary out: a line for each figure, a column for each program; ratios in brackets."""
    names = list(told)
    lines = [["", *names]]
    lines += [[figure, *(_cell(told[name].get(figure)) for name in names)] for figure in _FIGURES]
    labels = dict.fromkeys(label for name in names for label in told[name]["keys"])
    for label in labels:
        for part in ("drawn_ms", "drawn_p90_ms", "settled_ms", "bytes"):
            cells = [_cell(told[name]["keys"].get(label, {}).get(part)) for name in names]
            lines.append([f"{label}: {part}", *cells])
    return layout(lines)


def layout(lines: Sequence[Sequence[str]]) -> str:
    """Align columns: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )


def _figure(good: Sequence[Run], base: Sequence[Run], name: str) -> dict[str, float | None]:
    own = [run.figures.get(name, float("nan")) for run in good]
    others = [run.figures.get(name, float("nan")) for run in base]
    known = [value for value in own if value == value]
    return {
        "median": median(own),
        "min": min(known, default=None),
        "max": max(known, default=None),
        "ratio": _ratio(own, others),
    }


def _key(good: Sequence[Run], base: Sequence[Run], label: str) -> dict[str, dict[str, float | None]]:
    times = sorted(value for run in good for value in run.settled_ms.get(label, ()) if value == value)
    sizes = [value for run in good for value in run.key_bytes.get(label, ())]
    drawn = sorted(value for run in good for value in run.drawn_ms.get(label, ()) if value == value)
    drawn_run = [median(run.drawn_ms.get(label, [])) or float("nan") for run in good]
    drawn_base = [median(run.drawn_ms.get(label, [])) or float("nan") for run in base]
    per_run = [median(run.settled_ms.get(label, [])) or float("nan") for run in good]
    per_base = [median(run.settled_ms.get(label, [])) or float("nan") for run in base]
    return {
        "drawn_ms": {"median": median(drawn), "ratio": _ratio(drawn_run, drawn_base)},
        "settled_ms": {"median": median(times), "ratio": _ratio(per_run, per_base)},
        "drawn_p90_ms": {"median": drawn[int(len(drawn) * 0.9)] if drawn else None},
        "bytes": {"median": median(sizes)},
    }


def _ratio(own: Sequence[float], base: Sequence[float]) -> float | None:
    """The median of the ratios round by round."""
    return median([a / b for a, b in zip(own, base, strict=False) if b])


def _cell(value: Mapping[str, float | None] | None) -> str:
    if value is None or value.get("median") is None:
        return "–"
    middle, ratio = value["median"] or 0.0, value.get("ratio")
    return f"{middle:,.{0 if middle >= 100 else 2}f}" + (f" ({ratio:.2f})" if ratio is not None else "")


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
