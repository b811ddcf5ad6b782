"""Who may do what: own accounts, attempts put on record, gifts against the policy, the inbox."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from models.rules.values import Value
from models.rules.vocabulary import ApprovalKind, MemberRole, Stance
from models.tables import Account, Approval, Gift, Intent, Visit
from models.writes import approvals, gifts, people, permits, preferences, records, undo, visits
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
    with pytest.raises(Refused, match="not_approver"):
        approvals.decide(office.engineer, approval.id, approve=True)
    approvals.decide(office.manager, approval.id, approve=approve, comment="按规定")
    assert Gift.get().verdict == verdict
    with pytest.raises(Refused, match="already_decided"):
        approvals.decide(office.manager, approval.id, approve=True)


def test_nobody_decides_his_own_but_an_admin(office: Office) -> None:
    account = office.account(gift_policy="forbidden", owner=office.manager.member)
    gifts.log_gift(office.manager, account, CARD, escalate=True, reason="x")
    with pytest.raises(Refused, match="not_approver"):
        approvals.decide(office.manager, Approval.get().id, approve=True)
    with pytest.raises(Refused, match="reason_missing"):
        approvals.decide(office.boss, Approval.get().id, approve=False)
    approvals.decide(office.boss, Approval.get().id, approve=False, comment="不行")


def test_an_account_goes_over_when_its_transfer_is_approved(office: Office) -> None:
    account = office.account("甲", owner=office.other.member)
    me = office.engineer.member or 0
    with pytest.raises(Refused, match="reason_missing"):
        approvals.ask_transfer(office.engineer, account, me, "")
    asked = approvals.ask_transfer(office.engineer, account, me, "驻点方便")
    row = Approval.get_by_id(asked.value)
    assert (row.kind, row.subject, Intent.get_by_id(asked.intent).account) == (
        ApprovalKind.TRANSFER, f"account:{account}", account,
    )  # fmt: skip
    done = approvals.decide(office.manager, asked.value, approve=True)
    assert owner_of(account) == me and Intent.get_by_id(done.intent).account == account
    with pytest.raises(Refused, match="already_owner"):
        approvals.ask_transfer(office.engineer, account, me, "再来")
    undo.undo(office.manager)
    assert owner_of(account) == office.other.member and Approval.get().state == "asked"


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
