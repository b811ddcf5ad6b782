"""What is put before others: a transfer with its consents, a second account of one name."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui import drafts
from tui.modals.form import Form
from tui.words import t

OWNERS = "SELECT m.login FROM account a JOIN member m ON m.id = a.owner_id WHERE a.name = ?"


async def put(driver: Driver, kind: str) -> None:
    """Put the cursor on what waits in the inbox."""
    await driver.press("8")
    wanted = rows("SELECT id FROM approval WHERE kind = ? AND state = 'asked'", kind)[0][0]
    assert driver.listing.go_to(("approval", wanted))


async def test_the_inbox_says_who_is_waited_for(start: Start) -> None:
    async with start() as driver:
        await put(driver, "transfer")
        assert "还等审批人：" in driver.text and "还等原负责人：" in driver.text
        before = rows(OWNERS, "廊坊局")
        await driver.press("y", "enter")
        assert "已批准" in driver.status, "an admin who owns it gives both words at once"
        assert rows(OWNERS, "廊坊局") == [("demo.chen",)] != before


async def test_nobody_decides_what_he_asked_for_himself(start: Start) -> None:
    async with start(login="demo.chen") as driver:
        await put(driver, "transfer")
        await driver.press("y", "enter")
        assert "自己提的申请不能自己批" in driver.status
        assert rows("SELECT state FROM approval WHERE kind = 'transfer'") == [("asked",)]


async def test_enter_says_how_an_approval_is_decided(start: Start) -> None:
    async with start() as driver:
        await put(driver, "transfer")
        await driver.press("enter")
        assert driver.status.strip() == t("team.decide_how")
        await driver.press("y", "enter", "enter")
        assert driver.status.strip() == t("team.decided_already")


async def add(driver: Driver, name: str) -> None:
    """Add an account by its name alone."""
    await driver.press("2", "a")
    await driver.type(name)
    await driver.press("ctrl+s")


async def test_an_account_of_the_same_name_is_asked_about_and_not_made(start: Start) -> None:
    async with start() as driver:
        await add(driver, "华北局")
        assert "已经报备过：华北局" in driver.text
        await driver.press("escape")
        assert isinstance(driver.app.screen, Form)
        assert rows("SELECT count(*) FROM account WHERE name = '华北局'") == [(1,)]
        assert rows("SELECT count(*) FROM intent WHERE name = 'refused:record.add'") == [(1,)]


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_the_account_on_record_is_opened_instead_and_what_was_typed_is_kept(start: Start, key: str) -> None:
    async with start() as driver:
        await add(driver, "华北局")
        await driver.press(key)
        assert "华北局" in driver.bar("identity")
        assert rows("SELECT count(*) FROM account WHERE name = '华北局'") == [(1,)]
        assert drafts.pending() == ["add-account-0"]


async def test_another_account_of_the_same_name_becomes_a_conflict(start: Start) -> None:
    async with start() as driver:
        await add(driver, "华北局")
        await driver.press("c")
        assert rows("SELECT count(*) FROM account WHERE name = '华北局'") == [(2,)]
        assert rows("SELECT state FROM approval WHERE kind = 'conflict'") == [("asked",)]
