"""Faces of much are read page by page: what was long ago is reached by scrolling, and by one key."""

from datetime import UTC, datetime, timedelta

import pytest

from models import base
from models.reads import history, visits
from models.tables.history import Intent
from models.tables.visits import Visit
from tests.tui.conftest import Driver, Start
from tui.paged_pane import PagedPane
from tui.widgets.rows import Line, every

MANY = 560
PAGE = PagedPane.PAGE


async def crowded(driver: Driver) -> int:
    """An account in hand with many contacts and much history, none of which is on the screen yet."""
    await driver.press("2", "enter", "D")
    account = driver.app.screen.account  # type: ignore[attr-defined]
    assert isinstance(account, int)
    long_ago = driver.app.today - timedelta(3000)
    then = datetime(2018, 1, 1, tzinfo=UTC)
    with base.db.atomic():
        for number in range(MANY):
            state = "cancelled" if number == 0 else "done"
            day = long_ago - timedelta(number // 3)
            Visit.create(account=account, date=day, state=state, happened=f"第{number}次")
            Intent.create(account=account, at=then, name="record.edit")
    await driver.app.settle_in()
    await driver.settle()
    return account


def pane(driver: Driver, name: str) -> PagedPane[object]:
    return driver.app.screen.query_one(f"#{name}", PagedPane)


def keys(driver: Driver) -> list[object]:
    told: list[Line] = list(every(driver.listing.rows))
    return [line.key for line in told if line.key is not None]


async def to_the_end(driver: Driver) -> None:
    """Press G, and wait for the pages that come one after the other."""
    await driver.press("G")
    for _ in range(8):
        await driver.settle()


@pytest.mark.parametrize("face", ["V", "H"])
async def test_the_oldest_are_reached_by_one_key_and_each_is_there_once(start: Start, face: str) -> None:
    async with start(size=(100, 30)) as driver:
        account = await crowded(driver)
        await driver.press(face)
        name, noun = {"V": ("visits", "visit"), "H": ("history", "intent")}[face]
        assert pane(driver, name).most == PAGE
        await to_the_end(driver)
        told = [key for key in dict.fromkeys(keys(driver)) if isinstance(key, tuple) and key[0] == noun]
        if noun == "visit":
            wanted = {row.id for row in visits.timeline(account, limit=None)}
            cancelled = visits.timeline(account, limit=None, state="cancelled")
            assert driver.listing.current == ("visit", cancelled[-1].id)
        else:
            newest_first = [row.id for row in history.of_account(account, limit=10_000)]
            assert [key[1] for key in told] == newest_first
            wanted = set(newest_first)
        assert len(told) == len(wanted) >= MANY
        assert {key[1] for key in told} == wanted


async def test_scrolling_reads_a_page_when_the_last_line_comes_near(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(100, 30)) as driver:
        await crowded(driver)
        asked: list[int] = []
        plain = history.of_account

        def noted(account: int, *, limit: int = 100, before: int | None = None) -> list[history.IntentRow]:
            asked.append(limit)
            return plain(account, limit=limit, before=before)

        monkeypatch.setattr(history, "of_account", noted)
        await driver.press("H")
        assert asked == [PAGE]
        await driver.press("pagedown")
        assert asked == [PAGE]
        while len(asked) == 1:
            await driver.press("pagedown")
        place, here = driver.listing.cursor, driver.listing.current
        assert asked == [PAGE, PAGE] and place > PAGE // 2
        pane(driver, "history").refresh_soon()
        await driver.settle()
        assert asked[2:] == [2 * PAGE], "what was looked at is read anew, and no more"
        assert (driver.listing.cursor, driver.listing.current) == (place, here)


async def test_another_account_begins_with_its_newest(start: Start) -> None:
    async with start(size=(100, 30)) as driver:
        account = await crowded(driver)
        await driver.press("V")
        await to_the_end(driver)
        assert pane(driver, "visits").most > PAGE
        driver.app.screen.go(account + 1, "visits")  # type: ignore[attr-defined]
        await driver.settle()
        assert pane(driver, "visits").most == PAGE
