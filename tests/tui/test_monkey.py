"""A monkey at the keyboard: whatever is pressed, typed or pasted in whatever order, nothing falls over or breaks."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from textual.events import Paste

from models import health
from tests.tui import conftest
from tests.tui.conftest import Driver, Start

MOVING = ("j", "k", "h", "l", "g", "G", "J", "K", "up", "down", "pageup", "pagedown", "home", "end", "tab", "shift+tab")
PLACES = (
    "1", "2", "5", "7", "8", "B", "S", "V", "D", "Q", "H", "b", "p", "f", "ctrl+k", "colon", "ctrl+p", "question_mark",
)  # fmt: skip
DEEDS = (
    "a", "e", "d", "n", "x", "y", "c", "s", "t", "i", "m", "r", "o", "w", "u", "ctrl+r", "full_stop", "comma", "space",
    "less_than_sign", "greater_than_sign", "slash", "left_square_bracket", "right_square_bracket", "plus", "M", "f2",
    "f3", "f12", "ctrl+l", "ctrl+s", "ctrl+t", "ctrl+x", "ctrl+z", "backspace", "delete", "ctrl+u", "ctrl+w",
)  # fmt: skip
TWINS = ("《", "》", "？", "：", "，", "。", "【", "】")
STRANGE = ("0", "3", "9", "z", "E", "Z", "ctrl+g", "ctrl+a", "ctrl+e", "minus", "asterisk", "é", "\u202e", "👩")
KEYS = (*MOVING * 3, "j", "k", *PLACES * 2, *DEEDS * 2, *("enter", "escape") * 12, *TWINS, *STRANGE)
"""Every key a hand may hit; those one uses most come more often. `q` at the top would end the program."""
TEXTS = (
    "hbj", "华北局", "周五", "+3d", "2月30日", "0000-00-00", "99999-01-01", "+99999999d", "437.5万", "-5", "1e99",
    "nan", "9" * 5000, "x" * 100_000, "👩\u200d👩\u200d👧", "\u202eabc\u2066", "\x1b[31m\x00\x07", "[/]",
    "[@click=app.mask]x[/]", "' OR 1=1 --", "%_\\", "=1+1", "a\nb\r\nc", "e\u0301\u0301", "٣½²", "；;、", " ",
)  # fmt: skip
SIZES = ((120, 40), (80, 23), (200, 60), (60, 15), (30, 8), (1, 1))


class Way(NamedTuple):
    """How one monkey begins."""

    seed: int
    language: str = "zh_CN"
    size: tuple[int, int] = (120, 40)
    login: str = "lihua"
    empty: bool = False


SHORT = (
    Way(1), Way(2, "en", (80, 23)), Way(3, login="nobody"), Way(4, "en", empty=True, login="nobody"),
)  # fmt: skip
STEPS = 60
LONG_STEPS = 400


def hand(random: Random, steps: int) -> Iterator[tuple[str, str]]:
    """What the monkey does: a kind of deed and what with; the same for the same seed."""
    for _ in range(steps):
        lot = random.random()
        if lot < 0.06:
            yield "type", random.choice(TEXTS)[:40]
        elif lot < 0.1:
            yield "paste", random.choice(TEXTS)
        elif lot < 0.12:
            yield "resize", str(random.randrange(len(SIZES)))
        elif lot < 0.2:
            yield "burst", " ".join(random.choice(KEYS) for _ in range(random.randint(3, 9)))
        else:
            yield "press", random.choice(KEYS)


async def act(driver: Driver, kind: str, what: str) -> None:
    """Do one deed; after a burst nothing is waited for."""
    pilot, app = driver.pilot, driver.app
    if kind == "resize":
        await pilot.resize_terminal(*SIZES[int(what)])
    elif kind == "paste":
        (app.screen.focused or app.screen).post_message(Paste(what))
    else:
        await pilot.press(*(what.split(" ") if kind == "burst" else what if kind == "type" else (what,)))
    if kind != "burst":
        await driver.settle()


async def play(start: Start, way: Way, steps: int) -> None:
    """Let a monkey loose, then look at the screen and at the database it leaves."""
    async with start(size=way.size, language=way.language, login=way.login, empty=way.empty) as driver:
        for kind, what in hand(Random(way.seed), steps):
            await act(driver, kind, what)
        await driver.settle()
        assert driver.app.return_code is None, "nothing it may press ends the program"
        assert health.check() == []


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a monkey exports lands in a folder that goes away; a list it opened in a form may stay open."""
    monkeypatch.setattr(conftest, "WAITING", conftest.WAITING | {"choose"})
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "here"))


@pytest.mark.parametrize("way", SHORT, ids=lambda way: f"seed{way.seed}")
async def test_a_monkey_breaks_nothing(start: Start, way: Way) -> None:
    await play(start, way, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
async def test_a_monkey_with_more_time_breaks_nothing(start: Start, seed: int) -> None:
    random = Random(seed)
    way = Way(
        seed, random.choice(("zh_CN", "en")), random.choice(SIZES[:4]), random.choice(("lihua", "nobody")),
        empty=random.random() < 0.1,
    )  # fmt: skip
    await play(start, way, LONG_STEPS)


def test_the_same_seed_is_the_same_monkey() -> None:
    assert list(hand(Random(7), 200)) == list(hand(Random(7), 200))
    assert {kind for kind, _ in hand(Random(7), 400)} == {"type", "paste", "resize", "burst", "press"}
