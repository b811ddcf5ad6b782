"""The opportunity's sheet: opened from the account, told by sections, edited in place."""

import pytest

from models.rules.text import cells
from tests.tui.conftest import Driver, Start, rows
from tui.modals.form import Form
from tui.sheets.deal import DealSheet


async def sheet(driver: Driver, name: str) -> DealSheet:
    """The sheet of an opportunity of the cases, by what finds it."""
    await driver.press("f")
    await driver.type(name)
    await driver.press("enter", "enter")
    found = driver.app.screen
    assert isinstance(found, DealSheet)
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_sheet_opens_from_the_account_and_nothing_is_cut(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        name = "研发楼不间断" if language == "zh_CN" else "laboratory, unint"
        found = await sheet(driver, name)
        lines = [line for at in range(len(found.listing.rows)) if (line := found.listing.rows.line(at)) is not None]
        texts = ["".join(cell if isinstance(cell, str) else cell.text for cell in line.cells) for line in lines]
        assert max(map(cells, texts)) <= size[0] - 2
        assert ("漏斗练习" if language == "zh_CN" else "Funnel Exercise") in driver.text
        await driver.press("f2")
        assert ("Opportunity:" if language == "zh_CN" else "商机：") in driver.text


async def test_a_field_is_edited_in_place_and_the_change_taken_back(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, "研发楼不间断")
        assert found.listing.go_to(("field", "expected_date"))
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, Form) and [field.code for field in form.asked] == ["expected_date"]
        await driver.press("ctrl+u")
        await driver.type("2027-03-01")
        await driver.press("ctrl+s")
        assert rows("SELECT expected_date FROM opportunity WHERE id = ?", found.deal) == [("2027-03-01",)]
        await driver.press("u")
        assert rows("SELECT expected_date FROM opportunity WHERE id = ?", found.deal) != [("2027-03-01",)]


async def test_tab_walks_through_the_sections_and_around(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, "研发楼不间断")
        seen = []
        for _ in found.sections:
            seen.append(found.section.CODE)
            await driver.press("tab")
        assert seen == list(found.sections)
        assert seen[0] == found.section.CODE
        await driver.press("shift+tab")
        assert seen[-1] == found.section.CODE


async def gate(driver: Driver, name: str = "连接器第二供方") -> DealSheet:
    """The sheet with the cursor in the gate."""
    found = await sheet(driver, name)
    while found.section.CODE != "gate":
        await driver.press("tab")
    return found


async def test_an_item_is_ticked_with_evidence_and_the_tick_taken_back(start: Start) -> None:
    async with start() as driver:
        found = await gate(driver)
        assert found.listing.go_to(("gate", "visit_invited"))
        await driver.press("enter")
        await driver.type("invited to the plant")
        await driver.press("enter")
        ticked = "SELECT evidence FROM gate_tick WHERE item = 'visit_invited' AND opportunity_id = ?"
        assert rows(ticked, found.deal) == [("invited to the plant",)]
        assert "✓ 邀请过来访或考察样板" in driver.text
        await driver.press("enter")
        assert rows(ticked, found.deal) == []
        await driver.press("u")
        assert rows(ticked, found.deal) == [("invited to the plant",)]


async def test_what_the_data_says_is_not_ticked_but_says_how_it_comes_true(start: Start) -> None:
    async with start() as driver:
        found = await gate(driver)
        assert found.listing.go_to(("gate", "first_quotation"))
        await driver.press("enter")
        assert "记下第一次报价即成立" in driver.text
        assert rows("SELECT count(*) FROM gate_tick WHERE item = 'first_quotation'") == [(0,)]


async def test_a_promotion_lists_what_is_missing_and_an_override_wants_a_reason(start: Start) -> None:
    async with start(size=(120, 160)) as driver:
        found = await gate(driver)
        await driver.press("r")
        assert "还差 2 项" in driver.text and "已首次报价" in driver.text
        await driver.press("escape")
        stage = "SELECT information_stage FROM opportunity WHERE id = ?"
        assert rows(stage, found.deal) == [("effective",)]
        await driver.press("r", "enter")
        assert rows(stage, found.deal) == [("effective",)]
        await driver.press("r")
        await driver.type("the board asked us")
        await driver.press("enter")
        assert rows(stage, found.deal) == [("prospect",)]
        assert "破例升级" in driver.text and "the board asked us" in driver.text


async def test_the_stage_changed_in_the_form_goes_through_the_gate_too(start: Start) -> None:
    async with start(size=(120, 160)) as driver:
        found = await sheet(driver, "连接器第二供方")
        assert found.listing.go_to(("field", "information_stage"))
        await driver.press("enter", "z", "ctrl+s")
        assert "还不能升为" in driver.text
        assert rows("SELECT information_stage FROM opportunity WHERE id = ?", found.deal) == [("effective",)]


async def test_an_application_is_put_before_the_manager(start: Start) -> None:
    async with start() as driver:
        found = await gate(driver)
        await driver.press("w")
        await driver.type("design support")
        await driver.press("enter")
        asked = "SELECT state FROM approval WHERE kind = 'prospect_application' AND subject = ?"
        assert rows(asked, f"opportunity:{found.deal}") == [("asked",)]
        assert "design support" in driver.text


async def test_the_chain_is_put_in_order_and_its_key_people_flagged(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, "连接器第二供方")
        while found.section.CODE != "chain":
            await driver.press("tab")
        order = "SELECT id FROM chain_link WHERE opportunity_id = ? ORDER BY place"
        first, second, third = (row[0] for row in rows(order, found.deal))
        assert found.listing.current == ("chain_link", first)
        await driver.press("greater_than_sign")
        assert [row[0] for row in rows(order, found.deal)] == [second, first, third]
        assert found.listing.current == ("chain_link", first)
        await driver.press("less_than_sign")
        assert [row[0] for row in rows(order, found.deal)] == [first, second, third]
        await driver.press("m")
        assert rows("SELECT key FROM chain_link WHERE id = ?", first) == [(1,)]
        await driver.press("d", "y")
        assert [row[0] for row in rows(order, found.deal)] == [second, third]


async def test_an_opportunity_is_promoted_from_its_list(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("连接器第二供方")
        await driver.press("enter", "r")
        assert "还差 2 项" in driver.text


async def test_the_mask_hides_names_and_notes_on_the_sheet(start: Start) -> None:
    async with start() as driver:
        await gate(driver)
        await driver.press("M")
        for word in ("连接器第二供方", "郑工", "罗部长", "样品和规格书"):
            assert word not in driver.text
