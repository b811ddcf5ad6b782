"""Lists: what passes a filter, in what order, at a cost that does not grow with the rows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models import search
from models.reads import accounts, history, library, opportunities, questions, team, today, visits
from models.rules.filters import Filter, parse
from models.rules.settings import Settings
from models.rules.vocabulary import W
from models.tables.accounts import AccountState
from models.tables.history import Change, Intent
from models.tables.questions import Asking, Need
from models.tables.team import Approval, Setting, Snooze
from models.tables.visits import Task
from models.writes import derive
from tests.models.conftest import TODAY, Make, Queries

ALL = Filter()
SETTINGS = Settings()


def names(ids: Any) -> list[str]:
    return [row.name for row in accounts.window(ids)]


@pytest.fixture
def field(make: Make) -> dict[str, int]:
    """Three accounts of two members of two offices, one of nobody."""
    li, wang = make.member("李华", office="北京"), make.member("王强", office="上海")
    ids = {
        "华北局": make.account("华北局", owner=li, industry="power_grid", region="北京", phone="1"),
        "廊坊局": make.account("廊坊局", owner=li, industry="power_grid", region="河北", tags="重点", phone="1"),
        "申江股份": make.account("申江股份", owner=wang, industry="manufacturing", region="上海", phone="1"),
        "无主": make.account("无主", registered=None),
    }
    make.opportunity(ids["华北局"], amount=500, expected_date=TODAY + timedelta(20), information_stage="effective")
    make.opportunity(ids["申江股份"], amount=900, expected_date=TODAY + timedelta(60))
    make.visit(ids["廊坊局"], -5)
    make.promise(ids["廊坊局"], "送样", -2)
    derive.rebuild(TODAY)
    AccountState.update(grade="A").where(AccountState.account == ids["华北局"]).execute()
    search.rebuild()
    return ids | {"李华": li, "王强": wang}


def test_a_filter_is_words_terms_and_flags_in_both_languages() -> None:
    assert parse("") == ALL and parse("").empty
    found = parse("华北 hbj 急：a，无 owner:李华,wang 行业:电网 mine 逾期", {"电网": "power_grid"})
    assert found.words == ("华北", "hbj")
    assert dict(found.terms) == {"urgency": ("A", "none"), "owner": ("李华", "wang"), "industry": ("power_grid",)}
    assert found.flags == {"mine", "overdue"} and not found.empty


def test_what_is_no_term_is_a_word() -> None:
    assert parse("foo:bar 急: :x http://a").words == ("foo:bar", "急:", ":x", "http://a")
    assert parse("险").flags == {"risk"} and parse("险:single").terms == (("risk", ("single",)),)
    assert parse("步:lead").words == ("步:lead",)
    assert parse("u:A 急:B").terms == (("urgency", ("A", "B")),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["华北局", "廊坊局", "申江股份", "无主"]),
        ("hbj", ["华北局"]), ("局", ["华北局", "廊坊局"]), ("没有", []),
        ("急:H", ["华北局"]), ("u:a,h", ["华北局", "申江股份"]), ("急：无", ["廊坊局", "无主"]),
        ("级:有效", ["华北局"]), ("stage:general", ["申江股份"]), ("评:A", ["华北局"]),
        ("主:李", ["华北局", "廊坊局"]), ("owner:m", ["华北局", "廊坊局", "申江股份"]),
        ("行业:power_grid", ["华北局", "廊坊局"]), ("地区:河北", ["廊坊局"]), ("标:重点", ["廊坊局"]),
        ("逾期", ["华北局", "廊坊局", "申江股份"]), ("overdue 地区:河", ["廊坊局"]),
        ("险:decision_level", ["华北局", "申江股份"]), ("risk", ["华北局", "申江股份"]),
    ],
)  # fmt: skip
def test_a_filter_leaves_what_passes_it(field: dict[str, int], text: str, found: list[str]) -> None:
    ids = accounts.ordering(parse(text), "name", today=TODAY)
    assert sorted(names(ids)) == sorted(found)
    assert accounts.count(parse(text), today=TODAY) == len(found)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", ["华北局", "廊坊局", "申江股份", "无主"]),
        ("urgency", ["华北局", "申江股份", "廊坊局", "无主"]),
        ("amount", ["申江股份", "华北局"]),
        ("last_contact", ["廊坊局"]),
        ("owner", ["华北局", "廊坊局", "申江股份", "无主"]),
    ],
)
def test_a_list_can_be_sorted(field: dict[str, int], sort: str, first: list[str]) -> None:
    found = names(accounts.ordering(ALL, sort))
    assert (found[: len(first)], len(found)) == (first, 4)
    backwards = names(accounts.ordering(ALL, sort, descending=True))
    assert sorted(backwards) == sorted(found) and backwards != found


def test_what_is_due_first_comes_first_and_what_never_is_last(field: dict[str, int]) -> None:
    days = [row.due or date.max for row in accounts.window(accounts.ordering(ALL, "due"))]
    assert days == sorted(days)


def test_mine_is_what_the_viewer_owns(field: dict[str, int]) -> None:
    assert names(accounts.ordering(parse("我的"), viewer=field["王强"])) == ["申江股份"]


@pytest.mark.parametrize(
    ("reach", "found"),
    [
        ("own", ["华北局", "廊坊局", "无主"]),
        ("office", ["华北局", "廊坊局", "无主"]),
        ("all", ["华北局", "廊坊局", "申江股份", "无主"]),
    ],
)
def test_an_engineer_sees_as_far_as_the_settings_let_him(
    field: dict[str, int], make: Make, reach: str, found: list[str]
) -> None:
    make.row(Setting, key="visibility", value=reach)
    assert names(accounts.ordering(ALL, viewer=field["李华"])) == found


def test_a_row_tells_what_a_list_shows(field: dict[str, int]) -> None:
    row, bare = accounts.window([field["华北局"], field["无主"]])
    assert (row.owner_name, row.stage, row.urgency, row.amount) == ("李华", "effective", "H", 500)
    assert row.risk and row.worst < 9
    assert (bare.owner, bare.owner_name, bare.due, bare.risk, bare.worst) == (None, "", None, "", 9)


def test_an_account_without_a_standing_is_listed_too(field: dict[str, int]) -> None:
    AccountState.delete().execute()
    assert len(accounts.window(accounts.ordering(ALL, "urgency"))) == 4


def test_lists_cost_a_fixed_number_of_queries(field: dict[str, int], queries: Queries) -> None:
    ids = list(field.values())
    assert queries.of(lambda: accounts.ordering(parse("局 急:H 我的"), viewer=field["李华"])) <= 5
    assert queries.of(lambda: accounts.window(ids)) == 1


def test_the_funnel_of_case_c4_weighs_437_5(make: Make, queries: Queries) -> None:
    account = make.account("漏斗练习")
    table = ((100, 25), (50, 75), (10, 75), (120, 50), (300, 50), (150, 25), (40, 50), (60, 25), (100, 75), (20, 50))
    steps = {25: "diagnosis", 50: "proposal", 75: "negotiation"}
    for amount, chance in table:
        make.opportunity(account, amount=amount * 1_000_000, step=steps[chance])
    make.opportunity(account, amount=9_000_000, outcome="lost")
    derive.rebuild(TODAY)
    funnel = opportunities.funnel(account)
    assert (funnel.total, funnel.weighted) == (950_000_000, 437_500_000)
    assert [(s.step, s.deals) for s in funnel.steps][1:4] == [("diagnosis", 3), ("proposal", 4), ("negotiation", 3)]
    assert opportunities.funnel(viewer=make.member()) == funnel
    assert queries.of(lambda: opportunities.funnel(account)) == 1


def test_a_win_stands_at_delivery_in_the_funnel(make: Make) -> None:
    account = make.account()
    make.opportunity(account, amount=100, step="negotiation", outcome="won", signed_date=TODAY)
    make.opportunity(account, amount=50, step="proposal", signed_date=TODAY)
    derive.rebuild(TODAY)
    delivery = opportunities.funnel().steps[4]
    assert (delivery.step, delivery.deals, delivery.amount, delivery.weighted) == ("delivery", 2, 150, 150)


def test_opportunities_are_listed_with_what_is_untidy(make: Make, queries: Queries) -> None:
    account = make.account("华北局")
    late = make.opportunity(account, "旧站", amount=5, expected_date=TODAY - timedelta(3), step="proposal")
    bare = make.opportunity(account, "新站", step="lead")
    make.opportunity(account, "丢单", outcome="lost")
    make.rival(account, opportunity=late)
    make.visit(account, -3, opportunity=late)
    derive.rebuild(TODAY)
    ids = opportunities.ordering(account=account)
    assert ids == [bare, late]
    assert len(opportunities.ordering(everything=True)) == 3
    first, second = opportunities.window(ids, TODAY, SETTINGS)
    assert first.flags == ("no_next_step", "no_date", "no_amount")
    assert (second.flags, second.competitors, second.urgency) == (("date_passed", "no_next_step"), ("某厂",), "W")
    assert (second.probability, second.by_hand, second.last_contact) == (50, False, TODAY - timedelta(3))
    assert queries.of(lambda: opportunities.window(ids, TODAY, SETTINGS)) == 3


@pytest.mark.parametrize("sort", opportunities.SORTS)
def test_opportunities_can_be_sorted(make: Make, queries: Queries, sort: str) -> None:
    account = make.account()
    deals = {make.opportunity(account, "技改", amount=5), make.opportunity(account, "新站", step="proposal")}
    assert set(opportunities.ordering(sort)) == deals
    assert queries.of(lambda: opportunities.ordering(sort)) == 1


def test_a_timeline_runs_backwards_with_who_was_met(make: Make, queries: Queries) -> None:
    account = make.account()
    huang, seat = make.person(account), make.person(account, "", title="总经理", placeholder=True)
    old = make.visit(account, -9, huang, seat, happened="谈标准", member=make.member())
    new = make.visit(account, 4, state="planned", opportunity=make.opportunity(account))
    rows = visits.timeline(account)
    assert [row.id for row in rows] == [new, old]
    assert (rows[1].people, rows[1].member_name, rows[1].summary) == (("黄主任", "总经理"), "李华", "谈标准")
    assert rows[0].opportunity_name == "技改"
    assert [row.id for row in visits.timeline(account, before=TODAY)] == [old]
    assert queries.of(lambda: visits.timeline(account)) == 2


def test_a_timeline_is_read_page_by_page_also_within_a_day(make: Make) -> None:
    account = make.account()
    made = [make.visit(account, day) for day in (-1, 0, -1, 0, -1, -2, -1)]
    make.visit(account, -1, state="cancelled")
    paged: list[visits.VisitRow] = []
    while page := visits.timeline(account, limit=2, state="done", after=paged[-1] if paged else None):
        paged += page
    assert paged == visits.timeline(account, state="done")
    assert sorted(row.id for row in paged) == made


def test_a_visit_is_told_with_all_that_came_of_it(make: Make, queries: Queries) -> None:
    account = make.account()
    person = make.person(account)
    visit = make.visit(account, -2, person, no_next_step="等批复")
    make.promise(account, visit=visit, person=person)
    make.stance(person, "supporter", -2, visit=visit, evidence="愿意看报告")
    make.row(Asking, account=account, visit=visit, person=person, text="何时定？", state="answered", answer="年底",
             date=TODAY)
    told = visits.visit(visit)
    assert told.record.values["people"] == (person,)
    assert (told.promises[0].person_name, told.moves[0].evidence) == ("黄主任", "愿意看报告")
    assert told.asked[0].answer == "年底"
    assert told.no_next_step == "等批复"
    assert queries.of(lambda: visits.visit(visit)) <= 9


def test_open_promises_come_by_date(field: dict[str, int], make: Make) -> None:
    undated = make.promise(field["华北局"], days=None)
    assert [p.id for p in visits.promises()][-1] == undated
    assert [p.text for p in visits.promises(field["廊坊局"])] == ["送样"]
    assert visits.promises(until=TODAY - timedelta(3)) == []


def test_today_ranks_over_all_accounts_of_a_member(field: dict[str, int], make: Make, queries: Queries) -> None:
    li, wang = field["李华"], field["王强"]
    make.row(Task, account=field["申江股份"], member=li, text="帮忙", due=TODAY)
    make.row(Approval, kind="gift", subject="gift:1", asked_by=wang, asked_at=datetime.now(UTC))
    found = today.today(li, TODAY, settings=SETTINGS)
    assert {row.account_name for row in found.rows} >= {"华北局", "廊坊局", "申江股份"}
    assert "promise_ours" in {row.item.kind for row in found.rows}
    scores = [row.item.score for row in found.rows]
    assert scores == sorted(scores, reverse=True) and not found.more
    assert found.approvals == 1
    cost = queries.of(lambda: today.today(li, TODAY, settings=SETTINGS))
    for _ in range(9):
        make.visit(field["华北局"], 2, make.person(field["华北局"]), state="planned")
    assert queries.of(lambda: today.today(li, TODAY, settings=SETTINGS)) == cost <= 29


def test_a_snoozed_item_stays_away_until_its_day(field: dict[str, int], make: Make) -> None:
    li = field["李华"]
    first = today.today(li, TODAY).rows[0]
    make.row(Snooze, member=li, item=first.key, until=TODAY + timedelta(2))
    assert first.key not in [row.key for row in today.today(li, TODAY).rows]
    assert first.key in [row.key for row in today.today(None, TODAY).rows]


def test_due_lists_what_falls_due_by_date(field: dict[str, int], queries: Queries) -> None:
    rows = today.due(TODAY + timedelta(3), TODAY, settings=SETTINGS)
    assert rows and all(row.item.date and row.item.date <= TODAY + timedelta(3) for row in rows)
    dates = [row.item.date for row in rows if row.item.date]
    assert dates == sorted(dates)
    assert len(set(dates)) > 1
    assert today.due(TODAY - timedelta(300), TODAY) == []
    assert queries.of(lambda: today.due(TODAY, TODAY, viewer=field["李华"])) <= 31


def test_what_a_member_may_not_see_is_not_due_to_him(field: dict[str, int], make: Make) -> None:
    make.row(Setting, key="visibility", value="office")
    make.row(Task, account=field["申江股份"], member=field["王强"], text="机密", due=TODAY)
    make.promise(field["申江股份"], "机密承诺", 0)
    assistant = make.member("助理", office="北京", role="assistant")
    for viewer, seen in ((assistant, False), (field["王强"], True), (None, True)):
        found = {row.account_name for row in today.due(TODAY, TODAY, viewer=viewer)}
        assert ("申江股份" in found) is seen


def test_history_is_told_newest_first_with_its_changes(make: Make, queries: Queries) -> None:
    member, account = make.member(), make.account()
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for n in (1, 2):
        intent = make.row(Intent, member=member, at=at, name="record.edit", account=account)
        make.row(Change, intent=intent, table="account", row=account, op="alter", before='{"name": "旧"}',
                 after='{"name": "新"}')
        make.row(Change, intent=intent, table="person", row=n, op="add", after='{"name": "黄"}')
    rows = history.of_account(account)
    assert [row.id for row in rows] == [2, 1]
    assert (rows[0].member_name, rows[0].at, len(rows[0].changes)) == ("李华", at, 2)
    assert rows[0].changes[0].before == {"name": "旧"}
    assert [row.id for row in history.of_account(account, before=2)] == [1]
    assert [row.changes[0].row for row in history.of_row("person", 2)] == [2]
    assert [row.id for row in history.latest(member=member, limit=1)] == [2]
    assert queries.of(lambda: history.of_account(account)) == 2


def test_what_anybody_was_asked_counts_where_nobody_is_chosen(make: Make) -> None:
    account = make.account()
    person = make.person(account, "刘工")
    first = questions.guide(account, TODAY, language="zh").next[0].id
    make.row(Asking, account=account, question=first, state="answered", answer="慢", date=TODAY)
    told = questions.guide(account, TODAY, language="zh")
    level = next(level for level in told.levels if level.asked)
    assert level.reached and level.asked[0].question == first and first not in [line.id for line in told.next]
    of_one = questions.guide(account, TODAY, person=person, language="zh")
    assert first in [line.id for line in questions.guide(account, TODAY, person=person, limit=999).next]
    assert not any(level.reached for level in of_one.levels)


def test_our_people_are_listed_with_their_load(field: dict[str, int], make: Make) -> None:
    make.member("走了", active=False)
    assert {(m.name, m.accounts) for m in team.members()} == {("李华", 2), ("王强", 1)}
    assert len(team.members(everybody=True)) == 3
    found = team.by_login("m1")
    assert found is not None and found.name == "李华"
    assert team.by_login("nobody") is None


def test_the_inbox_holds_what_waits(field: dict[str, int], make: Make) -> None:
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for state in ("asked", "approved"):
        make.row(Approval, kind="gift", subject="gift:1", asked_by=field["李华"], asked_at=at, state=state,
                 payload='{"owner": 2}', decided_by=field["王强"] if state == "approved" else None)
    waiting, decided = team.inbox(), team.inbox(decided=True)
    assert [(a.state, a.asked_by_name, a.payload) for a in waiting] == [("asked", "李华", {"owner": 2})]
    assert [(a.state, a.decided_by_name) for a in decided] == [("approved", "王强")]
    assert team.inbox(member=field["王强"]) == []


def test_the_guide_walks_down_the_funnel(make: Make, queries: Queries) -> None:
    account = make.account(industry="power_grid")
    person = make.person(account, "刘工", "technical", personality="C")
    deal = make.opportunity(account)
    number = next(q.id for q in library.shipped().values() if q.level == "broad_open")
    make.row(Asking, account=account, person=person, question=number, state="answered", answer="慢", date=TODAY)
    make.row(Asking, account=account, person=person, text="孩子多大？", state="chosen", date=TODAY)
    problem = make.row(Need, account=account, kind="problem", text="等待", person=person, priority=1)
    make.row(Need, account=account, kind="criterion", text="4 小时到场", parent=problem)
    told = questions.guide(account, TODAY, person=person, language="zh", settings=SETTINGS)
    assert [level.reached for level in told.levels] == [True, True, False, False, False, False]
    assert told.levels[1].asked[0].answer == "慢" and told.levels[1].asked[0].text
    assert [row.text for row in told.free] == ["孩子多大？"]
    assert told.next_level == "directed_open"
    assert len(told.next) == 9 and number not in [line.id for line in told.next]
    assert [(need.text, need.depth) for need in told.needs] == [("等待", 0), ("4 小时到场", 1)]
    assert (told.opportunity, len(told.five_w), len(told.bant_unknown)) == (deal, len(W), 4)
    assert queries.of(lambda: questions.guide(account, TODAY, settings=SETTINGS)) <= 27


def test_accounts_go_by_value_class_and_by_what_their_profiles_lack(make: Make) -> None:
    full = {"industry": "bank", "nature": "private", "staff": 9, "region": "北京", "address": "x", "phone": "1"}
    rest = {"source": "tender", "mode": "group", "kind": "value", "company_grade": "B", "gift_policy": "limit"}
    ids = {
        make.account("全", owner=make.member(), value_class="ordinary", **full, **rest): "全",
        make.account("半", value_class="strategic", **full): "半", make.account("空"): "空",
        make.account("重", value_class="important", phone="1"): "重",
    }
    derive.rebuild(TODAY)

    def told(sort: str, text: str = "") -> list[str]:
        return [ids[key] for key in accounts.ordering(parse(text), sort, today=TODAY)]

    assert told("value_class") == ["半", "重", "全", "空"]
    assert told("completeness") == ["空", "重", "半", "全"]
    assert [row.completeness for row in accounts.window(accounts.ordering(ALL, "completeness"))] == [0, 8, 50, 100]
    assert sorted(told("name", "值:战略,重要")) == ["半", "重"] and told("name", "value:none") == ["空"]
    assert sorted(told("name", "完:50")) == ["半", "空", "重"] and told("completeness", "complete:8%") == ["空", "重"]
    assert len(told("name", "完:多")) == 4
    assert accounts.window([next(iter(ids))])[0].value_class == "ordinary"
