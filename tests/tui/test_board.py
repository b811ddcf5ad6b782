"""The stance board: cards one can read at every width, all of the card in hand in words, and what its marks mean."""

import pytest

from models.rules.text import cells
from tests.tui.conftest import Driver, Start, rows
from tui.pages.spans import ELLIPSIS
from tui.widgets.columns import EDGE, CardFace, Columns, Stack, _broken, _packed
from tui.widgets.listing import Span


async def board(driver: Driver, person: str) -> Columns:
    """The board with the cursor on somebody."""
    await driver.press("f")
    await driver.type(person)
    await driver.press("enter")
    return driver.app.screen.query_one("#board Columns", Columns)


def card(name: str, *facts: str, place: str = "", tail: str = "", key: int = 1) -> CardFace:
    return CardFace(key, Span(name, "for"), tail, place, facts)


def stacked(title: str, *faces: CardFace) -> Stack:
    """A column of these cards."""
    return Stack((title,), "for", [face.key for face in faces], {face.key: face for face in faces}.__getitem__)


def texts(face: CardFace, width: int, most: int) -> list[str]:
    lines = face.laid(width, most)
    return ["".join(cell if isinstance(cell, str) else cell.text for cell in line) for line in lines]


@pytest.mark.parametrize(("face", "width", "most", "told"), [
    (card("欧阳副总", "决策 影响5", place="总经理室"), 8, 4, ["欧阳副总", "总经理室", "决策 影…"]),
    (card("Hernandez-Li", "DM", "infl. 5", place="Board"), 12, 4, ["Hernandez-Li", "Board", "DM infl. 5"]),
    (card("General Manager Zhou", "DM", place="Office"), 16, 4, ["General Manager", "Zhou", "Office", "DM"]),
    (card("General Manager Zhou", "DM", place="Office"), 16, 2, ["General Manager…", "Office"]),
    (card("刘副总", "影响、采购", "影响4", "内线", place="市场与采购（刘副总分管）"), 12, 4,
     ["刘副总", "市场与采购…", "影响、采购", "影响4 内线"]),
    (card("刘副总", "影响4", "内线", "层角立--"), 8, 3, ["刘副总", "影响4", "内线 层…"]),
    (card("刘工", tail="? v"), 8, 4, ["刘工? v"]),
])  # fmt: skip
def test_a_card_cuts_nothing_it_has_room_for(face: CardFace, width: int, most: int, told: list[str]) -> None:
    assert texts(face, width, most) == told


@pytest.mark.parametrize("width", range(2, 30))
@pytest.mark.parametrize("name", ["General Manager Zhou", "招标负责人（总经理信任的人）", "a" * 40, "A 王"])
def test_a_broken_name_keeps_to_its_width_and_loses_nothing_unsaid(name: str, width: int) -> None:
    lines = _broken(name, width, 2)
    assert len(lines) <= 2 and all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(name.split()) or lines[-1].endswith(ELLIPSIS)


def test_packed_facts_never_take_more_than_their_lines() -> None:
    assert _packed(["决策", "影响5", "私A"], 8, 0) == []
    assert _packed(["决策", "影响5", "私A"], 20, 1) == ["决策 影响5 私A"]


async def test_columns_get_the_room_their_cards_need(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        columns = await board(driver, "hzr")
        short, long = card("黄工", key=1), card("North China Regional Director", key=2)
        columns.show_stacks([stacked("S", short), stacked("N", long)], "")
        few, many = columns._widths()
        assert many >= long.widest and few >= short.widest
        assert few + many <= columns.size.width
        columns.show_stacks([stacked("S", long), stacked("N", long)], "")
        assert len(set(columns._widths())) == 1


@pytest.mark.parametrize(("language", "size"), [
    ("zh_CN", (80, 23)), ("zh_CN", (120, 40)), ("en", (80, 23)), ("en", (120, 40)),
])  # fmt: skip
async def test_every_name_of_the_cases_is_whole_on_its_card(start: Start, language: str, size: tuple[int, int]) -> None:
    async with start(size=size, language=language) as driver:
        for (account,) in rows("SELECT id FROM account"):
            driver.app.screen.go(int(str(account)), "board")  # type: ignore[attr-defined]
            await driver.settle()
            columns = driver.app.screen.query_one("#board Columns", Columns)
            for stack, width in zip(columns.stacks, columns._widths(), strict=True):
                for face in (face for face in stack.cards if width - EDGE >= cells(face.name.text + face.tail)):
                    assert face.name.text + face.tail == texts(face, width - EDGE, columns._spreading()[1] - 1)[0]


async def test_all_of_the_card_in_hand_is_told_in_words(start: Start) -> None:
    async with start(size=(80, 23)) as driver:
        await board(driver, "hzr")
        told = "".join(driver.text.split())
        assert "把关者" in told and "影响力4" in told and "还不知道：" in told, driver.text
        before = driver.text
        await driver.press("l")
        assert driver.text != before


async def test_marks_are_explained_where_there_is_room_and_in_the_help(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await board(driver, "hzr")
        assert "标记：层 层级" in driver.text
    async with start(size=(80, 23), language="zh_CN") as driver:
        await board(driver, "hzr")
        await driver.press("j")
        assert "层 层级" in driver.status
        await driver.press("question_mark", "G")
        assert "层 层级" in driver.text and "符号" in driver.text


async def test_a_narrowed_board_says_so_and_another_account_starts_whole(start: Start) -> None:
    async with start(size=(120, 40)) as driver:
        await board(driver, "hzr")
        await driver.press("slash")
        await driver.type("层")
        await driver.press("enter")
        assert "只看：" in driver.text
        other = rows("SELECT id FROM account WHERE short_name = '申江股份'")[0][0]
        driver.app.screen.go(int(str(other)), "board")  # type: ignore[attr-defined]
        await driver.settle()
        assert "只看：" not in driver.text
