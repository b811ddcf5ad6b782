"""Strategy on record: scores, ways to hold, plans and reviews; what the face reads, and who may see it (S2-S11)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from models.reads import account_plan, holding, strategy, today
from models.reads.reports import Asked, picture
from models.rules.pictures import records as rows_of
from models.rules.settings import DEFAULTS
from models.rules.values import Invalid, Value
from models.rules.vocabulary import DueKind, Stance
from models.rules.vocabulary_strategy import FactorSide, HoldItem
from models.tables import AccountPlan, FactorScore, HoldTick, PlanReview, Setting, Survey
from models.writes import people, records, undo, visits
from models.writes import strategy as writing
from models.writes.intents import Forbidden, Refused
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import STEP, Office, everything, office

__all__ = ["office"]

NEED, US, THEM = FactorSide


class House:
    """An account of the engineer's with a deal and a competitor on it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.me = office.engineer
        self.account = office.account(owner=office.engineer.member, kind="value")
        self.person = office.person(self.account, "总工", roles=("decision_maker",), influence=5)
        self.deal = office.deal(self.account, "技改")
        self.rival = records.add(office.boss, "competitor", {"name": "恒驰"}).value
        self.bid = self.add("opportunity_competitor", competitor=self.rival, opportunity=self.deal, position="in_play")

    def add(self, noun: str, **values: Value) -> int:
        return records.add(self.me, noun, values, self.account).value

    def score(self, side: FactorSide, value: int | None, **more: Any) -> int | None:
        return writing.score(self.me, self.account, "price", side, value, opportunity=self.deal, **more).value

    def sheet(self, **more: Any) -> strategy.CompetitionSheet:
        return strategy.competition_sheet(self.account, None, TODAY, DEFAULTS, **more)

    def plan(self, **more: Any) -> account_plan.PlanSheet:
        return account_plan.plan_sheet(self.account, TODAY, DEFAULTS, **more)


@pytest.fixture
def house(office: Office) -> House:
    return House(office)


# Scores ------------------------------------------------------------------------------------------------------


def test_a_score_is_given_changed_and_taken_back_in_place(house: House) -> None:
    first = house.score(NEED, 9)
    before = everything()
    assert house.score(NEED, 9) == first and everything() == before
    assert house.score(NEED, 10) == first
    assert house.score(NEED, None) is None and not FactorScore.select().exists()
    undo.undo(house.me)
    assert FactorScore.get_by_id(first).score == 10


def test_the_chart_of_a_deal_knows_the_competitors_in_it(house: House) -> None:
    house.score(NEED, 10)
    house.score(US, 8)
    house.score(THEM, 4, competitor=house.rival)
    found = house.sheet()
    line = found.chart.lines[0]
    assert (found.subject, line.need, line.us, line.them) == (house.deal, 10, 8, ((house.rival, 4),))
    assert found.advice.inputs.fits == (80, 40) and found.rival_names == {house.rival: "恒驰"}
    assert strategy.competition_sheet(house.account, 0, TODAY, DEFAULTS).chart.lines[0].blank


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"side": "them"}, {"competitor": "required"}),
        ({"side": "us", "competitor": 1}, {"competitor": "not_of_side"}),
        ({"side": "need"}, {"factor": "scored_already"}),
        ({"side": "us", "score": 13}, {"score": "too_high"}),
    ],
)
def test_a_score_names_a_competitor_or_none_and_is_on_record_once(
    house: House, values: dict[str, Value], errors: dict[str, str]
) -> None:
    house.score(NEED, 9)
    with pytest.raises(Invalid) as wrong:
        house.add("factor_score", **{"factor": "price", "score": 5, "opportunity": house.deal, **values})
    assert wrong.value.errors.keys() == errors.keys()
    assert errors["competitor"] == wrong.value.errors["competitor"] if "competitor" in errors else True


def test_a_criterion_weighs_a_need_and_nothing_else(house: House) -> None:
    need = house.add("need", kind="criterion", text="价格不高于去年", weight=30)
    told: dict[str, Value] = {"factor": "price", "score": 8, "criterion": need}
    with pytest.raises(Invalid):
        house.add("factor_score", side="us", **told)
    house.add("factor_score", side="need", **told)
    line = house.sheet().chart.lines[0]
    assert (line.weight, line.weighed, line.criterion) == (30, True, "价格不高于去年")


def test_scores_on_a_deal_go_with_it_and_with_their_competitor(house: House) -> None:
    house.score(NEED, 9)
    house.score(THEM, 9, competitor=house.rival)
    records.delete(house.office.boss, "competitor", [house.rival])
    assert FactorScore.select().count() == 1
    records.delete(house.office.boss, "opportunity", [house.deal])
    assert not FactorScore.select().exists()


def test_only_who_may_edit_the_account_scores_it(house: House) -> None:
    with pytest.raises(Forbidden):
        writing.score(house.office.other, house.account, "price", NEED, 9)


# Competitors -------------------------------------------------------------------------------------------------


