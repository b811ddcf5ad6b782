"""Quoting, negotiating, signing and delivering: what each asks, what follows, what is taken back (O13-O20)."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.reads import dealing as reading
from models.reads import facts, today
from models.reads.records import record
from models.rules.clock import add_months
from models.rules.dealing import SERVICE_VISIT
from models.rules.settings import Settings
from models.rules.values import Invalid
from models.rules.vocabulary import DueKind, MemberRole
from models.tables import Contract, Intent, Quotation
from models.writes import approvals, dealing, records
from models.writes.intents import Actor, Forbidden, Refused
from models.writes.undo import redo, undo
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, everything, office

__all__ = ["office"]

WHOLE = {
    "delivery_standard": "国标", "acceptance": "三批", "response_hours": 48, "solution_hours": 72,
    "payment_terms": "月结", "risk_terms": "退换",
}  # fmt: skip


class House:
    """An account with a deal, and short ways to record what is dealt on it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.me = office.boss
        self.account = office.account(owner=office.boss.member)
        self.deal = self.made("opportunity", name="继保", amount=1_000_00, step="negotiation", outcome="open",
                              information_stage="general")  # fmt: skip

    def made(self, noun: str, **values: Any) -> int:
        within = {} if noun == "opportunity" else {"opportunity": self.deal}
        return records.add(self.me, noun, {**within, **values}, self.account).value

    def quote(self, amount: int = 1_000_00, **more: Any) -> int:
        return self.made("quotation", **{"date": TODAY, "amount": amount, "offer": "full", "state": "given", **more})

    def contract(self, **more: Any) -> int:
        return self.made("contract", **{**WHOLE, **more})

    def edit(self, noun: str, row: int, **after: Any) -> None:
        now = record(noun, row).values
        records.edit(self.me, noun, row, {name: now[name] for name in after}, after)


@pytest.fixture
def house(office: Office) -> House:
    return House(office)


def test_versions_of_a_quotation_are_numbered_by_deal(house: House) -> None:
    rows = [house.quote(), house.quote()]
    assert [Quotation.get_by_id(row).number for row in rows] == [1, 2]
    assert reading.dealing(house.deal).price == 1_000_00
    (deal,) = facts.one(house.account, TODAY).opportunities
    assert deal.quoted


def test_a_draft_alone_is_no_quotation_given(house: House) -> None:
    row = house.quote(state="draft")
    assert not facts.one(house.account, TODAY).opportunities[0].quoted
    house.edit("quotation", row, state="given")
    assert facts.one(house.account, TODAY).opportunities[0].quoted


def test_the_phases_of_a_quotation_make_up_the_whole(house: House) -> None:
    with pytest.raises(Invalid) as wrong:
        house.quote(pilot_amount=200_00, rollout_amount=700_00)
    assert wrong.value.errors == {"pilot_amount": "phases_differ", "rollout_amount": "phases_differ"}
    house.quote(pilot_amount=200_00, rollout_amount=700_00, optimisation_amount=100_00)


def test_nothing_is_offered_below_the_walk_away(house: House) -> None:
    house.made("negotiation", target=1_000_00, walk_away=900_00)
    for noun, values in (
        ("quotation", {"date": TODAY, "amount": 899_99, "offer": "full", "state": "given"}),
        ("negotiation_round", {"date": TODAY, "our_offer": 899_99, "text": "压价"}),
    ):
        with pytest.raises(Refused) as refused:
            house.made(noun, **values)
        assert (refused.value.reason, refused.value.detail) == ("below_walk_away", {"limit": 900_00})
    house.quote(899_99, state="draft")
    house.quote(200_00, offer="pilot")
    row = house.quote(900_00)
    with pytest.raises(Refused, match="below_walk_away"):
        house.edit("quotation", row, amount=899_99)
    house.edit("quotation", row, terms="月结")


def test_a_deal_has_one_plan_and_one_contract(house: House) -> None:
    house.made("negotiation")
    house.contract()
    for noun in ("negotiation", "contract"):
        with pytest.raises(Refused, match="one_for_a_deal"):
            house.made(noun)
    with pytest.raises(Invalid) as wrong:
        house.edit("negotiation", 1, target=1, walk_away=2)
    assert wrong.value.errors == {"walk_away": "above_target"}


def test_what_is_dealt_stays_with_the_account_of_its_deal(house: House) -> None:
    branch = house.office.account("廊坊局", parent=house.account)
    with pytest.raises(Invalid) as wrong:
        records.add(house.me, "payment", {"text": "首付", "amount": 1, "due": TODAY, "opportunity": house.deal}, branch)
    assert wrong.value.errors == {"opportunity": "other_account"}


