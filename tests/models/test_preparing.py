"""Preparing a visit, and what is at hand when one calls for it (V5, V7); remarks found and exported (V12)."""

from datetime import timedelta

import pytest

from models import search
from models.exchange import exporting
from models.reads import lists, preparing, visit_after
from models.rules.settings import DEFAULTS
from models.rules.vocabulary_visits import PlanQuestion, Preparation
from models.writes import preferences, records, remarks, undo, visits
from models.writes import preparing as writing
from models.writes.intents import Forbidden, Refused
from tests.models.conftest import TODAY, Queries
from tests.models.writing import STEP, Office, everything, office

__all__ = ["office"]


def planned(office: Office, account: int, **values: object) -> int:
    told = {"kind": "visit", "state": "planned", "date": TODAY + timedelta(days=1), **values}
    return visits.log_visit(office.engineer, account, told).value  # type: ignore[arg-type]


def test_checks_and_answers_are_noted_changed_and_taken_back(office: Office) -> None:
    visit = planned(office, office.account(owner=office.engineer.member))
    before = everything()
    assert writing.check(office.engineer, visit, "people").value is True
    writing.answer(office.engineer, visit, PlanQuestion.KNOWN, "  要业绩证明 ")
    writing.answer(office.engineer, visit, PlanQuestion.KNOWN, "要两座站的业绩")
    found = preparing.prepared(visit)
    assert [code for code, ticked in found.checks if ticked] == ["people"]
    assert dict(found.answers)[PlanQuestion.KNOWN] == "要两座站的业绩"
    assert (found.done, found.whole) == (2, len(Preparation) + len(PlanQuestion))
    writing.answer(office.engineer, visit, PlanQuestion.KNOWN, " ")
    assert writing.check(office.engineer, visit, "people").value is False
    assert preparing.prepared(visit).done == 0
    for _ in range(5):
        undo.undo(office.engineer)
    assert everything() == before


def test_the_list_of_checks_is_ones_own(office: Office) -> None:
    visit = planned(office, office.account(owner=office.engineer.member))
    preferences.add_choice(office.boss, "preparation", "带样机")
    writing.check(office.engineer, visit, "带样机")
    writing.answer(office.engineer, visit, PlanQuestion.KNOWN, "业绩")
    preferences.hide_choice(office.boss, "preparation", "带样机")
    preferences.hide_choice(office.boss, "preparation", "journey")
    codes = [code for code, _ in preparing.prepared(visit).checks]
    assert codes == [*(code for code in Preparation if code != "journey"), "带样机"]
    used = {entry.code: entry.used for entry in lists.entries("preparation", counted=True)}
    assert used == {**dict.fromkeys(map(str, Preparation), 0), "带样机": 1}
    with pytest.raises(Refused, match="not_a_check"):
        writing.check(office.engineer, visit, "journey")


def test_only_a_visit_that_lies_ahead_is_prepared_and_only_by_who_plans_it(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    done = visits.log_visit(
        office.engineer, account, {"kind": "visit", "state": "done", "date": TODAY}, promises=[STEP]
    ).value
    with pytest.raises(Refused, match="not_planned"):
        writing.check(office.engineer, done, "people")
    with pytest.raises(Forbidden):
        writing.answer(office.other, planned(office, account), PlanQuestion.KNOWN, "x")


def test_it_goes_with_its_visit(office: Office) -> None:
    visit = planned(office, office.account(owner=office.engineer.member))
    writing.check(office.engineer, visit, "people")
    before = everything()
    records.delete(office.engineer, "visit", [visit])
    undo.undo(office.engineer)
    assert everything() == before


def test_a_call_has_the_person_customers_of_the_trade_and_free_days_at_hand(office: Office, queries: Queries) -> None:
    account = office.account("廊坊局", owner=office.engineer.member, industry="power_grid", phone="0316-1")
    person = records.add(office.engineer, "person", {"name": "张科长", "title": "科长", "phone": "138"}, account).value
    for name, industry, days in (("华东局", "power_grid", 9), ("华北局", "power_grid", 0), ("江海", "retail", 0)):
        house = office.account(name, owner=office.engineer.member, industry=industry)
        office.deal(house, "老单", outcome="won", signed_date=TODAY - timedelta(days=days))
    first, second = preparing.appointment(account, None, None, TODAY, office.engineer.member).days
    planned(office, account, date=first)
    cost = queries.of(lambda: preparing.appointment(account, person, None, TODAY, office.engineer.member))
    assert cost <= 12
    found = preparing.appointment(account, person, None, TODAY, office.engineer.member)
    assert found.person is not None
    who = found.person
    assert (who.name, who.title, who.phone, found.phone) == ("张科长", "科长", "138", "0316-1")
    assert [each.name for each in found.references] == ["华北局", "华东局"]
    assert first not in found.days
    assert second == found.days[0]
    with pytest.raises(LookupError):
        preparing.appointment(account + 999, None, None, TODAY)


def test_customers_one_may_not_see_are_not_named(office: Office) -> None:
    preferences.put_setting(office.boss, "visibility", "own")
    account = office.account("廊坊局", owner=office.engineer.member, industry="power_grid")
    house = office.account("华北局", owner=office.other.member, industry="power_grid")
    office.deal(house, "老单", outcome="won", signed_date=TODAY)
    assert preparing.appointment(account, None, None, TODAY, office.engineer.member).references == ()


def test_a_visit_tells_what_was_prepared(office: Office) -> None:
    visit = planned(office, office.account(owner=office.engineer.member))
    writing.check(office.engineer, visit, "people")
    assert visit_after.after(visit, TODAY, DEFAULTS).prepared.done == 1
    other = planned(office, office.account("别家", owner=office.engineer.member))
    whole = len(Preparation) + len(PlanQuestion)
    assert preparing.progress([visit, other]) == {visit: (1, whole), other: (0, whole)}


def test_remarks_are_found_until_they_are_withdrawn_and_go_out_with_the_visit(office: Office) -> None:
    visit = planned(office, office.account(owner=office.engineer.member))
    number = remarks.remark(office.manager, visit, "请周总出面谈停电窗口").value
    assert [hit.row for hit in search.find("停电窗口", ["visit"])] == [visit]
    (row,) = exporting.records("visits", TODAY)
    assert row.values["remarks"] == f"{TODAY} manager 请周总出面谈停电窗口"
    remarks.withdraw(office.manager, number)
    assert search.find("停电窗口", ["visit"]) == []
    undo.undo(office.manager)
    assert [hit.row for hit in search.find("停电窗口", ["visit"])] == [visit]
