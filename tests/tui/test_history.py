"""The history of an account: in words, not in codes, numbers and dates of the database."""

import re

from tests.tui.conftest import TODAY, Driver, Start, rows
from tui.widgets.listing import Line
from tui.widgets.rows import every

HOUSES = "SELECT id FROM account ORDER BY id"


def told(driver: Driver) -> list[str]:
    """The lines of the list in front, whole."""
    return ["".join(map(str, _texts(line))) for line in every(driver.listing.rows)]


def _texts(line: Line) -> list[str]:
    return [cell if isinstance(cell, str) else cell.text for cell in line.cells]


async def history(driver: Driver, account: str) -> list[str]:
    """Open the history of an account."""
    await driver.press("2")
    assert driver.listing.go_to(rows("SELECT id FROM account WHERE name = ?", account)[0][0])
    await driver.press("H")
    return told(driver)


async def test_no_code_number_or_stored_date_is_told(start: Start) -> None:
    async with start(size=(300, 60)) as driver:
        for (name,) in rows("SELECT name FROM account ORDER BY id"):
            text = "\n".join(await history(driver, str(name)))
            assert "third_visit" not in text and "问题编号" not in text
            assert not re.search("[0-9]{4}-[0-9]{2}-[0-9]{2}|拜访 [0-9]+(?![0-9月天])|None|True|False", text), name
            await driver.press("escape")


async def test_an_addition_says_what_was_added_by_its_name_first(start: Start) -> None:
    async with start(size=(300, 60)) as driver:
        lines = await history(driver, "申江股份")
        assert any(re.search("联系人 +新增 姓名 王总工; ", line) for line in lines)


async def test_a_promise_tells_its_visit_by_day_and_kind(start: Start) -> None:
    async with start(size=(300, 60)) as driver:
        lines = await history(driver, "申江股份")
        assert any("拜访 - -> 11月2日 高层会晤" in line for line in lines), TODAY
