"""After a visit: what is asked, done or skipped by one key; remarks by the manager; capture from a sheet (V10, V12)."""

import re

import pytest

from models import playbook
from models.rules.values import Value
from models.rules.visit_after import Prompt
from models.tables import Asking
from models.writes import process, questions, visits
from tests.tui.conftest import TODAY, Driver, Start, rows
from tests.tui.filling import account, front, one, person
from tui import drafts
from tui.modals.capture import Capture
from tui.modals.chooser import Chooser
from tui.modals.drafted import Drafted
from tui.sheets.appointment import AppointmentSheet
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


def ahead() -> int:
    """The visit planned at the first case's account, of which something is prepared."""
    return one("SELECT min(visit_id) FROM preparation")


async def before_it(driver: Driver) -> VisitSheet:
    driver.app.push_screen(VisitSheet(ahead()))
    await driver.settle()
    found = driver.app.screen
    assert isinstance(found, VisitSheet)
    return found


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_a_planned_visit_is_prepared_by_ticks_and_answers(
    start: Start, size: tuple[int, int], language: str
) -> None:
    async with start(size=size, language=language) as driver:
        sheet = await before_it(driver)
        assert sheet.listing.current == ("check", "appointment")
        held = one("SELECT count(*) FROM preparation WHERE item = 'appointment'")
        await driver.press("space")
        assert one("SELECT count(*) FROM preparation WHERE item = 'appointment'") == 1 - held
        sheet.listing.go_to(("plan", "convince"))
        await driver.press("enter")
        await driver.type("业绩 [b]")
        await driver.press("escape")
        assert drafts.pending() == [f"prepare-{sheet.visit}-convince"]
        await driver.press("enter", "enter")
        assert drafts.pending() == []
        assert rows("SELECT text FROM preparation WHERE question = 'convince'") == [("业绩 [b]",)]
        assert "-> 业绩 [b]" in driver.text
        await driver.press("enter", "escape")
        assert drafts.pending() == []
        await driver.press("u")
        assert rows("SELECT text FROM preparation WHERE question = 'convince'") == []


async def test_a_half_written_answer_of_the_plan_is_opened_from_the_drafts(start: Start) -> None:
    async with start() as driver:
        sheet = await before_it(driver)
        sheet.listing.go_to(("plan", "growth"))
        await driver.press("enter")
        await driver.type("一起做标准")
        await driver.press("escape", "escape")
        await driver.app.screen.run_action("drafts")
        await driver.settle()
        await driver.press("enter")
        line = driver.app.screen
        assert isinstance(line, Drafted)
        assert line.kept == "一起做标准"


async def test_it_tells_what_was_asked_what_was_answered_and_which_stances_it_showed(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        visit = one("SELECT visit_id FROM stance_entry WHERE visit_id IS NOT NULL ORDER BY id DESC LIMIT 1")
        house = one("SELECT account_id FROM visit WHERE id = ?", visit)
        me = driver.app.actor
        asked = questions.choose(me, house, 0, "停电窗口谁定？").value
        questions.answer(me, asked, "调度说了算", "怕担责")
        Asking.update(visit=visit).where(Asking.id == asked).execute()
        driver.app.push_screen(VisitSheet(visit))
        await driver.settle()
        for words in ("停电窗口谁定？", "调度说了算", "怕担责"):
            assert words in driver.text
        sheet = driver.app.screen
        assert isinstance(sheet, VisitSheet)
        assert sheet.found is not None
        assert all(move.evidence[:8] in driver.text for move in sheet.found.visited.moves)


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_the_telephone_card_has_the_script_the_data_and_the_days_and_plans_the_visit(
    start: Start, size: tuple[int, int], language: str
) -> None:
    async with start(size=size, language=language) as driver:
        await before_it(driver)
        await driver.press("p")
        card = driver.app.screen
        assert isinstance(card, AppointmentSheet)
        assert card.found is not None
        assert card.found.person is not None
        shown = [*playbook.lines("call.script"), *(playbook.lines("call.rule") if size[1] > 30 else ())]
        assert [line.code for line in shown if line.text(language) not in driver.text] == []
        day = card.found.days[1]
        card.listing.go_to(("day", day.isoformat()))
        await driver.press("enter")
        form = front(driver)
        assert form.answers.value(form.asked[2]) == day
        before = one("SELECT count(*) FROM visit WHERE state = 'planned'")
        await driver.press("ctrl+s")
        assert one("SELECT count(*) FROM visit WHERE state = 'planned'") == before + 1
        assert isinstance(driver.app.screen, VisitSheet)


async def test_the_telephone_card_masks_whom_one_calls(start: Start) -> None:
    async with start() as driver:
        driver.app.mask.on = True
        await before_it(driver)
        await driver.press("p")
        card = driver.app.screen
        assert isinstance(card, AppointmentSheet)
        assert card.found is not None
        assert card.found.person is not None
        assert card.found.person.name not in driver.text
        assert card.found.name not in driver.text


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_timeline_tells_what_moved_and_masks_who(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as driver:
        me, house = driver.app.actor, account("申江%")
        deal = one("SELECT id FROM opportunity WHERE account_id = ? ORDER BY id LIMIT 1", house)
        process.move_step(me, deal, -1)
        driver.app.screen.go(house, "visits")  # type: ignore[attr-defined]
        await driver.settle()
        assert "~ 数据机房电源改造  步骤 " in driver.text
        assert "~ 刘副总  C 教练" in driver.text
        await driver.press("M")
        assert "~ " in driver.text
        assert "刘副总" not in driver.text
        assert "教练" not in driver.text
        assert "放心，有我" not in driver.text


async def test_the_telephone_card_is_opened_from_the_visits_of_an_account_and_asks_whom(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        driver.app.screen.go(account(), "visits")  # type: ignore[attr-defined]
        await driver.settle()
        assert "已备 5/14" in driver.text
        await driver.press("t")
        card = driver.app.screen
        assert isinstance(card, AppointmentSheet)
        await driver.press("e", "p")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("huang")
        await driver.press("enter")
        assert card.person == person()
        assert card.found is not None
        assert card.found.person is not None
        assert "黄主任" in driver.text


async def test_a_service_visit_has_deliveries_service_and_figures_at_hand(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        house = one("SELECT account_id FROM opportunity WHERE delivered_date IS NOT NULL ORDER BY id LIMIT 1")
        values: dict[str, Value] = {"kind": "visit", "state": "planned", "date": TODAY, "purposes": ("service",)}
        done = await driver.app.write(visits.log_visit, house, values)
        assert done
        driver.app.push_screen(VisitSheet(done.value))
        await driver.settle()
        assert "回访准备" in driver.text
        assert "交付" in driver.text
        assert str(one("SELECT max(year) FROM annual_figure WHERE account_id = ?", house)) in driver.text


async def test_under_the_mask_a_visit_keeps_its_codes_and_names_nobody(start: Start) -> None:
    async with start(size=(120, 40), language="en") as driver:
        driver.app.mask.on = True
        driver.app.push_screen(VisitSheet(one("SELECT min(visit_id) FROM remark")))
        await driver.settle()
        assert "Needs, Competitors" in driver.text
        assert re.search(r"People met +P\d", driver.text)
        for word in ("Engineer Liu", "like stations", "outage plan", "North China"):
            assert word not in driver.text
