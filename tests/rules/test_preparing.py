"""How far a visit is prepared, and the days to offer on the telephone (V5, V7)."""

from datetime import date

import pytest

from models import playbook
from models.rules.preparing import free_days, prepared
from models.rules.vocabulary_visits import PlanQuestion

FRIDAY = date(2026, 7, 24)
MON, TUE, WED = (date(2026, 7, day) for day in (27, 28, 29))


def test_the_six_questions_are_those_of_the_playbook() -> None:
    assert [question.value for question in PlanQuestion] == [line.code for line in playbook.lines("self_check")]


def test_what_is_offered_stands_in_its_order_and_what_was_ticked_before_it_was_hidden_stays() -> None:
    found = prepared(["people", "purpose"], {"purpose", "old"}, {"known": "业绩"})
    assert found.checks == (("people", False), ("purpose", True), ("old", True))
    assert dict(found.answers)[PlanQuestion.KNOWN] == "业绩"
    assert [question for question, _ in found.answers] == list(PlanQuestion)
    assert (found.done, found.whole) == (3, 9)


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ({}, (MON, TUE)),
        ({MON: 1}, (TUE, WED)),
        ({MON: 2, TUE: 1}, (WED, date(2026, 7, 30))),
        ({FRIDAY: 9}, (MON, TUE)),
    ],
)
def test_the_next_working_days_with_the_fewest_visits_are_offered(
    planned: dict[date, int], expected: tuple[date, ...]
) -> None:
    assert free_days(planned, FRIDAY, 2) == expected


def test_days_are_told_in_their_order_even_where_all_are_taken() -> None:
    planned = {date(2026, 7, 24 + n): 3 for n in range(1, 8)} | {date(2026, 8, n): 3 for n in range(1, 30)} | {TUE: 1}
    assert free_days(planned, FRIDAY, 2) == (MON, TUE)
