"""The place of settings: what may be changed is changed by keys, checked, weighed before, and taken back."""

from typing import Any

import pytest

from models.rules import thresholds
from models.rules.settings import Settings, Within
from models.writes import preferences
from models.writes.intents import Actor
from tests.tui.conftest import LOGIN, NOW, TODAY, Driver, Start, rows
from tui import words
from tui.modals.ask import Ask
from tui.modals.chooser import Chooser
from tui.modals.weighing import Weighing
from tui.panes.settings import SettingsPlace


async def stand_on(driver: Driver, *row: Any) -> None:
    """Open the place and put the cursor on a row."""
    if not driver.app.screen.query("#settings"):
        await driver.press("9")
    assert driver.app.screen.query_one(SettingsPlace).reach(row), row
    await driver.settle()


def line(driver: Driver) -> str:
    """The line under the cursor."""
    return next(each for each in driver.lines() if each.startswith(">"))


async def said(driver: Driver, text: str) -> None:
    """Answer the question in front with a text."""
    assert isinstance(driver.app.screen, Ask)
    await driver.press("ctrl+u")
    await driver.type(text)
    await driver.press("enter")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_everything_is_listed(start: Start, size: tuple[int, int], language: str) -> None:
    async with start(size=size, language=language) as driver:
        await driver.press("9")
        assert words.t("setting.group.house") in driver.text
        assert words.t("setting.urgency_h_months.tip")[:12] in driver.text
        await driver.press("G")
        assert words.t("settings.own") in driver.text


async def test_a_number_is_asked_until_it_will_do(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "contact_days")
        await driver.press("enter")
        await said(driver, "sixty")
        assert words.t("invalid.not_a_number") in driver.text
        await said(driver, "0")
        assert words.t("invalid.too_low", low="1", high="3650") in driver.text
        await said(driver, "45")
        assert "45 天" in line(driver)
        assert driver.app.settings.contact_days == 45
        assert "45" in driver.status
        await driver.press("u")
        assert driver.app.settings.contact_days == 60


async def test_what_moves_accounts_is_weighed_first(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "urgency_h_months")
        await driver.press("enter")
        await said(driver, "2")
        assert isinstance(driver.app.screen, Weighing)
        assert "急A→急H 1 个" in driver.text
        assert "廊坊局" in driver.text
        await driver.press("n")
        assert driver.app.settings.urgency_h_months == 1
        await driver.press("enter")
        await said(driver, "2")
        await driver.press("y")
        assert driver.app.settings.urgency_h_months == 2
        of = "SELECT urgency FROM account_state s JOIN account a ON a.id = s.account_id WHERE name = ?"
        assert rows(of, "廊坊局") == [("H",)]
        assert rows("SELECT count(*) FROM setting WHERE key = 'renewed_up_to'") == [(0,)]


async def test_what_a_profile_asks_for_is_told_and_typed_by_name_and_moves_every_account(start: Start) -> None:
    async with start(size=(160, 40)) as driver:
        await stand_on(driver, "setting", "card_fields")
        assert "12 项" in line(driver)
        await driver.press("enter")
        assert "行业、单位性质、员工人数" in driver.text
        await said(driver, "电话,Industry")
        assert driver.app.settings.card_fields == "industry,phone"
        assert {row[0] for row in rows("SELECT completeness FROM account_state")} <= {0, 50, 100}
        await driver.press("enter")
        await said(driver, "电话,星座")
        assert words.t("invalid.not_a_choice") in driver.text
        await driver.press("escape", "u")
        assert driver.app.settings.card_fields.endswith("gift_policy")


async def test_an_order_is_kept(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "urgency_h_months")
        await driver.press("enter")
        await said(driver, "3")
        assert words.t("invalid.not_ascending") in driver.text
        await driver.press("escape")
        assert driver.app.settings.urgency_h_months == 1


async def test_weights_are_changed_at_once_and_come_to_a_hundred(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "grade_weight_finance")
        await driver.press("enter")
        await said(driver, "50")
        assert words.t("invalid.not_as_many") in driver.text
        await said(driver, "50 20 15 25")
        assert words.t("invalid.not_a_hundred") in driver.text
        await said(driver, "40 25 15 20")
        assert isinstance(driver.app.screen, Weighing)
        await driver.press("y")
        settings = driver.app.settings
        assert (settings.grade_weight_finance, settings.grade_weight_fit) == (25, 20)
        await driver.press("r", "y")
        assert driver.app.settings.grade_weight_finance == 20


async def test_a_choice_is_chosen_and_put_back(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "visibility")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Chooser)
        await driver.press("up", "enter")
        assert driver.app.settings.visibility == "office"
        assert words.t("setting.visibility.office") in line(driver)
        await driver.press("r")
        assert driver.app.settings.visibility == "all"


