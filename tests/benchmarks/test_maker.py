"""The large databases of the benchmark: the same for the same seed, and what the writes would have made."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import databases, filling, programs
from benchmarks.maker import BIG, PARTS, Plan, Size
from models import base, search
from models.writes import derive

DAY = date(2026, 11, 23)
SMALL = Plan(Size(60, big_people=20, big_visits=50), 7, DAY)

pytestmark = pytest.mark.on_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.db"
    filling.build(str(path), SMALL, workers=1)
    return path


def opened(path: Path, work: Callable[[], Any]) -> Any:
    base.open_database(str(path))
    try:
        return work()
    finally:
        base.close_database()


def follows() -> dict[str, list[Any]]:
    """All that follows from the rows, without the ids it happens to have."""
    asked = {
        "accounts": "SELECT * FROM account_state", "deals": "SELECT * FROM opportunity_state",
        "entries": "SELECT 0, kind, row, account, title, text, version FROM search_entry",
        "tokens": "SELECT 0, e.kind, e.row, c.c0 FROM search_entry e JOIN search_content c ON c.id = e.id",
        "options": "SELECT 0, k, v FROM search_config",
    }  # fmt: skip
    return {
        name: sorted((row[1:] for row in base.db.execute_sql(sql).fetchall()), key=repr) for name, sql in asked.items()
    }


def test_what_follows_is_what_the_writes_would_have_made(made: Path) -> None:
    def anew() -> tuple[Any, Any]:
        fast = follows()
        for table in ("account_state", "opportunity_state"):
            base.db.execute_sql(f"DELETE FROM {table}")
        derive.rebuild(DAY)
        search.rebuild()
        return fast, follows()

    fast, slow = opened(made, anew)
    assert fast == slow
    assert len(fast["accounts"]) == 60
    assert fast["deals"] and fast["entries"] and fast["tokens"]


def test_the_big_account_is_found(made: Path) -> None:
    hit = opened(made, lambda: search.best(BIG[:2]))
    assert (hit.row, hit.title) == (1, BIG)


def test_a_seed_makes_the_same_rows_however_many_make_them(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    filling.build(str(other), SMALL, workers=2)

    def names() -> Any:
        return base.db.execute_sql("SELECT name, sort_key FROM account UNION ALL SELECT name, sort_key FROM person")

    assert opened(made, lambda: names().fetchall()) == opened(other, lambda: names().fetchall())
    changed = SMALL._replace(seed=8)
    part, keys = next(n for n, part in enumerate(PARTS) if part.table.__name__ == "Person"), range(1, 20)
    assert list(SMALL.rows(part, keys)) == list(SMALL.rows(part, keys)) != list(changed.rows(part, keys))


def test_everybody_works_somewhere() -> None:
    size = Size(4, people=2, visits=3, big_people=5, big_visits=4)
    assert [size.employer(key) for key in range(1, size.staff + 1)] == [1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4]
    assert [size.visited(key) for key in range(1, size.log + 1)] == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert [list(size.team(account)) for account in (1, 2, 4)] == [[1, 2, 3, 4, 5], [6, 7], [10, 11]]


def test_a_database_is_made_once_and_the_larger_only_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(databases, "USUAL", (950,))
    monkeypatch.setattr(databases, "LARGER", (2_000,))
    monkeypatch.setattr(filling, "build", _few)
    first = databases.ready(tmp_path, None, told.append)
    assert [data.accounts for data in first] == [950]
    assert first[0].title == "950"
    assert first[0].usual != BIG
    before = list(told)
    assert databases.ready(tmp_path, None, told.append) == first
    assert told == before
    assert list(tmp_path.glob("*.backups/daily-*.db"))


def _few(path: str, plan: Plan, *, told: Callable[[str], None]) -> None:
    BUILD(path, plan._replace(size=Size(60, big_people=2, big_visits=2)), told=told, workers=1)


BUILD = filling.build


def test_a_program_is_looked_for_in_the_folders_named(tmp_path: Path) -> None:
    tool = tmp_path / "v" / "bin" / "vd"
    tool.parent.mkdir(parents=True)
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    assert programs._installed("vd", [tmp_path]) == str(tool)
    found, missing = programs.references(str(tmp_path), [tmp_path])
    assert "vd" in [program.name for program in found]
    assert set(missing) | {program.name for program in found} == set(programs.REFERENCES)
