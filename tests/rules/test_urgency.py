from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.settings import DEFAULTS
from models.rules.urgency import (
    Cadence,
    account_urgency,
    alive,
    cadence,
    classify,
    date_passed,
    due_date,
    follow_up_days,
    leading,
    urgency_rank,
    won,
)
from models.rules.vocabulary import Outcome, RelationshipGrade, Step, Urgency, ValueClass
from tests.rules.made import TODAY, account, ago, deal

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected", "urgency"),
    [
        (date(2024, 3, 31), date(2024, 3, 31), "H"),
        (date(2024, 3, 31), date(2024, 3, 30), "H"),
        (date(2024, 3, 31), date(2000, 1, 1), "H"),
        (date(2024, 3, 31), date(2024, 4, 30), "H"),
        (date(2024, 3, 31), date(2024, 5, 1), "A"),
        (date(2024, 3, 31), date(2024, 6, 30), "A"),
        (date(2024, 3, 31), date(2024, 7, 1), "B"),
        (date(2024, 3, 31), date(2024, 9, 30), "B"),
        (date(2024, 3, 31), date(2024, 10, 1), "C"),
        (date(2024, 3, 31), date(2025, 3, 31), "C"),
        (date(2024, 3, 31), date(2025, 4, 1), None),
        (date(2024, 2, 29), date(2025, 2, 28), "C"),
        (date(2024, 2, 29), date(2025, 3, 1), None),
        (date(2024, 1, 31), date(2024, 2, 29), "H"),
        (date(2024, 1, 31), date(2024, 3, 1), "A"),
        (date(2023, 1, 31), date(2023, 2, 28), "H"),
        (date(2023, 1, 31), date(2023, 3, 1), "A"),
        (date(2023, 11, 15), date(2024, 2, 15), "A"),
        (date(2023, 11, 15), date(2024, 2, 16), "B"),
        (date(2024, 3, 31), None, None),
    ],
)
def test_the_expected_date_makes_the_class(today: date, expected: date | None, urgency: str | None) -> None:
    assert classify(deal(expected=expected), True, today, DEFAULTS) == urgency


@pytest.mark.parametrize(
    ("fields", "has_contact", "urgency"),
    [
        ({"outcome": Outcome.WON, "signed": TODAY}, True, "O"),
        ({"outcome": Outcome.WON, "signed": TODAY}, False, "O"),
        ({"outcome": Outcome.WON}, True, "O"),
        ({"signed": TODAY}, True, "O"),
        ({"outcome": Outcome.WON, "signed": TODAY, "delivered": True}, True, None),
        ({"signed": TODAY, "delivered": True}, False, None),
        ({"outcome": Outcome.SUSPENDED, "expected": TODAY}, True, "D"),
        ({"outcome": Outcome.SUSPENDED}, False, "D"),
        ({"outcome": Outcome.LOST, "expected": TODAY}, True, "F"),
        ({"outcome": Outcome.LOST, "signed": TODAY}, False, "F"),
        ({"expected": TODAY}, False, "W"),
        ({}, False, "W"),
        ({"step": Step.DELIVERY, "expected": TODAY}, True, "H"),
    ],
)
def test_the_state_goes_before_the_date(fields: dict[str, Any], has_contact: bool, urgency: str | None) -> None:
    assert classify(deal(**fields), has_contact, TODAY, DEFAULTS) == urgency


def test_the_bounds_are_settings() -> None:
    wide = DEFAULTS._replace(urgency_h_months=2, urgency_c_months=18)
    assert classify(deal(expected=date(2024, 5, 31)), True, TODAY, wide) is Urgency.H
    assert classify(deal(expected=date(2025, 9, 30)), True, TODAY, wide) is Urgency.C


@given(DAYS, DAYS, DAYS)
def test_a_later_date_is_never_more_urgent(today: date, one: date, other: date) -> None:
    classes = [classify(deal(expected=d), True, today, DEFAULTS) for d in sorted((one, other))]
    order = [Urgency.H, Urgency.A, Urgency.B, Urgency.C, None]
    assert order.index(classes[0]) <= order.index(classes[1])


@given(DAYS)
def test_the_past_is_h_and_flagged(today: date) -> None:
    late = deal(expected=today - timedelta(days=1))
    assert classify(late, True, today, DEFAULTS) is Urgency.H
    assert date_passed(late, today)


@pytest.mark.parametrize(
    ("fields", "passed"),
    [
        ({"expected": ago(1)}, True),
        ({"expected": ago(0)}, False),
        ({"expected": ago(-1)}, False),
        ({"expected": None}, False),
        ({"expected": ago(1), "outcome": Outcome.LOST}, False),
        ({"expected": ago(1), "outcome": Outcome.SUSPENDED}, False),
        ({"expected": ago(1), "outcome": Outcome.WON}, False),
        ({"expected": ago(1), "signed": ago(3)}, False),
    ],
)
def test_only_an_undecided_date_can_be_gone_by(fields: dict[str, Any], passed: bool) -> None:
    assert date_passed(deal(**fields), TODAY) is passed


