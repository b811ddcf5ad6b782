"""From one version to the next: whole or not at all, after a backup, one start at a time, whoever is killed."""

from pathlib import Path
from typing import Any

import peewee
import pytest

from models import backup, base, engine, faults, files, health, migrations
from models.migrations import draft
from models.tables import TABLES, Member
from tests.models import workers
from tests.models.filed import closed, path

__all__ = ["closed", "path"]

RENEW = "the tables changed: run `python -m models.migrations.draft --write` (before a release: write a new step)"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one step more."""
    for name, value in workers.future().items():
        monkeypatch.setattr(migrations, name, value)


def schema(connection: Any) -> dict[str, str]:
    return {f"{kind} {name}": sql for kind, name, _, sql in connection.execute(migrations.MINE)}


def test_the_steps_make_exactly_the_tables(tmp_path: Path) -> None:
    base.open_database(str(tmp_path / "a.db"), create=True)
    migrated = schema(base.db.obj.raw)
    base.close_database()
    plain = peewee.SqliteDatabase(":memory:")
    base.db.initialize(plain)
    try:
        plain.create_tables(TABLES)
        expected = schema(base.db.connection())
        plain.close()
    finally:
        base.db.initialize(None)
    assert migrated.pop("table search").startswith("CREATE VIRTUAL TABLE search USING fts5(")
    assert migrated == expected, RENEW


def test_the_draft_gives_the_first_step_and_its_digest(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(migrations.STEPS) > 1 or Path(draft.HERE, "m0001_first.py").read_text() == draft.first(), RENEW
    made: list[str] = []
    for name, digest in migrations.STEPS:
        made += migrations.statements(name, migrations.ON_SQLITE)
        assert draft.digest(made) == digest, RENEW


@pytest.mark.parametrize("words", [migrations.ON_SQLITE, migrations.ON_POSTGRES], ids=["sqlite", "postgres"])
def test_every_step_says_all_its_words_on_both_engines(words: dict[str, str]) -> None:
    for name, _ in migrations.STEPS:
        texts = migrations.statements(name, words)
        assert texts
        assert not [text for text in texts if "{" in text]
        own = [text for text in texts if "AUTOINCREMENT" in text or "fts5" in text]
        assert bool(own) == (words is migrations.ON_SQLITE and name == "m0001_first")


def test_an_older_database_is_copied_and_brought_up(path: str, later: None) -> None:
    base.open_database(path)
    assert base.db.execute_sql("SELECT text FROM later").fetchall() == [("first",)]
    assert base.db.execute_sql("SELECT nickname FROM member").fetchall() == [("none",)]
    assert base.db.obj.number("user_version") == migrations.CURRENT
    assert base.db.obj.number("foreign_keys") == 1
    (copy,) = backup.copies(path)
    assert Path(copy).name == f"before-{migrations.CURRENT:04d}-0001.db"
    old = engine.sqlite.connect(copy)
    assert old.execute("PRAGMA user_version").fetchone() == (migrations.CURRENT - 1,)
    assert old.execute("SELECT name FROM member").fetchall() == [("first",)]
    old.close()
    base.close_database()
    base.open_database(path)
    assert backup.copies(path) == [copy]


def test_the_older_program_lets_the_newer_database_alone(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base.open_database(path)
    workers.answer("migrate", path)
    with pytest.raises(faults.Newer):
        workers.entry("from the older program")
    base.close_database()
    with pytest.raises(faults.Newer) as told:
        base.open_database(path)
    assert told.value.detail == str(migrations.CURRENT + 1)


def test_a_step_that_fails_leaves_the_database_as_it_was(
    path: str, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*workers.NEXT.STATEMENTS[:2], "INSERT INTO nowhere VALUES (1)")
    monkeypatch.setattr(workers.NEXT, "STATEMENTS", broken)
    with pytest.raises(faults.Fault):
        base.open_database(path)
    monkeypatch.undo()
    base.open_database(path)
    assert Member.select().count() == 1


def test_a_step_that_leaves_a_reference_dangling_is_taken_back(
    path: str, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.NEXT, "STATEMENTS", ("DELETE FROM member",))
    monkeypatch.setattr(workers.NEXT, "SQLITE", ())
    with pytest.raises(faults.Damaged):
        base.open_database(path)
    monkeypatch.undo()
    base.open_database(path)
    assert Member.select().count() == 1


def test_a_step_another_start_took_meanwhile_is_not_taken_twice(path: str, later: None) -> None:
    ours, theirs = engine.File(path), engine.File(path)

    def trace(sql: str) -> None:
        if sql == "BEGIN EXCLUSIVE":
            migrations.migrate(theirs)

    ours.raw.set_trace_callback(trace)
    migrations.migrate(ours)
    migrations.verify(ours)
    ours.shut()
    theirs.shut()


def test_a_planted_trigger_is_refused_before_a_step_is_taken(path: str, later: None) -> None:
    connection = engine.sqlite.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON account BEGIN DELETE FROM member; END")
    connection.close()
    with pytest.raises(faults.SchemaChanged) as told:
        base.open_database(path)
    assert told.value.detail == "trigger t"
    assert backup.copies(path) == []


def test_a_migration_that_others_hold_up_is_locked(path: str, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.01)
    other = engine.sqlite.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(faults.Locked):
        base.open_database(path)
    other.close()
    base.open_database(path)


def test_one_start_at_a_time_takes_steps(path: str, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOCK_WAIT", 0)
    with files.lock(path), pytest.raises(faults.Locked):
        base.open_database(path)
    assert backup.copies(path) == []
    base.open_database(path)


@pytest.mark.parametrize("n", [1, 2, 9, 14, 60, 110, 150, 160])
def test_killed_while_making_a_database_the_next_start_makes_it(tmp_path: Path, n: int) -> None:
    path = str(tmp_path / "a.db")
    workers.die(n, "create", path)
    base.open_database(path, create=True)
    workers.entry("after")
    assert [found for found in health.check() if found.code != "account_state"] == []
    assert {name.name for name in tmp_path.iterdir()} <= {"a.db", "a.db-wal", "a.db-shm", "a.db.lock"}


@pytest.mark.parametrize("n", [*range(1, 30, 4)])
def test_killed_in_a_migration_the_next_start_takes_it(path: str, n: int, later: None) -> None:
    workers.die(n, "migrate", path)
    base.open_database(path)
    assert base.db.execute_sql("SELECT text FROM later").fetchall() == [("first",)]
    assert [found for found in health.check() if found.code != "account_state"] == []


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6, 8, 10, 12])
def test_killed_between_files_the_next_start_goes_on(path: str, tmp_path: Path, n: int, later: None) -> None:
    new = str(tmp_path / "new.db")
    assert workers.die(n, "create", new, by="events") or n > 3
    base.open_database(new, create=True)
    assert workers.die(n, "migrate", path, by="events") or n > 3
    base.open_database(path)
    assert base.db.execute_sql("SELECT text FROM later").fetchall() == [("first",)]


@pytest.mark.parametrize("what", ["create", "migrate"])
@pytest.mark.parametrize("size", [40960, 400000])
def test_a_full_disk_stops_a_start_and_the_next_goes_on(
    path: str, tmp_path: Path, what: str, size: int, later: None
) -> None:
    name = path if what == "migrate" else str(tmp_path / "new.db")
    assert workers.answer("cramped", what, name, size) == ["disk_full"]
    assert what == "migrate" or not list(tmp_path.glob("new.db*new*"))
    base.open_database(name, create=True)
    assert [found for found in health.check() if found.code != "account_state"] == []


@pytest.mark.parametrize("what", ["create", "migrate"])
def test_several_starts_at_once_are_one(path: str, tmp_path: Path, what: str, later: None) -> None:
    name = path if what == "migrate" else str(tmp_path / "new.db")
    starts = [workers.run(what, name) for _ in range(4)]
    for start in starts:
        assert start.communicate()[1] == ""
        assert start.returncode == 0
    if what == "migrate":
        assert len(backup.copies(path)) == 1
    base.open_database(name)
    assert [found for found in health.check() if found.code != "account_state"] == []
