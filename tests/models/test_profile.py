"""The profile of an account is complete at a fixed cost; a deal is closed as its outcome asks."""

from datetime import UTC, datetime, timedelta

import pytest

from models.reads import profile as profiles
from models.reads.profile import Profile
from models.reads.records import record
from models.rules.values import Invalid, Value
from models.tables import Account, AccountEvent, AccountField, Approval, CommitteeMember, Gift, Setting, Task
from models.writes import gifts, records
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, office

__all__ = ["office"]

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def told(account: int, viewer: int | None = None) -> Profile:
    return profiles.profile(account, TODAY, viewer=viewer)


def test_an_account_that_is_gone_has_no_profile(make: Make) -> None:
    with pytest.raises(LookupError):
        told(99)


def test_its_fields_say_who_sells_how_and_what_is_missing(make: Make) -> None:
    member = make.member("李华")
    account = make.account(
        mode="group", kind="value", source="tender", phone="010", registered_by=member, registered=TODAY,
        gift_policy="unknown", company_grade="none",
    )  # fmt: skip
    make.row(AccountField, account=account, name="机组", value="8 台")
    found = told(account)
    assert (found.seller, found.selling, found.passive) == ("office_with_key_accounts", "consultative", True)
    assert (found.registered, found.registered_by) == (TODAY, "李华")
    assert {"gift_policy", "company_grade", "owner"} < set(found.upkeep.missing) and found.upkeep.percent == 33
    assert [(each.name, each.value) for each in found.fields] == [("机组", "8 台")]
    assert told(make.account("无")).seller is None


def test_a_group_is_a_tree_from_its_head_to_its_branches(make: Make) -> None:
    head = make.account("集团", owner=make.member("李华"))
    house, beside = make.account("华北局", parent=head), make.account("东北局", parent=head)
    branch = make.account("廊坊局", parent=house)
    assert [(each.id, each.depth) for each in told(house).group] == [(head, 0), (house, 1), (branch, 2)]
    assert [each.id for each in told(head).group] == [head, beside, house, branch]
    assert told(head).group[0].owner_name == "李华"
    assert told(make.account("独家")).group == ()


def test_a_long_line_of_accounts_is_a_group(make: Make, queries: Queries) -> None:
    line = [make.account("层0")]
    for level in range(1, 60):
        line.append(make.account(f"层{level}", parent=line[-1]))
    assert [(each.id, each.depth) for each in told(line[30]).group] == [(each, at) for at, each in enumerate(line)]
    pair = make.account("乙", parent=make.account("甲"))
    assert queries.of(lambda: told(line[-1])) == queries.of(lambda: told(pair))


def test_a_member_sees_of_a_group_what_he_may(make: Make) -> None:
    me, other = make.member("李华"), make.member("王强")
    head, house = make.account("集团", owner=other), make.account("华北局", owner=me)
    Account.update(parent=head).where(Account.id == house).execute()
    make.row(Setting, key="visibility", value="own")
    assert told(house, viewer=me).group == ()
    assert len(told(head).group) == 2
    assert told(head, viewer=other).group == ()


def test_units_are_a_tree_with_people_seats_and_committees(make: Make) -> None:
    account = make.account()
    centre = make.unit(account, "调度中心")
    office_, board = make.unit(account, "保护处", parent=centre), make.unit(account, "评标委员会", kind="committee")
    huang, liu = make.person(account, "黄主任", unit=office_), make.person(account, "刘工", unit=office_)
    seat = make.person(account, "", "decision_maker", unit=centre, placeholder=True, title="局长")
    make.person(account, "张科长")
    for person in (huang, liu):
        make.row(CommitteeMember, unit=board, person=person)
    found = told(account).units
    assert [(u.name, u.depth, u.people) for u in found] == [
        ("调度中心", 0, 0), ("保护处", 1, 2), ("评标委员会", 0, 0), ("", 0, 1),
    ]  # fmt: skip
    assert [(s.id, s.title, s.roles) for s in found[0].seats] == [(seat, "局长", ("decision_maker",))]
    assert found[2].members == (huang, liu) and found[2].reached is False and found[1].reached is None
    assert told(account).names[huang] == "黄主任"
    make.visit(account, -3, huang)
    assert told(account).units[2].reached is True


