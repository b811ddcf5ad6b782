"""Adding, editing and deleting: checked values, whole histories, stale edits nothing half done."""

import json
from datetime import timedelta

import pytest

from models import search
from models.reads.records import record
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Inside, Stance
from models.tables import (
    Account,
    AccountState,
    Change,
    Intent,
    OpportunityState,
    OtherName,
    Person,
    PersonRole,
    Promise,
    StanceEntry,
    Visit,
    VisitPerson,
)
from models.writes import people, preferences, records, visits
from models.writes.intents import Refused, Stale
from tests.models.conftest import TODAY, Queries
from tests.models.writing import NOW, Office, changes, everything, office

__all__ = ["office"]


def test_an_intent_says_who_when_what_and_to_which_account(office: Office) -> None:
    done = records.add(office.boss, "account", {"name": "华北局", "other_names": ("NCG",)})
    intent = Intent.get_by_id(done.intent)
    assert (intent.name, intent.at, intent.account) == ("record.add", NOW, done.value)
    assert intent.__data__["member"] == office.boss.member
    assert changes(done.intent) == [("add", "account"), ("add", "other_name")]
    assert done.touched == {"account", "other_name", "account_state"}


def test_a_change_holds_the_fields_before_and_after_as_json(office: Office) -> None:
    deal = office.deal(office.account(), expected_date=TODAY)
    after = TODAY + timedelta(9)
    done = records.edit(office.boss, "opportunity", deal, {"expected_date": TODAY}, {"expected_date": after})
    change = Change.get((Change.intent == done.intent) & (Change.table == "opportunity"))
    assert json.loads(change.before) == {"changed": None, "expected_date": "2026-11-23"}
    assert json.loads(change.after) == {"changed": "2026-11-23", "expected_date": "2026-12-02"}


def test_derived_rows_and_the_index_follow_in_the_same_write(office: Office) -> None:
    account = office.account("华北局")
    deal = office.deal(account, amount=100_00, expected_date=TODAY + timedelta(3))
    assert AccountState.get(AccountState.account == account).open_amount == 100_00
    assert OpportunityState.get(OpportunityState.opportunity == deal).weighted == 25_00
    records.edit(office.boss, "opportunity", deal, {"amount": 100_00}, {"amount": 400_00})
    assert OpportunityState.get(OpportunityState.opportunity == deal).weighted == 100_00
    assert [hit.row for hit in search.find("hbj", ("account",))] == [account]
    records.edit(office.boss, "account", account, {"name": "华北局"}, {"name": "东北局"})
    assert not search.find("hbj", ("account",)) and search.find("dbj", ("account",))


def test_a_change_that_names_no_account_still_reaches_it(office: Office) -> None:
    account = office.account()
    office.visit(account)
    promise = Promise.get()
    assert AccountState.get().next_text == "送样"
    visits.settle(office.boss, "promise", promise.id)
    assert AccountState.get().next_text == ""


def test_every_wrong_field_is_named_at_once(office: Office) -> None:
    account = office.account()
    values: dict[str, Value] = {"level": "chief", "influence": 9, "unit": 77, "birthday": "13-45", "colour": "red"}
    with pytest.raises(Invalid) as wrong:
        records.add(office.boss, "person", values, account)
    assert wrong.value.errors == {
        "name": "required", "level": "not_a_choice", "influence": "too_high", "unit": "no_such_row",
        "birthday": "not_a_date", "colour": "no_such_field",
    }  # fmt: skip
    assert not Person.select().exists()


def test_a_seat_needs_no_name_and_a_person_does(office: Office) -> None:
    account = office.account()
    office.person(account, "", placeholder=True, title="谁拍板")
    with pytest.raises(Invalid):
        office.person(account, "")


def test_a_thing_needs_the_thing_it_belongs_to(office: Office) -> None:
    with pytest.raises(Refused, match="gone"):
        records.add(office.boss, "person", {"name": "黄主任"}, 99)
    with pytest.raises(Refused, match="gone"):
        records.edit(office.boss, "person", 99, {"name": "a"}, {"name": "b"})


def test_an_edit_of_other_fields_in_the_meantime_is_kept(office: Office) -> None:
    account = office.account(region="北京")
    seen = record("account", account).values
    records.edit(office.manager, "account", account, seen, {**seen, "region": "河北"})
    records.edit(office.boss, "account", account, seen, {**seen, "phone": "010-1234567"})
    now = record("account", account).values
    assert (now["region"], now["phone"]) == ("河北", "010-1234567")


def test_an_edit_of_the_same_field_in_the_meantime_is_shown_field_by_field(office: Office) -> None:
    account = office.account(region="北京", phone="1")
    seen = record("account", account).values
    records.edit(office.manager, "account", account, seen, {**seen, "region": "河北", "phone": "2"})
    with pytest.raises(Stale) as stale:
        records.edit(office.boss, "account", account, seen, {**seen, "region": "天津", "phone": "2", "tags": "x"})
    conflict = stale.value.conflicts[0]
    assert (conflict.field, conflict.base, conflict.theirs, conflict.ours) == ("region", "北京", "河北", "天津")
    assert len(stale.value.conflicts) == 1 and record("account", account).values["tags"] == ""


