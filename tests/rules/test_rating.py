"""Ratings against how people acted, and the optimism they add up to."""

from datetime import date

import pytest

from models.rules.facts import StanceFact
from models.rules.rating import DealSize, Optimism, Rating, decided_on, optimism, rater, size
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Outcome, Stance
from tests.rules.made import ago, person

C, S, N, E, B, U = Stance
SIGNED, CLOSED = ago(10), ago(5)


@pytest.mark.parametrize(("outcome", "signed", "closed", "day"), [
    (Outcome.OPEN, None, None, None), (Outcome.OPEN, SIGNED, None, SIGNED), (Outcome.WON, SIGNED, CLOSED, SIGNED),
    (Outcome.WON, None, CLOSED, CLOSED), (Outcome.LOST, SIGNED, CLOSED, CLOSED), (Outcome.LOST, None, None, None),
    (Outcome.SUSPENDED, None, CLOSED, None),
])  # fmt: skip
def test_the_day_of_the_decision(
    outcome: Outcome, signed: date | None, closed: date | None, day: date | None
) -> None:
    assert decided_on(outcome, signed, closed) == day


@pytest.mark.parametrize(("rated", "acted", "gap"), [
    (S, E, 2), (E, S, -2), (C, B, 4), (N, N, 0), (U, E, None), (S, None, None),
])  # fmt: skip
def test_a_gap_is_known_where_both_are(rated: Stance, acted: Stance | None, gap: int | None) -> None:
    assert Rating(1, 1, rated, acted, 1).gap == gap


def test_a_member_is_judged_by_what_he_rated_and_was_seen() -> None:
    rated = [
        Rating(1, 1, S, E, 7), Rating(2, 1, S, S, 7), Rating(3, 1, N, S, 7), Rating(4, 1, U, E, 7),
        Rating(1, 1, E, S, 8), Rating(1, 1, S, E, None),
    ]  # fmt: skip
    found = optimism([(str(each.member), each) for each in rated])
    assert found == (Optimism("7", 3, 1, 1, 1, 1), Optimism("8", 1, 0, 0, 1, -2))
    assert [each.tenths for each in found] == [3, -20]


def test_the_last_entry_of_the_day_was_the_rating() -> None:
    someone = person(1, StanceFact(N, ago(20)), StanceFact(S, ago(10)), StanceFact(E, ago(2)))
    assert rater(someone, 1, ago(5)) == 1 and rater(someone, 1, ago(30)) is None


@pytest.mark.parametrize(("amount", "told"), [
    (None, DealSize.UNKNOWN), (0, DealSize.SMALL), (99_999_999, DealSize.SMALL), (100_000_000, DealSize.MIDDLE),
    (299_999_999, DealSize.MIDDLE), (300_000_000, DealSize.LARGE),
])  # fmt: skip
def test_the_size_of_an_opportunity(amount: int | None, told: DealSize) -> None:
    assert size(amount, DEFAULTS) is told


def test_sizes_and_steps_stand_in_their_order() -> None:
    rated = [("small", Rating(1, 1, S, E, 7)), ("large", Rating(2, 2, S, S, 7))]
    assert [each.group for each in optimism(rated, ["large", "small"])] == ["large", "small"]
