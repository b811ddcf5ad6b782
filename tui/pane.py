"""What a pane is: one read, shown; it reads again when what it showed has moved."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from textual import getters, work
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var
from textual.worker import WorkerCancelled

from models import faults
from tui import phrases
from tui.desk import Desk
from tui.keys import Act

Answer = TypeVar("Answer")
REST_SECONDS = 0.15
"""How long the cursor rests on a row before more is told of it: a held key draws only its mark."""


class Pane(Vertical, Generic[Answer]):
    """Shows one read of the account in hand, and answers its own keys."""

    NAME: ClassVar[str]
    SHOWS: ClassVar[frozenset[str]] = frozenset()
    """The tables whose change makes it read again."""
    ACTS: ClassVar[tuple[Act, ...]] = ()
    """What the palette offers here beyond the keys."""
    LEGENDS: ClassVar[tuple[Callable[[], str], ...]] = ()
    """What the signs on it mean, as the help tells it."""

    class Shown(Message):
        """The answer is on the screen."""

        def __init__(self, pane: "Pane[Any]") -> None:
            super().__init__()
            self.pane = pane

    class Go(Message):
        """An account is wanted in hand, on a face, with the cursor on a row of it."""

        def __init__(self, account: int, face: str = "brief", row: Hashable = None) -> None:
            super().__init__()
            self.account = account
            self.face = face
            self.row = row

    app = getters.app(Desk)

    account: var[int | None] = var(None, init=False)
    answer: Answer | None = None
    stale = True
    coming = False
    """Another answer is on its way: what is here is not told anew before it."""

    def read(self) -> Callable[[], Answer] | None:
        """What to ask on the reading thread; None when there is nothing to ask."""
        raise NotImplementedError

    def show(self, answer: Answer | None) -> None:
        """Put the answer on the screen; what was marked and where the cursor was stays."""
        raise NotImplementedError

    @property
    def account_here(self) -> int | None:
        """The account of what is under the cursor."""
        return self.account

    @property
    def person_here(self) -> int | None:
        """The person under the cursor; None where rows are not people."""
        return None

    def reach(self, row: Hashable) -> bool:  # noqa: ARG002 - panes with rows look
        """Put the cursor on a row; answers whether it is there."""
        return True

    def expect_back(self, expected: bool = True) -> None:
        """Whether something is taken back that may be a row of this pane again; panes of rows look for it."""

    def meet(self, people: tuple[int, ...] | None) -> None:
        """Be about meeting these people; None is everybody. Most panes are about the whole account."""

    def watch_account(self) -> None:
        self.refresh_soon()

    def touched(self, topics: frozenset[str], accounts: frozenset[int] | None = None) -> None:  # noqa: ARG002
        """Rows of these tables may have changed, if it is known those of these accounts only; `*` is any table."""
        if "*" in topics or topics & self.SHOWS:
            self.refresh_soon()

    def refresh_soon(self) -> None:
        """Read again now, or when it is next shown."""
        self.stale = True
        if self.is_mounted and self.display:
            self.reload()

    def wake(self) -> None:
        """It is shown again: read if anything moved meanwhile."""
        if self.stale:
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Ask, and show the answer; what is there stays until it comes, or for good when it cannot be read."""
        self.stale, self.coming = False, True
        question = self.read()
        try:
            answer = await self.app.read(question) if question else None
        except LookupError:
            answer = None
        except faults.Fault as fault:
            self.coming = False
            self.app.say(phrases.fault(fault), bad=True)
            return
        self.coming = False
        if self.is_attached:
            self.answer = answer
            self.show(answer)
            self.post_message(self.Shown(self))

    async def caught_up(self) -> None:
        """Wait until what was asked for is shown: a key typed ahead means the rows to come, not the ones still here."""
        while reading := [w for w in self.workers if w.node is self and w.group == "read" and not w.is_finished]:
            with suppress(WorkerCancelled):
                await reading[-1].wait()

    def on_resize(self) -> None:
        """What fits depends on the width."""
        if self.answer is not None and not self.coming:
            self.refit()

    def refit(self) -> None:
        """Show the same answer in another size."""
        self.retell()

    def retell(self) -> None:
        """Show the same answer in other words: the language, the mask or the width changed."""
        if not self.stale:
            self.show(self.answer)
