"""The reports: a list, a picture that follows the cursor, its rows opened, its days and ways, files."""

import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.reads import reports
from models.reads.reports import REPORTS, Asked
from models.rules.pictures import Word, Words
from tests.tui.conftest import Driver, Start, rows
from tui.panes.reports import Reports
from tui.report_subjects import Subject
from tui.widgets.rows import every
from tui.words import known, t

SIZES = ((120, 40), (80, 23))


def picture(driver: Driver) -> str:
    """What the picture says."""
    pane = driver.app.screen.query_one(Reports)
    lines = (pane.drawing.rows.line(place) for place in range(len(pane.drawing.rows)))
    return "\n".join("".join(str(getattr(cell, "text", cell)) for cell in line.cells) for line in lines if line)


def about(driver: Driver) -> Subject | None:
    """What the reports are about."""
    return driver.app.screen.query_one(Reports).about


async def go(driver: Driver, name: str) -> None:
    """Put the cursor on a report, and wait until it rests."""
    await driver.press("7")
    pane = driver.app.screen.query_one(Reports)
    pane.names.go_to(name)
    pane.refresh_soon()
    await driver.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_report_is_drawn_at_once(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as driver:
        await driver.press("7")
        assert "销售漏斗" in driver.text and "方案论证" in driver.text and "合计" in driver.text
        assert all("合计" not in line or line.rstrip().endswith("万") for line in driver.lines())


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_follows_the_cursor(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size, language="en") as driver:
        await driver.press("7", "j")
        driver.app.screen.query_one(Reports).refresh_soon()
        await driver.settle()
        assert "Within a month" in picture(driver)


async def test_the_picture_follows_wherever_the_cursor_rests(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.panes.reports.REST_SECONDS", 0.001)
    async with start(language="en") as driver:
        await driver.press("7")
        for title in ("Urgency", "Sources", "Won"):
            await driver.press("j")
            for _ in range(100):
                if picture(driver).startswith(title):
                    break
                await driver.settle()
            assert picture(driver).startswith(title)


async def test_enter_goes_into_the_rows_and_escape_comes_back(start: Start) -> None:
    async with start() as driver:
        await go(driver, "urgency")
        names = driver.listing
        await driver.press("enter")
        assert driver.listing.id == "picture"
        pane = driver.app.screen.query_one(Reports)
        assert driver.listing.current == min(pane.spots), "the first row that can be opened"
        await driver.press("escape")
        assert driver.listing is names
        await driver.press("l")
        assert driver.listing.id == "picture"
        await driver.press("h")
        assert driver.listing is names
        await driver.press("escape")
        assert "今日" in driver.bar("places") and not driver.app.screen.query_one(Reports).display


async def test_a_group_opens_the_records_behind_it(start: Start) -> None:
    async with start() as driver:
        await go(driver, "lost")
        await driver.press("enter", "enter")
        assert "电容年度集采" in driver.text and "万能电子" in driver.text
        await driver.press("enter")
        assert "万能电子" in driver.bar("identity")
        deal = rows("SELECT id FROM opportunity WHERE name = '电容年度集采'")[0][0]
        assert driver.listing.current == ("opportunity", deal)


async def test_a_source_opens_an_account(start: Start) -> None:
    async with start() as driver:
        await go(driver, "sources")
        await driver.press("enter", "enter", "enter")
        assert "华北局" in driver.bar("identity")


async def test_a_report_is_made_by_another_thing(start: Start) -> None:
    async with start() as driver:
        await go(driver, "lost")
        assert "按原因" in picture(driver) and "晶拓元件" in picture(driver)
        await driver.press("o")
        assert "按对手" in picture(driver) and "决策人更换" not in picture(driver)
        await driver.press("o")
        assert "按步骤" in picture(driver) and "谈判推进" in picture(driver)
        await go(driver, "funnel")
        await driver.press("o")
        assert driver.status.strip() == t("reports.one_way")


async def test_a_period_is_chosen_and_leaves_out_what_is_not_in_it(start: Start) -> None:
    async with start() as driver:
        await go(driver, "lost")
        await driver.press("t")
        await driver.type("去年")
        await driver.press("enter")
        assert "2025-01-01 至 2025-12-31" in picture(driver)
        assert t("reports.none_in_period") in picture(driver)
        await go(driver, "funnel")
        assert "2025" not in picture(driver)
        await driver.press("t")
        assert driver.status.strip() == t("reports.no_period")


async def test_days_of_ones_own_are_typed_and_asked_for_again_until_they_are_days(start: Start) -> None:
    async with start(language="en") as driver:
        await go(driver, "lost")
        await driver.press("t", "up", "end", "pagedown", "enter")
        await driver.type("nonsense")
        await driver.press("enter")
        assert t("invalid.not_a_date") in driver.text
        await driver.press("ctrl+u")
        await driver.type("2026-11-30")
        await driver.press("enter")
        await driver.type("2026-01-01")
        await driver.press("enter")
        assert "2026-01-01 to 2026-11-30" in picture(driver)
        assert "Decision maker changed" in picture(driver)


async def test_an_empty_report_says_what_fills_it(start: Start) -> None:
    async with start(empty=True) as driver:
        if not driver.app.screen.query(Reports):
            await driver.press("escape")
        await go(driver, "won")
        assert t("report.none.won") in picture(driver)


async def test_the_mask_hides_who_won(start: Start) -> None:
    async with start() as driver:
        await go(driver, "lost")
        await driver.press("M")
        assert "晶拓元件" not in driver.text and "X1" in picture(driver)


async def test_a_picture_is_written_to_a_file(start: Start, tmp_path: Path) -> None:
    async with start() as driver:
        await go(driver, "lost")
        for name in ("lost.svg", "lost.csv"):
            await driver.press("x", "ctrl+u")
            await driver.type(str(tmp_path / name))
            await driver.press("enter")
            assert "已写入" in driver.status
        await driver.press("x", "ctrl+u")
        await driver.type(str(tmp_path / name))
        await driver.press("enter")
        assert "已存在" in driver.status
    drawn = (tmp_path / "lost.svg").read_text("utf-8")
    assert ElementTree.fromstring(drawn).tag.endswith("svg") and "晶拓元件" in drawn
    table = list(csv.reader((tmp_path / "lost.csv").read_text("utf-8-sig").splitlines()))
    assert table == [["原因", "对手", "数量", "金额（元）"], ["决策人更换", "晶拓元件", "1", "9000000"]]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_reports_are_about_an_opportunity_of_the_account_in_hand(start: Start, language: str) -> None:
    async with start(language=language) as driver:
        await driver.press("2", "enter", "7", "w", "down", "down", "enter")
        pane = driver.app.screen.query_one(Reports)
        subject = about(driver)
        assert subject is not None and subject.noun == "opportunity"
        assert subject.name in driver.text
        offered = {line.key for line in every(pane.names.rows)}
        assert {"value", "concessions", "delivery"} <= offered and "hygiene" not in offered
        await driver.press("M")
        assert subject.name not in driver.text
        await driver.press("M", "w", "up", "up", "enter")
        assert about(driver) is None and t("report.hygiene") in driver.text


async def test_what_reports_are_about_goes_with_the_account(start: Start) -> None:
    async with start() as driver:
        await driver.press("7", "w")
        assert t("reports.no_account") in driver.status
        await driver.press("2", "enter", "7", "w", "down", "enter")
        subject = about(driver)
        assert subject is not None and subject.noun == "account"
        assert t("report.hygiene") not in driver.text
        await driver.press("2", "escape", "down", "enter", "7")
        assert about(driver) is None and t("report.hygiene") in driver.text


def _words(told: object) -> Iterator[tuple[str, str]]:
    """The words of a picture, wherever they stand in it."""
    if isinstance(told, Word):
        yield told.family, told.code
    elif isinstance(told, Words):
        yield from ((told.family, code) for code in told.codes)
    elif isinstance(told, tuple):
        for each in told:
            yield from _words(each)


def _said(family: str, code: str) -> bool:
    """Whether there are words; a month is put together."""
    return family == "month" or known(f"{family}.{code}")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_every_word_of_every_report_is_said(start: Start, language: str) -> None:
    async with start(language=language) as driver:
        deals = rows("SELECT account_id, id FROM opportunity ORDER BY id LIMIT 6")
        subjects = [(int(str(account)), int(str(deal))) for account, deal in deals]
        asked = Asked(driver.app.today, driver.app.settings)
        found: set[tuple[str, str]] = set()
        for name, report in REPORTS.items():
            about: list[tuple[int | None, int | None]] = [(None, None)] if not report.must else []
            about += [(account, None) for account, _ in subjects if "account" in report.about]
            about += [(account, deal) for account, deal in subjects if "opportunity" in report.about]
            for way in report.ways or ("",):
                for account, deal in about:
                    asked_for = asked._replace(by=way, account=account, opportunity=deal)
                    found |= set(_words(await driver.app.read(reports.picture, name, asked_for)))
        assert found
        assert sorted(f"{family}.{code}" for family, code in found if not _said(family, code)) == []
