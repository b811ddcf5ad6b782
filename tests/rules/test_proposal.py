"""A proposal has what is on record, says what is not, and tells the customer nothing that is ours alone."""

from datetime import date

import pytest

from models.rules.delivering import Mark
from models.rules.facts import NeedFact
from models.rules.pictures import Count, Money, Note
from models.rules.proposal import Criterion, Facts, Reference, Service, build
from models.rules.proposal_check import check
from models.rules.proposal_parts import Blank, Document, Points, Say, Schedule, Section, Shape, Table
from models.rules.quotation import Quote
from models.rules.value import Figure, Part, case, pains
from models.rules.vocabulary import NeedKind
from models.rules.vocabulary_dealing import MilestoneKind, ValueKind

TODAY = date(2026, 11, 23)
SERVICE = Service(48, 72)
BARE = Facts("华北局", "继电保护技改", "继保公司", TODAY, SERVICE)
NEEDS = (
    NeedFact(1, NeedKind.PROBLEM, "误动一年四次", priority=1),
    NeedFact(2, NeedKind.PROBLEM, "巡检靠人跑", priority=2),
)
PARTS = (Part(1, "base", "双套保护", 1), Part(2, "plus", "驻场培训", 2), Part(3, "strategic", "五年框架"))
FIGURES = (
    Figure(1, ValueKind.COST_SAVED, "少停电", 40_000_00, 1), Figure(2, ValueKind.INCOME_GAINED, "多送电", 20_000_00),
)  # fmt: skip
QUOTE = Quote(
    1, 2, TODAY, 90_000_00, phases=(10_000_00, 80_000_00, None), terms="三七付款", valid_until=date(2027, 1, 1)
)
MARKS = (
    Mark(1, MilestoneKind.REQUIREMENTS, "需求确认书", date(2026, 12, 10)),
    Mark(2, MilestoneKind.TRIAL, "试运行报告", date(2027, 2, 1)),
)
WHOLE = BARE._replace(
    cause="老装置退役", need="保护不误动", pains=pains(NEEDS, PARTS, FIGURES), needs=("保护不误动", "少跑现场"),
    criteria=(Criterion("可靠性", 60, "双重化"), Criterion("价格", 40)), parts=PARTS, figures=FIGURES,
    worth=case(FIGURES, 90_000_00, 3), quote=QUOTE, marks=MARKS, references=(Reference("廊坊局", "三年零误动"),),
)  # fmt: skip


def section(document: Document, code: str) -> Section:
    return next(each for each in document.sections if each.code == code)


@pytest.mark.parametrize("shape", Shape)
def test_what_is_not_on_record_is_a_blank_in_every_section(shape: Shape) -> None:
    document = build(BARE, shape)
    told = {each.code for each in document.sections if not any(isinstance(b, Blank) for b in each.blocks)}
    assert told == {"service"} | ({"management"} if shape is Shape.PLAN else set())
    assert all(each.blocks for each in document.sections)


def test_the_sections_stand_in_the_order_of_the_shape() -> None:
    assert [each.code for each in build(WHOLE, Shape.BENEFIT).sections] == [
        "summary", "situation", "goals", "assessment", "solution", "comparison", "references", "service", "plan",
        "price", "appendix",
    ]  # fmt: skip
    assert [each.code for each in build(WHOLE, Shape.PLAN).sections] == [
        "economy", "capability", "feasibility", "service", "technical", "system", "management", "cases", "plan",
        "annex",
    ]  # fmt: skip
    assert build(WHOLE, Shape.BENEFIT).blanks == ()
    assert build(WHOLE, Shape.PLAN).blanks == ("economy", "capability")


def test_the_summary_says_need_offer_return_and_price() -> None:
    said = [block.code for block in section(build(WHOLE, Shape.BENEFIT), "summary").blocks if isinstance(block, Say)]
    assert said == [
        "summary_need", "summary_offer", "return_year", "return_term", "return_payback", "summary_price",
    ]  # fmt: skip


def test_the_map_of_pains_tells_answer_and_worth() -> None:
    (table,) = section(build(WHOLE, Shape.BENEFIT), "assessment").blocks
    assert isinstance(table, Table)
    assert table.rows == (
        (Note("误动一年四次"), Note("双套保护"), Money(40_000_00)), (Note("巡检靠人跑"), Note("驻场培训"), None),
    )  # fmt: skip


def test_the_price_never_stands_without_its_value() -> None:
    blocks = section(build(WHOLE, Shape.BENEFIT), "price").blocks
    years = next(block for block in blocks if isinstance(block, Table) and block.heads[0] == "year")
    assert years.rows[-1] == (Count(3), Money(180_000_00), Money(90_000_00), Count(100))
    without = section(build(WHOLE._replace(worth=None), Shape.BENEFIT), "price").blocks
    assert Blank("value") in without


