"""Making several records of one thing one: nothing is lost, nothing said twice, and undo takes them apart again."""

import pytest

from models import search
from models.rules import pinyin
from models.rules.vocabulary import Stance
from models.tables import (
    Account,
    Approval,
    Competitor,
    Opportunity,
    OpportunityCompetitor,
    OtherName,
    Person,
    PersonRole,
    Relation,
    StanceEntry,
    Visit,
    VisitPerson,
)
from models.writes import approvals, people, records, undo
from models.writes.intents import Forbidden, Refused
from models.writes.merging import merge
from tests.models.conftest import TODAY
from tests.models.writing import Office, everything, office

__all__ = ["office"]


def test_an_account_takes_over_all_of_another_and_undo_restores_both(office: Office) -> None:
    top = office.account("集团")
    keep = office.account("华北局", region="北京", other_names=("NCG",))
    gone = office.account("华北电网局", short_name="华电", phone="010-1", parent=top, other_names=("NCG", "北局"))
    branch = office.account("廊坊局", parent=gone)
    person, deal = office.person(gone), office.deal(gone)
    office.visit(gone, person, opportunity=deal)
    waiting = approvals.ask_transfer(office.boss, gone, office.other.member or 0, "x").value
    before = everything()
    merge(office.boss, "account", keep, [gone, keep])
    kept = Account.get_by_id(keep)
    assert (kept.name, kept.region, kept.phone, kept.__data__["parent"]) == ("华北局", "北京", "010-1", top)
    assert Account.get_by_id(branch).__data__["parent"] == keep
    assert {o.name for o in OtherName.select()} == {"NCG", "北局", "华北电网局"} and kept.short_name == "华电"
    for table in (Person, Opportunity, Visit):
        assert {row.__data__["account"] for row in table.select()} == {keep}
    assert Approval.get_by_id(waiting).subject == f"account:{keep}"
    assert [hit.row for hit in search.find("华北电网局", ("account",))] == [keep]
    undo.undo(office.boss)
    assert everything() == before


def test_a_branch_that_takes_over_its_group_stands_in_its_place(office: Office) -> None:
    above = office.account("总集团")
    top = office.account("集团", parent=above)
    middle = office.account("省局", parent=top)
    low = office.account("局", parent=middle)
    before = everything()
    merge(office.boss, "account", low, [top])
    parents = {a.name: a.__data__["parent"] for a in Account.select()}
    assert parents == {"总集团": None, "省局": low, "局": above}
    undo.undo(office.boss)
    assert everything() == before
    merge(office.boss, "account", top, [middle])
    assert Account.get_by_id(low).__data__["parent"] == top
    assert Account.get_by_id(top).__data__["parent"] == above


def test_a_person_keeps_every_stance_visit_and_role_once(office: Office) -> None:
    account = office.account()
    keep = office.person(account, roles=("user",), phone="1")
    gone = office.person(account, "黄工", roles=("user", "technical"), phone="2", email="h@example.com", influence=4)
    third = office.person(account, "刘工")
    records.add(office.boss, "relation", {"other": keep, "kind": "rival"}, gone)
    records.add(office.boss, "relation", {"other": third, "kind": "ally"}, gone)
    office.visit(account, keep, gone)
    for person, stance in ((keep, Stance.NEUTRAL), (gone, Stance.SUPPORTER)):
        people.move_stance(office.boss, person, stance)
    before = everything()
    merge(office.boss, "person", keep, [gone])
    kept = Person.get_by_id(keep)
    assert (kept.phone, kept.email, kept.influence) == ("1", "h@example.com", 4)
    assert sorted(r.role for r in PersonRole.select()) == ["technical", "user"]
    assert VisitPerson.select().count() == 1
    assert [(r.__data__["person"], r.__data__["other"]) for r in Relation.select()] == [(keep, third)]
    assert {e.__data__["person"] for e in StanceEntry.select()} == {keep}
    undo.undo(office.boss)
    assert everything() == before
    undo.redo(office.boss)
    assert Person.get_or_none(Person.id == gone) is None


def test_a_competitor_under_two_names_becomes_one(office: Office) -> None:
    account = office.account()
    one, two = (records.add(office.boss, "competitor", {"name": name}).value for name in ("恒驰", "恒驰电气"))
    for competitor in (one, two):
        records.add(office.boss, "opportunity_competitor", {"competitor": competitor, "position": "in_play"}, account)
    merge(office.boss, "competitor", two, [one])
    assert [c.name for c in Competitor.select()] == ["恒驰电气"]
    assert OpportunityCompetitor.select().count() == 1


def test_two_deals_that_look_alike_both_live_on(office: Office) -> None:
    keep, gone = office.account("甲"), office.account("乙")
    for account in (keep, gone):
        office.visit(account, opportunity=office.deal(account), day=TODAY)
    merge(office.boss, "account", keep, [gone])
    assert Opportunity.select().count() == Visit.select().count() == 2


def test_visits_are_not_merged_nor_anothers_accounts(office: Office) -> None:
    with pytest.raises(Refused, match="cannot_merge"):
        merge(office.boss, "visit", 1, [2])
    mine = office.account("甲", owner=office.engineer.member)
    theirs = office.account("乙", owner=office.other.member)
    for keep, gone in ((mine, theirs), (theirs, mine)):
        with pytest.raises(Forbidden, match="not_own"):
            merge(office.engineer, "account", keep, [gone])


def test_what_only_says_something_under_another_field_is_taken_with_it_or_not_at_all(office: Office) -> None:
    keep = office.account("甲", mode="group", gift_policy="limit", gift_limit=0)
    gone = office.account("乙", mode="independent", mode_subtype="project_company", gift_policy="limit", gift_limit=500)
    merge(office.boss, "account", keep, [gone])
    kept = Account.get_by_id(keep)
    assert (kept.mode, kept.mode_subtype, kept.gift_limit) == ("group", "", 0)
    records.edit(office.boss, "account", keep, {"phone": ""}, {"phone": "1"})
    free = office.account("丙", gift_policy_source="听说")
    merge(office.boss, "account", free, [keep])
    kept = Account.get_by_id(free)
    assert (kept.mode, kept.gift_policy, kept.gift_policy_source, kept.gift_limit) == ("group", "limit", "", 0)


@pytest.mark.parametrize("seat_stays", [True, False])
def test_a_seat_and_who_sits_on_it_become_a_person(office: Office, seat_stays: bool) -> None:
    account = office.account()
    seat = office.person(account, "", placeholder=True, title="总工")
    known = office.person(account, "王建国", phone="1")
    keep, gone = (seat, known) if seat_stays else (known, seat)
    merge(office.boss, "person", keep, [gone])
    kept = Person.get()
    assert (kept.placeholder, kept.name, kept.title, kept.phone) == (False, "王建国", "总工", "1")
    assert kept.sort_key == pinyin.sort_key("王建国", person=True)
    lone = office.person(account, "", placeholder=True, title="甲")
    merge(office.boss, "person", lone, [office.person(account, "", placeholder=True, title="乙")])
    assert Person.get_by_id(lone).placeholder
