"""The worked cases as a user meets them: on the screens, and from the shell."""

import io
import json

import pytest

from tests.tui.conftest import LOGIN, Driver, Start
from tui import main

CASES = {
    "zh_CN": {"c1": "hbj", "c2": "sjgf", "c3": "dxj", "c4": "ldlx", "c5": "wndz"},
    "en": {"c1": "North China", "c2": "Shenjiang", "c3": "Telecom Bureau", "c4": "Funnel Ex", "c5": "Universal"},
}


async def brief_of(driver: Driver, query: str, face: str = "B") -> str:
    """The screen after finding an account and showing a face of it."""
    await driver.press("f")
    await driver.type(query)
    await driver.press("enter", face)
    return driver.text


def flat(text: str) -> str:
    """A screen without the breaks and margins of its lines."""
    return "".join("".join(line.split()) for line in text.splitlines())


async def test_c1_the_board_shows_the_gaps_the_branch_and_the_coach_candidates(start: Start) -> None:
    async with start(size=(150, 45)) as driver:
        text = await brief_of(driver, CASES["zh_CN"]["c1"], "S")
        for name in ("黄主任", "刘工", "马工", "张科长", "招标中心", "设计院", "廊坊局"):
            assert name in flat(text), name
        assert "决策者还没找到" in text
        told = flat(await brief_of(driver, CASES["zh_CN"]["c1"]))
        assert "可培养成教练：张科长、黄主任" in told
        assert "性格未知" in told
        assert "无联系人" in told


async def test_c2_the_alarms_ring_before_the_loss(start: Start) -> None:
    async with start(size=(120, 50)) as driver:
        told = flat(await brief_of(driver, CASES["zh_CN"]["c2"]))
        assert "赢单" not in told and "输单" not in told
        for alarm in ("王总工", "周总", "人事变动", "决策层"):
            assert alarm in told, alarm
        await driver.press("D")
        assert "输单" not in driver.text


async def test_c3_the_directors_brief_warns_of_the_deputy(start: Start) -> None:
    async with start(size=(120, 50)) as driver:
        told = flat(await brief_of(driver, CASES["zh_CN"]["c3"]))
        assert "程局长" in told
        assert "孙副局长" in told[told.index("当心") : told.index("当心") + 120]


async def test_c4_the_weighted_funnel_is_4375_wan(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        text = await brief_of(driver, CASES["zh_CN"]["c4"], "D")
        assert "950万" in text
        assert "437.5万" in text


async def test_c5_the_policy_opens_the_brief(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        text = await brief_of(driver, CASES["zh_CN"]["c5"])
        lines = [line for line in text.splitlines() if "▕" in line]
        assert "仅限工作餐" in lines[2]


@pytest.mark.parametrize("case", ["c1", "c2", "c3", "c4", "c5"])
async def test_english_names_find_the_cases_in_english(start: Start, case: str) -> None:
    async with start(language="en") as driver:
        text = await brief_of(driver, CASES["en"][case])
        assert CASES["en"][case].split()[0] in driver.bar("identity")
        assert "Next" in text


@pytest.mark.parametrize("query", ["hbj", "华北局", "North China Grid Bureau", "huabeiju"])
async def test_the_shell_finds_the_same_brief(start: Start, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as driver:
        path = driver.app.config.database
    monkeypatch.setattr("tui.config.user", lambda: LOGIN)
    out = io.StringIO()
    assert main.main(["--db", path, "--lang", "zh", "--today", "2026-11-23", "brief", query, "--json"], out=out) == 0
    told = json.loads(out.getvalue())
    assert told["account"]["short_name"] == "华北局"
    codes = {gap["code"] for gap in told["gaps"]}
    assert {"role_missing:decision_maker", "no_contact", "personality_unknown", "coach_candidate"} <= codes
