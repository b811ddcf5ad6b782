"""The lean display shows what the stock display shows, frame by frame, on every screen of the program."""

from random import Random
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip

from models import base
from tests.tui import test_monkey
from tests.tui.conftest import Driver, Start
from tests.tui.test_monkey import elsewhere  # noqa: F401 a monkey's exports go there
from tests.tui.twins import Glass, Twins, alike, crowd, watched
from tui.display import lean
from tui.display.lean import Lean, Unknown, painter_for
from tui.display.painter import Painter, Row

LISTS = ("j", "j", "pagedown", "pageup", "G", "g", "2", "j", "j", "pagedown", "pageup", "end", "k", "home", "enter")
FACES = (
    "j", "pagedown", "B", "j", "l", "J", "S", "j", "j", "V", "j", "D", "j", "Q", "j", "H", "j", "pagedown",
    "question_mark", "pagedown", "escape", "colon", "j", "escape", "ctrl+p", "h", "escape", "ctrl+k", "escape",
)  # fmt: skip
PLACES = (
    "escape", "5", "j", "7", "j", "enter", "j", "escape", "8", "j", "pagedown", "1", "M", "M", "f2", "j", "f3", "j",
    "f3", "j", "f3", "f2", "b", "j",
    "escape", "p", "escape", "f", "h", "j", "escape", "f12", "j", "enter", "ctrl+l", "a", "tab", "x", "escape",
    "enter", "n", "tab", "escape", "c", "escape", "t", "escape", "escape",
)  # fmt: skip
ODD = frozenset("\u0301\u200d")
"""After these the stock display does not know where the terminal's cursor is."""
NARROW, WIDE = (80, 23), (120, 40)


async def walk(driver: Driver, twins: Twins, *keys: str) -> None:
    """Press keys; every frame of each must have been the same."""
    for key in keys:
        await driver.press(key)
        assert not twins.differ, (key, twins.differ[0])


@pytest.mark.parametrize(
    ("keys", "language", "size", "theme", "terminal"),
    [
        ((*LISTS, *FACES), "zh_CN", WIDE, "dark", {}),
        (("2", "enter", *FACES), "en", NARROW, "sixteen", {"colours": ColorSystem.STANDARD}),
        (("2", *PLACES), "zh_CN", NARROW, "light", {"erases": False, "colours": ColorSystem.EIGHT_BIT}),
    ],
    ids=("wide", "english", "narrow"),
)
async def test_every_frame_of_a_walk_is_the_same(
    start: Start, keys: tuple[str, ...], language: str, size: tuple[int, int], theme: str, terminal: dict[str, Any]
) -> None:
    async with start(size=size, language=language, theme=theme) as driver:
        twins = await watched(driver, **terminal)
        await walk(driver, twins, *keys)
        assert twins.frames > len(keys) / 2
        assert twins.mine.bytes < twins.stock.bytes / 3


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 15)])
@pytest.mark.parametrize("theme", ["dark", "light", "sixteen"])
@pytest.mark.parametrize("able", [True, False])
async def test_every_frame_of_every_walk_is_the_same(
    start: Start, language: str, size: tuple[int, int], theme: str, able: bool
) -> None:
    async with start(size=size, language=language, theme=theme) as driver:
        twins = await watched(driver, scrolls=able, erases=able)
        await walk(driver, twins, *LISTS, *FACES, *PLACES)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_frame_of_a_list_that_scrolls_is_the_same(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as driver:
        crowd(base.db.obj.execute_sql)
        twins = await watched(driver)
        await walk(driver, twins, "2", "pagedown", "pagedown", "pageup")
        for burst in (["j"] * 26, ["k"] * 30 + ["pagedown"] * 3, ["pageup", "j", "j"] * 3, ["end", "up", "home"]):
            await driver.pilot.press(*burst)
            await walk(driver, twins, "j", "k")
        assert twins.mine.bytes < twins.stock.bytes / 3


@pytest.mark.parametrize("size", [(100, 30), (30, 8), (1, 1)])
async def test_every_frame_after_another_size_is_the_same(start: Start, size: tuple[int, int]) -> None:
    async with start(size=WIDE) as driver:
        twins = await watched(driver)
        await walk(driver, twins, "2", "j")
        await driver.pilot.resize_terminal(*size)
        await walk(driver, twins, "j", "enter", "S", "question_mark")
        await driver.pilot.resize_terminal(*WIDE)
        await walk(driver, twins, "j", "escape")


async def mischief(start: Start, seed: int, steps: int) -> None:
    async with start(language=("zh_CN", "en")[seed % 2]) as driver:
        twins = await watched(driver, scrolls=seed % 3 > 0)
        for kind, what in test_monkey.hand(Random(seed), steps):
            if what != "ctrl+z" and not ODD.intersection(what):
                await test_monkey.act(driver, kind, what)
            assert not twins.differ, (kind, what, twins.differ[0])


@pytest.mark.parametrize("seed", [7])
async def test_every_frame_of_a_monkey_is_the_same(start: Start, seed: int) -> None:
    await mischief(start, seed, 25)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 30))
