"""Through the gates: promotion by any way, ticks, overriding, applying, and the decision chain (O2, O3, O15, P18)."""

from typing import Any

import pytest

from models.reads import gates as reading
from models.rules import gates as gate_rules
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid, Value
from models.rules.vocabulary import ApprovalKind, Inside
from models.rules.vocabulary_gates import GateItem
from models.tables import Approval, ChainLink, GateTick, Intent, Opportunity
from models.writes import approvals, gates, people, records, undo
from models.writes.intents import Actor, Forbidden, Refused
from tests.models.conftest import TODAY
from tests.models.writing import Office, everything, office

__all__ = ["office"]

FORM: dict[str, Value] = {
    "project_type": "新建", "need_cause": "扩容", "quantity": "20 套", "need": "继电保护",
}  # fmt: skip


class House:
    """An account of the engineer's, with a deal, a decision maker and an engineer on its chain."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.account = office.account(mode="strategic", company_grade="B", owner=office.engineer.member)
        known: dict[str, Value] = {"phone": "139", "personal_grade": "B"}
        self.boss = office.person(self.account, "总工", roles=("decision_maker",), **known)
        self.tech = office.person(self.account, "刘工", roles=("technical",), **known)
        self.deal = office.deal(self.account, "技改", **FORM)
        self.link = self.join(self.boss)
        self.other = self.join(self.tech)

    def join(self, person: int) -> int:
        values: dict[str, Value] = {"person": person, "opportunity": self.deal}
        return records.add(self.office.boss, "chain_link", values, self.account).value

    def tick(self, *items: GateItem) -> None:
        for item in items:
            gates.tick(self.office.engineer, self.deal, item, "见过")

    def ready(self) -> None:
        """All that is ticked by hand for effective."""
        self.tick(
            GateItem.COMPANY_PLACE, GateItem.CLEAR_NEED, GateItem.SHORTLIST_FIRST, GateItem.COMPANY_KNOWN,
            GateItem.DEMONSTRATED_INVITED, GateItem.DESIGN_QUOTATION,
        )  # fmt: skip

    def gate(self) -> Any:
        return reading.gate(self.deal, TODAY, DEFAULTS)

    @property
    def stage(self) -> str:
        return str(Opportunity.get_by_id(self.deal).information_stage)


@pytest.fixture
def house(office: Office) -> House:
    return House(office)


def raised(who: Actor, house: House, **more: Value) -> None:
    """The stage changed in the form."""
    after: dict[str, Value] = {"information_stage": "effective", **more}
    before = {name: getattr(Opportunity.get_by_id(house.deal), name) for name in after}
    records.edit(who, "opportunity", house.deal, before, after)


# Promotion ---------------------------------------------------------------------------------------------------


def test_a_gate_that_is_not_met_is_refused_with_what_is_missing_whichever_way(house: House) -> None:
    house.tick(GateItem.COMPANY_PLACE)
    before = everything()
    for who in (house.office.engineer, house.office.boss):
        for attempt in (
            lambda who=who: gates.promote(who, house.deal),
            lambda who=who: raised(who, house),
            lambda who=who: records.edit_many(who, "opportunity", [house.deal], {"information_stage": "prospect"}),
        ):
            with pytest.raises(Refused, match="gate_not_met") as refused:
                attempt()
            missing = str(refused.value.detail["missing"]).split(";")
            assert len(missing) == refused.value.detail["n"] and len(missing) >= 5
            assert missing[:2] == ["clear_need", "shortlist_first"]
    assert everything() == before


def test_a_gate_that_is_met_is_gone_through_and_what_the_data_showed_is_kept(house: House) -> None:
    house.ready()
    assert gates.promote(house.office.engineer, house.deal).value == "effective"
    kept = {tick.item for tick in GateTick.select().where(GateTick.auto)}
    assert kept == {"contact_phone", "chain_known", "form_filled"}
    assert house.gate().gate.next == "prospect"
    undo.undo(house.office.engineer)
    assert house.stage == "general" and not GateTick.select().where(GateTick.auto).exists()


def test_the_form_may_fill_in_what_was_missing_with_the_new_stage(house: House) -> None:
    house.ready()
    records.edit(house.office.boss, "opportunity", house.deal, {"quantity": "20 套"}, {"quantity": ""})
    with pytest.raises(Refused, match="gate_not_met"):
        raised(house.office.engineer, house)
    raised(house.office.engineer, house, quantity="30 套")
    assert house.stage == "effective"


def test_a_new_opportunity_begins_as_general_information(house: House) -> None:
    values: dict[str, Value] = {
        "name": "二期", "step": "lead", "information_stage": "prospect", "outcome": "open",
    }  # fmt: skip
    with pytest.raises(Refused, match="gate_new"):
        records.add(house.office.engineer, "opportunity", values, house.account)
    records.add(house.office.manager, "opportunity", values, house.account)


def test_the_way_back_is_free_and_a_lost_item_demotes_nobody(house: House) -> None:
    house.ready()
    gates.promote(house.office.engineer, house.deal)
    records.delete(house.office.boss, "chain_link", [house.other])
    assert house.stage == "effective"
    risks = gate_rules.lost(reading._facts(house.deal, TODAY), DEFAULTS)
    assert [dict(risk.detail)["item"] for risk in risks] == ["chain_known"]
    records.edit(
        house.office.engineer, "opportunity", house.deal, {"information_stage": "effective"},
        {"information_stage": "general"},
    )  # fmt: skip
    assert house.stage == "general"


def test_prospect_takes_relationship_exchanges_and_an_inside_contact(house: House) -> None:
    house.ready()
    gates.promote(house.office.engineer, house.deal)
    house.tick(GateItem.SHORTLIST_SECOND)
    assert set(house.gate().gate.open) == {GateItem.EXCHANGES, GateItem.INSIDE_ON_CHAIN, GateItem.KEY_PEOPLE_GRADE}
    assert gates.flag(house.office.engineer, house.link).value is True
    people.mark_inside(house.office.engineer, house.tech, Inside.INSIDE_KEY, opportunity=house.deal)
    for met in ((house.boss,), (house.tech,), (house.boss, house.tech)):
        house.office.visit(house.account, *met)
    chain = reading.decision_chain(house.deal, TODAY, DEFAULTS)
    assert (chain.state.contacts, chain.state.people, chain.state.reached) == (3, 2, True)
    assert gates.promote(house.office.engineer, house.deal).value == "prospect"
    with pytest.raises(Refused, match="last_stage"):
        gates.promote(house.office.engineer, house.deal)


# Overriding and applying -------------------------------------------------------------------------------------


def test_a_manager_overrides_with_a_reason_that_stays_on_record(house: House) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        gates.override(house.office.manager, house.deal, " ")
    done = gates.override(house.office.manager, house.deal, "董事长亲自约")
    assert done.value is True and house.stage == "effective"
    (asked,) = house.gate().asked
    assert (asked.kind, asked.state, asked.reason) == ("gate_override", "approved", "董事长亲自约")
    assert Intent.select().order_by(Intent.id.desc()).first().name == "gate.override"
    undo.undo(house.office.manager)
    assert house.stage == "general" and not Approval.select().exists()


def test_an_engineer_asks_for_it_and_the_managers_word_promotes(house: House) -> None:
    assert gates.override(house.office.engineer, house.deal, "招标在即").value is False
    assert house.stage == "general"
    with pytest.raises(Refused, match="asked_already"):
        gates.override(house.office.engineer, house.deal, "再问")
    asked = Approval.get(Approval.kind == ApprovalKind.GATE_OVERRIDE)
    with pytest.raises(Refused):
        approvals.decide(house.office.engineer, asked.id, approve=True)
    approvals.decide(house.office.manager, asked.id, approve=True)
    assert house.stage == "effective"


def test_who_has_no_right_to_the_account_goes_through_no_gate(house: House) -> None:
    house.ready()
    for attempt in (
        lambda: gates.promote(house.office.other, house.deal),
        lambda: gates.override(house.office.other, house.deal, "x"),
        lambda: gates.apply(house.office.other, house.deal, "x"),
        lambda: gates.tick(house.office.other, house.deal, GateItem.DETAILS, "x"),
        lambda: gates.untick(house.office.other, house.deal, GateItem.CLEAR_NEED),
        lambda: gates.flag(house.office.other, house.link),
        lambda: gates.move(house.office.other, house.link, 1),
    ):
        with pytest.raises((Forbidden, Refused)):
            attempt()
    assert house.stage == "general"


@pytest.mark.parametrize(("met", "stage"), [(False, "effective"), (True, "prospect")])
def test_an_application_is_approved_and_makes_a_prospect_of_what_lacks_nothing(
    house: House, met: bool, stage: str
) -> None:
    with pytest.raises(Refused, match="not_effective"):
        gates.apply(house.office.engineer, house.deal, "需要方案支持")
    house.ready()
    gates.promote(house.office.engineer, house.deal)
    if met:
        house.tick(GateItem.SHORTLIST_SECOND)
        gates.flag(house.office.engineer, house.link)
        people.mark_inside(house.office.engineer, house.tech, Inside.INSIDE)
        for _ in range(3):
            house.office.visit(house.account, house.boss, house.tech)
    asked = gates.apply(house.office.engineer, house.deal, "需要方案支持").value
    with pytest.raises(Refused, match="asked_already"):
        gates.apply(house.office.engineer, house.deal, "再报")
    approvals.decide(house.office.manager, asked, approve=True, comment="配设计")
    assert house.stage == stage
    assert [(row.kind, row.state, row.comment) for row in house.gate().asked] == [
        ("prospect_application", "approved", "配设计")
    ]


# Ticks -------------------------------------------------------------------------------------------------------


def test_a_tick_has_a_day_evidence_and_who_and_is_taken_back(house: House) -> None:
    gates.tick(house.office.engineer, house.deal, GateItem.CLEAR_NEED, "招标文件写明")
    line = next(each for each in house.gate().gate.lines if each.item is GateItem.CLEAR_NEED)
    assert line.tick is not None
    assert (line.tick.evidence, line.tick.date, line.tick.by) == ("招标文件写明", TODAY, "engineer")
    gates.tick(house.office.manager, house.deal, GateItem.CLEAR_NEED, "两次确认")
    assert [tick.evidence for tick in GateTick.select()] == ["两次确认"]
    gates.untick(house.office.engineer, house.deal, GateItem.CLEAR_NEED)
    assert GateTick.select().count() == 0
    for item, evidence, code in (
        (GateItem.CHAIN_KNOWN, "x", "gate_auto"), (GateItem.CLEAR_NEED, " ", "evidence_missing"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            gates.tick(house.office.engineer, house.deal, item, evidence)


def test_what_is_known_of_the_company_counts_for_all_its_opportunities(house: House) -> None:
    second = house.office.deal(house.account, "二期")
    gates.tick(house.office.engineer, house.deal, GateItem.COMPANY_KNOWN, "年报")
    found = reading.gate(second, TODAY, DEFAULTS).gate
    assert GateItem.COMPANY_KNOWN not in found.open and GateItem.CLEAR_NEED in found.open
    gates.tick(house.office.engineer, house.deal, GateItem.CLEAR_NEED, "x")
    assert GateItem.CLEAR_NEED in reading.gate(second, TODAY, DEFAULTS).gate.open
    records.delete(house.office.boss, "opportunity", [house.deal])
    assert [tick.item for tick in GateTick.select()] == ["company_known"]


# The chain ---------------------------------------------------------------------------------------------------


def test_the_chain_keeps_its_order_and_each_stands_on_it_once(house: House) -> None:
    gates.move(house.office.engineer, house.other, -1)
    assert [row.id for row in reading.decision_chain(house.deal, TODAY, DEFAULTS).links] == [house.other, house.link]
    gates.move(house.office.engineer, house.other, -1)
    assert [link.place for link in ChainLink.select().order_by(ChainLink.place)] == [1, 2]
    with pytest.raises(Invalid):
        house.join(house.boss)
    with pytest.raises(Invalid):
        records.add(house.office.boss, "chain_link", {"opportunity": house.deal}, house.account)
    elsewhere = house.office.account("别家")
    with pytest.raises(Invalid):
        records.add(house.office.boss, "chain_link", {"person": house.tech, "opportunity": house.deal}, elsewhere)


def test_who_is_deleted_leaves_the_chain_and_a_group_stands_on_it(house: House) -> None:
    values: dict[str, Value] = {"name": "评标委员会", "kind": "committee", "members": (house.tech,)}
    board = records.add(house.office.boss, "unit", values, house.account).value
    group: dict[str, Value] = {"unit": board, "opportunity": house.deal, "key": True}
    records.add(house.office.boss, "chain_link", group, house.account)
    records.delete(house.office.boss, "person", [house.boss])
    links = reading.decision_chain(house.deal, TODAY, DEFAULTS).links
    assert [(row.name, row.decides, row.key) for row in links] == [("刘工", False, False), ("评标委员会", True, True)]
    undo.undo(house.office.boss)
    assert len(reading.decision_chain(house.deal, TODAY, DEFAULTS).links) == 3