def test_concessions_come_one_behind_the_other(house: House) -> None:
    rows = [house.made("concession", give=f"第{n}", state="planned") for n in range(3)]
    assert [step.id for step in reading.dealing(house.deal).steps] == rows
    assert [step.place for step in reading.dealing(house.deal).steps] == [1, 2, 3]


def test_a_contract_is_reviewed_approved_and_signed(house: House) -> None:
    row = house.contract(acceptance="", success=house.me.member)
    with pytest.raises(Invalid) as wrong:
        dealing.ask(house.me, row, "请审")
    assert wrong.value.errors == {"acceptance": "required"}
    house.edit("contract", row, acceptance="三批合格")
    with pytest.raises(Refused, match="reason_missing"):
        dealing.ask(house.me, row, " ")
    approval = dealing.ask(house.me, row, "请审").value
    with pytest.raises(Refused, match="contract_before_approver"):
        house.edit("contract", row, acceptance="改了")
    with pytest.raises(Refused, match="contract_not_approved"):
        dealing.sign(house.me, row, TODAY)
    approvals.decide(house.office.manager, approval, approve=True)
    with pytest.raises(Invalid) as wrong:
        dealing.sign(house.me, row, TODAY)
    assert wrong.value.errors == {"service_plan": "required"}
    house.edit("contract", row, service_plan="季度走访")
    before = everything()
    dealing.sign(house.me, row, TODAY - timedelta(2))
    deal = record("opportunity", house.deal).values
    assert (deal["outcome"], deal["step"], deal["signed_date"]) == ("won", "delivery", TODAY - timedelta(2))
    assert Contract.get_by_id(row).state == "signed"
    with pytest.raises(Refused, match="contract_signed"):
        dealing.sign(house.me, row, TODAY)
    with pytest.raises(Refused, match="contract_signed"):
        house.edit("contract", row, acceptance="改了")
    house.edit("contract", row, order_handling="下单")
    undo(house.me)
    undo(house.me)
    assert everything() == before
    redo(house.me)
    assert record("opportunity", house.deal).values["outcome"] == "won"


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_contract_that_was_not_approved_may_be_mended(house: House, taken_back: bool) -> None:
    row = house.contract()
    approval = dealing.ask(house.me, row, "请审").value
    if taken_back:
        approvals.withdraw(house.me, approval)
    else:
        approvals.decide(house.office.manager, approval, approve=False, comment="账期太长")
    assert Contract.get_by_id(row).state == ("draft" if taken_back else "rejected")
    house.edit("contract", row, payment_terms="预付三成")
    assert Contract.get_by_id(row).state == "draft"
    dealing.ask(house.me, row, "再审")


def test_a_point_that_changes_after_approval_is_reviewed_anew(house: House) -> None:
    row = house.contract()
    approvals.decide(house.office.manager, dealing.ask(house.me, row, "请审").value, approve=True)
    house.edit("contract", row, service_plan="走访")
    assert Contract.get_by_id(row).state == "approved"
    house.edit("contract", row, risk_terms="不退")
    assert (Contract.get_by_id(row).state, Contract.get_by_id(row).approval) == ("draft", None)


def test_a_milestone_is_done_on_a_day(house: House) -> None:
    row = house.made("milestone", kind="trial", deliverable="试运行", due=TODAY, state="planned")
    dealing.settle(house.me, "milestone", row)
    assert record("milestone", row).values["done"] == TODAY
    house.edit("milestone", row, state="running")
    assert not record("milestone", row).values["done"]
    house.edit("milestone", row, done=TODAY - timedelta(1))
    assert record("milestone", row).values["state"] == "done"
    born = house.made("milestone", kind="other", deliverable="X", due=TODAY, state="planned", done=TODAY)
    assert record("milestone", born).values["state"] == "done"


def test_what_can_be_ticked_off_is(house: House) -> None:
    paid = house.made("payment", text="首付", amount=1, due=TODAY)
    given, made = house.quote(), house.made("concession", give="降价", state="offered")
    for noun, row, field, value in (
        ("payment", paid, "paid", TODAY), ("quotation", given, "state", "accepted"),
        ("concession", made, "state", "made"),
    ):  # fmt: skip
        dealing.settle(house.me, noun, row)
        assert record(noun, row).values[field] == value
    with pytest.raises(Refused, match="cannot_settle"):
        dealing.settle(house.me, "need", 1)


