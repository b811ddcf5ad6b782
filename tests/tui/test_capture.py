"""Quick capture: a line understood while it is typed, names that are asked, one save, one undo, a draft."""

from pathlib import Path

import pytest

from tests.tui.conftest import Driver, Start
from tests.tui.filling import account, one
from tui import drafts
from tui.modals.capture import Capture
from tui.modals.chooser import Chooser
from tui.words import t

LINE = '黄+刘 谈技改标准 刘:E>N "愿意看测试报告" 我:周五送样 我:周六报价 他:下周给参数 @昨天 14:00'
COUNTED = ("visit", "visit_person", "stance_entry", "promise", "intent")


def counts() -> list[int]:
    """How many rows there are of what a capture makes."""
    return [one(f"SELECT count(*) FROM {table}") for table in COUNTED]


def panel(driver: Driver) -> Capture:
    """The panel in front."""
    screen = driver.app.screen
    assert isinstance(screen, Capture), screen
    return screen


async def begin(driver: Driver) -> None:
    """Take 华北局 in hand and open the line."""
    driver.app.screen.go(account())  # type: ignore[attr-defined]
    await driver.settle()
    await driver.press("c")


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_a_line_is_understood_while_it_is_typed_and_saved_as_one(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as driver:
        await begin(driver)
        assert panel(driver).line == "华北局 "
        before = counts()
        await driver.type("黄+刘 谈技改")
        assert "黄主任、刘工" in driver.text and "谈技改" in driver.text
        assert t("capture.no_step") in driver.text
        await driver.type(LINE.removeprefix("黄+刘 谈技改"))
        for told in ("愿意看测试报告", "昨天 14:00", "送样", "给参数", "下一步"):
            assert told in driver.text, told
        assert t("capture.no_step") not in driver.text
        assert counts() == before, "nothing is stored before Enter"
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1
        assert driver.status.strip() == t("capture.saved")
        assert [now - old for now, old in zip(counts(), before, strict=True)] == [1, 2, 1, 3, 1]
        assert drafts.pending() == []
        await driver.press("u")
        assert counts()[:4] == before[:4]


@pytest.mark.parametrize("place", ["1", "2", "3", "5", "6", "7", "8", "9"])
async def test_the_line_opens_on_every_place(start: Start, place: str) -> None:
    async with start() as driver:
        await driver.press(place, "c")
        assert isinstance(driver.app.screen, Capture)
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


async def test_a_name_that_could_be_several_is_asked_and_somebody_new_is_made(start: Start) -> None:
    async with start() as driver:
        await begin(driver)
        before = counts()
        people = one("SELECT count(*) FROM person")
        await driver.type("工+赵新 谈标准 我:周五送样")
        assert "“工”" in driver.text and "“赵新”" in driver.text
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("刘")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser), "and the other one"
        await driver.type("赵新")
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1, driver.text
        assert one("SELECT count(*) FROM person") == people + 1
        assert [now - old for now, old in zip(counts(), before, strict=True)] == [1, 2, 0, 1, 1]
        await driver.press("u")
        assert one("SELECT count(*) FROM person") == people


async def test_what_is_wanting_is_said_and_what_was_chosen_is_kept(start: Start) -> None:
    async with start() as driver:
        await begin(driver)
        before = counts()
        await driver.type("黄 谈标准")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Capture) and counts() == before
        await driver.type(" @99/99")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Capture) and counts() == before
        assert t("capture.problem.not_a_date", word="99/99") in driver.text


async def test_a_line_that_was_left_comes_back_and_can_be_thrown_away(start: Start) -> None:
    async with start() as driver:
        await begin(driver)
        await driver.type("黄 谈标准")
        await driver.press("escape")
        assert drafts.pending() == ["capture-0"]
        await driver.press("1", "c")
        assert panel(driver).line == "华北局 黄 谈标准"
        assert t("capture.restored") in driver.text
        await driver.press("escape")
        await driver.press("colon")
        await driver.type(t("key.drafts.open"))
        await driver.press("enter", "enter")
        assert panel(driver).line == "华北局 黄 谈标准"
        await driver.press("ctrl+x")
        assert drafts.pending() == []
        await driver.press("c")
        assert "谈标准" not in panel(driver).line


async def test_the_mask_shows_neither_account_nor_names(start: Start) -> None:
    async with start() as driver:
        driver.app.screen.go(account())  # type: ignore[attr-defined]
        await driver.press("M", "c")
        assert panel(driver).line == f"#{account()} "
        await driver.type("hzr+lg 无:等")
        assert "黄主任" not in driver.text and "华北局" not in driver.text
        assert "“hzr”" not in driver.text


async def test_names_that_look_like_markup_are_shown_as_they_are(start: Start) -> None:
    async with start() as driver:
        await begin(driver)
        await driver.type("[b]x[/b]+黄 [red]谈[/] 无:[link=a]")
        assert "[b]x[/b]" in driver.text and "[red]谈[/]" in driver.text


async def test_a_draft_nobody_can_read_is_no_draft(start: Start, tmp_path: Path) -> None:
    async with start() as driver:
        drafts.keep("capture-0", {"line": 7, "chosen": [1, ["account"], ["person", "赵", "x"]]})
        await begin(driver)
        assert panel(driver).line == "华北局 "
        assert tmp_path.exists()


async def test_in_english(start: Start) -> None:
    async with start(size=(80, 23), language="en") as driver:
        await driver.press("2", "c")
        await driver.press("ctrl+u")
        await driver.type("hbj huang and liu talked standards liu:E>N us:sample fri them:data next week @yesterday")
        assert "Director Huang, Engineer Liu" in driver.text and "next step" in driver.text
        await driver.press("enter")
        assert driver.status.strip() == t("capture.saved")
