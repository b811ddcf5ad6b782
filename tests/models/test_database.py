"""Opening, writing and reading one file that others write, lock, replace, damage or plant things in."""

import contextlib
import errno
import os
import shutil
import stat
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee
import pytest

from models import base, engine, faults, files, health
from models.tables import Account, Member
from tests.models import workers
from tests.models.filed import closed, path

__all__ = ["closed", "path"]


def raw(path: str) -> Any:
    """A connection past everything of ours."""
    return engine.sqlite.connect(path, isolation_level=None)


def spoil(path: str, at: int, junk: bytes) -> None:
    with Path(path).open("r+b") as file:
        file.seek(at)
        file.write(junk)


def sole(path: str) -> None:
    """Have everything in the file itself, with a rollback journal."""
    connection = raw(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def test_what_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    name = str(tmp_path / "new" / "deep" / "我的 ?#%41.db")
    with pytest.raises(faults.Missing):
        base.open_database(name)
    assert not (tmp_path / "new").exists()
    base.open_database(name, create=True)
    workers.entry("a")
    assert Member.select().count() == 1
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(tmp_path / "new" / "deep").stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(name + "-wal").stat().st_mode) == 0o600
    base.close_database()
    base.open_database(name)
    assert Member.select().count() == 1


def test_every_connection_is_set_up_alike(path: str) -> None:
    base.open_database(path)
    seen: list[dict[str, Any]] = []

    def look() -> None:
        seen.append({name: base.db.obj.number(name) for name in (
            "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "cell_size_check", "busy_timeout",
            "journal_size_limit")})

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen[0] == seen[1] == {
        "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1, "cell_size_check": 1,
        "busy_timeout": 5000, "journal_size_limit": 4194304}
    assert base.db.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
    assert base.db.obj.number("application_id") == files.APPLICATION


@pytest.mark.parametrize("sql", [
    "ATTACH ':memory:' AS other", "VACUUM INTO '/tmp/never.db'", "PRAGMA writable_schema=ON"])
def test_nothing_reaches_beyond_the_file(path: str, sql: str) -> None:
    base.open_database(path)
    with pytest.raises(engine.ERRORS) as told:
        base.db.execute_sql(sql)
    assert isinstance(faults.cause(told.value), faults.Denied)


@pytest.mark.parametrize(("version", "sound"), [
    ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
    ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)])
def test_engines_that_can_corrupt_a_log_are_known(version: tuple[int, ...], sound: bool) -> None:
    assert engine.safe(version) is sound


def test_an_unsafe_engine_writes_with_a_rollback_journal(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "version", lambda: (3, 40, 1))
    base.open_database(path)
    assert base.db.execute_sql("PRAGMA journal_mode").fetchone() == ("delete",)
    workers.entry("b")
    base.close_database()
    monkeypatch.undo()
    base.open_database(path)
    assert base.db.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
    assert Member.select().count() == 2


def test_an_unsafe_engine_does_not_join_those_who_write_ahead(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = raw(path)
    other.execute("SELECT * FROM member").fetchall()
    monkeypatch.setattr(engine, "version", lambda: (3, 40, 1))
    monkeypatch.setattr(engine, "PATIENCE", 0.01)
    with pytest.raises(faults.Locked):
        base.open_database(path)
    other.close()


@pytest.mark.parametrize(("kind", "local"), [
    ("ext4", True), ("nfs4", False), ("cifs", False), ("fuse.sshfs", False), ("9p", False), ("tmpfs", True)])
def test_a_file_system_of_another_machine_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, local: bool
) -> None:
    table = tmp_path / "mounts"
    where = str(tmp_path).replace(" ", "\\040")
    table.write_text(f"a / ext4 rw 0 0\nb {where} {kind} rw 0 0\nc {where}/elsewhere tmpfs rw 0 0\n")
    assert files.file_system(str(tmp_path / "x.db"), str(table)) == kind
    monkeypatch.setattr(os, "major", lambda _: 0)
    assert files.local(str(tmp_path), str(table)) is local
    assert files.file_system("/x", str(tmp_path / "none")) == ""


def _foreign(path: str) -> None:
    connection = raw(path)
    connection.execute("PRAGMA application_id=7")
    connection.close()


def _newer(path: str) -> None:
    connection = raw(path)
    connection.execute("PRAGMA user_version=999")
    connection.close()


def _planted(sql: str) -> Callable[[str], None]:
    def plant(path: str) -> None:
        connection = raw(path)
        connection.execute(sql)
        connection.close()

    return plant


