"""Holding an account: barriers, the yearly list, satisfaction and loyalty, and its plan (S6-S10)."""

from datetime import timedelta

import pytest

from models.rules import account_plan, holding
from models.rules.account_plan import Changed, Measure
from models.rules.facts import NeedFact
from models.rules.figure_facts import FigureFact, JudgedFact
from models.rules.holding import BarrierFact, HoldFact, SurveyFact
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import NeedKind, NeedState, Outcome, PersonalNeed, RelationshipGrade, Role, Stance
from models.rules.vocabulary_strategy import BarrierKind, BarrierState, Driver, HoldItem, LoyaltySign
from tests.rules.made import TODAY, account, ago, deal, person

T, C, P = BarrierKind
BOSS = frozenset({Role.DECISION_MAKER})


def wall(*found: BarrierFact) -> holding.Wall:
    return holding.barriers(found, TODAY, DEFAULTS)[0]


NOTICE = timedelta(days=DEFAULTS.renewal_notice_days)


@pytest.mark.parametrize(
    ("found", "advice", "standing"),
    [
        ((), "none", 0),
        ((BarrierFact(1, T, BarrierState.PLANNED),), "build", 0),
        ((BarrierFact(1, T, BarrierState.BUILDING),), "build", 0),
        ((BarrierFact(1, T, BarrierState.IN_PLACE),), "", 1),
        ((BarrierFact(1, T, BarrierState.ERODING),), "mend", 1),
        ((BarrierFact(1, T, BarrierState.IN_PLACE, until=TODAY + NOTICE),), "renew", 1),
        ((BarrierFact(1, T, BarrierState.IN_PLACE, until=TODAY + NOTICE + timedelta(1)),), "", 1),
        ((BarrierFact(1, T, BarrierState.IN_PLACE, until=TODAY),), "renew", 1),
        ((BarrierFact(1, T, BarrierState.IN_PLACE, until=ago(1)),), "build", 0),
        ((BarrierFact(1, C, BarrierState.IN_PLACE),), "none", 0),
    ],
)
def test_each_way_to_keep_others_out_says_what_to_do(
    found: tuple[BarrierFact, ...], advice: str, standing: int
) -> None:
    seen = wall(*found)
    assert (seen.kind, seen.advice, seen.standing) == (T, advice, standing)


def test_the_list_of_a_year_has_every_way_and_tells_when_it_was_taken_last() -> None:
    day = TODAY.replace(month=1, day=1)
    ticks = [
        HoldFact(1, HoldItem.EVENTS, day), HoldFact(2, HoldItem.EVENTS, day + timedelta(1)),
        HoldFact(3, HoldItem.OPINION, day - timedelta(1)),
    ]  # fmt: skip
    found = {line.item: line for line in holding.holding(ticks, TODAY.year)}
    assert list(found) == list(HoldItem)
    assert [tick.id for tick in found[HoldItem.EVENTS].done] == [2, 1]
    assert (found[HoldItem.OPINION].done, found[HoldItem.OPINION].before) == ((), day - timedelta(1))


def asked(key: int, days: int, score: int, who: int | None = 1, *drivers: int | None, **more: bool) -> SurveyFact:
    return SurveyFact(key, ago(days), who, score, drivers or (None, None, None), **more)


def satisfied(*found: SurveyFact) -> holding.Satisfaction:
    return holding.satisfaction(account(), found, TODAY, DEFAULTS)


def test_the_newest_answer_of_everybody_counts_and_nobody_s_older_one() -> None:
    found = satisfied(asked(1, 50, 4), asked(2, 10, 9), asked(3, 20, 8, 2), asked(4, 364, 7, 3), asked(5, 365, 1, 4))
    assert (found.score, found.before) == (80, 10)


@pytest.mark.parametrize(
    ("found", "alerts"),
    [
        ((), ("never",)),
        ((asked(1, 400, 9),), ("old",)),
        ((asked(1, 10, 7),), ()),
        ((asked(1, 10, 6),), ("low",)),
        ((asked(1, 50, 9), asked(2, 10, 7)), ("fell",)),
        ((asked(1, 50, 9), asked(2, 10, 8)), ()),
        ((asked(1, 50, 9, None), asked(2, 10, 7, None)), ()),
    ],
)
def test_alerts_are_a_low_score_a_fall_and_nobody_asked(
    found: tuple[SurveyFact, ...], alerts: tuple[str, ...]
) -> None:
    assert satisfied(*found).alerts == alerts


