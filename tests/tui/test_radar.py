"""The radar of an account: one key shows what rings and what to do; a risk is accepted and rings again."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui import phrases
from tui.sheets.radar import RadarSheet
from tui.words import t

MINE = "SELECT code, reason FROM risk_acceptance WHERE account_id = (SELECT id FROM account WHERE name = '申江股份')"


async def go(driver: Driver, name: str = "申江") -> RadarSheet:
    """Open the radar of an account."""
    await driver.press("2", "slash")
    await driver.type(name)
    await driver.press("enter", "exclamation_mark")
    sheet = driver.app.screen
    assert isinstance(sheet, RadarSheet)
    return sheet


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_each_risk_says_since_when_and_what_to_do(start: Start, size: tuple[int, int], language: str) -> None:
    async with start(size=size, language=language) as driver:
        sheet = await go(driver, "申江" if language == "zh_CN" else "Shenjiang")
        assert sheet.found is not None and len(sheet.found.rows) > 2
        told = phrases.risk(sheet.found.rows[0].risk, sheet.found.names)
        assert told[:30] in driver.text and t("risk.competitor_stirs.advice")[:8] in driver.text


async def test_a_risk_is_accepted_for_a_reason_and_rings_again(start: Start) -> None:
    async with start() as driver:
        sheet = await go(driver)
        assert sheet.found is not None
        ringing = sheet.found.rows[0].risk
        await driver.press("a", "enter")
        assert t("refused.reason_missing") in driver.text
        if driver.app.screen is sheet:
            await driver.press("a")
        assert rows(MINE) == []
        await driver.type("客户是老朋友")
        await driver.press("enter")
        assert rows(MINE) == [(ringing.code, "客户是老朋友")]
        assert "客户是老朋友" in driver.text and t("radar.accepted") in driver.text
        sheet.listing.go_to(len(sheet.found.rows) - 1)
        await driver.press("a")
        assert t("radar.already") in driver.text
        await driver.press("d")
        assert rows(MINE) == []
        await driver.press("u")
        assert rows(MINE) == [(ringing.code, "客户是老朋友")]


async def test_enter_goes_where_one_acts(start: Start) -> None:
    async with start() as driver:
        sheet = await go(driver)
        assert sheet.found is not None
        await driver.press("enter")
        assert driver.app.screen is not sheet
        assert getattr(driver.app.screen, "face", "") in ("board", "opportunities", "brief")


async def test_the_mask_hides_people_on_the_radar(start: Start) -> None:
    async with start() as driver:
        sheet = await go(driver)
        await driver.press("escape", "M", "exclamation_mark")
        assert "刘副总" not in driver.text and "申江" not in driver.text
        assert sheet.found is not None


async def test_without_an_account_it_says_how_to_get_one(start: Start) -> None:
    async with start(empty=True) as driver:
        await driver.press("exclamation_mark")
        assert t("status.no_account") in driver.status
