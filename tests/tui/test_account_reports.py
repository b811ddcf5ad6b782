"""The reports on the accounts on screen, the sheet of a group, leads, and credit beside the quotations."""

import csv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.tui.conftest import Driver, Start, rows
from tests.tui.test_reports import SIZES, go, picture
from tui.sheets.account_group import GroupSheet
from tui.sheets.deal import DealSheet
from tui.sheets.leads import LeadsSheet


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("zh_CN", "pyramid", ("塔尖", "占成交额", "合计")),
        ("en", "pyramid", ("Top", "Of turnover", "Total")),
        ("zh_CN", "matrix", ("潜力高", "万能电子", "渗透")),
        ("en", "matrix", ("High potential", "Univers", "Penetrate")),
        ("zh_CN", "whitespace", ("元器件", "未填产品", "已采购")),
        ("en", "whitespace", ("Components", "No product", "Installed")),
        ("zh_CN", "leads", ("滨海港务", "理想度")),
    ],
)
async def test_each_is_drawn(
    start: Start, size: tuple[int, int], language: str, name: str, words: tuple[str, ...]
) -> None:
    async with start(size=size, language=language) as driver:
        await go(driver, name)
        told = picture(driver)
        assert [word for word in words if word not in told] == [], told


async def test_the_pyramid_by_account_opens_an_account(start: Start) -> None:
    async with start() as driver:
        await go(driver, "pyramid")
        await driver.press("o", "o")
        assert "累计" in picture(driver) and "100.0%" in picture(driver)
        await driver.press("enter", "enter")
        assert "万能电子" in driver.text and driver.app.screen.account is not None  # type: ignore[attr-defined]


async def test_behind_a_layer_are_its_accounts(start: Start) -> None:
    async with start() as driver:
        await go(driver, "pyramid")
        await driver.press("enter", "enter")
        assert "万能电子" in driver.text


@pytest.mark.parametrize("ending", ["svg", "csv"])
async def test_each_is_exported(start: Start, tmp_path: Path, ending: str) -> None:
    async with start() as driver:
        for name in ("pyramid", "matrix", "whitespace", "leads"):
            await go(driver, name)
            path = tmp_path / f"{name}.{ending}"
            await driver.press("x", "ctrl+u")
            await driver.type(str(path))
            await driver.press("enter")
            if ending == "svg":
                assert "客户" in path.read_text("utf-8") or "潜力" in path.read_text("utf-8")
                ElementTree.parse(path)
            else:
                assert len(list(csv.reader(path.read_text("utf-8-sig").splitlines()))) > 1


async def group(driver: Driver) -> GroupSheet:
    """The group of 华北局."""
    await driver.press("f")
    await driver.type("廊坊局")
    await driver.press("enter", "p", "w")
    await driver.settle()
    found = driver.app.screen
    assert isinstance(found, GroupSheet)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_a_group_adds_up_and_shows_who_lacks_what(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as driver:
        found = await group(driver)
        assert "华北局" in driver.text and "本部自己" in driver.text and "空白地图" in driver.text
        assert found.listing.current == ("house", found.account)
        await driver.press("k", "k", "enter")
        assert not isinstance(driver.app.screen, GroupSheet)
        assert "华北局" in driver.text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_under_the_mask_no_name_of_the_group_is_told(start: Start, language: str) -> None:
    async with start(language=language) as driver:
        found = await group(driver)
        driver.app.mask.on = True
        found.retell()
        await driver.settle()
        assert "廊坊局" not in driver.text and "Langfang" not in driver.text


async def leads(driver: Driver) -> LeadsSheet:
    """The raw leads."""
    await driver.press("2", "r")
    await driver.settle()
    found = driver.app.screen
    assert isinstance(found, LeadsSheet)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_a_lead_is_explained_kept_and_taken_back(start: Start, size: tuple[int, int]) -> None:
    verdicts = "SELECT verdict FROM lead"
    async with start(size=size) as driver:
        await leads(driver)
        assert "滨海港务" in driver.text and "竞争少 75" in driver.text and "还缺：我们拿得下" in driver.text
        await driver.press("full_stop")
        assert rows(verdicts) == [("kept",)] and "滨海港务" not in driver.text
        await driver.press("tab")
        assert "入选 1 家" in driver.text and "滨海港务" in driver.text
        await driver.press("u")
        assert rows(verdicts) == [("raw",)]


async def test_a_lead_is_dropped_for_a_reason_and_judged_in_its_form(start: Start) -> None:
    async with start(language="en") as driver:
        await leads(driver)
        await driver.press("d", "enter")
        assert rows("SELECT verdict FROM lead") == [("raw",)]
        await driver.press("d")
        await driver.type("too small")
        await driver.press("enter")
        assert rows("SELECT verdict, reason FROM lead") == [("dropped", "too small")]
        await driver.press("shift+tab")
        assert "Binhai" in driver.text
        await driver.press("e")
        assert "Bottleneck" in driver.text
        await driver.press("escape", "enter")
        assert not isinstance(driver.app.screen, LeadsSheet)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", ("超出信用额度 150万", "回款要 96 天", "账期 60 天")),
        ("en", ("above the credit limit of 1.5M", "60 days to pay")),
    ],
)
async def test_credit_stands_beside_the_quotations(start: Start, language: str, words: tuple[str, ...]) -> None:
    async with start(size=(120, 160), language=language) as driver:
        await quotations(driver, "连接器第二供方" if language == "zh_CN" else "second source")
        told = driver.text
        assert [word for word in words if word not in told] == [], told


async def quotations(driver: Driver, name: str) -> None:
    """The sheet of an opportunity with the cursor among its quotations."""
    await driver.press("f")
    await driver.type(name)
    await driver.press("enter", "enter")
    found = driver.app.screen
    assert isinstance(found, DealSheet)
    while found.section.CODE != "quote":
        await driver.press("tab")
