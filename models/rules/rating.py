"""After won or lost: where we thought people stood on the day of the decision, and where they did (P4, O21)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules.facts import PersonFact
from models.rules.settings import Settings
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


class DealSize(StrEnum):
    """How large an opportunity is, by the amounts the value classes begin at (A9)."""

    LARGE = "large"
    MIDDLE = "middle"
    SMALL = "small"
    UNKNOWN = "unknown"


class Optimism(NamedTuple):
    """How far people were rated too high: ratings to judge by, too high, right, too low, and the sum of gaps.

    The group is a member's id, a size of opportunities, or a step.
    """

    group: str
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


def size(amount: int | None, settings: Settings) -> DealSize:
    """The size of an opportunity; both bounds belong to the larger one."""
    if amount is None:
        return DealSize.UNKNOWN
    if amount >= settings.grade_strategic_amount:
        return DealSize.LARGE
    return DealSize.MIDDLE if amount >= settings.grade_important_amount else DealSize.SMALL


def optimism(ratings: Iterable[tuple[str, Rating]], order: Sequence[str] = ()) -> tuple[Optimism, ...]:
    """Of each group, over all in it that was rated and seen afterwards; in the order, else the most optimistic first.

    Ratings nobody is known to have made are left out.
    """
    gaps: dict[str, list[int]] = {}
    for group, each in ratings:
        if each.member is not None and each.gap is not None:
            gaps.setdefault(group, []).append(each.gap)
    found = [
        Optimism(
            group, len(held), sum(gap > 0 for gap in held), sum(gap == 0 for gap in held),
            sum(gap < 0 for gap in held), sum(held),
        )
        for group, held in gaps.items()
    ]  # fmt: skip
    if order:
        return tuple(sorted(found, key=lambda each: order.index(each.group)))
    return tuple(sorted(found, key=lambda each: (-each.tenths, -each.ratings, int(each.group))))
