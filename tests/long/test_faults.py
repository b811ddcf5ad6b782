"""The faults in full: death at every statement and between every two files, crowds, random garbage."""

import random
import shutil
import signal
import threading
from pathlib import Path

import pytest

from models import backup, base, engine, faults, health, migrations
from models.tables import Account, Intent, Member
from tests.models import workers
from tests.models.filed import closed, path

__all__ = ["closed", "path"]

pytestmark = pytest.mark.long


def sound(path: str, *words: str) -> None:
    """Whether a database opens, holds these entries whole, and contradicts itself nowhere."""
    base.open_database(path, create=True)
    names = {member.name for member in Member.select()}
    assert names >= set(words)
    assert len(names) == Account.select().count() == Intent.select().count()
    assert [found for found in health.check() if found.code != "account_state"] == []
    base.close_database()


@pytest.mark.parametrize("by", ["fatal", "events"])
def test_death_anywhere_while_a_database_is_made(tmp_path: Path, by: str) -> None:
    n = 0
    while True:
        n += 1
        died = workers.die(n, "create", tmp_path / f"{n}.db", by=by)
        sound(str(tmp_path / f"{n}.db"))
        if not died:
            break
    assert n > 5


@pytest.mark.parametrize("by", ["fatal", "events"])
def test_death_anywhere_in_a_migration(path: str, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in workers.future().items():
        monkeypatch.setattr(migrations, name, value)
    n, died = 0, True
    while died:
        n += 1
        copy = f"{path}.{n}"
        shutil.copy(path, copy)
        died = workers.die(n, "migrate", copy, by=by)
        sound(copy, "first")
        for kept in backup.copies(copy):
            sound(kept, "first")
    assert n > 10


@pytest.mark.parametrize("by", ["fatal", "events"])
def test_death_anywhere_in_a_write(path: str, by: str) -> None:
    n, died, told = 0, True, ["first"]
    while died:
        n += 1
        worker = workers.run(by, n, "write", path, f"w{n}")
        out, _ = worker.communicate()
        told += out.split()
        died = worker.returncode != 0
        sound(path, *told)
    assert n > (20 if by == "fatal" else 1)


def test_death_anywhere_in_a_copy(path: str) -> None:
    base.open_database(path)
    for n in range(100):
        workers.entry(f"{n}-" + "x" * 40000)
    base.close_database()
    assert workers.run("copying", path, 2).wait() == -signal.SIGKILL
    assert not Path(path + ".copy").exists()
    n, died = 0, True
    while died:
        n += 1
        died = workers.die(n, "keep", path, by="events")
        shutil.rmtree(backup.folder(path) + ".old", ignore_errors=True)
        for kept in backup.copies(path):
            sound(kept, "first")
            Path(backup.folder(path)).rename(backup.folder(path) + ".old")
    workers.answer("keep", path)
    assert [name for name in workers.listing(backup.folder(path)) if not name.startswith("daily-2026-01-01.db")] == []


@pytest.mark.parametrize("by", ["fatal", "events"])
@pytest.mark.parametrize("damaged", [False, True])
def test_death_anywhere_in_a_restore_leaves_one_or_the_other(path: str, by: str, damaged: bool) -> None:
    base.open_database(path)
    backup.backup(path + ".copy")
    workers.entry("second")
    base.close_database()
    before = Path(path).read_bytes()
    n, died = 0, True
    while died:
        n += 1
        target = f"{path}-{n}"
        Path(target).write_bytes(b"text" if damaged else before)
        died = workers.die(n, "restore", path + ".copy", target, by=by)
        if Path(target).read_bytes() == b"text":
            assert damaged
            assert died
        else:
            sound(target, "first")
        if Path(target + ".kept").exists():
            assert damaged == (Path(target + ".kept").read_bytes() == b"text")
    sound(target, "first")
    assert Path(target + ".kept").exists()


def test_two_hundred_random_deaths_with_two_writers(path: str) -> None:
    chance, told = random.Random(20260227), ["first"]
    for round_ in range(200):
        pair = [workers.run("write", path, f"{round_}-{one}", 10_000) for one in "ab"]
        for worker in pair:
            assert worker.stdout
            told += [worker.stdout.readline().strip() for _ in range(chance.randrange(1, 30))]
        chance.shuffle(pair)
        for worker in pair:
            worker.kill()
            assert worker.stdout
            told += worker.stdout.read().split("\n")[:-1]
            worker.communicate()
        if round_ % 20 == 19:
            sound(path, *told)
    sound(path, *told)
    assert len(told) > 400


def test_eight_writers_lose_nothing_and_wait_for_each_other(path: str) -> None:
    crowd = [workers.run("write", path, f"w{n}", 200) for n in range(8)]
    told = []
    for worker in crowd:
        out, err = worker.communicate()
        assert (worker.returncode, err) == (0, "")
        told += out.split()
    assert len(told) == 1600
    sound(path, "first", *told)


def test_a_lock_held_for_ten_seconds_is_waited_for(path: str) -> None:
    holder = workers.run("hold", path)
    assert holder.stdout
    assert holder.stdin
    assert holder.stdout.readline() == "held\n"
    threading.Timer(10, holder.stdin.close).start()
    base.open_database(path)
    workers.entry("second")
    holder.wait()
    assert Member.select().count() == 2


def test_garbage_on_any_page_is_refused_or_found(path: str) -> None:
    chance = random.Random(7)
    base.open_database(path)
    base.db.execute_sql("PRAGMA journal_mode=DELETE")
    base.close_database()
    whole = Path(path).read_bytes()
    for page in range(len(whole) // 4096):
        Path(path).write_bytes(whole[: page * 4096] + chance.randbytes(4096) + whole[page * 4096 + 4096:])
        try:
            base.open_database(path)
        except faults.RefusedFile:
            continue
        assert "integrity" in [found.code for found in health.check()], page
        base.close_database()


def test_random_garbage_in_the_log_loses_only_what_follows_or_is_refused(path: str) -> None:
    chance = random.Random(8)
    base.open_database(path)
    reading = engine.sqlite.connect(path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT * FROM member").fetchall()
    for n in range(30):
        workers.entry(f"n{n}")
    names, log = ["first", *(f"n{n}" for n in range(30))], Path(path + "-wal").read_bytes()
    copy = path + ".copy"
    for _ in range(200):
        at = chance.randrange(len(log))
        Path(copy).write_bytes(Path(path).read_bytes())
        Path(copy + "-wal").write_bytes(log[:at] + chance.randbytes(64) + log[at + 64:])
        Path(copy + "-shm").unlink(missing_ok=True)
        try:
            base.open_database(copy)
        except faults.RefusedFile:
            continue
        found = [member.name for member in Member.select().order_by(Member.id)]
        assert found == names[: len(found)]
        assert [one for one in health.check() if one.code != "account_state"] == []
        base.close_database()
    reading.close()


def test_random_bytes_in_the_header_are_refused_or_harmless(path: str) -> None:
    chance = random.Random(9)
    base.open_database(path)
    base.db.execute_sql("PRAGMA journal_mode=DELETE")
    base.close_database()
    whole = Path(path).read_bytes()
    for _ in range(500):
        at = chance.randrange(100)
        Path(path).write_bytes(whole[:at] + chance.randbytes(1) + whole[at + 1:])
        for left in ("-wal", "-shm", "-journal"):
            Path(path + left).unlink(missing_ok=True)
        try:
            base.open_database(path)
            assert [member.name for member in Member.select()] == ["first"]
            workers.entry("second")
        except faults.RefusedFile:
            continue
        except engine.ERRORS as exc:
            assert faults.known(exc)
        base.close_database()
