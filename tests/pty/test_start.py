"""How the program starts on terminals of all kinds, and what the guards do where Textual has changed."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver

from tests.pty.conftest import APPS, Probe
from tui import driver, terminal
from tui.guarded import CleanLines, Guarded


@pytest.mark.parametrize("closed", ["</dev/null", "2>/dev/null", "</dev/null 2>&1 | cat"])
def test_without_a_terminal_it_refuses_before_textual_is_imported(probe: Probe, closed: str) -> None:
    command = f'{sys.executable} {APPS / "guarded.py"} 2>{probe.home / "said"} {closed}; echo "code $?"'
    if "|" in closed:
        command = f"set -o pipefail; {command}"
    with probe.run(["bash", "-c", command]) as terminal:
        terminal.wait("code 2")
    said = (probe.home / "said").read_text() if "2>" not in closed else "refused no_terminal textual=False\n"
    assert said in {"refused no_terminal textual=False\n", ""}


@pytest.mark.parametrize("term", ["dumb", "", None, "unknown"])
def test_a_terminal_that_cannot_draw_is_refused(probe: Probe, term: str | None) -> None:
    probe.env["TERM"] = term
    with probe() as terminal:
        assert terminal.exit_code() == 2
        assert "refused dumb_terminal textual=False" in terminal.text()


def test_mouse_and_kitty_keys_are_off_unless_asked_for(probe: Probe) -> None:
    plain = probe.ready()
    plain.quiet()
    assert not plain.modes & {1000, 1003, 1006, 1015}
    assert b"\x1b[>" not in plain.raw
    probe.env["INROAD_KITTY"] = "1"
    kitty = probe.ready()
    kitty.quiet()
    assert b"\x1b[>25u" in kitty.raw


@pytest.mark.parametrize("value", ["", "1"])
def test_only_a_no_color_that_says_something_takes_the_colours_away(probe: Probe, value: str) -> None:
    probe.env["NO_COLOR"] = value
    drawn = re.findall(rb"38;2;(\d+);(\d+);(\d+)", probe.ready().raw)
    assert any(len(set(colour)) > 1 for colour in drawn) == (value == "")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LANG": "en_US.ISO-8859-1"}, {"PYTHONIOENCODING": "latin-1"}])
def test_chinese_shows_whatever_the_locale_says(probe: Probe, locale: dict[str, str | None]) -> None:
    probe.env |= locale
    shown = probe.ready("field")
    shown.keys("华北局")
    shown.wait("华北局")


def test_prepare_imports_no_textual() -> None:
    told = "from tui import terminal; terminal.prepare(); import sys; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_mouse_is_never_tracked_in_gnu_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STY", raising=False)
    assert terminal.mouse_wanted(True)
    assert not terminal.mouse_wanted(False)
    monkeypatch.setenv("STY", "1234.pts")
    assert not terminal.mouse_wanted(True)


def test_the_clipboard_note_names_what_drops_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert terminal.clipboard_note() is None
    monkeypatch.setenv("TERM", "linux")
    assert terminal.clipboard_note() == "terminal"
    monkeypatch.setenv("STY", "1234.pts")
    assert terminal.clipboard_note() == "screen"
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    assert terminal.clipboard_note() == "tmux"


def test_our_driver_fits_the_textual_installed() -> None:
    assert driver.fits(LinuxDriver)
    assert Guarded[None]().driver_class is driver.GuardedDriver


def test_where_textual_lost_a_part_the_stock_driver_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(LinuxDriver, "run_input_thread")
    assert Guarded[None]().driver_class is LinuxDriver


@given(st.text(st.characters(codec=None), max_size=30), st.booleans())
def test_a_cleaned_line_keeps_its_width_and_holds_nothing_that_acts(text: str, control: bool) -> None:
    segments = [Segment(text, None, [] if control else None), Segment("|")]
    cleaned = CleanLines().apply(segments, Color(0, 0, 0))
    assert sum(cell_len(segment.text) for segment in cleaned) == cell_len(text) + 1
    shown = "".join(segment.text for segment in cleaned)
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    assert not set(shown) & set("\u061c\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    shown.encode()


def test_a_copy_with_half_a_character_does_not_fail() -> None:
    app = Guarded[None]()
    app.copy_to_clipboard("华\ud800北\x1b[31m")
    assert app.clipboard == "华北[31m"
