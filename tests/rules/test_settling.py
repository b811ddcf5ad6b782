"""A win has a signed date, a loss a reason, and every deal that is closed the day of it."""

from datetime import date

import pytest

from models.rules.settling import closed_on, lacking
from models.rules.vocabulary import Outcome

TODAY, SIGNED, BEFORE = date(2026, 11, 23), date(2026, 11, 20), date(2026, 10, 1)
OPEN, WON, LOST, SUSPENDED = Outcome.OPEN, Outcome.WON, Outcome.LOST, Outcome.SUSPENDED


@pytest.mark.parametrize(
    ("outcome", "signed", "reason", "fields"),
    [
        (WON, None, "price", ("signed_date",)), (WON, SIGNED, "", ()),
        (LOST, SIGNED, "", ("reason",)), (LOST, None, "price", ()),
        (SUSPENDED, None, "", ()), (OPEN, None, "", ()),
    ],
)  # fmt: skip
def test_an_outcome_needs_its_field(outcome: Outcome, signed: date | None, reason: str, fields: object) -> None:
    assert lacking(outcome, signed, reason) == fields


@pytest.mark.parametrize(
    ("before", "after", "signed", "closed", "day"),
    [
        (OPEN, WON, SIGNED, None, SIGNED), (OPEN, WON, None, None, TODAY), (OPEN, LOST, None, None, TODAY),
        (OPEN, LOST, SIGNED, None, TODAY), (OPEN, SUSPENDED, None, None, TODAY), (SUSPENDED, LOST, None, BEFORE, TODAY),
        (LOST, LOST, None, BEFORE, BEFORE), (LOST, LOST, None, None, TODAY), (LOST, OPEN, None, BEFORE, None),
        (OPEN, OPEN, None, BEFORE, None),
    ],
)  # fmt: skip
def test_the_day_a_deal_was_closed(
    before: Outcome, after: Outcome, signed: date | None, closed: date | None, day: date | None
) -> None:
    assert closed_on(before, after, signed, closed, TODAY) == day
