import pytest

from models.rules.facts import AccountFacts, DealingFact, EventFact, Finding, NeedFact
from models.rules.figure_facts import FigureFact
from models.rules.radar_facts import MoveFact
from models.rules.risks_money import concentration, money_risks
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import EventKind, NeedKind, NeedState, Outcome, Severity, Step
from tests.rules.made import TODAY, account, ago, deal


def of(facts: AccountFacts, code: str) -> list[Finding]:
    return [risk for risk in money_risks(facts, TODAY, DEFAULTS) if risk.code == code]


def put_off(day: int, *, by: int = 30, opportunity: int = 7) -> MoveFact:
    """The closing date of a deal put off that many days ago; brought forward where `by` is less than nothing."""
    return MoveFact(opportunity, ago(day), days=(ago(0), ago(-by)))


def cut(day: int, before: int, after: int) -> MoveFact:
    return MoveFact(7, ago(day), amounts=(before, after))


@pytest.mark.parametrize(
    ("moves", "severity"),
    [
        ((), None),
        ((put_off(9),), None),
        ((put_off(40), put_off(9)), Severity.MEDIUM),
        ((put_off(40), put_off(9, by=-5)), None),
        ((put_off(40), put_off(9, opportunity=8)), None),
        ((put_off(90), put_off(40), put_off(9)), Severity.HIGH),
        ((put_off(40), cut(20, 100, 100), put_off(9)), Severity.MEDIUM),
    ],
)
def test_a_closing_date_that_slips_again_and_again(moves: tuple[MoveFact, ...], severity: Severity | None) -> None:
    facts = account(opportunities=(deal(7), deal(8, outcome=Outcome.LOST)), moves=moves)
    assert [risk.severity for risk in of(facts, "closing_slipped")] == ([severity] if severity else [])


def test_a_slip_counts_from_the_day_it_was_the_second() -> None:
    facts = account(opportunities=(deal(7),), moves=(put_off(90), put_off(40), put_off(9)))
    (risk,) = of(facts, "closing_slipped")
    assert (risk.since, risk.opportunity, dict(risk.detail)["times"]) == (ago(40), 7, 3)


def test_what_is_decided_slips_no_more() -> None:
    facts = account(opportunities=(deal(7, outcome=Outcome.WON),), moves=(put_off(40), put_off(9), cut(3, 100, 10)))
    assert not of(facts, "closing_slipped") and not of(facts, "budget_moved")


@pytest.mark.parametrize(
    ("moves", "percent"),
    [
        ((cut(5, 100, 81),), None),
        ((cut(5, 100, 80),), 20),
        ((cut(20, 100, 90), cut(5, 90, 80)), 20),
        ((cut(20, 100, 50), cut(5, 50, 100)), None),
        ((cut(5, 100, 140),), None),
        ((cut(90, 100, 50),), 50),
        ((cut(91, 100, 50),), None),
        ((cut(5, 0, 0),), None),
    ],
)
def test_an_amount_that_falls_is_a_budget_that_moved(moves: tuple[MoveFact, ...], percent: int | None) -> None:
    facts = account(opportunities=(deal(7),), moves=moves)
    told = [dict(risk.detail)["percent"] for risk in of(facts, "budget_moved")]
    assert told == ([] if percent is None else [percent])


@pytest.mark.parametrize(("days", "rings"), [(0, True), (90, True), (91, False)])
def test_costs_that_are_cut_move_the_budget(days: int, rings: bool) -> None:
    cutting = EventFact(1, EventKind.COST_CUTTING, ago(days), "all purchases frozen")
    facts = account(opportunities=(deal(7),), events=(cutting,))
    assert [risk.since for risk in of(facts, "budget_moved")] == ([ago(days)] if rings else [])
    assert not of(account(events=(cutting,)), "budget_moved"), "nothing is to be decided"


@pytest.mark.parametrize(
    ("due", "severity"),
    [(0, None), (1, Severity.MEDIUM), (60, Severity.MEDIUM), (61, Severity.HIGH)],
)
def test_a_payment_past_its_day(due: int, severity: Severity | None) -> None:
    late = DealingFact("payment", 3, 7, ago(due))
    facts = account(opportunities=(deal(7, outcome=Outcome.WON),), dealing=(late,))
    assert DEFAULTS.contact_days == 60
    assert [risk.severity for risk in of(facts, "overdue")] == ([severity] if severity else [])


def test_the_newest_figures_tell_of_money_that_is_late() -> None:
    old, new = FigureFact(2024, overdue=500), FigureFact(2025, overdue=0)
    assert not of(account(figures=(old, new)), "overdue")
    assert [dict(r.detail)["amount"] for r in of(account(figures=(old,)), "overdue")] == [500]


def need(kind: NeedKind, text: str = "", state: NeedState = NeedState.OPEN, opportunity: int | None = 7) -> NeedFact:
    return NeedFact(1, kind, text, state, opportunity=opportunity)


@pytest.mark.parametrize(
    ("needs", "rings"),
    [
        ((), True),
        ((need(NeedKind.PROBLEM, "stops twice a month"),), True),
        ((need(NeedKind.CRITERION, "最低价中标"),), True),
        ((need(NeedKind.CRITERION, "Lowest PRICE wins"),), True),
        ((need(NeedKind.CRITERION, "two years of warranty"),), False),
        ((need(NeedKind.NEED, "no stop in two years", NeedState.DROPPED),), True),
        ((need(NeedKind.NEED, "no stop in two years", opportunity=None),), False),
        ((need(NeedKind.NEED, "no stop in two years", opportunity=8),), True),
    ],
)
def test_where_nothing_is_wanted_but_a_price(needs: tuple[NeedFact, ...], rings: bool) -> None:
    facts = account(opportunities=(deal(7, step=Step.PROPOSAL, quoted=True),), needs=needs)
    assert bool(of(facts, "price_only")) is rings


@pytest.mark.parametrize(
    ("step", "quoted", "severity"),
    [
        (Step.DIAGNOSIS, True, None), (Step.PROPOSAL, False, None), (Step.PROPOSAL, True, Severity.MEDIUM),
        (Step.NEGOTIATION, True, Severity.HIGH),
    ],
)  # fmt: skip
def test_price_alone_is_a_risk_once_there_is_one(step: Step, quoted: bool, severity: Severity | None) -> None:
    facts = account(opportunities=(deal(7, step=step, quoted=quoted),))
    assert [risk.severity for risk in of(facts, "price_only")] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("turnover", "total", "customers", "percent"),
    [(0, 0, 0, None), (10, 0, 5, None), (29, 100, 5, None), (30, 100, 5, 30), (100, 100, 1, None), (90, 100, 2, None),
     (90, 100, 3, 90)],
)  # fmt: skip
def test_one_customer_that_carries_too_much(turnover: int, total: int, customers: int, percent: int | None) -> None:
    found = concentration(turnover, total, customers, DEFAULTS)
    assert (dict(found.detail)["percent"] if found else None) == percent
