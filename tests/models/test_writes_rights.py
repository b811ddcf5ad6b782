"""Who may do what: own accounts, attempts put on record, gifts against the policy, the inbox."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from models.reads import team
from models.rules.values import Invalid, Value
from models.rules.vocabulary import ApprovalKind, MemberRole, Stance
from models.tables import Account, Approval, Consent, Gift, Intent, SavedView, Setting, Visit
from models.writes import approvals, gifts, merging, people, permits, preferences, records, undo, visits
from models.writes.intents import Forbidden, Refused
from tests.models.conftest import TODAY
from tests.models.writing import STEP, Office, actor, everything, office, owner_of

__all__ = ["office"]

PLAN: dict[str, Value] = {"kind": "visit", "state": "planned", "date": TODAY + timedelta(1)}
MEAL: dict[str, Value] = {"kind": "business_meal", "what": "工作餐", "value": 80_00, "date": TODAY}
CARD: dict[str, Value] = {"kind": "gift", "what": "购物卡", "value": 500_00, "date": TODAY}
HINT: dict[str, Value] = {"kind": "request", "what": "暗示照旧", "date": TODAY}


def test_nobody_acts_as_admin_until_somebody_is_entered(database: Path) -> None:
    assert permits.role_of(None) is MemberRole.ADMIN
    Office()
    with pytest.raises(Refused, match="not_a_member"):
        records.add(actor(None), "account", {"name": "甲"})
    with pytest.raises(Refused, match="not_a_member"):
        permits.role_of(99)


def test_an_engineer_works_on_his_own_account_and_on_free_ones(office: Office) -> None:
    mine = office.account("甲", owner=office.engineer.member)
    free = office.account("乙")
    for account in (mine, free):
        visits.log_visit(office.engineer, account, PLAN)
        records.edit(office.engineer, "account", account, {"region": ""}, {"region": "河北"})


def test_an_attempt_at_anothers_account_is_refused_and_put_on_record(office: Office) -> None:
    theirs = office.account("甲", owner=office.other.member)
    person = office.person(theirs)
    planned = office.planned(theirs)
    before = everything()
    attempts: list[Callable[[], object]] = [
        lambda: visits.log_visit(office.engineer, theirs, PLAN),
        lambda: records.edit(office.engineer, "account", theirs, {"region": ""}, {"region": "x"}),
        lambda: people.move_stance(office.engineer, person, Stance.ENEMY),
        lambda: visits.log_visit(office.engineer, theirs, {}, visit=planned, no_next_step="x"),
        lambda: gifts.log_gift(office.engineer, theirs, HINT),
        lambda: records.delete(office.engineer, "person", [person]),
    ]
    for attempt in attempts:
        with pytest.raises(Forbidden, match="not_own"):
            attempt()
    assert everything() == before
    noted = [(i.name, i.account, i.__data__["member"]) for i in Intent.select().where(Intent.name ** "refused:%")]
    names = ("visit.log", "record.edit", "stance.move", "visit.log", "gift.log", "record.delete")
    assert noted == [(f"refused:{name}", theirs, office.engineer.member) for name in names]


def test_what_was_refused_is_nothing_to_undo(office: Office) -> None:
    theirs = office.account("甲", owner=office.other.member)
    with pytest.raises(Forbidden):
        visits.log_visit(office.engineer, theirs, PLAN)
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo.undo(office.engineer)


def test_an_account_that_went_to_another_is_not_changed_by_an_undo(office: Office) -> None:
    account = office.account("甲", owner=office.engineer.member)
    records.edit(office.engineer, "account", account, {"region": ""}, {"region": "河北"})
    records.edit(office.boss, "account", account, {"owner": office.engineer.member}, {"owner": office.other.member})
    with pytest.raises(Forbidden, match="not_own"):
        undo.undo(office.engineer)


def test_whose_an_account_is_is_for_a_manager_to_say(office: Office) -> None:
    mine = records.add(office.engineer, "account", {"name": "甲", "owner": office.engineer.member}).value
    with pytest.raises(Forbidden):
        records.add(office.engineer, "account", {"name": "乙", "owner": office.other.member})
    with pytest.raises(Forbidden):
        records.edit(
            office.engineer, "account", mine, {"owner": office.engineer.member}, {"owner": office.other.member}
        )
    free = office.account("丙")
    records.edit(office.engineer, "account", free, {"owner": None}, {"owner": office.engineer.member})
    records.edit(office.manager, "account", mine, {"owner": office.engineer.member}, {"owner": office.other.member})
    assert (owner_of(free), owner_of(mine)) == (office.engineer.member, office.other.member)


def test_members_and_settings_belong_to_the_admin(office: Office) -> None:
    for who in (office.engineer, office.manager):
        with pytest.raises(Forbidden, match="not_allowed"):
            preferences.put_setting(who, "contact_days", "30")
        with pytest.raises(Forbidden, match="not_allowed"):
            approvals.join(who, "新人", "new", MemberRole.ENGINEER)
    with pytest.raises(Refused, match="login_taken"):
        approvals.join(office.boss, "另一个", "boss", MemberRole.ENGINEER)
    with pytest.raises(Refused, match="login_taken"):
        records.add(office.boss, "member", {"name": "x", "login": "boss", "role": "engineer"})
    with pytest.raises(Refused, match="member_stays"):
        records.delete(office.boss, "member", [office.other.member or 0])


def test_an_admin_is_always_left(office: Office) -> None:
    boss = office.boss.member or 0
    for field, before, after in (("role", "admin", "engineer"), ("active", True, False)):
        with pytest.raises(Refused, match="last_admin"):
            records.edit(office.boss, "member", boss, {field: before}, {field: after})
    second = office.joined("second", MemberRole.ADMIN)
    records.edit(office.boss, "member", boss, {"role": "admin"}, {"role": "engineer"})
    with pytest.raises(Refused, match="last_admin"):
        records.edit(second, "member", second.member or 0, {"active": True}, {"active": False})
    records.edit(second, "member", second.member or 0, {"office": ""}, {"office": "上海"})


def test_what_belongs_to_everybody_is_not_taken_out_of_anothers_account(office: Office) -> None:
    theirs, mine = office.account("甲", owner=office.other.member), office.account("乙", owner=office.engineer.member)
    rivals = [records.add(office.boss, "competitor", {"name": name}).value for name in ("恒驰", "恒驰电气", "远大")]
    product = records.add(office.boss, "product", {"name": "继保"}).value
    office.deal(theirs, product=product)
    people.move_stance(office.boss, office.person(theirs), Stance.BLOCKER, competitor=rivals[1])
    for account, rival in ((theirs, rivals[0]), (mine, rivals[2])):
        records.add(office.boss, "opportunity_competitor", {"competitor": rival, "position": "in_play"}, account)
    before = everything()
    for noun, row in (("competitor", rivals[0]), ("competitor", rivals[1]), ("product", product)):
        with pytest.raises(Forbidden, match="not_own"):
            records.delete(office.engineer, noun, [row])
    with pytest.raises(Forbidden, match="not_own"):
        merging.merge(office.engineer, "competitor", rivals[2], [rivals[0]])
    assert everything() == before
    records.delete(office.engineer, "competitor", [rivals[2]])
    undo.undo(office.engineer)
    records.delete(office.boss, "competitor", rivals)


def test_nothing_is_handed_to_one_who_left(office: Office) -> None:
    account, other = office.account("甲"), office.other.member or 0
    asked = approvals.ask_transfer(office.engineer, account, other, "x").value
    records.edit(office.boss, "member", other, {"active": True}, {"active": False})
    with pytest.raises(Refused, match="gone"):
        approvals.decide(office.manager, asked, approve=True)
    with pytest.raises(Refused, match="gone"):
        approvals.ask_transfer(office.engineer, account, other, "x")
    assert owner_of(account) is None and approvals.decide(office.manager, asked, approve=False, comment="走了").value


def test_a_shared_view_is_changed_only_by_who_may_delete_it(office: Office) -> None:
    for terms in ("急:A", "急:B"):
        preferences.save_view(office.engineer, "accounts", "我的", terms, "due")
    preferences.save_view(office.engineer, "accounts", "团队", "急:A", "due", shared=True)
    with pytest.raises(Forbidden, match="not_allowed"):
        preferences.save_view(office.engineer, "accounts", "团队", "急:B", "due", shared=True)
    preferences.save_view(office.boss, "accounts", "团队", "急:C", "due", shared=True)
    assert {view.name: view.terms for view in SavedView.select()} == {"我的": "急:B", "团队": "急:C"}


def test_a_setting_that_is_a_number_stays_one(office: Office) -> None:
    with pytest.raises(Invalid) as wrong:
        preferences.put_setting(office.boss, "contact_days", "sixty")
    assert wrong.value.errors == {"contact_days": "not_a_number"} and not Setting.select().exists()
    preferences.put_setting(office.boss, "contact_days", "30")
    preferences.put_setting(office.boss, "company", "远大")


def test_one_who_left_does_nothing_any_more(office: Office) -> None:
    account = office.account()
    records.edit(office.boss, "member", office.engineer.member or 0, {"active": True}, {"active": False})
    with pytest.raises(Refused, match="not_a_member"):
        visits.log_visit(office.engineer, account, PLAN)


def test_a_gift_within_the_policy_passes_and_one_against_it_is_refused(office: Office) -> None:
    account = office.account(gift_policy="business_meals_only", gift_policy_source="通知")
    gifts.log_gift(office.boss, account, MEAL)
    assert Gift.get().verdict == "allowed"
    for write in (
        lambda: gifts.log_gift(office.boss, account, CARD),
        lambda: records.add(office.boss, "gift", CARD, account),
        lambda: records.edit(office.boss, "gift", Gift.get().id, {"kind": "business_meal"}, {"kind": "gift"}),
    ):
        with pytest.raises(Refused, match="gift_policy") as refused:
            write()
        told = {"policy": "business_meals_only", "why": "only_business_meals", "source": "通知"}
        assert refused.value.detail == told
    assert Gift.select().count() == 1


def test_a_hint_is_always_on_record_as_refused_or_as_asked(office: Office) -> None:
    account = office.account(gift_policy="forbidden")
    gifts.log_gift(office.boss, account, HINT)
    gifts.log_gift(office.boss, account, HINT, escalate=True, reason="上头让问")
    assert [gift.verdict for gift in Gift.select().order_by(Gift.id)] == ["refused", "asked"]
    assert Approval.get().kind == "gift"


@pytest.mark.parametrize(("approve", "verdict"), [(True, "allowed"), (False, "refused")])
def test_an_escalated_gift_waits_for_an_approver(office: Office, approve: bool, verdict: str) -> None:
    account = office.account(gift_policy="business_meals_only", owner=office.engineer.member)
    with pytest.raises(Refused, match="reason_missing"):
        gifts.log_gift(office.engineer, account, CARD, escalate=True, reason=" ")
    gifts.log_gift(office.engineer, account, CARD, escalate=True, reason="二十年庆典")
    gift, approval = Gift.get(), Approval.get()
    assert (gift.verdict, gift.__data__["approval"]) == ("asked", approval.id)
    for who, why in ((office.engineer, "own_request"), (office.other, "not_approver")):
        with pytest.raises(Refused, match=why):
            approvals.decide(who, approval.id, approve=True)
    approvals.decide(office.manager, approval.id, approve=approve, comment="按规定")
    assert Gift.get().verdict == verdict
    with pytest.raises(Refused, match="already_decided"):
        approvals.decide(office.manager, approval.id, approve=True)


def test_what_is_before_an_approver_stays_as_he_sees_it(office: Office) -> None:
    account = office.account(gift_policy="forbidden")
    gift = gifts.log_gift(office.boss, account, CARD, escalate=True, reason="x").value
    for state in ("asked", "allowed"):
        assert Gift.get().verdict == state
        for field, value in (("value", 99_000_00), ("what", "手表"), ("kind", "invitation")):
            with pytest.raises(Refused, match="gift_before_approver"):
                records.edit(office.boss, "gift", gift, {field: CARD[field]}, {field: value})
        records.edit(office.boss, "gift", gift, {"occasion": Gift.get().occasion}, {"occasion": state})
        if state == "asked":
            approvals.decide(office.manager, Approval.get().id, approve=True)


def test_a_withdrawn_request_waits_no_longer(office: Office) -> None:
    account = office.account(gift_policy="forbidden")
    gifts.log_gift(office.boss, account, CARD, escalate=True, reason="x")
    approvals.withdraw(office.boss, Approval.get().id)
    assert Gift.get().verdict == "refused"
    undo.undo(office.boss)
    assert (Gift.get().verdict, Approval.get().state) == ("asked", "asked")


def test_nobody_decides_what_he_asked_for_while_another_could(office: Office) -> None:
    account = office.account(gift_policy="forbidden", owner=office.manager.member)
    for who, others in ((office.manager, "王总"), (office.boss, "manager")):
        gifts.log_gift(who, account, CARD, escalate=True, reason="x")
        asked = Approval.select().order_by(Approval.id.desc()).get().id
        for approve in (True, False):
            with pytest.raises(Refused, match="own_request") as refused:
                approvals.decide(who, asked, approve=approve, comment="x")
            assert refused.value.detail == {"who": others}
    with pytest.raises(Refused, match="reason_missing"):
        approvals.decide(office.boss, Approval.get().id, approve=False)
    approvals.decide(office.boss, Approval.get().id, approve=False, comment="不行")


def test_one_who_is_the_only_one_decides_what_he_asked_for(office: Office) -> None:
    account = office.account(gift_policy="forbidden")
    records.edit(office.boss, "member", office.manager.member or 0, {"active": True}, {"active": False})
    gifts.log_gift(office.boss, account, CARD, escalate=True, reason="x")
    assert approvals.decide(office.boss, Approval.get().id, approve=True).value
    assert Gift.get().verdict == "allowed"


def test_an_account_goes_over_with_the_last_consent(office: Office) -> None:
    account = office.account("甲", owner=office.other.member)
    department = office.joined("sales", MemberRole.SALES_DEPARTMENT)
    me = office.engineer.member or 0
    with pytest.raises(Refused, match="reason_missing"):
        approvals.ask_transfer(office.engineer, account, me, "")
    asked = approvals.ask_transfer(office.engineer, account, me, "驻点方便")
    row = Approval.get_by_id(asked.value)
    assert (row.kind, row.subject, Intent.get_by_id(asked.intent).account) == (
        ApprovalKind.TRANSFER, f"account:{account}", account,
    )  # fmt: skip
    with pytest.raises(Refused, match="own_request") as refused:
        approvals.decide(office.engineer, asked.value, approve=True)
    assert refused.value.detail["who"] == "王总、manager、sales、other"
    with pytest.raises(Refused, match="not_approver"):
        approvals.decide(office.assistant, asked.value, approve=True)
    assert [voice for voice, _ in team.inbox()[0].waits] == ["decider", "sales_department", "owner"]
    assert approvals.decide(office.manager, asked.value, approve=True).value is False
    with pytest.raises(Refused, match="spoken_already") as refused:
        approvals.decide(office.manager, asked.value, approve=True)
    assert refused.value.detail["who"] == "sales、other"
    assert approvals.decide(department, asked.value, approve=True, comment="同意").value is False
    assert (owner_of(account), Approval.get().state) == (office.other.member, "asked")
    assert team.inbox()[0].waits == (("owner", ("other",)),)
    done = approvals.decide(office.other, asked.value, approve=True)
    assert done.value and owner_of(account) == me and Intent.get_by_id(done.intent).account == account
    assert [(c.voice, c.__data__["member"]) for c in Consent.select().order_by(Consent.id)] == [
        ("decider", office.manager.member), ("sales_department", department.member), ("owner", office.other.member),
    ]  # fmt: skip
    with pytest.raises(Refused, match="already_owner"):
        approvals.ask_transfer(office.engineer, account, me, "再来")


def test_a_consent_and_what_it_did_are_taken_back_at_once(office: Office) -> None:
    account = office.account("甲", owner=office.manager.member)
    asked = approvals.ask_transfer(office.engineer, account, office.engineer.member or 0, "驻点方便").value
    assert approvals.decide(office.manager, asked, approve=True).value, "manager and owner in one"
    undo.undo(office.manager)
    assert owner_of(account) == office.manager.member and Approval.get().state == "asked"
    assert not Consent.select().exists()


def test_a_no_ends_a_transfer_and_who_is_gone_is_not_waited_for(office: Office) -> None:
    account = office.account("甲", owner=office.other.member)
    asked = approvals.ask_transfer(office.engineer, account, office.engineer.member or 0, "驻点方便").value
    with pytest.raises(Refused, match="reason_missing"):
        approvals.decide(office.other, asked, approve=False)
    assert approvals.decide(office.other, asked, approve=False, comment="还在跟").value
    assert (owner_of(account), Approval.get().state) == (office.other.member, "rejected")
    again = approvals.ask_transfer(office.engineer, account, office.engineer.member or 0, "驻点方便").value
    records.edit(office.boss, "member", office.other.member or 0, {"active": True}, {"active": False})
    assert approvals.decide(office.manager, again, approve=True).value
    assert owner_of(account) == office.engineer.member


def test_an_owner_who_gives_his_account_away_has_consented(office: Office) -> None:
    account = office.account("甲", owner=office.engineer.member)
    asked = approvals.ask_transfer(office.engineer, account, office.other.member or 0, "太远").value
    assert approvals.decide(office.manager, asked, approve=True).value
    assert owner_of(account) == office.other.member


def test_a_manager_and_an_assistant_work_for_their_office(office: Office) -> None:
    away = office.joined("away", MemberRole.ENGINEER)
    records.edit(office.boss, "member", away.member or 0, {"office": ""}, {"office": "上海"})
    theirs, ours = office.account("甲", owner=away.member), office.account("乙", owner=office.other.member)
    for who in (office.manager, office.assistant):
        with pytest.raises(Forbidden, match="not_allowed") as refused:
            records.edit(who, "account", theirs, {"region": ""}, {"region": "河北"})
        assert refused.value.detail["why"] == "not_your_office"
        records.edit(who, "account", ours, {"region": ""}, {"region": str(who.member)})
        undo.undo(who)
    records.edit(office.boss, "account", theirs, {"region": ""}, {"region": "上海"})
    asked = approvals.ask_transfer(office.engineer, theirs, office.engineer.member or 0, "x").value
    with pytest.raises(Refused, match="not_approver"):
        approvals.decide(office.manager, asked, approve=True)


def test_an_account_on_record_is_not_added_twice(office: Office) -> None:
    first = office.account("华北电网有限公司", owner=office.other.member, other_names=("North China Grid",))
    for name in ("华北电网有限公司", " 华北电网 ", "north china grid"):
        with pytest.raises(Forbidden, match="registered") as refused:
            records.add(office.engineer, "account", {"name": name})
        assert refused.value.detail == {"name": "华北电网有限公司", "owner": "other", "day": TODAY.isoformat()}
    assert Account.select().count() == 1
    noted = Intent.select().where(Intent.name == "refused:record.add")
    assert {(i.account, i.__data__["member"]) for i in noted} == {(first, office.engineer.member)}


def test_a_second_of_the_name_is_a_conflict_before_the_manager(office: Office) -> None:
    first = office.account("第一医院", owner=office.other.member)
    made = records.add(office.engineer, "account", {"name": "第一医院"}, anyway=True).value
    (row,) = Approval.select()
    assert (row.kind, row.subject, row.payload) == ("conflict", f"account:{made}", f'{{"account": {first}}}')
    assert approvals.decide(office.manager, row.id, approve=True, comment="两家").value
    undo.undo(office.manager)
    undo.undo(office.engineer)
    assert Account.select().count() == 1 and not Approval.select().exists()
    records.add(office.engineer, "account", {"name": "第二医院"}, anyway=True)
    assert not Approval.select().exists()


def test_who_asked_may_withdraw_and_undo_his_asking(office: Office) -> None:
    account = office.account("甲", owner=office.other.member)
    asked = approvals.ask_transfer(office.engineer, account, office.engineer.member or 0, "驻点方便").value
    with pytest.raises(Refused, match="not_own"):
        approvals.withdraw(office.other, asked)
    approvals.withdraw(office.engineer, asked)
    with pytest.raises(Refused, match="already_decided"):
        approvals.withdraw(office.engineer, asked)
    undo.undo(office.engineer)
    undo.undo(office.engineer)
    assert not Approval.select().exists()


def test_what_waits_for_a_decision_is_withdrawn_with_its_subject(office: Office) -> None:
    account = office.account(gift_policy="forbidden")
    gifts.log_gift(office.boss, account, CARD, escalate=True, reason="x")
    approvals.ask_transfer(office.boss, account, office.other.member or 0, "y")
    records.delete(office.boss, "account", [account])
    assert {row.state for row in Approval.select()} == {"withdrawn"}
    undo.undo(office.boss)
    assert {row.state for row in Approval.select()} == {"asked"} and Account.select().exists()


def test_an_assistant_files_but_plans_no_visits(office: Office) -> None:
    account = office.account("甲", owner=office.other.member)
    records.edit(office.assistant, "account", account, {"region": ""}, {"region": "河北"})
    with pytest.raises(Forbidden):
        visits.log_visit(office.assistant, account, PLAN, promises=[STEP])
    assert not Visit.select().exists()
