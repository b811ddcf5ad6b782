"""What comes from outside: others who write, a day that turns, a database that cannot answer, a start under a roof."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from models import base, faults
from models.engine import sqlite
from models.reads import accounts, history
from models.writes import records
from models.writes.intents import Actor
from tests.tui.conftest import NOW, TODAY, Driver, Start, rows
from tui import desk, listed_pane, words
from tui.pane import Pane


@pytest.fixture(autouse=True)
def only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program looks when the test says so."""
    monkeypatch.setattr(desk, "FOLLOW_SECONDS", 3600)


@pytest.fixture
def reloaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the panes that read again."""
    names: list[str] = []
    plain = Pane.refresh_soon

    def noted(pane: Pane[Any]) -> None:
        names.append(str(pane.id))
        plain(pane)

    monkeypatch.setattr(Pane, "refresh_soon", noted)
    yield names


async def another(driver: Driver, account: Any, address: str) -> None:
    """A write of which the program hears only by looking."""
    actor = Actor(driver.app.member, NOW, TODAY)
    await driver.app.store.write(records.edit, actor, "account", account, *moved(account, address))


def moved(account: Any, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An address before and after."""
    return {"address": rows("SELECT address FROM account WHERE id = ?", account)[0][0]}, {"address": address}


async def look(driver: Driver) -> None:
    """Let the program look, as it does every two seconds."""
    await driver.app._look()
    await driver.settle()


async def test_what_another_does_elsewhere_leaves_the_account_in_hand_alone(
    start: Start, reloaded: list[str]
) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2", "enter", "B")
        here = driver.app.screen.account  # type: ignore[attr-defined]
        (other,) = rows("SELECT min(id) FROM account WHERE id <> ? AND name NOT LIKE '%局%'", here)[0]
        await look(driver)
        reloaded.clear()
        await another(driver, other, "远")
        await look(driver)
        assert "brief" not in reloaded
        await another(driver, here, "近")
        await look(driver)
        assert "brief" in reloaded


async def test_own_writes_are_told_once(start: Start, reloaded: list[str]) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2", "enter", "B")
        await look(driver)
        here = driver.app.screen.account  # type: ignore[attr-defined]
        done = await driver.app.write(records.edit, "account", here, *moved(here, "自"))
        assert done is not None
        await driver.settle()
        reloaded.clear()
        await look(driver)
        assert reloaded == []


async def test_a_write_between_two_looks_is_never_missed(start: Start, reloaded: list[str]) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2", "enter", "B")
        await look(driver)
        here = driver.app.screen.account  # type: ignore[attr-defined]
        await another(driver, here, "别人")
        await driver.app.write(records.edit, "account", here, *moved(here, "自己"))
        await driver.settle()
        reloaded.clear()
        await look(driver)
        assert "brief" in reloaded


async def test_derived_rows_that_move_without_an_intent_are_read_again(start: Start, reloaded: list[str]) -> None:
    async with start(size=(80, 23)) as driver:
        await look(driver)
        reloaded.clear()
        other = sqlite.connect(driver.app.config.database)
        other.execute("UPDATE account_state SET people = people + 1")
        other.commit()
        other.close()
        await look(driver)
        assert "today" in reloaded


async def test_at_midnight_everything_is_read_again(start: Start, reloaded: list[str]) -> None:
    async with start(size=(80, 23)) as driver:
        reloaded.clear()
        driver.app._day = TODAY + timedelta(days=1)
        await look(driver)
        assert "today" in reloaded
        assert base.is_open()


