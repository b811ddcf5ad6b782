"""Complaints from the palette: recorded, taken a step on by one key, written as a form."""

from pathlib import Path

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui.sheets.complaints import ComplaintsSheet
from tui.words import t


async def go(driver: Driver) -> ComplaintsSheet:
    """Open the complaints of the first account through the palette."""
    await driver.press("2", "enter", "colon")
    await driver.type(t("key.account.complaints"))
    await driver.press("enter")
    sheet = driver.app.screen
    assert isinstance(sheet, ComplaintsSheet)
    return sheet


MADE = "SELECT {} FROM complaint WHERE text = '报修三天没人来'"


async def record(driver: Driver) -> None:
    """Record one with the least there is to type."""
    await driver.press("a")
    await driver.type("fw")
    await driver.press("enter")
    await driver.type("报修三天没人来")
    await driver.press("ctrl+s")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_an_empty_sheet_says_which_key(start: Start, size: tuple[int, int], language: str) -> None:
    async with start(size=size, language=language) as driver:
        await go(driver)
        assert t("complaints.none") in driver.text


async def test_a_complaint_is_recorded_and_goes_on_by_one_key(start: Start, tmp_path: Path) -> None:
    async with start() as driver:
        sheet = await go(driver)
        await record(driver)
        assert rows(MADE.format("text, state")) == [("报修三天没人来", "received")]
        assert "报修三天没人来" in driver.text and t("action.complaint_assigned")[:8] in driver.text
        await driver.press("full_stop", "enter", "enter", "ctrl+s")
        assert rows(MADE.format("state")) == [("assigned",)]
        assert t("complaint_state.assigned") in driver.text
        for name in ("form.md", "form.docx"):
            await driver.press("x", "ctrl+u")
            await driver.type(str(tmp_path / name))
            await driver.press("enter")
        assert "报修三天没人来" in (tmp_path / "form.md").read_text("utf-8")
        assert (tmp_path / "form.docx").read_bytes()[:2] == b"PK"
        await driver.press("M")
        assert sheet.found is not None
        await driver.press("d")
        assert rows(MADE.format("*")) == []
        await driver.press("u")
        assert rows(MADE.format("state")) == [("assigned",)]
