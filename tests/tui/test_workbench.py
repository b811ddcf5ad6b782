"""Places, faces, find, undo: keys in, screens and rows out."""

from tests.tui.conftest import Start, rows


async def test_it_opens_on_today_with_reasons(start: Start) -> None:
    async with start() as driver:
        assert "今日" in driver.bar("places")
        assert "为什么" in driver.text
        assert "申江股份" in driver.text


async def test_digits_lead_to_places_and_q_leads_back(start: Start) -> None:
    async with start() as driver:
        await driver.press("2")
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]
        assert "华北局" in driver.text
        await driver.press("q")
        assert driver.app.screen.place == "today"  # type: ignore[attr-defined]


async def test_a_capital_letter_shows_a_face_of_the_account_under_the_cursor(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j", "S")
        assert "华北局" in driver.bar("identity")
        assert "黄主任" in driver.text
        await driver.press("V")
        assert "未了的承诺" in driver.text
        await driver.press("H")
        assert "已记拜访" in driver.text


async def test_finding_a_person_by_initials_puts_the_cursor_on_him(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("hzr")
        await driver.press("enter")
        assert "华北局" in driver.bar("identity")
        board = driver.app.screen.focused
        person = rows("SELECT id FROM person WHERE name = '黄主任'")[0][0]
        assert getattr(board, "person", None) == person


async def test_moving_a_stance_asks_for_evidence_and_one_undo_takes_it_back(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("hzr")
        await driver.press("enter", "less_than_sign")
        await driver.type("主动提醒业绩")
        await driver.press("enter")
        entry = rows("SELECT stance, evidence, confirmed FROM stance_entry ORDER BY id DESC LIMIT 1")
        assert entry == [("champion", "主动提醒业绩", 1)]
        assert "黄主任" in driver.status
        before = rows("SELECT count(*) FROM stance_entry")
        await driver.press("u")
        assert rows("SELECT count(*) FROM stance_entry")[0][0] == int(str(before[0][0])) - 1
        assert "已撤销" in driver.status
        await driver.press("ctrl+r")
        assert rows("SELECT stance FROM stance_entry ORDER BY id DESC LIMIT 1") == [("champion",)]


async def test_full_width_keys_work_under_an_input_method(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("hzr")
        await driver.press("enter")
        await driver.pilot.press("《")
        await driver.settle()
        assert "教练" in driver.text
        assert len(driver.app.screen_stack) == 2


async def test_the_palette_does_what_a_key_does(start: Start) -> None:
    async with start() as driver:
        await driver.press("colon")
        await driver.type("客户")
        await driver.press("enter")
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]


async def test_help_lists_the_keys_of_this_place(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "question_mark")
        assert "新增客户" in driver.text
        await driver.press("q")
        assert len(driver.app.screen_stack) == 1


async def test_the_language_switches_everywhere_at_once(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "f2")
        assert "Accounts" in driver.bar("places")
        assert "Next step" in driver.text
        assert "Find" in driver.bar("keys")


async def test_the_mask_hides_names_and_the_same_name_stays_the_same(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "M")
        assert "华北局" not in driver.text
        first = driver.text
        await driver.press("M")
        assert "华北局" in driver.text
        await driver.press("M")
        assert driver.text.splitlines()[1:8] == first.splitlines()[1:8]


async def test_a_blank_screen_shows_nothing_until_it_is_meant(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "f12")
        assert driver.text.strip() == ""
        await driver.press("x")
        assert "华北局" not in driver.text
        await driver.press("n")
        assert driver.text.strip() == ""
        await driver.press("x", "y")
        assert "华北局" in driver.text


async def test_the_users_own_keys_replace_ours(start: Start) -> None:
    async with start(keys={"place.accounts": "z"}) as driver:
        await driver.press("z")
        assert driver.app.screen.place == "accounts"  # type: ignore[attr-defined]


async def test_on_80_columns_one_pane_is_seen_at_a_time(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2")
        assert "B 速览" not in driver.text
        await driver.press("enter")
        assert "B 速览" in driver.text
        assert "下一步" in driver.text
        await driver.press("escape")
        assert "B 速览" not in driver.text


async def test_the_brief_of_a_person_is_for_meeting_him(start: Start) -> None:
    async with start(size=(120, 45)) as driver:
        await driver.press("f")
        await driver.type("sfjz")
        await driver.press("enter", "b")
        told = driver.text
        assert "孙副局长" in told
        assert "程局长" in told[told.index("当心") :]
        assert "方工" not in told[: told.index("当心")]
        await driver.press("B")
        assert "方工" in driver.text


async def test_typing_can_be_taken_back_in_a_field(start: Start) -> None:
    async with start() as driver:
        await driver.press("f")
        await driver.type("hb")
        await driver.press("ctrl+z")
        assert driver.app.screen.focused is not None
        assert getattr(driver.app.screen.focused, "value", None) == "h"


async def test_finding_shows_only_what_a_member_may_see(start: Start) -> None:
    async with start(login="demo.chen") as driver:
        rows("INSERT INTO setting(version, key, value) VALUES (1, 'visibility', 'own')")
        rows("UPDATE account SET owner_id = (SELECT id FROM member WHERE login = 'demo.chen') WHERE name = '廊坊局'")
        await driver.press("f")
        await driver.type("局")
        assert "廊坊局" in driver.text
        assert "电信局" not in driver.text