def test_a_milestone_takes_from_the_one_before_to_its_own_day() -> None:
    chart = section(build(WHOLE, Shape.BENEFIT), "plan").blocks[1]
    assert isinstance(chart, Schedule)
    assert [(each.start, each.end) for each in chart.rows] == [
        (TODAY, date(2026, 12, 10)), (date(2026, 12, 10), date(2027, 2, 1)),
    ]  # fmt: skip
    late = build(WHOLE._replace(today=date(2027, 1, 1)), Shape.BENEFIT)
    first = next(b for b in section(late, "plan").blocks if isinstance(b, Schedule)).rows[0]
    assert first.start <= first.end


def test_a_day_before_and_after_is_told_of_two_pains_at_most() -> None:
    more = (*NEEDS, NeedFact(3, NeedKind.PROBLEM, "备品乱"))
    parts = (*PARTS, Part(4, "base", "备品库", 3))
    facts = WHOLE._replace(pains=pains(more, parts, FIGURES), parts=parts)
    blocks = section(build(facts, Shape.BENEFIT), "solution").blocks
    assert [b.code for b in blocks if isinstance(b, Say)] == [
        "layer_base", "layer_plus", "layer_strategic", "scene", "scene",
    ]  # fmt: skip
    points = next(b for b in blocks if isinstance(b, Points))
    assert points.items[0] == Say("part_for", (("part", Note("双套保护")), ("pain", Note("误动一年四次"))))


# The check --------------------------------------------------------------------------------------------------

GOOD = """# 摘要

华北局要的是保护不误动。每年收益 6 万元。

# 报价

| 年 | 收益 |
| - | - |
| 1 | 6万 |
"""


def test_a_good_one_is_found_good() -> None:
    assert check(GOOD, "华北局") == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (GOOD.replace("每年收益 6 万元。", "【写明收益】"), "blank_left", 3),
        (GOOD.replace("每年收益", "TODO 收益"), "blank_left", 3),
        (GOOD.replace("| 1 | 6万 |", "| 1 | ____ |"), "blank_left", 9),
        ("# 摘要\n\n华北局\n\n# 报价\n\n总价 90 万元。\n", "price_alone", 7),
        ("# Summary\n\n华北局\n\n# Price\n\n900,000 CNY\n", "price_alone", 7),
        ("# 摘要\n\n华北局" + "写得很长" * 70 + "\n", "dense", 3),
        ("# 摘要\n\n尊敬的华北局领导：\n", "letter", 3),
        ("# Summary\n\nDear Sirs at 华北局\n", "letter", 3),
        (GOOD.replace("误动。", "误动。。"), "sloppy", 3),
        (GOOD.replace("误动。", "误动,"), "sloppy", 3),
        (GOOD.replace("保护不误动", "保护的的确"), "sloppy", 3),
        (GOOD.replace("保护不误动", "the the point"), "sloppy", 3),
        (GOOD.replace("不误动", "用 GOOSE SCD MMS"), "jargon", 0),
        (GOOD + "\n见附录一\n\n见附录二\n\n参见附件三\n", "needs_appendix", 15),
        (GOOD.replace("# 摘要", "# 公司介绍"), "no_summary", 0),
        ("# 华北局方案\n\n" + GOOD.replace("# ", "## ").replace("摘要", "公司介绍"), "no_summary", 0),
        (GOOD.replace("华北局", "华东局"), "name_missing", 0),
    ],
)
def test_every_bad_habit_is_found_where_it_is(text: str, code: str, line: int) -> None:
    assert [(habit.code, habit.line) for habit in check(text, "华北局")] == [(code, line)]


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("不误动", "用 GOOSE（面向对象变电站事件）、SCD（配置文件）、MMS（报文）"),
        GOOD.replace("误动。", "误动，在 14:30 之前。"),
        "# 摘要\n\n华北局\n\n" + "\n".join(f"- {'要点很长' * 40}" for _ in range(9)) + "\n",
        GOOD + "\n```\n████ 试点,推广\n```\n",
        "# 华北局方案\n\n" + GOOD.replace("# ", "## "),
        GOOD.replace("# 报价\n\n| 年 | 收益 |\n| - | - |\n| 1 | 6万 |", "# 报价\n\n另行商定。"),
    ],
)
def test_what_is_no_bad_habit_is_left_alone(text: str) -> None:
    assert check(text, "华北局") == ()
