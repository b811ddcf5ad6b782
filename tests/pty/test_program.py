"""The real program on a real terminal, as it is installed: from the first start to every way out."""

import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.conftest import Probe
from tests.pty.terminal import Terminal
from tests.pty.test_terminal import ACTS, assert_whole
from tests.tui.test_hostile import poison

RUN = [sys.executable, "-c", "from tui.main import run; run()"]
ROOT = Path(__file__).parents[2]
LONG = 60
"""Seconds to hope for a screen on a machine that is busy."""
BYTES = 600
"""What a move of the cursor may send."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the worked cases, made once by the program itself."""
    path = tmp_path_factory.mktemp("cases") / "inroad.db"
    subprocess.run(
        [*RUN, "--lang", "zh", "--db", str(path), "init", "--demo"], check=True, capture_output=True, cwd=ROOT
    )
    return path


class House(Probe):
    """A user's home, and the program started in it."""

    def __call__(self, *args: str, size: tuple[int, int] = (120, 40)) -> Terminal:  # type: ignore[override]
        return self.run([*RUN, *args], size)

    @property
    def data(self) -> Path:
        return self.home / ".local" / "share" / "inroad" / "inroad.db"

    @property
    def drafts(self) -> list[Path]:
        return list((self.home / "state" / "inroad" / "drafts").rglob("*.json"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.env |= {
        "LANG": "zh_CN.UTF-8", "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None, "INROAD_DB": None,
        "INROAD_LANG": None, "PYTHONPATH": str(ROOT), "LC_MESSAGES": None,
    }  # fmt: skip
    yield made
    for terminal in made.opened:
        terminal.close()


@pytest.fixture
def moved_in(house: House, cases: Path) -> House:
    """A home whose database holds the worked cases."""
    house.data.parent.mkdir(parents=True)
    shutil.copy(cases, house.data)
    return house


def left(terminal: Terminal, before: list[object]) -> int:
    """The exit code of a program that gave the terminal back."""
    code = terminal.exit_code(LONG)
    assert_whole(terminal, before)
    return code


def test_a_first_start_asks_three_things_and_opens_the_worked_cases(house: House) -> None:
    with house(size=(100, 30)) as terminal:
        before = terminal.attributes()
        terminal.wait("大客户销售工作台", LONG)
        terminal.wait("怎么称呼你")
        assert not house.data.exists(), "nothing is written before it is asked for"
        terminal.keys("<c-x>", "<tab>", "国电南京", "<tab>")
        terminal.wait("国电南京")
        terminal.keys("<right>")
        terminal.wait("English")
        terminal.keys("<left>")
        terminal.wait("怎么称呼你")
        terminal.keys("<c-s>")
        terminal.wait("先看五个案例")
        terminal.keys("<enter>")
        terminal.wait("为什么", LONG)
        terminal.keys("2")
        terminal.wait("华北局", LONG)
        terminal.keys("q", "q")
        assert left(terminal, before) == 0
    assert house.data.stat().st_mode & 0o077 == 0
    settings = tomllib.loads((house.home / ".config" / "inroad" / "config.toml").read_text("utf-8"))
    assert settings["language"] == "zh_CN"
    assert house.logs == []


def test_the_demo_is_walked_through_and_left_by_q_with_the_terminal_as_it_was(house: House) -> None:
    with house("demo") as terminal:
        before = terminal.attributes()
        terminal.wait("为什么", LONG)
        terminal.keys("2")
        terminal.wait("华北局", LONG)
        terminal.keys("<enter>")
        terminal.wait("速览")
        for letter, words in (("S", "教练"), ("V", "未了的承诺"), ("H", "历史")):
            terminal.keys(letter)
            terminal.wait(words, LONG)
        terminal.keys("?")
        terminal.wait("此处的按键", LONG)
        terminal.keys("q")
        terminal.wait("V 拜访", LONG)
        terminal.keys("f")
        terminal.wait(re.compile("^ 查找$", re.M), LONG)
        terminal.send(b"hzr")
        terminal.wait("黄主任", LONG)
        terminal.keys("<enter>")
        terminal.wait(re.compile("> 黄主任"), LONG)
        terminal.keys("q", "q", "q")
        assert left(terminal, before) == 0
    assert house.logs == []
    assert not house.data.exists(), "the demo leaves one's own database alone"


def test_a_hang_up_keeps_a_half_typed_form_and_the_same_form_brings_it_back(moved_in: House) -> None:
    with moved_in() as terminal:
        before = terminal.attributes()
        open_form(terminal)
        terminal.keys("半截的客户")
        terminal.wait("半截的客户")
        terminal.signal(signal.SIGHUP)
        assert left(terminal, before) == 128 + signal.SIGHUP
    (draft,) = moved_in.drafts
    assert "半截的客户" in draft.read_text("utf-8")
    assert draft.stat().st_mode & 0o077 == 0
    with moved_in() as terminal:
        open_form(terminal)
        terminal.wait("半截的客户", LONG)
        terminal.keys("<c-s>")
        terminal.wait("已新增", LONG)
        terminal.keys("q", "q")
        assert terminal.exit_code(LONG) == 0
    assert moved_in.drafts == []


def open_form(terminal: Terminal) -> None:
    terminal.wait("为什么", LONG)
    terminal.send(b"2a")
    terminal.wait("新增客户", LONG)
    terminal.wait("名称*", LONG)


def test_what_is_typed_ahead_goes_where_it_is_meant(moved_in: House) -> None:
    """Over a slow line several keys arrive at once."""
    with moved_in() as terminal:
        open_form(terminal)
        terminal.send("甲厂\t甲\t\t\t北区".encode())
        terminal.wait("北区", LONG)
        terminal.quiet()
        screen = terminal.text()
        assert re.search(r"名称\*\s+甲厂$", screen, re.M)
        assert re.search(r"简称\s+甲$", screen, re.M)
        assert re.search(r"区域\s+北区$", screen, re.M)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_on_a_terminal_that_cannot_draw_it_says_so_in_one_line(moved_in: House, term: str) -> None:
    moved_in.env["TERM"] = term
    with moved_in() as terminal:
        before = terminal.attributes()
        assert left(terminal, before) == 2
        assert terminal.raw.count(b"\n") == 1
        assert terminal.text().startswith("inroad: ")
        assert b"\x1b" not in terminal.raw


def test_it_follows_the_size_of_the_window_and_a_move_of_the_cursor_is_few_bytes(moved_in: House) -> None:
    with moved_in(size=(120, 40)) as terminal:
        terminal.wait("为什么", LONG)
        terminal.keys("2")
        terminal.wait("B 速览", LONG)
        terminal.resize(80, 23)
        terminal.wait_until(lambda: "B 速览" not in terminal.text() and "华北局" in terminal.text(), LONG)
        assert len(terminal.lines()) == 23
        terminal.quiet(0.5)
        for _ in range(2):
            at = len(terminal.raw)
            terminal.keys("j")
            terminal.quiet(0.5)
            assert 0 < len(terminal.raw) - at <= BYTES
        before = terminal.lines()
        terminal.keys("o")
        terminal.wait("金额", LONG)
        terminal.quiet(0.5)
        assert terminal.lines() != before
        terminal.keys("<esc>")
        terminal.quiet(0.5)
        assert terminal.lines() == before, "what was covered is there again, to the last character"
        terminal.resize(200, 60)
        terminal.wait("B 速览", LONG)
        terminal.quiet(0.5)
        assert max(len(line.encode("gb18030")) for line in terminal.lines()) > 150
        terminal.keys("q", "q")
        assert terminal.exit_code(LONG) == 0


@pytest.mark.parametrize("surroundings", [{"LC_ALL": "C", "LANG": None}, {"LANG": "zh_CN.GB18030"}])
def test_chinese_is_shown_whatever_the_locale_says(moved_in: House, surroundings: dict[str, str | None]) -> None:
    moved_in.env |= surroundings
    with moved_in("--lang", "zh") as terminal:
        terminal.wait("今日", LONG)
        terminal.keys("2")
        terminal.wait("华北局", LONG)


def test_on_the_linux_console_every_sign_of_ours_is_plain(moved_in: House) -> None:
    moved_in.env |= {"TERM": "linux", "COLORTERM": None}
    with moved_in("--lang", "en") as terminal:
        terminal.wait("Accounts", LONG)
        terminal.keys("2")
        terminal.wait("Next step", LONG)
        terminal.wait("B Brief", LONG)
        for letter in "SVDQH":
            terminal.keys(letter)
            terminal.quiet(0.5)
        signs = set(re.findall("[\u2010-\u2bff]", terminal.raw.decode()))
        assert signs == set()
        terminal.keys("q", "q", "q")
        assert terminal.exit_code(LONG) == 0


def test_the_language_is_switched_on_the_spot_and_remembered(moved_in: House) -> None:
    with moved_in() as terminal:
        terminal.wait("今日", LONG)
        terminal.keys("<f2>")
        terminal.wait("Today", LONG)
        assert "今日" not in terminal.lines()[0]
        terminal.keys("q")
        assert terminal.exit_code(LONG) == 0
    with moved_in() as terminal:
        terminal.wait("Today", LONG)


def test_suspended_and_brought_back_it_goes_on_where_it_was(moved_in: House) -> None:
    moved_in.env |= {"PS1": "prompt% ", "ENV": None}
    terminal = moved_in.run(["sh", "-i"], (100, 30))
    terminal.wait("prompt%", LONG)
    terminal.keys(f"{RUN[0]} -c '{RUN[2]}'", "<enter>")
    open_form(terminal)
    terminal.keys("写到一半")
    terminal.wait("写到一半")
    terminal.keys("<esc>")
    terminal.wait("草稿", LONG)
    terminal.keys("<c-z>")
    terminal.wait_until(lambda: 1049 not in terminal.modes, LONG)
    terminal.keys("echo so$((1+1))far", "<enter>")
    terminal.wait("so2far", LONG)
    terminal.keys("fg", "<enter>")
    terminal.wait_until(lambda: 1049 in terminal.modes, LONG)
    terminal.wait("华北局", LONG)
    terminal.keys("a")
    terminal.wait("写到一半", LONG)


def test_nothing_stored_acts_on_the_terminal(moved_in: House) -> None:
    poison(moved_in.data)
    with moved_in(size=(120, 50)) as terminal:
        terminal.wait("今日", LONG)
        terminal.keys("2")
        terminal.wait("VIP", LONG)
        for key in ("<enter>", "S", "V", "D", "Q", "H", "e", "<c-t>", "<esc>", "f", "局", "<esc>", "]", "]", "5", "8"):
            terminal.keys(key)
            terminal.quiet(0.3)
        drawn = terminal.raw.decode()
        assert terminal.alive()
        terminal.keys("2", "q", "q")
    assert terminal.emulator.strings == []
    ours = r"\x1b\[(?:[0-9;]*[mHJKCDXr]|<u|\?(?:7|25|1004|1049|2004|2026|2048)(?:[hl]|\$p))|\x1b[DM]|\r\n"
    found = set(re.findall(ACTS, re.sub(ours, "", drawn)))
    assert found - {"\u200d"} == set()
    assert not re.search("(?<![\U0001f000-\U0001faff])\u200d", drawn)
    assert "[VIP] Acme" in drawn
    assert moved_in.logs == []
