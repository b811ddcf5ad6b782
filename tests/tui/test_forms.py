"""Forms: one for every noun; what was typed is never lost, and what is wrong is said where it is wrong."""

import asyncio
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from models import base
from models.rules.fields import FieldKind
from models.rules.nouns import NOUNS
from tests.tui.conftest import TODAY, Driver, Start, rows
from tests.tui.filling import account, adding, editing, error, fill, front, held, into, make_up, notice, one, person
from tui import drafts
from tui.modals import form as forms
from tui.modals.conflict import Choice
from tui.sheets.visit import VisitSheet
from tui.widgets.fields import Pick
from tui.words import t

# Every noun -----------------------------------------------------------------------------------------------

BESIDES: dict[str, dict[str, str]] = {
    "visit": {"next_step": "送样", "next_due": "+3d"}, "person": {"name": "新人"}, "chain_link": {"unit": ""},
    "case_story": {"zh_pain": "停一次线赔一天"}, "script": {"zh": "先听他说完"},
    "concern": {"zh_problem": "怕停"}, "handbook_page": {"zh_name": "手册"},
}  # fmt: skip
"""What a noun must hold besides its required fields; the first choice where nothing is said."""


TICKED = frozenset({"gate_tick", "play_tick", "conduct"})
"""What is made by a key where it stands, never by a form; how people acted is told only of what is decided."""
RECORDED = [noun for noun in NOUNS if noun not in TICKED]


@pytest.mark.parametrize("nouns", [RECORDED[place::4] for place in range(4)])
async def test_a_form_says_what_is_missing_keeps_the_rest_and_saves_in_one_step(start: Start, nouns: list[str]) -> None:
    async with start(size=(100, 60)) as driver:
        for noun in nouns:
            await _record_one(driver, noun)


async def _record_one(driver: Driver, noun: str) -> None:
    before = one(f'SELECT count(*) FROM "{noun}"')
    form = await adding(driver, noun)
    texts = [f for f in form.asked if f.kind is FieldKind.TEXT and not f.more]
    free = next((f for f in texts if f.code not in form.must), None)
    if free:
        await fill(driver, free.code, "别丢了我")
    missing = [f for f in form.asked if f.code in form.must and not form.answers.typed(f)]
    await driver.press("ctrl+s")
    if missing:
        assert {f.code: error(driver, f.code) for f in missing} == {f.code: t("invalid.required") for f in missing}
        assert form.focused is form.widget(missing[0]), noun
        assert free is None or held(driver, free.code) == "别丢了我", noun
        assert one(f'SELECT count(*) FROM "{noun}"') == before, noun
    for field in missing:
        await make_up(driver, field)
    if driver.app.screen is form:
        for code, text in BESIDES.get(noun, {}).items():
            wanted = next(field for field in form.asked if field.code == code)
            await (fill(driver, code, text) if text else make_up(driver, wanted))
        await driver.press("ctrl+s")
    if isinstance(driver.app.screen, VisitSheet):
        await driver.press("escape")
    assert len(driver.app.screen_stack) == 1, (noun, notice(driver))
    assert one(f'SELECT count(*) FROM "{noun}"') == before + 1, noun
    assert drafts.pending() == [], noun
    await driver.press("u")
    assert one(f'SELECT count(*) FROM "{noun}"') == before, noun