def test_an_edit_that_changes_nothing_leaves_no_trace(office: Office) -> None:
    account = office.account(region="北京")
    done = records.edit(office.boss, "account", account, {"region": "河北"}, {"region": "河北"})
    same = records.edit(office.boss, "account", account, {"region": "河北"}, {"region": "北京"})
    assert done.intent is None and same.intent is None and not same.touched


def test_sets_are_changed_entry_by_entry_and_leave_those_of_a_deal_alone(office: Office) -> None:
    account = office.account(other_names=("NCG", "北局"))
    person = office.person(account, roles=("user", "technical"))
    deal = office.deal(account)
    PersonRole.create(person=person, opportunity=deal, role="decision_maker")
    before = record("person", person).values
    done = records.edit(office.boss, "person", person, before, {**before, "roles": ("technical", "gatekeeper")})
    assert sorted(changes(done.intent)) == [("add", "person_role"), ("remove", "person_role")]
    assert record("person", person).values["roles"] in (("technical", "gatekeeper"), ("gatekeeper", "technical"))
    assert PersonRole.select().where(PersonRole.opportunity == deal).count() == 1
    records.edit(office.boss, "account", account, {"other_names": ("NCG", "北局")}, {"other_names": ("NCG",)})
    assert [other.name_key for other in OtherName.select()] == ["ncg"]


def test_many_rows_change_all_or_none(office: Office) -> None:
    accounts = [office.account(f"局{n}") for n in range(3)]
    assert records.edit_many(office.boss, "account", accounts, {"region": "河北"}).value == 3
    assert records.edit_many(office.boss, "account", accounts, {"region": "河北"}).value == 0
    with pytest.raises(Refused):
        records.edit_many(office.boss, "account", [*accounts, 99], {"region": "天津"})
    assert {a.region for a in Account.select()} == {"河北"}


def test_a_delete_takes_all_that_hangs_on_it_and_lists_it(office: Office) -> None:
    group, account = office.account("集团"), 0
    account = office.account("华北局", parent=group)
    person = office.person(account, roles=("user",))
    deal = office.deal(account)
    office.visit(account, person, opportunity=deal)
    people.move_stance(office.boss, person, Stance.SUPPORTER, opportunity=deal)
    done = records.delete(office.boss, "account", [account])
    assert [a.id for a in Account.select()] == [group]
    for table in (Person, Visit, VisitPerson, PersonRole, Promise, StanceEntry):
        assert not table.select().exists()
    assert done.value == 8 == len(changes(done.intent)) and {op for op, _ in changes(done.intent)} == {"remove"}
    assert not search.find("黄主任") and AccountState.select().count() == 1


def test_what_may_live_without_a_row_only_loses_the_reference(office: Office) -> None:
    group = office.account("集团")
    branch = office.account("廊坊局", parent=group)
    records.delete(office.boss, "account", [group])
    assert Account.get_by_id(branch).__data__["parent"] is None


def test_what_holds_on_one_deal_only_goes_with_the_deal(office: Office) -> None:
    account = office.account()
    person, deal = office.person(account), office.deal(account)
    people.move_stance(office.boss, person, Stance.ENEMY, opportunity=deal)
    people.mark_inside(office.boss, person, Inside.INSIDE, opportunity=deal)
    records.delete(office.boss, "opportunity", [deal])
    assert not StanceEntry.select().exists()


def test_ids_are_never_given_out_again(office: Office) -> None:
    first = office.account("一")
    records.delete(office.boss, "account", [first])
    assert office.account("二") > first


@pytest.mark.parametrize(("mode", "subtype", "fits"), [
    ("independent", "regional_company", True), ("group", "multi_region", True), ("strategic", "strategic_group", True),
    ("group", "regional_company", False), ("independent", "strategic_group", False), ("", "strategic_group", True),
    ("group", "", True),
])  # fmt: skip
def test_a_finer_purchase_mode_belongs_to_its_mode(office: Office, mode: str, subtype: str, fits: bool) -> None:
    pair = {"mode": mode, "mode_subtype": subtype}
    bare = records.add(office.boss, "account", {"name": "另一家"}).value
    before = record("account", bare).values
    if fits:
        records.add(office.boss, "account", {"name": "华北局", **pair})
        records.edit(office.boss, "account", bare, before, pair)
        return
    with pytest.raises(Invalid) as made:
        records.add(office.boss, "account", {"name": "华北局", **pair})
    with pytest.raises(Invalid) as changed:
        records.edit(office.boss, "account", bare, before, pair)
    assert made.value.errors == changed.value.errors == {"mode_subtype": "not_of_mode"}


