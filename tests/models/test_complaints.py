"""Complaints: no step before the one it follows from, an approver's word, what is due next, and the report (V14)."""

from datetime import timedelta

import pytest

from models.reads import complaints as reading
from models.reads import facts, reports
from models.reads.complaints import ComplaintRow
from models.reads.records import record
from models.reads.reports import Asked
from models.rules import risks
from models.rules.actions import agenda
from models.rules.pictures import Count, Money
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid, Value
from models.rules.vocabulary import DueKind
from models.tables import Complaint
from models.writes import records, undo
from models.writes.intents import Actor, Forbidden
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, everything, office

__all__ = ["office"]


def complain(office: Office, account: int, **more: Value) -> int:
    values: dict[str, Value] = {"kind": "service", "text": "报修三天没人来", "date": TODAY, **more}
    return records.add(office.engineer, "complaint", values, account).value


def step(me: Actor, row: int, **wanted: Value) -> None:
    records.edit(me, "complaint", row, record("complaint", row).values, wanted)


def told(account: int, days: int = 0) -> tuple[ComplaintRow, ...]:
    return reading.complaints_of(account, TODAY + timedelta(days), DEFAULTS).rows


def test_a_complaint_goes_its_way_and_is_taken_back_step_by_step(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    pictures, row = [everything()], complain(office, account)
    steps: list[tuple[Actor, dict[str, Value], str]] = [
        (office.engineer, {"responsible": office.engineer.member}, "assigned"),
        (office.engineer, {"solution": "换主板", "compensation": 50_000}, "proposed"),
        (office.manager, {"approved": TODAY}, "approved"),
        (office.engineer, {"informed": TODAY}, "informed"),
        (office.engineer, {"carried_out": TODAY}, "carried_out"),
        (office.engineer, {"followed_up": TODAY}, "followed_up"),
        (office.engineer, {"dealt_with": "重订值班表"}, "dealt_with"),
        (office.engineer, {"summary": "备件要放在当地"}, "closed"),
    ]
    for me, wanted, state in steps:
        pictures.append(everything())
        step(me, row, **wanted)
        held = Complaint.get_by_id(row)
        assert (held.state, held.moved) == (state, TODAY)
    assert held.approved_by_id == office.manager.member
    for me, _, _ in reversed(steps):
        undo.undo(me)
        assert everything() == pictures.pop()


def test_a_step_is_not_left_out(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    row = complain(office, account)
    with pytest.raises(Invalid) as wrong:
        step(office.engineer, row, solution="换主板")
    assert wrong.value.errors == {"responsible": "required"}


def test_only_who_may_judge_approves(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    row = complain(office, account, responsible=office.engineer.member, solution="换主板")
    with pytest.raises(Forbidden):
        step(office.engineer, row, approved=TODAY)
    step(office.manager, row, approved=TODAY)
    step(office.engineer, row, informed=TODAY)


def test_an_open_complaint_rings_and_its_next_step_is_due(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    row = complain(office, account, due=TODAY + timedelta(1))
    known = facts.one(account, TODAY)
    assert "complaint_open" in {risk.code for risk in risks.risks(known, TODAY, DEFAULTS)}
    (item,) = [i for i in agenda(known, TODAY, DEFAULTS).items if i.kind is DueKind.COMPLAINT]
    assert (item.code, item.date, item.subject) == (
        "complaint_assigned", TODAY + timedelta(1), ("complaint", row),
    )  # fmt: skip


def test_a_late_step_is_escalated_and_closed_ones_stand_last(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    closed = complain(
        office, account, responsible=office.engineer.member, solution="x", date=TODAY - timedelta(50),
    )  # fmt: skip
    step(office.manager, closed, approved=TODAY, informed=TODAY, carried_out=TODAY, followed_up=TODAY,
         dealt_with="y", summary="z")  # fmt: skip
    waiting = complain(office, account)
    assert [(row.id, row.late) for row in told(account, 6)] == [(waiting, True), (closed, False)]
    assert not told(account, 5)[0].late


def test_the_report_counts_by_kind(office: Office, queries: Queries) -> None:
    account = office.account(owner=office.engineer.member)
    complain(office, account)
    complain(office, account, responsible=office.engineer.member, solution="x", compensation=700)
    complain(office, account, kind="delivery", date=TODAY - timedelta(400))
    asked = Asked(TODAY)
    found = {row.key: row.beside for row in reports.picture("complaints", asked).rows}  # type: ignore[union-attr]
    assert found == {
        "service": (Count(2), Count(2), Money(700)), "delivery": (Count(1), Count(1), Money(0)),
    }  # fmt: skip
    assert len(reports.behind("complaints", "service", asked)) == 2
    this_year = asked._replace(since=TODAY - timedelta(30))
    assert [row.key for row in reports.picture("complaints", this_year).rows] == ["service"]
    assert queries.of(lambda: reports.picture("complaints", asked)) == 1


def test_reading_costs_the_same_for_any_number(office: Office, queries: Queries) -> None:
    account = office.account(owner=office.engineer.member)
    person, deal = office.person(account), office.deal(account)
    for _ in range(4):
        complain(office, account, person=person, opportunity=deal, responsible=office.engineer.member)
    assert queries.of(lambda: told(account)) <= 7
