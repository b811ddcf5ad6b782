"""The brief and the stance board on the worked cases: everything one must know, at a fixed cost."""

from datetime import timedelta

import pytest

from models.reads import brief as briefs
from models.reads import people
from models.rules.settings import Settings
from models.tables.people import AccountEvent
from models.tables.visits import Task
from tests.models.conftest import TODAY, Make, Queries

SETTINGS = Settings()


@pytest.fixture
def grid(make: Make) -> dict[str, int]:
    """Case C1: 华北局 and its branch 廊坊局, who is known there and who is not."""
    owner = make.member("李华")
    bureau = make.account("华北局", kind="strategic", mode="independent", owner=owner, industry="power_grid",
                          gift_policy="business_meals_only", gift_policy_source="通知")
    branch = make.account("廊坊局", short_name="廊坊", parent=bureau)
    dispatch, works = make.unit(bureau, "网调中心"), make.unit(bureau, "生技处")
    make.unit(bureau, "招标中心")
    expected = TODAY + timedelta(70)
    deal = make.opportunity(bureau, "继保技改", amount=128_000_000, expected_date=expected, step="diagnosis")
    huang = make.person(bureau, "黄主任", "gatekeeper", unit=dispatch, influence=5, level="management", likes_us=True)
    liu = make.person(bureau, "刘工", "technical", unit=works, influence=4, personality="C")
    zhang = make.person(branch, "张科长", "user", influence=3, birthday="11-25")
    rival = make.rival(bureau, "某厂", opportunity=deal, position="favoured")
    make.stance(huang, "neutral", -30)
    make.stance(huang, "supporter", -8, confirmed=True)
    make.stance(liu, "enemy", -20, competitor=rival, evidence="夸某厂")
    make.stance(zhang, "supporter", -9)
    for days in (-40, -20, -9, -3):
        make.visit(bureau, days, liu, happened=f"谈 {days}", opportunity=deal)
    make.promise(bureau, "送样", 3, next_step=True)
    make.promise(bureau, "给参数", -1, by="them")
    make.relation(huang, liu, "rival")
    make.row(AccountEvent, account=bureau, kind="reorganisation", date=TODAY - timedelta(9), text="合并科室")
    return {"bureau": bureau, "branch": branch, "deal": deal, "huang": huang, "liu": liu, "zhang": zhang}


def test_a_brief_says_who_they_are(grid: dict[str, int]) -> None:
    account = briefs.brief(grid["bureau"], TODAY).account
    assert (account.name, account.owner_name) == ("华北局", "李华")
    assert (account.kind, account.mode) == ("strategic", "independent")
    assert (account.urgency, account.information_stage, account.amount) == ("W", "general", 128_000_000)
    assert account.last_contact == TODAY - timedelta(3)
    branch = briefs.brief(grid["branch"], TODAY).account
    assert (branch.parent_name, branch.owner_name, branch.amount) == ("华北局", "", 0)


def test_a_brief_lists_people_with_stance_arrow_and_house(grid: dict[str, int]) -> None:
    brief = briefs.brief(grid["bureau"], TODAY)
    huang, liu, zhang = brief.people
    assert (huang.name, huang.stance, huang.stance_before, huang.trend, huang.assumed) == (
        "黄主任", "supporter", "neutral", "up", False)
    assert (liu.stance, liu.competitor, liu.evidence, liu.advice) == ("enemy", "某厂", "夸某厂", "C")
    assert (zhang.house, zhang.account, zhang.birthday) == ("廊坊", grid["branch"], TODAY + timedelta(2))
    assert (huang.house, huang.department) == ("", "网调中心")
    assert huang.marks == (True, True, True, False, True)
    assert brief.names[grid["liu"]] == "刘工"


def test_a_brief_opens_with_the_policy_and_warns_of_rivals(grid: dict[str, int]) -> None:
    codes = [warning.code for warning in briefs.brief(grid["bureau"], TODAY).warnings]
    assert codes[0] == "gift_policy"
    assert "landmine" in codes and "decision_level_unmet" in codes