async def test_who_changed_it_is_told(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "setting", "conflict_days")
        await driver.press("enter")
        await said(driver, "4")
        await driver.press("l")
        assert words.t("settings.changed_by") in driver.text
        assert str(rows("SELECT name FROM member WHERE login = ?", LOGIN)[0][0]) in driver.text


async def test_who_may_not_is_told_so(start: Start) -> None:
    async with start() as driver:
        driver.app.member = int(str(rows("SELECT id FROM member WHERE role = 'engineer'")[0][0]))
        await stand_on(driver, "setting", "spin_many")
        await driver.press("enter")
        assert words.t("settings.not_yours") in driver.status
        await driver.press("k", "r")
        assert words.t("settings.not_yours") in driver.status


async def test_an_entry_is_added_renamed_and_hidden_and_forms_follow(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "choice", "industry", "power_grid")
        await driver.press("a")
        await said(driver, "造船")
        await stand_on(driver, "choice", "industry", "造船")
        await driver.press("enter")
        await said(driver, "船舶海工")
        assert "船舶海工" in line(driver)
        await stand_on(driver, "choice", "industry", "telecom")
        await driver.press("d")
        assert words.t("settings.is_hidden") in line(driver)
        hidden = words.t("industry.telecom")
        await driver.press("2", "a")
        form = driver.app.screen
        form.query_one("#f-industry").focus()
        await driver.press("enter")
        assert "船舶海工" in driver.text
        assert hidden not in driver.text
        await driver.press("escape", "escape", "9", "u", "u", "u")
        assert not words.known("industry.造船")


async def test_products_are_kept_here(start: Start) -> None:
    async with start() as driver:
        before = rows("SELECT count(*) FROM product")[0][0]
        await driver.press("9", "G", "g")
        pane = driver.app.screen.query_one(SettingsPlace)
        assert pane.answer is not None
        first = pane.answer.shelf.products[0].id if pane.answer.shelf.products else 0
        await stand_on(driver, "product", first)
        await driver.press("a")
        await driver.type("保护装置 X9")
        await driver.press("ctrl+s")
        assert rows("SELECT count(*) FROM product")[0][0] == int(str(before)) + 1
        await stand_on(driver, "product", int(str(rows("SELECT max(id) FROM product")[0][0])))
        assert "保护装置 X9" in line(driver)


async def test_language_and_theme_are_changed_here(start: Start) -> None:
    async with start() as driver:
        await stand_on(driver, "own", "theme")
        theme = driver.app.theme
        await driver.press("enter")
        assert driver.app.theme != theme
        await stand_on(driver, "own", "language")
        await driver.press("enter")
        assert "Language" in line(driver)


async def test_keys_of_ones_own_are_told_with_what_is_wrong(start: Start) -> None:
    async with start(keys={"rows.add": "G", "no.such": "x"}) as driver:
        await stand_on(driver, "own", "keys", "no.such")
        assert "no.such" in line(driver)
        assert words.t("keymap.unknown_id", id="no.such", keys="x", other="") in driver.text


async def test_what_a_colleague_changes_is_gone_by_at_once(start: Start) -> None:
    async with start() as driver:
        await driver.press("9")
        boss = Actor(driver.app.member, NOW, TODAY)
        preferences.put_settings(boss, {"contact_days": "33"})
        preferences.rename_choice(boss, "industry", "power_grid", "输配电")
        await driver.app._look()
        await driver.settle()
        assert driver.app.settings.contact_days == 33
        assert "33 天" in driver.text
        assert words.t("industry.power_grid") == "输配电"
        words.rename({})


def test_every_setting_group_and_unit_has_words() -> None:
    words.use("zh_CN")
    wanted = [f"setting.{name}" for name in Settings._fields]
    wanted += [f"setting.group.{thresholds.group(name)}" for name in Settings._fields]
    bounds = map(thresholds.bounds, Settings._fields)
    wanted += [f"setting.unit.{may.unit}" for may in bounds if isinstance(may, Within) and may.unit != "money"]
    assert [key for key in wanted if not words.known(key)] == []


async def test_a_filter_finds_a_setting_by_name_meaning_and_pinyin(start: Start) -> None:
    async with start() as driver:
        await driver.press("9", "slash")
        await driver.type("yzpx")
        await driver.press("escape", "slash")
        await driver.type("baobei")
        await driver.press("enter")
        shown = [each for each in driver.lines() if words.t("setting.conflict_days") in each]
        assert len(shown) == 1
        assert words.t("setting.group.house") in driver.text
        assert words.t("setting.contact_days") not in driver.text
        await driver.press("escape")
        assert words.t("setting.group.house") in driver.text
        assert words.t("setting.urgency_h_months") in driver.text


async def test_a_filter_that_finds_nothing_says_how_to_go_on(start: Start) -> None:
    async with start() as driver:
        await driver.press("9", "slash")
        await driver.type("zzzzz")
        assert words.t("settings.none_match", terms="zzzzz") in driver.text
        await driver.press("enter", "escape")
        assert words.t("setting.group.house") in driver.text