def test_who_may_not_deal_is_refused_and_put_on_record(house: House) -> None:
    other: Actor = house.office.other
    with pytest.raises(Forbidden):
        records.add(other, "quotation", {"date": TODAY, "amount": 1, "offer": "full", "state": "given",
                                         "opportunity": house.deal}, house.account)  # fmt: skip
    row = house.contract()
    for attempt in (lambda: dealing.ask(other, row, "请审"), lambda: dealing.sign(other, row, TODAY)):
        with pytest.raises(Forbidden):
            attempt()
    assert Intent.select().where(Intent.name.startswith("refused:")).count() == 3
    engineer = house.office.joined("late", MemberRole.ENGINEER)
    approval = dealing.ask(house.me, row, "请审").value
    with pytest.raises(Refused, match="not_approver"):
        approvals.decide(engineer, approval, approve=True)


def test_what_is_due_of_a_deal_that_was_won_is_on_the_list(house: House) -> None:
    house.made("milestone", kind="trial", deliverable="试运行", due=TODAY + timedelta(1), state="planned")
    house.made("payment", text="首付", amount=1, due=TODAY - timedelta(3))
    dealt = {DueKind.MILESTONE, DueKind.PAYMENT, DueKind.REPORT}
    until = TODAY + timedelta(30)
    assert not {row.item.kind for row in today.due(until, TODAY)} & dealt
    house.edit("opportunity", house.deal, outcome="won", signed_date=TODAY)
    found = {row.item.kind: row for row in today.due(until, TODAY)}
    assert {kind: found[kind].item.date for kind in dealt} == {
        DueKind.PAYMENT: TODAY - timedelta(3), DueKind.MILESTONE: TODAY + timedelta(1),
        DueKind.REPORT: TODAY + timedelta(14),
    }  # fmt: skip
    house.made("deal_report", kind="progress", date=TODAY, text="一切正常")
    for noun in ("milestone", "payment"):
        dealing.settle(house.me, noun, 1)
    assert not {row.item.kind for row in today.due(until, TODAY)} & dealt


def test_all_that_is_dealt_takes_the_same_questions_however_much_there_is(house: House, queries: Queries) -> None:
    few = queries.of(lambda: reading.dealing(house.deal))
    person = house.office.person(house.account)
    for _ in range(3):
        house.quote()
        house.made("value_line", kind="cost_saved", text="省", amount=100, person=person)
        house.made("solution_part", layer="base", text="柜")
        house.made("concession", give="降", gain="签", state="planned")
        house.made("negotiation_round", date=TODAY, text="谈", person=person)
    house.made("negotiation", executive=house.me.member)
    house.contract(success=house.me.member)
    assert queries.of(lambda: reading.dealing(house.deal)) <= few + 3 <= 22
    with pytest.raises(LookupError):
        reading.dealing(99)


def test_a_deal_takes_all_that_was_dealt_with_it_and_brings_it_back(house: House) -> None:
    house.quote()
    house.contract()
    house.made("milestone", kind="trial", deliverable="试运行", due=TODAY, state="planned")
    before = everything()
    records.delete(house.me, "opportunity", [house.deal])
    assert not Quotation.select().exists() and not Contract.select().exists()
    undo(house.me)
    assert everything() == before


def test_service_that_runs_out_falls_due_for_renewal_and_an_offer_is_ticked_off(house: House) -> None:
    house.edit("opportunity", house.deal, outcome="won", signed_date=TODAY)
    until = TODAY + timedelta(40)
    package = house.made("service_package", level="basic", text="巡检", state="offered", start=TODAY, until=until)
    soon = TODAY + timedelta(30)
    assert DueKind.RENEWAL not in {row.item.kind for row in today.due(soon, TODAY)}
    dealing.settle(house.me, "service_package", package)
    (row,) = [row for row in today.due(soon, TODAY) if row.item.kind is DueKind.RENEWAL]
    assert row.item.subject == ("service_package", package)
    assert row.item.date == until - timedelta(Settings().renewal_notice_days)
    with pytest.raises(Invalid, match="before_start"):
        house.edit("service_package", package, until=TODAY - timedelta(1))


def test_who_has_what_we_delivered_is_asked_how_it_does_until_a_visit_is_planned(house: House) -> None:
    quarter = add_months(TODAY, Settings().follow_up_service_months)
    house.edit("opportunity", house.deal, outcome="won", signed_date=TODAY, delivered_date=TODAY)

    def asked() -> list[date | None]:
        found = today.due(quarter + timedelta(200), TODAY)
        return [row.item.date for row in found if row.item.code == SERVICE_VISIT]

    assert asked() == [quarter]
    house.office.visit(house.account, purposes=("service", "needs"))
    assert asked() == [quarter], "it was asked today, too"
    planned = house.office.planned(house.account, opportunity=house.deal)
    assert asked() == []
    records.delete(house.me, "visit", [planned])
    assert asked() == [quarter]
