"""What must hold on a real terminal, on a tiny program built like the real one. No times are asserted."""

import os
import re
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.pty.conftest import APPS, Probe
from tests.pty.terminal import Terminal

ACTS = "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
SECRETS = (b"13800138000", "张三".encode())


def assert_whole(terminal: Terminal, attributes: list[object]) -> None:
    """The terminal is as the shell left it: main screen, cursor, no marks around pastes, echo."""
    assert terminal.modes & {25, 1049, 2004, 1000, 1003, 1004, 2026} == {25}
    assert terminal.attributes() == attributes


# Leaving


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_saves_drafts_and_restores_the_terminal(probe: Probe, number: signal.Signals) -> None:
    drafts = probe.home / "drafts"
    with probe(f"drafts={drafts}") as terminal:
        before = terminal.attributes()
        terminal.wait("ready 80x23")
        assert {1049, 2004} <= terminal.modes
        assert terminal.attributes() != before
        terminal.signal(number)
        assert terminal.exit_code() == 128 + number
        assert_whole(terminal, before)
    assert drafts.read_text() == "saved"


def test_a_stuck_program_still_obeys_a_signal_and_restores_the_terminal(probe: Probe) -> None:
    with probe("stuck") as terminal:
        before = terminal.attributes()
        terminal.wait("ready 80x23")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert_whole(terminal, before)


def test_a_quit_restores_the_terminal(probe: Probe) -> None:
    with probe() as terminal:
        before = terminal.attributes()
        terminal.wait("ready 80x23")
        terminal.keys("<c-q>")
        assert terminal.exit_code() == 0
        assert_whole(terminal, before)


def test_a_closed_window_ends_the_program(probe: Probe) -> None:
    drafts = probe.home / "drafts"
    terminal = probe.ready(f"drafts={drafts}")
    terminal.hang_up()
    assert terminal.exit_code() == 128 + signal.SIGHUP
    assert drafts.read_text() == "saved"


def test_the_end_of_input_ends_the_program_even_where_no_signal_comes(probe: Probe) -> None:
    command = f"trap '' HUP; setsid -w {sys.executable} {APPS / 'guarded.py'}; exit $?"
    terminal = probe.run(["sh", "-c", command])
    terminal.wait("ready 80x23")
    terminal.hang_up()
    assert terminal.exit_code() == 128 + signal.SIGHUP


# Job control


def shell(probe: Probe) -> Terminal:
    probe.env |= {"PS1": "prompt% ", "ENV": None}
    terminal = probe.run(["sh", "-i"])
    terminal.wait("prompt%")
    terminal.keys(f"{sys.executable} {APPS / 'guarded.py'}", "<enter>")
    terminal.wait("ready 80x23")
    return terminal


def child_of(terminal: Terminal) -> int:
    return int(Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()[0])


