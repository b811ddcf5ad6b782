"""`inroad export calendar`: a file, a feed that is written over itself, and nothing else over which it would write."""

from pathlib import Path

import icalendar

from tests.shell.conftest import Shell


def test_a_file_that_other_calendars_read(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    answer = shell("export", "calendar", str(path))
    assert (answer.code, answer.out) == (0, "")
    assert str(path) in answer.err
    titles = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
    assert "华北局：下一步：周五送样" in titles
    assert path.stat().st_mode & 0o777 == 0o600
    assert shell("export", "calendar", str(path)).code != 0
    assert shell("export", "calendar", str(path), "--force").code == 0


def test_a_feed_is_written_over_itself_only(shell: Shell, tmp_path: Path) -> None:
    feed, other = tmp_path / "feed.ics", tmp_path / "other.ics"
    assert [shell("export", "calendar", str(feed), "--feed").code for _ in range(2)] == [0, 0]
    other.write_text("BEGIN:VCALENDAR\r\nPRODID:-//x//y//EN\r\nEND:VCALENDAR\r\n")
    before = other.read_bytes()
    assert shell("export", "calendar", str(other), "--feed").code != 0
    assert other.read_bytes() == before


def test_it_goes_to_standard_output_and_is_no_table(shell: Shell) -> None:
    assert shell("export", "calendar").out.startswith("BEGIN:VCALENDAR")
    assert shell("export", "calendar", "-", "--csv").code == 2


def test_only_mine_unless_all_is_asked_for(shell: Shell) -> None:
    shell.open()
    put = shell.open()
    put.promise(put.account("别人的"), "送图纸", 2)
    shell.settle()
    assert "送图纸" not in shell("export", "calendar").out
    assert "送图纸" in shell("export", "calendar", "--all").out
