"""The place of visits: a day, a week, a month, walked by keys (V16)."""

from datetime import timedelta
from pathlib import Path

import icalendar

from models.reads.calendar import CalendarRow
from tests.tui.conftest import TODAY, Driver, Start, rows
from tui import due_rows
from tui.modals.chooser import Chooser
from tui.modals.form import Form
from tui.panes.calendar import CalendarPlace


def pane(driver: Driver) -> CalendarPlace:
    return driver.app.screen.query_one(CalendarPlace)


def lying(driver: Driver) -> list[CalendarRow]:
    answer = pane(driver).answer
    return answer.rows if answer else []


async def test_the_week_begins_on_monday_with_today_under_the_cursor(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "o")
        assert pane(driver).listing.current == ("day", TODAY.toordinal())
        assert "一周" in driver.text
        assert [line for line in driver.lines() if "周日" in line]
        await driver.press("l")
        assert pane(driver).listing.current == ("day", (TODAY + timedelta(7)).toordinal())
        await driver.press("h", "h", "t")
        assert pane(driver).listing.current == ("day", TODAY.toordinal())


async def test_the_views_turn_around_the_day_under_the_cursor(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("4", "o", "v")
        assert f"{TODAY.year}年{TODAY.month}月 · " in driver.text
        assert f"[{TODAY.day}]" in driver.text
        await driver.press("l")
        assert "[23]" in driver.text
        assert "12月23日" in driver.text
        await driver.press("v", "v")
        assert "一天" in driver.text
        assert lying(driver) == []


async def test_the_row_under_the_cursor_is_seen_though_the_grid_takes_its_room(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("4", "o", "v")
        assert any(line.startswith(f"> {TODAY.month}月{TODAY.day}日") for line in driver.lines())


async def test_a_due_row_becomes_a_planned_visit(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "o", "v", "v")
        assert "一周内到期" in driver.text
        place = pane(driver)
        due = next(row for row in place.due.values() if row.item.people and row.item.date)
        assert place.listing.go_to(due_rows.row_of(due))
        await driver.press("a")
        assert isinstance(driver.app.screen, Form)
        await driver.press("ctrl+s")
        made = rows("SELECT id, state, account_id FROM visit ORDER BY id DESC LIMIT 1")[0]
        assert made[1:] == ("planned", due.item.account)
        people = [person for (person,) in rows("SELECT person_id FROM visit_person WHERE visit_id = ?", made[0])]
        assert people == list(due.item.people)
        await driver.press("u", "enter")
        assert (driver.app.screen.face, driver.app.screen.account) == due_rows.target(due)[1::-1]  # type: ignore[attr-defined]


async def test_enter_opens_what_is_there_and_a_plans_on_the_day(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "o")
        planned = rows("SELECT id, account_id FROM visit WHERE state = 'planned' ORDER BY date LIMIT 1")[0]
        place = pane(driver)
        assert place.listing.go_to(("visit", planned[0]))
        await driver.press("enter")
        assert (driver.app.screen.face, driver.app.screen.account) == ("visits", planned[1])  # type: ignore[attr-defined]
        await driver.press("4", "t", "l")
        day = TODAY + timedelta(7)
        await driver.press("a")
        assert isinstance(driver.app.screen, Chooser)
        await driver.type("华北")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        await driver.press("ctrl+s")
        assert rows("SELECT state, date FROM visit ORDER BY id DESC LIMIT 1") == [("planned", day.isoformat())]
        assert "华北局" in driver.text
        await driver.press("u")
        assert [row.noun for row in lying(driver) if row.day == day] == []


async def test_the_file_is_written_where_one_says(start: Start, tmp_path: Path) -> None:
    async with start() as driver:
        await driver.press("4", "x", "ctrl+u")
        await driver.type(str(tmp_path / "mine.ics"))
        await driver.press("enter")
        assert icalendar.Calendar.from_ical((tmp_path / "mine.ics").read_bytes())["X-WR-CALNAME"] == "客户日历"


async def test_what_is_masked_names_nobody(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "o", "M")
        assert "华北局" not in driver.text


async def test_a_planned_visit_is_moved_by_a_key_and_the_move_taken_back(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("4", "o")
        row = next(each for each in lying(driver) if each.noun == "visit" and each.open and each.day > TODAY)
        pane(driver).listing.go_to(("visit", row.id))

        def day() -> object:
            return str(rows("SELECT date FROM visit WHERE id = ?", row.id)[0][0])[:10]

        await driver.press(">")
        assert day() == (row.day + timedelta(1)).isoformat()
        assert pane(driver).listing.current == ("visit", row.id)
        await driver.press("u")
        assert day() == row.day.isoformat()
        await driver.press("m")
        await driver.type("12-7")
        await driver.press("enter")
        assert day() == "2026-12-07"
        await driver.press("u", "t", ">")
        assert day() == row.day.isoformat()
        assert "先把光标放到" in driver.status