def test_suspended_it_gives_the_shell_its_terminal_and_comes_back_reading_again(probe: Probe) -> None:
    terminal = shell(probe)
    terminal.keys("<c-z>")
    terminal.wait_until(lambda: 1049 not in terminal.modes)
    terminal.keys("echo so$((1+1))far", "<enter>")
    terminal.wait("so2far")
    terminal.keys("fg", "<enter>")
    terminal.wait("resumed")
    assert "ready 80x23" in terminal.text()
    terminal.keys("k")
    terminal.wait("key k")


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_from_outside_it_takes_the_terminal_again_and_leaves_it_whole(
    probe: Probe, number: signal.Signals
) -> None:
    terminal = shell(probe)
    pid = child_of(terminal)
    os.kill(pid, number)
    terminal.wait_until(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    terminal.quiet()
    terminal.keys("fg", "<c-j>")  # after SIGSTOP the line is still raw: Enter is no newline
    terminal.wait("resumed")
    terminal.keys("k")
    terminal.wait("key k")
    terminal.keys("<c-q>")
    terminal.wait_until(lambda: 1049 not in terminal.modes)
    terminal.keys("echo so$((1+1))far; stty", "<enter>")
    terminal.wait("so2far")
    assert not re.search(r"-(icanon|echo|isig)\b", terminal.text())


# Input


def test_bytes_that_are_not_utf8_become_a_mark_and_the_program_lives(probe: Probe) -> None:
    terminal = probe.ready("field")
    terminal.send(b"a\xff\xfeb\xe5")
    terminal.wait("a\ufffd\ufffdb")
    terminal.send("华".encode()[:0] + b"\x8d\x8ec")
    terminal.wait("b华c")


@pytest.mark.parametrize(
    "junk",
    ["\x1b[99;99~", "\x1b[?1;2;3x", "\x1b[999999999999u", "\x1b[1;99Z", "\x1b]0;no\x07",
     "\x1b]52;c;QQ==\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b[\u4e2d", "\x1bO\x1b[A", "\x1b[12\x1b[34~",
     "\x1b[48;0;0;0;0t", "\x1b[<0;1;1M"],
)  # fmt: skip
def test_a_sequence_nobody_knows_presses_no_keys(probe: Probe, junk: str) -> None:
    terminal = probe.ready("field")
    terminal.send(junk.encode() + b"z")
    terminal.wait(re.compile("^中?z$", re.M))
    terminal.keys("<f12>")
    terminal.wait("key f12")
    assert re.search("^中?z$", terminal.text(), re.M)


def test_escape_alone_arrows_torn_in_two_and_alt_are_told_apart(probe: Probe) -> None:
    terminal = probe.ready()
    terminal.keys("<esc>")
    terminal.wait("key escape")
    terminal.send(b"\x1b[")
    terminal.quiet(0.2)
    terminal.send(b"B")
    terminal.wait("key down")
    terminal.keys("<a-x>")
    terminal.wait("key alt+x")
    terminal.keys("<esc>", "<esc>", "<up>")
    terminal.wait("key up")


def test_a_paste_is_one_event_and_a_huge_one_is_cut_and_said_so(probe: Probe) -> None:
    terminal = probe.ready()
    terminal.paste("贴" * 5000)
    terminal.wait("pasted 5000")
    terminal.paste("x" * 3_000_000)
    terminal.wait("kept 65536 of 3000000")
    terminal.keys("k")
    terminal.wait("key k")


def test_three_megabytes_without_marks_press_no_keys(probe: Probe) -> None:
    terminal = probe.ready("field")
    terminal.send(b"q" * 3_000_000)
    terminal.wait(re.compile("kept 65536 of"))
    terminal.quiet(0.5)
    terminal.keys("<f8>")
    terminal.wait("key f8")


# Size


def test_a_storm_of_resizes_ends_in_the_right_size(probe: Probe) -> None:
    terminal = probe.ready()
    for number in range(300):
        terminal.resize(30 + number % 100, 3 + number % 40)
        terminal.pump(0)
        time.sleep(0.005)
    terminal.resize(101, 31)
    terminal.wait("ready 101x31")


def test_from_one_cell_to_a_wall_of_them(probe: Probe) -> None:
    with probe(size=(1, 1)) as terminal:
        terminal.wait_until(lambda: 1049 in terminal.modes)
        for size in ((500, 200), (2, 1), (1, 40), (80, 23)):
            terminal.resize(*size)
            terminal.quiet()
        terminal.wait("ready 80x23")


# Crashes


@pytest.mark.parametrize(("key", "kind", "place"), [
    ("<f5>", "builtins.ValueError", "Probe.action_crash"),
    ("<f6>", "builtins.KeyError", "Probe.action_crash_thread"),
    ("<f7>", "builtins.RuntimeError", "Probe.action_crash_bare_thread"),
])  # fmt: skip
def test_a_crash_leaves_one_line_and_a_log_without_values(probe: Probe, key: str, kind: str, place: str) -> None:
    drafts = probe.home / "drafts"
    with probe(f"drafts={drafts}") as terminal:
        before = terminal.attributes()
        terminal.wait("ready 80x23")
        terminal.keys(key)
        assert terminal.exit_code() == 1
        assert_whole(terminal, before)
        (log,) = probe.logs
        assert terminal.raw.count(b"\n", terminal.raw.rindex(b"\x1b[?1049l")) == 1
        assert str(log) in terminal.text().replace("\n", "")
        assert not any(secret in terminal.raw for secret in SECRETS)
    text = log.read_text()
    assert kind in text
    assert place in text
    assert not any(secret in log.read_bytes() for secret in SECRETS)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert drafts.read_text() == "saved"


def test_a_crash_that_cannot_be_logged_still_ends_in_one_line(probe: Probe) -> None:
    (probe.home / "state").write_text("no folder")
    with probe("field") as terminal:
        terminal.wait("ready 80x23")
        terminal.keys("<f5>")
        assert terminal.exit_code() == 1
        assert "no log could be written" in terminal.text()


# Stored text


def test_no_widget_lets_stored_text_act_on_the_terminal(probe: Probe) -> None:
    from rich.cells import cell_len

    from tests.pty.apps.payloads import TEXT

    with probe(app="hostile.py", size=(100, 90)) as terminal:
        terminal.wait("drawn")
        terminal.quiet(0.5)
        screen = terminal.lines()
        drawn = terminal.raw.decode()
    assert terminal.emulator.strings == []
    ours = r"\x1b\[(?:[0-9;]*[mHJKCDXr]|<u|\?(?:7|25|1004|1049|2004|2026|2048)(?:[hl]|\$p))|\x1b[DM]|\r\n"
    assert set(re.findall(ACTS, re.sub(ours, "", drawn))) == set()
    assert TEXT not in drawn
    assert sum("owned" in line for line in screen) >= 20
    assert {len(line.encode("gb18030")) for line in screen if "|raw" in line} == {cell_len(TEXT) + 4}
