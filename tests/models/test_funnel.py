"""The funnel: which opportunities are in it, in what order, what they come to, and what moves them."""

from datetime import timedelta
from typing import Any

import pytest

from models import search
from models.reads import funnel, opportunities, process
from models.reads.funnel import Asked
from models.rules.filters import OF_FUNNEL, Filter, parse
from models.rules.settings import Settings
from models.rules.values import Invalid, Value
from models.rules.vocabulary_process import Flag
from models.tables.opportunities import Opportunity, OpportunityState
from models.tables.process import PlayTick
from models.tables.team import Setting
from models.writes import derive, records
from models.writes import process as writing
from models.writes.intents import Refused
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import actor, everything

SETTINGS = Settings()


def asked(text: str = "", viewer: int | None = None) -> Asked:
    return Asked(parse(text, further=OF_FUNNEL) if text else Filter(), viewer, TODAY, SETTINGS)


@pytest.fixture
def field(make: Make) -> dict[str, int]:
    """Two accounts of two members, with opportunities at every step and outside."""
    li, wang = make.member("李华", office="北京"), make.member("王强", office="上海")
    north, south = make.account("华北局", owner=li, phone="1"), make.account("申江股份", owner=wang, phone="1")
    day = timedelta(1)
    ids = {
        "线索": make.opportunity(north, "线索", step="lead", recorded=TODAY),
        "大方案": make.opportunity(north, "大方案", step="proposal", amount=900, expected_date=TODAY + 20 * day),
        "小方案": make.opportunity(south, "小方案", step="proposal", amount=100, expected_date=TODAY + 20 * day),
        "远方案": make.opportunity(south, "远方案", step="proposal", amount=5000, expected_date=TODAY + 200 * day),
        "过期": make.opportunity(
            south, "过期", step="negotiation", amount=10, expected_date=TODAY - day, recorded=TODAY - 31 * day
        ),
        "成单": make.opportunity(north, "成单", step="lead", amount=70, outcome="won", signed_date=TODAY),
        "丢单": make.opportunity(north, "丢单", amount=7000, outcome="lost"),
    }
    make.visit(north, 4, state="planned", opportunity=ids["大方案"])
    derive.rebuild(TODAY)
    search.rebuild()
    return ids | {"李华": li, "王强": wang, "华北局": north}


def names(ids: Any) -> list[str]:
    return [row.name for row in funnel.window(ids, TODAY, SETTINGS)]


def test_the_order_by_step_has_the_urgent_and_the_weighty_first(field: dict[str, int]) -> None:
    assert names(funnel.ordering(asked())) == ["线索", "大方案", "小方案", "远方案", "过期", "成单"]
    assert names(funnel.ordering(asked(), most=2)) == ["线索", "大方案"]
    assert [names(step) for step in funnel.steps(asked(), 2)] == [
        ["线索"], [], ["大方案", "小方案"], ["过期"], ["成单"], [],
    ]  # fmt: skip


@pytest.mark.parametrize("sort", funnel.SORTS)
def test_every_order_holds_every_opportunity_once(field: dict[str, int], sort: str) -> None:
    assert sorted(funnel.ordering(asked(), sort)) == sorted(funnel.ordering(asked()))
    assert sorted(funnel.ordering(asked(viewer=field["李华"]), sort)) == sorted(funnel.ordering(asked()))


def test_the_orders(field: dict[str, int]) -> None:
    assert names(funnel.ordering(asked(), "amount"))[:2] == ["远方案", "大方案"]
    assert names(funnel.ordering(asked(), "expected"))[0] == "过期"
    assert names(funnel.ordering(asked(), "updated"))[0] == "过期"
    assert names(funnel.ordering(asked(), "urgency"))[0] == "过期"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("步:方案", ["大方案", "小方案", "远方案"]),
        ("step:lead,negotiation", ["线索", "过期"]),
        ("急:H", ["大方案", "小方案", "过期"]),
        ("flag:stale", ["过期"]),
        ("旗:过期", ["过期"]),
        ("旗:无金额,久", ["线索", "过期"]),
        ("flag:nonsense", []),
        ("逾期", ["过期"]),
        ("owner:李华 步:方案", ["大方案"]),
        ("申江", ["小方案", "远方案", "过期"]),
        ("大方", ["大方案"]),
    ],
)
def test_the_filter(field: dict[str, int], text: str, found: list[str]) -> None:
    assert names(funnel.ordering(asked(text))) == found
    assert sum(step.deals for step in funnel.sums(asked(text)).steps) == len(found)


def test_what_is_mine_is_told_by_the_opportunity_or_else_by_its_account(field: dict[str, int]) -> None:
    assert names(funnel.ordering(asked("我的", field["李华"]))) == ["线索", "大方案", "成单"]


def test_the_sums_are_those_of_the_funnel_command(field: dict[str, int]) -> None:
    assert funnel.sums(asked()) == opportunities.funnel()
    Setting.create(key="visibility", value="own")
    assert funnel.sums(asked(viewer=field["李华"])) == opportunities.funnel(viewer=field["李华"])


def test_what_a_member_may_not_see_is_in_no_list_and_no_sum(field: dict[str, int]) -> None:
    Setting.create(key="visibility", value="own")
    mine = asked(viewer=field["李华"])
    assert names(funnel.ordering(mine)) == ["线索", "大方案", "成单"]
    assert [names(step) for step in funnel.steps(mine, 9)] == [["线索"], [], ["大方案"], [], ["成单"], []]
    assert sum(step.deals for step in funnel.sums(mine).steps) == 3


