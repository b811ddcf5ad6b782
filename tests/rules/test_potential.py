"""The potential matrix: bounds of its axes, the advice, what is not known, and its picture (A8)."""

from datetime import date

import pytest

from models.rules import pictures_accounts as pictures
from models.rules.facts import AccountFacts
from models.rules.figure_facts import FigureFact, JudgedFact
from models.rules.pictures import Count, Money, Name, Share, Thing, Word, records
from models.rules.pictures_accounts import House, Placed, Space
from models.rules.potential import Place, advice, place, placed, potential_score, share_score, years_score
from models.rules.settings import Settings
from models.rules.vocabulary import Outcome
from models.rules.vocabulary_figures import MatrixAdvice, WhiteSpace
from tests.rules.made import TODAY, deal

S = Settings()
WAN = 1_000_000


@pytest.mark.parametrize(
    ("spend", "score"), [(0, 1), (5 * WAN - 1, 1), (5 * WAN, 2), (20 * WAN, 2), (20 * WAN + 1, 3), (10**12, 3)]
)
def test_potential_sales(spend: int, score: int) -> None:
    assert potential_score(spend, S) == score


@pytest.mark.parametrize(
    ("ours", "whole", "score"),
    [(0, 100, 1), (299, 1000, 1), (30, 100, 2), (70, 100, 2), (701, 1000, 3), (100, 100, 3), (120, 100, 3)],
)
def test_share(ours: int, whole: int, score: int) -> None:
    assert share_score(ours, whole, S) == score


@pytest.mark.parametrize(
    ("since", "today", "score"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), 1),
        (date(2025, 6, 1), date(2026, 6, 1), 1),
        (date(2025, 5, 31), date(2026, 6, 1), 2),
        (date(2023, 6, 1), date(2026, 6, 1), 2),
        (date(2023, 5, 31), date(2026, 6, 1), 3),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 3, 1), 2),
        (date(2024, 2, 29), date(2027, 2, 28), 2),
        (date(2024, 2, 29), date(2027, 3, 1), 3),
        (date(2027, 1, 1), date(2026, 6, 1), 1),
    ],
)
def test_years_together(since: date, today: date, score: int) -> None:
    assert years_score(since, today) == score


@pytest.mark.parametrize(
    ("potential", "share", "found"),
    [
        (3, 1, MatrixAdvice.PENETRATE), (2, 1, MatrixAdvice.DEVELOP), (1, 1, MatrixAdvice.LOW_EFFORT),
        (3, 2, MatrixAdvice.DEVELOP), (2, 2, MatrixAdvice.DEVELOP), (1, 2, MatrixAdvice.DEVELOP),
        (3, 3, MatrixAdvice.DEFEND), (2, 3, MatrixAdvice.DEFEND), (1, 3, MatrixAdvice.DEFEND),
        (None, 1, None), (3, None, None), (None, None, None),
    ],
)  # fmt: skip
def test_advice(potential: int | None, share: int | None, found: MatrixAdvice | None) -> None:
    assert advice(potential, share) is found


def test_what_is_judged_comes_before_what_is_spent() -> None:
    assert placed(30 * WAN, (WAN, 2 * WAN), None, TODAY, S) == Place(3, None, 2, MatrixAdvice.DEVELOP, 30 * WAN, 50)
    assert placed(None, (WAN, 2 * WAN), None, TODAY, S).spend == 2 * WAN
    assert placed(0, None, TODAY, TODAY, S) == Place(1, 1, None, None, 0, None)
    assert placed(None, None, None, TODAY, S) == Place(None, None, None, None, None, None)


def test_more_than_everything_is_everything() -> None:
    assert placed(None, (3 * WAN, 2 * WAN), None, TODAY, S).percent == 100
    assert placed(None, (None, 2 * WAN), None, TODAY, S).percent == 0


