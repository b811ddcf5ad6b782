"""The strategy of the account in hand: told by sections, each line edited in place, the plan printed."""

from pathlib import Path

import pytest

from models.rules.text import cells
from tests.tui.conftest import Driver, Start, rows
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.panes.strategy import SECTIONS, Strategy


async def face(driver: Driver, name: str = "华北局") -> Strategy:
    """The strategy of an account, by what finds it."""
    await driver.press("f")
    await driver.type(name)
    await driver.press("enter", "T")
    return driver.app.screen.query_one(Strategy)


async def section(driver: Driver, code: str, name: str = "华北局") -> Strategy:
    """The face with the cursor in a section."""
    found = await face(driver, name)
    for _ in range(list(SECTIONS).index(code)):
        await driver.press("tab")
    assert found.section == code
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_every_section_is_told_and_no_line_is_cut(start: Start, language: str, size: tuple[int, int]) -> None:
    async with start(size=size, language=language) as driver:
        for name in ("华北局", "申江股份", "万能电子", "漏斗练习"):
            found = await face(driver, name)
            assert set(found.places) == set(SECTIONS)
            lines = [line for at in range(len(found.listing.rows)) if (line := found.listing.rows.line(at)) is not None]
            texts = ["".join(cell if isinstance(cell, str) else cell.text for cell in line.cells) for line in lines]
            assert max(map(cells, texts)) <= found.size.width and not any("…" in text for text in texts)
        await driver.press("f2")
        assert ("Competition strategy" if language == "zh_CN" else "竞争策略") in driver.text


async def test_the_advice_stands_first_with_what_it_rests_on(start: Start) -> None:
    async with start() as driver:
        await face(driver)
        assert "侧翼战" in driver.text and "我 81% : 恒驰电气 86%" in driver.text
        await driver.press("M")
        assert "恒驰电气" not in driver.text


async def test_tab_walks_through_the_sections_and_around(start: Start) -> None:
    async with start() as driver:
        found = await face(driver)
        seen = []
        for _ in SECTIONS:
            seen.append(found.section)
            await driver.press("tab")
        assert seen == list(SECTIONS) and found.section == seen[0]
        await driver.press("shift+tab")
        assert found.section == seen[-1]


async def test_a_factor_is_scored_in_place_and_the_score_taken_back(start: Start) -> None:
    async with start() as driver:
        found = await face(driver)
        assert found.reach(("factor", "speed"))
        await driver.press("enter", "down", "enter")
        await driver.press("ctrl+u")
        await driver.type("11")
        await driver.press("enter")
        ours = "SELECT score FROM factor_score WHERE factor = 'speed' AND side = 'us'"
        assert (11,) in rows(ours)
        await driver.press("enter", "down", "enter", "ctrl+u")
        await driver.type("13")
        await driver.press("enter")
        assert "0 到 12" in driver.status and (13,) not in rows(ours)
        await driver.press("u")
        assert (11,) not in rows(ours)


async def test_what_is_missing_in_the_advice_is_filled_from_its_line(start: Start) -> None:
    async with start() as driver:
        found = await face(driver)
        assert found.reach(("field", "kind"))
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, Form) and [field.code for field in form.asked] == ["kind"]
        await driver.press("escape")
        assert found.reach(("factors", 0))
        await driver.press("enter")
        assert found.section == "factors"


async def test_a_way_to_hold_is_ticked_with_its_evidence(start: Start) -> None:
    async with start() as driver:
        found = await face(driver)
        assert found.reach(("hold", "new_products"))
        await driver.press("enter")
        await driver.type("新装置先在张家口挂网")
        await driver.press("enter")
        assert rows("SELECT evidence FROM hold_tick WHERE item = 'new_products'") == [("新装置先在张家口挂网",)]
        await driver.press("u")
        assert rows("SELECT evidence FROM hold_tick WHERE item = 'new_products'") == []


@pytest.mark.parametrize("code", [code for code, section in SECTIONS.items() if section.adds])
async def test_a_records_what_its_section_holds(start: Start, code: str) -> None:
    async with start() as driver:
        await section(driver, code)
        await driver.press("a")
        form = driver.app.screen
        assert isinstance(form, Form) and form.noun == SECTIONS[code].adds


@pytest.mark.parametrize("code", ["advice", "interests", "to_win", "risks"])
async def test_a_asks_what_to_record_where_everything_is_computed(start: Start, code: str) -> None:
    async with start() as driver:
        await section(driver, code)
        await driver.press("a")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("cyds")
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, Form) and form.noun == "opportunity_competitor"


async def test_the_plan_is_reviewed_and_says_what_changed_since(start: Start) -> None:
    async with start() as driver:
        await face(driver)
        await driver.press("r")
        form = driver.app.screen
        assert isinstance(form, Form) and form.noun == "plan_review"
        await driver.press("tab")
        await driver.type("本季看下来")
        await driver.press("ctrl+s")
        assert ("本季看下来",) in rows("SELECT text FROM plan_review")


async def test_another_opportunity_or_the_whole_account_is_looked_at(start: Start) -> None:
    async with start() as driver:
        found = await face(driver)
        await driver.press("w", "up", "enter")
        assert found.answer is not None and found.answer.competition.subject is None
        assert "竞争策略  整个客户" in driver.text
        await driver.press("w", "down", "enter")
        assert found.answer.competition.subject is not None


@pytest.mark.parametrize("kind", ["docx", "md"])
async def test_the_plan_is_written_to_a_file(start: Start, tmp_path: Path, kind: str) -> None:
    async with start() as driver:
        await face(driver)
        await driver.press("x", *(["down"] if kind == "md" else []), "enter", "ctrl+u")
        await driver.type(str(tmp_path / f"plan.{kind}"))
        await driver.press("enter")
        content = (tmp_path / f"plan.{kind}").read_bytes()
        if kind == "docx":
            assert content[:2] == b"PK"
            return
        text = content.decode()
        assert text.startswith("# 华北局 · ") and "| 公司关系 | B | C | 未达成 |" in text
        for heading in ("目标", "竞争策略", "三方利益", "要争取的人", "风险", "最近回顾"):
            assert f"## {heading}" in text
        assert len(text.splitlines()) <= 70


async def test_a_deal_decided_against_a_competitor_opens_among_the_opportunities(start: Start) -> None:
    async with start() as driver:
        found = await face(driver, "万能电子")
        key = next(
            line.key for at in range(len(found.listing.rows))
            if (line := found.listing.rows.line(at)) is not None and isinstance(line.key, tuple)
            and line.key[0] == "battle"
        )
        assert isinstance(key, tuple) and found.listing.go_to(key)
        await driver.press("enter")
        assert driver.app.screen.query_one("#opportunities").display
