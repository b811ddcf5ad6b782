"""Wide characters at every edge: none vanishes beside another, and every line is as wide as the screen."""

import re

import pytest
from rich.cells import cell_len, set_cell_size

from models import base
from tests.pty.emulator import Emulator
from tests.tui.conftest import Driver, Start, rows
from tui.recording import Recorder
from tui.screens.workbench import WIDE
from tui.widgets.columns import Columns
from tui.widgets.listing import Listing

WIDTHS = (60, 61, 80, 97, 111, 120, 130)
LONG = "华北电力科学研究院有限责任公司输变电设备状态评价与检修技术改造办公室高压试验专责工程师联席会议"
HAN = re.compile("[\u3400-\u9fff]")


def lengthen() -> None:
    """Make every name long, each begun by its own number."""
    for table in ("account", "person", "opportunity", "competitor", "member", "unit", "product"):
        base.db.obj.execute_sql(f'UPDATE "{table}" SET name = ? || id || name', (LONG,))
    base.db.obj.execute_sql("UPDATE account_state SET next_text = ?", (LONG,))
    base.db.obj.execute_sql("UPDATE visit SET happened = ?", (LONG * 3,))
    base.db.obj.execute_sql("UPDATE search_entry SET title = ? || title", (LONG,))


def emulated(driver: Driver) -> list[str]:
    """The screen as a terminal shows it that is sent each line."""
    width, height = driver.app.size
    terminal = Emulator(width, height)
    for place, line in enumerate(driver.lines()):
        terminal.feed(f"\x1b[{place + 1};1H\x1b[2K{line}".encode())
    return terminal.lines


def looked_at(driver: Driver) -> str:
    """The screen, after a look at each line: its width, and that every character of it is seen."""
    width, _ = driver.app.size
    drawn, seen = driver.lines(), emulated(driver)
    assert [cell_len(line) for line in drawn] == [width] * len(drawn)
    for sent, shown in zip(drawn, seen, strict=True):
        assert HAN.findall(sent) == HAN.findall(shown), driver.app.screen
    return driver.text


def whole(text: str, room: int) -> str:
    """As much of a text as fits into so many cells: a wide character that does not is left out."""
    return set_cell_size(text, room).rstrip()


async def through(driver: Driver, *keys: str) -> None:
    for key in keys:
        await driver.press(key)
        looked_at(driver)


async def resized(driver: Driver, width: int, height: int = 40) -> None:
    await driver.pilot.resize_terminal(width, height)
    await driver.settle()


async def long_names(start: Start, driver: Driver) -> None:
    await driver.app.store.write(lengthen)
    driver.app.touch({"*"})
    await driver.settle()


async def test_lists_and_faces_at_every_width(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await long_names(start, driver)
        for width in WIDTHS:
            await resized(driver, width)
            await through(driver, "1", "2", "8")
        await driver.press("2", "j", "enter")
        for width in WIDTHS:
            await resized(driver, width)
            await through(driver, "S", "B", "V", "D", "H")


async def test_modals_over_panes_at_every_width(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await long_names(start, driver)
        await driver.press("2", "j", "enter", "S")
        for width in WIDTHS:
            await resized(driver, width)
            await through(driver, "slash", "escape", "less_than_sign", "escape", "f", "escape")


async def test_forms_over_panes_at_every_width(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await long_names(start, driver)
        visit = int(str(rows("SELECT id FROM visit ORDER BY id")[0][0]))
        await driver.press("2")
        driver.app.run_worker(Recorder(driver.app).edit("visit", visit), group="ask")
        await driver.settle()
        for width in WIDTHS:
            await resized(driver, width)
            looked_at(driver)
        form = driver.app.screen
        form.query_one("#f-people").focus()
        await driver.press("enter")
        for width in WIDTHS:
            await resized(driver, width)
            looked_at(driver)


@pytest.mark.parametrize("width", [60, 61, 80, 97])
async def test_a_name_is_there_to_the_last_character_that_fits(start: Start, width: int) -> None:
    async with start(size=(width, 30)) as driver:
        await long_names(start, driver)
        await driver.press("2")
        listing = driver.app.screen.query_one("#accounts Listing", Listing)
        room = listing.widths(listing.size.width - 2)[0]
        assert f"{whole(LONG, room - 2)}…" in driver.text
        await driver.press("enter", "S")
        columns = driver.app.screen.query_one("#board Columns", Columns)
        shares = {share for share, stack in zip(columns._widths(), columns.stacks, strict=True) if len(stack)}
        (share,) = shares
        assert whole(LONG, share - 3) in driver.text


@pytest.mark.parametrize("size", [(60, 23), (61, 23), (80, 23), (120, 40), (121, 40)])
async def test_what_a_modal_covers_does_not_eat_what_it_leaves(start: Start, size: tuple[int, int]) -> None:
    """A panel has the full width, so that no edge of it cuts a character in two (Textual #6357)."""
    async with start(size=size) as driver:
        await long_names(start, driver)
        await driver.press("2")
        listing = driver.app.screen.query_one("#accounts Listing", Listing)
        while size[0] >= WIDE and driver.app.screen.account != listing.current:  # type: ignore[attr-defined]
            await driver.settle()
        await driver.settle()
        before = driver.lines()
        await driver.press("o")
        top = driver.app.screen.query("Vertical").first().region.y
        assert driver.app.screen.query("Vertical").first().region.width == size[0]
        assert top > 3
        assert driver.lines()[1:top] == before[1:top]
