"""Refining leads: points, odds and years, weights of what is known, advice, order, and the picture (A13)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import pictures_leads as pictures
from models.rules.leads import DROP, EVEN, KEEP, LATER, LeadFact, odds, ranked, ranking
from models.rules.pictures import Thing, Word, records
from models.rules.settings import Settings
from models.rules.vocabulary import Bant
from models.rules.vocabulary_leads import LeadPart, LeadPoint

S = Settings()
IDEAL = S._replace(ideal_industries="bank，hotel", lead_regions="华北", lead_size_low=100, lead_size_high=500)
WAN = 1_000_000
FULL = LeadFact(
    1, "甲", "bank", "华北", 100, 30 * WAN, 1, 5, 5, "", 30 * WAN, Bant.YES, Bant.YES, Bant.YES, 1,
)  # fmt: skip


def points(lead: LeadFact, settings: Settings = IDEAL) -> dict[LeadPoint, int]:
    return {point.point: point.score for part in ranking(lead, settings).parts for point in part.points}


def test_the_best_of_all_is_worth_everything() -> None:
    found = ranking(FULL, IDEAL)
    assert (found.score, found.missing, found.advice) == (100, (), KEEP)
    assert [(part.part, part.weight, part.score) for part in found.parts] == [
        (LeadPart.IDEAL, 30, 100), (LeadPart.COMPETITION, 20, 100), (LeadPart.VISIBLE, 25, 100),
        (LeadPart.HIDDEN, 25, 100),
    ]  # fmt: skip


def test_of_whom_nothing_is_known_nothing_is_said() -> None:
    found = ranking(LeadFact(1), S)
    assert (found.score, found.parts, found.advice) == (None, (), LATER)
    assert found.missing == (
        LeadPoint.COMPETITION, LeadPoint.POTENTIAL, LeadPoint.GROWTH, LeadPoint.STANDING, LeadPoint.HIDDEN_VALUE,
        LeadPoint.LEADING, LeadPoint.NEEDS_MORE, LeadPoint.SERVABLE, LeadPoint.YEARS,
    )  # fmt: skip
    assert ranking(LeadFact(1), IDEAL).missing[:3] == (LeadPoint.INDUSTRY, LeadPoint.SIZE, LeadPoint.LOCATION)


@pytest.mark.parametrize(("staff", "worth"), [(99, 0), (100, 100), (500, 100), (501, 0), (0, 0)])
def test_a_size_is_within_its_bounds_or_not(staff: int, worth: int) -> None:
    assert points(LeadFact(1, staff=staff))[LeadPoint.SIZE] == worth
    assert LeadPoint.SIZE not in points(LeadFact(1, staff=staff, competition=1), S)


@pytest.mark.parametrize(("industry", "worth"), [("bank", 100), ("hotel", 100), ("telecom", 0)])
def test_an_industry_is_among_the_ideal_ones_or_not(industry: str, worth: int) -> None:
    assert points(LeadFact(1, industry=industry))[LeadPoint.INDUSTRY] == worth


@pytest.mark.parametrize(("score", "worth"), [(1, 100), (2, 75), (3, 50), (4, 25), (5, 0)])
def test_the_less_competition_the_better(score: int, worth: int) -> None:
    assert points(LeadFact(1, competition=score))[LeadPoint.COMPETITION] == worth


@pytest.mark.parametrize(("amount", "worth"), [(0, 33), (5 * WAN, 66), (20 * WAN, 66), (20 * WAN + 1, 100)])
def test_visible_value_goes_by_the_potential(amount: int, worth: int) -> None:
    assert points(LeadFact(1, potential=amount))[LeadPoint.POTENTIAL] == worth


@pytest.mark.parametrize(
    ("answers", "percent"),
    [
        ((), EVEN),
        ((Bant.UNKNOWN,) * 3, EVEN),
        ((Bant.YES,) * 3, 100),
        ((Bant.NO,) * 3, 0),
        ((Bant.YES, Bant.NO, Bant.UNKNOWN), 50),
        ((Bant.YES, Bant.PARTLY, Bant.NO), 50),
        ((Bant.PARTLY,), 50),
        ((Bant.YES,), 100),
    ],
)
def test_odds_are_the_mean_of_the_answers(answers: tuple[Bant, ...], percent: int) -> None:
    told: dict[str, Any] = dict(zip(("leading", "needs_more", "servable"), answers, strict=False))
    assert odds(LeadFact(1)._replace(**told)) == percent


@pytest.mark.parametrize(
    ("years", "score"), [(None, 100), (0, 100), (1, 100), (2, 80), (3, 60), (4, 40), (5, 20), (6, 20), (30, 20)]
)
def test_a_potential_that_comes_late_is_worth_less(years: int | None, score: int) -> None:
    assert ranking(FULL._replace(years=years), IDEAL).of(LeadPart.HIDDEN) == score


def test_a_potential_that_never_comes_is_worth_nothing() -> None:
    never = FULL._replace(leading=Bant.NO, needs_more=Bant.NO, servable=Bant.NO)
    assert ranking(never, IDEAL).of(LeadPart.HIDDEN) == 0 and ranking(never, IDEAL).score == 75


@pytest.mark.parametrize(("least", "advice"), [((50, 40), KEEP), ((51, 50), LATER), ((52, 51), DROP)])
def test_the_advice_goes_by_the_score(least: tuple[int, int], advice: str) -> None:
    settings = S._replace(lead_keep_score=least[0], lead_later_score=least[1])
    assert ranking(LeadFact(1, competition=3), settings).advice == advice


def test_the_best_come_first_and_the_unknown_last() -> None:
    found = ranked([LeadFact(4), FULL._replace(account=3), LeadFact(2, competition=5), FULL], IDEAL)
    assert [each.lead.account for each in found] == [1, 3, 2, 4]
    assert ranked([], S) == []


_SCORES = st.none() | st.integers(1, 5)


@given(st.builds(LeadFact, account=st.just(1), competition=_SCORES, growth=_SCORES, standing=_SCORES,
                 potential=st.none() | st.integers(0, 10**9), leading=st.sampled_from(Bant),
                 years=st.none() | st.integers(0, 30)))  # fmt: skip
def test_scores_are_within_bounds_and_weights_come_to_all(lead: LeadFact) -> None:
    found = ranking(lead, S)
    if found.score is None:
        assert not found.parts
        return
    assert 0 <= found.score <= 100 and all(0 <= part.score <= 100 for part in found.parts)
    assert sum(part.weight for part in found.parts) == 100


def test_a_bar_is_made_of_what_each_part_brings() -> None:
    drawn = pictures.leads([ranking(FULL, IDEAL), ranking(LeadFact(2), IDEAL)])
    assert [bar.end for bar in drawn.rows[0].bars] == [3000, 5000, 7500, 10000] and drawn.high == 10000
    assert drawn.rows[0].key == Thing("account", 1, 1) and drawn.rows[1].bars == ()
    assert dict(records(drawn)[0])["advice"] == Word("lead_advice", KEEP)
    assert dict(records(drawn)[1])["score"] is None and dict(records(drawn)[1])["advice"] is None
    assert pictures.leads([]).rows == () and pictures.leads([]).legend == ()
