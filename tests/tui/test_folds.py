"""Long rows: a line and an ellipsis until somebody wants to read them, then all of their text."""

import pytest

from models.rules.text import cells
from tests.tui.conftest import Driver, Start, rows
from tui.widgets.folds import folded, hidden, told, unfolded
from tui.widgets.listing import Column, Line, Span
from tui.widgets.rows import every

TEXT = "招标文件技术部在写，王总工主持，“没事，最后一句要紧”"
LONG = Line(("visit", 1), (Span("    11月1日  ", "accent"), TEXT, Span("  · 刘副总", "muted")))


def text(line: Line) -> str:
    return "".join(cell if isinstance(cell, str) else cell.text for cell in line.cells)


@pytest.mark.parametrize("width", range(6, 90))
def test_a_folded_line_fits_and_says_that_there_is_more(width: int) -> None:
    line = folded(LONG, width)
    assert cells(text(line)) <= width
    assert line == LONG if cells(text(LONG)) <= width else text(line).endswith("…")


@pytest.mark.parametrize("width", range(20, 90))
def test_an_unfolded_line_loses_nothing_and_stands_for_the_same(width: int) -> None:
    lines = list(unfolded(LONG, width))
    assert {line.key for line in lines} == {LONG.key}
    assert all(cells(text(line)) <= width for line in lines)
    assert "".join("".join(map(text, lines)).split()) == "".join(text(LONG).split())


def test_cells_that_are_cut_in_their_column_are_told_below() -> None:
    columns = (Column("客户", 8), Column("做什么"), Column("分", 4))
    line = Line(1, ("申江股份有限", TEXT, "150"))
    pairs = list(hidden(line, columns, [8, 20, 4]))
    assert pairs == [("客户", "申江股份有限"), ("做什么", TEXT)]
    assert "".join(text(each).strip() for each in told(line, pairs, 30)) == "".join(f"{a}  {b}" for a, b in pairs)
    assert list(hidden(Line(1, ("申江", "短", "150")), columns, [8, 20, 4])) == []


async def shown(driver: Driver) -> str:
    return "".join(driver.text.split())


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("face", ["V", "B"])
async def test_a_visit_is_read_whole_and_folded_again(start: Start, face: str, language: str) -> None:
    async with start(size=(80, 23), language=language) as driver:
        found = rows("SELECT id, account_id, happened FROM visit WHERE state = 'done' ORDER BY length(happened) DESC")
        visit, account, happened = int(str(found[0][0])), int(str(found[0][1])), "".join(str(found[0][2]).split())
        name = {"V": "visits", "B": "brief"}[face]
        driver.app.screen.go(account, name, ("visit", visit))  # type: ignore[attr-defined]
        await driver.settle()
        assert driver.listing.current == ("visit", visit)
        driver.listing.action_page(1)
        driver.listing.go_to(("visit", visit))
        before = len(list(every(driver.listing.rows)))
        await driver.press("l")
        lines = list(every(driver.listing.rows))
        whole = "".join("".join(text(line).split()) for line in lines if line.key == ("visit", visit))
        assert happened in whole
        assert driver.listing.current == ("visit", visit)
        await driver.press("l", "h")
        assert len(list(every(driver.listing.rows))) == before
        assert driver.listing.current == ("visit", visit)


async def test_today_tells_the_reasons_where_they_have_no_column(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        assert "为什么" not in driver.lines()[2]
        await driver.press("right")
        assert "为什么" in driver.lines()[3]
        await driver.press("left")
        assert "为什么" not in driver.lines()[3]


async def test_a_row_that_is_all_there_says_so(start: Start) -> None:
    async with start(size=(150, 40)) as driver:
        await driver.press("8", "G", "l")
        assert "完整" in driver.status


@pytest.mark.parametrize("key", ["comma", "full_stop"])
async def test_done_and_put_off_say_why_they_do_nothing_on_an_account(start: Start, key: str) -> None:
    async with start() as driver:
        await driver.press("2", key)
        assert "客户本身" in driver.status


async def test_what_is_not_due_cannot_be_put_off(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "enter", "B")
        person = rows("SELECT id FROM person")[0][0]
        listing = driver.listing
        while not (isinstance(listing.current, tuple) and listing.current[0] == "person"):
            await driver.press("j")
        await driver.press("comma")
        assert person and "推后" in driver.status
        assert len(driver.app.screen_stack) == 1
        assert rows("SELECT count(*) FROM snooze") == [(0,)]