@pytest.mark.parametrize(
    ("urgency", "days"),
    [("O", 7), ("H", 3), ("A", 7), ("B", 14), ("C", 30), ("W", 3), ("D", 30), ("F", 90), (None, 90)],
)
def test_each_class_has_its_period(urgency: str | None, days: int) -> None:
    assert follow_up_days(Urgency(urgency) if urgency else None, DEFAULTS) == days


NONE = RelationshipGrade.NONE


@pytest.mark.parametrize(("urgency", "value", "grade", "expected"), [
    (None, None, NONE, Cadence(90)),
    (None, ValueClass.STRATEGIC, NONE, Cadence(30, "value_class")),
    (None, ValueClass.IMPORTANT, NONE, Cadence(45, "value_class")),
    (None, ValueClass.ORDINARY, NONE, Cadence(90)),
    (None, None, RelationshipGrade.B, Cadence(45, "company_grade")),
    (None, ValueClass.IMPORTANT, RelationshipGrade.A, Cadence(30, "company_grade")),
    (Urgency.F, ValueClass.STRATEGIC, RelationshipGrade.A, Cadence(30, "value_class")),
    (Urgency.H, ValueClass.STRATEGIC, RelationshipGrade.A, Cadence(3)),
    (Urgency.C, ValueClass.STRATEGIC, RelationshipGrade.C, Cadence(30)),
])  # fmt: skip
def test_class_and_relationship_ask_for_a_contact_at_least_so_often(
    urgency: Urgency | None, value: ValueClass | None, grade: RelationshipGrade, expected: Cadence
) -> None:
    assert cadence(urgency, value, grade, DEFAULTS) == expected


@pytest.mark.parametrize(
    ("last", "recorded", "days", "due"),
    [
        (date(2024, 2, 27), date(2024, 1, 1), 3, date(2024, 3, 1)),
        (None, date(2024, 2, 28), 3, date(2024, 3, 2)),
        (None, date(2024, 1, 1), 90, date(2024, 3, 31)),
        (date(2024, 1, 1), None, 14, date(2024, 1, 15)),
        (None, None, 3, None),
    ],
)
def test_the_next_contact_is_due_a_period_after_the_last(
    last: date | None, recorded: date | None, days: int, due: date | None
) -> None:
    assert due_date(last, recorded, days) == due


H, A, LATER = deal(1, expected=ago(0)), deal(2, expected=date(2024, 6, 1)), deal(3)
SIGNED, DONE = deal(4, signed=ago(5)), deal(5, signed=ago(5), delivered=True)
LOST, POSTPONED = deal(6, outcome=Outcome.LOST), deal(7, outcome=Outcome.SUSPENDED)


@pytest.mark.parametrize(
    ("deals", "has_contact", "urgency"),
    [
        ((LOST, A, H), True, "H"),
        ((SIGNED, A), True, "A"),
        ((SIGNED, LATER), True, "O"),
        ((LATER, POSTPONED), True, None),
        ((SIGNED, A), False, "W"),
        ((LOST, POSTPONED), True, "D"),
        ((LOST,), True, "F"),
        ((DONE, LOST), True, "F"),
        ((DONE,), True, None),
        ((deal(8, outcome=Outcome.LOST, delivered=True),), True, "F"),
        ((), True, None),
        ((), False, None),
    ],
)
def test_an_account_is_as_urgent_as_its_most_urgent_opportunity(
    deals: tuple[Any, ...], has_contact: bool, urgency: str | None
) -> None:
    assert account_urgency(deals, has_contact, TODAY, DEFAULTS) == urgency


def test_classes_are_ranked() -> None:
    order: list[Urgency | None] = [Urgency(u) for u in "HABCWO"]
    order += [None, Urgency.D, Urgency.F]
    assert sorted(order, key=urgency_rank) == order


def test_won_and_alive() -> None:
    assert [won(o) for o in (H, SIGNED, DONE, LOST, POSTPONED)] == [False, True, True, False, False]
    assert [alive(o) for o in (H, SIGNED, DONE, LOST, POSTPONED)] == [True, False, False, False, False]
    both = deal(signed=ago(1), outcome=Outcome.LOST)
    assert not won(both) and not alive(both)
    assert won(deal(outcome=Outcome.WON)) and not alive(deal(outcome=Outcome.WON))


@pytest.mark.parametrize(
    ("deals", "first"),
    [
        ((), None),
        ((LOST, SIGNED, POSTPONED), None),
        ((LATER, A, H), 1),
        ((deal(1, amount=5), deal(2, amount=9), deal(3)), 2),
        ((deal(3, amount=5), deal(2, amount=5)), 2),
        ((deal(1), deal(2, amount=1)), 2),
        ((deal(1, amount=900), A), 2),
    ],
)
def test_the_leading_one_is_the_most_urgent_then_largest_then_oldest(deals: tuple[Any, ...], first: int | None) -> None:
    found = leading(account(opportunities=deals), TODAY, DEFAULTS)
    assert (found.id if found else None) == first
