"""After won or lost: where we thought people stood on the day of the decision, and where they did (P4, O21)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules.facts import PersonFact
from models.rules.stances import current, entries, score
from models.rules.vocabulary import Outcome, Stance


class Rating(NamedTuple):
    """Somebody's stance as rated on the day, by whom, and as he acted; either may be unknown."""

    person: int
    opportunity: int
    rated: Stance
    acted: Stance | None
    member: int | None

    @property
    def gap(self) -> int | None:
        """Grades by which he was rated too high, below nothing too low; None where either is not known."""
        rated, acted = score(self.rated), score(self.acted) if self.acted else None
        return rated - acted if rated is not None and acted is not None else None


class Optimism(NamedTuple):
    """How far a member rates people too high: ratings to judge by, too high, right, too low, and the sum of gaps."""

    member: int
    ratings: int
    high: int
    right: int
    low: int
    total: int

    @property
    def tenths(self) -> int:
        """The mean in tenths of a grade, half of one away from nothing; above nothing is too optimistic."""
        sign = 1 if self.total >= 0 else -1
        return sign * ((abs(self.total) * 20 + self.ratings) // (2 * self.ratings)) if self.ratings else 0


def decided_on(outcome: Outcome, signed: date | None, closed: date | None) -> date | None:
    """The day of the decision: of a won one when it was signed, of a lost one when it was closed; None while open."""
    if outcome is Outcome.LOST:
        return closed or signed
    if outcome is Outcome.WON or signed is not None:
        return signed or closed
    return None


def rated(person: PersonFact, opportunity: int, day: date) -> Stance:
    """Where somebody was thought to stand at the end of the day of the decision (P4)."""
    return current(person, opportunity, day).stance


def rater(person: PersonFact, opportunity: int, day: date) -> int | None:
    """The place in the ledger of the entry that rated him then; None where he was not rated."""
    held = entries(person, opportunity, day)
    return person.stances.index(held[-1]) if held else None


def optimism(ratings: Iterable[Rating]) -> tuple[Optimism, ...]:
    """Each member's, over all that he rated and that was seen afterwards; the most optimistic first."""
    gaps: dict[int, list[int]] = {}
    for each in ratings:
        if each.member is not None and each.gap is not None:
            gaps.setdefault(each.member, []).append(each.gap)
    found = [
        Optimism(
            member, len(found), sum(gap > 0 for gap in found), sum(gap == 0 for gap in found),
            sum(gap < 0 for gap in found), sum(found),
        )
        for member, found in gaps.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.tenths, -each.ratings, each.member)))
