"""The sheet of a plan: proposals are taken by a key, the plan is handed in and locked, others only look (V3)."""

from datetime import timedelta

from tests.tui.conftest import TODAY, Driver, Start, rows
from tui.sheets.plan import PlanSheet

STATES = "SELECT span, state FROM visit_plan"


def sheet(driver: Driver) -> PlanSheet:
    found = driver.app.screen
    assert isinstance(found, PlanSheet)
    return found


def planned() -> int:
    return int(str(rows("SELECT COUNT(*) FROM visit WHERE state = 'planned'")[0][0]))


async def test_a_proposal_becomes_a_visit_by_one_key_and_the_plan_is_locked_by_another(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("4", "o", "w", "l")
        assert "周计划 · 11月30日—12月6日 · 未提交" in driver.text
        plan = sheet(driver).found
        assert plan is not None
        assert plan.proposals
        assert "有承诺" in driver.text
        before = planned()
        proposal = ("proposal", 0)
        sheet(driver).listing.go_to(proposal)
        await driver.press("a")
        assert planned() == before + 1
        await driver.press("u")
        assert planned() == before
        await driver.press("A")
        assert planned() == before + len(plan.proposals)
        assert "建议再排" not in driver.text
        await driver.press("s")
        assert rows(STATES) == [("week", "submitted")]
        assert "已锁定" in driver.text
        assert f"计划 {len(plan.proposals) + len(plan.contacts)} · 已去 0" in driver.text
        await driver.press("s")
        assert "已提交并锁定；要改" in driver.text


async def test_it_walks_by_weeks_and_months_and_opens_the_account_of_a_row(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await driver.press("4", "w", "v")
        assert "月计划 · 11月1日—11月30日" in driver.text
        await driver.press("l")
        assert "月计划 · 12月1日—12月31日" in driver.text
        await driver.press("h", "v")
        assert "周计划" in driver.text
        plan = sheet(driver).found
        assert plan is not None
        row = plan.proposals[0]
        sheet(driver).listing.go_to(("proposal", 0))
        await driver.press("enter")
        assert row.account_name in driver.lines()[1] + driver.lines()[0]


async def test_what_is_planned_is_called_off_by_a_key(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "w")
        plan = sheet(driver).found
        assert plan is not None
        contact = next(each for each in plan.contacts if each.state == "planned")
        sheet(driver).listing.go_to(("visit", contact.id))
        await driver.press("d")
        assert rows("SELECT state FROM visit WHERE id = ?", contact.id) == [("cancelled",)]
        await driver.press("u")
        assert rows("SELECT state FROM visit WHERE id = ?", contact.id) == [("planned",)]


async def test_a_plan_that_is_not_ones_own_is_only_looked_at(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "w")
        before = planned()
        sheet(driver).member = other = 2
        sheet(driver).reload()
        await driver.settle()
        assert sheet(driver).whose == other
        await driver.press("A", "s")
        assert planned() == before
        assert rows(STATES) == []
        assert "只能看" in driver.text


async def test_days_long_gone_are_shown_without_proposals(start: Start) -> None:
    async with start() as driver:
        await driver.press("4", "w", "h", "h")
        plan = sheet(driver).found
        assert plan is not None
        assert plan.days.last == TODAY - timedelta(days=TODAY.weekday() + 8)
        assert plan.proposals == ()
        await driver.press("s")
        assert "已经过去" in driver.text
