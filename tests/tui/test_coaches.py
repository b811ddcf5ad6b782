"""The sheets of coaches and relationships behind the board, and the parts of the opportunity's sheet about people."""

import pytest

from tests.tui.conftest import Driver, Start, rows
from tests.tui.test_board import board
from tests.tui.test_progress import at
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.sheets.coach import CoachSheet
from tui.sheets.relations import RelationSheet


async def opened(driver: Driver, key: str, language: str = "zh_CN") -> None:
    await board(driver, "hzr" if language == "zh_CN" else "Huang")
    await driver.press(key)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_coaches_candidates_with_why_and_the_rule_of_the_third_visit(
    start: Start, language: str, size: tuple[int, int]
) -> None:
    async with start(size=size, language=language) as driver:
        await opened(driver, "s", language)
        found = driver.app.screen
        assert isinstance(found, CoachSheet) and found.found is not None and found.found.candidates
        told = ("请经理支援", "支持我们") if language == "zh_CN" else ("ask the manager", "supports us")
        text = " ".join(driver.text.split())
        assert all(each in text for each in told), driver.text
        name = found.found.candidates[0].name
        await driver.press("M")
        assert name not in driver.text


async def test_what_a_coach_told_is_recorded_on_its_item(start: Start) -> None:
    async with start(size=(120, 50)) as driver:
        await opened(driver, "s")
        found = driver.app.screen
        assert isinstance(found, CoachSheet)
        assert found.listing.go_to(("item", "decision_people"))
        await driver.press("a")
        form = driver.app.screen
        assert isinstance(form, Form) and form.answers.typed(form.asked[0])
        await driver.press("tab")
        await driver.type("总工说了算")
        await driver.press("ctrl+s")
        assert rows("SELECT item, text FROM intel ORDER BY id DESC LIMIT 1") == [("decision_people", "总工说了算")]
        assert "总工说了算" in driver.text


async def test_a_grade_is_chosen_by_its_signs_and_a_wanted_one_makes_the_gap(start: Start) -> None:
    async with start(size=(120, 50)) as driver:
        await opened(driver, "r")
        found = driver.app.screen
        assert isinstance(found, RelationSheet) and found.found is not None
        person = found.found.people[-1].person
        assert found.listing.go_to(("person", person))
        await driver.press("p")
        assert isinstance(driver.app.screen, Chooser) and "下班后也愿意见面聊" in driver.text
        await driver.press("down", "enter")
        assert rows("SELECT personal_grade FROM person WHERE id = ?", person) == [("C",)]
        assert found.listing.go_to(("person", person))
        await driver.press("w", "down", "down", "down", "enter")
        assert rows("SELECT wanted_grade FROM person WHERE id = ?", person) == [("A",)]
        assert "差 2 级" in driver.text and "怎么走：" in driver.text


async def test_doubts_are_answered_and_meetings_of_the_plan_ticked_off(start: Start) -> None:
    async with start(size=(120, 160)) as driver:
        found = await at(driver, "220kV", "progress")
        doubt = rows("SELECT id FROM doubt WHERE state = 'answered'")[0][0]
        assert found.listing.go_to(("doubt", doubt))
        await driver.press("full_stop")
        assert rows("SELECT state FROM doubt WHERE id = ?", doubt) == [("settled",)]
        bare = rows("SELECT id FROM doubt WHERE answer = '' AND state = 'open'")[0][0]
        assert found.listing.go_to(("doubt", bare))
        await driver.press("full_stop")
        assert "还没有写答复" in driver.text
        touch = rows("SELECT id FROM touch WHERE done IS NULL")[0][0]
        assert found.listing.go_to(("touch", touch))
        await driver.press("full_stop")
        assert rows("SELECT done IS NULL FROM touch WHERE id = ?", touch) == [(0,)]


async def test_after_the_decision_each_rating_stands_against_what_he_did(start: Start) -> None:
    async with start(size=(120, 160)) as driver:
        await at(driver, "电容年度", "conduct")
        assert "看高 1 级" in driver.text and "看准了" in driver.text
    async with start(size=(120, 160)) as driver:
        await at(driver, "220kV", "conduct")
        assert "成单或丢单之后" in driver.text
