"""The team of an account: who stands on it, what each is to do there, and what he may and sees (A18, T4); its years."""

from datetime import timedelta

import pytest

from models.reads import sight
from models.reads.account_team import MateRow, team
from models.reads.profile import profile
from models.rules.values import Invalid
from models.tables import Setting
from models.tables.figures import AnnualFigure, TeamMember
from models.tables.ledger import Touch
from models.writes import records
from models.writes.intents import Forbidden
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import Office, office

__all__ = ["office"]


def test_the_owner_stands_first_and_everybody_has_his_part_of_the_touch_plan(make: Make) -> None:
    me, chen, sun = make.member("李华", office="北京"), make.member("陈总", role="executive"), make.member("孙工")
    account = make.account(owner=me)
    deal = make.opportunity(account)
    make.row(TeamMember, account=account, colleague=sun, role="technical", note="选型")
    make.row(TeamMember, account=account, colleague=chen, role="executive_sponsor")
    for due, done in ((9, None), (-3, None), (None, None), (-40, -38)):
        make.row(Touch, account=account, opportunity=deal, layer="management", colleague=chen,
                 due=due if due is None else TODAY + timedelta(due), done=done and TODAY + timedelta(done))  # fmt: skip
    found = team(account)
    assert [(row.name, row.role) for row in found] == [
        ("李华", ""), ("陈总", "executive_sponsor"), ("孙工", "technical"),
    ]  # fmt: skip
    assert found[0][-3:] == (0, 0, None) and found[0].office == "北京"
    assert (found[1].planned, found[1].met, found[1].due) == (3, 1, TODAY - timedelta(3))
    assert found[2] == MateRow(found[2].id, sun, "孙工", "technical", "选型", "engineer", "", True, 0, 0, None)


def test_an_account_of_nobody_has_its_team_alone(make: Make) -> None:
    account = make.account()
    assert team(account) == ()
    make.row(TeamMember, account=account, colleague=make.member("孙工", active=False))
    assert [(row.name, row.active) for row in team(account)] == [("孙工", False)]


def test_a_team_costs_the_same_however_large(make: Make, queries: Queries) -> None:
    account = make.account(owner=make.member("李华"))
    plain = queries.of(lambda: team(account))
    for n in range(6):
        make.row(TeamMember, account=account, colleague=make.member(f"同事{n}"))
    assert queries.of(lambda: team(account)) == plain == 3


def test_one_role_is_had_once_and_another_beside_it(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    values = {"colleague": office.other.member, "role": "technical"}
    records.add(office.engineer, "team_member", values, account)
    with pytest.raises(Invalid) as wrong:
        records.add(office.engineer, "team_member", values, account)
    assert wrong.value.errors == {"colleague": "in_team"}
    records.add(office.engineer, "team_member", {**values, "role": "service"}, account)
    assert len(team(account)) == 3
    undo(office.engineer)
    assert len(team(account)) == 2


def test_who_is_on_the_team_works_and_sees_there_as_its_owner_but_gives_it_to_nobody(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    Setting.create(key="visibility", value="own")
    other = office.other
    assert not sight.seen(other.member, [account])
    with pytest.raises(Forbidden):
        records.add(other, "task", {"text": "补资料"}, account)
    with pytest.raises(Forbidden):
        records.add(other, "team_member", {"colleague": other.member, "role": "sales"}, account)
    row = records.add(office.engineer, "team_member", {"colleague": other.member, "role": "sales"}, account).value
    assert sight.seen(other.member, [account]) == {account}
    records.add(other, "task", {"text": "补资料"}, account)
    with pytest.raises(Forbidden):
        records.edit(other, "account", account, {"owner": office.engineer.member}, {"owner": other.member})
    records.delete(office.engineer, "team_member", [row])
    assert not sight.seen(other.member, [account])
    with pytest.raises(Forbidden):
        records.add(other, "task", {"text": "再补"}, account)


def test_the_profile_tells_the_years_entered_and_those_of_won_deals(make: Make) -> None:
    account = make.account()
    make.row(AnnualFigure, account=account, year=TODAY.year - 1, turnover=10_000, total_spend=40_000, reason="扩产")
    make.row(AnnualFigure, account=account, year=TODAY.year - 2, turnover=30_000)
    signed = TODAY.replace(year=TODAY.year - 3)
    make.opportunity(account, outcome="won", amount=50_000, signed_date=signed, closed_date=signed)
    found = profile(account, TODAY).years
    assert [(row.id is None, row.course.figures.year, row.course.share) for row in found] == [
        (False, TODAY.year - 1, 25), (False, TODAY.year - 2, None), (True, TODAY.year - 3, None),
    ]  # fmt: skip
    assert [(row.course.wanting, row.course.reason) for row in found] == [(False, "扩产"), (True, ""), (False, "")]
