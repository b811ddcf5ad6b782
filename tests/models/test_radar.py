"""The radar: what is moved is kept, risks are accepted for a reason and ring when they arise anew (S12)."""

from datetime import timedelta

import pytest

from models.reads import radar as reading
from models.reads import reports
from models.reads.radar import Radar
from models.reads.records import record
from models.reads.reports import Asked
from models.rules.pictures import Count, Money
from models.rules.settings import DEFAULTS
from models.rules.values import Value
from models.tables import OpportunityMove, RiskAcceptance
from models.writes import radar, records, undo
from models.writes.intents import Actor, Forbidden, Refused
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, actor, everything, office

__all__ = ["office"]


def move(me: Actor, deal: int, **wanted: Value) -> None:
    records.edit(me, "opportunity", deal, record("opportunity", deal).values, wanted)


def moves() -> list[tuple[object, ...]]:
    m = OpportunityMove
    return list(
        m.select(m.date, m.day_before, m.day_after, m.amount_before, m.amount_after).order_by(m.date, m.id).tuples()
    )


def told(account: int, days: int = 0) -> Radar:
    return reading.radar(account, TODAY + timedelta(days), DEFAULTS)


def codes(found: Radar, *, accepted: bool = False) -> list[str]:
    return [row.risk.code for row in found.rows if (row.accepted is not None) is accepted]


def test_a_date_and_an_amount_that_are_moved_are_kept(office: Office) -> None:
    account = office.account()
    deal = office.deal(account, expected_date=TODAY + timedelta(10), amount=100)
    before = everything()
    move(office.boss, deal, expected_date=TODAY + timedelta(40), name="技改二期")
    move(office.boss, deal, amount=50)
    assert moves() == [
        (TODAY, TODAY + timedelta(10), TODAY + timedelta(40), None, None), (TODAY, None, None, 100, 50),
    ]  # fmt: skip
    undo.undo(office.boss)
    undo.undo(office.boss)
    assert everything() == before


def test_what_is_put_right_on_the_same_day_was_no_move(office: Office) -> None:
    deal = office.deal(office.account(), expected_date=TODAY)
    move(office.boss, deal, expected_date=TODAY + timedelta(30))
    move(office.boss, deal, expected_date=TODAY + timedelta(60))
    assert moves() == [(TODAY, TODAY, TODAY + timedelta(60), None, None)]
    move(office.boss, deal, expected_date=TODAY)
    assert moves() == []


def test_a_first_date_moves_nothing(office: Office) -> None:
    deal = office.deal(office.account())
    move(office.boss, deal, expected_date=TODAY, amount=5)
    assert moves() == []


def test_a_closing_date_that_slips_twice_rings(office: Office) -> None:
    account = office.account()
    deal = office.deal(account, expected_date=TODAY + timedelta(10))
    for days in (1, 5):
        move(actor(office.boss.member, days), deal, expected_date=TODAY + timedelta(10 + 30 * days))
    (row,) = [row for row in told(account, 5).rows if row.risk.code == "closing_slipped"]
    assert (row.risk.since, row.risk.opportunity, row.action.code) == (TODAY + timedelta(5), deal, "find_the_brake")


def test_a_risk_is_accepted_withdrawn_and_both_are_taken_back(office: Office) -> None:
    account = office.account()
    office.deal(account, expected_date=TODAY - timedelta(1))
    before, risk = everything(), next(r.risk for r in told(account).rows if r.risk.code == "chain_out_of_control")
    made = radar.accept(office.boss, account, risk.code, "老客户，流程我们熟", opportunity=risk.opportunity).value
    assert risk.code in codes(told(account), accepted=True) and risk.code not in codes(told(account))
    (held,) = [row.accepted for row in told(account).rows if row.accepted]
    assert (held.reason, held.by, held.date) == ("老客户，流程我们熟", "王总", TODAY)
    radar.withdraw(office.boss, made)
    assert risk.code in codes(told(account))
    undo.undo(office.boss)
    undo.undo(office.boss)
    assert everything() == before


def test_accepting_wants_a_reason_and_the_right(office: Office) -> None:
    account = office.account(owner=office.engineer.member)
    with pytest.raises(Refused, match="reason_missing"):
        radar.accept(office.boss, account, "silent", "  ")
    with pytest.raises(Forbidden):
        radar.accept(office.other, account, "silent", "why not")
    radar.accept(office.engineer, account, "silent", "why not")
    with pytest.raises(Refused, match="gone"):
        radar.withdraw(office.boss, 99)


def test_an_acceptance_goes_with_what_it_is_about(office: Office) -> None:
    account = office.account()
    deal = office.deal(account)
    radar.accept(office.boss, account, "price_only", "试点价", opportunity=deal)
    records.delete(office.boss, "opportunity", [deal])
    assert not RiskAcceptance.select().exists()
    undo.undo(office.boss)
    assert RiskAcceptance.select().count() == 1


def test_one_customer_that_carries_too_much_is_told(office: Office) -> None:
    houses = [office.account(name) for name in ("甲", "乙", "丙")]
    for house, amount in zip(houses, (60, 30, 10), strict=True):
        office.deal(house, outcome="won", signed_date=TODAY, amount=amount)
    assert ["concentration" in codes(told(house)) for house in houses] == [True, True, False]


def test_nobody_sees_the_radar_of_what_he_may_not_see(office: Office) -> None:
    with pytest.raises(LookupError):
        told(99)


def test_the_radar_costs_the_same_for_any_number_of_risks(office: Office, queries: Queries) -> None:
    account = office.account()
    office.deal(account)
    one = queries.of(lambda: told(account))
    for each in range(5):
        deal = office.deal(account, f"项目{each}", expected_date=TODAY)
        move(actor(office.boss.member, each), deal, expected_date=TODAY + timedelta(90))
        radar.accept(office.boss, account, "silent", "ok", opportunity=deal)
    assert queries.of(lambda: told(account)) == one


def test_the_report_adds_up_what_rings(office: Office, queries: Queries) -> None:
    first, second = office.account("甲"), office.account("乙")
    for account, amount in ((first, 100), (second, 50)):
        deal = office.deal(account, amount=amount, expected_date=TODAY - timedelta(1))
        if account == first:
            for days in (1, 5):
                move(actor(office.boss.member, days), deal, expected_date=TODAY + timedelta(30 * days))
    asked = Asked(TODAY)
    told_of = {row.key: row.beside for row in reports.picture("risks", asked).rows}  # type: ignore[union-attr]
    assert told_of["closing_slipped"] == (Count(1), Money(100))
    assert told_of["chain_out_of_control"] == (Count(2), Money(150))
    assert [each.thing.id for each in reports.behind("risks", "chain_out_of_control", asked)] == [first, second]
    assert [each.thing.id for each in reports.behind("risks", "closing_slipped", asked)] == [first]
    assert queries.of(lambda: reports.picture("risks", asked)) == 1