def test_what_drives_it_is_averaged_where_it_is_known_and_the_weak_come_lowest_first() -> None:
    found = satisfied(asked(1, 9, 8, 1, 8, 5, None), asked(2, 9, 8, 2, None, 6, 4))
    assert found.drivers == ((Driver.QUALITY, 80), (Driver.PRICE, 55), (Driver.SERVICE, 40))
    assert found.weak == (Driver.SERVICE, Driver.PRICE)


def test_loyalty_shows_by_buying_again_recommending_and_a_growing_share() -> None:
    won = tuple(deal(key, outcome=Outcome.WON, signed=ago(400 * key)) for key in (1, 2))
    figures = (FigureFact(2025, turnover=40, total_spend=100), FigureFact(2024, turnover=30, total_spend=100))
    assert holding.loyalty(account(opportunities=won[:1]), ()) == ()
    assert holding.loyalty(account(opportunities=won, figures=figures), ()) == (
        LoyaltySign.REPURCHASE, LoyaltySign.SHARE_GROWS,
    )  # fmt: skip
    recommends = account(judged=JudgedFact(value_marks=frozenset({"recommends"})))
    assert holding.loyalty(recommends, ()) == (LoyaltySign.RECOMMENDATION,)
    assert holding.loyalty(account(), [asked(1, 3, 9, recommends=True)]) == (LoyaltySign.RECOMMENDATION,)


# The plan ----------------------------------------------------------------------------------------------------


def test_measures_are_told_in_one_order_and_of_equal_days_nothing_changed() -> None:
    people = (person(1, Stance.CHAMPION, influence=3, roles=BOSS, grade=RelationshipGrade.B), person(2))
    figures = (FigureFact(TODAY.year, turnover=30, total_spend=100),)
    facts = account(people=people, opportunities=(deal(1, amount=500),), figures=figures)
    found = account_plan.measures(facts, TODAY, DEFAULTS, barriers=2, held=1)
    assert tuple(found) == account_plan.ORDER
    assert (found["share"], found["open_amount"], found["personal_grade"], found["ours"]) == (30, 500, "B", 6)
    assert (found["champions"], found["unknown"]) == (1, 1)
    assert account_plan.changed(found, found) == ()


def test_a_change_says_whether_it_is_for_the_better() -> None:
    before: dict[str, Measure] = {"company_grade": "C", "enemies": 1, "turnover": 5, "neutral": 1, "share": None}
    after: dict[str, Measure] = {"turnover": 4, "share": 3, "company_grade": "A", "neutral": 2, "enemies": 0}
    assert account_plan.changed(before, after) == (
        Changed("turnover", 5, 4, False), Changed("share", None, 3, None), Changed("company_grade", "C", "A", True),
        Changed("neutral", 1, 2, None), Changed("enemies", 1, 0, True),
    )  # fmt: skip


def test_goals_are_met_at_the_figure_itself_and_unknown_where_nothing_is_measured() -> None:
    wanted: dict[str, Measure] = {"turnover": 100, "share": 50, "company_grade": "B", "personal_grade": ""}
    found = account_plan.goals(wanted, {"turnover": 100, "share": None, "company_grade": "C"})
    assert [(goal.measure, goal.met) for goal in found] == [
        ("turnover", True), ("share", None), ("company_grade", False),
    ]  # fmt: skip


def test_whom_to_win_are_those_who_weigh_and_do_not_support_us_deciders_first() -> None:
    people = (
        person(1, Stance.NEUTRAL, influence=5), person(2, Stance.SUPPORTER, influence=5), person(3, influence=2),
        person(4, placeholder=True, roles=BOSS), person(5, Stance.ENEMY, influence=4, roles=BOSS),
    )  # fmt: skip
    found = account_plan.to_win(account(people=people), None, DEFAULTS)
    assert [(each.person.id, each.decides) for each in found] == [(5, True), (4, True), (1, False)]


def test_three_interests_are_ours_the_customer_s_and_each_person_s() -> None:
    people = (person(1, influence=5), person(2, needs=(PersonalNeed.SECURITY,)), person(3, influence=1))
    needs = (
        NeedFact(1, NeedKind.PROBLEM, "a"), NeedFact(2, NeedKind.NEED, "b", priority=1),
        NeedFact(3, NeedKind.NEED, "c", NeedState.DROPPED), NeedFact(4, NeedKind.NEED, "d", NeedState.MET),
    )  # fmt: skip
    bids = (deal(1, amount=500), deal(2, outcome=Outcome.LOST, amount=900))
    found = account_plan.interests(account(people=people, needs=needs, opportunities=bids), DEFAULTS)
    assert (found.amount, found.deals, [need.id for need in found.needs]) == (500, 1, [2, 1])
    assert (found.people, found.unknown) == (((2, (PersonalNeed.SECURITY,)),), (1,))
