"""The history of one record from any sheet by one key: the row under the cursor, or what the sheet is about (T6)."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tests.tui.test_history import told
from tests.tui.test_profile import fill, house, on, opened
from tui.sheets.past import PastSheet


def past(driver: Driver) -> PastSheet:
    sheet = driver.app.screen
    assert isinstance(sheet, PastSheet)
    return sheet


async def test_a_field_of_the_profile_shows_who_changed_the_account_and_how(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await opened(driver, "华北局")
        on(driver, ("field", "region"))
        await driver.press("enter")
        await fill(driver, region="天津")
        await driver.press("H")
        assert (past(driver).noun, past(driver).number) == ("account", house("华北局"))
        assert "变更记录 · 客户 · 华北局" in driver.lines()[0]
        lines = "\n".join(told(driver))
        assert "区域 北京 -> 北京天津" in lines and "lihua" in lines
        await driver.press("u")
        assert "已撤销" in driver.text and "区域 北京天津 -> 北京" in "\n".join(told(driver))
        await driver.press("escape")
        assert "档案" in driver.lines()[0]


async def test_the_record_under_the_cursor_goes_before_what_the_sheet_is_about(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await opened(driver, "华北局")
        unit = int(str(rows("SELECT id FROM unit WHERE name = '网调中心'")[0][0]))
        on(driver, ("unit", unit))
        await driver.press("H")
        assert (past(driver).noun, past(driver).number) == ("unit", unit)
        assert "新增" in "\n".join(told(driver))


@pytest.mark.parametrize(("keys", "noun"), [("D,enter", "opportunity"), ("S,enter", "person")])
async def test_every_sheet_knows_what_it_is_about(start: Start, keys: str, noun: str) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("2")
        assert driver.listing.go_to(house("华北局"))
        await driver.press(*keys.split(","))
        driver.listing.cursor = 0
        await driver.press("H")
        assert past(driver).noun == noun
        assert len(told(driver)) > 1


async def test_the_history_speaks_english_and_wears_the_mask(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await opened(driver, "华北局")
        await driver.press("f2", "H")
        assert "History · Account" in driver.lines()[0] and "Newest first" in driver.text
        await driver.press("M")
        assert "华北局" not in driver.text


async def test_a_record_that_somebody_may_not_see_has_no_history_to_open(start: Start) -> None:
    async with start() as driver:
        sheet = await opened(driver, "华北局")
        driver.app.push_screen(PastSheet("account", 99_999))
        await driver.press("down")
        assert driver.app.screen is sheet
