"""The years of an account side by side: our share, what moved markedly, and which reason is still wanted (A14, A17)."""

import pytest

from models.rules.figure_facts import FigureFact
from models.rules.figures import Moved, YearCourse, YearFigures, course, moved, years


def year(number: int, turnover: int | None = None, spend: int | None = None, *, entered: bool = True) -> YearFigures:
    return YearFigures(number, turnover, None, None, None, None, spend, entered)


def told(*found: YearFigures, reasons: dict[int, str] | None = None, today: int = 2026) -> tuple[YearCourse, ...]:
    return course(found, reasons or {}, today, 30)


def test_nothing_is_nothing() -> None:
    assert told() == ()


@pytest.mark.parametrize(("new", "percent"), [
    (130, 30), (129, None), (70, -30), (71, None), (100, None), (0, -100), (300, 200),
])  # fmt: skip
def test_a_year_that_moved_by_the_bound_wants_its_reason(new: int, percent: int | None) -> None:
    found = told(year(2025, new), year(2024, 100))[0]
    assert found.moved == (None if percent is None else Moved("turnover", percent))
    assert found.wanting is (percent is not None)


def test_a_reason_given_is_enough_and_the_first_year_has_none_to_be_compared_with() -> None:
    newer, older = told(year(2025, 200), year(2024, 100), reasons={2025: "扩产"})
    assert (newer.reason, newer.wanting, newer.moved) == ("扩产", False, Moved("turnover", 100))
    assert (older.moved, older.wanting) == (None, False)


def test_a_year_that_is_skipped_or_was_zero_is_not_compared_with() -> None:
    assert told(year(2025, 200), year(2023, 100))[0].moved is None
    assert told(year(2025, 200), year(2024, 0))[0].moved is None


def test_its_spending_moves_it_too() -> None:
    assert told(year(2025, 100, 500), year(2024, 100, 1000))[0].moved == Moved("total_spend", -50)


def test_a_year_that_is_not_over_counts_only_once_it_was_entered() -> None:
    assert told(year(2026, 10, entered=False), year(2025, 100))[0].moved is None
    assert told(year(2026, 10), year(2025, 100))[0].wanting
    assert told(year(2025, 10, entered=False), year(2024, 100))[0].wanting


@pytest.mark.parametrize(("turnover", "spend", "share"), [
    (30, 100, 30), (0, 100, 0), (120, 100, 100), (None, 100, None), (30, 0, None), (30, None, None), (1, 3, 33),
])  # fmt: skip
def test_our_share_of_what_it_spends(turnover: int | None, spend: int | None, share: int | None) -> None:
    assert told(year(2025, turnover, spend))[0].share == share


def test_years_told_and_years_entered_move_alike() -> None:
    entered = (FigureFact(2025, 200), FigureFact(2024, 100))
    counted = years(entered, ())
    assert moved(entered[0], entered[1], 30) == moved(counted[0], counted[1], 30) == Moved("turnover", 100)
