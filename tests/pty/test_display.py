"""The lean display on a real terminal: who switches it off, and when the whole screen is drawn anew."""

import re
import signal
import time

import pytest

from tests.pty.conftest import Probe
from tests.pty.terminal import Terminal
from tests.pty.test_program import LONG, House, cases, house, moved_in  # noqa: F401 fixtures

CLEAR = b"\x1b[2J"
WHOLE_LINE = re.compile(rb"\x1b\[[0-9;]*m {20,}")


def opened(home: House, *, size: tuple[int, int] = (80, 23)) -> Terminal:
    """The program on its accounts, at rest."""
    terminal = home(size=size)
    terminal.wait("今日", LONG)
    terminal.keys("2")
    terminal.wait("华北局", LONG)
    terminal.quiet(0.5)
    return terminal


def drawn(terminal: Terminal, *keys: str) -> bytes:
    """What the terminal gets after some keys."""
    before = len(terminal.raw)
    terminal.keys(*keys)
    terminal.quiet(0.6)
    terminal.show()
    return terminal.raw[before:]


def test_only_the_first_frame_and_a_wish_draw_the_whole_screen(moved_in: House) -> None:  # noqa: F811
    with opened(moved_in) as terminal:
        assert terminal.raw.count(CLEAR) == 1
        assert CLEAR not in drawn(terminal, "j", "<enter>", "<esc>", "k")
        shown = terminal.lines()
        terminal.emulator.feed(b"\x1b[3;1H\x1b[31mlitter from somewhere else\x1b[m")
        assert any("litter" in line for line in terminal.lines())
        assert CLEAR in drawn(terminal, "<c-l>")
        assert terminal.lines() == shown


@pytest.mark.parametrize("how", ["environment", "settings"])
def test_the_stock_display_can_be_had(moved_in: House, how: str) -> None:  # noqa: F811
    if how == "environment":
        moved_in.env["INROAD_DISPLAY"] = "stock"
    else:
        settings = moved_in.home / ".config" / "inroad" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('display = "stock"\n')
    with opened(moved_in) as terminal:
        assert CLEAR not in terminal.raw
        assert WHOLE_LINE.search(drawn(terminal, "<c-l>"))


@pytest.mark.parametrize("term", ["xterm-256color", "vt220", "cygwin"])
def test_a_terminal_that_can_less_shows_the_same(moved_in: House, term: str) -> None:  # noqa: F811
    moved_in.env["TERM"] = term
    with opened(moved_in, size=(80, 23)) as terminal:
        terminal.keys("<pgdn>", "<up>", "<enter>", "S")
        terminal.wait("教练", LONG)
        terminal.quiet(0.6)
        raw = terminal.raw
        shown = terminal.lines()
        assert (CLEAR in raw) == (term == "xterm-256color")
        assert term != "cygwin" or not re.search(rb"\x1b\[\d+;\d+r|\x1bM|\x1bD", raw)
        drawn(terminal, "<c-l>")
        assert terminal.lines() == shown


def test_another_size_of_the_window_is_drawn_anew(moved_in: House) -> None:  # noqa: F811
    with opened(moved_in) as terminal:
        for size in ((100, 30), (60, 18), (80, 23)):
            terminal.resize(*size)
            terminal.quiet(0.6)
            terminal.keys("j", "k")
            terminal.quiet(0.4)
            shown = terminal.lines()
            drawn(terminal, "<c-l>")
            assert terminal.lines() == shown, size
            assert any("华北局" in line for line in shown)


def test_stopped_and_woken_it_draws_everything(probe: Probe) -> None:
    terminal = probe.ready()
    terminal.keys("k")
    terminal.wait("key k")
    terminal.signal(signal.SIGSTOP)
    time.sleep(0.1)
    terminal.signal(signal.SIGCONT)
    terminal.wait("resumed")
    terminal.wait(re.compile("ready 80x23\nkey k", re.M))


def test_a_forced_end_takes_the_scroll_region_off(probe: Probe) -> None:
    with probe("stuck") as terminal:
        terminal.wait("ready 80x23")
        terminal.quiet(0.5)
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert b"\x1b[r" in terminal.raw
