"""After a visit: what is asked, done or skipped by one key; remarks by the manager; capture from a sheet (V10, V12)."""

import pytest

from models.rules.visit_after import Prompt
from tests.tui.conftest import Driver, Start, rows
from tests.tui.filling import account, front, one, person
from tui import drafts
from tui.modals.capture import Capture
from tui.modals.drafted import Drafted
from tui.sheets.person import PersonSheet
from tui.sheets.visit import VisitSheet


def latest() -> int:
    return one("SELECT max(v.id) FROM visit v WHERE v.account_id = ? AND v.state = 'done'", account())


async def opened(driver: Driver) -> VisitSheet:
    """The sheet of the newest visit at the first case's account."""
    driver.app.push_screen(VisitSheet(latest()))
    await driver.settle()
    found = driver.app.screen
    assert isinstance(found, VisitSheet)
    return found


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_a_visit_that_became_done_asks_what_to_see_to(
    start: Start, size: tuple[int, int], language: str
) -> None:
    async with start(size=size, language=language) as driver:
        house = one("SELECT account_id FROM visit WHERE state = 'done' ORDER BY id LIMIT 1")
        driver.app.screen.go(house)  # type: ignore[attr-defined]
        await driver.settle()
        await driver.press("n")
        front(driver).query_one("#f-next_step").focus()
        await driver.type("送样")
        await driver.press("enter")
        await driver.type("fri")
        await driver.press("ctrl+s")
        sheet = driver.app.screen
        assert isinstance(sheet, VisitSheet)
        assert sheet.found is not None
        assert sheet.found.prompts[0] is Prompt.GRADE
        await driver.press("space")
        assert sheet.seen_to == {Prompt.GRADE: False}
        await driver.press("escape")
        assert driver.app.screen is driver.app.screen_stack[0]


async def test_one_key_leads_to_the_form_and_ticks_what_was_done(start: Start) -> None:
    async with start() as driver:
        sheet = await opened(driver)
        before = one("SELECT count(*) FROM visit WHERE state = 'planned'")
        await driver.press("n", "enter")
        assert front(driver).answers.typed(front(driver).asked[1]) == ("planned",)
        await driver.press("ctrl+s")
        assert driver.app.screen is sheet
        assert one("SELECT count(*) FROM visit WHERE state = 'planned'") == before + 1
        assert sheet.seen_to.get(Prompt.NEXT_VISIT)
        await driver.press("t", "enter")
        assert [field.code for field in front(driver).asked] in (["personal_grade"], ["company_grade"])
        await driver.press("escape")
        assert Prompt.GRADE not in sheet.seen_to


async def test_a_remark_is_drafted_added_seen_in_the_timeline_and_withdrawn(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        sheet = await opened(driver)
        await driver.press("r")
        await driver.type("卡在[预算]")
        await driver.press("escape")
        assert f"remark-{sheet.visit}" in drafts.pending()
        await driver.press("r")
        line = driver.app.screen
        assert isinstance(line, Drafted)
        assert line.kept == "卡在[预算]"
        await driver.type("要张总出面")
        await driver.press("enter")
        assert rows("SELECT text FROM remark WHERE visit_id = ?", sheet.visit) == [("卡在[预算]要张总出面",)]
        assert drafts.pending() == []
        assert "卡在[预算]要张总出面" in driver.text
        await driver.press("escape")
        driver.app.screen.go(account(), "visits", ("visit", sheet.visit))  # type: ignore[attr-defined]
        await driver.settle()
        assert "» 卡在[预算]" in driver.text
        await driver.press("v")
        found = driver.app.screen
        assert isinstance(found, VisitSheet)
        found.listing.go_to(("remark", one("SELECT id FROM remark WHERE visit_id = ?", sheet.visit)))
        await driver.press("d")
        assert rows("SELECT text FROM remark WHERE visit_id = ?", sheet.visit) == []


async def test_capture_in_a_persons_sheet_begins_with_him(start: Start) -> None:
    async with start() as driver:
        driver.app.push_screen(PersonSheet(person()))
        await driver.settle()
        await driver.press("c")
        line = driver.app.screen
        assert isinstance(line, Capture)
        assert line.begin.endswith("黄主任 ")
        await driver.type("谈技改标准 我:fri送样")
        await driver.press("enter")
        assert isinstance(driver.app.screen, PersonSheet), driver.text
        visit = one("SELECT max(id) FROM visit")
        assert rows("SELECT person_id FROM visit_person WHERE visit_id = ?", visit) == [(person(),)]


async def test_capture_in_the_sheet_of_a_visit_begins_with_the_account(start: Start) -> None:
    async with start() as driver:
        await opened(driver)
        await driver.press("c")
        line = driver.app.screen
        assert isinstance(line, Capture)
        assert ("account", account()) in {(kind, number) for (kind, _), number in line.chosen.items()}
