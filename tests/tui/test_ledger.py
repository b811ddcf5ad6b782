"""The board of an earlier day and its ledger: chosen by a key, marked as the past, and only looked at."""

from datetime import date, timedelta

import pytest

from tests.tui.conftest import TODAY, Driver, Start, rows
from tests.tui.test_board import board
from tui.panes.board import StanceBoard
from tui.sheets.ledger import LedgerSheet


def pane(driver: Driver) -> StanceBoard:
    return driver.app.screen.query_one(StanceBoard)


async def typed(driver: Driver, key: str, day: str) -> None:
    """Choose a day by typing it."""
    await driver.press(key)
    await driver.type(day)
    await driver.press("enter")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_past_is_marked_and_today_comes_back(start: Start, language: str, size: tuple[int, int]) -> None:
    async with start(size=size, language=language) as driver:
        await board(driver, "hzr" if language == "zh_CN" else "Huang")
        now = driver.text
        past = "过去：" if language == "zh_CN" else "The past:"
        assert past not in now
        await typed(driver, "t", "-200d")
        shown = pane(driver).answer
        assert past in driver.text and shown is not None and shown.as_of == TODAY - timedelta(200)
        assert all(not column.cards for column in shown.columns if column.letter != "?")
        await typed(driver, "t", TODAY.isoformat())
        assert past not in driver.text and pane(driver).as_of is None


async def test_of_the_past_nothing_is_moved(start: Start) -> None:
    async with start() as driver:
        await board(driver, "hzr")
        before = rows("SELECT count(*) FROM stance_entry")
        await typed(driver, "t", "-10d")
        await driver.press("less_than_sign")
        assert len(driver.app.screen_stack) == 1 and "只能看" in driver.status
        assert rows("SELECT count(*) FROM stance_entry") == before


async def test_compared_with_an_earlier_day_it_tells_who_moved(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await board(driver, "hzr")
        await typed(driver, "v", "-365d")
        shown = pane(driver).answer
        assert shown is not None and shown.since == TODAY - timedelta(365) and shown.moves
        assert f"{len(shown.moves)} 人变动" in driver.text and "?>" in driver.text
        await driver.press("M")
        assert shown.moves[0].name not in driver.text and "?>" not in driver.text


async def test_another_account_starts_with_today(start: Start) -> None:
    async with start() as driver:
        await board(driver, "hzr")
        await typed(driver, "t", "-30d")
        other = rows("SELECT id FROM account WHERE short_name = '申江股份'")[0][0]
        driver.app.screen.go(int(str(other)), "board")  # type: ignore[attr-defined]
        await driver.settle()
        assert "过去：" not in driver.text


async def test_the_ledger_tells_every_entry_and_leads_to_the_board_of_its_day(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await board(driver, "hzr")
        await driver.press("m")
        sheet = driver.app.screen
        assert isinstance(sheet, LedgerSheet) and sheet.found
        assert "未证实" in driver.text or "已确认" in driver.text
        last = sheet.found[-1]
        assert sheet.listing.go_to(last.id)
        await driver.press("enter")
        assert pane(driver).as_of == last.day < TODAY
        assert isinstance(last.day, date) and last.day.isoformat() in driver.text


async def test_an_entry_of_the_ledger_is_mended_in_its_form(start: Start) -> None:
    async with start() as driver:
        await board(driver, "hzr")
        await driver.press("m")
        sheet = driver.app.screen
        assert isinstance(sheet, LedgerSheet) and sheet.found
        entry = sheet.found[0].id
        assert sheet.listing.go_to(entry)
        await driver.press("d", "y")
        assert rows("SELECT count(*) FROM stance_entry WHERE id = ?", entry) == [(0,)]
        await driver.press("u")
        await driver.press("escape")
