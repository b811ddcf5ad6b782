"""Versions, phases, the room in a price, and how to price by value class (O13, O14)."""

from datetime import timedelta
from typing import Any

import pytest

from models.rules.aftersale import Due
from models.rules.quotation import Quote, against_class, findings, given, latest, phases_differ, pricing, room
from models.rules.settings import DEFAULTS
from models.rules.value import Case, Figure, case
from models.rules.vocabulary import Bant, Outcome, ValueClass
from models.rules.vocabulary_dealing import Offer, QuotationState, ValueKind
from tests.rules.made import TODAY, ago, deal


def quote(number: int, amount: int = 1000, **more: Any) -> Quote:
    return Quote(number, number, ago(10), amount)._replace(**more)


def worth(benefit: int, price: int, yearly: int = 0) -> Case:
    figures = [Figure(1, ValueKind.COST_SAVED, "", benefit), Figure(2, ValueKind.COST_YEARLY, "", yearly)]
    found = case(figures, price, 3)
    assert found is not None
    return found


def test_the_newest_version_of_each_offer_counts() -> None:
    quotes = [quote(2), quote(3, offer=Offer.PILOT), quote(1)]
    assert latest(quotes) == quotes[0] and latest(quotes, Offer.PILOT) == quotes[1]
    assert latest([]) is None


@pytest.mark.parametrize(("states", "yes"), [
    ([], False), ([QuotationState.DRAFT], False), ([QuotationState.GIVEN], True), ([QuotationState.DECLINED], True),
    ([QuotationState.DRAFT, QuotationState.ACCEPTED], True),
])  # fmt: skip
def test_a_draft_is_no_first_quotation(states: list[QuotationState], yes: bool) -> None:
    assert given([quote(n, state=state) for n, state in enumerate(states)]) is yes


@pytest.mark.parametrize(("phases", "wrong"), [
    ((None, None, None), False), ((300, 500, 200), False), ((300, 700, None), False), ((300, 500, 201), True),
    ((300, None, None), True), ((0, 0, 0), True),
])  # fmt: skip
def test_the_phases_make_up_the_whole(phases: tuple[int | None, ...], wrong: bool) -> None:
    assert phases_differ(1000, phases) is wrong


@pytest.mark.parametrize(("benefit", "price", "yearly", "found"), [
    (1300, 3000, 0, None), (1301, 3000, 0, (0, 3000)), (2600, 3000, 0, (3000, 6000)), (1000, 3000, 0, None),
    (1300, 2700, 50, (100, 2800)), (1300, 0, 0, None), (1388, 3000, 0, (200, 3200)),
])  # fmt: skip
def test_there_is_room_above_thirty_per_cent(
    benefit: int, price: int, yearly: int, found: tuple[int, int] | None
) -> None:
    assert room(worth(benefit, price, yearly), DEFAULTS) == found


def test_each_class_is_priced_in_its_way() -> None:
    assert pricing(ValueClass.STRATEGIC) == ("frame_price", "executive")
    assert pricing(ValueClass.IMPORTANT) == ("value_price", "conditional")
    assert pricing(ValueClass.ORDINARY) == ("standard_price",)
    assert pricing(None) == ("decide_class",)


def _codes(quotes: list[Quote], found: Case | None = None, **more: Any) -> list[str]:
    return [each.code for each in findings(quotes, deal(1, **more), found, TODAY, DEFAULTS)]


def test_a_price_without_value_behind_it_is_told() -> None:
    assert _codes([quote(1)]) == ["quote_without_value"]
    assert _codes([quote(1)], worth(400, 1000)) == []
    assert _codes([quote(1)], worth(1000, 1000)) == ["price_room"]
    assert _codes([]) == []


def test_a_quotation_that_ran_out_is_told_while_the_deal_lives() -> None:
    held = worth(400, 1000)
    assert _codes([quote(1, valid_until=TODAY)], held) == []
    assert _codes([quote(1, valid_until=ago(1))], held) == ["quote_run_out"]
    assert _codes([quote(1, valid_until=ago(1))], held, outcome=Outcome.LOST) == []


def test_who_pays_late_is_told_before_he_is_quoted() -> None:
    def codes(*owed: Due, **more: Any) -> list[str]:
        return [each.code for each in findings([], deal(1, **more), None, TODAY, DEFAULTS, owed)]

    late = Due(1, "A", 100, ago(1))
    assert codes(late) == ["bad_payer"] and codes() == []
    assert codes(late, outcome=Outcome.LOST) == [] and codes(late._replace(due=TODAY)) == []
    (told,) = findings([], deal(1), None, TODAY, DEFAULTS, [late, late._replace(amount=50, due=ago(9))])
    assert dict(told.detail) == {"amount": 150, "days": 9}


def test_a_pilot_is_offered_when_the_budget_slips() -> None:
    held = worth(400, 1000)
    assert _codes([], bant=(("budget", Bant.NO),)) == ["pilot_offer:no_budget"]
    assert _codes([quote(1)], held, budget=999) == ["pilot_offer:budget_small"]
    assert _codes([quote(1)], held, budget=1000) == []
    assert _codes([quote(1)], held, expected=ago(1)) == ["pilot_offer:date_passed"]
    assert _codes([quote(1)], held, expected=TODAY + timedelta(1)) == []
    assert _codes([quote(1), quote(2, offer=Offer.PILOT)], held, budget=999) == []
    assert _codes([quote(1)], held, budget=999, outcome=Outcome.LOST) == []


STRATEGIC, IMPORTANT, ORDINARY = ValueClass


@pytest.mark.parametrize(("amounts", "value_class", "gained", "years", "codes"), [
    ([], STRATEGIC, False, None, []), ([1000], None, False, None, []),
    ([1000], STRATEGIC, False, None, ["frame_price_missing"]), ([1000, 900], STRATEGIC, False, 3, []),
    ([1000, 900], IMPORTANT, False, None, ["price_cut_for_nothing"]), ([1000, 900], IMPORTANT, True, None, []),
    ([1000, 1000], IMPORTANT, False, None, []), ([1000, 1100], ORDINARY, False, None, []),
    ([1000, 999], ORDINARY, True, None, ["standard_price_left"]),
])  # fmt: skip
def test_a_price_that_goes_against_its_class_is_told(
    amounts: list[int], value_class: ValueClass | None, gained: bool, years: int | None, codes: list[str]
) -> None:
    quotes = [quote(n, amount, years=years) for n, amount in enumerate(amounts, 1)]
    assert [each.code for each in against_class(quotes, value_class, gained=gained)] == codes


def test_a_pilot_is_no_lower_price() -> None:
    quotes = [quote(1, 1000), quote(2, 100, offer=Offer.PILOT)]
    assert against_class(quotes, ORDINARY, gained=False) == ()
