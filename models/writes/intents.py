"""An intention: one transaction, one entry of history, derived rows kept true, and a word on what it touched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

from peewee import IntegrityError

from models.base import db, transaction
from models.reads import thresholds
from models.tables import Intent, Member
from models.writes import renewal
from models.writes.outcomes import Actor, Conflict, Done, Forbidden, Refused, Stale
from models.writes.work import Work, gathering

__all__ = ["REFUSED", "Actor", "Conflict", "Done", "Forbidden", "Refused", "Stale", "Work", "intention", "postponed"]

P = ParamSpec("P")
T = TypeVar("T")
REFUSED = "refused:"
"""What the name of an intent begins with that was forbidden, and changed nothing."""


@contextmanager
def postponed(actor: Actor) -> Iterator[None]:
    """Within the caller's transaction, do many intentions and bring what follows from them up to date at the end."""
    waiting = Work(actor, "")
    token = gathering.set(waiting)
    try:
        yield
    finally:
        gathering.reset(token)
    waiting.follow(actor.today, thresholds.settings())
    if waiting.everywhere:
        renewal.mark()
        renewal.finish(actor.today)


class Intention(Generic[P, T]):
    """Something a member may mean to do: called with an actor it is one transaction, one history entry."""

    def __init__(self, name: str, body: Callable[Concatenate[Work, P], T]) -> None:
        self.name = name
        self.within = body
        """The same as a part of a larger intention, with its `Work`."""
        update_wrapper(self, body)

    def __call__(self, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        """Do it; raises Refused, Stale or Invalid, and then nothing has happened."""
        work = Work(actor, self.name)
        try:
            value = self._carry_out(work, *args, **kwargs)
        except IntegrityError as broken:
            raise Refused("still_used") from broken
        except Forbidden as forbidden:
            if not db.in_transaction():
                put_on_record(actor, self.name, forbidden.account)
            raise
        if work.everywhere and not db.in_transaction() and not renewal.left_to_others.get():
            renewal.finish(actor.today)
        return Done(value, work.intent, frozenset(work.touched))

    @transaction
    def _carry_out(self, work: Work, *args: P.args, **kwargs: P.kwargs) -> T:
        work.begin()
        value = self.within(work, *args, **kwargs)
        work.finish(thresholds.settings())
        if work.everywhere and gathering.get() is None:
            renewal.mark()
        return value


@transaction
def put_on_record(actor: Actor, name: str, account: int | None) -> None:
    """Note an attempt that was forbidden: an intent without changes (T4)."""
    member = actor.member if actor.member and Member.select().where(Member.id == actor.member).exists() else None
    Intent.create(member=member, at=actor.now, name=REFUSED + name, account=account)


def intention(name: str) -> Callable[[Callable[Concatenate[Work, P], T]], Intention[P, T]]:
    """Make a function an intention of that name."""
    return partial(Intention, name)
