"""The values of a record as its form shows them."""

import pytest

from models import search
from models.reads import records
from models.rules.nouns import NOUNS
from models.tables.accounts import OtherName
from models.tables.opportunities import PersonRole
from models.tables.people import CommitteeMember
from models.tables.team import Setting
from models.tables.visits import VisitMember
from tests.models.conftest import TODAY, Make, Queries


def test_a_record_has_a_value_for_every_field_of_its_noun(make: Make) -> None:
    owner = make.member("李华")
    group = make.account("集团")
    account = make.account("华北局", owner=owner, parent=group, gift_limit=500, gift_policy_date=TODAY)
    make.row(OtherName, account=account, name="North China")
    found = records.record("account", account)
    assert set(found.values) == {field.code for field in NOUNS["account"].fields}
    assert (found.id, found.noun, found.within, found.account) == (account, "account", None, account)
    assert (found.values["owner"], found.values["parent"]) == (owner, group)
    assert (found.values["gift_limit"], found.values["gift_policy_date"]) == (500, TODAY)
    assert found.values["other_names"] == ("North China",)
    assert (found.values["staff"], found.values["mode"], found.values["notes"]) == (None, "", "")
    assert found.texts == {"owner": ("李华",), "parent": ("集团",)}


def test_sets_and_choices_are_tuples_and_roles_those_by_default(make: Make) -> None:
    account = make.account()
    deal = make.opportunity(account)
    person = make.person(account, "刘工", "technical user", needs="money;power")
    make.row(PersonRole, person=person, opportunity=deal, role="decision_maker")
    found = records.record("person", person)
    assert found.values["roles"] == ("technical", "user")
    assert found.values["needs"] == ("money", "power")
    assert found.values["likes_us"] is False
    assert (found.within, found.account) == (account, account)


def test_people_of_a_visit_and_members_of_a_committee_are_named(make: Make) -> None:
    account, member = make.account(), make.member("赵总")
    one, two = make.person(account, "黄主任"), make.person(account, "", title="总经理", placeholder=True)
    visit = make.visit(account, -1, one, two, purposes="needs;market")
    make.row(VisitMember, visit=visit, member=member)
    unit = make.unit(account)
    make.row(CommitteeMember, unit=unit, person=two)
    found = records.record("visit", visit)
    assert (found.values["people"], found.values["our_people"]) == ((one, two), (member,))
    assert found.texts == {"people": ("黄主任", "总经理"), "our_people": ("赵总",)}
    assert found.values["purposes"] == ("needs", "market")
    assert records.record("unit", unit).texts == {"members": ("总经理",)}


def test_every_name_stands_at_the_place_of_its_id_whatever_it_holds(make: Make) -> None:
    account = make.account()
    one, two = make.person(account, "黄、刘"), make.person(account, "张工")
    found = records.record("visit", make.visit(account, -1, one, two))
    assert found.values["people"] == (one, two)
    assert found.texts["people"] == ("黄、刘", "张工")


def test_what_hangs_on_a_person_knows_its_account(make: Make) -> None:
    account = make.account()
    one, two = make.person(account), make.person(account, "刘工")
    found = records.record("relation", make.relation(one, two))
    assert (found.within, found.account, found.texts) == (one, account, {"other": ("刘工",)})


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_that_is_gone_is_a_lookup_error(make: Make, noun: str) -> None:
    with pytest.raises(LookupError):
        records.record(noun, 99)


def test_options_match_by_initials_and_are_those_of_the_house(make: Make, queries: Queries) -> None:
    group = make.account("华北局")
    branch = make.account("廊坊局", parent=group)
    here, above = make.person(branch, "张科长"), make.person(group, "黄主任")
    make.person(make.account("别处"), "张三")
    assert [o.id for o in records.options("person", branch)] == [above, here]
    assert [o.id for o in records.options("person", group, "zkz")] == [here]
    search.rebuild()
    assert [o.text for o in records.options("account", None, "lfj")] == ["廊坊局"]
    assert queries.of(lambda: records.options("person", group)) <= 3


def test_options_are_accounts_the_member_may_see(make: Make) -> None:
    make.row(Setting, key="visibility", value="own")
    me = make.member(role="engineer")
    make.account("华北局", owner=make.member("王"))
    mine = make.account("华北局建设", owner=me)
    search.rebuild()
    for query in ("", "hbj"):
        assert [o.id for o in records.options("account", None, query, viewer=me)] == [mine]
        assert len(records.options("account", None, query)) == 2


def test_members_who_left_are_no_option(make: Make) -> None:
    make.member("甲", active=False)
    stays = make.member("乙", office="北京")
    assert records.options("member", None) == [records.Option(stays, "乙", "北京")]