def test_competitors_are_told_with_bids_backers_and_history(make: Make) -> None:
    account, branch = make.account(), make.account("廊坊局")
    Account.update(parent=account).where(Account.id == branch).execute()
    deal = make.opportunity(account)
    won = make.opportunity(account, "旧", outcome="won", signed_date=TODAY)
    rival = make.rival(account, "某厂", opportunity=deal, position="favoured", supplies_now=True, price_level="低一成")
    make.rival(account, "某厂", position="in_play")
    make.rival(account, "某厂", opportunity=won)
    make.rival(branch, "别家")
    elsewhere = make.account("别处")
    make.opportunity(elsewhere, outcome="lost", winner=rival, reason="price")
    make.opportunity(account, "失", outcome="lost", winner=rival, reason="price")
    liu, zhang, out = make.person(account, "刘工"), make.person(branch, "张科长"), make.person(account, "何科长")
    make.stance(liu, "enemy", competitor=rival)
    make.stance(zhang, "blocker", competitor=rival, opportunity=deal)
    make.stance(out, "enemy", -9, competitor=rival)
    make.stance(out, "neutral", -1)
    (found,) = told(account).rivals
    assert [(b.opportunity_name, b.position) for b in found.bids] == [
        ("", "in_play"), ("技改", "favoured"), ("旧", "in_play")]
    assert (found.bids[1].supplies_now, found.bids[1].price_level) == (True, "低一成")
    assert (found.backers, found.won, found.won_here, found.lost, found.lost_here) == ((liu, zhang), 1, 1, 2, 1)


def test_one_who_only_won_here_is_a_competitor_too(make: Make) -> None:
    account, other = make.account(), make.account("别处")
    rival = make.rival(other, "某厂")
    make.opportunity(account, outcome="lost", winner=rival, reason="price")
    assert [(each.name, each.bids) for each in told(account).rivals] == [("某厂", ())]
    make.opportunity(make.account("第三家"), outcome="lost", winner=make.rival(other, "丙"), reason="price")
    assert len(told(account).rivals) == 1


def test_gifts_stand_with_verdict_and_what_became_of_them(office: Office) -> None:
    account = office.account(gift_policy="forbidden", gift_policy_source="采购部通知")
    person = office.person(account, "何科长")
    values: dict[str, Value] = {"kind": "request", "what": "暗示", "date": TODAY, "person": person}
    gifts.log_gift(office.boss, account, values)
    tea_: dict[str, Value] = {**values, "kind": "gift", "what": "茶", "value": 9900}
    gifts.log_gift(office.boss, account, tea_, escalate=True, reason="中秋")
    tea, hint = told(account).gifts
    assert (tea.what, tea.verdict, tea.state, tea.reason, tea.value) == ("茶", "asked", "asked", "中秋", 9900)
    assert (hint.verdict, hint.state, hint.member_name) == ("refused", "", "王总")
    (asked,) = told(account).asked
    assert (asked.kind, asked.state, asked.asked_by, asked.reason) == ("gift", "asked", "王总", "中秋")
    assert told(account).names == {person: "何科长"}


def test_events_tasks_and_the_last_change_are_told(office: Office) -> None:
    account = office.account()
    records.edit(office.engineer, "account", account, {"region": ""}, {"region": "北京"})
    for days in (-9, -1):
        AccountEvent.create(account=account, kind="new_project", date=TODAY + timedelta(days), text=str(days))
    Task.create(account=account, text="补资料", due=None)
    Task.create(account=account, text="回话", due=TODAY, member=office.boss.member)
    Task.create(account=account, text="做完了", state="done")
    found = told(account)
    assert [each.text for each in found.events] == ["-1", "-9"]
    assert [(each.text, each.member_name) for each in found.tasks] == [("回话", "王总"), ("补资料", "")]
    assert found.changed is not None and found.changed[1] == "engineer"


