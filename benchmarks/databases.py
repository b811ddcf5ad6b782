"""The databases to measure on: made once, kept in a cache folder, opened where they lie."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from benchmarks import filling, maker
from models import migrations
from tui.config import user

DAY = date(2026, 11, 23)
"""The day every database is made for, and the program is told it is."""
SEED = 7
USUAL = (1_000, 100_000)
"""Sizes that are made when none are asked for; larger ones are taken when they are there."""
LARGER = (10_000, 1_000_000)


class Data(NamedTuple):
    """A database to measure on: its file, and an account of a usual size in it whose name no other has."""

    accounts: int
    path: Path
    usual: str

    @property
    def title(self) -> str:
        """How it is called in tables."""
        return f"{self.accounts:,}"


def folder() -> Path:
    """Where databases are kept unless something else is asked for."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "inroad-bench"


def ready(kept: Path, sizes: Sequence[int] | None, told: Callable[[str], None]) -> list[Data]:
    """The databases of these sizes, smallest first, made where they are not there yet."""
    kept.mkdir(parents=True, exist_ok=True)
    wanted = sizes or [*USUAL, *(size for size in LARGER if _file(kept, size).exists())]
    return [_ready(_file(kept, size), size, told) for size in sorted(wanted)]


def _file(kept: Path, accounts: int) -> Path:
    """Its name tells the schema and what made it, so that an older one is not taken for it."""
    here = Path(__file__).parent
    sources = b"".join((here / name).read_bytes() for name in ("maker.py", "words.toml"))
    made = sha256(sources + migrations.STEPS[-1][1].encode()).hexdigest()[:8]
    return kept / f"accounts-{accounts}-{made}.db"


def _ready(path: Path, accounts: int, told: Callable[[str], None]) -> Data:
    if not path.exists():
        raw = path.with_suffix(".making")
        raw.unlink(missing_ok=True)
        told(f"making {accounts:,} accounts in {path}")
        filling.build(str(raw), maker.Plan(maker.Size(accounts), SEED, DAY), told=told)
        raw.rename(path)
    copies = path.with_name(path.name + ".backups")
    copies.mkdir(exist_ok=True)
    (copies / f"daily-{DAY}.db").touch()  # the copy of the day, which is not what is measured
    return Data(accounts, path, _prepared(path))


def _prepared(path: Path) -> str:
    """Make the first member who runs this; answers the name of a usual account that no other bears."""
    alone = """SELECT name FROM account AS a WHERE id BETWEEN 2 AND 900 AND parent_id IS NULL
        AND (SELECT count(*) FROM account AS b WHERE b.name_key = a.name_key) = 1
        AND (SELECT count(*) FROM opportunity AS o WHERE o.account_id = a.id) = 1 LIMIT 1"""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE member SET login = ? WHERE id = 1 AND login <> ?", (user(), user()))
        return str(database.execute(alone).fetchone()[0])
