"""The sheets over everything: one frame that reads again, says what was said, and wraps what is long."""

import pytest

from models import playbook
from models.rules.text import cells
from tests.tui.conftest import Driver, Start
from tui.sheets.account import AccountSheet
from tui.sheets.panel import SheetPanel
from tui.sheets.person import PersonSheet
from tui.sheets.register import Register


async def person(driver: Driver) -> PersonSheet:
    """The sheet of somebody of the cases."""
    await driver.press("f")
    await driver.type("hzr" if driver.app.config.language == "zh_CN" else "director huang")
    await driver.press("enter", "enter")
    sheet = driver.app.screen
    assert isinstance(sheet, PersonSheet)
    return sheet


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_a_persons_sheet_has_its_fields_below_each_other_and_nothing_cut(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        sheet = await person(driver)
        rows = sheet.listing.rows
        told = [line for at in range(len(rows)) if (line := rows.line(at)) is not None]
        texts = ["".join(cell if isinstance(cell, str) else cell.text for cell in line.cells) for line in told]
        assert max(map(cells, texts)) <= size[0] - 2
        fields = [text for line, text in zip(told, texts, strict=True) if line.key == ("person", sheet.person)]
        label = "影响力" if language == "zh_CN" else "Influence"
        room = next(cells(text) - cells(text.removeprefix(label).lstrip()) for text in fields if text.startswith(label))
        assert {text[:1].isspace() or cells(text) > room for text in fields} == {True}
        assert all(text.startswith(" " * room) for text in fields if text[:1].isspace())


async def test_what_is_said_over_a_persons_sheet_stands_on_it(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        sheet = await person(driver)
        assert not sheet.query_one("#said").display
        await driver.press("d")
        assert sheet.query_one("#said").display
        await driver.press("q")
        assert not isinstance(driver.app.screen, SheetPanel)


async def test_every_sheet_changes_its_language_at_once(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "p")
        assert isinstance(driver.app.screen, AccountSheet)
        await driver.press("f2")
        assert "Esc close" in "".join(driver.text.split("\n")[-3:])
        await driver.press("escape")
        driver.app.run_worker(driver.app.push_screen_wait(Register("competitor")), group="ask")
        await driver.settle()
        assert "Competitors" in driver.text
        await driver.press("f2")
        assert "竞争对手" in driver.text and "Esc 关闭" in driver.text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_a_persons_sheet_tells_how_to_talk_to_him_unless_it_is_masked(start: Start, language: str) -> None:
    async with start(size=(120, 60), language=language) as driver:
        sheet = await person(driver)
        assert sheet.found is not None
        known = {"personality": "D", "thinking": "facts", "needs": ("security", "money")}
        sheet.found.record.values.update(known)  # type: ignore[attr-defined]
        sheet.retell()
        await driver.settle()
        spoken = "zh" if language == "zh_CN" else "en"
        topics = ("disc.do.D", "disc.dont.D", "quadrant.check.facts")
        wanted = [line.text(spoken) for topic in topics for line in playbook.lines(topic)]
        wanted += [playbook.advice("need", need, spoken) for need in ("security", "money")]
        assert len(wanted) >= 9
        assert [text for text in wanted if text not in driver.text] == []
        await driver.press("M")
        sheet.retell()
        await driver.settle()
        assert [text for text in wanted if text in driver.text] == []
