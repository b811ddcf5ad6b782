"""A capture line: every kind of word it may hold, in Chinese and English; what is written parses to the same."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.capture import Captured, Known, Moved, Problem, Said
from models.rules.capture_parse import head, parse
from models.rules.capture_words import quoted, words
from models.rules.capture_write import written
from models.rules.text import clean
from models.rules.vocabulary import Aim, Party, Purpose, Result, Stance, VisitKind, VisitState
from tests.rules.captured import (
    CHEN,
    DEALS,
    ENGLISH,
    HUANG,
    KNOWN,
    LIU,
    LIU_LI,
    MA,
    MEMBERS,
    PEOPLE,
    TODAY,
    WANG,
    understood,
)

C, S, N, E, B, U = Stance
FRIDAY, NEXT_WEEK, TOMORROW = date(2026, 6, 19), date(2026, 6, 22), date(2026, 6, 18)


def us(text: str, due: date | None = None, *, step: bool = False) -> Said:
    """A promise of ours."""
    return Said(Party.US, text, due, None, step)


def them(text: str, due: date | None = None, person: int | None = None) -> Said:
    """A promise of theirs."""
    return Said(Party.THEM, text, due, person)


PERSONS: list[tuple[str, tuple[int, ...], str]] = [
    ("黄+刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄＋刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄&刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄、刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄,刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄, 刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄 刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄 + 刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄 和 刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄+刘+马 谈标准", (HUANG, LIU, MA), "谈标准"),
    ("黄+ 刘 谈标准", (HUANG, LIU), "谈标准"),
    ("黄+黄主任 谈标准", (HUANG,), "谈标准"),
    ("黄主任 谈标准", (HUANG,), "谈标准"),
    ("hzr 谈标准", (HUANG,), "谈标准"),
    ("hzr+lg 谈标准", (HUANG, LIU), "谈标准"),
    ("HZR+LG 谈标准", (HUANG, LIU), "谈标准"),
    ("huangzhuren 谈标准", (HUANG,), "谈标准"),
    ("huang 谈标准", (HUANG,), "谈标准"),
    ("huang+liu 谈标准", (HUANG, LIU), "谈标准"),
    ("wjg 谈标准", (WANG,), "谈标准"),
    ("王总 谈标准", (WANG,), "谈标准"),
    ("王总经理 谈标准", (WANG,), "谈标准"),
    ("马工 谈标准", (MA,), "谈标准"),
    ("陈静+李丽 谈标准", (CHEN, LIU_LI), "谈标准"),
    ("smith talked standards", (ENGLISH,), "talked standards"),
    ("Engineer Smith talked standards", (ENGLISH,), "talked standards"),
    ("Engineer Smith and 黄 talked", (ENGLISH, HUANG), "talked"),
    ("smith and the others talked", (ENGLISH,), "and the others talked"),
    ("#2 谈标准", (LIU,), "谈标准"),
    ("刘#2+#1 谈标准", (LIU, HUANG), "谈标准"),
    ("谈标准", (), "谈标准"),
    ("he agreed to all", (), "he agreed to all"),
    ("标准,报价 都谈了", (), "标准,报价 都谈了"),
    ('"黄主任" 是谁', (), "黄主任 是谁"),
    ("谈标准 黄主任", (), "谈标准 黄主任"),
    ("", (), ""),
]


@pytest.mark.parametrize(("line", "people", "text"), PERSONS)
def test_people_lead_and_text_follows(line: str, people: tuple[int, ...], text: str) -> None:
    found = parse(line, 0, KNOWN, TODAY)
    assert (found.people, found.text, found.problems) == (people, text, ())


MOVES: list[tuple[str, Moved]] = [
    ("刘:E>N", Moved(LIU, E, N)),
    ("刘：E>N", Moved(LIU, E, N)),
    ("刘: E>N", Moved(LIU, E, N)),
    ("刘:e>n", Moved(LIU, E, N)),
    ("刘:E＞N", Moved(LIU, E, N)),
    ("刘:E》N", Moved(LIU, E, N)),
    ("刘:E→N", Moved(LIU, E, N)),
    ("刘:E->N", Moved(LIU, E, N)),
    ("刘:>N", Moved(LIU, None, N)),
    ("刘:N", Moved(LIU, None, N)),
    ("刘:?>S", Moved(LIU, U, S)),
    ("刘:？>S", Moved(LIU, U, S)),
    ("刘:对立>中立", Moved(LIU, E, N)),
    ("刘:对立方>中立者", Moved(LIU, E, N)),
    ("刘:支持", Moved(LIU, None, S)),
    ("刘:教练", Moved(LIU, None, C)),
    ("刘:死敌", Moved(LIU, None, B)),
    ("刘:未知", Moved(LIU, None, U)),
    ("lg:opponent>supporter", Moved(LIU, E, S)),
    ("lg:champion", Moved(LIU, None, C)),
    ("smith:coach", Moved(ENGLISH, None, C)),
    ("#2:B>E", Moved(LIU, B, E)),
    ('刘:E>N "愿意看测试报告"', Moved(LIU, E, N, "愿意看测试报告")),
    ("刘:E>N “愿意看”", Moved(LIU, E, N, "愿意看")),
    ("刘:E>N 「愿意看」", Moved(LIU, E, N, "愿意看")),
    (r'刘:E>N "他说：\"可以\""', Moved(LIU, E, N, '他说："可以"')),
    ('刘:E>N "没写完', Moved(LIU, E, N, "没写完")),
]


@pytest.mark.parametrize(("line", "move"), MOVES)
def test_a_stance_with_its_evidence(line: str, move: Moved) -> None:
    assert understood(line) == {"moves": (move,)}


PROMISES: list[tuple[str, Said]] = [
    ("我:周五送样", us("送样", FRIDAY)),
    ("我：周五送样", us("送样", FRIDAY)),
    ("我: 周五 送样", us("送样", FRIDAY)),
    ("我们:周五前送样", us("送样", FRIDAY)),
    ("我方:周五之前送样", us("送样", FRIDAY)),
    ("我:送样周五", us("送样", FRIDAY)),
    ("我:送样周五前", us("送样", FRIDAY)),
    ("我:下周给方案", us("给方案", NEXT_WEEK)),
    ("我:明天报价", us("报价", TOMORROW)),
    ("我:6/22报价", us("报价", NEXT_WEEK)),
    ("我:6月22日报价", us("报价", NEXT_WEEK)),
    ("我:6月22号前报价", us("报价", NEXT_WEEK)),
    ("我:2026-06-22 报价", us("报价", NEXT_WEEK)),
    ("我:+2d 报价", us("报价", FRIDAY)),
    ("我:两天后报价", us("报价", FRIDAY)),
    ("我:2天内报价", us("报价", FRIDAY)),
    ("我:月底前报价", us("报价", date(2026, 6, 30))),
    ("我:报价", us("报价")),
    ("我:1号楼图纸", us("1号楼图纸")),
    ("我:3000万预算批文", us("3000万预算批文")),
    ("我:6.5万的报价", us("6.5万的报价")),
    ('我:周五 "送样: 三套"', us("送样: 三套", FRIDAY)),
    ('我:"周五送样"', us("周五送样")),
    ("下一步:周五送样", us("送样", FRIDAY, step=True)),
    ("next:send sample fri", us("send sample", FRIDAY, step=True)),
    ("us:send sample fri", us("send sample", FRIDAY)),
    ("us:send sample by fri", us("send sample", FRIDAY)),
    ("us:fri send sample", us("send sample", FRIDAY)),
    ("us:by fri send sample", us("send sample", FRIDAY)),
    ("We: send the sample on 19 June", us("send the sample", FRIDAY)),
    ("us:send sample next week", us("send sample", NEXT_WEEK)),
    ("us:call back in 2 days", us("call back", FRIDAY)),
    ("us:send 3 samples", us("send 3 samples")),
    ("他:下周给参数", them("给参数", NEXT_WEEK)),
    ("对方:下周给参数", them("给参数", NEXT_WEEK)),
    ("them:parameters next week", them("parameters", NEXT_WEEK)),
    ("customer:tests on fri", them("tests", FRIDAY)),
    ("刘:下周给参数", them("给参数", NEXT_WEEK, LIU)),
    ("lg:下周给参数", them("给参数", NEXT_WEEK, LIU)),
    ("smith:drawings by fri", them("drawings", FRIDAY, ENGLISH)),
    ('刘:"E>N"', them("E>N", None, LIU)),
]


@pytest.mark.parametrize(("line", "promise"), PROMISES)
def test_a_promise_with_its_day(line: str, promise: Said) -> None:
    assert understood(line) == {"promises": (promise,)}


MOMENTS: list[tuple[str, date | None, str]] = [
    ("@6/12 14:00", date(2026, 6, 12), "14:00"),
    ("@6/12", date(2026, 6, 12), ""),
    ("@12/6", date(2025, 12, 6), ""),
    ("＠6/12 14：00", date(2026, 6, 12), "14:00"),
    ("@ 6/12 14:00", date(2026, 6, 12), "14:00"),
    ("@昨天", date(2026, 6, 16), ""),
    ("@昨天14:00", date(2026, 6, 16), "14:00"),
    ("@昨天下午2点半", date(2026, 6, 16), "14:30"),
    ("@周一", date(2026, 6, 15), ""),
    ("@14:00", None, "14:00"),
    ("@上午9点", None, "09:00"),
    ("@yesterday 2pm", date(2026, 6, 16), "14:00"),
    ("@day before yesterday 9:30am", date(2026, 6, 15), "09:30"),
    ("@fri", date(2026, 6, 12), ""),
    ("@12 June 2026 14:00", date(2026, 6, 12), "14:00"),
    ("@2026-06-12T14:00", date(2026, 6, 12), "14:00"),
]


@pytest.mark.parametrize(("line", "day", "time"), MOMENTS)
def test_the_moment_lies_behind_us(line: str, day: date | None, time: str) -> None:
    found = parse(f"黄 {line} 谈标准", 0, KNOWN, TODAY)
    assert found == Captured((HUANG,), "谈标准", day=day, time=time)
    assert parse(f"{line} 黄 谈标准", 0, KNOWN, TODAY) == found


PLANS: list[tuple[str, date | None]] = [
    ("计划 @6/22", date(2026, 6, 22)),
    ("计划 @周一", date(2026, 6, 22)),
    ("plan @mon", date(2026, 6, 22)),
    ("@明天", date(2026, 6, 18)),
    ("@下周一", date(2026, 6, 22)),
    ("预约", None),
]


@pytest.mark.parametrize(("line", "day"), PLANS)
def test_a_day_ahead_is_planned(line: str, day: date | None) -> None:
    assert understood(line) == {"state": VisitState.PLANNED} | ({"day": day} if day else {})


FIELDS: list[tuple[str, dict[str, Any]]] = [
    ("电话 问预算", {"kind": "phone", "text": "问预算"}),
    ("黄 电话", {"people": (HUANG,), "kind": "phone"}),
    ("黄 phone 计划", {"people": (HUANG,), "kind": "phone", "state": VisitState.PLANNED}),
    ("方式:技术交流", {"kind": "technical_exchange"}),
    ("kind:online", {"kind": "online"}),
    ("kind: online", {"kind": "online"}),
    ("结果:成交", {"result": "order"}),
    ("result:no_sale", {"result": "no_sale"}),
    ("结果:继续 他很忙", {"result": "continuation", "text": "他很忙"}),
    ("进展:答应开放图纸", {"result": "advance", "advance": "答应开放图纸"}),
    ("advance:opens the drawings to us", {"result": "advance", "advance": "opens the drawings to us"}),
    ("结果:有进展 他:开放图纸", {"result": "advance", "advance": "开放图纸", "promises": (them("开放图纸"),)}),
    ("无:等年后再议", {"no_next_step": "等年后再议"}),
    ("none:they decide after the holidays", {"no_next_step": "they decide after the holidays"}),
    ("信息:预算三千万", {"information": "预算三千万"}),
    ("info:budget is set", {"information": "budget is set"}),
    ("反应:客气 冷淡", {"reaction": "客气 冷淡"}),
    ("地点:网调中心 三楼", {"place": "网调中心 三楼"}),
    ("目的:需求+关系", {"purposes": ("needs", "relationship")}),
    ("purpose:needs,market", {"purposes": ("needs", "market")}),
    ("目标:介绍+服务+印象", {"aims": ("introduce", "serve", "remembered")}),
    ("商机:技改", {"deal": 11}),
    ("deal:#12", {"deal": 12}),
    ("商机:技改 金额:280万", {"deal": 11, "amount": 280_000_000}),
    ("opp:#11 amount:2.8m", {"deal": 11, "amount": 280_000_000}),
    ("同行:赵敏+钱伟", {"members": (21, 22)}),
    ("with:zm", {"members": (21,)}),
    ("标准:IEC61850 也谈了", {"text": "标准:IEC61850 也谈了"}),
    ("见 http://x.cn/a:b", {"text": "见 http://x.cn/a:b"}),
    ("14:00 到", {"text": "14:00 到"}),
    ("我:报价；周五送样", {"promises": (us("报价"), us("送样", FRIDAY))}),
    ("我:报价 我:周五送样", {"promises": (us("报价"), us("送样", FRIDAY))}),
    ("我:周五送样 @昨天 谈完", {"promises": (us("送样", FRIDAY),), "day": date(2026, 6, 16), "text": "谈完"}),
    ("赵:说好了", {"text": "赵:说好了"}),
]


@pytest.mark.parametrize(("line", "held"), FIELDS)
def test_the_other_fields(line: str, held: dict[str, Any]) -> None:
    assert understood(line) == held


PROBLEMS: list[tuple[str, Problem]] = [
    ("黄+赵 谈标准", Problem("person_unknown", "赵")),
    ("李+张 谈标准", Problem("person_unknown", "张")),
    ("赵:E>N", Problem("person_unknown", "赵")),
    ("#99+黄", Problem("person_unknown", "#99")),
    ("工:E>N", Problem("person_ambiguous", "工", (LIU, MA))),
    ("刘:X>Q", Problem("not_a_stance", "X>Q")),
    ("@99/99 谈", Problem("not_a_date", "99/99")),
    ("@", Problem("not_a_date", "")),
    ("方式:骑马", Problem("not_a_choice", "骑马")),
    ("结果:还行", Problem("not_a_choice", "还行")),
    ("结果:有进展", Problem("advance_unnamed", "")),
    ("商机:光伏", Problem("deal_unknown", "光伏")),
    ("金额:280万", Problem("amount_of_what", "", (11, 12))),
    ("商机:技改 金额:很多", Problem("not_an_amount", "很多")),
    ("同行:孙", Problem("member_unknown", "孙")),
    ("我:周五", Problem("promise_of_nothing", "2026-06-19")),
]


@pytest.mark.parametrize(("line", "problem"), PROBLEMS)
def test_what_cannot_be_understood_is_said(line: str, problem: Problem) -> None:
    assert parse(line, 0, KNOWN, TODAY).problems == (problem,)


def test_there_are_examples_enough() -> None:
    assert len([*PERSONS, *MOVES, *PROMISES, *MOMENTS, *PLANS, *FIELDS, *PROBLEMS]) >= 120


def test_the_line_of_the_wireframe() -> None:
    line = '华北局 黄+刘 谈技改标准 刘:E>N "愿意看测试报告" 我:周五送样 他:下周给参数 @6/12 14:00'
    found = parse(line, 1, KNOWN, TODAY)
    assert found == Captured(
        (HUANG, LIU), "谈技改标准", (Moved(LIU, E, N, "愿意看测试报告"),),
        (us("送样", FRIDAY), them("给参数", NEXT_WEEK)), date(2026, 6, 12), "14:00",
    )  # fmt: skip
    assert found.next_step == us("送样", FRIDAY)


def test_our_first_dated_promise_is_the_next_step_unless_another_is_called_so() -> None:
    assert parse("我:报价 我:周五送样 我:明天打电话", 0, KNOWN, TODAY).next_step == us("送样", FRIDAY)
    said = parse("我:周五送样 下一步:明天打电话", 0, KNOWN, TODAY)
    assert said.next_step == us("打电话", TOMORROW, step=True)
    assert parse("黄 谈 他:周五给参数 我:报价", 0, KNOWN, TODAY).lacks_step
    assert not parse("黄 谈 无:等通知", 0, KNOWN, TODAY).lacks_step
    assert not parse("黄 计划 @下周一", 0, KNOWN, TODAY).lacks_step


def test_the_only_deal_takes_the_amount() -> None:
    known = KNOWN._replace(deals={11: DEALS[11]})
    assert understood("金额:280万", known) == {"deal": 11, "amount": 280_000_000}


@pytest.mark.parametrize(("line", "leading"), [
    ("华北局 黄+刘 谈标准", ("华北局", "黄+刘", "谈标准")),
    ("North China Grid Bureau us:send", ("North", "China", "Grid", "Bureau")),
    ('"North China Grid Bureau" huang', ("North China Grid Bureau",)),
    ("hbj @6/12", ("hbj",)),
    ("我:送样", ()),
    ("", ()),
])  # fmt: skip
def test_the_words_that_may_be_an_account(line: str, leading: tuple[str, ...]) -> None:
    assert head(line) == leading


texts = st.one_of(
    st.text(max_size=25),
    st.text("黄刘:：@#+,，。?\"“”「」\\ ;；>EN1周五号下送样a b我他无", max_size=16),
    st.sampled_from(["刘:E>N", "周五送样", "电话", "计划", "@6/12", "我:周五", "黄", "by fri", "http://a:b", "14:00"]),
).map(clean)
some = st.one_of(st.just(""), texts)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
persons = st.lists(st.sampled_from(sorted(PEOPLE)), unique=True, max_size=4).map(tuple)
moves = st.builds(
    Moved, st.sampled_from(sorted(PEOPLE)), st.none() | st.sampled_from(Stance), st.sampled_from(Stance), some
)
promised = st.one_of(
    st.builds(Said, st.just(Party.US), texts.filter(bool), st.none() | days, st.none(), st.booleans()),
    st.builds(
        Said, st.just(Party.THEM), texts.filter(bool), st.none() | days, st.none() | st.sampled_from(sorted(PEOPLE)),
        st.just(False),
    ),
)


@st.composite
def captures(draw: st.DrawFn) -> Captured:
    """Anything a line can be understood as."""
    day = draw(st.none() | days)
    result = draw(st.sampled_from(["", *(each.value for each in Result)]))
    deal = draw(st.none() | st.sampled_from(sorted(DEALS)))
    return Captured(
        people=draw(persons), text=draw(some), moves=tuple(draw(st.lists(moves, max_size=3))),
        promises=tuple(draw(st.lists(promised, max_size=3))), day=day,
        time=draw(st.sampled_from(["", "09:30", "14:00"])), state=draw(st.sampled_from(list(VisitState)[:2])),
        kind=draw(st.sampled_from([each.value for each in VisitKind])), result=result,
        advance=draw(texts.filter(bool)) if result == "advance" else "", no_next_step=draw(some),
        information=draw(some), reaction=draw(some), place=draw(some),
        purposes=tuple(draw(st.lists(st.sampled_from([p.value for p in Purpose]), unique=True, max_size=3))),
        aims=tuple(draw(st.lists(st.sampled_from([a.value for a in Aim]), unique=True, max_size=3))), deal=deal,
        amount=draw(st.none() | st.integers(0, 10**12)) if deal else None,
        members=tuple(draw(st.lists(st.sampled_from(sorted(MEMBERS)), unique=True))),
    )  # fmt: skip


@given(captures())
def test_what_is_written_parses_to_the_same(said: Captured) -> None:
    line = written("hbj", said, KNOWN, TODAY)
    assert parse(line, 1, KNOWN, TODAY) == said
    assert head(line)[0] == "hbj"


@given(st.text(max_size=80), st.integers(0, 3))
def test_no_line_is_too_strange(line: str, used: int) -> None:
    found = parse(line, used, KNOWN, TODAY)
    again = parse(written("", found, KNOWN, TODAY), 0, KNOWN, TODAY)
    assert again == found._replace(problems=())
    assert parse(line, used, Known(), TODAY).moves == ()


@given(texts)
def test_a_quoted_text_is_one_word(text: str) -> None:
    (word,) = words(quoted(text))
    assert (word.text, word.quoted, word.key) == (text, True, "")
