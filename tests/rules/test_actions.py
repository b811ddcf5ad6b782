from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.actions import agenda, as_action, due_items, next_action
from models.rules.agenda import Agenda, DueItem, cadence_order, packed, ranked, unpacked, weighed
from models.rules.clock import Yearly
from models.rules.facts import AccountFacts, PromiseFact, StanceFact, VisitFact
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import (
    DueKind,
    Level,
    Outcome,
    Party,
    RelationshipGrade,
    Role,
    Stance,
    ValueClass,
    VisitKind,
    VisitState,
)
from tests.rules.made import TODAY, account, ago, change, deal, person


def due(facts: AccountFacts, *extra: DueItem) -> list[DueItem]:
    return list(due_items(facts, TODAY, DEFAULTS, extra))


def follow_up(**fields: Any) -> DueItem | None:
    return next((i for i in due(account(**fields)) if i.kind is DueKind.FOLLOW_UP), None)


def planned(days: int, **fields: Any) -> VisitFact:
    return VisitFact(5, ago(days), VisitKind.DEMO, VisitState.PLANNED, (1,), **fields)


@pytest.mark.parametrize(
    ("by", "next_step", "day", "kind", "code", "why"),
    [
        (Party.US, False, ago(2), "promise_ours", "keep_promise", ("promised",)),
        (Party.US, True, ago(-2), "promise_ours", "next_step", ("promised",)),
        (Party.THEM, False, ago(0), "promise_theirs", "remind_promise", ("promised",)),
        (Party.US, False, None, "promise_ours", "keep_promise", ("promised", "no_date")),
    ],
)
def test_promises_of_both_sides(
    by: Party, next_step: bool, day: date | None, kind: str, code: str, why: tuple[str, ...]
) -> None:
    promise = PromiseFact(3, by, "samples", day, 1, next_step, 7)
    (item,) = due(account(promises=(promise,)))
    assert (item.kind, item.code, item.date, item.why) == (kind, code, day, why)
    assert (item.people, item.opportunity, item.subject) == ((1,), 7, ("promise", 3))
    assert item.detail == (("text", "samples"),)
    (of_nobody,) = due(account(promises=(PromiseFact(3, by, "samples", day),)))
    assert of_nobody.people == ()


def test_planned_visits() -> None:
    (item,) = due(account(planned=(planned(1, opportunity=7, summary="show it"),)))
    assert (item.kind, item.code, item.date, item.subject) == (DueKind.VISIT, "make_visit", ago(1), ("visit", 5))
    assert (item.people, item.detail) == ((1,), (("kind", "demo"), ("text", "show it")))


LIVE_A = deal(1, expected=date(2024, 6, 1), recorded=ago(100))
LIVE_NONE = deal(2, recorded=ago(100))
SIGNED = deal(3, signed=ago(50), recorded=ago(100))
DELIVERED = deal(4, signed=ago(50), delivered=True, recorded=ago(100))
LOST = deal(5, outcome=Outcome.LOST, recorded=ago(400), last_contact=ago(300))
POSTPONED = deal(6, outcome=Outcome.SUSPENDED, recorded=ago(100))


@pytest.mark.parametrize(
    ("fields", "day", "deal_id", "urgency"),
    [
        ({"opportunities": (LIVE_A,)}, ago(93), 1, "A"),
        ({"opportunities": (LIVE_A,), "last_contact": ago(2)}, ago(-5), 1, "A"),
        ({"opportunities": (LIVE_NONE,)}, ago(10), 2, "none"),
        ({"opportunities": (LIVE_NONE, SIGNED)}, ago(93), 3, "O"),
        ({"opportunities": (SIGNED, LIVE_A)}, ago(93), 1, "A"),
        ({"opportunities": (LIVE_A,), "has_contact": False}, ago(97), 1, "W"),
        ({"opportunities": (LOST, LIVE_NONE)}, ago(10), 2, "none"),
        ({"opportunities": (LOST, POSTPONED)}, ago(70), 6, "D"),
        ({"opportunities": (LOST,)}, ago(210), 5, "F"),
        ({"opportunities": (DELIVERED,), "recorded": ago(100)}, ago(10), None, "none"),
        ({"recorded": ago(100)}, ago(10), None, "none"),
        ({"recorded": ago(100), "last_contact": ago(90)}, ago(0), None, "none"),
        ({"opportunities": (deal(1),), "recorded": ago(100)}, ago(10), 1, "none"),
    ],
)
def test_one_follow_up_by_the_cadence(fields: dict[str, Any], day: date, deal_id: int | None, urgency: str) -> None:
    item = follow_up(**fields)
    assert item is not None
    assert (item.date, item.opportunity, dict(item.detail)["urgency"]) == (day, deal_id, urgency)
    assert item.subject == (("opportunity", deal_id) if deal_id else ("account", 1))
    assert item.why == (f"urgency:{urgency}",)


