"""Choosing what a field holds: by a letter, by a part of a name, several at once, and what nobody has recorded yet."""

import asyncio
from typing import Any

import pytest

from models import base
from tests.tui.conftest import Driver, Start, rows
from tests.tui.filling import account, adding, editing, fill, front, held, into, notice, one, person
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.modals.several import Several
from tui.sheets.visit import VisitSheet
from tui.widgets.entry import Entry
from tui.widgets.fields import Pick
from tui.words import t


async def test_a_letter_takes_the_next_choice_that_begins_with_it(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "account")
        await into(driver, "kind")
        pick = form.query_one("#f-kind", Pick)
        letter = pick.entries[-1].initials[-1][0]
        fitting = [entry.value for entry in pick.entries if entry.begins(letter)]
        seen: list[object] = []
        for _ in (*fitting, 0):
            await driver.press(letter)
            seen.append(*pick.value)
        assert seen == [*fitting, fitting[0]]
        await driver.press("backspace")
        assert pick.value == ()


async def test_several_letters_spell_one_choice(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "person")
        await into(driver, "level")
        pick = form.query_one("#f-level", Pick)
        for entry in pick.entries:
            await driver.press(*entry.initials[-1])
            assert pick.value == (entry.value,)
        await driver.press("enter")
        assert driver.app.screen is form
        assert form.focused is not pick


async def test_space_marks_and_enter_takes_all_that_is_marked(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "person")
        first, second, third = (e.value for e in (await _pick(driver, "roles")).entries[:3])
        await driver.press("enter", "space", "down", "down", "space", "enter")
        assert held(driver, "roles") == (first, third)
        assert form.focused is not form.query_one("#f-roles")
        await into(driver, "roles")
        await driver.press("enter", "space", "down", "space", "enter")
        assert held(driver, "roles") == (third, second)
        await into(driver, "roles")
        await driver.press("enter", "down", "space", "down", "space", "enter")
        assert held(driver, "roles") == ()
        await into(driver, "roles")
        await driver.press("enter", "enter")
        assert held(driver, "roles") == (first,)
        await into(driver, "roles")
        await driver.press("enter", "down", "space", "escape")
        assert held(driver, "roles") == (first,)


async def _pick(driver: Driver, code: str) -> Pick:
    """A field to pick in, with the keys."""
    await into(driver, code)
    return front(driver).query_one(f"#f-{code}", Pick)


async def test_names_are_chosen_by_pinyin_initials_begun_in_the_field(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "visit")
        await into(driver, "people")
        await driver.press("h")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("zr")
        assert "黄主任" in driver.text
        await driver.press("enter")
        assert held(driver, "people") == (person(),)
        assert form.query_one("#f-people", Pick).shown == "黄主任"


async def test_a_new_entry_of_an_editable_list_may_be_typed(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "account")
        await fill(driver, "name", "船厂一号")
        await into(driver, "industry")
        await driver.press("enter")
        await driver.type("远洋船舶")
        await driver.press("enter", "ctrl+s")
        made = one("SELECT id FROM account WHERE name = '船厂一号'")
        assert rows("SELECT industry FROM account WHERE id = ?", made) == [("远洋船舶",)]
        form = await editing(driver, "account", made)
        assert form.query_one("#f-industry", Pick).shown == "远洋船舶"


# Several, and new ones ------------------------------------------------------------------------------------


async def test_people_at_a_visit_are_marked_one_after_the_other_and_new_faces_made_by_their_names(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        intents = one("SELECT count(*) FROM intent")
        people = one("SELECT count(*) FROM person")
        form = await adding(driver, "visit")
        await fill(driver, "happened", "见了新面孔")
        pick = await _pick(driver, "people")
        await driver.press("enter")
        await driver.type("hzr")
        await driver.press("space")
        assert driver.app.screen.query_one(Entry).value == ""
        await driver.type("万事通")
        assert t("form.new_entry", text="万事通", what="").partition("（")[0] in driver.text
        await driver.press("space")
        assert isinstance(driver.app.screen, Several)
        await driver.type("钱多多")
        await driver.press("enter")
        assert front(driver) is form
        assert pick.labels == ["黄主任", "万事通", "钱多多"]
        assert held(driver, "happened") == "见了新面孔"
        assert t("chooser.made", noun=t("noun.person"), name="钱多多") in notice(driver)
        assert one("SELECT count(*) FROM intent") == intents + 2
        await fill(driver, "next_step", "送样")
        await fill(driver, "next_due", "后天")
        await driver.press("ctrl+s")
        met = "SELECT name FROM person JOIN visit_person ON person_id = person.id WHERE visit_id = ? ORDER BY 1"
        visit = one("SELECT max(id) FROM visit")
        assert rows(met, visit) == [("万事通",), ("钱多多",), ("黄主任",)]
        assert rows("SELECT DISTINCT account_id FROM person WHERE name IN ('万事通', '钱多多')") == [(account(),)]
        await driver.press("u")
        assert one("SELECT count(*) FROM visit WHERE id = ?", visit) == 0
        assert one("SELECT count(*) FROM person") == people + 2
        await driver.press("u", "u")
        assert one("SELECT count(*) FROM person") == people
        assert one("SELECT count(*) FROM intent") == intents + 6


async def test_a_space_within_a_name_is_a_space(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "visit")
        pick = await _pick(driver, "people")
        await driver.press("enter")
        await driver.type("John Smith")
        await driver.press("tab")
        await driver.type("John Silver")
        await driver.press("enter")
        assert pick.labels == ["John Smith", "John Silver"]


@pytest.mark.parametrize(("noun", "code", "sql"), [
    ("person", "unit", "SELECT name, kind FROM unit ORDER BY id DESC LIMIT 1"),
    ("promise", "person", "SELECT name, placeholder FROM person ORDER BY id DESC LIMIT 1"),
    ("opportunity", "product", "SELECT name, code FROM product ORDER BY id DESC LIMIT 1"),
    ("opportunity_competitor", "competitor", "SELECT name, strengths FROM competitor ORDER BY id DESC LIMIT 1"),
    ("visit", "opportunity", "SELECT name, step FROM opportunity ORDER BY id DESC LIMIT 1"),
    ("attitude", "competitor", "SELECT name, strengths FROM competitor ORDER BY id DESC LIMIT 1"),
    ("account", "parent", "SELECT name, mode FROM account ORDER BY id DESC LIMIT 1"),
])  # fmt: skip
async def test_what_nobody_recorded_is_made_where_it_is_chosen(start: Start, noun: str, code: str, sql: str) -> None:
    async with start(size=(100, 60)) as driver:
        intents = one("SELECT count(*) FROM intent")
        form = await adding(driver, noun)
        pick = await _pick(driver, code)
        await driver.press("enter")
        await driver.type("从没见过的")
        await driver.press("enter")
        assert front(driver) is form
        assert pick.shown == "从没见过的"
        assert rows(sql)[0][0] == "从没见过的"
        assert one("SELECT count(*) FROM intent") == intents + 1
        await driver.press("escape")
        await driver.press("u")
        assert rows(sql)[0][0] != "从没见过的"


async def test_members_are_not_made_by_their_names(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "task")
        await into(driver, "member")
        await driver.press("enter")
        await driver.type("从没见过的")
        assert t("form.new_entry", text="从没见过的", what="").partition("（")[0] not in driver.text
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser)


