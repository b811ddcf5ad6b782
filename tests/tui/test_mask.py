"""Under the mask no screen tells a name, what somebody wrote, or what was agreed."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui.widgets.listing import Listing, Span

FREE = {
    "account": ("name", "short_name", "gift_policy_source", "notes"), "person": ("name", "title", "taboo", "notes"),
    "opportunity": ("name", "need", "notes"), "competitor": ("name",), "visit": ("happened", "summary"),
    "promise": ("text",), "account_event": ("text",), "relation": ("note",), "stance_entry": ("evidence",),
    "act": ("text",), "task": ("text",), "need": ("text",), "member": ("name",),
}  # fmt: skip
"""What people wrote, by table and column."""


def written() -> set[str]:
    """All of it that is long enough to be told from our own words."""
    found: set[str] = set()
    for table, columns in FREE.items():
        there = {str(name) for _, name, *_ in rows(f"PRAGMA table_info({table})")}
        for column in there & set(columns):
            found |= {str(text)[:12] for (text,) in rows(f"SELECT {column} FROM {table} WHERE length({column}) > 3")}
    return found


def drawn(driver: Driver) -> str:
    """Every line of every list, seen or not, and the screen."""
    told = [driver.text]
    for listing in driver.app.screen.query(Listing):
        for number in range(len(listing.rows)):
            line = listing.rows.line(number)
            told += ["".join(cell.text if isinstance(cell, Span) else cell for cell in line.cells)] if line else []
    return "\n".join(told)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_no_face_of_any_account_says_what_the_mask_hides(start: Start, language: str) -> None:
    async with start(size=(160, 45), language=language) as driver:
        words = written() - {"Telecom", "Funnel"}  # an industry and a place, too
        await driver.press("M")
        leaks: set[tuple[str, str]] = set()
        for (account,) in rows("SELECT id FROM account"):
            for face in ("brief", "board", "visits", "opportunities", "questions", "history"):
                driver.app.screen.go(account, face)  # type: ignore[attr-defined]
                await driver.settle()
                shown = drawn(driver)
                leaks |= {(face, word) for word in words if word in shown}
        assert not leaks, sorted(leaks)