def test_competitors_tell_how_their_position_came_and_how_deals_against_them_went(house: House) -> None:
    records.edit(house.me, "opportunity_competitor", house.bid, {"position": "in_play"}, {"position": "favoured"})
    records.edit(house.me, "opportunity_competitor", house.bid, {"position": "favoured"}, {"position": "out"})
    undo.undo(house.me)
    lost: dict[str, Value] = {"outcome": "lost", "reason": "price", "winner": house.rival, "closed_date": TODAY}
    deal = house.office.deal(house.account, "一期", **lost)
    found = house.sheet()
    assert [(move.before, move.after) for move in found.moves[house.bid]] == [("in_play", "favoured")]
    assert [(battle.deal, battle.won, battle.reason) for battle in found.battles[house.rival]] == [
        (deal, False, "price")
    ]
    records.add(house.me, "attitude", {"competitor": house.rival, "stance": "supporter"}, house.person)
    assert house.sheet().likes == {house.rival: [house.person]}


def test_decided_deals_of_accounts_one_may_not_see_are_not_told(house: House) -> None:
    there = house.office.account("别家", owner=house.office.boss.member)
    lost: dict[str, Value] = {"outcome": "lost", "reason": "price", "winner": house.rival, "closed_date": TODAY}
    house.office.deal(there, "别处", **lost)
    Setting.create(key="visibility", value="own")
    assert house.sheet(viewer=house.me.member).battles == {}
    assert len(house.sheet(viewer=house.office.boss.member).battles[house.rival]) == 1


# Plans and ways to hold --------------------------------------------------------------------------------------


def test_a_way_to_hold_is_ticked_with_evidence_only(house: House) -> None:
    with pytest.raises(Refused, match="evidence_missing"):
        writing.hold(house.me, house.account, HoldItem.EVENTS, " ")
    tick = writing.hold(house.me, house.account, HoldItem.EVENTS, "厂庆送了花篮").value
    assert HoldTick.get_by_id(tick).member_id == house.me.member
    found = {line.item: line for line in holding.holding_sheet(house.account, TODAY, DEFAULTS).holds}
    assert [each.id for each in found[HoldItem.EVENTS].done] == [tick]


def test_an_account_has_one_plan_for_a_year(house: House) -> None:
    assert house.plan().plan is None
    plan = house.add("account_plan", year=TODAY.year, goal_turnover=500, goal_company_grade="B")
    house.add("account_plan", year=TODAY.year + 1)
    with pytest.raises(Invalid, match="planned_already"):
        house.add("account_plan", year=TODAY.year)
    records.edit(house.me, "account_plan", plan, {"goal": ""}, {"goal": "守住"})
    found = house.plan()
    assert found.plan is not None and found.plan.id == plan and found.years == (TODAY.year + 1, TODAY.year)
    assert [(goal.measure, goal.met) for goal in found.goals] == [("turnover", None), ("company_grade", False)]
    assert AccountPlan.get_by_id(plan).goal == "守住"


def test_a_review_keeps_what_is_measured_and_the_next_tells_what_changed(house: House) -> None:
    first = writing.review(house.me, house.account, "开局").value
    kept = json.loads(PlanReview.get_by_id(first).measures)
    assert (kept["open_deals"], kept["unknown"]) == (1, 1)
    found = house.plan()
    assert found.since == () and found.reviews[0].changed == ()
    people.move_stance(house.me, house.person, Stance.SUPPORTER, "答应帮忙")
    house.add("barrier", kind="technical", text="规约", state="in_place")
    changed = {each.measure: (each.before, each.after) for each in house.plan().since}
    assert changed == {"supporters": (0, 1), "unknown": (1, 0), "ours": (0, 5), "barriers": (0, 1)}
    writing.review(house.me, house.account, "有进展")
    found = house.plan()
    assert found.since == () and {each.measure for each in found.reviews[0].changed} == set(changed)
    undo.undo(house.me)
    assert [row.text for row in house.plan().reviews] == ["开局"]


def test_a_plan_is_due_for_review_a_quarter_after_it_was_made(house: House) -> None:
    def days() -> list[Any]:
        found = today.due(TODAY + timedelta(200), TODAY, member=house.me.member)
        return [row.item.date for row in found if row.item.code == "review_plan"]

    assert days() == [] and house.plan().review_due is None
    house.add("account_plan", year=TODAY.year, goal="站稳")
    assert days() == [TODAY + timedelta(92)] == [house.plan().review_due]
    writing.review(house.me, house.account, "补记", TODAY - timedelta(1))
    assert days() == [TODAY + timedelta(92)]
    undo.undo(house.me)
    undo.undo(house.me)
    assert days() == []


