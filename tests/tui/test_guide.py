"""The guide and the face of questions: keys in, rows out; what is half written survives."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from models.base import db
from tests.tui.conftest import Driver, Start, rows
from tui import drafts
from tui.guide.answer import AnswerLine
from tui.panes.guide import Guide
from tui.sheets.entry import EntrySheet
from tui.widgets.entry import Entry
from tui.widgets.rows import every

LIU, FALSE_TRIPS, SETTINGS = "刘工", 1220, 1210
"""An engineer of a grid bureau; a question chosen for him and one he answered."""
LAST = "SELECT question, person_id, state, answer, meant, harvest FROM asking ORDER BY id DESC LIMIT 1"


async def at(driver: Driver, person: str = "lg") -> int:
    """Open the guide for a person of the grid bureau; answers his id."""
    await driver.press("2", "j", "j", "enter", "5")
    if person:
        await driver.press("p")
        await driver.type(person)
        await driver.press("enter")
    return int(str(rows("SELECT id FROM person WHERE name = ?", LIU)[0][0]))


def asking(question: int) -> tuple[object, ...]:
    """State, answer, sub-text and harvest of a question."""
    return rows("SELECT state, answer, meant, harvest FROM asking WHERE question = ?", question)[0]


async def note(driver: Driver, answer: str) -> None:
    """Answer the question under the cursor; one more letter is waited for."""
    await driver.press("enter")
    await driver.type(answer)
    await driver.press("enter")


async def test_a_key_typed_ahead_of_the_reading_means_the_person_chosen(start: Start) -> None:
    async with start() as driver:
        liu = await at(driver, "")
        guide = driver.app.screen.query_one(Guide)
        before = guide.asked.current
        guide.whom.person = liu
        guide.refresh_soon()
        await driver.press("enter")
        assert guide.asked.current != before
        line = driver.app.screen
        assert isinstance(line, AnswerLine)
        assert guide.asked.current == ("asking", line.row.id)


async def test_without_an_account_it_says_which_keys_lead_to_one(start: Start) -> None:
    async with start() as driver:
        await driver.press("5")
        assert "按 f 查找" in driver.text
        await driver.press("n", "p", "o", "slash", "d", "minus")
        assert len(driver.app.screen_stack) == 1
        assert driver.status
        await driver.press("enter")
        await driver.type("hbj")
        await driver.press("enter")
        assert "华北局" in driver.bar("whom")
        assert "接下来最该问" in driver.text


async def test_the_funnel_stands_beside_what_is_known(start: Start) -> None:
    async with start() as driver:
        await at(driver, "")
        for level in ("1 友善寒暄", "2 宽泛开放", "3 定向开放", "4 定向封闭", "5 目标开放", "6 目标封闭"):
            assert level in driver.text
        walls = [line.index("\\") for line in driver.lines() if "\\=" in line or "\\-" in line]
        assert walls == sorted(walls) and len(set(walls)) == 6
        for known in ("老装置停产", "明确需求", "采购标准", "占 30%", "[ ] 谁参与", "[x] 要什么", "SPIN", "BANT"):
            assert known in driver.text


async def test_a_person_brings_his_advice_and_his_questions(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        assert LIU in driver.bar("whom")
        assert "技术者关心：" in driver.text and "怎么应对：" in driver.text
        assert "您这边现在是怎么分工的" not in driver.text


async def test_choosing_a_suggestion_takes_it_over_and_undo_gives_it_back(start: Start) -> None:
    async with start() as driver:
        person = await at(driver)
        await driver.press("j")
        key = driver.listing.current
        await driver.press("a")
        assert isinstance(key, tuple) and key[0] == "next"
        assert rows(LAST)[0][:3] == (key[1], person, "chosen")
        assert "已选" in driver.status
        assert driver.listing.current != key
        await driver.press("u")
        assert rows("SELECT * FROM asking WHERE question = ?", key[1]) == []
        await driver.press("enter")
        assert rows("SELECT count(*) FROM asking WHERE state = 'chosen' AND person_id = ?", person) == [(2,)]


async def test_space_ticks_and_takes_the_tick_back(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("space")
        assert asking(FALSE_TRIPS)[0] == "asked"
        await driver.press("space")
        assert asking(FALSE_TRIPS)[0] == "chosen"
        await driver.press("j", "space")
        assert rows(LAST)[0][2] == "asked"


async def test_an_answer_and_nothing_more(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await note(driver, "多半在端子")
        assert asking(FALSE_TRIPS) == ("answered", "多半在端子", "", "")
        await driver.press("enter")
        assert asking(FALSE_TRIPS)[3] == ""
        assert len(driver.app.screen_stack) == 1
        assert "-> 多半在端子" in driver.text
        assert drafts.pending() == []


@pytest.mark.parametrize("letter", ["n", "1"])
async def test_an_answer_becomes_a_need_that_refines_another(start: Start, letter: str) -> None:
    async with start() as driver:
        person = await at(driver)
        await note(driver, "端子老化")
        await driver.press(letter)
        await driver.type("mqxq")
        await driver.press("enter", "enter", "enter")
        made = rows("SELECT kind, text, person_id, parent_id IS NULL, asking_id FROM need ORDER BY id DESC LIMIT 1")[0]
        assert made[:4] == ("need", "端子老化", person, 0)
        assert asking(FALSE_TRIPS)[3] == "need"
        assert "已转成需求" in driver.status
        await driver.press("u")
        assert asking(FALSE_TRIPS)[3] == ""


async def test_an_answer_becomes_a_note_on_a_new_competitor(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await note(driver, "天合报价低一成")
        await driver.press("c")
        await driver.type("天合")
        await driver.press("enter")
        found = rows(
            "SELECT c.name, o.notes FROM opportunity_competitor o JOIN competitor c ON c.id = o.competitor_id"
            " ORDER BY o.id DESC LIMIT 1"
        )
        assert found == [("天合", "天合报价低一成")]


async def test_an_answer_becomes_a_sign_of_a_stance(start: Start) -> None:
    async with start() as driver:
        person = await at(driver)
        await note(driver, "愿意看测试报告")
        await driver.press("s")
        await driver.type("zl")
        await driver.press("enter")
        found = rows("SELECT person_id, stance, evidence FROM stance_entry ORDER BY id DESC LIMIT 1")
        assert found == [(person, "neutral", "愿意看测试报告")]


async def test_an_answer_becomes_a_fact_in_words_or_by_choice(start: Start) -> None:
    async with start() as driver:
        person = await at(driver)
        await note(driver, "爱钓鱼")
        await driver.press("f")
        await driver.type("爱好")
        await driver.press("enter", "enter")
        assert "爱钓鱼" in str(rows("SELECT hobbies FROM person WHERE id = ?", person)[0][0])
        await driver.press("enter", "enter", "f")
        await driver.type("性格")
        await driver.press("enter", "enter")
        assert rows("SELECT personality FROM person WHERE id = ?", person) == [("D",)]


async def test_what_was_meant_stands_beside_what_was_said(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("m")
        assert "先记下" in driver.status
        await note(driver, "要再研究研究")
        await driver.press("m")
        await driver.type("不想得罪人")
        await driver.press("enter", "enter")
        assert asking(FALSE_TRIPS)[:3] == ("answered", "要再研究研究", "不想得罪人")
        assert "话里有话：不想得罪人" in driver.text


async def test_what_was_asked_is_not_dropped(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("space", "d")
        assert "不能取下" in driver.status
        await driver.press("space", "d")
        assert rows("SELECT * FROM asking WHERE question = ?", FALSE_TRIPS) == []


async def test_the_library_is_searched_by_pinyin_and_takes_questions_of_our_own(start: Start) -> None:
    async with start() as driver:
        person = await at(driver)
        await driver.press("slash")
        await driver.type("预算")
        await driver.press("enter")
        assert rows(LAST)[0][1:3] == (person, "chosen")
        assert driver.listing.current == ("asking", rows("SELECT max(id) FROM asking")[0][0])
        await driver.press("slash")
        await driver.type("zenmefengong")
        assert "您这边现在是怎么分工的" in driver.text
        await driver.press("escape", "slash")
        await driver.type("老王退了谁接?")
        await driver.press("enter")
        assert rows("SELECT question, text FROM asking ORDER BY id DESC LIMIT 1") == [(0, "老王退了谁接?")]
        assert "自己的问题" in driver.text


async def test_one_steps_up_and_down_the_funnel(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("minus")
        assert "这一层可问：定向开放" in driver.text
        await driver.press("plus")
        assert "接下来最该问" in driver.text
        await driver.press("plus", "plus", "plus")
        assert "到头" in driver.status


async def test_what_is_typed_outlives_a_killed_program(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        await driver.type("端子进水")
        await driver.pilot.pause(0.7)
        assert len(drafts.pending()) == 1
        assert asking(FALSE_TRIPS)[1] == ""
    async with start() as driver:
        await at(driver, "")
        assert "[~]" in driver.text and "没写完" in driver.status
        await driver.press("enter")
        assert "上次没写完" in driver.text
        assert driver.app.screen.query_one(Entry).value == "端子进水"
        await driver.press("enter")
        assert asking(FALSE_TRIPS)[1] == "端子进水"
        assert drafts.pending() == []


async def test_a_hang_up_keeps_the_last_letter(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        await driver.pilot.press(*"两年")
        driver.app.save_drafts()
        assert isinstance(driver.app.screen, AnswerLine)
        assert [drafts.load(key)["text"] for key in drafts.pending()] == ["两年"]  # type: ignore[index]


async def test_a_disk_that_takes_no_draft_is_told(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        with patch("tui.drafts.keep", side_effect=OSError):
            await driver.pilot.press("x")
            driver.app.save_drafts()
        await driver.press("escape")
        assert asking(FALSE_TRIPS)[0] == "chosen"


async def test_an_answer_that_cannot_be_stored_keeps_its_draft(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        await driver.type("多半在端子")
        db.obj.execute_sql("DELETE FROM asking WHERE question = ?", (FALSE_TRIPS,))
        await driver.press("enter")
        assert len(drafts.pending()) == 1
        assert len(driver.app.screen_stack) == 1


async def test_an_answer_another_wrote_meanwhile_is_chosen_between_not_overwritten(start: Start) -> None:
    theirs = "UPDATE asking SET answer = '在二次回路', state = 'answered', version = version + 1 WHERE question = ?"
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        await driver.type("多半在端子")
        db.obj.execute_sql(theirs, (FALSE_TRIPS,))
        await driver.press("enter")
        assert "在二次回路" in driver.text and "多半在端子" in driver.text
        await driver.press("escape")
        assert asking(FALSE_TRIPS)[1] == "在二次回路" and len(drafts.pending()) == 1
        await driver.press("enter")
        assert driver.app.screen.query_one(Entry).value == "多半在端子"
        await driver.press("enter", "o", "s")
        assert asking(FALSE_TRIPS)[1] == "多半在端子" and drafts.pending() == []


async def test_the_answer_of_another_may_stand(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("enter")
        await driver.type("多半在端子")
        db.obj.execute_sql("UPDATE asking SET answer = '在二次回路' WHERE question = ?", (FALSE_TRIPS,))
        await driver.press("enter", "s", "enter")
        assert asking(FALSE_TRIPS)[1] == "在二次回路" and drafts.pending() == []


async def test_who_may_not_is_told_so(start: Start) -> None:
    others = "UPDATE member SET role = 'engineer' WHERE login = 'lihua'"
    async with start() as driver:
        db.obj.execute_sql(others)
        db.obj.execute_sql("UPDATE account SET owner_id = (SELECT id FROM member WHERE login != 'lihua' LIMIT 1)")
        await at(driver)
        before = rows("SELECT count(*) FROM asking")
        await driver.press("j", "a")
        assert rows("SELECT count(*) FROM asking") == before
        assert driver.status and "已选" not in driver.status


async def test_a_talk_ends_in_a_visit_with_its_answers(start: Start) -> None:
    async with start() as driver:
        person = await at(driver)
        await driver.press("n")
        assert "会谈开始" in driver.status
        await note(driver, "多半在端子")
        await driver.press("enter", "j", "enter")
        await driver.type("部门自己谈")
        await driver.press("enter", "enter", "n", "enter", "y")
        assert "多半在端子" in driver.text and "部门自己谈" in driver.text
        driver.app.screen.query_one("#f-next_step").focus()
        await driver.type("送试验报告")
        await driver.press("tab")
        await driver.type("+3d")
        await driver.press("ctrl+s")
        visit = rows("SELECT id, happened FROM visit ORDER BY id DESC LIMIT 1")[0]
        assert str(visit[1]).count(" — ") == 2
        assert rows("SELECT person_id FROM visit_person WHERE visit_id = ?", visit[0]) == [(person,)]
        tied = rows("SELECT answer FROM asking WHERE visit_id = ? ORDER BY answer DESC", visit[0])
        assert tied == [("部门自己谈",), ("多半在端子",)]
        await driver.press("escape")
        assert driver.status == " 会谈结束"
        assert drafts.pending() == []
        await driver.press("V")
        assert "? 近两年的误动" in driver.text and "-> 多半在端子" in driver.text


async def test_what_is_ticked_in_a_talk_belongs_to_it_until_the_tick_is_taken_back(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("n", "space")
        assert asking(FALSE_TRIPS)[0] == "asked"
        (key,) = drafts.pending()
        wanted = rows("SELECT id FROM asking WHERE question = ?", FALSE_TRIPS)[0][0]
        assert drafts.load(key)["answered"] == [wanted]  # type: ignore[index]
        await driver.press("space")
        assert drafts.load(key)["answered"] == []  # type: ignore[index]


async def find(driver: Driver, text: str) -> None:
    """Find a question of the library and open it."""
    await driver.press("f")
    await driver.type(text)
    await driver.press("enter")


async def test_a_question_that_was_found_stands_under_the_cursor(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await find(driver, "跑批要多久")
        assert driver.listing.current == ("next", 1505)
        await driver.press("a")
        assert rows(LAST)[0][0] == 1505
        await find(driver, "保护定值从计算")
        assert driver.listing.current == ("asking", rows("SELECT id FROM asking WHERE question = ?", SETTINGS)[0][0])
        await driver.press("2")
        await find(driver, "换一次型")
        assert driver.listing.current == ("next", 1405)
        await driver.press("minus")
        assert "换一次型" not in driver.text


async def test_a_question_found_before_an_account_is_in_hand_waits_for_one(start: Start) -> None:
    async with start() as driver:
        await find(driver, "换一次型")
        assert "按 f 查找" in driver.text
        await driver.press("enter")
        await driver.type("hbj")
        await driver.press("enter")
        assert driver.listing.current == ("next", 1405)


async def test_a_hidden_question_is_not_asked_again_until_it_is_shown_again(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("j")
        key = driver.listing.current
        assert isinstance(key, tuple)
        await driver.press("h")
        assert rows("SELECT shipped, hidden FROM question") == [(key[1], 1)]
        assert "已隐藏" in driver.status
        assert driver.listing.rows.index(key) is None
        await driver.press("u")
        assert driver.listing.rows.index(key) is not None
        driver.listing.go_to(key)
        await driver.press("h")
        await driver.app.run_action("unhide", driver.app.screen.query_one("#guide"))
        await driver.settle()
        await driver.press("enter")
        assert rows("SELECT hidden FROM question") == [(0,)]
        assert "又放回" in driver.status
        assert driver.listing.rows.index(key) is not None
        await driver.app.run_action("unhide", driver.app.screen.query_one("#guide"))
        await driver.settle()
        assert "没有隐藏" in driver.status


async def test_a_talk_asks_once_for_what_was_meant(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("n")
        await note(driver, "要再研究")
        await driver.press("enter", "n", "down", "enter")
        await driver.type("没预算")
        await driver.press("enter", "n")
        assert asking(FALSE_TRIPS)[2] == "没预算"
        assert driver.status == " 会谈结束"


async def test_a_talk_goes_on_after_the_program_was_cut_off(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("n")
        await note(driver, "多半在端子")
    async with start() as driver:
        await at(driver, "")
        assert LIU in driver.bar("whom")
        await driver.press("n", "enter", "escape")
        assert drafts.pending()
        await driver.press("n", "enter", "y")
        assert "多半在端子" in driver.text
        await driver.press("escape")
        assert "会谈仍开着" in driver.status


async def test_tab_goes_over_to_the_needs_which_e_edits(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("tab", "e")
        await driver.press("tab")
        await driver.type("!")
        await driver.press("ctrl+s")
        assert rows("SELECT count(*) FROM need WHERE text LIKE '%!'") == [(1,)]
        await driver.press("a")
        assert len(driver.app.screen_stack) == 2
        await driver.press("escape", "d", "y")
        assert rows("SELECT count(*) FROM need WHERE text LIKE '%!'") == [(0,)]
        await driver.press("tab", "e")
        assert len(driver.app.screen_stack) == 1


async def test_a_need_changed_by_another_meanwhile_is_settled_field_by_field(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("tab", "e", "tab")
        await driver.type("!")
        need = rows("SELECT id FROM need WHERE text LIKE '老装置停产%'")[0][0]
        db.obj.execute_sql("UPDATE need SET text = '别的说法', version = version + 1 WHERE id = ?", (need,))
        await driver.press("ctrl+s")
        assert "别的说法" in driver.text
        await driver.press("s")
        assert rows("SELECT text FROM need WHERE id = ?", need) == [("别的说法",)]


async def test_below_110_columns_one_side_at_a_time_with_the_same_keys(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await at(driver)
        assert "SPIN" not in driver.text
        await driver.press("t")
        assert "需求：" in driver.text and "友善寒暄" not in driver.text
        await driver.press("tab")
        assert "需求：" not in driver.text
        await driver.press("space")
        assert asking(FALSE_TRIPS)[0] == "asked"


async def test_another_language_and_the_mask_tell_it_anew(start: Start) -> None:
    async with start() as driver:
        await at(driver)
        await driver.press("f2")
        assert "Best to ask next" in driver.text and "4 Directed closed" in driver.text
        assert "How to deal:" in driver.text
        await driver.press("M")
        assert "老装置停产" not in driver.text and LIU not in driver.text and "定值核对最费人" not in driver.text
        assert "How to deal:" not in driver.text and "Technical" not in driver.bar("whom")


async def test_the_face_groups_by_person_what_is_open_first(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j", "Q")
        assert "2 条没答" in driver.text
        assert driver.text.index("[ ] 近两年的误动") < driver.text.index("[x] 保护定值")
        for part in ("老装置停产", "接下来最该问"):
            assert part in driver.text


async def test_enter_on_the_face_goes_on_in_the_guide_with_that_person(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j", "Q")
        wanted = rows("SELECT id FROM asking WHERE question = ?", FALSE_TRIPS)[0][0]
        driver.listing.go_to(("asking", wanted))
        await driver.press("enter")
        assert driver.app.screen.place == "guide"  # type: ignore[attr-defined]
        assert LIU in driver.bar("whom")
        assert driver.listing.current == ("asking", wanted)


async def test_a_adds_a_need_on_the_face(start: Start) -> None:
    async with start() as driver:
        await driver.press("2", "j", "j", "Q", "a", "tab")
        await driver.type("备件要半年")
        await driver.press("ctrl+s")
        assert rows("SELECT kind, text FROM need ORDER BY id DESC LIMIT 1") == [("problem", "备件要半年")]
        assert "备件要半年" in driver.text


@pytest.fixture(autouse=True)
def _spoken() -> Iterator[None]:
    from tui import words

    yield
    words.use("en")


async def test_what_the_person_is_likely_to_fear_stands_beside_and_opens_whole(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await at(driver)
        known = driver.app.screen.query_one(Guide).known
        fears = [line.key for line in every(known.rows) if isinstance(line.key, tuple) and line.key[0] == "fear"]
        assert fears
        await driver.press("t")
        known.go_to(fears[0])
        await driver.press("enter")
        assert isinstance(driver.app.screen, EntrySheet) and driver.app.screen.number == fears[0][1]
