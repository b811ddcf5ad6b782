"""A practised hand after a visit: two people, a stance, two promises, a next step; by form and by one line."""

from tests.tui.conftest import Driver, Start, rows
from tests.tui.filling import account, one, person
from tui.modals.form import Form

MOST = 60
"""Keys for the whole form, besides free text."""


class Hand:
    """Presses keys and counts them; free text is not counted."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.count = 0

    async def keys(self, *keys: str) -> None:
        self.count += len(keys)
        await self.driver.press(*keys)

    async def letters(self, text: str) -> None:
        """Letters that choose, or a day."""
        self.count += len(text)
        await self.driver.type(text)

    async def text(self, text: str) -> None:
        """Free text."""
        await self.driver.type(text)


def stored(since: int) -> dict[str, list[tuple[object, ...]]]:
    """What was stored with the visits after one."""
    return {
        "visit": rows("SELECT state, happened FROM visit WHERE id > ?", since),
        "people": rows("SELECT person_id FROM visit_person WHERE visit_id > ? ORDER BY person_id", since),
        "promises": rows(
            "SELECT by, text, due, next_step, person_id FROM promise WHERE visit_id > ? ORDER BY text", since
        ),
        "stances": rows("SELECT person_id, stance, evidence FROM stance_entry WHERE visit_id > ?", since),
    }


async def test_by_form_in_sixty_keys_and_by_one_line_the_same_is_stored(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        driver.app.screen.go(account())  # type: ignore[attr-defined]
        await driver.settle()
        last, hand = one("SELECT max(id) FROM visit"), Hand(driver)
        await hand.keys("n", "tab", "tab", "tab", "tab")
        await hand.letters("h")
        await hand.keys("space")
        await hand.letters("l")
        await hand.keys("space", "enter", "tab", "tab")
        await hand.text("谈技改标准")
        await hand.keys("tab", "tab", "tab", "tab")
        await hand.text("送样")
        await hand.keys("enter")
        await hand.letters("fri")
        await hand.keys("enter")
        await hand.text("给参数")
        await hand.keys("enter")
        await hand.letters("l")
        await hand.keys("enter")
        await hand.letters("+7d")
        await hand.keys("enter")
        await hand.text("报价")
        await hand.keys("enter")
        await hand.letters("sat")
        await hand.keys("enter")
        await hand.letters("l")
        await hand.keys("enter")
        await hand.letters("n")
        await hand.keys("tab")
        await hand.text("愿意看测试报告")
        await hand.keys("enter")
        assert not isinstance(driver.app.screen, Form), driver.text
        form = stored(last)
        assert hand.count <= MOST
        huang, liu = person(), person("刘工")
        assert form == {
            "visit": [("done", "谈技改标准")], "people": [(huang,), (liu,)],
            "promises": [
                ("us", "报价", "2026-11-28", 0, None), ("them", "给参数", "2026-11-30", 0, liu),
                ("us", "送样", "2026-11-27", 1, None),
            ],
            "stances": [(liu, "neutral", "愿意看测试报告")],
        }  # fmt: skip
        await driver.press("u")
        assert stored(last) == {"visit": [], "people": [], "promises": [], "stances": []}

        await driver.press("c")
        await driver.type('hzr+lg 谈技改标准 lg:>N "愿意看测试报告" 我:fri送样 我:sat报价 lg:+7d给参数')
        await driver.press("enter")
        assert stored(last) == form
