"""Stored text that wants to act on the terminal: whatever is opened, it is text and nothing else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from peewee import TextField
from rich.cells import cell_len

from models import base
from models.rules.fields import FieldKind
from models.rules.nouns import NOUNS
from models.rules.text import clean
from models.rules.values import Invalid
from models.tables import BY_NAME
from models.writes import records
from models.writes.intents import Actor
from tests.tui.conftest import LOGIN, NOW, TODAY, Driver, Start, rows
from tui.recording import Recorder

PAYLOADS = {
    "escape": "\x1b[2J\x1b[31m",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "c1": "\x9b31m\x9d52;c;ZQ==\x9c",
    "nul": "\x00\x08\x7f",
    "bidi": "\u202egnp.exe\u202c\u2066x\u2069",
    "invisible": "\u200b\u200e\ufeff\u2060",
    "close": "[/]",
    "vip": "[VIP] Acme",
    "click": "[@click=app.quit]x[/]",
    "long": "长" * 400,
    "emoji": "👩\u200d👩\u200d👧",
    "combining": "\u0301\u0301",
    "newline": "\r\n\x0b\x85\u2028",
}
LITERAL = ("[/]", "[VIP] Acme", "[@click=app.quit]x[/]")
ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
STRAY_JOINER = re.compile("(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d")

FREE = {
    "other_name": ["name"], "setting": [], "saved_view": ["name"], "approval": ["text", "reason", "comment"],
    "account_state": ["next_text"], "person_move": ["note"], "stance_entry": ["evidence"],
    "asking": ["text", "answer", "meant"], "search_entry": ["title"], "visit": ["no_next_step"], "choice": ["label"],
    "account": ["industry"], "opportunity": ["reason"],
}  # fmt: skip
"""Columns of free text beside those that are fields of a noun."""
TYPED = (FieldKind.TEXT, FieldKind.NOTE, FieldKind.NAMES)


def free_columns() -> Iterator[tuple[str, str]]:
    """Every column whose text somebody may have typed."""
    for name, table in BY_NAME.items():
        there = {field.name for field in table._meta.sorted_fields if isinstance(field, TextField)}
        noun = [f.code for f in NOUNS[name].fields if f.kind in TYPED] if name in NOUNS else []
        for column in dict.fromkeys([*noun, *FREE.get(name, [])]):
            if column in there and (name, column) != ("member", "login"):
                yield name, column


def poison(path: Path) -> None:
    """Put a payload before every free text of a database, past the writes; each payload comes into each column."""
    base.open_database(str(path))
    texts = list(PAYLOADS.values())
    with base.db.obj.atomic():
        for number, (table, column) in enumerate(free_columns()):
            found = rows(f'SELECT id, "{column}" FROM "{table}"')
            for place, (row, text) in enumerate(found):
                payload = texts[(place + number) % len(texts)]
                base.db.obj.execute_sql(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (f"{payload}{text}", row))
        for place, (row,) in enumerate(rows("SELECT account_id FROM account_state ORDER BY urgency_rank, account_id")):
            payload = texts[(place + 6) % len(texts)]
            base.db.obj.execute_sql("UPDATE account SET name = ? || short_name WHERE id = ?", (payload, row))
    base.close_database()


@pytest.fixture
def hostile(start: Start, tmp_path: Path, cases: Callable[[str], Path]) -> Start:
    """The program over the worked cases, in which every free text is hostile."""
    path = tmp_path / "inroad.db"
    path.write_bytes(cases("zh_CN").read_bytes())
    poison(path)
    return start


def looked_at(driver: Driver) -> str:
    """The screen, after a look that nothing on it acts and every line is as wide as the screen."""
    text = driver.text
    for line in driver.lines():
        assert not ACTS.search(line), (driver.app.screen, line)
        assert not STRAY_JOINER.search(line), (driver.app.screen, line)
        assert cell_len(line) == driver.app.size.width, (driver.app.screen, line)
    return text


async def through(driver: Driver, *keys: str) -> str:
    """Press keys and look at the screen after each; everything that was seen."""
    seen = []
    for key in keys:
        await driver.press(key)
        seen.append(looked_at(driver))
    return "\n".join(seen)


async def test_lists_and_faces_show_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(120, 60)) as driver:
        looked_at(driver)
        shown = await through(driver, "2", "8", "5", "2")
        assert [text for text in LITERAL if text[:16] not in shown] == []
        faces = await through(driver, "j", "B", "S", "V", "D", "Q", "H", "B", "right_square_bracket", "S", "V", "H")
        assert "[VIP] Acme" in faces
        assert "[/]" in faces


async def test_in_english_on_a_small_screen_too(hostile: Start) -> None:
    async with hostile(size=(80, 23), language="en") as driver:
        shown = await through(driver, "2", "enter", "S", "V", "D", "H", "escape", "1", "5", "8")
        assert "[VIP]" in shown


async def test_the_guide_shows_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(120, 60)) as driver:
        await driver.press("f")
        await driver.type("hzr")
        await through(driver, "enter", "5", "j", "j", "space", "t", "j", "p", "escape", "o", "escape")


async def test_modals_show_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(120, 60)) as driver:
        await through(driver, "2", "o", "escape", "w", "escape", "question_mark", "escape", "colon", "escape", "f")
        await driver.type("局")
        assert "[" in looked_at(driver)
        await through(driver, "escape", "slash")
        await driver.type("Acme")
        looked_at(driver)
        shown = await through(driver, "enter", "escape", "d", "n", "space", "j", "space", "j", "space")
        driver.app.screen.query_one("#accounts").action_merge()  # type: ignore[attr-defined]
        await driver.settle()
        shown = looked_at(driver)
        assert any(text in shown for text in LITERAL)
        await through(driver, "escape", "escape")


async def test_the_board_and_a_persons_sheet_show_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(140, 60)) as driver:
        await driver.press("f")
        await driver.type("华北局")
        shown = await through(
            driver, "enter", "S", "l", "less_than_sign", "x", "enter", "escape", "slash", "escape", "i", "escape",
            "enter", "j", "j", "o", "escape", "escape", "n", "escape", "M", "M",
        )  # fmt: skip
        assert "[" in shown


async def test_products_and_competitors_show_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(120, 60)) as driver:
        for noun in ("product", "competitor"):
            driver.app.screen_stack[0].action_register(noun)  # type: ignore[attr-defined]
            await driver.settle()
            looked_at(driver)
            await through(driver, "j", "e", "escape", "escape")


async def test_every_form_shows_hostile_text_as_text(hostile: Start) -> None:
    async with hostile(size=(120, 90)) as driver:
        seen = 0
        for noun in NOUNS:
            for (row,) in rows(f'SELECT id FROM "{noun}" ORDER BY id LIMIT 2'):
                driver.app.run_worker(Recorder(driver.app).edit(noun, int(str(row))), group="ask")
                await driver.settle()
                assert len(driver.app.screen_stack) == 2, noun
                await through(driver, "ctrl+t", "escape")
                assert len(driver.app.screen_stack) == 1, noun
                seen += 1
        assert seen > 25


async def test_names_to_choose_from_and_names_of_two_versions_are_text(hostile: Start) -> None:
    async with hostile(size=(120, 60)) as driver:
        visit = int(str(rows("SELECT id FROM visit ORDER BY id")[0][0]))
        driver.app.run_worker(Recorder(driver.app).edit("visit", visit), group="ask")
        await driver.settle()
        form = driver.app.screen
        for name in ("people", "opportunity"):
            form.query_one(f"#f-{name}").focus()
            shown = await through(driver, "enter", "escape")
            assert shown
        account = rows("SELECT id FROM account ORDER BY id")[0][0]
        base.db.obj.execute_sql("UPDATE visit SET happened = ? WHERE id = ?", ("[/]\x1b[31m别人写的", visit))
        form.query_one("#f-happened").focus()
        await driver.type("我写的")
        shown = await through(driver, "ctrl+s", "j", "right_square_bracket")
        assert account
        assert "[/]" in shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_write_stores_what_acts(tmp_path: Path, cases: Callable[[str], Path], payload: str) -> None:
    path = tmp_path / "inroad.db"
    path.write_bytes(cases("zh_CN").read_bytes())
    base.open_database(str(path))
    member = int(str(rows("SELECT id FROM member WHERE login = ?", LOGIN)[0][0]))
    actor = Actor(member, NOW, TODAY)
    text = f"甲{PAYLOADS[payload]}乙"
    asked = [f for f in NOUNS["account"].fields if f.kind in TYPED]
    fields = {f.code: (text,) if f.kind is FieldKind.NAMES else text for f in asked}
    made = records.add(actor, "account", fields).value
    for column in fields.keys() - {"other_names"}:
        ((stored,),) = rows(f'SELECT "{column}" FROM account WHERE id = ?', made)
        if column != "notes":
            assert not ACTS.search(str(stored)), column
        assert not ACTS.search(re.sub("[\n\t]", "", str(stored))), column
        assert not STRAY_JOINER.search(str(stored)), column
        assert clean(str(stored), notes=column == "notes") == stored, column
    ((other,),) = rows("SELECT name FROM other_name WHERE account_id = ?", made)
    assert not ACTS.search(str(other))
    base.close_database()


def test_a_name_of_nothing_but_what_cannot_be_seen_is_no_name(
    tmp_path: Path, cases: Callable[[str], Path]
) -> None:
    path = tmp_path / "inroad.db"
    path.write_bytes(cases("zh_CN").read_bytes())
    base.open_database(str(path))
    member = int(str(rows("SELECT id FROM member WHERE login = ?", LOGIN)[0][0]))
    try:
        with pytest.raises(Invalid) as wrong:
            records.add(Actor(member, NOW, TODAY), "account", {"name": PAYLOADS["invisible"]})
        assert wrong.value.errors == {"name": "required"}
    finally:
        base.close_database()