@pytest.mark.parametrize("keys", [("f", "x"), ("p",), ("x",), ("n",), ("2", "slash", "a")])
async def test_a_database_that_cannot_answer_is_said_and_the_program_goes_on(
    start: Start, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as driver:

        async def gone(*_: object, **__: object) -> None:
            raise faults.Vanished("inroad.db")

        monkeypatch.setattr(driver.app.store, "read", gone)
        monkeypatch.setattr(driver.app.store, "aside", gone)
        for key in keys:
            await driver.pilot.press(key)
            await driver.pilot.pause(0.05)
        assert driver.app.is_running
        assert driver.app.return_code in (None, 0)
        assert driver.app._exception is None


async def test_a_file_in_nobodys_home_is_no_place_for_an_export(start: Start) -> None:
    async with start() as driver:
        driver.app.screen.action_export()  # type: ignore[attr-defined]
        await driver.settle()
        field = driver.app.screen.query_one("Input")
        field.value = "~nobody-of-that-name/x.csv"  # type: ignore[attr-defined]
        await driver.press("enter")
        assert words.t("export.failed", path="~nobody-of-that-name/x.csv", why="")[:8] in driver.status


def test_since_names_the_tables_and_the_accounts_with_their_groups(cases: Any) -> None:
    base.open_database(str(cases("zh_CN")))
    try:
        tables, accounts = history.since(0)
        assert "visit" in tables
        assert accounts is None
        assert history.since(10**9) == (frozenset(), frozenset())
    finally:
        base.close_database()


# A list that others write in ------------------------------------------------------------------------------


@pytest.fixture
def orderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often all of the list was read in its order, and its pages."""
    asked: list[str] = []
    for name in ("ordering", "head", "window"):
        plain = getattr(accounts, name)

        def noted(*values: Any, name: str = name, plain: Any = plain, **more: Any) -> Any:
            asked.append(name)
            return plain(*values, **more)

        monkeypatch.setattr(accounts, name, noted)
    return asked


def edit(driver: Driver, account: Any, **values: Any) -> Any:
    """A write of which the program hears only by looking."""
    actor = Actor(driver.app.member, NOW, TODAY)
    before: dict[str, Any] = {name: rows(f"SELECT {name} FROM account WHERE id = ?", account)[0][0] for name in values}
    return driver.app.store.write(records.edit, actor, "account", account, before, values)


async def test_a_list_is_put_in_order_anew_only_where_it_goes_otherwise(start: Start, orderings: list[str]) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("2", "j")
        listing = driver.app.screen.query_one("#accounts Listing")
        await look(driver)
        pane = driver.app.screen.query_one("#accounts")
        ids = list(pane.window.ids)  # type: ignore[attr-defined]
        orderings.clear()
        await edit(driver, ids[-1], address="新址")
        await look(driver)
        assert orderings == ["window"], "its row is shown, and its place is what it was"
        await edit(driver, ids[-1], name="改名公司")
        await look(driver)
        assert "改名公司" in driver.text
        here = listing.current  # type: ignore[attr-defined]
        orderings.clear()
        actor = Actor(driver.app.member, NOW, TODAY)
        await driver.app.store.write(records.add, actor, "account", {"name": "新来的公司"})
        await look(driver)
        assert "head" in orderings and "新来的公司" in driver.text
        assert listing.current == here  # type: ignore[attr-defined]


async def test_what_another_does_to_what_the_list_does_not_show_is_not_read(
    start: Start, orderings: list[str]
) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("2", "slash")
        await driver.type("industry:power_grid")
        await driver.press("enter")
        await driver.settle()
        shown = list(driver.app.screen.query_one("#accounts").window.ids)  # type: ignore[attr-defined]
        (other,) = rows(f"SELECT min(id) FROM account WHERE id NOT IN ({','.join(map(str, shown))})")[0]
        await look(driver)
        orderings.clear()
        await edit(driver, other, address="远处")
        await look(driver)
        assert orderings == []
        await edit(driver, other, industry="power_grid")
        await look(driver)
        assert "head" in orderings
        assert other in driver.app.screen.query_one("#accounts").window.ids  # type: ignore[attr-defined]
        await edit(driver, other, industry="bank")
        await look(driver)
        assert list(driver.app.screen.query_one("#accounts").window.ids) == shown  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ids", "changed", "now", "stands"),
    [
        ([1, 2, 3, 4], {2}, [1, 2, 3], True),
        ([1, 2, 3, 4], {2}, [1, 3, 2], False),  # behind the one after it
        ([1, 2, 3, 4], {1}, [1, 2], True),
        ([1, 2, 3, 4], {4}, [4, 3], False),
        ([1, 2, 3, 4], {2, 3}, [1, 3, 2, 4], False),
        ([1, 2, 3, 4], {3}, [2, 4], False),  # it is gone
        ([1, 2, 3, 4], {9}, [], True),
        ([1, 2, 3, 4], {9}, [9], False),  # it came
    ],
)
def test_a_list_stands_while_what_changed_stands_between_those_it_stood_between(
    ids: list[int], changed: set[int], now: list[int], stands: bool
) -> None:
    asked: list[int] = []

    def among(these: Sequence[int]) -> list[int]:
        asked.extend(these)
        return now

    assert listed_pane._stands(ids, changed, among) is stands
    assert changed <= set(asked)
