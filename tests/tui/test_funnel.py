"""The funnel: list and columns, totals, a step moved by a key, the filter, and the sheet with its plays."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.panes.funnel import FunnelPlace
from tui.sheets.deal import DealSheet


def pane(driver: Driver) -> FunnelPlace:
    """The funnel."""
    return driver.app.screen_stack[0].query_one(FunnelPlace)


def step_of(deal: int | None) -> str:
    """The step an opportunity is at."""
    return str(rows("SELECT step FROM opportunity WHERE id = ?", deal)[0][0])


async def reach(driver: Driver, name: str) -> int:
    """Put the cursor on an opportunity."""
    deal = int(str(rows("SELECT id FROM opportunity WHERE name = ?", name)[0][0]))
    assert pane(driver).listing.go_to(deal)
    await driver.settle()
    return deal


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_funnel_tells_every_step_its_totals_and_what_is_untidy(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        await driver.press("3")
        found = pane(driver)
        sums = rows("SELECT COUNT(*), SUM(weighted) FROM opportunity_state WHERE rank < 9")[0]
        assert str(sums[0]) in driver.lines()[3]
        assert len(found.shown.ids or ()) == sums[0]  # type: ignore[union-attr]
        assert ("久步" if language == "zh_CN" else "SN") in driver.text
        await driver.press("v")
        assert found.in_columns and found.columns.has_focus
        assert found.columns.seen == (4 if size[0] == 80 else 6)
        await driver.press("v")
        assert found.listing.has_focus and not found.has_class("columns")


async def test_a_key_moves_a_step_and_undo_takes_it_back(start: Start) -> None:
    async with start() as driver:
        await driver.press("3")
        deal = await reach(driver, "海外工厂")
        await driver.press("greater_than_sign")
        assert step_of(deal) == "diagnosis" and "需求诊断" in driver.status
        assert pane(driver).listing.current == deal
        await driver.press("u")
        assert step_of(deal) == "lead"
        await driver.press("less_than_sign")
        assert step_of(deal) == "lead" and "第一步" in driver.status


async def test_in_columns_the_cursor_follows_its_card_and_far_columns_come_into_sight(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("3")
        deal = await reach(driver, "海外工厂")
        await driver.press("v")
        found = pane(driver)
        assert found.columns.person == deal and found.columns.first == 0
        await driver.press("greater_than_sign")
        assert step_of(deal) == "diagnosis" and found.columns.person == deal and found.columns.at[0] == 1
        await driver.press("l", "l", "l", "l")
        assert found.columns.first > 0 and "海外工厂" not in "".join(driver.lines()[:20])
        await driver.press("greater_than_sign")
        assert "最后一步" in driver.status
        await driver.press("h", "h", "h", "h", "h")
        assert found.columns.first == 0


async def test_what_is_signed_is_asked_for_before_delivery(start: Start) -> None:
    async with start() as driver:
        await driver.press("3")
        deal = await reach(driver, "研发楼不间断电源")
        await driver.press("greater_than_sign")
        assert step_of(deal) == "negotiation" and "签约" in driver.status


async def test_the_filter_narrows_the_list_and_the_totals(start: Start) -> None:
    async with start() as driver:
        await driver.press("3", "slash")
        await driver.type("步:谈判 旗:过期")
        await driver.press("enter")
        found = pane(driver)
        assert len(found.shown.ids or ()) == 1  # type: ignore[union-attr]
        assert "门卫室改造" in driver.text and "共 1 个" in driver.text
        await driver.press("v")
        assert "门卫室改造" in driver.text and found.columns.has_focus
        await driver.press("escape")
        assert len(found.shown.ids or ()) > 1  # type: ignore[union-attr]
        await driver.press("v", "o")
        assert isinstance(driver.app.screen, Chooser)
        await driver.press("escape")


async def test_enter_opens_the_sheet_and_a_play_is_ticked_by_space(start: Start) -> None:
    async with start() as driver:
        await driver.press("3")
        deal = await reach(driver, "海外工厂")
        await driver.press("enter")
        sheet = driver.app.screen
        assert isinstance(sheet, DealSheet) and sheet.deal == deal
        assert sheet.listing.go_to(("tick", "lead.collect"))
        await driver.press("space")
        assert rows("SELECT play FROM play_tick WHERE opportunity_id = ?", deal) == [("lead.collect",)]
        assert "[x]" in driver.text
        await driver.press("u")
        assert rows("SELECT play FROM play_tick WHERE opportunity_id = ?", deal) == []
        assert sheet.listing.go_to(("about", "missing"))
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, Form) and [field.code for field in form.asked] == ["buying_step"]


async def test_a_new_one_is_asked_its_account_first(start: Start) -> None:
    async with start() as driver:
        await driver.press("3", "a")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("廊坊")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        await driver.type("变电站改造")
        await driver.press("ctrl+s")
        assert "变电站改造" in driver.text
        made = int(str(rows("SELECT id FROM opportunity WHERE name = '变电站改造'")[0][0]))
        assert pane(driver).listing.current == made


async def test_edit_visit_and_delete_act_on_what_is_under_the_cursor(start: Start) -> None:
    async with start() as driver:
        await driver.press("3")
        deal = await reach(driver, "宿舍楼")
        await driver.press("e")
        assert isinstance(driver.app.screen, Form)
        await driver.press("escape", "n")
        assert isinstance(driver.app.screen, Form)
        await driver.press("escape", "v", "d", "y")
        assert rows("SELECT id FROM opportunity WHERE id = ?", deal) == []
        assert "宿舍楼" not in driver.text


async def test_names_are_hidden_under_the_mask(start: Start) -> None:
    async with start() as driver:
        await driver.press("3", "M")
        assert "海外工厂" not in driver.text and "漏斗练习" not in driver.text
        await driver.press("v")
        assert "海外工厂" not in driver.text and "漏斗练习" not in driver.text


async def test_an_empty_funnel_says_how_to_fill_it(start: Start) -> None:
    async with start(empty=True) as driver:
        driver.app.screen_stack[0].action_place("funnel")  # type: ignore[attr-defined]
        await driver.settle()
        if driver.app.screen_stack[0].query(FunnelPlace):
            assert "漏斗里还没有商机" in driver.text
