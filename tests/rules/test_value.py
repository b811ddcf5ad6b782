"""From pains to figures: return, payback, and what is wrong with a value case (O12)."""

import pytest

from models.rules.facts import NeedFact
from models.rules.settings import DEFAULTS
from models.rules.value import Figure, Part, case, findings, pains, payback, roi
from models.rules.vocabulary import NeedKind, NeedState
from models.rules.vocabulary_dealing import ValueKind

SAVED, GAINED = ValueKind.COST_SAVED, ValueKind.INCOME_GAINED
ONCE, YEARLY = ValueKind.COST_ONCE, ValueKind.COST_YEARLY


def figure(key: int, kind: ValueKind, amount: int, need: int | None = None, person: int | None = 1) -> Figure:
    return Figure(key, kind, f"F{key}", amount, need, person)


def need(key: int, kind: NeedKind = NeedKind.PROBLEM, **more: object) -> NeedFact:
    return NeedFact(key, kind, f"N{key}")._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("benefit", "cost", "percent"), [
    (130, 100, 30), (100, 100, 0), (0, 100, -100), (50, 100, -50), (100, 0, None), (100, -1, None),
    (2005, 1000, 101), (2004, 1000, 100), (995, 1000, -1), (996, 1000, 0),
])  # fmt: skip
def test_the_return_is_what_is_gained_over_what_it_costs(benefit: int, cost: int, percent: int | None) -> None:
    assert roi(benefit, cost) == percent


@pytest.mark.parametrize(("benefit", "once", "yearly", "months"), [
    (1200, 600, 0, 6), (1200, 601, 0, 7), (1200, 600, 600, 12), (1200, 100, 1200, None), (600, 100, 1200, None),
    (1200, 0, 0, 0), (0, 0, 100, None), (1200, 1, 0, 1),
])  # fmt: skip
def test_it_has_paid_for_itself_by_a_whole_month(benefit: int, once: int, yearly: int, months: int | None) -> None:
    assert payback(benefit, once, yearly) == months


def test_a_case_adds_up_year_by_year() -> None:
    found = case([figure(1, SAVED, 500), figure(2, GAINED, 300), figure(3, YEARLY, 100)], 1000, 3)
    assert found is not None
    assert [(y.year, y.benefit, y.cost, y.roi) for y in found.years] == [
        (1, 800, 1100, -27), (2, 1600, 1200, 33), (3, 2400, 1300, 85),
    ]  # fmt: skip
    assert (found.benefit, found.once, found.yearly) == (800, 1000, 100)
    assert (found.total, found.cost, found.roi, found.payback) == (2400, 1300, 85, 18)


def test_what_it_costs_once_is_the_price_unless_a_figure_says_so() -> None:
    priced = case([figure(1, SAVED, 500), figure(2, ONCE, 700)], 1000, 1)
    assert priced is not None and priced.once == 700
    free = case([figure(1, SAVED, 500)], None, 1)
    assert free is not None and (free.once, free.roi, free.payback) == (0, None, 0)
    assert case([figure(1, ONCE, 700), figure(2, YEARLY, 10)], 1000, 3) is None


def test_a_need_under_a_problem_belongs_to_its_pain() -> None:
    needs = [need(1), need(2, NeedKind.NEED, parent=1), need(3, priority=1), need(4, NeedKind.CRITERION),
             need(5, state=NeedState.MET), need(6, NeedKind.NEED, priority=9)]  # fmt: skip
    found = pains(needs, [Part(1, "base", "P", 2), Part(2, "plus", "Q", 4)], [figure(1, SAVED, 5, 2)])
    assert [(p.need.id, len(p.parts), len(p.figures)) for p in found] == [(1, 1, 1), (3, 0, 0), (6, 0, 0)]


def test_needs_in_a_ring_harm_nobody() -> None:
    ring = [need(1, parent=2), need(2, parent=1)]
    assert pains(ring, [Part(1, "base", "P", 1)], []) == ()


def _codes(count: int, parts: int, *figures: Figure, price: int = 100) -> list[str]:
    needs = [need(key) for key in range(1, count + 1)]
    held = [Part(key, "base", "P", key) for key in range(1, parts + 1)]
    told = findings(pains(needs, held, figures), figures, case(figures, price, 3), DEFAULTS)
    return [each.code for each in told]


def test_more_than_two_pains_in_focus_are_too_many() -> None:
    good = figure(1, SAVED, 100)
    assert _codes(2, 2, good) == []
    assert _codes(3, 3, good) == ["pains_many"]
    assert _codes(5, 2, good) == []
    assert _codes(1, 0, good) == ["pain_unanswered"]
    assert _codes(0, 0, good) == ["pains_none"]


def test_a_case_without_figures_or_return_or_witness_is_told() -> None:
    assert _codes(1, 1) == ["value_none"]
    assert _codes(1, 1, figure(1, SAVED, 100), price=300) == ["value_no_return"]
    assert _codes(1, 1, figure(1, SAVED, 100), price=299) == []
    assert _codes(1, 1, figure(1, SAVED, 100, person=None)) == ["value_unproven"]
    assert _codes(1, 1, figure(1, SAVED, 100), figure(2, YEARLY, 1, person=None)) == []