async def test_every_frame_of_many_monkeys_is_the_same(start: Start, seed: int) -> None:
    await mischief(start, seed, 300)


# The painter alone

TEXTS = ("a", "bc", "  ", " ", "华", "东南", "é", "·", "│", "x y", "      ", "𠀀", "①", "1234567890 ", "　")
CODES = (
    "", "1", "4", "31", "1;38;2;1;2;3", "38;2;1;2;3;48;2;4;5;6", "48;2;4;5;6", "7;48;2;4;5;6", "3;9;42", "1;3;92",
    "39;49", "38;5;99;48;5;7", "4;38;2;9;9;9;48;2;4;5;6",
)  # fmt: skip
WIDTH, HEIGHT = 24, 9


def part(random: Random, width: int) -> list[tuple[str, str]]:
    """Words of so many cells at the most, with their codes."""
    told: list[tuple[str, str]] = []
    used = 0
    while (text := random.choice(TEXTS)) and (used := used + cell_len(text)) <= width:
        told.append((text, random.choice(CODES)))
    return told


def put(glass: Glass, y: int, x: int, told: list[tuple[str, str]]) -> None:
    """Write words the plain way."""
    glass.feed(f"\x1b[{y + 1};{x + 1}H" + "".join(f"\x1b[0;{codes or 0}m{text}\x1b[m" for text, codes in told))


@pytest.mark.parametrize("seed", range(24))
def test_any_words_are_painted_as_the_plain_way_writes_them(seed: int) -> None:
    random = Random(seed)
    painter = Painter(scrolls=seed % 2 == 0, erases=seed % 4 < 2)
    plain, mine = Glass(WIDTH, HEIGHT), Glass(WIDTH, HEIGHT)
    lines = [part(random, WIDTH) for _ in range(3 * HEIGHT)]
    for number in range(40):
        painter.begin(WIDTH, HEIGHT)
        if number == 20:
            painter.forget()
            mine.feed("\x1b[31;44m" + "#华" * 99 + "\x1b[m")
            painter.begin(WIDTH, HEIGHT)
        wanted: dict[int, Row] = {}
        top = random.randrange(2 * HEIGHT)
        if number % 20 == 0 or random.random() < 0.5:
            for y, told in enumerate(lines[top : top + HEIGHT]):
                told = [*told, (" " * (WIDTH - sum(cell_len(text) for text, _ in told)), random.choice(CODES))]
                put(plain, y, 0, told)
                wanted[y] = painter.laid(None, y, 0, [painter.piece(*each) for each in told])
        for y in random.sample(range(HEIGHT), 2):
            x = random.randrange(WIDTH)
            told = part(random, WIDTH - x)
            put(plain, y, x, told)
            wanted[y] = painter.laid(wanted.get(y), y, x, [painter.piece(*each) for each in told])
        mine.feed("\x1b[m\x1b[5;5H" + painter.paint(wanted))
        for y in range(HEIGHT):
            assert not alike(mine.row(y), plain.row(y)), (seed, number, y)
        assert not painter.paint(wanted)


def frame(painter: Painter, *lines: str, width: int = 20) -> str:
    """What it takes to show these lines."""
    painter.begin(width, len(lines))
    return painter.paint(
        {
            y: painter.laid(None, y, 0, [painter.piece(line + " " * (width - cell_len(line)), "")])
            for y, line in enumerate(lines)
        }
    )