def test_a_brief_for_one_person_is_about_him(grid: dict[str, int]) -> None:
    brief = briefs.brief(grid["bureau"], TODAY, people=[grid["huang"]], language="zh")
    assert [p.name for p in brief.people] == ["黄主任"]
    mines = [w.people for w in brief.warnings if w.code == "landmine"]
    assert mines == [(grid["huang"], grid["liu"])]
    assert {q.person for q in brief.questions} == {grid["huang"]}
    assert len(brief.names) == 3


def test_a_brief_tells_promises_visits_gaps_questions_and_what_to_do(grid: dict[str, int], make: Make) -> None:
    brief = briefs.brief(grid["bureau"], TODAY, language="zh")
    assert [(p.by, p.text, p.overdue) for p in brief.promises] == [("them", "给参数", True), ("us", "送样", False)]
    assert [v.summary for v in brief.visits] == ["谈 -3", "谈 -9", "谈 -20"]
    assert "role_missing:decision_maker" in [g.code for g in brief.gaps]
    assert len(brief.questions) == 3 and all(q.text and q.why for q in brief.questions)
    assert [c.name for c in brief.competitors] == ["某厂"]
    assert [e.text for e in brief.changes] == ["合并科室"]
    assert brief.risks and brief.next_action is not None
    make.row(Task, account=grid["bureau"], text="请经理支持", due=TODAY - timedelta(40))
    urgent = briefs.brief(grid["bureau"], TODAY).next_action
    assert urgent is not None and urgent.code == "do_task"


def test_a_brief_of_an_empty_account_is_empty(make: Make) -> None:
    brief = briefs.brief(make.account(), TODAY)
    assert (brief.people, brief.visits, brief.promises, brief.opportunity) == ((), (), (), None)
    with pytest.raises(LookupError):
        briefs.brief(99, TODAY)


def test_a_brief_costs_the_same_for_much_and_for_little(grid: dict[str, int], make: Make, queries: Queries) -> None:
    empty = make.account("空")
    few = queries.of(lambda: briefs.brief(empty, TODAY))
    for n in range(30):
        make.stance(make.person(grid["bureau"], f"人{n}"), "neutral")
    assert queries.of(lambda: briefs.brief(grid["bureau"], TODAY)) == few <= 29


def test_the_board_places_every_card_in_its_column(grid: dict[str, int]) -> None:
    board = people.board(grid["bureau"], today=TODAY, settings=SETTINGS)
    assert [c.letter for c in board.columns] == ["C", "S", "N", "E", "B", "?"]
    assert [[card.name for card in c.cards] for c in board.columns] == [[], ["黄主任", "张科长"], [], ["刘工"], [], []]
    assert board.opportunities == ((grid["deal"], "继保技改"),)
    alone = people.board(grid["bureau"], include_branches=False, today=TODAY, settings=SETTINGS)
    assert sum(len(c.cards) for c in alone.columns) == 2


def test_an_opportunity_has_a_board_of_its_own(grid: dict[str, int], make: Make) -> None:
    make.stance(grid["liu"], "neutral", -1, opportunity=grid["deal"])
    board = people.board(grid["bureau"], grid["deal"], today=TODAY)
    assert [card.name for card in board.columns[2].cards] == ["刘工"]


def test_the_board_shows_an_earlier_day_and_what_moved_since(grid: dict[str, int]) -> None:
    then = people.board(grid["bureau"], today=TODAY, as_of=TODAY - timedelta(15))
    assert [card.name for card in then.columns[2].cards] == ["黄主任"]
    since = people.board(grid["bureau"], today=TODAY, since=TODAY - timedelta(25))
    befores = {card.name: card.stance_before for column in since.columns for card in column.cards}
    assert befores == {"黄主任": "neutral", "刘工": "unknown", "张科长": "unknown"}


def test_the_history_of_a_stance_names_everything(grid: dict[str, int]) -> None:
    rows = people.history(grid["huang"])
    assert [row.stance for row in rows] == ["supporter", "neutral"]
    assert people.history(grid["liu"])[0].competitor == "某厂"


def test_people_are_listed_weightiest_first(grid: dict[str, int], queries: Queries) -> None:
    assert [card.name for card in people.listing(grid["bureau"], TODAY)] == ["黄主任", "刘工", "张科长"]
    assert queries.of(lambda: people.board(grid["bureau"], today=TODAY)) <= 27
