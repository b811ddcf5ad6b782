"""`python -m benchmarks`: inroad on its demo beside a bare Textual program, and `inroad brief` beside bare Python."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import ptybench, report
from benchmarks.ptybench import Plan, Press

ROOT = Path(__file__).parents[1]
FRONT_DOOR = "from tui.main import run; run()"
FORBIDDEN = ("textual", "pypinyin", "psycopg", "psycopg2", "babel", "asyncio", "vobject", "icalendar", "docx", "rich")
"""What a look-up from the shell must not import (`--json` does without rich, too)."""

LOADED = f"""
import sys
from tui.main import main
code = main(sys.argv[1:])
sys.stderr.write("loaded:" + ",".join(m for m in {FORBIDDEN!r} if sys.modules.get(m)))
sys.exit(code)
"""

KEYS = (
    Press("cursor", "<down>", "<up>", 20),
    Press("page", "<pgdn>", "<pgup>", 6),
    Press("held", "<down>", "<up>", 40, apart=0.016),
)


def inroad(*words: str) -> list[str]:
    """The command line that runs inroad: as installed, else out of this folder."""
    script = Path(sys.executable).parent / "inroad"
    return [str(script), *words] if script.exists() else [sys.executable, "-c", FRONT_DOOR, *words]


def compiled(home: str) -> dict[str, str | None]:
    """An environment in which Python keeps what it compiled, as it does where a program is installed."""
    return {"PYTHONPYCACHEPREFIX": f"{home}/compiled", "PYTHONDONTWRITEBYTECODE": None}


def surroundings(home: str) -> dict[str, str]:
    """An environment in which inroad finds only what the benchmark made."""
    places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    return {"HOME": home, "PYTHONPATH": str(ROOT), "INROAD_DB": f"{home}/inroad.db", "LANG": "zh_CN.UTF-8", **places}


def plans(options: argparse.Namespace, env: Mapping[str, str | None]) -> list[Plan]:
    """The programs to compare; the first is what the others are measured by."""
    size = (options.columns, options.lines)
    bare = [sys.executable, str(ROOT / "benchmarks/hello.py")]
    hello = Plan("bare textual", bare, "Hello, ready", KEYS, env=env, size=size)
    command = inroad("demo", "--keep")
    own = Plan("inroad demo", command, options.wait, KEYS, before=options.before, env=env, size=size)
    return [hello, own] if options.only is None else [plan for plan in (hello, own) if options.only in plan.name]


def shell(env: Mapping[str, str], rounds: int) -> tuple[dict[str, list[float]], str]:
    """Time a look-up beside bare Python; and what it imported of what it must not."""
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "inroad brief": inroad("brief", "hbj", "--json")}
    times = ptybench.whole(commands, env, rounds=rounds)
    looked = subprocess.run(
        [sys.executable, "-c", LOADED, "brief", "hbj", "--json"], env=env, capture_output=True, text=True, check=False
    )
    before, _, loaded = looked.stderr.rpartition("loaded:")
    return times, loaded if looked.returncode == 0 else f"unknown: {last_line(before)}"


def last_line(text: str) -> str:
    """The line that tells most about a failure."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


def options_of(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("-n", "--rounds", type=int, default=7, help="counted starts of each program (7)")
    add("--idle", type=float, default=5, help="seconds to watch it idle, in the last round (5)")
    add("--wait", default="华北局", help="inroad is ready when this pattern shows (华北局)")
    add("--before", action="append", default=[], metavar="KEY", help="key to press first, such as 2 for the accounts")
    add("--columns", type=int, default=120)
    add("--lines", type=int, default=40)
    add("--only", help="only programs with this in their name")
    add("--json", type=Path, metavar="FILE", help="write versions, summary and every sample")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and answer 1 if a program could not be measured."""
    options = options_of(argv)
    with tempfile.TemporaryDirectory(prefix="inroad-bench-") as home:
        own = {**compiled(home), **surroundings(home)}
        env = {name: value for name, value in {**os.environ, **own}.items() if value is not None}
        made = subprocess.run(inroad("init", "--demo"), env=env, capture_output=True, text=True, check=False)
        runs = ptybench.interleave(plans(options, own), rounds=options.rounds, idle=options.idle)
        times, loaded = shell(env, max(15, options.rounds))
    told, known = report.summary(runs), report.versions()
    failures = [
        f"{name}: {own['error'].splitlines()[0]} … {last_line(own['error'])}"
        for name, own in told.items()
        if own["error"]
    ]
    if made.returncode:
        failures.append(f"inroad init --demo: exit {made.returncode}: {last_line(made.stderr)}")
    _print(told, times, loaded, known, failures)
    if options.json:
        samples = {name: [vars(run) for run in own] for name, own in runs.items()}
        samples = json.loads(json.dumps(samples), parse_constant=lambda _: None)  # JSON knows no NaN
        found = {"versions": known, "screens": told, "shell_ms": times, "loaded": loaded, "samples": samples}
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if failures else 0


def _print(
    told: Mapping[str, Mapping[str, object]],
    times: Mapping[str, Sequence[float]],
    loaded: str,
    known: Mapping[str, str],
    failures: Sequence[str],
) -> None:
    print(textwrap.fill(", ".join(f"{name} {value}" for name, value in known.items()), 100), end="\n\n")
    print(report.table(told), end="\n\n")
    floor = ptybench.median(times["python -c pass"])
    for name, own in times.items():
        middle = ptybench.median(own)
        ratio = f"({middle / floor:.2f})" if middle and floor else ""
        print(f"{name:16} {'–' if middle is None else f'{middle:.1f} ms'} {ratio}")
    print(f"forbidden imports of inroad brief: {loaded.strip() or 'none'}")
    for failure in failures:
        print(f"\nnot measured: {failure}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