async def test_saving_a_record_as_it_is_changes_nothing(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        seen, intents = 0, one("SELECT count(*) FROM intent")
        for noun in NOUNS:
            found = rows(f'SELECT id FROM "{noun}" ORDER BY id')
            before = rows(f'SELECT * FROM "{noun}"')
            if found:
                seen += 1
                await editing(driver, noun, int(str(found[0][0])))
                await driver.press("ctrl+s")
                assert driver.status.strip() == t("status.unchanged", noun=t(f"noun.{noun}")), noun
            assert len(driver.app.screen_stack) == 1, (noun, notice(driver))
            assert rows(f'SELECT * FROM "{noun}"') == before, noun
        assert seen > 12
        assert one("SELECT count(*) FROM intent") == intents


async def test_a_visit_saved_as_it_was_asks_for_nothing_and_raises_nothing(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        base.db.obj.execute_sql("DELETE FROM task")
        intents = one("SELECT count(*) FROM intent")
        for (visit,) in rows("SELECT id FROM visit ORDER BY id"):
            base.db.obj.execute_sql("DELETE FROM promise WHERE visit_id = ?", (visit,))
            await editing(driver, "visit", int(str(visit)))
            await driver.press("ctrl+s")
            assert len(driver.app.screen_stack) == 1, (visit, notice(driver))
        assert one("SELECT count(*) FROM intent") == intents
        assert one("SELECT count(*) FROM task") == 0


async def test_a_task_that_a_rule_raised_says_the_rules_sentence_and_takes_another_day(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        task = one("SELECT id FROM task WHERE text = '' AND code = 'third_visit'")
        form = await editing(driver, "task", task)
        assert form.query_one("#f-text", Input).placeholder == t("action.third_visit")
        assert t("action.third_visit")[:12] in driver.text
        form.query_one("#f-due", Input).value = ""
        await fill(driver, "due", "后天")
        await driver.press("ctrl+s")
        assert len(driver.app.screen_stack) == 1
        assert rows("SELECT text, due FROM task WHERE id = ?", task) == [("", (TODAY + timedelta(2)).isoformat())]
        await driver.press("u")
        assert rows("SELECT due FROM task WHERE id = ?", task) != [((TODAY + timedelta(2)).isoformat(),)]


async def test_a_task_of_ones_own_needs_words(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "task")
        await driver.press("ctrl+s")
        assert error(driver, "text") == t("invalid.required")


# What is wrong --------------------------------------------------------------------------------------------


async def test_what_cannot_be_read_is_said_under_its_field_and_stays_typed(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "opportunity")
        for code, text in (("name", "扩容"), ("amount", "很多"), ("expected_date", "改天"), ("probability", "150")):
            await fill(driver, code, text)
        await driver.press("ctrl+s")
        assert error(driver, "amount") == t("invalid.not_money")
        assert error(driver, "expected_date") == t("invalid.not_a_date")
        assert error(driver, "probability") == t("invalid.range", low=0, high=100)
        assert error(driver, "name") == ""
        assert form.focused is form.query_one("#f-amount")
        assert [held(driver, c) for c in ("name", "amount", "expected_date", "probability")] == [
            "扩容", "很多", "改天", "150",
        ]  # fmt: skip
        for code, text in (("amount", "437.5万"), ("expected_date", "周五"), ("probability", "60")):
            form.query_one(f"#f-{code}", Input).value = ""
            await fill(driver, code, text)
        await driver.press("ctrl+s")
        assert len(driver.app.screen_stack) == 1
        sql = "SELECT amount, expected_date, probability FROM opportunity ORDER BY id DESC LIMIT 1"
        ((amount, day, chance),) = rows(sql)
        assert (amount, chance) == (437_500_000, 60)
        assert date.fromisoformat(str(day)).weekday() == 4
        assert date.fromisoformat(str(day)) > TODAY


async def test_an_error_behind_the_fold_opens_the_fold(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "account")
        await fill(driver, "name", "新客户")
        form.query_one("#f-staff", Input).value = "许多"
        await driver.press("ctrl+s")
        assert form.has_class("-all")
        assert error(driver, "staff") == t("invalid.not_a_number")
        assert form.focused is form.query_one("#f-staff")


async def test_a_finer_purchase_mode_of_another_mode_is_said_under_it(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "account")
        await fill(driver, "name", "新客户")
        form.query_one("#f-mode", Pick).value = ("group",)
        form.query_one("#f-mode_subtype", Pick).value = ("regional_company",)
        await driver.press("ctrl+s")
        assert error(driver, "mode_subtype") == t("invalid.not_of_mode")
        form.query_one("#f-mode", Pick).value = ("independent",)
        await driver.press("ctrl+s")
        assert len(driver.app.screen_stack) == 1


async def test_a_refusal_is_said_in_the_form_and_everything_stays(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        before = one("SELECT count(*) FROM visit")
        await adding(driver, "visit")
        await fill(driver, "happened", "谈了标准")
        await driver.press("ctrl+s")
        assert error(driver, "next_step") == t("invalid.next_step_missing")
        assert held(driver, "happened") == "谈了标准"
        assert one("SELECT count(*) FROM visit") == before
        await fill(driver, "next_step", "送样")
        await fill(driver, "next_due", "后天")
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, VisitSheet)
        assert rows("SELECT text, due FROM promise ORDER BY id DESC LIMIT 1") == [
            ("送样", (TODAY + timedelta(2)).isoformat())
        ]


async def test_possible_duplicates_are_said_while_the_name_is_typed(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "account")
        await fill(driver, "name", "全新的厂")
        assert notice(driver) == ""
        name = str(rows("SELECT name FROM account WHERE id = ?", account())[0][0])
        front(driver).query_one("#f-name", Input).value = ""
        await fill(driver, "name", f"{name}有限公司")
        assert name in notice(driver)


async def test_another_name_given_to_an_account_is_watched_too_and_it_is_no_double_of_itself(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        mine = account()
        other = str(rows("SELECT name FROM account WHERE id <> ? ORDER BY id", mine)[0][0])
        await editing(driver, "account", mine)
        await fill(driver, "region", "北")
        assert notice(driver) == ""
        name = front(driver).query_one("#f-name", Input)
        own, name.value = name.value, ""
        await fill(driver, "name", f"{own} ")
        assert notice(driver) == ""
        name.value = ""
        await fill(driver, "name", other)
        assert other in notice(driver)


async def test_saving_twice_in_a_breath_saves_once(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        before = one("SELECT count(*) FROM account")
        form = await adding(driver, "account")
        await fill(driver, "name", "只要一个")
        form.action_save()
        form.action_save()
        await driver.settle()
        assert one("SELECT count(*) FROM account") == before + 1
        assert len(driver.app.screen_stack) == 1


# Names of references --------------------------------------------------------------------------------------


async def test_what_is_preset_is_shown_by_its_name(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await driver.press("2", "a")
        owner = rows("SELECT name FROM member WHERE id = ?", driver.app.member)[0][0]
        assert front(driver).query_one("#f-owner", Pick).shown == owner


async def test_a_visit_from_the_board_names_whom_it_is_with(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await driver.press("f")
        await driver.type("hzr")
        await driver.press("enter", "n")
        assert held(driver, "people") == (person(),)
        assert front(driver).query_one("#f-people", Pick).shown == "黄主任"


async def test_names_with_a_list_comma_are_shown_whole(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        deal = one("SELECT id FROM opportunity WHERE account_id = ?", account())
        visit = one("SELECT id FROM visit WHERE account_id = ?", account())
        base.db.obj.execute_sql("UPDATE opportunity SET name = '保护、测控改造' WHERE id = ?", (deal,))
        base.db.obj.execute_sql("UPDATE visit SET opportunity_id = ? WHERE id = ?", (deal, visit))
        form = await editing(driver, "visit", visit)
        assert form.query_one("#f-opportunity", Pick).shown == "保护、测控改造"


# Keys of a form -------------------------------------------------------------------------------------------


async def test_enter_goes_on_and_saves_on_the_last_field(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        before = one("SELECT count(*) FROM product")
        form = await adding(driver, "product")
        await driver.type("保护装置")
        await driver.press("enter")
        assert form.focused is form.query_one("#f-code")
        await driver.press("enter", "enter")
        assert form.focused is form.query_one("#f-list_price")
        assert one("SELECT count(*) FROM product") == before
        await driver.type("3.5万")
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1
        assert rows("SELECT name, list_price FROM product ORDER BY id DESC LIMIT 1") == [("保护装置", 3_500_000)]


async def test_the_buttons_do_what_the_keys_do(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "product")
        await driver.type("按钮")
        form.query_one("#cancel").focus()
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 1
        assert len(drafts.pending()) == 1
        form = await adding(driver, "product")
        assert held(driver, "name") == "按钮"
        form.query_one("#save").focus()
        await driver.press("space")
        assert one("SELECT count(*) FROM product WHERE name = '按钮'") == 1
        assert drafts.pending() == []


# Drafts ---------------------------------------------------------------------------------------------------


async def test_leaving_keeps_a_draft_and_coming_back_finds_it(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "visit")
        await fill(driver, "happened", "第一行")
        await driver.press("enter")
        await driver.type("第二行")
        await into(driver, "people")
        await driver.press("h")
        await driver.type("zr")
        await driver.press("enter", "escape")
        assert t("form.draft_kept") in driver.status
        form = await adding(driver, "visit")
        assert notice(driver) == t("form.draft_restored")
        assert held(driver, "happened") == "第一行\n第二行"
        assert held(driver, "people") == (person(),)
        assert form.query_one("#f-people", Pick).shown == "黄主任"


async def test_a_form_nobody_typed_into_leaves_no_draft(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        for noun in ("visit", "account", "person"):
            await adding(driver, noun)
            await driver.press("tab", "escape")
        assert drafts.pending() == []
        assert t("form.draft_kept") not in driver.status


async def test_a_draft_can_be_thrown_away(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "product")
        await driver.type("错了")
        await driver.press("escape")
        assert len(drafts.pending()) == 1
        await adding(driver, "product")
        await driver.press("ctrl+x")
        assert drafts.pending() == []
        await adding(driver, "product")
        assert held(driver, "name") == ""


async def test_what_is_typed_is_kept_while_it_is_typed_and_outlives_the_program(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "DRAFT_SECONDS", 0.01)
    async with start(size=(100, 60)) as driver:
        await adding(driver, "visit")
        await fill(driver, "happened", "没来得及保存")
        for _ in range(3000):
            if drafts.pending():
                break
            await asyncio.sleep(0.01)
        (kept,) = drafts.folder().glob("*.json")
        assert kept.stat().st_mode & 0o077 == 0
        assert kept.parent.stat().st_mode & 0o077 == 0
    async with start(size=(100, 60)) as driver:
        await adding(driver, "visit")
        assert held(driver, "happened") == "没来得及保存"


async def test_a_signal_keeps_what_is_typed_in_every_form_that_is_open(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "visit")
        await fill(driver, "happened", "信号来了")
        await into(driver, "people")
        await driver.press("enter")
        driver.app.save_drafts()
        (kept,) = drafts.folder().glob("*.json")
        assert json.loads(kept.read_text("utf-8"))["fields"]["happened"] == "信号来了"


async def test_a_draft_that_cannot_be_kept_is_said(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "keep", full)
    async with start(size=(100, 60)) as driver:
        form = await adding(driver, "product")
        await driver.type("放不下")
        form.save_draft()
        await driver.settle()
        assert notice(driver) == t("form.draft_failed")


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", '{"fields": 3}', '{"fields": {"name": 7, "code": []}}', '{"labels": 1}']
)
async def test_a_draft_that_is_rubbish_is_passed_over(start: Start, rubbish: str) -> None:
    async with start(size=(100, 60)) as driver:
        (drafts.folder() / "add-product-0.json").write_text(rubbish)
        await adding(driver, "product")
        await fill(driver, "name", "照样能用")
        await driver.press("ctrl+s")
        assert one("SELECT count(*) FROM product WHERE name = '照样能用'") == 1


async def test_a_draft_of_another_database_is_not_for_this_one(start: Start, tmp_path: Path) -> None:
    async with start(size=(100, 60)) as driver:
        await adding(driver, "product")
        await driver.type("别处的")
        await driver.press("escape")
        drafts.of(str(tmp_path / "other.db"))
        assert drafts.pending() == []
        await adding(driver, "product")
        assert held(driver, "name") == ""


async def test_a_draft_takes_back_nothing_that_others_wrote_meanwhile(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        row = account()
        await editing(driver, "account", row)
        await fill(driver, "address", "西四环")
        await driver.press("escape")
        base.db.obj.execute_sql("UPDATE account SET region = '冀北', version = version + 1 WHERE id = ?", (row,))
        await editing(driver, "account", row)
        assert held(driver, "region") == "冀北"
        assert "西四环" in str(held(driver, "address"))
        await driver.press("ctrl+s")
        assert rows("SELECT region FROM account WHERE id = ?", row) == [("冀北",)]


async def test_a_draft_over_what_others_changed_asks_which_shall_stand(start: Start) -> None:
    async with start(size=(100, 60)) as driver:
        row = account()
        before = str(rows("SELECT region FROM account WHERE id = ?", row)[0][0])
        await editing(driver, "account", row)
        await fill(driver, "region", "我的")
        await driver.press("escape")
        base.db.obj.execute_sql("UPDATE account SET region = '他的', version = version + 1 WHERE id = ?", (row,))
        await editing(driver, "account", row)
        assert held(driver, "region") == f"{before}我的"
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, Choice)
        assert "他的" in driver.text
        await driver.press("right_square_bracket", "ctrl+s")
        assert rows("SELECT region FROM account WHERE id = ?", row) == [(f"{before}我的",)]


# Two who change the same ----------------------------------------------------------------------------------


@pytest.fixture
def other() -> Callable[[int], None]:
    """Somebody else's change of the same account."""

    def change(row: int) -> None:
        sql = "UPDATE account SET region = '他的区', phone = '他的号', version = version + 1 WHERE id = ?"
        base.db.obj.execute_sql(sql, (row,))

    return change


async def contested(driver: Driver, other: Callable[[int], None]) -> int:
    """Edit region and phone of an account, which another changes before it is saved."""
    row = account()
    form = await editing(driver, "account", row)
    for code in ("region", "phone", "address"):
        form.query_one(f"#f-{code}", Input).value = "我的"
    await driver.settle()
    other(row)
    await driver.press("ctrl+s")
    assert isinstance(driver.app.screen, Choice)
    return row


async def test_of_two_changes_each_field_is_chosen_by_itself(start: Start, other: Callable[[int], None]) -> None:
    async with start(size=(100, 60)) as driver:
        row = await contested(driver, other)
        assert "他的区" in driver.text
        assert "他的号" in driver.text
        choice = driver.app.screen
        assert isinstance(choice, Choice)
        assert {conflict.field for conflict in choice.conflicts} == {"region", "phone"}
        await driver.press("right_square_bracket", "s")
        assert len(driver.app.screen_stack) == 1
        chosen = choice.conflicts[0].field
        (stored,) = rows("SELECT region, phone, address FROM account WHERE id = ?", row)
        found = dict(zip(("region", "phone", "address"), stored, strict=True))
        assert found["address"] == "我的"
        assert found[chosen] == "我的"
        assert {found["region"], found["phone"]} == {"我的", {"region": "他的号", "phone": "他的区"}[chosen]}


async def test_leaving_the_choice_goes_back_to_the_form(start: Start, other: Callable[[int], None]) -> None:
    async with start(size=(100, 60)) as driver:
        row = await contested(driver, other)
        await driver.press("escape")
        assert held(driver, "region") == "我的"
        assert rows("SELECT region, address FROM account WHERE id = ?", row)[0][0] == "他的区"
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, Choice)


async def test_a_third_change_during_the_choice_asks_again(start: Start, other: Callable[[int], None]) -> None:
    async with start(size=(100, 60)) as driver:
        row = await contested(driver, other)
        base.db.obj.execute_sql("UPDATE account SET address = '第三人', version = version + 1 WHERE id = ?", (row,))
        await driver.press("s")
        choice = driver.app.screen
        assert isinstance(choice, Choice)
        assert {conflict.field for conflict in choice.conflicts} == {"address"}
        await driver.press("o", "s")
        assert len(driver.app.screen_stack) == 1
        assert rows("SELECT region, phone, address FROM account WHERE id = ?", row) == [("他的区", "他的号", "我的")]


async def test_a_visit_without_a_next_step_says_so_where_it_or_the_reason_is_written(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        before = one("SELECT count(*) FROM visit")
        await adding(driver, "visit")
        await driver.press("ctrl+s")
        form = front(driver)
        assert form.focused is form.query_one("#f-next_step")
        assert error(driver, "next_step") == t("invalid.next_step_missing")
        assert form.has_class("-all") and error(driver, "no_next_step") == t("invalid.or_no_next_step")
        await driver.type("送样")
        await driver.press("ctrl+s")
        assert form.focused is form.query_one("#f-next_due")
        await driver.type("+3d")
        await driver.press("ctrl+s")
        assert one("SELECT count(*) FROM visit") == before + 1