def test_only_what_changed_is_sent() -> None:
    painter = Painter(scrolls=True, erases=True)
    assert frame(painter, "华北局", "b", "c") == "\x1b[2J\x1b[1H华北局\x1b[2Hb\x1b[3Hc"
    assert frame(painter, "华北局", "b", "c") == ""
    assert frame(painter, "华北电", "b", "c") == "\x1b[1;5H电"
    assert frame(painter, "华 北电", "b", "c") == "\x1b[1;3H 北电"
    assert frame(painter, "x  北电", "b", "c") == "\x1b[1Hx "


def test_after_a_cell_of_doubtful_width_the_place_is_told_and_the_line_written_to_its_end() -> None:
    painter = Painter(scrolls=False, erases=False)
    frame(painter, "ab ok", width=6)
    assert frame(painter, "👩 ok", width=6) == "\x1b[1H  \x1b[2D👩\x1b[1;3H ok "
    assert frame(painter, "e\u0301  ok", width=6) == "\x1b[1He\u0301\x1b[1;2H  ok "
    assert frame(painter, "e\u0301  on", width=6) == "\x1b[1;5Hn"
    family = "👩\u200d👩\u200d👧"
    assert frame(painter, f"{family}  on", width=6) == f"\x1b[1H  \x1b[2D{family}\x1b[1;3H  on"


def test_nothing_is_erased_up_to_the_middle_of_a_wide_character() -> None:
    painter = Painter(scrolls=False, erases=True)
    frame(painter, "a" * 14 + "华bb", width=18)
    assert frame(painter, " " * 14 + "华bb", width=18) == "\x1b[1H\x1b[14X"
    frame(painter, "a" * 14 + "华bb", width=18)
    assert frame(painter, " " * 15 + "abb", width=18) == "\x1b[1H" + " " * 15 + "a"


def test_the_terminal_scrolls_what_only_moves() -> None:
    lines = [f"{number} is the line" for number in range(12)]
    painter = Painter(scrolls=True, erases=False)
    frame(painter, "head", *lines[:8], "foot")
    assert frame(painter, "head", *lines[1:9], "foot") == f"\x1b[2;9r\x1b[9H\x1bD\x1b[r\x1b[9H{lines[8]:20}"
    assert frame(painter, "head", *lines[:8], "foot") == f"\x1b[2;9r\x1b[2H\x1bM\x1b[r\x1b[2H{lines[0]:20}"
    still = Painter(scrolls=False, erases=False)
    frame(still, "head", *lines[:8], "foot")
    assert "r" not in frame(still, "head", *lines[1:9], "foot")


def test_a_terminal_is_asked_only_for_what_its_kind_can_do() -> None:
    def able(**environment: str) -> tuple[bool, bool]:
        painter = painter_for(environment)
        return painter.scrolls, painter.erases

    assert able(TERM="xterm-256color") == able(TERM="tmux-256color") == able(TERM="linux") == (True, True)
    assert able(TERM="xterm-kitty") == able(TERM="screen") == able(TERM="xterm", STY="1") == (True, False)
    assert able(TERM="screen-256color", TMUX="x") == (True, True)
    assert able(TERM="cygwin") == able() == (False, False)


def test_what_is_not_understood_is_left_to_the_stock_display() -> None:
    drawn = Lean(Painter(scrolls=True, erases=True)).drawn
    linked = Strip([Segment("a", Style(link="https://example.com"))])
    for update in (
        LayoutUpdate([[linked]], Region(0, 0, 1, 1)),
        LayoutUpdate([[Strip([Segment("ab")])]], Region(0, 0, 2, 1)),
        ChopsUpdate([{0: Strip([Segment("a")])}] * 2, [(1, 0, 1)], [[1]] * 2),
    ):
        with pytest.raises(Unknown):
            drawn(update, 1, 1, ColorSystem.TRUECOLOR)


def test_it_fits_the_textual_that_is_installed_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lean.fits()
    monkeypatch.setattr(App, "_display", lambda self, renderable: None)
    assert not lean.fits()


async def test_a_fault_while_drawing_leaves_the_stock_display(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bool:
        raise ValueError

    async with start() as driver:
        assert driver.app._lean is not None
        monkeypatch.setattr(driver.app._lean, "show", fail)
        await driver.press("j")
        assert getattr(driver.app, "_lean", "") is None
        await driver.press("j")
        assert driver.app.return_code is None
        assert driver.app.logs == ()