def test_an_account_cannot_stand_under_itself(office: Office) -> None:
    top = office.account("集团")
    below = office.account("局", parent=top)
    for parent in (top, below):
        with pytest.raises(Invalid):
            records.edit(office.boss, "account", top, {"parent": None}, {"parent": parent})


def test_to_look_up_a_long_line_of_parents_is_one_query(office: Office, queries: Queries) -> None:
    def edited(account: int, parent: int) -> int:
        return queries.of(lambda: records.edit(office.boss, "account", account, {"parent": None}, {"parent": parent}))

    short = office.account("甲")
    first = edited(office.account("乙"), short)
    last = office.account("层0")
    for level in range(1, 30):
        last = office.account(f"层{level}", parent=last)
    assert edited(office.account("丙"), last) == first


def test_a_group_follows_what_happens_in_its_branches(office: Office) -> None:
    top = office.account("集团")
    below = office.account("局", parent=top)
    office.person(below)
    assert AccountState.get(AccountState.account == top).people == 1
    records.edit(office.boss, "account", below, {"parent": top}, {"parent": None})
    assert AccountState.get(AccountState.account == top).people == 0


def test_a_person_of_a_branch_met_elsewhere_counts_as_met_at_home(office: Office) -> None:
    top, below = office.account("集团"), office.account("局")
    person = office.person(below, roles=("decision_maker",))
    office.deal(below)
    assert "decision_level_unmet" in AccountState.get(AccountState.account == below).risks
    visit = office.visit(top, person)
    assert "decision_level_unmet" not in AccountState.get(AccountState.account == below).risks
    records.delete(office.boss, "visit", [visit])
    assert "decision_level_unmet" in AccountState.get(AccountState.account == below).risks


def test_a_changed_setting_is_noticed_by_every_account(office: Office) -> None:
    account = office.account()
    deal = office.deal(account, amount=100_00)
    preferences.put_setting(office.boss, "probability_lead", "40")
    assert OpportunityState.get(OpportunityState.opportunity == deal).weighted == 40_00


def test_a_refused_write_leaves_everything_as_it_was(office: Office) -> None:
    account = office.account()
    before, intents = everything(), Intent.select().count()
    with pytest.raises(Refused):
        records.delete(office.boss, "account", [account, 99])
    assert everything() == before and Intent.select().count() == intents


def test_views_and_list_entries_are_kept_once(office: Office) -> None:
    one = preferences.save_view(office.boss, "accounts", "我的", "owner:me", "due").value
    assert preferences.save_view(office.boss, "accounts", "我的", "stage:a", "due").value == one
    shared = preferences.save_view(office.boss, "accounts", "我的", "", "", shared=True).value
    with pytest.raises(Refused, match="not_allowed"):
        preferences.delete_view(office.engineer, shared)
    with pytest.raises(Refused, match="not_own"):
        preferences.delete_view(office.engineer, one)
    preferences.delete_view(office.boss, one)
    with pytest.raises(Refused, match="gone"):
        preferences.delete_view(office.boss, one)
    with pytest.raises(Refused, match="name_missing"):
        preferences.save_view(office.boss, "accounts", " ", "", "")


def test_a_person_sorts_by_how_the_surname_is_read(office: Office) -> None:
    person = office.person(office.account("单县医院"), "单雄信")
    assert Person.get_by_id(person).sort_key.startswith("shan")
    records.edit(office.boss, "person", person, {"name": "单雄信"}, {"name": "单通"})
    assert Person.get_by_id(person).sort_key.startswith("shan")


def test_what_is_referred_to_is_of_the_same_house(office: Office) -> None:
    top = office.account("总局")
    branch, other = office.account("分局", parent=top), office.account("别家")
    deals = [office.deal(account) for account in (top, branch, other)]
    unit = records.add(office.boss, "unit", {"name": "生技处", "kind": "department"}, other).value
    for deal in deals[:2]:
        records.add(office.boss, "promise", {"by": "us", "text": "送样", "opportunity": deal}, branch)
        records.add(office.boss, "promise", {"by": "us", "text": "送样", "opportunity": deal}, top)
    person = office.person(branch)
    promise: dict[str, Value] = {"by": "us", "text": "送样", "opportunity": deals[2]}
    wrong = (
        ("opportunity", lambda: records.add(office.boss, "promise", promise, top)),
        ("opportunity", lambda: office.planned(branch, opportunity=deals[2])),
        ("unit", lambda: records.edit(office.boss, "person", person, {"unit": None}, {"unit": unit})),
        ("parent", lambda: records.add(office.boss, "unit", {"name": "x", "kind": "department", "parent": unit}, top)),
    )  # fmt: skip
    for field, write in wrong:
        with pytest.raises(Invalid) as refused:
            write()
        assert refused.value.errors == {field: "other_account"}
