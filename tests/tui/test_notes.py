"""Notes of a talk in five parts beside the questions: drafts, switching, and the visit they become (V8)."""

import pytest

from tests.tui.conftest import Start, rows
from tests.tui.filling import front
from tests.tui.test_guide import at
from tui import drafts
from tui.guide.notes import TalkNotes
from tui.sheets.visit import VisitSheet
from tui.widgets.rows import every


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("size", "both"), [((120, 40), True), ((80, 23), False)])
async def test_both_sides_where_there_is_room_and_one_key_switches(
    start: Start, size: tuple[int, int], both: bool, language: str
) -> None:
    async with start(size=size, language=language) as driver:
        driver.app.screen.account = int(str(rows("SELECT account_id FROM asking ORDER BY id LIMIT 1")[0][0]))  # type: ignore[attr-defined]
        await driver.press("5", "p", "down", "enter", "i")
        notes = driver.app.screen
        assert isinstance(notes, TalkNotes)
        assert notes.part("opening").has_focus
        assert notes.questions.display is both
        assert notes.part("opening").size.height >= 2
        await driver.press("f4")
        assert notes.questions.has_focus
        assert notes.query_one("#parts").display is both
        await driver.press("f4")
        assert notes.part("opening").has_focus


async def test_notes_are_kept_and_become_the_visit(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("i")
        notes = driver.app.screen
        assert isinstance(notes, TalkNotes)
        await driver.type("寒暄[b]")
        await driver.press("tab", "tab", "tab")
        await driver.type("缺人")
        await driver.press("enter")
        await driver.type("缺钱")
        await driver.press("escape")
        assert f"notes-{notes.account}" in drafts.pending()
        await driver.press("i")
        again = driver.app.screen
        assert isinstance(again, TalkNotes)
        assert again.part("opening").text == "寒暄[b]"
        assert again.part("information").text == "缺人\n缺钱"
        await driver.press("ctrl+s", "y")
        form = front(driver)
        held = {field.code: form.answers.typed(field) for field in form.asked}
        assert (held["opening"], held["information"]) == ("寒暄[b]", "缺人\n缺钱")
        form.query_one("#f-next_step").focus()
        await driver.type("送样")
        await driver.press("enter")
        await driver.type("fri")
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, VisitSheet), driver.text
        assert rows("SELECT opening, information FROM visit ORDER BY id DESC LIMIT 1") == [("寒暄[b]", "缺人\n缺钱")]
        assert drafts.pending() == []


async def test_a_question_is_asked_and_answered_beside_the_notes(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("i")
        notes = driver.app.screen
        assert isinstance(notes, TalkNotes)
        assert notes.told is not None
        await driver.press("f4")
        best = notes.told.next()[0]
        questions = notes.questions
        questions.go_to(("next", best.id))
        await driver.press("enter")
        await driver.type("明年")
        await driver.press("enter", "enter")
        assert driver.app.screen is notes
        assert rows("SELECT question, answer FROM asking ORDER BY id DESC LIMIT 1") == [(best.id, "明年")]
        assert ("next", best.id) not in {line.key for line in every(questions.rows)}
