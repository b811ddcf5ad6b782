"""The user's own keys: what is wrong with them is said at the start; typed ahead, keys go where they are meant."""

from textual import events

from tests.tui.conftest import Start
from tui.modals.form import Form


async def test_what_is_wrong_with_the_users_own_keys_is_said_at_the_start(start: Start) -> None:
    async with start(keys={"place.acounts": "z", "list.sort": "?"}) as driver:
        assert "place.acounts" in driver.status
        assert "1" in driver.status
        await driver.press("2")
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]


async def test_keys_that_are_right_are_not_spoken_of(start: Start) -> None:
    async with start(keys={"place.accounts": "f6"}) as driver:
        assert "place.accounts" not in driver.status


async def test_keys_that_arrive_together_are_handed_on_one_after_the_other(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        for key in "2a":
            driver.app.post_message(events.Key(key, key))
        await driver.settle()
        form = driver.app.screen
        assert isinstance(form, Form)
        for key in ("甲", "tab", "乙", "shift+tab", "丙"):
            driver.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await driver.settle()
        assert form.query_one("#f-name").value == "甲丙"  # type: ignore[attr-defined]
        assert form.query_one("#f-short_name").value == "乙"  # type: ignore[attr-defined]
