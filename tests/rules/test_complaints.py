from datetime import timedelta

import pytest

from models.rules.complaints import ASKS, due, escalated, following, lacking, reached, step_due, waits
from models.rules.radar_facts import ComplaintFact
from models.rules.risks import risks
from models.rules.settings import DEFAULTS
from models.rules.vocabulary_complaints import ComplaintState
from tests.rules.made import TODAY, account, ago

S = ComplaintState
FIELDS = tuple(ASKS.values())


def test_a_complaint_is_as_far_as_its_steps_are_filled() -> None:
    values: dict[str, object] = {}
    for state, field in ((S.RECEIVED, ""), *ASKS.items()):
        if field:
            values[field] = "x"
        assert reached(values) is state


@pytest.mark.parametrize(
    ("filled", "wanted", "state"),
    [
        ((), "", S.RECEIVED),
        (("responsible",), "", S.ASSIGNED),
        (("solution",), "responsible", S.RECEIVED),
        (("responsible", "solution", "informed"), "approved", S.PROPOSED),
        (FIELDS, "", S.CLOSED),
        (("summary",), "responsible", S.RECEIVED),
    ],
)
def test_no_step_is_left_out(filled: tuple[str, ...], wanted: str, state: ComplaintState) -> None:
    values = dict.fromkeys(filled, "x")
    assert (lacking(values), reached(values)) == (wanted, state)


def test_the_states_follow_each_other() -> None:
    assert [following(state) for state in S] == [*list(S)[1:], None]
    assert [state for state in S if waits(state)] == [S.RECEIVED, S.ASSIGNED, S.PROPOSED, S.APPROVED, S.INFORMED]


@pytest.mark.parametrize(
    ("state", "promised", "days"),
    [
        (S.RECEIVED, None, 3), (S.RECEIVED, 1, 1), (S.RECEIVED, 9, 3), (S.CARRIED_OUT, 1, 3), (S.INFORMED, 1, 1),
        (S.CLOSED, 1, None),
    ],
)  # fmt: skip
def test_the_next_step_is_due(state: ComplaintState, promised: int | None, days: int | None) -> None:
    day = TODAY + timedelta(promised) if promised else None
    assert step_due(state, TODAY, day, DEFAULTS) == (TODAY + timedelta(days) if days else None)


@pytest.mark.parametrize(("moved", "told"), [(0, False), (5, False), (6, True), (60, True)])
def test_a_step_that_is_late_goes_up(moved: int, told: bool) -> None:
    assert (DEFAULTS.complaint_step_days, DEFAULTS.complaint_escalate_days) == (3, 3)
    assert escalated(S.PROPOSED, ago(moved), None, TODAY, DEFAULTS) is told
    assert not escalated(S.CLOSED, ago(moved), None, TODAY, DEFAULTS)


def test_each_open_complaint_has_its_next_step_among_what_is_due() -> None:
    found = (ComplaintFact(4, S.PROPOSED, ago(9), ago(2), person=1, opportunity=7, text="停机"),)
    (item,) = due(1, found, DEFAULTS)
    assert (item.code, item.subject, item.date, item.people) == (
        "complaint_approved", ("complaint", 4), TODAY + timedelta(1), (1,),
    )  # fmt: skip


@pytest.mark.parametrize(("state", "rings"), [(S.RECEIVED, True), (S.INFORMED, True), (S.CARRIED_OUT, False)])
def test_what_the_customer_waits_on_rings(state: ComplaintState, rings: bool) -> None:
    facts = account(complained=(ComplaintFact(4, state, ago(9), ago(2), person=1),))
    found = [risk for risk in risks(facts, TODAY, DEFAULTS) if risk.code == "complaint_open"]
    assert bool(found) is rings
    if rings:
        assert (found[0].since, found[0].people, found[0].severity) == (ago(9), (1,), "high")