def test_the_flags_of_a_row_are_what_the_filter_by_flag_finds(field: dict[str, int]) -> None:
    rows = funnel.window(funnel.ordering(asked()), TODAY, SETTINGS)
    for flag in Flag:
        found = set(funnel.ordering(asked(f"flag:{flag}")))
        assert found == {row.id for row in rows if flag in row.flags}, flag
    assert {row.name: row.flags for row in rows}["成单"] == ()


def test_the_cost_does_not_grow_with_the_opportunities(field: dict[str, int], queries: Queries, make: Make) -> None:
    for n in range(40):
        make.opportunity(field["华北局"], f"机会{n}", amount=n)
    derive.rebuild(TODAY)
    viewer = asked(viewer=field["李华"])
    assert queries.of(lambda: funnel.ordering(viewer)) <= 3
    assert queries.of(lambda: funnel.steps(viewer, 9)) <= 8
    assert queries.of(lambda: funnel.sums(viewer)) <= 3
    keys = funnel.ordering(asked())
    assert queries.of(lambda: funnel.window(keys, TODAY, SETTINGS)) == 1


@pytest.mark.on_file
def test_the_usual_order_and_the_sums_are_read_off_an_index(field: dict[str, int], queries: Queries) -> None:
    with queries.counted():
        funnel.ordering(asked(), most=9)
        funnel.sums(asked())
    from models import base

    for text in queries.texts:
        plan = str(base.db.obj.execute_sql(f"EXPLAIN QUERY PLAN {text}", (9,) * text.count("?")).fetchall())
        assert "COVERING INDEX" in plan and "TEMP B-TREE FOR ORDER" not in plan, plan


# Moving and ticking ----------------------------------------------------------------------------------------------


def test_a_step_is_moved_and_taken_back(field: dict[str, int]) -> None:
    before, member = everything(), actor(field["李华"])
    done = writing.move_step(member, field["大方案"], 1)
    assert done.value == "negotiation"
    state = OpportunityState.get(OpportunityState.opportunity == field["大方案"])
    assert (state.rank, state.weighted, state.updated) == (3, 675, TODAY)
    undo(member)
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "by", "why"),
    [
        ("线索", -1, "step_first"), ("成单", 1, "step_undelivered"), ("成单", -1, "step_signed"),
        ("丢单", 1, "step_outside"),
    ],
)
def test_what_a_rule_forbids_is_refused(field: dict[str, int], name: str, by: int, why: str) -> None:
    with pytest.raises(Refused) as refused:
        writing.move_step(actor(field["李华"]), field[name], by)
    assert refused.value.reason == why


def test_negotiation_leads_into_delivery_only_once_it_is_signed(field: dict[str, int]) -> None:
    member = actor(field["王强"])
    with pytest.raises(Refused) as refused:
        writing.move_step(member, field["过期"], 1)
    assert refused.value.reason == "step_unsigned"
    with pytest.raises(Refused):
        writing.move_step(actor(field["李华"]), field["过期"], -1)


def test_a_change_of_the_record_is_news_and_its_undo_takes_the_news_back(field: dict[str, int]) -> None:
    def stale() -> bool:
        (row,) = funnel.window([field["过期"]], TODAY, SETTINGS)
        return Flag.STALE in row.flags

    assert stale()
    records.edit(actor(field["王强"]), "opportunity", field["过期"], {"need": ""}, {"need": "更新"})
    assert not stale()
    undo(actor(field["王强"]))
    assert stale()


def test_a_play_is_ticked_and_the_tick_taken_away(field: dict[str, int]) -> None:
    member, deal = actor(field["李华"]), field["线索"]
    before = everything()
    assert writing.tick(member, deal, "lead.collect").value is True
    found = process.process(deal)
    assert [play.code for play in found.plays if play.done] == ["lead.collect"]
    assert found.ticked == {"lead.collect": TODAY}
    undo(member)
    assert everything() == before
    writing.tick(member, deal, "lead.collect")
    assert writing.tick(member, deal, "lead.collect").value is False
    assert not PlayTick.select().exists()


def test_only_plays_of_the_playbook_are_ticked_and_each_once(field: dict[str, int]) -> None:
    member, deal = actor(field["李华"]), field["线索"]
    with pytest.raises(Invalid):
        writing.tick(member, deal, "lead.nonsense")
    writing.tick(member, deal, "lead.screen")
    values: dict[str, Value] = {"play": "lead.screen", "date": TODAY, "opportunity": deal}
    with pytest.raises(Refused):
        records.add(member, "play_tick", values, field["华北局"])
    records.delete(member, "opportunity", [deal])
    assert not PlayTick.select().exists()


def test_what_is_missing_of_the_customers_side(field: dict[str, int]) -> None:
    deal = field["大方案"]
    assert process.process(deal).missing == ("buying_step",)
    Opportunity.update(buying_step="evaluation", origin="guided", our_rank=2).where(Opportunity.id == deal).execute()
    found = process.process(deal)
    assert found.missing == ("route", "shortlist", "negotiating_with")
    assert found.topics == ("measure.evaluation", "pattern.unknown")
    assert found.left[0] == "lead.collect"
    won = process.process(field["成单"])
    assert (won.step, won.missing, won.left) == ("delivery", ("feeling",), ())
