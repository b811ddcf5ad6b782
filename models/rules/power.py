"""The balance of power: influence by stance, ours against theirs, on a day and over time (P17)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.coach import doubtful
from models.rules.facts import PersonFact
from models.rules.settings import Settings
from models.rules.stances import current, score
from models.rules.vocabulary import Stance

MOST_DAYS = 12
"""Days a balance is told of at most, the newest."""


class Balance(NamedTuple):
    """Influence times stance of those for us and of those against us, both from 0 up.

    `undecided` is the influence of the neutral, `unknown` that of those nobody knows the stance of: it is in neither
    sum. `unweighed` counts those whose influence nobody knows.
    """

    ours: int = 0
    theirs: int = 0
    undecided: int = 0
    unknown: int = 0
    unweighed: int = 0

    @property
    def net(self) -> int:
        """What we are ahead by."""
        return self.ours - self.theirs

    def __or__(self, other: "Balance") -> "Balance":
        return Balance(*(one + more for one, more in zip(self, other, strict=True)))


class Weighed(NamedTuple):
    """One person in the balance: where he stands as far as it counts here, and his influence there."""

    person: PersonFact
    stance: Stance
    influence: int | None

    @property
    def balance(self) -> Balance:
        """What he adds to the balance."""
        if self.influence is None:
            return Balance(unweighed=1)
        points = score(self.stance)
        if points is None:
            return Balance(unknown=self.influence)
        if points == 0:
            return Balance(undecided=self.influence)
        weight = self.influence * abs(points)
        return Balance(ours=weight) if points > 0 else Balance(theirs=weight)


def weighed(
    people: Iterable[PersonFact], opportunity: int | None, day: date, settings: Settings,
    influence: Mapping[int, int] | None = None,
) -> tuple[Weighed, ...]:  # fmt: skip
    """Everybody as he stood at the end of a day, those not recorded yet left out.

    A stance on the opportunity goes before the account's; a champion who is doubtful counts as a supporter (P11).
    `influence` is that at a step of the customer's, where it is another than usual (P6).
    """
    own = influence or {}
    found = []
    for person in people:
        if person.since is not None and person.since > day:
            continue
        then = person._replace(
            stances=tuple(each for each in person.stances if each.date <= day),
            acts=tuple(each for each in person.acts if each.date <= day),
        )
        stance = current(then, opportunity).stance
        if stance is Stance.CHAMPION and doubtful(then, day, settings, opportunity):
            stance = Stance.SUPPORTER
        found.append(Weighed(person, stance, own.get(person.id, person.influence)))
    return tuple(found)


def total(found: Iterable[Weighed]) -> Balance:
    """The balance of all of these."""
    whole = Balance()
    for each in found:
        whole |= each.balance
    return whole


def by(found: Iterable[Weighed], group: Callable[[PersonFact], Hashable]) -> dict[Hashable, Balance]:
    """The balance of each group of people."""
    sums: dict[Hashable, Balance] = {}
    for each in found:
        key = group(each.person)
        sums[key] = sums.get(key, Balance()) | each.balance
    return sums


def days(
    people: Sequence[PersonFact], opportunity: int | None, until: date, since: date | None = None
) -> tuple[date, ...]:
    """The days on which anybody's entry in the ledger came, and the last one, oldest first; the newest of many.

    `since` is told as well where it is given, so that the change from it can be seen.
    """
    moved = {
        entry.date for person in people for entry in person.stances
        if entry.date < until and entry.opportunity in (None, opportunity) and (since is None or entry.date > since)
    }  # fmt: skip
    first = [since] if since is not None and since < until else []
    newest = sorted(moved)[-(MOST_DAYS - 1 - len(first)):]
    return (*first, *newest, until)
