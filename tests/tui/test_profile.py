"""The profile of an account: every noun recorded, seen, edited, deleted and brought back by keys."""

from collections.abc import Hashable

import pytest

from tests.tui.conftest import Driver, Start, rows
from tui.sheets.account import ADDS, AccountSheet
from tui.sheets.profile import SECTIONS


def house(name: str) -> int:
    return int(str(rows("SELECT id FROM account WHERE name = ?", name)[0][0]))


async def opened(driver: Driver, name: str) -> AccountSheet:
    """The profile of an account, through the list."""
    await driver.press("2")
    assert driver.listing.go_to(house(name))
    await driver.press("p")
    sheet = driver.app.screen
    assert isinstance(sheet, AccountSheet)
    return sheet


async def at(driver: Driver, section: str) -> None:
    """Put the cursor on the first line of a section."""
    sheet = driver.app.screen
    assert isinstance(sheet, AccountSheet)
    while sheet.section != section:
        await driver.press("tab")


def on(driver: Driver, key: Hashable) -> None:
    """Put the cursor on a record."""
    assert driver.listing.go_to(key), key


async def test_what_is_made_of_it_stands_first_with_its_parts(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        sheet = await opened(driver, "华北局")
        assert sheet.found is not None
        assert sheet.section == "judged"
        for words in ("客户分级", "建议价值等级", "潜力矩阵", "大客户界定", "我方是它的", "往上走", "经历：局外人",
                      "再进一步"):
            assert words in driver.text
        await driver.press("M")
        assert "往上走" not in driver.text and "局外人" not in driver.text and "潜力矩阵" in driver.text


async def fill(driver: Driver, **fields: str) -> None:
    """Type into fields of the form in front, and save it."""
    for code, text in fields.items():
        driver.app.screen.query_one(f"#f-{code}").focus()
        await driver.type(text)
    await driver.press("ctrl+s")


async def test_p_opens_the_profile_from_the_list_and_from_every_face(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "华北局")
        for word in ("资料", "集团采购", "由办事处会同大客户部销售", "顾问型销售", "主动开发", "登记", "部门与席位",
                     "网调中心", "竞争对手", "恒驰电气", "支持者：刘工", "礼品与招待", "未完成任务", "审批"):
            assert word in driver.text or word in "".join(_all(driver)), word
        await driver.press("q")
        for face in "BSVDQH":
            await driver.press(face, "p")
            assert isinstance(driver.app.screen, AccountSheet), face
            await driver.press("escape")


def _all(driver: Driver) -> list[str]:
    listing = driver.listing
    lines = (listing.rows.line(index) for index in range(len(listing.rows)))
    return ["".join(c if isinstance(c, str) else c.text for c in line.cells) for line in lines if line]


async def test_enter_edits_one_field_in_place_and_e_the_whole_card(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "华北局")
        on(driver, ("field", "region"))
        await driver.press("enter")
        assert "区域" in driver.text and "行业" not in driver.text
        await fill(driver, region="天津")
        assert rows("SELECT region FROM account WHERE name = '华北局'") == [("北京天津",)]
        assert "北京天津" in driver.text and "已保存" in driver.text
        await driver.press("e")
        assert "行业" in driver.text
        await driver.press("escape", "u")
        assert rows("SELECT region FROM account WHERE name = '华北局'") == [("北京",)]
        assert "已撤销" in driver.text


async def test_fields_that_belong_together_are_edited_together(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "万能电子")
        on(driver, ("field", "gift_policy"))
        await driver.press("enter")
        for label in ("礼品规定", "礼品限额", "规定出处", "规定日期"):
            assert label in driver.text


@pytest.mark.parametrize(
    ("section", "fields", "table"),
    [
        ("fields", {"name": "机组", "value": "8"}, "account_field"),
        ("years", {"year": "1999", "turnover": "50"}, "annual_figure"),
        ("units", {"name": "审计处"}, "unit"),
        ("events", {"kind": "n", "text": "新址动工"}, "account_event"),
        ("tasks", {"text": "补资料"}, "task"),
        ("gifts", {"kind": "b", "what": "工作餐", "value": "80"}, "gift"),
    ],
)
async def test_a_records_what_its_section_lists_and_d_and_u_take_it_away_and_back(
    start: Start, section: str, fields: dict[str, str], table: str
) -> None:
    async with start() as driver:
        sheet = await opened(driver, "华北局")
        before = rows(f"SELECT count(*) FROM {table}")
        await at(driver, section)
        await driver.press("a")
        await fill(driver, **fields)
        (made,) = rows(f"SELECT max(id) FROM {table}")[0]
        assert rows(f"SELECT count(*) FROM {table}") != before
        assert sheet.row == (ADDS[section], made), "the cursor stands on what was made"
        await driver.press("e")
        assert "编辑" in driver.lines()[0]
        await driver.press("escape", "d", "y")
        assert rows(f"SELECT count(*) FROM {table}") == before
        await driver.press("u")
        assert rows(f"SELECT max(id) FROM {table}") == [(made,)]
        assert (ADDS[section], made) in {sheet.listing.rows.line(n).key for n in range(len(sheet.listing.rows))}  # type: ignore[union-attr]


async def test_a_unit_is_added_below_the_one_under_the_cursor_and_a_seat_into_it(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "华北局")
        unit = rows("SELECT id FROM unit WHERE name = '招标中心'")[0][0]
        on(driver, ("unit", unit))
        await driver.press("a")
        assert "招标中心" in driver.text
        await fill(driver, name="评标组")
        assert rows("SELECT parent_id FROM unit WHERE name = '评标组'") == [(unit,)]
        on(driver, ("unit", unit))
        await driver.press("s")
        await fill(driver, title="评标组长")
        found = rows("SELECT unit_id, placeholder FROM person WHERE title = '评标组长'")
        assert found == [(unit, 1)]
        assert any("未知" in line and "评标组长" in line for line in _all(driver))


async def test_a_competitor_is_put_on_a_deal_and_edited_there(start: Start) -> None:
    async with start() as driver:
        sheet = await opened(driver, "华北局")
        rival = rows("SELECT id FROM competitor WHERE name = '恒驰电气'")[0][0]
        on(driver, ("competitor", rival))
        await driver.press("a")
        assert "恒驰电气" in driver.text
        await fill(driver, price_level="高一成", products="母线保护")
        (made,) = rows("SELECT max(id) FROM opportunity_competitor")[0]
        found = rows("SELECT competitor_id, opportunity_id, price_level FROM opportunity_competitor WHERE id = ?", made)
        assert found == [(rival, None, "高一成")]
        assert sheet.row == ("opportunity_competitor", made)
        assert any("整个客户" in line and "高一成 · 母线保护" in line for line in _all(driver))
        await driver.press("e")
        await fill(driver, notes="听黄主任说")
        assert rows("SELECT notes FROM opportunity_competitor WHERE id = ?", made) == [("听黄主任说",)]
        on(driver, ("competitor", rival))
        await driver.press("e")
        await fill(driver, answers="另报一套")
        assert "另报一套" in str(rows("SELECT answers FROM competitor WHERE id = ?", rival)[0][0])
        on(driver, ("competitor", rival))
        await driver.press("d")
        assert "不能改，也不能删" in driver.text and len(driver.app.screen_stack) == 2


async def test_the_group_opens_its_accounts_and_grows_by_a_branch(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "华北局")
        await driver.press("plus")
        assert "华北局" in driver.text
        await fill(driver, name="保定局")
        parent = house("华北局")
        assert rows("SELECT parent_id, owner_id FROM account WHERE name = '保定局'") == [(parent, 1)]
        on(driver, ("account", house("廊坊局")))
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1
        assert "廊坊局" in driver.bar("identity")
        await driver.press("p")
        assert any(line.strip().startswith("华北局") for line in _all(driver))


async def test_a_gift_against_the_policy_is_refused_and_may_be_put_before_an_approver(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "万能电子")
        account = house("万能电子")
        await at(driver, "gifts")
        await driver.press("a")
        assert "规定：仅限工作餐" in driver.lines()[0]
        await fill(driver, kind="l", what="茶叶", value="300")
        assert "拦下" in driver.text and "采购部" in driver.text
        assert "报审批" in driver.text and "写明理由" in driver.text
        assert driver.app.screen.focused is driver.app.screen.query_one("#f-escalate")
        await driver.press("y")
        await fill(driver, reason="中秋惯例")
        assert rows("SELECT verdict FROM gift WHERE account_id = ? AND what = '茶叶'", account) == [("asked",)]
        lines = _all(driver)
        assert any("茶叶" in line and "300元" in line for line in lines)
        assert any("礼品招待" in line and "中秋惯例" in line for line in lines)
        await driver.press("e")
        await fill(driver, occasion="中秋")
        assert rows("SELECT occasion FROM gift WHERE what = '茶叶'") == [("中秋",)]


async def test_a_task_is_done_or_put_off(start: Start) -> None:
    async with start() as driver:
        sheet = await opened(driver, "华北局")
        (task,) = rows("SELECT id FROM task WHERE account_id = ?", house("华北局"))[0]
        on(driver, ("task", task))
        await driver.press("comma", "enter")
        assert rows("SELECT until FROM snooze WHERE item = ?", f"task:{task}") == [("2026-11-24",)]
        await driver.press("full_stop")
        assert rows("SELECT state FROM task WHERE id = ?", task) == [("done",)]
        assert sheet.found is not None and sheet.found.tasks == ()
        await driver.press("u")
        assert rows("SELECT state FROM task WHERE id = ?", task) == [("open",)]


async def test_a_transfer_is_asked_for_with_a_reason(start: Start) -> None:
    async with start() as driver:
        await opened(driver, "华北局")
        before = rows("SELECT count(*) FROM approval")
        await driver.press("t")
        assert len(driver.app.screen_stack) == 3
        await driver.press("down", "enter")
        await driver.type("他熟")
        await driver.press("enter")
        assert rows("SELECT count(*) FROM approval") != before
        assert any("客户移交" in line and "他熟" in line for line in _all(driver))


async def test_the_palette_asks_for_a_transfer_too(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "colon")
        await driver.type("申请移交")
        await driver.press("enter")
        assert "移交给谁" in driver.text


async def test_tab_goes_round_the_sections(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        sheet = await opened(driver, "电信局")
        seen = []
        for _ in SECTIONS:
            seen.append(sheet.section)
            await driver.press("tab")
        assert tuple(seen) == SECTIONS and sheet.section == SECTIONS[0]
        await driver.press("shift+tab")
        assert sheet.section == "asked"
        assert all(len(line.rstrip()) <= 80 for line in driver.lines())


async def test_the_team_and_the_years_stand_on_the_profile(start: Start) -> None:
    async with start(size=(120, 60)) as driver:
        sheet = await opened(driver, "华北局")
        text = "".join(_all(driver))
        for words in ("我方团队", "负责人", "装置选型与现场测试", "技术", "已见 1 次", "历年数据", "较上年 +58%"):
            assert words in text, words
        await at(driver, "team")
        await driver.press("a")
        assert driver.app.screen.query_one("#f-colleague") and driver.app.screen.query_one("#f-role")
        await driver.press("escape")
        mate = rows("SELECT id FROM team_member WHERE role = 'technical'")[0][0]
        on(driver, ("team_member", mate))
        await driver.press("d", "y")
        assert sheet.found is not None and mate not in {row.id for row in sheet.found.team}
        await driver.press("u")
        assert mate in {row.id for row in sheet.found.team}


async def test_a_year_of_won_deals_is_entered_by_enter_and_a_reason_that_is_wanted_is_told(start: Start) -> None:
    async with start(size=(120, 60)) as driver:
        sheet = await opened(driver, "华北局")
        await at(driver, "years")
        assert sheet.row is not None and sheet.row[0] == "annual_figure"
        await driver.press("a")
        await fill(driver, year="1998", turnover="10")
        await driver.press("a")
        await fill(driver, year="1999", turnover="50")
        assert driver.app.screen.query_one("#error-reason").display
        await fill(driver, reason="扩产")
        assert "1999" in "".join(_all(driver)) and "较上年 +400%" in "".join(_all(driver))


async def test_the_profile_speaks_english(start: Start) -> None:
    async with start(language="en") as driver:
        await opened(driver, "North China Grid Bureau")
        assert "sold by the office together" in driver.text and "consultative selling" in driver.text


async def test_the_profile_wears_the_mask(start: Start) -> None:
    async with start() as driver:
        await driver.press("M")
        await opened(driver, "华北局")
        text = "".join(_all(driver)) + driver.lines()[0]
        names = ("华北局", "廊坊局", "刘工", "网调中心", "恒驰电气", "设计院", "组织调整收归", "010-5550",
                 "陈立", "装置选型", "追加一个变电站")
        assert [name for name in names if name in text] == []


async def test_a_win_asks_for_its_date_in_the_form_and_a_loss_for_its_reason(start: Start) -> None:
    async with start() as driver:
        await driver.press("2")
        driver.listing.go_to(house("电信局"))
        await driver.press("D", "e")
        await fill(driver, outcome="w")
        assert driver.app.screen.query_one("#error-signed_date").display
        await fill(driver, signed_date="昨天")
        deal = rows(
            "SELECT outcome, signed_date, closed_date FROM opportunity WHERE outcome = 'won' AND account_id = ?",
            house("电信局"),
        )
        assert deal == [("won", "2026-11-22", "2026-11-22")]
