"""Processes that open, write, fill the disk and die on the spot: `python -m tests.models.workers WHAT PATH …`."""

import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from models import backup, base, engine, faults, migrations
from models.migrations.draft import digest
from models.tables import Account, Intent, Member

ROOT = Path(__file__).parents[2]
NEXT = ModuleType("models.migrations.m9999_next")
vars(NEXT).update(
    STATEMENTS=(
        'CREATE TABLE "later" ("id" {key}, "text" TEXT NOT NULL)',
        'CREATE INDEX "later_text" ON "later" ("text")',
        'INSERT INTO "later" ("text") SELECT "name" FROM "member"',
        'ALTER TABLE "member" ADD COLUMN "nickname" TEXT',
    ),
    SQLITE=("""UPDATE "member" SET "nickname" = 'none'""",),
    POSTGRES=(),
)


def future() -> dict[str, Any]:
    """What to set in `models.migrations` to have one more step than there is."""
    sys.modules[NEXT.__name__] = NEXT
    made = [text for name, _ in migrations.STEPS for text in migrations.statements(name, migrations.ON_SQLITE)]
    made += migrations.statements("m9999_next", migrations.ON_SQLITE)
    steps = (*migrations.STEPS, ("m9999_next", digest(made)))
    return {"STEPS": steps, "CURRENT": len(steps)}


def fatal(n: int) -> None:
    """Have this process killed when SQLite begins its n-th statement."""
    original, count = engine.File._add_conn_hooks, 0

    def hooks(self: engine.File, connection: Any) -> None:
        def trace(_: str) -> None:
            nonlocal count
            count += 1
            if count == n:
                os.kill(os.getpid(), signal.SIGKILL)

        original(self, connection)
        connection.set_trace_callback(trace)

    engine.File._add_conn_hooks = hooks  # type: ignore[method-assign, assignment]


@base.transaction
def entry(word: str) -> None:
    """One intention over three tables."""
    member = Member.create(name=word, login=word)
    Account.create(name=f"{word} account", owner=member)
    Intent.create(name="entry", at="2026-01-01 00:00:00", member=member)


def say(*words: object) -> None:
    """Tell the test that waits."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def listing(folder: str | Path) -> list[str]:
    """The names in a folder."""
    return [one.name for one in Path(folder).iterdir()]


def create(path: str) -> None:
    """Open, made if need be."""
    base.open_database(path, create=True)


def migrate(path: str) -> None:
    """Open with one step more."""
    vars(migrations).update(future())
    base.open_database(path)


def write(path: str, word: str, count: str = "3") -> None:
    """Write entries, and say which after each commit."""
    base.open_database(path)
    for n in range(int(count)):
        entry(f"{word}-{n}")
        os.write(1, f"{word}-{n}\n".encode())
        time.sleep(0.001)


def fill(path: str) -> None:
    """Write until the disk is full, say what that was called, and write again when there is room."""
    base.open_database(path)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(path).stat().st_size + 65536, most))
    done = 0
    try:
        for done in range(1000):
            entry(f"{done}-" + "x" * 5000)
    except faults.Fault as exc:
        say(exc.code, done)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    entry("again")
    say(Member.select().count(), base.db.in_transaction())


def cramped(what: str, path: str, size: str) -> None:
    """Make a database, take the next step or copy one where no file may grow beyond a size; say what happens."""
    if what == "copy":
        base.open_database(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        globals()[what](path)
    except faults.Fault as exc:
        say(exc.code)


def events(n: int) -> None:
    """Have this process killed when it is about to change the n-th name or file."""
    count = 0

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event in ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod"):
            count += 1
            if count == n:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def copy(path: str) -> None:
    """Copy what is open."""
    backup.backup(path + ".copy")


def keep(path: str) -> None:
    """Make the copy of the day."""
    base.open_database(path)
    backup.daily(date(2026, 1, 1))


def copying(path: str, n: str) -> None:
    """Die when so many parts of a copy are made."""
    base.open_database(path)
    left = int(n)

    def progress(_: int, __: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    backup.backup(path + ".copy", progress=progress)


def restore(source: str, path: str) -> None:
    """Put a copy back."""
    backup.restore(source, path, "kept")


def hold(path: str) -> None:
    """Hold the lock until there is something to read."""
    connection = engine.sqlite.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    os.write(1, b"held\n")
    sys.stdin.read()


def powerless(path: str) -> None:
    """Read, then write, as somebody who may not; say what happens."""
    if os.geteuid() == 0:
        os.setresuid(65534, 65534, 65534)
    try:
        base.open_database(path, create=True)
        say(Member.select().count())
        entry("no")
    except faults.Fault as exc:
        say(exc.code)


def run(*words: object) -> subprocess.Popen[str]:
    """Start a worker."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.models.workers", *map(str, words)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )


def answer(*words: object) -> list[str]:
    """What a worker said; an error when it did not end well."""
    worker = run(*words)
    out, err = worker.communicate()
    assert worker.returncode == 0, err
    return out.split()


def die(n: int, *words: object, by: str = "fatal") -> bool:
    """Let a worker die at its n-th statement, or event; False when it ended before."""
    worker = run(by, n, *words)
    _, err = worker.communicate()
    assert worker.returncode in (0, -signal.SIGKILL), err
    return worker.returncode != 0


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[0] in ("fatal", "events"):
        globals()[words[0]](int(words[1]))
        words = words[2:]
    globals()[words[0]](*words[1:])
