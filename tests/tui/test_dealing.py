"""Dealing on the opportunity's sheet: value, quotations, negotiation, contract, delivery, what comes after."""

import pytest

from models.rules.text import cells
from tests.tui.conftest import Driver, Start, rows
from tests.tui.filling import fill, front
from tests.tui.test_deal import sheet
from tui.modals.form import Form
from tui.sheets.deal import DealSheet
from tui.widgets.listing import Listing

LINE, LOT = {"zh_CN": "自动化产线", "en": "automated line"}, {"zh_CN": "电感首批", "en": "inductors"}
WAYS = [("zh_CN", (80, 23)), ("zh_CN", (120, 40)), ("en", (80, 23)), ("en", (120, 40))]


def told(found: DealSheet) -> list[str]:
    """All lines of the sheet, those out of sight too."""
    lines = [line for at in range(len(found.listing.rows)) if (line := found.listing.rows.line(at)) is not None]
    return ["".join(cell if isinstance(cell, str) else cell.text for cell in line.cells) for line in lines]


async def at(driver: Driver, found: DealSheet, section: str) -> None:
    """Go to a section by keys."""
    for _ in found.sections:
        if section == found.section.CODE:
            return
        await driver.press("tab")
    raise AssertionError(section)


@pytest.mark.parametrize(("language", "size"), WAYS)
async def test_a_deal_is_told_from_the_pain_to_the_payment(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        for name, wanted in (
            (LINE, {"zh_CN": ("22 个月回本", "底线 90万", "没有换取", "比首版低 7%"),
                    "en": ("paid back after 22 mo.", "walk-away 900,000 CNY", "for nothing", "7% below the first")}),
            (LOT, {"zh_CN": ("已签订 · 清单 6/6", "里程碑 2/4", "已收 24万/80万", "响应时限(时) 24 小时"),
                   "en": ("Signed · checklist 6/6", "milestones 2/4", "Response (h) 24 hours")}),
        ):  # fmt: skip
            lines = told(await sheet(driver, name[language]))
            whole = "".join(line.strip() for line in lines)
            assert [text for text in wanted[language] if text.replace(" ", "") not in whole.replace(" ", "")] == []
            assert max(map(cells, lines)) <= size[0] - 2
            await driver.press("escape")


async def test_a_new_version_begins_with_the_one_before_and_is_refused_below_the_walk_away(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, LINE["zh_CN"])
        await at(driver, found, "quote")
        await driver.press("a")
        form = front(driver)
        amount = next(field for field in form.asked if field.code == "amount")
        assert form.answers.typed(amount) == "100万"
        await fill(driver, "amount", "")
        await driver.press("ctrl+u")
        await driver.type("89万")
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, Form) and "90万" in driver.text
        await fill(driver, "amount", "")
        await driver.press("ctrl+u")
        await driver.type("95万")
        await driver.press("ctrl+s")
        assert rows("SELECT number, amount FROM quotation ORDER BY id DESC LIMIT 1") == [(3, 95_000_000)]
        assert any("第 3 版" in line for line in told(found))
        await driver.press("u")
        assert not any("第 3 版" in line for line in told(found))


async def test_a_contract_goes_its_way_by_keys(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, LINE["zh_CN"])
        await driver.press("v")
        assert "还没有合同评审" in driver.text
        await at(driver, found, "contract")
        await driver.press("enter")
        form = front(driver)
        assert [form.answers.typed(f) for f in form.asked if f.code.endswith("_hours")] == ["48", "72"]
        await driver.press("ctrl+s")
        await driver.press("v")
        await driver.type("请审")
        await driver.press("enter")
        assert "交付标准" in driver.text and rows("SELECT state FROM contract ORDER BY id DESC LIMIT 1") == [("draft",)]
        await driver.press("s", "enter")
        assert "还没有批准" in driver.text


async def test_a_milestone_and_a_payment_are_ticked_off(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, LOT["zh_CN"])
        await at(driver, found, "delivery")
        (running,) = rows("SELECT id FROM milestone WHERE state = 'running'")[0]
        found.listing.go_to(("milestone", running))
        await driver.press("full_stop")
        assert rows("SELECT state, done FROM milestone WHERE id = ?", running) == [("done", "2026-11-23")]
        assert any("里程碑 3/4" in line for line in told(found))
        (due,) = rows("SELECT id FROM payment WHERE paid IS NULL")[0]
        found.listing.go_to(("payment", due))
        await driver.press("full_stop")
        assert any("已收 80万/80万" in line for line in told(found))


async def test_the_review_of_a_lost_deal_asks_what_was_learned(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, "电容年度")
        assert any("人事一变" in line for line in told(found))
        await at(driver, found, "review")
        await driver.press("e")
        assert [field.code for field in front(driver).asked] == [
            "outcome", "signed_date", "closed_date", "reason", "winner", "otherwise", "lesson",
        ]  # fmt: skip


async def test_under_the_mask_nothing_is_told_that_they_must_not_see(start: Start) -> None:
    async with start() as driver:
        found = await sheet(driver, LINE["zh_CN"])
        driver.app.mask.on = True
        found.retell()
        await driver.settle()
        whole = "".join(told(found))
        assert "底线 ····" in whole and "目标 ····" in whole and "92万，拿停线" not in whole and "林经理" not in whole
        assert "延保" not in whole and "→ 98万" not in whole


async def test_today_leads_from_a_milestone_to_its_deal_and_ticks_it_off(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        (key, deal) = rows("SELECT id, opportunity_id FROM milestone WHERE state = 'running'")[0]
        today = driver.app.screen.query_one("#today Listing", Listing)
        assert today.go_to(("milestone", key))
        await driver.press("enter")
        face = driver.app.screen.query_one("#opportunities Listing", Listing)
        assert face.current == ("opportunity", deal)
        await driver.press("1")
        assert today.go_to(("milestone", key))
        await driver.press("full_stop")
        assert rows("SELECT state FROM milestone WHERE id = ?", key) == [("done",)]
        assert not today.go_to(("milestone", key))
