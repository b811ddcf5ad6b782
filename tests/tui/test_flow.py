"""Long faces cost what is in sight: lines told as one looks, cards drawn up as one looks, one read for a key."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models import base
from tests.tui.conftest import Driver, Start
from tui.pane import Pane
from tui.panes.board import StanceBoard
from tui.widgets import folds
from tui.widgets.columns import MEASURED
from tui.widgets.listing import Listing
from tui.widgets.rows import Flow, Line, every

MANY = 400
FACES = {"B": "brief", "S": "board", "V": "visits", "Q": "questions", "D": "opportunities", "H": "history"}
SCREENS = 3
"""Screens of lines that may be told when a list opens: that in sight, and those counted below it."""


def lines(count: int, told: list[int]) -> Iterator[Line]:
    for number in range(count):
        told.append(number)
        yield Line(("row", number // 2), (str(number),))


def test_lines_are_told_as_far_as_one_looks() -> None:
    told: list[int] = []
    flow = Flow(lines(MANY, told))
    assert len(flow) == 0 and not told
    flow.reach(9)
    assert len(flow) == len(told) == 10
    assert flow.index(("row", 3)) == 6 and len(told) == 10
    assert flow.index(("row", 20)) == 40 and len(told) == 41
    assert [line.cells for line in every(flow)] == [(str(number),) for number in range(MANY)]
    assert flow.index(("row", MANY)) is None and len(told) == MANY


def test_what_comes_after_the_last_line_is_asked_for_once_until_it_comes() -> None:
    told: list[int] = []
    wanted: list[int] = []
    flow = Flow(lines(10, told), lambda: wanted.append(len(told)))
    flow.reach(9)
    assert not wanted
    flow.reach(12)
    flow.reach(20)
    assert wanted == [10]
    flow.go_on(lines(10, told))
    flow.reach(15)
    assert len(flow) == 16 and wanted == [10]
    flow.reach(25)
    assert len(flow) == 20 and wanted == [10, 20]


def insert(table: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into a table past all layers, with the defaults of its fields."""
    from models import tables

    found: Any = next(each for each in tables.TABLES if each._meta.table_name == table)
    with base.db.atomic():
        for row in rows:
            found.create(**row)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[Any]]:
    """Count the calls of a function that has a place."""

    def count(place: Any, name: str) -> list[Any]:
        calls: list[Any] = []
        work = getattr(place, name)

        def noted(*args: Any, **named: Any) -> Any:
            calls.append(args)
            return work(*args, **named)

        monkeypatch.setattr(place, name, noted)
        return calls

    return count


async def crowded(driver: Driver, face: str) -> int:
    """The account in hand, with many people and visits, on another face."""
    await driver.press("2", "enter", face)
    account = driver.app.screen.account  # type: ignore[attr-defined]
    assert isinstance(account, int)
    names = [{"account": account, "name": f"王{number}", "sort_key": f"wang{number:04d}"} for number in range(MANY)]
    insert("person", names)
    day = driver.app.today
    insert("visit", [{"account": account, "date": day, "state": "done", "happened": "谈" * 200} for _ in range(MANY)])
    await driver.app.settle_in()
    await driver.settle()
    return account


async def test_a_long_face_folds_what_is_in_sight(start: Start, counted: Callable[[Any, str], list[Any]]) -> None:
    async with start(size=(100, 30)) as driver:
        await crowded(driver, "D")
        folded = counted(folds, "folded")
        await driver.press("V")
        assert 0 < len(folded) <= SCREENS * 30
        listing = driver.listing
        assert isinstance(listing.rows, Flow)
        before = len(folded)
        await driver.press("j", "k", "j")
        assert len(folded) - before <= 3
        await driver.press("pagedown")
        assert len(folded) - before <= 33
        await driver.press("G")
        assert listing.cursor == len(listing.rows) - 1 > 200
        last = listing.current
        await driver.press("g", "j", "j", "j")
        assert driver.app.screen.query_one("#visits", Pane).reach(last)
        assert listing.current == last


async def test_a_full_board_draws_up_the_cards_in_sight(start: Start, counted: Callable[[Any, str], list[Any]]) -> None:
    async with start(size=(100, 30)) as driver:
        await crowded(driver, "D")
        made = counted(StanceBoard, "_card")
        await driver.press("S")
        assert 0 < len(made) <= 2 * (MEASURED + 10)
        before = len(made)
        await driver.press("j", "l", "h", "k")
        assert len(made) - before <= 24
        assert "王" in driver.text


@pytest.mark.parametrize("face", list(FACES))
async def test_a_face_is_read_once_for_a_key(
    start: Start, counted: Callable[[Any, str], list[Any]], face: str
) -> None:
    async with start(size=(100, 30)) as driver:
        await driver.press("2", "enter", face, "escape", "j")
        pane = driver.app.screen.query_one(f"#{FACES[face]}", Pane)
        shown, read = counted(type(pane), "show"), counted(type(pane), "read")
        await driver.press(face)
        assert len(read) == 1
        assert len({id(answer) for _, answer in shown}) == 1, "the answer about another account is not told anew"


def test_rows_of_a_list_that_is_all_here_need_no_telling() -> None:
    listing = Listing()
    listing.rows.reach(10)
    assert len(listing.rows) == 0
