"""What is measured without keys: whole processes, a program left alone while others write, imports, the index."""

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from benchmarks import csvs, programs
from benchmarks.databases import DAY, Data
from benchmarks.maker import BIG
from benchmarks.ptybench import Samples, started, whole

WRITER = """
import sys, time
from datetime import UTC, date, datetime
from models import base
from models.writes import records
from models.writes.intents import Actor
base.open_database(sys.argv[1])
newest = "SELECT id, owner_id, address FROM account WHERE owner_id IS NOT NULL ORDER BY id DESC LIMIT 1"
(last, owner, address), = base.db.execute_sql(newest).fetchall()
while True:
    before, address = address, str(time.time())
    actor = Actor(owner, datetime.now(UTC), date.fromisoformat(sys.argv[2]))
    records.edit(actor, "account", last, {"address": before}, {"address": address})
    time.sleep(0.2)
"""
"""Changes five times a second what no screen of the benchmark shows."""


def look_ups(home: str, databases: Sequence[Data], rounds: int) -> dict[str, Samples]:
    """Time the commands of the shell on every database, in turn; and Python itself, which is in all of them."""
    found: dict[str, Samples] = {data.title: {} for data in databases}
    for turn in range(rounds + 1):
        for data in databases:
            env = programs.whole_surroundings(home, data.path)
            for label, words, colour in (
                ("brief --json", ("brief", data.usual, "--json"), False),
                ("brief in colour", ("brief", data.usual), True),
                ("brief of the big account", ("brief", BIG, "--json"), False),
                ("inroad find", ("find", data.usual), False),
                ("python -c pass", (), False),
            ):
                command = programs.inroad(*words) if words else [sys.executable, "-c", "pass"]
                ended = whole(command, env, colour=colour)
                if ended.code == 0 and turn:
                    found[data.title].setdefault(f"{label} ms", []).append(ended.wall * 1e3)
                    found[data.title].setdefault(f"{label} cpu", []).append(ended.cpu * 1e3)
    return found


def alone(home: str, data: Data, seconds: float) -> Samples:
    """Leave the list alone for a while, then while another process writes what is not shown."""
    samples: Samples = {}
    with started(programs.own(home, data, 0), samples) as session:
        session.go("2", quiet=1)
        session.idle("idle", seconds)
        command = [sys.executable, "-c", WRITER, str(data.path), DAY.isoformat()]
        with subprocess.Popen(command, cwd=programs.ROOT) as writer:
            try:
                session.idle("idle while others write", seconds)
            finally:
                writer.kill()
    return {label: values for label, values in samples.items() if label.startswith("idle")}


def index_cost(home: str, data: Data, times: int = 100) -> Samples:
    """Add accounts to a copy, each with and one without its entries in the index; ms."""
    from models import base, search
    from models.writes import records
    from models.writes.intents import Actor

    copy = shutil.copy(data.path, Path(home) / "copy.db")
    samples: Samples = {"write with index ms": [], "write without index ms": []}
    actor = Actor(1, datetime(2026, 11, 23, 2, tzinfo=UTC), DAY)
    base.open_database(str(copy))
    for number in range(times):
        for place, (label, values) in zip(("吴江", "昆山"), samples.items(), strict=True):
            with mock.patch.object(search, "refresh", search.refresh if "with index" in label else mock.Mock()):
                begun = time.perf_counter()
                records.add(actor, "account", {"name": f"{place}新设{number}号机械有限公司"})
                values.append((time.perf_counter() - begun) * 1e3)
    base.close_database()
    Path(copy).unlink()
    return samples


class Waits(threading.Thread):
    """Another writer, twenty times a second, and how long he had to wait."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.over = threading.Event()
        self.waited: list[float] = []

    def run(self) -> None:
        """Write until it is over."""
        with closing(sqlite3.connect(self.path, timeout=60, isolation_level=None)) as database:
            while not self.over.wait(0.05):
                begun = time.perf_counter()
                database.execute("UPDATE member SET office = '北京'")
                self.waited.append(time.perf_counter() - begun)


def imports(home: str, accounts: int, people: int = 3) -> Samples:
    """Bring in accounts and their people from two files, while another writes."""
    folder, path = Path(home), Path(home) / "import.db"
    csvs.write(folder, accounts, people=people)
    env = programs.whole_surroundings(home, path)
    samples: Samples = {"import s": [0.0], "import peak MiB": [0.0], "import others wait s": [0.0]}
    whole(programs.inroad("init"), env)
    waits = Waits(path)
    waits.start()
    for kind in ("accounts", "people"):
        ended = whole(programs.inroad("import", kind, str(folder / f"{kind}.csv")), env)
        samples[f"import {kind} s"] = [ended.wall if ended.code == 0 else float("nan")]
        samples[f"import {kind} code"] = [ended.code]
        samples["import s"][0] += samples[f"import {kind} s"][0]
        samples["import peak MiB"][0] = max(samples["import peak MiB"][0], ended.peak)
    waits.over.set()
    waits.join()
    samples["import others wait s"] = [max(waits.waited, default=float("nan"))]
    return samples