def _hidden(path: str) -> None:
    """A trigger with a name that only SQLite may give."""
    connection = raw(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM account; END")
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_schema SET name='sqlite_autoindex_t' WHERE name='t'")
    connection.close()


def _cut(path: str) -> None:
    sole(path)
    os.truncate(path, Path(path).stat().st_size // 2 // 4096 * 4096)


def _cut_short(path: str) -> None:
    os.truncate(path, 300)


def _no_pages(path: str) -> None:
    sole(path)
    spoil(path, 16, b"\x12\x34")


def _first_page(path: str) -> None:
    sole(path)
    spoil(path, 100, os.urandom(3000))


def _garbage_log(path: str) -> None:
    Path(path + "-wal").write_bytes(b"garbage!" * 5000)


REFUSED: list[tuple[str, Callable[[str], object], type[faults.Fault]]] = [
    ("no byte", lambda path: os.truncate(path, 0), faults.Empty),
    ("text", lambda path: Path(path).write_text("name,phone\n" * 500), faults.NotADatabase),
    ("a letter", lambda path: Path(path).write_text("x"), faults.NotADatabase),
    ("first byte", lambda path: spoil(path, 0, b"\0"), faults.NotADatabase),
    ("foreign", _foreign, faults.Foreign),
    ("newer", _newer, faults.Newer),
    ("page size", _no_pages, faults.Damaged),
    ("first page", _first_page, faults.Damaged),
    ("half of it", _cut, faults.Damaged),
    ("300 bytes", _cut_short, faults.Damaged),
    ("garbage log", _garbage_log, faults.Damaged),
    ("trigger", _planted("CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM account; END"),
     faults.SchemaChanged),
    ("hidden trigger", _hidden, faults.Damaged),
    ("view", _planted("CREATE VIEW v AS SELECT * FROM member"), faults.SchemaChanged),
    ("table", _planted("CREATE TABLE extra (x)"), faults.SchemaChanged),
    ("table named like the index's own", _planted("CREATE TABLE search_data2 (x)"), faults.SchemaChanged),
    ("column", _planted("ALTER TABLE member ADD COLUMN x"), faults.SchemaChanged),
    ("lost table", _planted("DROP TABLE snooze"), faults.SchemaChanged),
]


@pytest.mark.parametrize(("spoiled", "kind"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_file_that_is_not_as_we_left_it_is_refused_untouched(
    path: str, spoiled: Callable[[str], object], kind: type[faults.Fault]
) -> None:
    spoiled(path)
    before = {name.name: name.read_bytes() for name in Path(path).parent.iterdir()}
    for create in (False, True):
        with pytest.raises(kind) as told:
            base.open_database(path, create=create)
        assert type(told.value) is kind
        assert told.value.path == path
        assert isinstance(told.value, faults.RefusedFile)
    after = {name.name: name.read_bytes() for name in Path(path).parent.iterdir()}
    lasting = {name: data for name, data in after.items() if not name.endswith(("-shm", ".db-wal")) or data}
    assert before.items() <= lasting.items() | after.items()
    assert base.db.obj is None


@pytest.mark.parametrize(("planted", "told"), [
    ("CREATE TABLE extra (x)", "table extra"), ("CREATE INDEX i ON member (name)", "index i"),
    ("CREATE VIEW v AS SELECT 1", "view v"), ("ALTER TABLE member ADD COLUMN x", "table member"),
    ("DROP TABLE snooze", "table snooze"),
])  # fmt: skip
def test_what_was_altered_is_named(path: str, planted: str, told: str) -> None:
    _planted(planted)(path)
    with pytest.raises(faults.SchemaChanged) as refused:
        base.open_database(path)
    assert refused.value.detail == told


def test_a_fault_keeps_the_place_it_names() -> None:
    bare = engine.sqlite.OperationalError("attempt to write a readonly database")
    try:
        raise faults.ReadOnly("/there") from bare
    except faults.ReadOnly as told:
        assert faults.cause(told) is told


def test_a_disk_so_full_that_a_file_beside_the_database_cannot_be_made_is_full(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_full", lambda *_: True)
    assert isinstance(files.cause(OSError(errno.EACCES, ""), path), faults.DiskFull)


def test_a_folder_and_a_pipe_are_not_databases(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(faults.NotADatabase):
            base.open_database(str(name))


def test_a_garbage_page_is_found_by_the_check_and_named_when_read(path: str) -> None:
    base.open_database(path)
    page = base.db.execute_sql("SELECT rootpage FROM sqlite_schema WHERE name = 'member'").fetchone()[0]
    base.close_database()
    sole(path)
    spoil(path, (page - 1) * 4096, b"\x5a" * 4096)
    base.open_database(path)
    with pytest.raises(engine.ERRORS) as told:
        list(Member.select())
    assert isinstance(faults.cause(told.value), faults.Damaged)
    with pytest.raises(faults.Damaged):
        workers.entry("x")
    assert health.check()[0].code in ("integrity", "damaged")


def test_a_log_cut_in_the_middle_loses_only_what_follows(path: str) -> None:
    base.open_database(path)
    reading = raw(path)
    reading.execute("BEGIN")
    reading.execute("SELECT * FROM member").fetchall()
    for n in range(20):
        workers.entry(f"n{n}")
    log = Path(path + "-wal").read_bytes()
    copy = path + ".copy"
    shutil.copy(path, copy)
    Path(copy + "-wal").write_bytes(log[: len(log) // 2] + b"\x5a" * (len(log) // 2))
    reading.close()
    base.open_database(copy)
    names = [member.name for member in Member.select().order_by(Member.id)]
    assert names == (["first"] + [f"n{n}" for n in range(20)])[: len(names)]
    assert 1 < len(names) < 21
    assert [found.code for found in health.check() if found.code != "account_state"] == []


def test_a_body_that_fails_leaves_nothing_and_the_error_is_its_own(path: str) -> None:
    base.open_database(path)

    @base.transaction
    def half() -> None:
        workers.entry("inside")
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        half()
    assert Member.select().count() == 1
    with pytest.raises(Exception, match="UNIQUE") as told:
        workers.entry("first")
    assert type(told.value).__name__ == "IntegrityError"
    workers.entry("second")
    assert Account.select().count() == 2


def test_a_transaction_within_one_joins_it(path: str) -> None:
    base.open_database(path)
    said: list[str] = []
    base.db.obj.raw.set_trace_callback(said.append)

    @base.transaction
    def both() -> None:
        workers.entry("a")
        workers.entry("b")

    both()
    verbs = ("BEGIN", "COMMIT", "SAVEPOINT")
    assert [text for text in said if text.startswith(verbs)] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert Member.select().count() == 3


def test_ids_of_removed_rows_are_not_given_out_again(path: str) -> None:
    base.open_database(path)
    workers.entry("second")
    last = Member.get(login="second")
    Account.delete().where(Account.owner == last).execute()
    base.db.execute_sql("DELETE FROM intent")
    last.delete_instance()
    assert Member.create(name="third", login="third").id > last.id


def test_a_lock_that_stays_is_locked_and_one_that_goes_is_waited_for(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.01)
    base.open_database(path)
    other = raw(path)
    other.execute("BEGIN IMMEDIATE")
    waits: list[float] = []
    monkeypatch.setattr("models.engine.time.sleep", waits.append)
    with pytest.raises(faults.Locked) as told:
        workers.entry("second")
    assert told.value.code == "locked"
    assert len(waits) == engine.RETRIES
    monkeypatch.setattr("models.engine.time.sleep", lambda _: other.in_transaction and other.execute("ROLLBACK"))
    workers.entry("second")
    assert Member.select().count() == 2
    other.close()


def test_a_reader_cannot_write_and_can_be_interrupted(path: str) -> None:
    base.open_database(path)
    handles: list[int] = []
    told: list[BaseException] = []
    started = threading.Event()

    def read() -> None:
        handles.append(base.reader())
        try:
            workers.entry("x")
        except faults.Fault as exc:
            told.append(exc)
        base.db.connection().create_function("started", 0, started.set)
        try:
            base.db.execute_sql("""WITH RECURSIVE n(x) AS (SELECT started() UNION ALL SELECT 1 FROM n)
                SELECT count(*) FROM n""").fetchall()
        except engine.ERRORS as exc:
            told.append(faults.cause(exc))

    thread = threading.Thread(target=read)
    thread.start()
    assert started.wait(30)
    while thread.is_alive():
        base.interrupt(handles[0])
        thread.join(0.01)
    assert [type(one) for one in told] == [faults.ReadOnly, faults.Interrupted]
    workers.entry("the writer may")


def test_data_version_moves_when_another_writes(path: str) -> None:
    base.open_database(path)
    before = base.data_version()
    assert base.data_version() == before
    workers.answer("write", path, "other", 1)
    assert base.data_version() != before


@pytest.mark.parametrize("how", ["gone", "replaced"])
def test_a_file_taken_away_while_open_is_noticed_before_anything_is_written(path: str, how: str) -> None:
    shutil.copy(path, path + ".copy")
    base.open_database(path)
    Path(path).unlink()
    if how == "replaced":
        Path(path + ".copy").rename(path)
    for act in (base.data_version, lambda: workers.entry("lost")):
        with pytest.raises(faults.Vanished) as told:
            act()
        assert told.value.detail == how
    fresh: list[BaseException] = []

    def connect() -> None:
        with contextlib.suppress(faults.Vanished):
            base.db.execute_sql("SELECT 1")
            fresh.append(AssertionError())

    thread = threading.Thread(target=connect)
    thread.start()
    thread.join()
    assert not fresh
    assert how == "replaced" or not Path(path).exists()


@pytest.mark.parametrize(("sql", "kind"), [
    ("CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM account; END", faults.SchemaChanged),
    ("PRAGMA user_version=999", faults.Newer)])
def test_a_change_of_schema_while_open_stops_the_writer(path: str, sql: str, kind: type[faults.Fault]) -> None:
    base.open_database(path)
    other = raw(path)
    other.execute(sql)
    other.execute("CREATE TABLE IF NOT EXISTS x (x)")
    with pytest.raises(kind):
        workers.entry("x")
    with pytest.raises(kind):
        base.data_version()
    other.close()


def test_statistics_are_no_change_of_schema(path: str) -> None:
    base.open_database(path)
    other = raw(path)
    other.execute("ANALYZE")
    other.close()
    workers.entry("x")
    base.close_database()
    base.open_database(path)


@pytest.mark.skipif(sys.platform == "darwin", reason="limits on file sizes work otherwise there")
def test_a_full_disk_is_called_so_and_leaves_a_whole_database(path: str) -> None:
    code, done, count, inside = workers.answer("fill", path)
    assert (code, inside) == ("disk_full", "False")
    assert int(count) == int(done) + 2
    base.open_database(path)
    assert [found for found in health.check() if found.code != "account_state"] == []


@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o644, 0o555), (0o444, 0o555)])
def test_what_may_only_be_read_says_so(path: str, journal: str, file: int, folder: int) -> None:
    here = tempfile.mkdtemp(dir="/tmp")
    try:
        name = f"{here}/a.db"
        sole(path)
        shutil.copy(path, name)
        connection = raw(name)
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.close()
        Path(name).chmod(file)
        Path(here).chmod(folder)
        assert workers.answer("powerless", name)[-1] == "read_only"
    finally:
        Path(here).chmod(0o755)
        shutil.rmtree(here)


def test_a_folder_that_may_not_be_written_says_so() -> None:
    here = tempfile.mkdtemp(dir="/tmp")
    try:
        Path(here).chmod(0o555)
        for name in ("a.db", "deeper/a.db"):
            assert workers.answer("powerless", f"{here}/{name}") == ["permission"]
    finally:
        Path(here).chmod(0o755)
        shutil.rmtree(here)


def test_what_may_not_even_be_read_says_so() -> None:
    here = tempfile.mkdtemp(dir="/tmp")
    try:
        name = f"{here}/a.db"
        base.open_database(name, create=True)
        base.close_database()
        Path(here).chmod(0o755)
        Path(name).chmod(0)
        assert workers.answer("powerless", name) == ["permission"]
    finally:
        shutil.rmtree(here)


def test_a_shared_database_is_open_to_the_group_whatever_the_umask(tmp_path: Path) -> None:
    name = tmp_path / "team" / "a.db"
    before = os.umask(0o077)
    try:
        base.init_shared(str(name))
        base.open_database(str(name))
        workers.entry("a")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in name.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"a.db": 0o660, "a.db-wal": 0o660, "a.db-shm": 0o660, "a.db.lock": 0o660}
    assert stat.S_IMODE(name.parent.stat().st_mode) == 0o2770
    (name.parent / "somebody's").touch()
    with pytest.raises(faults.Exists):
        base.init_shared(str(name))


def test_a_server_without_its_package_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peewee, "psycopg2", None)
    for name in [name for name in sys.modules if name.startswith("psycopg2")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg2", ModuleType("psycopg2"))
    with pytest.raises(faults.NoDriver):
        base.open_database("postgresql://localhost/none")


def test_the_first_cause_is_found_under_what_peewee_makes_of_it() -> None:
    full = engine.sqlite.OperationalError("database or disk is full")
    full.sqlite_errorcode, full.sqlite_errorname = 13, "SQLITE_FULL"
    try:
        try:
            raise full
        except engine.ERRORS:
            raise engine.sqlite.OperationalError("cannot rollback - no transaction is active") from None
    except engine.ERRORS as exc:
        found = faults.cause(exc, "/x")
    assert (found.code, found.path, found.detail) == ("disk_full", "/x", "SQLITE_FULL")
    assert faults.cause(ValueError()).code == "failed"
    assert faults.cause(OSError(28, "no room", "/y")).code == "disk_full"


@pytest.mark.parametrize(("words", "code"), [
    ("server closed the connection unexpectedly", "vanished"),
    ('connection to server on socket "/x" failed', "vanished"),
    ("canceling statement due to user request", "interrupted"),
    ("cannot execute INSERT in a read-only transaction", "read_only"),
    ("database is locked", "locked"),
    ("syntax error", "failed")])
def test_a_cause_is_known_by_its_words_where_there_is_no_number(words: str, code: str) -> None:
    assert faults.cause(peewee.InternalError(words)).code == code
    assert faults.cause(ValueError(words)).code == "failed"
