"""Copies that are whole, kept for a while and put back after a look; and what check and doctor find."""

import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import backup, base, engine, faults, files, health, migrations
from models.tables import Account, Member
from tests.models import workers

DAY = date(2026, 2, 27)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[str]:
    """A database with one entry, open."""
    name = str(tmp_path / "db" / "a.db")
    base.open_database(name, create=True)
    workers.entry("first")
    yield name
    base.close_database()


def names(path: str) -> list[str]:
    base.close_database()
    base.open_database(path)
    return [member.name for member in Member.select().order_by(Member.id)]


def test_a_backup_is_one_private_whole_file(path: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    steps: list[tuple[int, int]] = []
    backup.backup(str(copy), progress=lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] > 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {name.name for name in tmp_path.iterdir()} == {"copy.db", "db"}
    assert names(str(copy)) == ["first"]


def test_a_file_that_is_there_is_replaced_only_by_force(path: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(faults.Exists):
        backup.backup(str(copy))
    assert copy.read_text() == "mine"
    for own in (path, path + "-wal"):
        with pytest.raises(faults.Fault):
            backup.backup(own, force=own == path)
    backup.backup(str(copy), force=True)
    assert names(str(copy)) == ["first"]


def test_a_link_is_not_followed(path: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine")
    (tmp_path / "link").symlink_to(kept)
    backup.backup(str(tmp_path / "link"), force=True)
    assert kept.read_text() == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_a_file_is_never_made_over_another_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "there").touch()
    for name in ("link", "there"):
        with pytest.raises(faults.Exists):
            files.touch(str(tmp_path / name), 0o600)
    assert not (tmp_path / "target").exists()


def test_writers_go_on_during_a_backup_and_it_is_of_one_instant(path: str, tmp_path: Path) -> None:
    for n in range(200):
        workers.entry(f"{n}-" + "x" * 20000)
    seen: list[int] = []

    def write(done: int, total: int) -> None:
        if done < total:
            worker = threading.Thread(target=workers.entry, args=(f"during-{done}",))
            worker.start()
            worker.join()
            seen.append(done)

    backup.backup(str(tmp_path / "copy.db"), progress=write)
    assert seen
    assert Member.select().count() == 201 + len(seen)
    base.open_database(str(tmp_path / "copy.db"))
    assert Member.select().count() == Account.select().count() == 201
    assert [found for found in health.check() if found.code != "account_state"] == []


def test_no_room_is_known_beforehand(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        f_bavail, f_frsize = 1, 4096

    monkeypatch.setattr(os, "statvfs", lambda _: Full)
    with pytest.raises(faults.NoSpace):
        backup.backup(str(tmp_path / "copy.db"))
    assert [name.name for name in tmp_path.iterdir()] == ["db"]


def test_a_full_disk_leaves_no_half_copy(path: str) -> None:
    for size in (40960, 400000):
        assert workers.answer("cramped", "copy", path, size) == ["disk_full"]
    assert not [name for name in workers.listing(Path(path).parent) if "copy" in name or "probe" in name]


@pytest.mark.parametrize("where", ["none/copy.db", "db/a.db/copy.db"])
def test_a_folder_that_is_not_there_is_missing(path: str, tmp_path: Path, where: str) -> None:
    with pytest.raises(faults.Missing):
        backup.backup(str(tmp_path / where))


def test_a_damaged_database_pushes_no_sound_copy_out(path: str) -> None:
    sound = backup.daily(DAY)
    page = base.db.execute_sql("SELECT rootpage FROM sqlite_schema WHERE name = 'member'").fetchone()[0]
    base.db.execute_sql("PRAGMA journal_mode=DELETE")
    base.close_database()
    with Path(path).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x5a" * 4096)
    base.open_database(path)
    with pytest.raises(faults.Damaged):
        backup.daily(DAY + timedelta(1))
    assert backup.copies(path) == [sound]
    assert workers.listing(backup.folder(path)) == [Path(str(sound)).name]


def test_a_copy_a_day_is_kept_for_a_week(path: str) -> None:
    made = [backup.daily(DAY + timedelta(n)) for n in range(10)]
    assert backup.daily(DAY + timedelta(9)) is None
    assert backup.copies(path) == made[:2:-1]
    assert stat.S_IMODE(Path(backup.folder(path)).stat().st_mode) == 0o700
    assert {stat.S_IMODE(Path(name).stat().st_mode) for name in backup.copies(path)} == {0o600}
    assert names(backup.copies(path)[0]) == ["first"]


def test_what_a_killed_backup_left_is_cleared_away(path: str) -> None:
    backup.daily(DAY)
    left = Path(backup.folder(path), "daily-2026-02-28.db.99.part")
    left.write_text("half")
    backup.daily(DAY + timedelta(1))
    assert not left.exists()


def test_five_copies_before_migrations_are_kept(path: str) -> None:
    made = [backup.before_migration(base.db.obj) for _ in range(7)]
    assert backup.copies(path) == made[:1:-1]


def test_copies_of_a_shared_database_are_the_groups(tmp_path: Path) -> None:
    path = str(tmp_path / "team" / "a.db")
    base.init_shared(path)
    base.open_database(path)
    copy = str(backup.daily(DAY))
    assert stat.S_IMODE(Path(copy).stat().st_mode) == 0o660
    assert stat.S_IMODE(Path(backup.folder(path)).stat().st_mode) == 0o2770
    base.init_shared(path)
    base.close_database()


def test_restore_puts_a_copy_back_and_keeps_what_was(path: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    backup.backup(copy)
    workers.entry("second")
    kept = backup.restore(copy, path, "20260227-101500")
    assert base.db.obj is None
    assert kept == path + ".20260227-101500"
    assert names(path) == ["first"]
    assert names(kept) == ["first", "second"]
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    with pytest.raises(faults.Exists):
        backup.restore(copy, path, "20260227-101500")
    assert names(path) == ["first"]


def test_restore_where_nothing_is(path: str, tmp_path: Path) -> None:
    target = str(tmp_path / "else.db")
    assert backup.restore(path, target, "x") == ""
    assert names(target) == ["first"]


def test_restore_is_refused_while_others_have_it_open(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = str(tmp_path / "copy.db")
    backup.backup(copy)
    other = engine.sqlite.connect(path, isolation_level=None)
    other.execute("SELECT * FROM member").fetchall()
    monkeypatch.setattr(engine, "PATIENCE", 0.01)
    with pytest.raises(faults.Locked):
        backup.restore(copy, path, "x")
    other.close()
    assert names(path) == ["first"]
    assert not Path(path + ".x").exists()


def _text(copy: Path) -> None:
    copy.write_text("name,phone\n" * 500)


def _page(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(copy.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\x5a" * 4096)


def _run(sql: str) -> Callable[[Path], None]:
    def run(copy: Path) -> None:
        connection = engine.sqlite.connect(str(copy), isolation_level=None)
        connection.execute(sql)
        connection.close()

    return run


@pytest.mark.parametrize(("spoil", "kind"), [
    (Path.unlink, faults.Missing), (_text, faults.NotADatabase), (lambda copy: os.truncate(copy, 0), faults.Empty),
    (lambda copy: os.truncate(copy, 40960), faults.Damaged), (_page, faults.Damaged),
    (_run("PRAGMA application_id=1"), faults.Foreign), (_run("PRAGMA user_version=999"), faults.Newer),
    (_run("DELETE FROM member"), faults.Damaged),
    (_run("CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM account; END"), faults.SchemaChanged)])
def test_an_unsound_copy_changes_nothing(
    path: str, tmp_path: Path, spoil: Callable[[Path], object], kind: type[faults.Fault]
) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(str(copy))
    workers.entry("second")
    spoil(copy)
    with pytest.raises(kind) as told:
        backup.restore(str(copy), path, "x")
    assert type(told.value) is kind
    assert told.value.path == str(copy)
    assert names(path) == ["first", "second"]
    assert not [name for name in workers.listing(Path(path).parent) if name.startswith("a.db.") and name != "a.db.lock"]


@pytest.mark.parametrize("spoil", [
    lambda target: os.truncate(target, 0), lambda target: _text(target), lambda target: os.truncate(target, 40960),
    lambda target: Path(f"{target}-wal").write_bytes(b"garbage!" * 100)])
def test_a_damaged_database_is_replaced_and_kept_as_it_is(
    path: str, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    copy = str(tmp_path / "copy.db")
    backup.backup(copy)
    base.db.execute_sql("PRAGMA journal_mode=DELETE")
    base.close_database()
    spoil(Path(path))
    before = Path(path).read_bytes()
    kept = backup.restore(copy, path, "x")
    assert Path(kept).read_bytes() == before
    assert names(path) == ["first"]


def test_a_database_of_another_program_is_not_replaced(path: str, tmp_path: Path) -> None:
    target = tmp_path / "foreign.db"
    _run("CREATE TABLE x (x)")(target)
    before = target.read_bytes()
    with pytest.raises(faults.Foreign):
        backup.restore(path, str(target), "x")
    assert target.read_bytes() == before


def test_an_older_copy_is_put_back_and_brought_up_when_opened(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = str(tmp_path / "copy.db")
    backup.backup(copy)
    for name, value in workers.future().items():
        monkeypatch.setattr(migrations, name, value)
    backup.restore(copy, path, "x")
    base.open_database(path)
    assert base.db.obj.number("user_version") == migrations.CURRENT


def test_check_finds_what_contradicts_itself(path: str) -> None:
    assert health.check() == [("account_state", "1")]
    raw = engine.sqlite.connect(path, isolation_level=None)
    raw.execute("INSERT INTO search(rowid, tokens) VALUES (7, 'stray')")
    raw.execute("INSERT INTO search_entry(version, kind, row, title, text) VALUES (1, 'account', 1, '', '')")
    raw.execute("UPDATE account SET owner_id = 99")
    raw.execute("CREATE VIEW v AS SELECT 1")
    assert health.check() == [
        ("foreign_key", "account:1 member"), ("schema_changed", "view v"), ("account_state", "1"),
        ("search_missing", "1"), ("search_surplus", "1")]
    raw.close()


def test_doctor_sees_the_surroundings(path: str) -> None:
    def facts(**other: Any) -> dict[str, tuple[bool, str]]:
        words = {"copied": None, "locale": "zh_CN.UTF-8", "term": "xterm-256color", "width": 120, **other}
        return {code: (ok, value) for code, ok, value in health.surroundings(path, **words)}

    sound = facts()
    assert sound["engine"] == (True, ".".join(map(str, engine.version())))
    assert sound["journal"] == (True, "wal")
    assert sound["file_mode"] == (True, "0600")
    assert sound["backup_age"] == (False, "")
    assert all(sound[code][0] for code in ("file_system", "folder_mode", "setgid", "free", "locale", "term", "width"))
    assert backup.age(path, DAY) is None
    backup.daily(DAY)
    Path(path).chmod(0o666)
    poor = facts(copied=backup.age(path, DAY + timedelta(9)), locale="C", term="dumb", width=40)
    assert {code for code, (ok, _) in poor.items() if not ok} == {
        "file_mode", "folder_mode", "setgid", "locale", "term", "width", "backup_age"}
    assert poor["backup_age"] == (False, "9")
    shutil.rmtree(backup.folder(path))
    with pytest.raises(faults.Missing):
        health.surroundings(path + "x", copied=None, locale="", term="", width=1)


def test_a_copy_asked_for_counts_as_a_recent_one(path: str, tmp_path: Path) -> None:
    backup.daily(DAY)
    backup.backup(str(tmp_path / "early.db"), today=DAY + timedelta(8))
    backup.backup(str(tmp_path / "late.db"), today=DAY + timedelta(9))
    assert backup.age(path, DAY + timedelta(9)) == 0
    assert backup.age(path, DAY + timedelta(11)) == 2
    assert len(backup.copies(path)) == 1
    shutil.rmtree(backup.folder(path))
    backup.backup(str(tmp_path / "alone.db"), today=DAY)
    assert backup.age(path, DAY) == 0
