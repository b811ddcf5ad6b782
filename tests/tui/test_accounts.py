"""The list of accounts: filter, sort, views, marks, bulk edit, merge, undo; and a thousand of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite

from models import base
from models.reads import accounts as reading
from models.reads import thresholds
from models.writes.derive import derive
from tests.tui.conftest import TODAY, Driver, Start, rows
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.panes.accounts import Accounts
from tui.screens import workbench
from tui.widgets.entry import Entry
from tui.widgets.fields import Pick
from tui.widgets.listing import Listing
from tui.widgets.window import PAGE
from tui.words import t


def pane(driver: Driver) -> Accounts:
    """The list of accounts."""
    return driver.app.screen_stack[0].query_one(Accounts)


def listing(driver: Driver) -> Listing:
    """Its rows."""
    return pane(driver).listing


def shown(driver: Driver) -> list[str]:
    """The names in the list, in order."""
    window = pane(driver).window
    assert window is not None
    names: dict[int, str] = dict(rows("SELECT id, name FROM account"))  # type: ignore[arg-type]
    return [names.get(id, "?") for id in window.ids]


def one(sql: str, *values: object) -> int:
    """A number out of the database."""
    return int(str(rows(sql, *values)[0][0]))


def name(id: object) -> str:
    """The name of an account."""
    return str(rows("SELECT name FROM account WHERE id = ?", id)[0][0])


async def command(driver: Driver, action: str) -> None:
    """Do what the palette offers."""
    getattr(pane(driver), f"action_{action}")()
    await driver.settle()


# Filter, sort, views --------------------------------------------------------------------------------------


async def test_a_filter_narrows_while_it_is_typed_enter_keeps_it_and_esc_clears_it(start: Start) -> None:
    async with start() as driver:
        await driver.press("2")
        everything = shown(driver)
        await driver.press("slash")
        await driver.type("华北")
        narrowed = shown(driver)
        assert 0 < len(narrowed) < len(everything)
        await driver.press("enter")
        assert driver.listing is listing(driver)
        assert shown(driver) == narrowed
        await driver.press("slash")
        assert driver.app.screen.query_one("#terms").value == "华北"  # type: ignore[attr-defined]
        await driver.press("escape")
        assert shown(driver) == everything
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]
        await driver.press("escape")
        assert driver.app.screen.place == "today"  # type: ignore[attr-defined]


async def test_a_filter_that_fits_nothing_says_so_and_keys_do_no_harm(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "slash")
        await driver.type("没有这样的")
        await driver.press("enter")
        assert shown(driver) == []
        assert "没有这样的" in driver.text
        await driver.press("e", "d", "n", "space", "G", "pagedown", "enter", "J", "S", "right_square_bracket")
        assert len(driver.app.screen_stack) == 1
        await driver.press("escape", "escape")
        await driver.press("2")
        if not shown(driver):
            await driver.press("escape")
        assert shown(driver)


async def test_terms_filter_by_field(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "slash")
        urgency = str(rows("SELECT urgency FROM account_state WHERE urgency <> '' LIMIT 1")[0][0])
        await driver.type(f"urgency:{urgency}")
        expected = {n for (n,) in rows(
            "SELECT a.name FROM account a JOIN account_state s ON s.account_id = a.id WHERE s.urgency = ?", urgency
        )}
        assert set(shown(driver)) == expected


async def test_letters_typed_into_the_filter_are_text_even_where_they_are_keys_of_the_users_own(start: Start) -> None:
    async with start(keys={"place.team": "z"}) as driver:
        await driver.press("2", "slash")
        await driver.type("zq2")
        assert driver.app.screen.query_one("#terms").value == "zq2"  # type: ignore[attr-defined]
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]


async def test_the_list_is_sorted_by_what_is_chosen(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j")
        here = listing(driver).current
        await driver.press("o")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type(t("sort.amount"))
        await driver.press("enter")
        amounts: dict[str, Any] = dict(rows(  # type: ignore[arg-type]
            "SELECT a.name, s.open_amount FROM account a LEFT JOIN account_state s ON s.account_id = a.id"
        ))
        order = [amounts[each] or 0 for each in shown(driver)]
        assert order == sorted(order, reverse=True)
        assert listing(driver).current == here, "the cursor stays on its account"


async def test_a_list_by_value_or_by_profile_shows_what_it_goes_by(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2")
        for sort, column, values in (
            ("completeness", t("column.completeness"), "%"), ("value_class", t("column.value_class"), "战略"),
        ):  # fmt: skip
            await driver.press("o")
            await driver.type(t(f"sort.{sort}"))
            await driver.press("enter")
            assert column in driver.text and values in driver.text


async def save_view(driver: Driver, called: str, *, shared: bool) -> None:
    """Save what the list shows now as a view."""
    pane(driver).action_save_view(shared)
    await driver.settle()
    driver.app.screen.query_one(Entry).value = called
    await driver.press("enter")
    assert called in driver.status


async def test_a_view_is_saved_opened_and_shared_with_all(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "slash")
        await driver.type("华北")
        await driver.press("enter")
        narrowed = shown(driver)
        await save_view(driver, "北方", shared=False)
        await save_view(driver, "全组的", shared=True)
        assert rows("SELECT name, terms, member_id IS NULL FROM saved_view WHERE place = 'accounts' ORDER BY id") == [
            ("北方", "华北", 0), ("全组的", "华北", 1),
        ]  # fmt: skip
        await driver.press("escape")
        assert shown(driver) != narrowed
        await driver.press("w")
        assert "北方" in driver.text
        await driver.type("bf")
        await driver.press("enter")
        assert shown(driver) == narrowed
        await driver.press("escape", "w")
        assert "全组的" in driver.text
        await driver.type("全组")
        await driver.press("enter")
        assert shown(driver) == narrowed


# Marks and changes of many --------------------------------------------------------------------------------


async def test_one_field_of_all_marked_is_changed_by_one_undo(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "space", "j", "J")
        marked = sorted(listing(driver).marked)  # type: ignore[type-var]
        assert len(marked) == 2
        before = rows("SELECT id, region FROM account ORDER BY id")
        await driver.press("e")
        await driver.type(t("field.account.region"))
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        await driver.type("冀北")
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1
        assert [id for (id,) in rows("SELECT id FROM account WHERE region = '冀北' ORDER BY id")] == marked
        assert listing(driver).marked == set()
        assert t("status.changed", n=2) in driver.status
        await driver.press("u")
        assert rows("SELECT id, region FROM account ORDER BY id") == before


async def test_escape_takes_the_marks_away_before_it_goes_back(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "space", "escape")
        assert listing(driver).marked == set()
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]


async def test_a_delete_is_asked_for_and_one_undo_brings_everything_back(start: Start) -> None:
    async with start() as driver:
        tables = ("account", "person", "visit", "promise", "opportunity", "stance_entry", "other_name", "need")
        before = {table: rows(f'SELECT * FROM "{table}" ORDER BY id') for table in tables}
        names = shown_before = None
        await driver.press("2")
        shown_before = shown(driver)
        await driver.press("d", "n")
        assert shown(driver) == shown_before
        await driver.press("d", "y")
        names = shown(driver)
        assert len(names) < len(shown_before)
        assert t("status.deleted", n=0)[:2] in driver.status
        await driver.press("u")
        assert shown(driver) == shown_before
        after = {table: rows(f'SELECT * FROM "{table}" ORDER BY id') for table in tables}
        for table in tables:
            assert [row[0] for row in after[table]] == [row[0] for row in before[table]], table
            assert [row[2:] for row in after[table]] == [row[2:] for row in before[table]], table


async def test_two_accounts_are_merged_into_the_chosen_one_and_one_undo_parts_them(start: Start) -> None:
    async with start() as driver:
        await driver.press("2")
        people = rows("SELECT id, account_id FROM person ORDER BY id")
        before = shown(driver)
        await driver.press("j", "space", "j", "space")
        first, second = sorted(listing(driver).marked, key=lambda id: before.index(name(id)))
        await command(driver, "merge")
        assert name(first) in driver.text
        await driver.type(name(first))
        await driver.press("enter")
        assert len(shown(driver)) == len(before) - 1
        assert rows("SELECT count(*) FROM account WHERE id = ?", second) == [(0,)]
        theirs = {person for person, house in people if house == second}
        assert theirs <= {id for (id,) in rows("SELECT id FROM person WHERE account_id = ?", first)}
        await driver.press("u")
        assert shown(driver) == before
        assert rows("SELECT id, account_id FROM person ORDER BY id") == people


async def test_to_merge_takes_two(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "space")
        await command(driver, "merge")
        assert t("status.mark_two") in driver.status


async def test_a_new_account_is_under_the_cursor(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "a")
        await driver.type("新厂")
        await driver.press("ctrl+s")
        assert name(listing(driver).current) == "新厂"


async def test_the_cursor_stays_on_its_account_when_the_account_moves(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "o")
        await driver.type(t("sort.name"))
        await driver.press("enter", "g")
        here, place = listing(driver).current, listing(driver).cursor
        await driver.press("e")
        form = driver.app.screen
        form.query_one("#f-name").value = "做最后一名的客户"  # type: ignore[attr-defined]
        await driver.press("ctrl+s")
        assert name(here) == "做最后一名的客户"
        assert listing(driver).current == here
        assert listing(driver).cursor != place


# Beside the list ------------------------------------------------------------------------------------------


async def test_brackets_step_through_the_filtered_list_from_inside_an_account(start: Start) -> None:
    async with start() as driver:
        await driver.press("2")
        order = shown(driver)
        await driver.press("enter", "V")
        for place in (1, 2):
            await driver.press("right_square_bracket")
            assert order[place] in driver.bar("identity")
        await driver.press("left_square_bracket")
        assert order[1] in driver.bar("identity")
        assert driver.app.screen.face == "visits"  # type: ignore[attr-defined]
        assert name(driver.app.screen.account) == order[1]  # type: ignore[attr-defined]
        for _ in order:
            await driver.press("right_square_bracket")
        assert order[-1] in driver.bar("identity")


async def test_an_account_is_read_only_when_the_cursor_rests(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as driver:
        await driver.press("2")
        await rested(driver)
        screen, before = driver.app.screen, driver.app.screen.account  # type: ignore[attr-defined]
        monkeypatch.setattr(workbench, "REST_SECONDS", 3600)
        with counted(driver) as asked:
            await driver.press("j", "j")
        assert screen.account == before, "it has not rested"  # type: ignore[attr-defined]
        assert asked == []
        monkeypatch.setattr(workbench, "REST_SECONDS", 0.01)
        await driver.press("j")
        await rested(driver)
        assert screen.account == listing(driver).current != before  # type: ignore[attr-defined]


async def rested(driver: Driver) -> None:
    """Wait until what the cursor stands on is in hand."""
    for _ in range(500):
        await driver.settle()
        if driver.app.screen.account == listing(driver).current:  # type: ignore[attr-defined]
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the account under the cursor is never read")


async def test_what_another_process_wrote_shows_up_and_the_cursor_stays(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j")
        await rested(driver)
        await driver.app._look()
        await driver.settle()
        here = listing(driver).current
        other = sqlite.connect(driver.app.config.database)  # a second connection, as another process has
        other.execute("UPDATE account SET name = '别人改的名' WHERE id = ?", (here,))
        other.commit()
        other.close()
        assert "别人改的名" not in driver.text
        await driver.app._look()
        await driver.settle()
        assert "别人改的名" in driver.text
        assert listing(driver).current == here


# A thousand -----------------------------------------------------------------------------------------------


def put_a_thousand() -> None:
    """Enter accounts past the writes, quickly, with what follows from them."""
    own = ("name", "short_name", "sort_key", "name_key")
    columns = [str(column) for (column,) in rows("SELECT name FROM pragma_table_info('account')")]
    same = ", ".join(column for column in columns if column not in ("id", "parent_id", *own))
    first = one("SELECT min(id) FROM account")
    sql = f"INSERT INTO account (name, short_name, sort_key, name_key, {same}) SELECT ?, '', ?, ?, {same} FROM account"
    with base.db.obj.atomic():
        for number in range(1000):
            key = f"z{number:04}"
            base.db.obj.execute_sql(f"{sql} WHERE id = ?", (f"客户{number:04}号变电站", key, key, first))
        derive([int(str(id)) for (id,) in rows("SELECT id FROM account")], TODAY, thresholds.settings())


@asynccontextmanager
async def a_thousand(start: Start) -> AsyncIterator[Driver]:
    """The list, by name, of a thousand and some."""
    async with start() as driver:
        await driver.app.store.write(put_a_thousand)
        await driver.app._look()
        await driver.press("2", "o")
        await driver.type(t("sort.name"))
        await driver.press("enter", "g")
        await rested(driver)
        yield driver


@contextmanager
def counted(driver: Driver) -> Iterator[list[str]]:
    """The statements the reader was asked, as long as this lasts."""
    asked: list[str] = []
    database = base.db.obj
    plain = database.execute_sql

    def noting(sql: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(sql)
        return plain(sql, *args, **kwargs)

    database.execute_sql = noting
    try:
        yield asked
    finally:
        del database.execute_sql


async def test_a_thousand_accounts_are_a_window_of_pages(start: Start) -> None:
    async with a_thousand(start) as driver:
        window = pane(driver).window
        assert window is not None
        total = len(window)
        assert total > 1000
        assert len(window.pages) <= 2
        await driver.press("G")
        assert listing(driver).cursor == total - 1
        assert "客户0999号变电" in driver.text
        assert "客户0000号变电" not in driver.text
        await driver.press("pageup")
        assert listing(driver).cursor < total - 1
        assert name(listing(driver).current)[:9] in driver.text
        await driver.press("g")
        for _ in range(6):
            await driver.press("pagedown")
            assert f"> {name(listing(driver).current)}"[:11] in driver.text
            assert "·  " not in driver.text.replace(" · ", "")
        assert all(len(page) <= PAGE for page in window.pages.values())


async def test_the_window_keeps_few_pages_however_far_one_walks(start: Start) -> None:
    async with a_thousand(start) as driver:
        for _ in range(45):
            listing(driver).action_page(1)
            await driver.settle()
        window = pane(driver).window
        assert window is not None
        assert listing(driver).cursor == len(window) - 1
        assert len(window.pages) <= 8


async def test_a_key_in_a_thousand_asks_the_database_for_little(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_thousand(start) as driver:
        monkeypatch.setattr(workbench, "REST_SECONDS", 3600)
        for key, most in (("j", 0), ("k", 0), ("space", 0), ("G", 1), ("g", 1), ("pagedown", 1)):
            with counted(driver) as asked:
                await driver.press(key)
            assert len(asked) <= most, (key, asked)
        with counted(driver) as asked:
            await driver.press("escape", "slash")
            await driver.type("0")
        assert 0 < len(asked) <= 8, asked


async def test_marking_and_changing_a_few_of_a_thousand_keeps_the_rest(start: Start) -> None:
    async with a_thousand(start) as driver:
        await driver.press("G", "K", "K", "e")
        await driver.type(t("field.account.source"))
        await driver.press("enter")
        form = driver.app.screen
        assert isinstance(form, Form)
        pick = form.query_one("#f-source", Pick)
        await driver.press("right", "ctrl+s")
        value = pick.value[0]
        assert rows("SELECT name FROM account WHERE source = ? AND name LIKE '客户%' ORDER BY id", value) in (
            [("客户0998号变电站",), ("客户0999号变电站",)],
        )
        assert "客户0999号变电" in driver.text


async def test_a_long_list_begins_before_all_of_it_is_known_and_the_end_is_its_end(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WALKED", 50)
    async with a_thousand(start) as driver:
        total, gate, plain = len(pane(driver).window or ()), asyncio.Event(), driver.app.aside

        async def late(*asked: Any) -> Any:
            await gate.wait()
            return await plain(*asked)

        monkeypatch.setattr(driver.app, "aside", late)
        pane(driver).sort = "amount"
        pane(driver).refresh_soon()
        while (found := pane(driver).shown) is None or found.asked[1] != "amount":
            await driver.pilot.pause()
        assert len(pane(driver).window or ()) == 50 < total
        await driver.pilot.press("G")
        assert listing(driver).cursor == 49
        gate.set()
        await driver.settle()
        assert len(pane(driver).window or ()) == total
        assert listing(driver).cursor == total - 1
        await driver.press("k", "a", "escape")
        assert listing(driver).cursor == total - 2


async def test_a_change_in_a_long_list_leaves_the_cursor_where_it_is(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WALKED", 50)
    async with a_thousand(start) as driver:
        for _ in range(10):
            listing(driver).action_page(1)
        await driver.settle()
        here, total = listing(driver).current, len(pane(driver).window or ())
        assert listing(driver).cursor > 200
        driver.app.touch({"*"})
        await driver.settle()
        assert listing(driver).current == here
        await driver.press("d", "y")
        assert listing(driver).current not in (None, here)
        assert listing(driver).cursor > 200
        assert len(pane(driver).window or ()) == total - 1


async def test_a_filter_that_is_kept_stays_in_sight_and_so_does_another_order(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "slash", *"hbj", "enter")
        assert "/ hbj" in driver.text
        assert str(driver.app.screen.query_one("#left").render()) == "1"
        await driver.press("escape")
        assert "/ hbj" not in driver.text
        await driver.press("o", "down", "enter")
        assert t("sort.name") in driver.text.splitlines()[1]
