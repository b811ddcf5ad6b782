"""Remarks on visits: who may, and who finds them due; what is worth seeing to after a visit (V10, V12)."""

import pytest

from models.reads import today, visit_after
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid
from models.rules.visit_after import Prompt
from models.tables import Remark, Task
from models.writes import preferences, records, remarks, undo, visits
from models.writes.intents import Forbidden, Refused
from tests.models.conftest import TODAY, Queries
from tests.models.writing import STEP, Office, everything, office

__all__ = ["office"]


def visited(office: Office, account: int, person: int | None = None) -> int:
    values = {"kind": "visit", "state": "done", "date": TODAY, "people": (person,) if person else ()}
    return visits.log_visit(office.engineer, account, values, promises=[STEP]).value  # type: ignore[arg-type]


def due(member: int | None) -> list[str]:
    found = today.today(member, TODAY, settings=DEFAULTS).rows
    return [row.item.code for row in found if row.item.subject[0] == "task"]


def test_a_remark_is_due_for_who_went_there_until_it_is_read(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    visit = visited(office, account)
    before = everything()
    number = remarks.remark(office.manager, visit, " 卡在预算， 请张总出面 ").value
    row, = visit_after.remarks([visit])[visit]
    assert (row.id, row.text, row.member_name, row.unread) == (number, "卡在预算， 请张总出面", "manager", True)
    assert due(office.engineer.member) == ["read_remark"]
    assert due(office.manager.member) == []
    remarks.read(office.engineer, visit)
    assert not visit_after.remarks([visit])[visit][0].unread
    assert due(office.engineer.member) == []
    with pytest.raises(Refused, match="no_remark"):
        remarks.read(office.engineer, visit)
    undo.undo(office.engineer)
    undo.undo(office.manager)
    assert everything() == before


def test_the_due_list_settles_it_too(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    visit = visited(office, account)
    remarks.remark(office.manager, visit, "好")
    visits.settle(office.engineer, "task", Task.get(Task.code == "read_remark").id)
    assert not visit_after.remarks([visit])[visit][0].unread


def test_engineers_do_not_remark_and_nobody_withdraws_what_another_wrote(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    visit = visited(office, account)
    for me in (office.engineer, office.other, office.assistant):
        with pytest.raises(Forbidden):
            remarks.remark(me, visit, "不错")
    with pytest.raises(Invalid):
        remarks.remark(office.manager, visit, "  ")
    number = remarks.remark(office.manager, visit, "不错").value
    with pytest.raises(Refused, match="not_own_remark"):
        remarks.withdraw(office.boss, number)
    remarks.withdraw(office.manager, number)
    assert not Remark.select().exists()
    assert not Task.select().where(Task.code == "read_remark").exists()


def test_a_remark_goes_with_its_visit(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    visit = visited(office, account)
    remarks.remark(office.manager, visit, "不错")
    before = everything()
    records.delete(office.boss, "visit", [visit])
    assert not Remark.select().exists()
    undo.undo(office.boss)
    assert everything() == before


def test_after_a_visit_one_is_asked_for_what_may_have_changed(office: Office, queries: Queries) -> None:
    account = office.account(owner=office.engineer.member)
    person = office.person(account)
    visit = visited(office, account, person)
    with queries.counted():
        found = visit_after.after(visit, TODAY, DEFAULTS)
    few = len(queries)
    assert found.first
    assert found.prompts[:3] == (Prompt.NEXT_VISIT, Prompt.STANCE, Prompt.GRADE)
    assert [each.id for each in found.met] == [person]
    for _ in range(5):
        remarks.remark(office.manager, visited(office, account, person), "不错")
    with queries.counted():
        found = visit_after.after(visit, TODAY, DEFAULTS)
    assert len(queries) == few
    assert not found.first
    assert Prompt.NEXT_VISIT not in found.prompts


def test_nobody_looks_at_a_visit_of_an_account_he_may_not_see(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    visit = visited(office, account)
    preferences.put_setting(office.boss, "visibility", "own")
    assert visit_after.after(visit, TODAY, DEFAULTS, office.engineer.member).account == account
    with pytest.raises(LookupError):
        visit_after.after(visit, TODAY, DEFAULTS, office.other.member)
