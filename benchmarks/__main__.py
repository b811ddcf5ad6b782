"""`python -m benchmarks`: inroad on databases of several sizes, beside a bare Textual program and what is installed."""

import argparse
import os
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

from benchmarks import databases, dealing, processes, programs, ptybench, reads, report, targets
from benchmarks.databases import Data
from benchmarks.ptybench import Samples
from benchmarks.targets import Found, Row

AIMED_AT = 100_000
"""The size the targets are about."""


def options_of(argv: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    sizes = "sizes of the databases, such as 1000,10000,100000,1000000 (1000,100000 and what is in the cache)"
    add("--accounts", type=lambda text: [int(each) for each in text.split(",")], metavar="N,…", help=sizes)
    add("-n", "--rounds", type=int, default=5, help="counted starts of each program (5)")
    add("--tours", type=int, default=2, help="how often every key is pressed, times what each needs (2)")
    add("--idle", type=float, default=5, help="seconds to watch it idle (5)")
    add("--cache", type=Path, default=databases.folder(), metavar="FOLDER", help="where databases are kept")
    add("--tools", type=Path, default=[], nargs="*", metavar="FOLDER", help="where other programs are, besides PATH")
    add("--import", dest="imports", type=int, nargs="?", const=AIMED_AT, metavar="N", help="time an import: minutes")
    add("--json", type=Path, metavar="FILE", help="write versions, targets and every sample")
    add("--write", type=Path, metavar="PAGE", help="write the tables into a page, between its marks")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and answer 1 if inroad could not be measured."""
    options = options_of(argv)
    made = databases.ready(options.cache, options.accounts, _say)
    tools = [*options.tools, *map(Path, filter(None, os.environ.get("INROAD_BENCH_TOOLS", "").split(os.pathsep)))]
    with tempfile.TemporaryDirectory(prefix="inroad-bench-") as home:
        others, missing = programs.references(home, tools)
        found, failed = _measured(options, home, made, others)
        known = report.versions() | report.of_programs({other.name: other.command[0] for other in others})
    failed |= dict.fromkeys(missing, "not installed")
    _tell(options, found, failed, known, [programs.BARE, *(other.name for other in others)])
    return 1 if any(data.title in failed for data in made) else 0


def _measured(
    options: argparse.Namespace, home: str, made: Sequence[Data], others: Sequence[ptybench.Program]
) -> tuple[Found, dict[str, str]]:
    """All samples, and why a program could not be measured."""
    main = min(made, key=lambda data: abs(data.accounts - AIMED_AT))
    side_by_side = [programs.bare(home), *(programs.own(home, data, options.tours) for data in made), *others]
    _say("starts and keys")
    samples, failed = ptybench.interleave(side_by_side, options.rounds)
    _say("questions to the database")
    for data in made:
        samples[data.title] |= reads.measure(data)
    _say("whole processes")
    for size, more in processes.look_ups(home, made, max(10, options.rounds)).items():
        samples[size] |= more
    _say(f"reports over {dealing.DEALS:,} opportunities")
    own: Samples = samples[main.title]
    own |= dealing.measure(home, made[0])
    _say("idle, index")
    own |= processes.alone(home, main, options.idle) | processes.index_cost(home, main)
    if options.imports:
        _say(f"import of {options.imports:,} accounts")
        own |= processes.imports(home, options.imports)
    return Found(samples, programs.BARE, made[0].title, main.title, made[-1].title), failed


def _tell(
    options: argparse.Namespace, found: Found, failed: dict[str, str], known: dict[str, str], others: Sequence[str]
) -> None:
    sizes = [name for name in found.samples if name not in others]
    rows: list[Row] = targets.rows(found, others)
    wanted, grown = report.targets(rows, others), report.curves(found.samples, sizes)
    bars = report.picture(found.samples, sizes)
    print(textwrap.fill(", ".join(f"{name} {value}" for name, value in known.items()), 120), end="\n\n")
    print(report.layout(wanted), report.layout(grown), bars, sep="\n\n")
    for name, why in failed.items():
        print(f"{name}: {why}")
    if options.json:
        options.json.write_text(report.document(found, rows, known, failed), "utf-8")
    if options.write:
        report.rewrite(options.write, report.page(known, wanted, grown, bars))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
