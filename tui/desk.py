"""The part of the app that panes lean on: the store, the actor, the status line, and who changed what.

Writes are imported when somebody acts: the first screen is there before them.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual.message import Message
from textual.reactive import var

from models import base, faults
from models.rules.settings import Settings
from tui import phrases
from tui.config import Config
from tui.guarded import Guarded
from tui.mask import Mask
from tui.store import Store
from tui.words import t

if TYPE_CHECKING:
    from models.writes.outcomes import Actor, Done

P = ParamSpec("P")
T = TypeVar("T")

ASKING = frozenset({"ask", "choose", "save", "welcome", "blank"})
"""Groups of workers that put something before the user, each in a screen of its own."""
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

    class Touched(Message):
        """Tables whose rows may have changed."""

        def __init__(self, topics: frozenset[str]) -> None:
            super().__init__()
            self.topics = topics

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
            done = await self.store.write(work, self.actor, *args, **kwargs)
        except Refused as refused:
            self.say(phrases.refused(refused.reason, refused.detail), bad=True)
        except faults.Fault as fault:
            self.say(phrases.fault(fault), bad=True)
        else:
            self._version = await self.store.read(base.data_version)
            self.touch(done.touched)
            return done
        return None

    def touch(self, topics: Iterable[str]) -> None:
        """Say that rows of these tables may have changed."""
        moved = frozenset(topics)
        if moved:
            for screen in self.screen_stack:
                screen.post_message(self.Touched(moved))

    def follow(self) -> None:
        """Begin to look out for changes that other processes make."""
        self.set_interval(FOLLOW_SECONDS, self._look, name="follow")

    async def _look(self) -> None:
        try:
            version = await self.store.read(base.data_version)
        except faults.Fault as fault:
            self.say(phrases.fault(fault), bad=True)
            return
        if version != self._version:
            known, self._version = self._version, version
            if known:
                self.touch({"*"})

    def undone(self, name: str, account: str, *, again: bool) -> None:
        """Say what an undo or redo did, and to which account."""
        about = self.mask.name("account", account, account)
        self.say(t("status.redone" if again else "status.undone", what=phrases.about(phrases.intent(name), about)))