def test_an_account_is_placed_by_its_newest_known_spend_and_its_first_deal() -> None:
    won = [
        deal(id=1, outcome=Outcome.WON, amount=2 * WAN, signed=date(2020, 1, 1)),
        deal(id=2, outcome=Outcome.WON, amount=9 * WAN, signed=date(2025, 1, 1)),
    ]
    known = (FigureFact(2026, turnover=WAN), FigureFact(2025, turnover=WAN, total_spend=10 * WAN))
    facts = AccountFacts(1, "华北局", opportunities=tuple(won), figures=known)
    assert place(facts, TODAY, S) == Place(2, 3, 3, MatrixAdvice.DEFEND, 10 * WAN, 90)
    begun = facts._replace(judged=JudgedFact(cooperating_since=TODAY, yearly_potential=1))
    assert place(begun, TODAY, S)[:2] == (1, 1)


# Pictures ----------------------------------------------------------------------------------------------------

HIGH_LOW = Place(3, 2, 1, MatrixAdvice.PENETRATE, 30 * WAN, 10)


def test_accounts_stand_in_their_square() -> None:
    found = pictures.matrix([Placed(1, "甲", HIGH_LOW), Placed(2, "乙", HIGH_LOW._replace(spend=40 * WAN))])
    assert (len(found.rows), len(found.columns)) == (3, 3)
    items = found.rows[0].cells[0].items
    assert [item.key for item in items] == [Thing("account", 2, 2), Thing("account", 1, 1)]
    assert items[0].mark == "**" and found.rows[0].cells[0].head == Word("matrix_advice", "penetrate")
    assert records(found)[1] == (
        ("account", Name("account", 1, "甲")), ("account_id", Count(1)), ("potential", Count(3)), ("years", Count(2)),
        ("share", Count(1)), ("advice", Word("matrix_advice", "penetrate")), ("yearly_potential", Money(30 * WAN)),
        ("share_percent", Share(10, 100)),
    )  # fmt: skip


def test_what_is_not_known_has_a_row_or_column_only_where_it_is_needed() -> None:
    half = Place(3, None, None, None, 30 * WAN, None)
    found = pictures.matrix([Placed(1, "甲", half), Placed(2, "乙", Place(None, 1, None, None, None, None))])
    assert (len(found.rows), len(found.columns)) == (3, 4) and len(records(found)) == 1
    assert dict(records(found)[0])["share"] is None and pictures.square(half, "3:none")
    alone = pictures.matrix([Placed(1, "甲", Place(None, 1, 2, None, None, 50))])
    assert (len(alone.rows), len(alone.columns)) == (4, 3)
    assert pictures.matrix([]).rows == () and records(pictures.matrix([])) == ()


def test_a_full_square_names_the_first_and_counts_the_rest() -> None:
    found = pictures.matrix(Placed(key, "甲", HIGH_LOW) for key in range(20))
    items = found.rows[0].cells[0].items
    assert len(items) == pictures.HEAPED + 1 and items[-1].label == Count(12) and items[-1].key == "3:1"
    assert len(records(found)) == 20


def test_white_space_has_a_state_for_every_line() -> None:
    spaces = {"电源": Space(WhiteSpace.INSTALLED, 500, opportunity=7), "": Space(WhiteSpace.COMPETITOR, competitor=3)}
    found = pictures.whitespace([House(1, "甲", spaces)], ["电源", "继保", ""], {3: "某厂"})
    marks = [(cell.items[0].mark, cell.items[0].label) for cell in found.rows[0].cells]
    assert marks == [("#", Money(500)), (".", None), ("x", Name("competitor", 3, "某厂"))]
    assert found.rows[0].cells[0].items[0].key == Thing("opportunity", 7, 1)
    told = [dict(row) for row in records(found)]
    states = [Word("white_space", code) for code in ("installed", "blank", "competitor")]
    assert [row["state"] for row in told] == states
    assert told[2]["product"] is None
    assert pictures.whitespace([], ["电源"], {}).rows == ()
    assert pictures.whitespace([House(1, "甲", {})], [], {}).rows == ()