async def test_a_name_that_is_there_is_not_offered_as_a_new_one(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "promise")
        await into(driver, "person")
        await driver.press("enter")
        await driver.type("黄主任")
        assert t("form.new_entry", text="黄主任", what="").partition("（")[0] not in driver.text
        await driver.press("enter")
        assert held(driver, "person") == (person(),)


async def test_a_refusal_to_make_stands_in_the_choice_and_everything_stays(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        base.db.obj.execute_sql("UPDATE member SET role = 'assistant' WHERE id = ?", (driver.app.member,))
        before = one("SELECT count(*) FROM account")
        await adding(driver, "account")
        await fill(driver, "name", "某分公司")
        await into(driver, "parent")
        await driver.press("enter")
        driver.app.screen.query_one(Entry).value = "某" * 4001
        await driver.settle()
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser)
        assert t("invalid.too_long") in driver.text
        await driver.press("escape")
        assert held(driver, "name") == "某分公司"
        assert one("SELECT count(*) FROM account") == before


async def test_who_promised_is_asked_of_those_met_first_and_shown_with_the_promise(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await driver.press("f")
        await driver.type("hbj")
        await driver.press("enter", "V", "n")
        await into(driver, "people")
        await driver.press("enter")
        await driver.type("刘工")
        await driver.press("enter")
        await fill(driver, "next_step", "送样")
        await fill(driver, "next_due", "后天")
        await fill(driver, "their_promise", "给出技术参数")
        await into(driver, "their_person")
        await driver.press("enter", "enter")
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, VisitSheet), notice(driver)
        await driver.press("escape")
        sql = "SELECT text, by, person_id FROM promise ORDER BY id DESC LIMIT 2"
        assert rows(sql) == [("给出技术参数", "them", person("刘工")), ("送样", "us", None)]
        (line,) = [line for line in driver.lines() if "给出技术参数" in line]
        assert "刘工" in line
        await driver.press("B")
        (line,) = [line for line in driver.lines() if "给出技术参数" in line]
        assert "刘工" in line


# Typing ahead ---------------------------------------------------------------------------------------------


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the reads of an app wait until the event it answers is set."""

    def of(driver: Driver) -> asyncio.Event:
        gate, read = asyncio.Event(), driver.app.read

        async def slow(*args: Any, **kwargs: Any) -> Any:
            await gate.wait()
            return await read(*args, **kwargs)

        monkeypatch.setattr(driver.app, "read", slow)
        return gate

    return of


async def handed_on(driver: Driver, gate: asyncio.Event) -> None:
    """Let the reads go, and wait until every key that was typed ahead has had its effect."""
    gate.set()
    for _ in range(5000):
        if not driver.app._typed:
            break
        await asyncio.sleep(0.002)
    await driver.settle()


async def test_keys_pressed_before_a_form_stands_go_into_the_form(start: Start, stalled: Any) -> None:
    async with start(size=(100, 60)) as driver:
        await driver.press("2")
        before = driver.listing.cursor
        gate = stalled(driver)
        await driver.pilot.press("a", *"jjd")
        assert len(driver.app.screen_stack) == 1
        await handed_on(driver, gate)
        assert isinstance(driver.app.screen, Form)
        assert held(driver, "name") == "jjd"
        await driver.press("ctrl+x")
        assert driver.listing.cursor == before


async def test_the_screen_goes_blank_though_a_form_is_on_its_way(start: Start, stalled: Any) -> None:
    async with start(size=(100, 60)) as driver:
        await driver.press("2")
        gate = stalled(driver)
        await driver.pilot.press("a", "x", "f12")
        assert len(driver.app.screen_stack) == 2
        await handed_on(driver, gate)


async def test_enter_waits_for_what_was_typed_before_it(start: Start, stalled: Any) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "gift")
        day = str(held(driver, "date"))
        await into(driver, "person")
        gate = stalled(driver)
        await driver.pilot.press("enter", *"hzr", "enter", "x")
        assert isinstance(driver.app.screen, Chooser)
        await handed_on(driver, gate)
        assert held(driver, "person") == (person(),)
        assert held(driver, "date") == f"{day}x"
