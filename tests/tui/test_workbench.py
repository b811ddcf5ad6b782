"""Places, faces, find, undo: keys in, screens and rows out."""

from datetime import timedelta

import pytest

from tests.tui.conftest import TODAY, Start, rows
from tui import words
from tui.mask import Mask
from tui.modals.form import Form
from tui.modals.help import Help
from tui.modals.palette import Palette
from tui.widgets.listing import Listing


async def test_it_opens_on_today_with_reasons(start: Start) -> None:
    async with start() as driver:
        assert "今日" in driver.bar("places")
        assert "为什么" in driver.text
        assert "申江股份" in driver.text


@pytest.mark.parametrize("pressed", ["n", "a", "p", "b", "S"])
async def test_the_account_of_the_row_under_the_cursor_is_at_hand_on_the_first_screen(
    start: Start, pressed: str
) -> None:
    async with start() as driver:
        here = next(iter(driver.app.screen.query("#today"))).account_here  # type: ignore[attr-defined]
        assert here is not None
        await driver.press(pressed)
        assert words.t("status.no_account") not in driver.bar("status")


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
        assert "拜访记录" in driver.text


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


@pytest.mark.parametrize("key", ["colon", "question_mark"])
async def test_deeds_stand_first_and_movements_last(start: Start, key: str) -> None:
    async with start(size=(80, 23)) as driver:
        await driver.press("2", key)
        assert isinstance(driver.app.screen, Help | Palette)
        listing = driver.app.screen.query_one(Listing)
        lines = (listing.rows.line(place) for place in range(len(listing.rows)))
        ids = [str(line.key) for line in lines if line is not None and line.key is not None]
        far = [id.startswith(("move.", "row.mark")) for id in ids]
        assert any(far) and sorted(far) == far
        assert not any(id.startswith(("place.", "face.", "app.")) for id in ids[:12])


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


async def test_a_masked_board_says_nobodys_stance_and_the_same_code_everywhere(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j", "S", "M")
        said = driver.text.rpartition("已遮名")[0]
        for word in ("教练", "支持", "对立", "死敌", "内线", "张科长", "局长", "影响"):
            assert word not in said, word
        await driver.press("V")
        assert "科长" not in driver.text
    mask = Mask()
    mask.on = True
    assert mask.name("person", 7, "王工") == mask.name("person", "王工", "王工")
    assert mask.name("person", "李工", "李工") == mask.name("person", 8, "李工")
    assert mask.name("person", 9, "李工") != mask.name("person", 8, "李工")


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


async def test_without_any_account_the_first_screen_says_how_to_add_one_and_adds_it(start: Start) -> None:
    async with start(empty=True) as driver:
        assert words.t("today.first").splitlines()[1] in driver.text
        await driver.press("a")
        assert isinstance(driver.app.screen, Form) and driver.app.screen.noun == "account"


async def test_what_was_said_before_is_not_said_of_what_was_found(start: Start) -> None:
    async with start() as driver:
        driver.app.say("这是老话")
        await driver.settle()
        await driver.press("f")
        await driver.type("hbj")
        await driver.press("enter")
        assert "华北局" in driver.bar("identity")
        assert "老话" not in driver.status


async def test_a_bare_number_puts_off_by_so_many_days(start: Start) -> None:
    async with start() as driver:
        await driver.press("comma")
        await driver.type("3")
        await driver.press("enter")
        assert rows("SELECT until FROM snooze") == [((TODAY + timedelta(3)).isoformat(),)]


async def test_after_an_undo_the_cursor_is_on_the_row_that_came_back(start: Start) -> None:
    async with start() as driver:
        await driver.press("j")
        gone = driver.listing.current
        await driver.press("comma", "enter")
        assert driver.listing.current != gone
        await driver.press("j", "u")
        assert driver.listing.current == gone


async def test_an_undo_names_the_deed_as_a_thing(start: Start) -> None:
    async with start() as driver:
        await driver.press("comma", "enter", "u")
        assert driver.status.strip().startswith("已撤销：推迟")


async def test_the_filter_in_force_is_saved_from_among_the_views(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "slash")
        await driver.type("华北")
        await driver.press("enter", "w", "up", "enter")
        await driver.type("北方")
        await driver.press("enter")
        assert rows("SELECT terms FROM saved_view WHERE name LIKE '%北方'") == [("华北",)]
        await driver.press("w", "enter")
        assert driver.status.strip() == ""
