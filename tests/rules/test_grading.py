"""The grade of an account: bands, weights of what is known, letters, parts and what is missing (A6)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import AccountFacts
from models.rules.figure_facts import FigureFact, JudgedFact
from models.rules.grading import GROUPS, Grading, Reading, banded, grading, multi, readings, single
from models.rules.settings import Settings
from models.rules.vocabulary import Grade, Outcome
from models.rules.vocabulary_figures import Indicator, IndicatorGroup
from models.rules.weights import shares
from tests.rules.made import TODAY, deal

S = Settings()
I, G = Indicator, IndicatorGroup
WAN = 1_000_000
ALL = tuple(indicator for each in GROUPS.values() for indicator in each)


def known(**scores: int) -> dict[Indicator, Reading]:
    return {I(code): Reading(I(code), None, score) for code, score in scores.items()}


def every(score: int) -> dict[Indicator, Reading]:
    return {indicator: Reading(indicator, None, score) for indicator in ALL}


# Bands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "worth"),
    [
        (-1, 0), (0, 0), (10 * WAN - 1, 0), (10 * WAN, 20), (132 * WAN, 20), (132 * WAN + WAN // 2, 40),
        (255 * WAN, 60), (377 * WAN, 60), (377 * WAN + WAN // 2, 80), (500 * WAN - 1, 80), (500 * WAN, 100),
        (10**12, 100),
    ],
)  # fmt: skip
def test_turnover_in_bands(value: int, worth: int) -> None:
    assert banded(I.TURNOVER, value, S) == worth


@pytest.mark.parametrize(
    ("value", "worth"),
    [(-10, 100), (0, 100), (30, 100), (31, 80), (67, 80), (68, 60), (105, 60), (106, 40), (142, 40), (143, 20),
     (180, 20), (181, 0), (3650, 0)],
)  # fmt: skip
def test_the_sooner_money_comes_in_the_better(value: int, worth: int) -> None:
    assert banded(I.COLLECTION, value, S) == worth


@pytest.mark.parametrize(
    ("value", "worth"),
    [(0, 100), (1, 80), (12_500_000, 80), (12_500_001, 60), (25_000_000, 60), (37_500_000, 40), (37_500_001, 20),
     (50_000_000, 20), (50_000_001, 0)],
)  # fmt: skip
def test_the_less_is_overdue_the_better(value: int, worth: int) -> None:
    assert banded(I.OVERDUE, value, S) == worth


@pytest.mark.parametrize(
    ("indicator", "low", "high"),
    [(I.TURNOVER, 10 * WAN, 500 * WAN), (I.PROFIT, 2 * WAN, 100 * WAN), (I.AVERAGE_DEAL, 5 * WAN, 100 * WAN),
     (I.SIZE, 50, 2000)],
)  # fmt: skip
def test_both_ends_of_what_counts(indicator: Indicator, low: int, high: int) -> None:
    assert [banded(indicator, value, S) for value in (low - 1, low, high - 1, high)] == [0, 20, 80, 100]


@given(st.sampled_from((*sorted(set(ALL) - {I.INDUSTRY, I.INFLUENCE, I.VALUE_FIT, I.CRITERIA_FIT}),)),
       st.integers(-(10**9), 10**10), st.integers(0, 10**9))  # fmt: skip
def test_more_is_never_worth_less_than_less(indicator: Indicator, value: int, more: int) -> None:
    one, two = banded(indicator, value, S), banded(indicator, value + more, S)
    assert {one, two} <= {0, 20, 40, 60, 80, 100}
    assert two <= one if indicator in (I.COLLECTION, I.OVERDUE) else one <= two


# The single indicator ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turnover", "grade"),
    [(None, None), (0, Grade.C), (100 * WAN - 1, Grade.C), (100 * WAN, Grade.B), (300 * WAN - 1, Grade.B),
     (300 * WAN, Grade.A)],
)  # fmt: skip
def test_one_figure_has_a_letter(turnover: int | None, grade: Grade | None) -> None:
    found = single(turnover, S)
    assert found.grade == grade and found.missing == ((I.TURNOVER,) if turnover is None else ())


def test_one_figure_is_that_of_the_last_twelve_months() -> None:
    settings = S._replace(grading_method="single")
    year_ago = date(TODAY.year - 1, TODAY.month, TODAY.day)
    for signed, grade in ((year_ago, Grade.C), (date(TODAY.year - 1, 4, 1), Grade.A), (TODAY, Grade.A)):
        won = deal(outcome=Outcome.WON, amount=300 * WAN, signed=signed)
        assert grading(AccountFacts(1, "甲", opportunities=(won,)), TODAY, settings).grade == grade
    assert grading(AccountFacts(1, "甲"), TODAY, settings) == Grading(None, None, missing=(I.TURNOVER,))


# Many indicators ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "grade"), [(0, Grade.C), (59, Grade.C), (60, Grade.B), (79, Grade.B), (80, Grade.A), (100, Grade.A)]
)
def test_a_score_has_a_letter(score: int, grade: Grade) -> None:
    found = multi(every(score), S)
    assert (found.grade, found.score, found.missing, found.known) == (grade, score, (), 100)


def test_a_score_is_not_rounded_up_over_a_bound() -> None:
    found = multi(known(turnover=80, profit=80, average_deal=79, collection=80, overdue=80), S)
    assert (found.score, found.grade) == (79, Grade.B)


def test_four_groups_weigh_forty_twenty_fifteen_and_twenty_five() -> None:
    found = multi(every(50), S)
    assert [(part.group, part.weight) for part in found.parts] == [
        (G.TRANSACTION, 40), (G.FINANCE, 20), (G.CHARACTER, 15), (G.FIT, 25),
    ]  # fmt: skip
    only = multi({**every(0), **known(turnover=100, profit=100, average_deal=100)}, S)
    assert only.score == 40


@pytest.mark.parametrize(
    ("scores", "parts", "share", "grade"),
    [
        ({}, [], 0, None),
        ({"turnover": 100}, [100], 40, Grade.A),
        ({"collection": 100}, [100], 20, None),
        ({"collection": 100, "industry": 100}, [57, 43], 35, None),
        ({"collection": 100, "value_fit": 100}, [44, 56], 45, Grade.A),
        ({"turnover": 100, "overdue": 40}, [67, 33], 60, Grade.A),
        ({"turnover": 100, "overdue": 39}, [67, 33], 60, Grade.B),
        ({"turnover": 0, "overdue": 0, "size": 0}, [53, 27, 20], 75, Grade.C),
    ],
)
def test_what_is_not_known_is_left_out_and_the_rest_weighs_more(
    scores: dict[str, int], parts: list[int], share: int, grade: Grade | None
) -> None:
    found = multi(known(**scores), S)
    assert [part.weight for part in found.parts] == parts
    assert (found.known, found.grade) == (share, grade)
    assert set(found.missing) == {indicator for indicator in ALL if indicator not in scores}


def test_an_indicator_that_is_missing_leaves_its_group_to_the_others() -> None:
    found = multi(known(turnover=100, profit=40), S)
    assert found.parts[0].score == 70 and I.AVERAGE_DEAL in found.missing


@pytest.mark.parametrize(("least", "grade"), [(40, Grade.A), (41, None)])
def test_too_little_known_is_no_grade_but_a_score(least: int, grade: Grade | None) -> None:
    found = multi(known(turnover=100), S._replace(grade_known_percent=least))
    assert (found.grade, found.score) == (grade, 100)


def test_a_group_that_weighs_nothing_is_neither_told_nor_missed() -> None:
    settings = S._replace(grade_weight_transaction=0, grade_weight_finance=60)
    found = multi(known(turnover=0, collection=100), settings)
    assert [part.group for part in found.parts] == [G.FINANCE] and found.score == 100
    assert not set(GROUPS[G.TRANSACTION]) & set(found.missing)
    weightless: dict[str, Any] = {f"grade_weight_{group}": 0 for group in GROUPS}
    nothing = S._replace(**weightless)
    assert multi(every(100), nothing).grade is None


_SCORED = st.dictionaries(st.sampled_from(ALL), st.integers(0, 100))
_WEIGHTS = st.fixed_dictionaries({f"grade_weight_{group}": st.integers(0, 100) for group in GROUPS})


@given(_SCORED, _WEIGHTS)
def test_weights_always_come_to_a_hundred_again(scores: dict[Indicator, int], weights: dict[str, Any]) -> None:
    found = multi({i: Reading(i, None, score) for i, score in scores.items()}, S._replace(**weights))
    if not found.parts:
        assert found.score is None and found.grade is None
        return
    assert sum(part.weight for part in found.parts) == 100
    assert found.score is not None and min(p.score for p in found.parts) <= found.score <= 1 + max(
        p.score for p in found.parts
    )
    told = {reading.indicator for part in found.parts for reading in part.readings}
    assert told.isdisjoint(found.missing) and told <= set(scores)


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 1000), max_size=12))
def test_shares_come_to_a_hundred_and_are_near_the_weights(weights: dict[int, int]) -> None:
    found, total = shares(weights), sum(weights.values())
    assert (sum(found.values()), bool(found)) == ((100, True) if total else (0, False))
    for key, share in found.items():
        assert abs(share - Fraction(100 * weights[key], total)) < 1


def test_what_rounding_leaves_goes_to_the_first_of_equals() -> None:
    assert shares({"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert shares({"a": 0, "b": 5}) == {"a": 0, "b": 100} and shares({}) == {} and shares({"a": 0}) == {}


# Readings ----------------------------------------------------------------------------------------------------


def test_of_nothing_nothing_is_read() -> None:
    assert readings(AccountFacts(1, "甲"), S) == {}


def test_figures_are_cumulated_and_the_newest_of_the_rest_counts() -> None:
    figures = (
        FigureFact(2024, turnover=10 * WAN, deals=1, overdue=5),
        FigureFact(2023, turnover=20 * WAN, profit=3 * WAN, deals=2, collection_days=60, overdue=9),
        FigureFact(2022, profit=WAN, collection_days=20),
    )
    won = deal(outcome=Outcome.WON, amount=30 * WAN, signed=date(2023, 5, 1))
    found = readings(AccountFacts(1, "甲", figures=figures, opportunities=(won,)), S)
    assert {i: r.value for i, r in found.items()} == {
        I.TURNOVER: 40 * WAN, I.PROFIT: 4 * WAN, I.AVERAGE_DEAL: 40 * WAN // 3, I.COLLECTION: 60, I.OVERDUE: 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ideal", "industry", "score"),
    [("", "bank", None), ("bank", "", None), ("bank", "bank", 100), ("hotel，bank", "bank", 100),
     ("hotel, bank", "telecom", 0), (" , ", "bank", None)],
)  # fmt: skip
def test_an_industry_fits_or_not(ideal: str, industry: str, score: int | None) -> None:
    found = readings(AccountFacts(1, "甲", industry=industry), S._replace(ideal_industries=ideal)).get(I.INDUSTRY)
    assert (found and found.score) == score


@pytest.mark.parametrize("judged", range(1, 6))
def test_what_is_judged_counts_twenty_a_point(judged: int) -> None:
    fact = JudgedFact(market_influence=judged, value_fit=judged, criteria_fit=judged, staff=0)
    found = readings(AccountFacts(1, "甲", judged=fact), S)
    assert {i: r.score for i, r in found.items()} == {
        I.INFLUENCE: 20 * judged, I.VALUE_FIT: 20 * judged, I.CRITERIA_FIT: 20 * judged, I.SIZE: 0,
    }  # fmt: skip


def test_the_method_is_the_one_of_the_settings() -> None:
    facts = AccountFacts(1, "甲", figures=(FigureFact(TODAY.year, turnover=500 * WAN),))
    assert grading(facts, TODAY, S).parts and not grading(facts, TODAY, S._replace(grading_method="single")).parts
