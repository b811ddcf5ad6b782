"""The stance ledger between two days: who moved, when, and by which entry (P4, P5)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.facts import PersonFact, StanceFact
from models.rules.stances import LETTERS, Standing, Trend, current, entries, score, trend
from models.rules.vocabulary import Stance


class Change(NamedTuple):
    """Somebody who stands otherwise on the later day; `entry` is the one that brought him there."""

    person: int
    before: Stance
    after: Stance
    entry: StanceFact

    @property
    def towards(self) -> Trend:
        """Towards us `up`, away `down`; `same` where he was not known before, or is not now."""
        return trend(Standing(self.after, before=self.before))


def difference(
    people: Iterable[PersonFact], opportunity: int | None, since: date, until: date
) -> tuple[Change, ...]:
    """Who stands otherwise at the end of `until` than at the end of `since`, the worst turn first (P4).

    A day after the other one is the same question the other way round; equal days differ in nothing.
    """
    first, last = min(since, until), max(since, until)
    found = []
    for person in people:
        before, after = (current(person, opportunity, day).stance for day in (first, last))
        if before is not after:
            found.append(Change(person.id, before, after, _led(person, opportunity, first, last, after)))
    return tuple(sorted(found, key=lambda change: (_gain(change), list(LETTERS).index(change.after), change.person)))


def _led(
    person: PersonFact, opportunity: int | None, since: date, until: date, after: Stance
) -> StanceFact:
    """The entry by which somebody came to where he stands: the first of his last run after `since`.

    Where an opportunity's own ledger began he may stand there by what it says first.
    """
    run: list[StanceFact] = []
    for entry in reversed(entries(person, opportunity, until)):
        if entry.stance is not after or entry.date <= since:
            break
        run.append(entry)
    return run[-1] if run else entries(person, opportunity, until)[-1]


def _gain(change: Change) -> int:
    """By how much he came nearer to us; becoming known is measured from the middle."""
    return (score(change.after) or 0) - (score(change.before) or 0)


def days(people: Iterable[PersonFact], opportunity: int | None) -> tuple[tuple[date, tuple[int, ...]], ...]:
    """The days on which anybody moved, newest first, each with those who did (P4)."""
    moved: dict[date, list[int]] = {}
    for person in people:
        for day in sorted({entry.date for entry in entries(person, opportunity)}):
            stood = current(person, opportunity, day - timedelta(1)).stance
            if current(person, opportunity, day).stance is not stood:
                moved.setdefault(day, []).append(person.id)
    return tuple((day, tuple(moved[day])) for day in sorted(moved, reverse=True))
