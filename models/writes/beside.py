"""A second process that works out, beside the one that writes, what follows from what was written.

It only reads. What it answers bears the number of the newest intent it saw: where somebody has changed anything since,
the writer works it out again. It is there only for one file with a write-ahead log, where readers hinder nobody.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from itertools import count
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from models import base, engine, search
from models.base import db
from models.reads import thresholds
from models.rules.settings import Settings
from models.writes import derive

STANDINGS = "standings"
"""What is worked out besides the entries of a kind."""
UNDER_WAY = 8
"""Things asked for and not answered yet: small enough for a pipe to hold."""
MANY = 3000
"""Rows from which on a second process helps."""
FEW = 50
"""Entries that leave the index word by word."""
COLLECTED = 32
"""Answers after which the second process looks for what nobody holds."""
_LOST = (EOFError, OSError)
_CODE = "import sys; sys.path[:] = {path!r}; from models.writes import beside; beside.serve({fd})"


class Asked(NamedTuple):
    """Rows whose entries, or accounts whose standings, are to be worked out; up to 500."""

    what: str
    """A kind of entry, or `STANDINGS`."""
    keys: Sequence[int]
    today: date


class Answer(NamedTuple):
    """What came of it, and the newest intent at that moment; 0 where nobody can say whether it still holds."""

    asked: Asked
    seen: int
    made: Any


def work_out(asked: Asked) -> Answer:
    """Work out what was asked for from one moment of the database; on a server that is left to `store`."""
    if not isinstance(db.obj, engine.File):
        return Answer(asked, 0, None)
    with db.obj.atomic():
        return Answer(asked, base.newest_intent(), _made(asked, thresholds.settings()))


def store_all(found: Sequence[Answer]) -> bool:
    """Write what was worked out, in the caller's transaction, anew where it may no longer hold.

    Answers whether much left the index, so that it is to be tidied.
    """
    now = base.newest_intent() if found else 0
    made = [
        (each.asked, each.made if each.seen and each.seen == now else _made(each.asked, thresholds.settings()))
        for each in found
    ]
    many = any(asked.what != STANDINGS and len(wanted.gone) > FEW for asked, wanted in made)
    derive.store([wanted for asked, wanted in made if asked.what == STANDINGS])
    with search.overwriting_later() if many else nullcontext():
        for asked, wanted in made:
            if asked.what != STANDINGS:
                search.store(asked.what, wanted)
    return many


def _made(asked: Asked, settings: Settings) -> Any:
    if asked.what == STANDINGS:
        return derive.derived(asked.keys, asked.today, settings)
    return search.rewritten(asked.what, asked.keys)


class Beside:
    """The second process, seen from the first; it is gone when this is closed, and with the first process."""

    def __init__(self, path: str) -> None:
        """Start it on a file."""
        import subprocess
        from multiprocessing.connection import Pipe

        self.pipe, theirs = Pipe()
        self.asked: list[Asked] = []
        """What is under way, the first that was asked for first."""
        self.lost = False
        fd = theirs.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE.format(path=sys.path, fd=fd)], pass_fds=(fd,), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        self.came: SimpleQueue[Answer | None] = SimpleQueue()
        self.ears = Thread(target=self._listen, daemon=True)
        self.ears.start()
        with suppress(*_LOST):
            self.pipe.send(path)

    def _listen(self) -> None:
        """Take in what comes at once: a pipe holds less than an answer, and whoever cannot send cannot go on."""
        with suppress(*_LOST):
            while True:
                self.came.put(self.pipe.recv())
        self.came.put(None)

    def ask(self, asked: Asked) -> bool:
        """Ask for something; answers whether it was, for only so much may be under way."""
        if self.lost or len(self.asked) >= UNDER_WAY:
            return False
        try:
            self.pipe.send(asked)
        except _LOST:
            return False
        self.asked.append(asked)
        return True

    def answers(self, wait: float = 0.0) -> list[Answer]:
        """What has come, waiting so many seconds for the first; what died with it comes as if nobody had asked."""
        found: list[Answer] = []
        with suppress(Empty):
            while self.asked:
                answer = self.came.get(timeout=wait) if wait and not found else self.came.get_nowait()
                if answer is None:
                    found += [Answer(asked, 0, None) for asked in self.asked]
                    self.asked.clear()
                    self.lost = True
                else:
                    found.append(answer)
                    self.asked.pop(0)
        return found

    def close(self) -> None:
        """Let it go."""
        self.process.kill()
        self.process.wait()
        self.ears.join()
        self.pipe.close()


@contextmanager
def helped(count: int) -> Iterator[Beside | None]:
    """A second process while so many rows are written, where it helps."""
    helper = beside() if count >= MANY else None
    try:
        yield helper
    finally:
        if helper:
            helper.close()


def beside() -> Beside | None:
    """A second process on the file that is open; None where it would not help, or cannot be."""
    opened = db.obj
    if not isinstance(opened, engine.File) or not sys.executable or len(os.sched_getaffinity(0)) < 2:
        return None
    if opened.raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return None
    try:
        return Beside(opened.path)
    except OSError:
        return None


def serve(fd: int) -> None:
    """Be the second process: answer until nobody asks any more."""
    from multiprocessing.connection import Connection

    pipe: Any = Connection(fd)
    gc.disable()  # it holds next to nothing, so that to look through all that is made costs more than it frees
    with suppress(*_LOST):
        base.open_database(pipe.recv())
        base.reader()
        for number in count(1):
            pipe.send(work_out(pipe.recv()))
            if number % COLLECTED == 0:
                gc.collect()