@pytest.mark.parametrize(("fields", "day", "why"), [
    ({"value_class": ValueClass.STRATEGIC}, ago(70), "value_class:strategic"),
    ({"company_grade": RelationshipGrade.B}, ago(55), "company_grade:B"),
    ({"opportunities": (LIVE_A,), "value_class": ValueClass.STRATEGIC}, ago(93), "urgency:A"),
    ({"opportunities": (LOST,), "value_class": ValueClass.IMPORTANT}, ago(255), "value_class:important"),
])  # fmt: skip
def test_a_valuable_account_is_followed_up_sooner_and_the_item_says_why(
    fields: dict[str, Any], day: date, why: str
) -> None:
    item = follow_up(recorded=ago(100), **fields)
    assert item is not None
    assert (item.date, item.why) == (day, (why,))


def test_no_follow_up_where_nothing_is_dated_or_a_visit_is_planned() -> None:
    assert follow_up() is None
    assert follow_up(opportunities=(deal(1),)) is None
    assert follow_up(opportunities=(LIVE_A,), planned=(planned(0),)) is None
    assert follow_up(opportunities=(LIVE_A,), planned=(planned(-9),)) is None
    assert follow_up(opportunities=(LIVE_A,), planned=(planned(1),)) is not None


def test_passive_sources_say_so_and_weigh_more() -> None:
    came, went = follow_up(recorded=ago(100), passive_source=True), follow_up(recorded=ago(100))
    assert came is not None and went is not None
    assert came.why == ("urgency:none", "passive_source")
    assert came.score == went.score + 15


@pytest.mark.parametrize(
    ("birthday", "day"),
    [
        (Yearly(3, 31), ago(0)), (Yearly(4, 7), ago(-7)), (Yearly(4, 8), None), (Yearly(3, 30), None), (None, None),
        (Yearly(2, 22, lunar=True), ago(0)), (Yearly(2, 21, lunar=True), None),
    ],
)
def test_birthdays_within_the_week(birthday: Yearly | None, day: date | None) -> None:
    found = due(account(people=(person(1, birthday=birthday),)))
    assert [(i.code, i.date, i.subject) for i in found] == ([("congratulate", day, ("person", 1))] if day else [])


def test_risks_come_as_one_item_per_action_and_low_ones_not_at_all() -> None:
    people = (person(1, Stance.SUPPORTER), person(2, level=Level.DECISION))
    found = due(account(people=people, opportunities=(deal(7),)))
    assert [(i.kind, i.code, i.people, i.date, i.severity) for i in found] == [
        (DueKind.RISK, "meet_decision_level", (2,), TODAY, "high")
    ]
    assert found[0].why == ("single_thread", "decision_level_unmet")
    assert found[0].terms == (("kind", 20), ("severity", 60))
    assert found[0].subject == ("account", 1)


def test_every_score_is_the_sum_of_its_terms() -> None:
    facts = account(
        opportunities=(deal(1, amount=300_000_000, expected=ago(0), recorded=ago(9)),),
        promises=(PromiseFact(1, Party.US, "x", ago(3), opportunity=1),),
        passive_source=True,
    )
    ours = next(i for i in due(facts) if i.kind is DueKind.PROMISE_OURS)
    assert ours.terms == (("kind", 40), ("overdue", 43), ("urgency", 30), ("amount", 20), ("passive_source", 15))
    assert all(i.score == sum(p for _, p in i.terms) for i in due(facts))


def test_amounts_of_decided_opportunities_weigh_nothing() -> None:
    facts = account(
        opportunities=(deal(1, amount=300_000_000, outcome=Outcome.LOST),),
        promises=(PromiseFact(1, Party.US, "x", ago(0), opportunity=1),),
    )
    ours = next(i for i in due(facts) if i.kind is DueKind.PROMISE_OURS)
    assert ours.terms == (("kind", 40), ("today", 30))


def task(key: int, days: int, score: int = 0) -> DueItem:
    return DueItem(DueKind.TASK, ago(days), 1, None, (), "third_visit", ("task", key), score=score)


def test_what_the_caller_adds_is_scored_and_ranked_with_the_rest() -> None:
    facts = account(promises=(PromiseFact(1, Party.US, "x", ago(1)), PromiseFact(2, Party.THEM, "y", ago(-30))))
    found = due(facts, task(9, 1, score=9999), task(8, 0))
    assert [(i.subject, i.score) for i in found] == [
        (("promise", 1), 81),
        (("task", 9), 71),
        (("task", 8), 60),
        (("promise", 2), -5),
    ]