def test_dissatisfaction_and_the_yearly_list_fall_due_and_go_when_they_are_seen_to(house: House) -> None:
    def due(code: str) -> list[Any]:
        found = today.due(TODAY + timedelta(400), TODAY, member=house.me.member)
        return [(row.item.date, row.people, dict(row.item.terms)["kind"]) for row in found if row.item.code == code]

    asked: dict[str, Any] = {"date": TODAY - timedelta(3), "person": house.person}
    first = house.add("survey", **asked | {"date": TODAY - timedelta(90)}, score=9)
    second = house.add("survey", **asked, score=6)
    assert [(day, kind) for day, _, kind in due("mend_satisfaction")] == [(TODAY - timedelta(3), 10)]
    assert first != second
    visits.log_visit(
        house.me, house.account, {"kind": "phone", "state": "done", "date": TODAY}, promises=[STEP]
    )  # fmt: skip
    assert due("mend_satisfaction") == []
    assert due("hold_account") == []
    house.add("hold_tick", item="events", date=TODAY - timedelta(10), evidence="年会")
    assert [day for day, *_ in due("hold_account")] == [TODAY + timedelta(355)]
    undo.undo(house.me)
    assert due("hold_account") == []


def test_news_is_an_opening_against_a_competitor_unless_we_fit_better(house: House) -> None:
    def openings() -> list[Any]:
        found = today.due(TODAY, TODAY, member=house.me.member)
        return [row.item.code for row in found if row.item.kind is DueKind.OPENING]

    records.edit(house.me, "account", house.account, {"kind": "value"}, {"kind": "transactional"})
    house.add("account_event", kind="quality_trouble", date=TODAY, text="恒驰的保护误动")
    assert openings() == ["use_opening:quality_trouble"]
    house.score(NEED, 10)
    house.score(US, 9)
    house.score(THEM, 5, competitor=house.rival)
    assert openings() == []


def test_the_plan_shows_whom_to_win_the_actions_and_the_risks(house: House) -> None:
    house.add("task", text="约总工", due=TODAY + timedelta(3))
    found = house.plan()
    assert [each.person.id for each in found.to_win] == [house.person]
    assert [row.text for row in found.actions] == ["约总工"]
    assert found.risks and found.interests.unknown == (house.person,)


# What is read ------------------------------------------------------------------------------------------------


def test_nobody_reads_the_strategy_of_an_account_he_may_not_see(house: House) -> None:
    Setting.create(key="visibility", value="own")
    viewer = house.office.other.member
    for read in (
        lambda: house.sheet(viewer=viewer), lambda: house.plan(viewer=viewer),
        lambda: holding.holding_sheet(house.account, TODAY, DEFAULTS, viewer=viewer),
        lambda: picture("factors", Asked(TODAY, viewer=viewer, account=house.account)),
    ):  # fmt: skip
        with pytest.raises(LookupError):
            read()
    assert rows_of(picture("evaluation", Asked(TODAY, viewer=viewer))) == ()


def fill(house: House, times: int) -> None:
    for number in range(times):
        rival = records.add(house.office.boss, "competitor", {"name": f"对手{number}"}).value
        deal = house.office.deal(house.account, f"二期{number}")
        house.add("opportunity_competitor", competitor=rival, opportunity=deal, position="incumbent")
        writing.score(house.me, house.account, f"要素{number}", NEED, 5)
        house.add("barrier", kind="process", text="驻场", state="building")
        house.add("survey", date=TODAY, person=house.office.person(house.account, f"人{number}"), score=8)
        house.add("task", text="做")
        writing.hold(house.me, house.account, HoldItem.EVENTS, "来过")
        writing.review(house.me, house.account, "看过")


def test_what_the_face_asks_does_not_grow_with_the_rows(house: House, queries: Queries) -> None:
    def reads() -> tuple[int, ...]:
        return (
            queries.of(house.sheet), queries.of(house.plan),
            queries.of(lambda: holding.holding_sheet(house.account, TODAY, DEFAULTS)),
            queries.of(lambda: picture("factors", Asked(TODAY, account=house.account))),
            queries.of(lambda: picture("evaluation", Asked(TODAY))),
        )  # fmt: skip

    house.add("account_plan", year=TODAY.year)
    fill(house, 1)
    few = reads()
    fill(house, 6)
    assert reads() == few
    assert few[0] <= 45 and few[4] <= 8


def test_accounts_are_evaluated_over_years_and_by_their_answers(house: House, make: Make) -> None:
    other = house.office.account("申江")
    year = TODAY.year - 1
    for account, turnovers in ((house.account, (100, 300)), (other, (200, 100))):
        for at, turnover in zip((year - 1, year), turnovers, strict=True):
            values: dict[str, Value] = {"year": at, "turnover": turnover * 100, "total_spend": 60_000, "reason": "x"}
            records.add(house.office.boss, "annual_figure", values, account)
    house.add("survey", date=TODAY, score=9)
    found = [dict(record) for record in rows_of(picture("evaluation", Asked(TODAY)))]
    assert [row["account_id"].number for row in found] == [house.account, other]  # type: ignore[union-attr]
    assert [row["growth"].tenths for row in found] == [2000, -500]  # type: ignore[union-attr]
    assert [row["of_all"].tenths for row in found] == [750, 250]  # type: ignore[union-attr]
    assert found[0]["satisfaction"].tenths == 900 and found[1]["satisfaction"] is None  # type: ignore[union-attr]
    assert Survey.select().count() == 1