def test_a_profile_costs_the_same_however_much_there_is(make: Make, queries: Queries) -> None:
    member = make.member()
    account = make.account(owner=member)
    plain = queries.of(lambda: told(account, viewer=member))
    for n in range(5):
        branch = make.account(f"分{n}", parent=account)
        person = make.person(branch if n % 2 else account, f"人{n}", unit=make.unit(account, f"处{n}"))
        deal = make.opportunity(account, f"项{n}")
        make.stance(person, "enemy", competitor=make.rival(account, f"厂{n}", opportunity=deal))
        make.row(Gift, account=account, date=TODAY, kind="gift", what="茶", verdict="allowed", person=person,
                 approval=make.row(Approval, kind="gift", subject="gift:1", asked_by=member, asked_at=NOW))
        make.row(AccountEvent, account=account, kind="other", date=TODAY, text="x", person=person)
        make.row(Task, account=account, person=person)
    full = queries.of(lambda: told(account, viewer=member))
    assert plain <= full <= 61


# A deal that is closed (O1) ------------------------------------------------------------------------------


def edited(office: Office, deal: int, **values: Value) -> dict[str, Value]:
    records.edit(office.boss, "opportunity", deal, record("opportunity", deal).values, values)
    return dict(record("opportunity", deal).values)


@pytest.mark.parametrize(("outcome", "field"), [("won", "signed_date"), ("lost", "reason")])
def test_a_win_without_its_date_and_a_loss_without_a_reason_are_refused(
    office: Office, outcome: str, field: str
) -> None:
    account = office.account()
    with pytest.raises(Invalid) as wrong:
        office.deal(account, outcome=outcome)
    assert wrong.value.errors == {field: "required"}
    deal = office.deal(account)
    with pytest.raises(Invalid) as wrong:
        edited(office, deal, outcome=outcome)
    assert wrong.value.errors == {field: "required"}
    assert record("opportunity", deal).values["outcome"] == "open"


def test_a_deal_is_closed_on_the_day_its_outcome_says(office: Office) -> None:
    account = office.account()
    deal, signed = office.deal(account), TODAY - timedelta(3)
    assert edited(office, deal, outcome="won", signed_date=signed)["closed_date"] == signed
    earlier = signed - timedelta(9)
    assert edited(office, deal, signed_date=earlier)["closed_date"] == earlier
    assert edited(office, deal, closed_date=TODAY)["closed_date"] == TODAY
    assert edited(office, deal, signed_date=signed)["closed_date"] == TODAY
    for _ in range(4):
        undo(office.boss)
    assert record("opportunity", deal).values["closed_date"] is None
    assert edited(office, deal, outcome="suspended")["closed_date"] == TODAY
    assert edited(office, deal, outcome="open")["closed_date"] is None
    given = TODAY - timedelta(9)
    assert edited(office, deal, outcome="lost", reason="price", closed_date=given)["closed_date"] == given
    assert record("opportunity", office.deal(account, outcome="lost", reason="late")).values["closed_date"] == TODAY


def test_what_was_stored_before_may_be_edited_as_it_is(office: Office, make: Make) -> None:
    deal = make.opportunity(office.account(), outcome="won")
    assert edited(office, deal, place="北京")["place"] == "北京"
    with pytest.raises(Invalid):
        edited(office, deal, reason="price")


def test_the_profile_of_an_account_one_may_not_see_is_not_there(office: Office) -> None:
    house = office.account(owner=office.engineer.member)
    Setting.create(key="visibility", value="own")
    assert profiles.profile(house, TODAY, viewer=office.engineer.member).record.id == house
    with pytest.raises(LookupError):
        profiles.profile(house, TODAY, viewer=office.other.member)
