"""What the strategy asks for: reviews of plans, openings for guerrilla, surveys and barriers (S2, S6, S8-S10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.rules.actions import due_items
from models.rules.agenda import DueItem
from models.rules.factors import ScoreFact
from models.rules.facts import AccountFacts, CompetitorFact, StanceFact
from models.rules.radar_facts import PlanningFact
from models.rules.settings import DEFAULTS
from models.rules.strategy_due import review_due
from models.rules.vocabulary import DueKind, EventKind, Kind, Position, Stance
from models.rules.vocabulary_strategy import FactorSide, HoldItem
from tests.rules.made import TODAY, account, ago, change, deal, person

RIVAL = CompetitorFact(7, "恒驰", Position.INCUMBENT)


def asked(facts: AccountFacts, *codes: str) -> list[DueItem]:
    found = due_items(facts, TODAY, DEFAULTS)
    return [item for item in found if item.code.partition(":")[0] in codes]


@pytest.mark.parametrize(
    ("kept", "day"),
    [
        ((), None),
        ((PlanningFact("review", 1, ago(10)),), None),
        ((PlanningFact("plan", 1, None, "2024"),), None),
        ((PlanningFact("plan", 1, ago(30), "2024"),), ago(30 - 92)),
        ((PlanningFact("plan", 1, ago(30), "2024"), PlanningFact("review", 1, ago(200))), ago(30 - 92)),
        ((PlanningFact("plan", 1, ago(90), "2024"), PlanningFact("review", 1, ago(9))), ago(9 - 92)),
        ((PlanningFact("plan", 1, ago(400), "2023"), PlanningFact("plan", 2, ago(5), "2024")), ago(5 - 92)),
    ],
)
def test_a_plan_is_reviewed_a_quarter_after_it_was_made_and_after_each_review(
    kept: tuple[PlanningFact, ...], day: date | None
) -> None:
    assert [item.date for item in asked(account(planning=kept), "review_plan")] == ([day] if day else [])


def test_whoever_was_asked_is_asked_again_and_a_barrier_is_renewed_before_it_ends() -> None:
    ends = TODAY + timedelta(100)
    kept = (PlanningFact("survey", 1, ago(300)), PlanningFact("barrier", 3, ends, "框架协议"))
    found = {item.code: (item.date, item.kind) for item in asked(
        account(planning=kept), "ask_satisfaction", "renew_barrier")}
    assert found == {
        "ask_satisfaction": (ago(300 - 365), DueKind.REVIEW), "renew_barrier": (TODAY + timedelta(10), DueKind.RENEWAL),
    }  # fmt: skip
    assert not asked(account(), "ask_satisfaction")


def house(**more: Any) -> AccountFacts:
    told: dict[str, Any] = {
        "kind": Kind.TRANSACTIONAL, "opportunities": (deal(1),), "competitors": (RIVAL,),
        "events": (change(4, 5, 1, text="总工换人"),), "people": (person(1, Stance.NEUTRAL),),
    }  # fmt: skip
    return account(**told | more)


def test_an_opening_is_raised_where_guerrilla_is_advised() -> None:
    (item,) = asked(house(), "use_opening")
    assert (item.code, item.subject, item.people, item.date) == (
        "use_opening:personnel_change", ("account_event", 4), (1,), ago(5)
    )  # fmt: skip
    assert dict(item.detail) == {"text": "总工换人"} and dict(item.terms)["kind"] == 20


@pytest.mark.parametrize(
    "more",
    [
        {"kind": Kind.VALUE},
        {"kind": Kind.STRATEGIC},
        {"competitors": ()},
        {"competitors": (RIVAL._replace(position=Position.OUT),)},
        {"last_contact": ago(4)},
        {"events": (change(4, 91, 1),)},
        {"events": (change(4, 5, kind=EventKind.NEW_PROJECT),)},
        {"scored": (
            ScoreFact(1, "price", FactorSide.NEED, None, 10), ScoreFact(2, "price", FactorSide.US, None, 9),
            ScoreFact(3, "price", FactorSide.THEM, 7, 5),
        )},
    ],
)  # fmt: skip
def test_no_opening_is_raised_where_it_is_not_advised_is_old_or_was_used(more: dict[str, Any]) -> None:
    assert asked(house(), "use_opening") and not asked(house(**more), "use_opening")


def test_an_opening_waits_until_somebody_was_there_after_it() -> None:
    assert asked(house(last_contact=ago(5)), "use_opening")


def test_a_relation_that_cools_is_an_opening_about_the_person() -> None:
    cooled = person(1, StanceFact(Stance.BLOCKER, ago(200), competitor=7), StanceFact(Stance.NEUTRAL, ago(10)))
    (item,) = asked(house(events=(), people=(cooled,)), "use_opening")
    assert (item.code, item.subject) == ("use_opening:cooling", ("person", 1))


def test_the_opening_is_on_the_opportunity_the_competitor_is_on() -> None:
    on_second = RIVAL._replace(opportunity=2)
    deals = (deal(1, amount=9), deal(2, amount=1))
    (item,) = asked(house(opportunities=deals, competitors=(on_second,)), "use_opening")
    assert item.opportunity == 2
    (item,) = asked(house(opportunities=(), competitors=(RIVAL,)), "use_opening")
    assert item.opportunity is None


def test_the_next_review_is_a_quarter_after_the_last() -> None:
    assert review_due([], DEFAULTS) is None
    assert review_due([ago(100), ago(10)], DEFAULTS) == ago(10) + timedelta(92)
    assert review_due([ago(10)], DEFAULTS, ago(3)) == ago(3) + timedelta(92)


def told(*scores: tuple[int, int, int]) -> tuple[PlanningFact, ...]:
    """Answers on satisfaction: days ago, who, and how much."""
    return tuple(
        PlanningFact("survey", n, ago(days), "", person, score) for n, (days, person, score) in enumerate(scores, 1)
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (((20, 1, 8),), []),
        (((20, 1, 7),), []),
        (((20, 1, 6),), [(1, ("satisfaction_low",))]),
        (((90, 1, 10), (20, 1, 8)), [(1, ("satisfaction_fell",))]),
        (((90, 1, 9), (20, 1, 6)), [(1, ("satisfaction_low", "satisfaction_fell"))]),
        (((90, 1, 9), (20, 2, 6)), [(2, ("satisfaction_low",))]),
        (((20, 1, 6), (10, 1, 9)), []),
    ],
)
def test_whoever_is_not_satisfied_or_less_so_is_called_on(
    scores: tuple[tuple[int, int, int], ...], expected: list[tuple[int, tuple[str, ...]]]
) -> None:
    found = asked(account(planning=told(*scores)), "mend_satisfaction")
    assert [(item.people[0], item.why) for item in found] == expected
    assert all(item.date == ago(20) and item.kind is DueKind.REVIEW for item in found)


@pytest.mark.parametrize(("contact", "due"), [(None, True), (21, True), (20, True), (19, False)])
def test_dissatisfaction_waits_until_somebody_was_there_after_it(contact: int | None, due: bool) -> None:
    facts = account(planning=told((20, 1, 5)), last_contact=None if contact is None else ago(contact))
    assert bool(asked(facts, "mend_satisfaction")) is due


@pytest.mark.parametrize(
    ("taken", "day", "ways"),
    [
        ({}, None, 0),
        ({"events": 30}, 30 - 365, 7),
        ({"events": 400, "opinion": 10}, 400 - 365, 6),
        (dict.fromkeys(map(str, HoldItem), 50) | {"opinion": 60}, 60 - 365, 1),
        (dict.fromkeys(map(str, HoldItem), 50), 50 - 365, 7),
    ],
)
def test_the_yearly_list_of_ways_to_hold_falls_due_once_it_was_begun(
    taken: dict[str, int], day: int | None, ways: int
) -> None:
    kept = tuple(PlanningFact("hold", n, ago(days), item) for n, (item, days) in enumerate(taken.items(), 1))
    found = [(item.date, len(str(dict(item.detail)["ways"]).split(";"))) for item in asked(
        account(planning=kept), "hold_account")]
    assert found == ([(ago(day), ways)] if day is not None else [])
