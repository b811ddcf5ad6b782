"""The factor chart: fit, where we lead and lag, and the needs nobody meets (S4)."""

import pytest

from models.rules import factors
from models.rules.factors import Chart, Opening, ScoreFact, chart
from models.rules.pictures import Count, Name, Thing, Word, records
from models.rules.pictures_strategy import Evaluated, evaluation
from models.rules.pictures_strategy import chart as picture
from models.rules.settings import DEFAULTS
from models.rules.vocabulary_strategy import Factor, FactorSide

RIVAL, OTHER = 7, 8


def scores(
    *told: tuple[str, int | None, int | None, int | None], deal: int | None = None, weight: int | None = None
) -> list[ScoreFact]:
    """Factor, need, us and the competitor's score of each."""
    found: list[ScoreFact] = []
    for factor, *values in told:
        for side, value in zip(FactorSide, values, strict=True):
            if value is not None:
                rival = RIVAL if side is FactorSide.THEM else None
                weighs = weight if side is FactorSide.NEED else None
                found.append(ScoreFact(len(found) + 1, factor, side, rival, value, deal, weighs))
    return found


def made(*told: tuple[str, int | None, int | None, int | None]) -> Chart:
    return chart(scores(*told), None, [RIVAL], DEFAULTS)


def test_the_listed_factors_come_in_their_order_and_others_that_were_scored_after_them() -> None:
    found = chart(scores(("green", 3, None, None)), None, [], DEFAULTS)
    assert [line.factor for line in found.lines] == [*Factor, "green"]
    assert all(line.blank for line in found.lines[:-1]) and not found.lines[-1].blank


def test_a_score_on_the_deal_goes_before_the_account_s_and_other_deals_say_nothing() -> None:
    told = [*scores(("price", 8, 5, 6), deal=1), *scores(("price", 4, 4, 4)), *scores(("price", 1, 1, 1), deal=2)]
    line = chart(told, 1, [], DEFAULTS).lines[0]
    assert (line.need, line.us, line.them) == (8, 5, ((RIVAL, 6),))
    assert chart(told, None, [], DEFAULTS).lines[0].need == 4


@pytest.mark.parametrize(("us", "percent"), [(0, 0), (4, 50), (8, 100), (12, 100), (7, 88)])
def test_fit_is_what_is_met_of_the_need_and_more_counts_no_more(us: int, percent: int) -> None:
    found = made(("price", 8, us, None))
    assert factors.fit(found) == (percent, 1, 1)
    assert factors.fit(found, RIVAL) == (None, 0, 1)


def test_fit_goes_by_the_weight_of_the_criterion_and_by_the_usual_one_without() -> None:
    told = [*scores(("price", 10, 10, None), weight=30), *scores(("brand", 10, 0, None))]
    found = chart(told, None, [], DEFAULTS)
    assert [(line.weight, line.weighed) for line in found.lines[:2]] == [(30, True), (10, False)]
    assert factors.fit(found).percent == 75


def test_what_nobody_needs_counts_for_nothing_and_a_chart_without_needs_has_no_fit() -> None:
    assert factors.fit(made(("price", 0, 12, 1))) == (None, 0, 0)
    assert factors.fit(made(("price", None, 12, 1))).percent is None


def test_two_are_compared_over_what_is_known_of_both() -> None:
    found = made(("price", 10, 10, 5), ("brand", 10, 0, None), ("speed", 10, None, 10))
    assert factors.compared(found, RIVAL) == (100, 50)
    assert factors.compared(found, OTHER) is None


def test_we_lead_above_every_competitor_and_lag_on_what_matters() -> None:
    found = made(("price", 8, 9, 8), ("brand", 8, 5, 5), ("speed", 8, 4, 5), ("service", 7, 4, 5))
    assert [line.factor for line in factors.leads(found)] == ["price"]
    assert [line.factor for line in factors.lags(found, DEFAULTS)] == ["speed"]


def test_openings_are_needs_above_the_best_offer_and_nobody_s_below_half_of_it() -> None:
    found = made(("price", 10, 4, 3), ("brand", 10, 5, 2), ("speed", 10, 10, 2), ("service", 10, None, None))
    assert factors.openings(found) == (Opening("price", 10, 4, True), Opening("brand", 10, 5, False))
    assert factors.openings(made(("price", 0, 0, 0))) == ()


def test_the_widest_opening_by_weight_comes_first() -> None:
    told = [*scores(("price", 10, 8, None), weight=40), *scores(("brand", 10, 4, None))]
    assert [each.factor for each in factors.openings(chart(told, None, [], DEFAULTS))] == ["price", "brand"]


# The pictures ------------------------------------------------------------------------------------------------


def test_the_picture_has_a_line_for_each_side_and_stable_rows() -> None:
    found = picture(made(("price", 10, 4, 3), ("brand", None, 2, None)), {RIVAL: "<某厂>"}, 5)
    assert [series.mark for series in found.series] == ["o", "#", "1"]
    assert [row.points for row in found.rows] == [(10, 4, 3), (None, 2, None)]
    first = dict(records(found)[0])
    assert first == {
        "factor": Word("factor", "price"), "need": Count(10), "us": Count(4), "them": Count(3), "weight": Count(10),
        "competitor": Name("competitor", RIVAL, "<某厂>"), "opening": Word("report.opening", "nobody"),
    }  # fmt: skip
    assert dict(records(found)[1])["need"] is None
    assert found.rows[0].key == Thing("factor_score", 1, 5)
    assert len(picture(made(), {}, 5, blank=True).rows) == len(Factor) and picture(made(), {}, 5).rows == ()


def test_accounts_are_evaluated_against_themselves_and_against_the_others() -> None:
    found = evaluation(
        [Evaluated(1, "小", 100, 200, 300, 2, None, None), Evaluated(2, "大", 300, None, 300, 1, 40, 85)], 2025
    )
    large, small = (dict(record) for record in records(found))
    assert (large["rank"], large["growth"]) == (Count(1), None)
    growth, of_all = small["growth"], small["of_all"]
    assert growth is not None and of_all is not None
    assert (growth.tenths, of_all.tenths) == (-500, 250)  # type: ignore[union-attr]
