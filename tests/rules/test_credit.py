"""Credit: what is owed, what room is left, and what speaks against a further deal on credit (S14)."""

from datetime import timedelta

import pytest

from models.rules.aftersale import Due
from models.rules.credit import CreditFact, credit, findings
from models.rules.settings import Settings
from tests.rules.made import TODAY

S = Settings()


def due(amount: int, days: int, *, paid: bool = False) -> Due:
    return Due(amount, "款", amount, TODAY + timedelta(days), TODAY if paid else None)


def codes(fact: CreditFact, amount: int | None = None, *owed: Due) -> list[str]:
    return [each.code for each in findings(credit(fact, owed, TODAY), amount, S)]


def test_of_an_account_nothing_is_known_of_nothing_is_said() -> None:
    assert codes(CreditFact()) == [] and codes(CreditFact(), 10**9) == []
    assert credit(CreditFact(), (), TODAY)[1:] == (0, 0, None)


@pytest.mark.parametrize(
    ("limit", "amount", "said"),
    [(100, 40, False), (100, 41, True), (100, None, False), (60, None, False), (59, None, True), (0, None, True)],
)
def test_a_deal_fits_into_what_is_left_of_the_limit(limit: int, amount: int | None, said: bool) -> None:
    owed = (due(60, 5), due(500, -5, paid=True))
    assert codes(CreditFact(limit=limit), amount, *owed) == (["credit_over_limit"] if said else [])


def test_over_the_limit_says_by_how_much() -> None:
    (told,) = findings(credit(CreditFact(limit=100), (due(60, 5),), TODAY), 50, S)
    assert dict(told.detail) == {"limit": 100, "owing": 60, "over": 10}


@pytest.mark.parametrize(
    ("agreed", "collected", "said"),
    [(None, 105, False), (None, 106, True), (30, 45, False), (30, 46, True), (0, 15, False), (0, 16, True),
     (30, None, False)],
)  # fmt: skip
def test_a_slow_payer_takes_more_than_agreed_and_some_days_of_grace(
    agreed: int | None, collected: int | None, said: bool
) -> None:
    fact = CreditFact(days=agreed, collection_days=collected)
    assert codes(fact) == (["credit_slow"] if said else [])


@pytest.mark.parametrize(("figure", "said"), [(None, False), (0, False), (60, False), (61, True)])
def test_what_the_figures_call_overdue_counts_where_our_payments_know_of_less(figure: int | None, said: bool) -> None:
    fact = CreditFact(overdue=figure)
    assert codes(fact, None, due(60, -1)) == (["credit_overdue"] if said else [])
    assert credit(fact, (due(60, -1),), TODAY).owing == max(60, figure or 0)
