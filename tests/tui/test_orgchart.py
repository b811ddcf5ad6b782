"""The organisation chart: moved over, folded, searched and added to by keys."""

import pytest

from tests.tui.conftest import Driver, Start


async def chart(driver: Driver) -> None:
    await driver.press("f")
    await driver.type("hbj")
    await driver.press("enter", "O")


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_it_shows_departments_and_people(start: Start, size: tuple[int, int], language: str) -> None:
    async with start(size=size, language=language) as driver:
        await chart(driver)
        assert ("保护处" if language == "zh_CN" else "Protection") in driver.text


async def test_folding_keeps_the_cursor_and_hides_what_is_below(start: Start) -> None:
    async with start() as driver:
        await chart(driver)
        first = driver.listing.current
        await driver.press("j", "j", "h")
        folded = driver.listing.current
        assert folded != first and "黄主任" not in driver.text
        await driver.press("l")
        assert driver.listing.current == folded and "黄主任" in driver.text


async def test_a_search_finds_by_pinyin_and_escape_shows_all(start: Start) -> None:
    async with start() as driver:
        await chart(driver)
        rows = len(driver.listing.rows)
        await driver.press("slash")
        await driver.type("hzr")
        await driver.press("enter")
        assert "黄主任" in driver.text and len(driver.listing.rows) < rows
        here = driver.listing.current
        await driver.press("escape")
        assert len(driver.listing.rows) == rows and driver.listing.current == here


async def test_the_mask_hides_names_and_stances(start: Start) -> None:
    async with start() as driver:
        await chart(driver)
        await driver.press("M")
        assert "黄主任" not in driver.text and "支持" not in driver.text
