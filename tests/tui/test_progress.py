"""The progress of a decision on the opportunity's sheet: roles, doubts, the touch plan, and what is unknown."""

import pytest

from tests.tui.conftest import Driver, Start
from tests.tui.test_deal import sheet
from tui.sheets.deal import DealSheet

DEAL = "继保技改"


async def at(driver: Driver, name: str, code: str) -> DealSheet:
    """The sheet with the cursor in a section."""
    found = await sheet(driver, name)
    while code != found.section.CODE:
        await driver.press("tab")
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_board_says_what_is_unknown(start: Start, language: str, size: tuple[int, int]) -> None:
    async with start(size=size, language=language) as driver:
        found = await at(driver, "220kV", "progress")
        assert ("决策进度" if language == "zh_CN" else "Progress of the decision") in driver.text
        texts = [
            "".join(cell if isinstance(cell, str) else cell.text for cell in line.cells)
            for place in range(len(found.listing.rows)) if (line := found.listing.rows.line(place)) is not None
        ]  # fmt: skip
        told = "\n".join(texts)
        assert ("决策层从没见过" if language == "zh_CN" else "The decision level was never met") in told
        assert ("没人去见" if language == "zh_CN" else "nobody of ours meets them") in told
