"""The part of the app that panes lean on: the store, the actor, the status line, and who changed what.

Writes are imported when somebody acts: the first screen is there before them.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.message import Message
from textual.reactive import var
from textual.worker import WorkerFailed

from models import base, faults
from models.reads import thresholds
from models.rules.settings import Settings
from tui import phrases, words
from tui.config import Config
from tui.guarded import Guarded
from tui.mask import Mask
from tui.store import Store
from tui.words import t

if TYPE_CHECKING:
    from models.writes.outcomes import Actor, Done
    from models.writes.renewal import Steps

P = ParamSpec("P")
T = TypeVar("T")

ASKING = frozenset({"ask", "choose", "save", "welcome", "blank"})
"""Groups of workers that put something before the user, each in a screen of its own."""
GONE_BY = frozenset({"setting", "choice"})
"""Tables all the screens go by."""
FOLLOW_SECONDS = 2.0
"""How often the screen looks whether another process changed the database."""


class Desk(Guarded[None]):
    """Owns the store, acts for one member, and tells the panes what moved."""

    class Said(Message):
        """Something for the status line."""

        def __init__(self, text: str, *, bad: bool = False, hint: bool = False) -> None:
            super().__init__()
            self.text = text
            self.bad = bad
            self.hint = hint

    class Visited(Message):
        """A visit became done: what to bring up to date is asked (V10)."""

        def __init__(self, visit: int) -> None:
            super().__init__()
            self.visit = visit

    class Touched(Message):
        """Tables whose rows may have changed."""

        def __init__(self, topics: frozenset[str], accounts: frozenset[int] | None = None) -> None:
            super().__init__()
            self.topics = topics
            self.accounts = accounts
            """The accounts they are about; None when it may be any."""

        def concerns(self, account: int | None) -> bool:
            """Whether it may concern what shows one account, or, with None, any."""
            return account is None or self.accounts is None or account in self.accounts

    masked: var[bool] = var(False)

    def __init__(
        self, config: Config, member: int | None, clock: Callable[[], datetime], day: date | None
    ) -> None:
        super().__init__()
        self.config = config
        self.member = member
        self.store = Store()
        self.mask = Mask()
        self.settings = Settings()
        self._clock = clock
        self._day = day
        self._version = 0
        self._newest = 0
        self._own: set[int] = set()
        self._seen_day = self.today

    @property
    def today(self) -> date:
        """The day where the user is, unless he asked for another."""
        return self._day or self._clock().astimezone().date()

    @property
    def actor(self) -> "Actor":
        """Who acts, now."""
        from models.writes.outcomes import Actor

        return Actor(self.member, self._clock().astimezone(UTC), self.today)

    def say(self, text: str, *, bad: bool = False, hint: bool = False) -> None:
        """Put a line on the status line of the screen in front; a hint gives way to what stands there."""
        self.screen.post_message(self.Said(text, bad=bad, hint=hint))

    def holds(self) -> bool:
        """Whether somebody is yet to be asked: his screen waits for the database, or what he answered is written."""
        asking = sum(worker.group in ASKING and not worker.is_finished for worker in self.workers)
        return asking >= len(self.screen_stack)

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database; the screen goes on meanwhile."""
        return await self.store.read(work, *args, **kwargs)

    async def aside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database what may take long; look-ups do not wait for it."""
        return await self.store.aside(work, *args, **kwargs)

    async def write(
        self, work: "Callable[Concatenate[Actor, P], Done[T]]", *args: P.args, **kwargs: P.kwargs
    ) -> "Done[T] | None":
        """Make a change and let every pane that shows it read again; None when it was refused, and says why.

        Raises Invalid and Stale, which only the form that asked can mend.
        """
        from models.writes.outcomes import Refused

        if self.member is None:
            self.say(t("status.not_member"), bad=True)
            return None
        try:
            done = await self.store.write(_written, partial(work, self.actor, *args, **kwargs))
        except Refused as refused:
            self.say(phrases.refused(refused.reason, refused.detail), bad=True)
        except faults.Fault as fault:
            self.say(phrases.fault(fault), bad=True)
        else:
            self._own |= {done.intent} if done.intent else set()
            await self._settled_anew(done.touched)
            self.touch(done.touched)
            return done
        return None

    def touch(self, topics: Iterable[str], accounts: frozenset[int] | None = None) -> None:
        """Say that rows of these tables may have changed, if it is known of these accounts only."""
        moved = frozenset(topics)
        if moved:
            for screen in self.screen_stack:
                screen.post_message(self.Touched(moved, accounts))

    async def settle_in(self) -> None:
        """Read what all the screens go by; whatever changes from here on is noticed."""
        self.settings, called, self._version, self._newest = await self.store.read(_state)
        words.rename(called)

    async def _settled_anew(self, topics: frozenset[str]) -> None:
        """Read again what all the screens go by where it may have changed, and see to what follows from it."""
        if topics & GONE_BY:
            self.settings, called, *_ = await self.store.read(_state)
            words.rename(called)
        if "setting" in topics:
            self._renew()

    @work(exclusive=True, group="renew")
    async def _renew(self) -> None:
        """Bring every account up to date with changed settings, other writes between, and say how far it is."""
        done, steps = 0, await self.store.write(_steps)
        while (how := await self.store.write(steps.take, self.today)) is not None:
            done += 1
            if how.done < how.total or done > 1:
                percent = 100 * how.done // max(how.total, 1)
                self.say(t("status.renewing", done=how.done, total=how.total, percent=percent))
        if done:
            self.touch({"*"})
        if done > 1:
            self.say(t("status.renewed"))

    def follow(self) -> None:
        """Begin to look out for changes that other processes make, and for the turn of the day."""
        self.set_interval(FOLLOW_SECONDS, self._look, name="follow")

    def turn_day(self) -> None:
        """It is another day: what is due and how late it is are others."""
        self.touch({"*"})

    async def _look(self) -> None:
        if self.today != self._seen_day:
            self._seen_day = self.today
            self.turn_day()
        try:
            moved = await self.store.read(_moved, self._version, self._newest, frozenset(self._own))
        except faults.Fault as fault:
            self.say(phrases.fault(fault), bad=True)
            return
        if moved is not None:
            self._version, self._newest, topics, accounts = moved
            self._own = {intent for intent in self._own if intent > self._newest}
            await self._settled_anew(topics)
            self.touch(topics, accounts)

    def _handle_exception(self, error: Exception) -> None:
        """What the database could not answer is said, wherever it was asked, and the program goes on."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, faults.Fault) and self.is_running and self.screen_stack:
            self.say(phrases.fault(cause), bad=True)
        else:
            super()._handle_exception(error)

    def undone(self, name: str, account: str, *, again: bool) -> None:
        """Say what an undo or redo did, and to which account."""
        about = self.mask.name("account", account, account)
        self.say(t("status.redone" if again else "status.undone", what=phrases.about(phrases.intent(name), about)))


def _state() -> tuple[Settings, dict[str, str], int, int]:
    """The settings, words people chose, the version of the data, and the newest intent."""
    return thresholds.settings(), thresholds.renamed(), base.data_version(), base.newest_intent()


def _written(work: "Callable[[], Done[T]]") -> "Done[T]":
    """Do a write on the writing thread; what follows from a changed setting is left to `Desk._renew`."""
    from models.writes.renewal import left_to_others

    token = left_to_others.set(True)
    try:
        return work()
    finally:
        left_to_others.reset(token)


def _steps() -> "Steps":
    """What derives all accounts anew."""
    from models.writes.renewal import Steps

    return Steps()


def _moved(
    version: int, newest: int, own: Collection[int]
) -> tuple[int, int, frozenset[str], frozenset[int] | None] | None:
    """What others have done since: version, newest intent, tables and accounts; None when nothing moved."""
    now = base.data_version()
    if now == version:
        return None
    last = base.newest_intent()
    if last == newest:
        return now, last, frozenset({"*"}), None  # derived rows, or a piece of what is being written
    from models.reads import history

    tables, accounts = history.since(newest, own)
    return now, last, tables | {"account_state"} if tables else tables, accounts
