"""How much of the funnel becomes something: from step to step, from class to class, and what leaks."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.rules import conversion
from models.rules.conversion import DONE, NEW, NONE, Dated, Decided, Leak, Passed, Stages
from models.rules.pictures import Count, Share, records
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Outcome, Step
from models.rules.vocabulary_process import Flag
from tests.rules.made import TODAY, ago, deal


def test_who_came_further_came_so_far() -> None:
    furthest = {Step.LEAD: 4, Step.PROPOSAL: 3, Step.DELIVERY: 2, Step.REPURCHASE: 1}
    assert conversion.steps(furthest) == (
        (Step.LEAD, Passed(10, 6)), (Step.DIAGNOSIS, Passed(6, 6)), (Step.PROPOSAL, Passed(6, 3)),
        (Step.NEGOTIATION, Passed(3, 3)), (Step.DELIVERY, Passed(3, 1)),
    )  # fmt: skip
    assert conversion.steps({})[0] == (Step.LEAD, Passed(0, 0))


def test_our_ratios_stand_beside_the_rule_of_thumb() -> None:
    picture = conversion.conversion({Step.LEAD: 1}, Stages(30, 3, 1), DEFAULTS)
    *_, information, prospect = picture.rows
    assert information.beside == (Count(30), Count(3), Share(3, 30), Share(1, 15))
    assert prospect.beside == (Count(3), Count(1), Share(1, 3), Share(1, 3))
    assert dict(information.record)["thumb"] == Share(1, 15)


@pytest.mark.parametrize(
    ("recorded", "won", "visited", "found"),
    [
        (TODAY, True, True, False),
        (TODAY, True, False, False),
        (TODAY, False, True, False),
        (TODAY, False, False, True),
        (TODAY + timedelta(1), True, True, True),
        (TODAY + timedelta(1), False, True, True),
        (None, True, False, False),
        (None, False, False, True),
    ],
)
def test_what_leaked(recorded: date | None, won: bool, visited: bool, found: bool) -> None:
    assert conversion.leaked(Decided(TODAY, recorded, won, visited)) is found


def test_the_leak_is_told_beside_what_is_untidy() -> None:
    lost = conversion.leak([Decided(TODAY, TODAY, False, False, 7), Decided(TODAY, TODAY, True, True, 9)])
    assert lost == Leak(2, 1, 7) and conversion.leak([]) == Leak(0, 0, 0)
    picture = conversion.hygiene({Flag.STALE: (2, 50)}, 8, lost)
    assert [row.key for row in picture.rows] == [None, "stale", None, None, None, None]
    assert dict(picture.rows[1].record)["share"] == Share(2, 8)
    assert dict(picture.rows[-1].record)["share"] == Share(1, 2)


def dated(closed: date | None = None, **fields: Any) -> Dated:
    return Dated(deal(**{"recorded": ago(100), "expected": ago(-20), **fields}), closed, True)


@pytest.mark.parametrize(
    ("found", "day", "place"),
    [
        (dated(), TODAY, "H"),
        (dated(), ago(60), "A"),
        (dated(), ago(101), NEW),
        (dated(expected=None), TODAY, NONE),
        (dated(outcome=Outcome.LOST, closed=ago(5)), TODAY, "F"),
        (dated(outcome=Outcome.LOST, closed=ago(5)), ago(6), "H"),
        (dated(outcome=Outcome.WON, signed=ago(9)), TODAY, "O"),
        (dated(outcome=Outcome.WON, signed=ago(9)), ago(10), "H"),
        (dated(outcome=Outcome.WON, signed=ago(9), delivered=True, delivered_on=ago(3)), TODAY, DONE),
        (dated(outcome=Outcome.WON, signed=ago(9), delivered=True, delivered_on=ago(3)), ago(4), "O"),
    ],
)
def test_the_class_of_an_earlier_day(found: Dated, day: date, place: str) -> None:
    assert conversion.place(found, day, DEFAULTS) == place


def test_an_expected_date_that_was_changed_counts_as_it_was() -> None:
    moved = Dated(deal(recorded=ago(100), expected=ago(-200)), None, True, ((ago(10), ago(-20)), (ago(5), None)))
    assert conversion.place(moved, TODAY, DEFAULTS) == "C"
    assert conversion.place(moved, ago(5), DEFAULTS) == "C"
    assert conversion.place(moved, ago(6), DEFAULTS) == NONE
    assert conversion.place(moved, ago(11), DEFAULTS) == "H"


def test_moves_leave_out_what_did_not_exist_and_what_was_over() -> None:
    over = dated(outcome=Outcome.WON, signed=ago(90), delivered=True, delivered_on=ago(80))
    every = [dated(), dated(recorded=ago(3)), over, dated(recorded=ago(-3))]
    counted = conversion.moves(every, ago(60), TODAY, DEFAULTS)
    assert counted == {("A", "H"): 1, (NEW, "H"): 1}
    picture = conversion.classes(counted)
    assert [len(row.cells) for row in picture.rows] == [1, 1]
    assert [dict(record)["count"] for record in records(picture)] == [Count(1), Count(1)]
