"""Place 6: the library narrowed, sorted, changed, copied, noted on opportunities; and what to say on one."""

import pytest

from models.reads import stock, stock_use
from models.reads.stock import SCRIPTS
from models.rules.text import cells
from models.rules.vocabulary_library import EntryKind
from tests.tui.conftest import Driver, Start, rows
from tests.tui.test_deal import sheet
from tui.modals.form import Form
from tui.panes.library import Library
from tui.sheets.deal import DealSheet
from tui.sheets.entry import EntrySheet
from tui.widgets.rows import every

BOTH = pytest.mark.parametrize("language", ["zh_CN", "en"])
SIZES = pytest.mark.parametrize("size", [(80, 23), (120, 40)])


def library(driver: Driver) -> Library:
    """The place."""
    return driver.app.screen.query_one(Library)


def drawn(driver: Driver) -> list[str]:
    """All lines of the list in front."""
    found = every(driver.listing.rows)
    return ["".join(cell if isinstance(cell, str) else cell.text for cell in line.cells) for line in found]


@BOTH
@SIZES
async def test_the_kinds_follow_each_other_and_nothing_is_cut(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        await driver.press("6")
        whole = len(drawn(driver))
        counts = []
        for _ in EntryKind:
            await driver.press("t")
            counts.append(len(drawn(driver)))
        assert sum(counts) == whole and min(counts) >= 7
        assert ("销售手册" if language == "zh_CN" else "Handbook") in driver.lines()[1]
        await driver.press("escape", "t", "t", "t", "t")
        assert ("案例" if language == "zh_CN" else "Case") in driver.lines()[1]
        await driver.press("enter")
        assert isinstance(driver.app.screen, EntrySheet)
        assert max(map(cells, drawn(driver))) <= size[0] - 2
        assert ("客户原话" if language == "zh_CN" else "Their words") in driver.text


async def test_typing_narrows_at_once_by_pinyin_by_code_and_by_text(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("6", "t", "t", "t", "slash")
        await driver.type("jiage")
        pane = library(driver)
        assert 0 < len(list(every(pane.listing.rows))) < 8
        await driver.press("enter")
        assert "嫌" not in driver.status and len(drawn(driver)) < 8
        await driver.press("escape")
        assert len(drawn(driver)) == 16
        await driver.press("slash")
        await driver.type("不会有这样的话")
        assert "没有符合" in driver.text


async def test_what_was_used_most_stands_first(start: Start) -> None:
    async with start() as driver:
        await driver.press("6", "o")
        await driver.type("用得")
        await driver.press("enter")
        usage = stock_use.usage()
        told = [usage[row[1]].times if row[1] in usage else 0 for row in _keys(driver)]
        assert told == sorted(told, reverse=True) and told[0] > 0


def _keys(driver: Driver) -> list[tuple[str, int]]:
    return [line.key for line in every(driver.listing.rows) if isinstance(line.key, tuple)]


async def test_a_shipped_script_is_changed_told_by_versions_and_undone(start: Start) -> None:
    async with start() as driver:
        await driver.press("6", "t", "t", "e")
        form = driver.app.screen
        assert isinstance(form, Form)
        await driver.press("end")
        await driver.type("改一改")
        await driver.press("ctrl+s")
        assert rows("SELECT shipped FROM script WHERE zh_name LIKE '%改一改'") == [(1,)]
        await driver.press("enter")
        assert "第 1 版" in driver.text and "改一改" in driver.text
        await driver.press("u")
        assert rows("SELECT COUNT(*) FROM script WHERE shipped = 1") == [(0,)]
        assert "第 1 版" not in driver.text


async def test_a_script_of_ours_is_added_where_the_cursor_follows_and_is_deleted(start: Start) -> None:
    async with start() as driver:
        await driver.press("6", "t", "t", "t", "a")
        await driver.type("嫌贵先问比谁贵")
        form = driver.app.screen
        assert isinstance(form, Form)
        form.widget(next(field for field in form.asked if field.code == "zh")).focus()
        await driver.type("您是跟哪一家比的？")
        await driver.press("ctrl+s")
        assert rows("SELECT scene FROM script WHERE zh_name = '嫌贵先问比谁贵'") == [("objection",)]
        assert "嫌贵先问比谁贵" in drawn(driver)[driver.listing.cursor]
        await driver.press("d", "enter")
        assert rows("SELECT COUNT(*) FROM script WHERE zh_name = '嫌贵先问比谁贵'") == [(0,)]


async def test_a_shipped_entry_is_hidden_and_shown_again(start: Start) -> None:
    async with start() as driver:
        await driver.press("6", "t", "t", "d")
        number = SCRIPTS + 1
        assert ("entry", number) not in _keys(driver)
        await driver.press("t", "t", "t", "t", "t")
        assert ("entry", number) in _keys(driver)
        driver.listing.go_to(("entry", number))
        await driver.press("d", "t", "t", "t")
        assert ("entry", number) in _keys(driver)


async def test_the_text_is_copied_and_the_use_noted(start: Start) -> None:
    async with start() as driver:
        await driver.press("6", "t", "t", "y")
        assert driver.app.clipboard == stock.entry(SCRIPTS + 1).text("", "zh")
        await driver.press("r")
        await driver.type("jigai")
        await driver.press("enter")
        assert rows("SELECT item FROM library_use ORDER BY id DESC LIMIT 1") == [(SCRIPTS + 1,)]
        await driver.press("enter", "end")
        found = driver.app.screen
        assert isinstance(found, EntrySheet)
        deal = next(key for key in _keys(driver) if key[0] == "opportunity")
        found.listing.go_to(deal)
        await driver.press("enter")
        assert isinstance(driver.app.screen, DealSheet)
        await driver.press("escape")
        found.listing.go_to(deal)
        await driver.press("d")
        assert rows("SELECT COUNT(*) FROM library_use WHERE item = ?", SCRIPTS + 1) == [(0,)]


async def test_the_finder_opens_a_script_in_the_library_and_a_question_in_the_guide(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("moshengdianhua")
        await driver.press("enter")
        assert isinstance(driver.app.screen, EntrySheet)
        await driver.press("escape")
        assert driver.app.screen_stack[0].place == "library"  # type: ignore[attr-defined]


@BOTH
@SIZES
async def test_the_sheet_of_a_deal_says_what_to_say_to_whom(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        found = await sheet(driver, "技改" if language == "zh_CN" else "relay")
        key = next(key for key in _keys(driver) if key[0] == "argue")
        found.listing.go_to(key)
        assert max(map(cells, drawn(driver))) <= size[0] - 2
        await driver.press("t")
        assert rows("SELECT item FROM library_use WHERE opportunity_id = ?", found.deal) == [(key[2],)]  # type: ignore[misc]
        assert ("已用" if language == "zh_CN" else "used here") in driver.text
        found.listing.go_to(key)
        await driver.press("t")
        assert rows("SELECT item FROM library_use WHERE opportunity_id = ?", found.deal) == []
        found.listing.go_to(key)
        await driver.press("enter")
        assert isinstance(driver.app.screen, EntrySheet)
