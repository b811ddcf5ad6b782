"""Deriving all accounts anew after a change of a setting: piece by piece, others between, and whole whoever stops.

That it is under way stands in the database, as the last account that was done, so that anybody may go on: who asked
for it, a colleague, or the turn of the day.
"""

from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

from models.base import transaction
from models.reads import thresholds
from models.reads.facts import CHUNK
from models.reads.rows import ids
from models.tables.accounts import Account
from models.tables.team import Setting
from models.writes.derive import Progress, derive_only

MARK = "renewed_up_to"
"""The key under which it stands how far it is; in no history, for it is nothing anybody meant."""
STEP = CHUNK
"""Accounts of one piece."""
left_to_others: ContextVar[bool] = ContextVar("left_to_others", default=False)
"""Whether the caller of a write takes the steps himself, other things between."""


class How(NamedTuple):
    """How far it is: accounts done, of how many."""

    done: int
    total: int


def mark() -> None:
    """Say that all accounts are to be derived anew, in the caller's transaction; what was under way begins again."""
    if not Setting.update(value="0").where(Setting.key == MARK).execute():
        Setting.create(key=MARK, value="0")


def pending() -> bool:
    """Whether any is under way. One query."""
    return Setting.select().where(Setting.key == MARK).exists()


def step(today: date, most: int = STEP) -> How | None:
    """Derive some more accounts in a transaction of their own; None when all is done."""
    return transaction(_step)(today, most)


def _step(today: date, most: int) -> How | None:
    found = Setting.get_or_none(Setting.key == MARK)
    if found is None:
        return None
    a, last = Account, int(found.value)
    wanted = ids(a.select(a.id).where(a.id > last).order_by(a.id).limit(most))
    if not wanted:
        found.delete_instance()
        return None
    derive_only(wanted, today, thresholds.settings())
    Setting.update(value=str(wanted[-1])).where(Setting.key == MARK).execute()
    return How(a.select().where(a.id <= wanted[-1]).count(), a.select().count())


class Steps:
    """Takes step after step, each as large as others hardly wait for, with a moment for them between."""

    def __init__(self) -> None:
        """None was taken yet."""
        from models.writes.pieces import Turns  # a write that changes no setting does without

        self.turns = Turns()

    def take(self, today: date) -> How | None:
        """The next one; None when all is done."""
        return self.turns.take(lambda: _step(today, self.turns.fit(STEP)))


def finish(today: date, told: Progress | None = None) -> None:
    """Take all steps that are left."""
    steps = Steps()
    while (how := steps.take(today)) is not None:
        if told:
            told(*how)
