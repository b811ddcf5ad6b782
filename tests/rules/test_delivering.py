"""Contract, delivery and what comes after: checklists, and the days on which something is due (O18-O20)."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.rules.aftersale import (
    Due,
    Package,
    Report,
    collected,
    findings,
    next_value_report,
    renewal_notice,
    service_findings,
    serviced,
    share,
)
from models.rules.contract import NAMED, REVIEWED, Contract, refusal, unnamed, unreviewed
from models.rules.contract import findings as of_contract
from models.rules.dealing import SERVICE_VISIT, due
from models.rules.delivering import Mark, late, next_report, ordered
from models.rules.facts import DealingFact, VisitFact
from models.rules.settings import DEFAULTS
from models.rules.standing import standing
from models.rules.vocabulary import Outcome, VisitKind, VisitState
from models.rules.vocabulary_dealing import (
    ContractState,
    DealReportKind,
    MilestoneKind,
    MilestoneState,
    PackageState,
    ServiceLevel,
)
from tests.rules.made import TODAY, account, ago, deal

FULL = dict.fromkeys((*REVIEWED, *NAMED, "order_handling"), "x") | {"response_hours": 48, "solution_hours": 72}
K = MilestoneKind


def contract(state: ContractState = ContractState.DRAFT, **values: Any) -> Contract:
    return Contract(1, state, FULL | values)


def test_a_review_wants_every_point_and_a_signing_the_names() -> None:
    assert unreviewed({}) == REVIEWED and unnamed({}) == NAMED
    assert unreviewed(FULL) == () and unnamed(FULL) == ()
    assert unreviewed(FULL | {"acceptance": "", "response_hours": None}) == ("acceptance", "response_hours")


@pytest.mark.parametrize(("state", "why"), [
    (ContractState.DRAFT, "contract_not_approved"), (ContractState.ASKED, "contract_not_approved"),
    (ContractState.REJECTED, "contract_not_approved"), (ContractState.SIGNED, "contract_signed"),
    (ContractState.APPROVED, ""),
])  # fmt: skip
def test_only_what_was_approved_is_signed(state: ContractState, why: str) -> None:
    assert refusal(contract(state)) == why


def test_a_contract_tells_what_is_open_and_what_is_short() -> None:
    def codes(*args: Any, **values: Any) -> list[str]:
        return [each.code for each in of_contract(contract(*args, **values), DEFAULTS)]

    assert codes() == [] and of_contract(None, DEFAULTS) == ()
    assert codes(response_hours=47) == ["time_short:response_hours"]
    assert codes(response_hours=49, solution_hours=71) == ["time_short:solution_hours"]
    assert codes(acceptance="", success=None) == ["contract_points", "contract_unnamed"]
    assert codes(ContractState.SIGNED, order_handling="", acceptance="") == ["order_unhandled"]


def mark(key: int, days: int, kind: MilestoneKind = K.BUILD, **more: Any) -> Mark:
    return Mark(key, kind, f"M{key}", TODAY + timedelta(days))._replace(**more)


def test_milestones_stand_in_the_order_of_a_delivery() -> None:
    marks = [mark(1, 5, K.ACCEPTANCE), mark(2, 5, K.TRIAL), mark(3, 1)]
    assert [each.id for each in ordered(marks)] == [3, 2, 1]


def test_a_milestone_is_late_against_today_or_the_day_it_was_done() -> None:
    done = MilestoneState.DONE
    assert [late(mark(1, days), TODAY) for days in (1, 0, -1, -9)] == [0, 0, 1, 9]
    assert late(mark(1, -9, state=done, done=ago(7)), TODAY) == 2
    assert late(mark(1, -9, state=done, done=ago(9)), TODAY) == 0
    assert late(mark(1, -9, state=done), TODAY) == 0


@pytest.mark.parametrize(("signed", "last", "running", "day"), [
    (None, None, True, None), (None, ago(3), True, None), (ago(20), None, True, ago(6)),
    (ago(20), ago(5), True, TODAY + timedelta(9)), (ago(20), ago(5), False, None),
])  # fmt: skip
def test_a_report_on_the_delivery_every_fortnight(
    signed: date | None, last: date | None, running: bool, day: date | None
) -> None:
    assert next_report(signed, last, open_marks=running, settings=DEFAULTS) == day


def test_a_report_on_the_value_every_quarter() -> None:
    assert next_value_report(None, None, DEFAULTS) is None
    assert next_value_report(date(2024, 1, 31), None, DEFAULTS) == date(2024, 4, 30)
    assert next_value_report(date(2024, 1, 31), date(2024, 5, 2), DEFAULTS) == date(2024, 8, 2)


@pytest.mark.parametrize(("promised", "reached", "percent"), [
    (100, 99, 99), (100, 100, 100), (100, 0, 0), (None, 5, None), (0, 5, None), (100, None, None), (3, 2, 66),
])  # fmt: skip
def test_how_much_was_reached(promised: int | None, reached: int | None, percent: int | None) -> None:
    assert share(Report(1, DealReportKind.VALUE, TODAY, "", promised, reached)) == percent


def test_money_overdue_and_value_missed_are_told() -> None:
    dues = [Due(1, "A", 100, ago(1)), Due(2, "B", 50, ago(40), ago(30)), Due(3, "C", 25, TODAY)]
    dues.append(Due(4, "D", 10, ago(9)))
    assert collected(dues, TODAY) == (185, 50, 110, 9)
    old = Report(1, DealReportKind.VALUE, ago(9), "", 100, 50)
    new = Report(2, DealReportKind.VALUE, ago(2), "", 100, 99)
    assert [f.code for f in findings([old, new], dues, TODAY)] == ["value_missed", "payment_overdue"]
    assert findings([old, new._replace(reached=100)], dues[1:3], TODAY) == ()
    assert renewal_notice(date(2024, 6, 29), DEFAULTS) == TODAY and renewal_notice(None, DEFAULTS) is None


def dealt(*facts: DealingFact, **more: Any) -> list[tuple[str, date | None]]:
    made = {"outcome": Outcome.WON, "signed": ago(20)} | more
    found = due(account(opportunities=(deal(1, **made),), dealing=facts), DEFAULTS)
    return [(each.code, each.date) for each in found if each.code != SERVICE_VISIT]


@pytest.mark.parametrize(("facts", "planned", "expected"), [
    ((), (), [date(2024, 4, 2)]),
    ((DealingFact("served", 9, 1, date(2024, 2, 1)),), (), [date(2024, 5, 1)]),
    ((DealingFact("served", 9, 0, date(2024, 2, 1)),), (), [date(2024, 5, 1)]),
    ((DealingFact("served", 9, 2, date(2024, 2, 1)),), (), [date(2024, 5, 1)]),
    ((), (1,), []),
    ((), (None,), []),
    ((), (2,), []),
])  # fmt: skip
def test_what_was_delivered_is_asked_about_every_quarter_unless_a_visit_is_planned(
    facts: tuple[DealingFact, ...], planned: tuple[int | None, ...], expected: list[date]
) -> None:
    won = deal(1, outcome=Outcome.WON, signed=ago(90), delivered=True, delivered_on=date(2024, 1, 2))
    visits = tuple(VisitFact(5, TODAY, VisitKind.VISIT, VisitState.PLANNED, (), opportunity=each) for each in planned)
    older = deal(3, outcome=Outcome.WON, signed=ago(900), delivered=True, delivered_on=date(2021, 1, 2))
    found = due(account(opportunities=(older, won), dealing=facts, planned=visits), DEFAULTS)
    assert [(each.opportunity, each.date) for each in found if each.code == SERVICE_VISIT] == [
        (1, day) for day in expected
    ]


MILESTONE, PAYMENT = DealingFact("milestone", 1, 1, ago(3), "M"), DealingFact("payment", 2, 1, ago(2), "P")
SIGNED = DealingFact("contract", 3, 1, TODAY + timedelta(90))


def test_what_was_won_brings_its_days() -> None:
    assert dealt(MILESTONE, PAYMENT) == [
        ("reach_milestone", ago(3)), ("collect_payment", ago(2)), ("report_progress", ago(6)),
    ]  # fmt: skip
    told = DealingFact("report", 4, 1, ago(1), "progress")
    assert dealt(MILESTONE, told)[-1] == ("report_progress", TODAY + timedelta(13))
    assert dealt(MILESTONE, delivered=True, delivered_on=ago(1)) == [("reach_milestone", ago(3))]
    assert dealt(SIGNED) == [("prepare_renewal", TODAY)]
    assert dealt(SIGNED._replace(day=None)) == []


def test_the_value_is_reported_where_a_contract_or_a_report_speaks_of_it() -> None:
    delivered = {"delivered": True, "delivered_on": date(2024, 1, 2)}
    assert dealt(**delivered) == []
    assert dealt(SIGNED._replace(day=None), **delivered) == [("report_value", date(2024, 4, 2))]
    told = DealingFact("report", 4, 1, date(2024, 3, 1), "value")
    assert dealt(told, **delivered) == [("report_value", date(2024, 6, 1))]


def test_what_is_not_won_brings_nothing() -> None:
    for outcome in (Outcome.LOST, Outcome.SUSPENDED):
        assert dealt(MILESTONE, PAYMENT, SIGNED, outcome=outcome) == []
    assert dealt(MILESTONE, outcome=Outcome.OPEN, signed=None) == []
    assert dealt(MILESTONE._replace(opportunity=2)) == []


def test_a_milestone_makes_an_account_due() -> None:
    facts = account(opportunities=(deal(1, outcome=Outcome.WON, signed=TODAY),), dealing=(MILESTONE,))
    assert standing(facts, TODAY, DEFAULTS).due == ago(3)
    assert standing(facts, TODAY, DEFAULTS).next_text == "M"


ENDED = date(2026, 10, 1)


@pytest.mark.parametrize(("packages", "delivered", "expected", "yearly"), [
    ((), None, (), 0),
    ((), date(2026, 9, 1), ("service_unoffered",), 0),
    ((("offered", None, None),), date(2026, 9, 1), (), 0),
    ((("declined", None, None),), date(2026, 9, 1), (), 0),
    ((("active", None, None),), date(2026, 9, 1), (), 5),
    ((("active", None, ENDED),), date(2026, 9, 1), ("service_ended",), 0),
    ((("active", None, ENDED), ("active", date(2026, 10, 2), None)), date(2026, 9, 1), (), 5),
    ((("active", date(2027, 1, 1), None), ("declined", None, None)), date(2026, 9, 1), (), 0),
])  # fmt: skip
def test_service_after_delivery_is_asked_for_until_it_is_offered_and_renewed(
    packages: tuple[tuple[str, date | None, date | None], ...], delivered: date | None, expected: tuple[str, ...],
    yearly: int,
) -> None:  # fmt: skip
    made = [
        Package(number, ServiceLevel.BASIC, "巡检", PackageState(state), 5, start, until)
        for number, (state, start, until) in enumerate(packages)
    ]
    today = date(2026, 11, 23)
    assert tuple(each.code for each in service_findings(made, delivered, today)) == expected
    assert serviced(made, today) == yearly
