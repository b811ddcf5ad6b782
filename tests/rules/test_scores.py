from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.scores import scored
from models.rules.vocabulary import DueKind, Severity, Urgency
from tests.rules.made import TODAY, ago


def terms(kind: DueKind = DueKind.FOLLOW_UP, due: date | None = None, **given: Any) -> dict[str, int]:
    whole: dict[str, Any] = {"severity": None, "urgency": None, "amount": None, "passive": False}
    return dict(scored(kind, due, **whole | given, today=TODAY))


@pytest.mark.parametrize(
    ("days", "name", "points"),
    [
        (1, "overdue", 41),
        (30, "overdue", 70),
        (31, "overdue", 70),
        (900, "overdue", 70),
        (0, "today", 30),
        (-1, "to_come", 27),
        (-7, "to_come", 9),
        (-8, "to_come", -8),
        (-60, "to_come", -60),
        (-61, "to_come", -60),
    ],
)
def test_time(days: int, name: str, points: int) -> None:
    assert terms(due=ago(days)) == {"kind": 20, name: points}


def test_nothing_that_is_nought_is_told() -> None:
    assert terms() == {"kind": 20}
    assert terms(DueKind.RISK, TODAY) == {"kind": 20}


@pytest.mark.parametrize(
    ("amount", "points"),
    [
        (None, None),
        (0, None),
        (1, 5),
        (19_999_999, 5),
        (20_000_000, 10),
        (99_999_999, 10),
        (100_000_000, 15),
        (299_999_999, 15),
        (300_000_000, 20),
    ],
)
def test_amount(amount: int | None, points: int | None) -> None:
    assert terms(amount=amount).get("amount") == points


def test_severity_urgency_and_source() -> None:
    assert [terms(severity=s).get("severity") for s in Severity] == [60, 25, None]
    assert [terms(urgency=u).get("urgency") for u in Urgency] == [15, 30, 20, 10, 5, 20, None, None]
    assert terms(passive=True)["passive_source"] == 15


def test_every_kind_has_points() -> None:
    assert {str(kind): terms(kind)["kind"] for kind in DueKind} == {
        "promise_ours": 40,
        "visit": 35,
        "task": 30,
        "plan": 30,
        "approval": 30,
        "promise_theirs": 25,
        "gate": 25,
        "follow_up": 20,
        "risk": 20,
        "birthday": 10,
        "review": 10,
        "milestone": 35,
        "payment": 35,
        "report": 25,
        "renewal": 25,
        "complaint": 40,
        "opening": 20,
    }


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_the_later_is_never_worth_more(one: int, other: int) -> None:
    early, late = sorted((one, other), reverse=True)
    assert sum(terms(due=ago(early)).values()) >= sum(terms(due=ago(late)).values())