@given(st.permutations([task(1, 3), task(2, 0), task(3, -3), task(4, 40), task(5, 1)]))
def test_the_order_of_what_is_added_changes_nothing(tasks: list[DueItem]) -> None:
    assert due(account(), *tasks) == due(account(), *sorted(tasks, key=lambda t: t.subject))


def test_equal_scores_go_by_date_then_account() -> None:
    items = (
        DueItem(DueKind.TASK, None, 1, None, (), "t", ("task", 1)),
        DueItem(DueKind.TASK, ago(0), 2, None, (), "t", ("task", 2)),
        DueItem(DueKind.TASK, ago(0), 1, None, (), "t", ("task", 3)),
        DueItem(DueKind.TASK, ago(3), 9, None, (), "t", ("task", 4)),
    )
    assert [i.subject[1] for i in ranked(items)] == [4, 3, 2, 1]


def test_the_due_list_goes_by_date_then_passive_sources_then_score() -> None:
    def item(key: int, days: int | None, passive: bool, score: int) -> DueItem:
        terms = (("kind", score), *((("passive_source", 15),) if passive else ()))
        day = None if days is None else ago(days)
        return DueItem(DueKind.FOLLOW_UP, day, key, None, (), "f", ("account", key), score=score, terms=terms)

    items = (
        item(1, 0, True, 90), item(2, 1, False, 50), item(3, 1, True, 10), item(4, None, False, 99),
        item(5, 9, False, 1), item(6, -2, True, 99), item(7, -1, False, 1), item(8, -1, False, 2),
    )  # fmt: skip
    assert [i.account for i in cadence_order(items)] == [5, 3, 2, 1, 8, 7, 6, 4]


def test_the_next_action_is_the_top_of_what_is_near() -> None:
    facts = account(promises=(PromiseFact(1, Party.US, "x", ago(2), 4),))
    action = next_action(facts, TODAY, DEFAULTS)
    assert action is not None
    assert (action.code, action.people, action.why) == ("keep_promise", (4,), ("promised", "overdue:2"))
    assert as_action(task(1, 0), TODAY).why == ()


def test_without_anything_near_a_coach_is_won() -> None:
    warm = person(1, likes_us=True)
    far = {"recorded": TODAY}
    action = next_action(account(people=(warm,), **far), TODAY, DEFAULTS)
    assert action is not None and (action.code, action.why) == ("develop_coach", ("no_coach", "candidate:likes_us"))
    champion = person(2, StanceFact(Stance.CHAMPION, ago(5)), roles=frozenset(Role), contacts=1)
    pair = (champion, person(3, Stance.SUPPORTER))
    later = next_action(account(people=pair, **far), TODAY, DEFAULTS)
    assert later is not None and later.code == "follow_up"
    nobody = next_action(account(people=(person(4),), **far), TODAY, DEFAULTS)
    assert nobody is not None and nobody.code == "follow_up"


def test_seven_days_are_near_and_eight_are_not() -> None:
    warm = person(1, likes_us=True)
    for days, code in ((-7, "keep_promise"), (-8, "develop_coach")):
        facts = account(people=(warm,), promises=(PromiseFact(1, Party.US, "x", ago(days)),))
        action = next_action(facts, TODAY, DEFAULTS)
        assert action is not None and action.code == code


def test_an_empty_account_has_nothing_to_do() -> None:
    assert next_action(account(), TODAY, DEFAULTS) is None


def test_a_newcomer_is_met_before_a_routine_follow_up() -> None:
    facts = account(
        people=(person(1, influence=5, contacts=0),),
        events=(change(1, 5, 1),),
        opportunities=(LIVE_NONE,),
    )
    action = next_action(facts, TODAY, DEFAULTS)
    assert action is not None and (action.code, action.people) == ("meet_newcomer", (1,))


def test_an_agenda_kept_as_a_text_is_the_same_and_is_weighed_by_the_day_it_is_looked_at() -> None:
    doubtful = person(1, StanceFact(Stance.CHAMPION, ago(70)))
    told = account(
        people=(doubtful, person(2, birthday=Yearly(4, 2))),
        promises=(PromiseFact(3, Party.US, "送样 \"七\"", ago(-1), 1),),
        opportunities=(deal(7, amount=30_000_000, expected=ago(-20)),), planned=(planned(-2, opportunity=7),),
    )
    made = agenda(told, TODAY, DEFAULTS)
    assert unpacked(1, packed(made)) == made
    assert unpacked(1, packed(Agenda(1, True, {}, ()))).items == ()
    assert {item.kind for item in made.items} == {"promise_ours", "visit", "birthday", "risk"}
    for days in (0, 1):
        day = ago(-days)
        assert weighed(unpacked(1, packed(made)), day) == due_items(told, day, DEFAULTS)
