"""What lies on which day, for whom, and the file other calendars read (V16)."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from models.exchange import calendars
from models.exchange.calendars import Said
from models.reads import calendar
from models.reads.calendar import CalendarRow
from models.rules.calendar import Days
from models.rules.vocabulary_calendar import CalendarKind
from models.tables import Milestone, Payment, Task, VisitMember
from models.writes import records
from models.writes.outcomes import Actor
from tests.models.conftest import TODAY, Make, Queries

WEEK = Days(TODAY, TODAY + timedelta(6))
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def filled(make: Make, member: int, name: str = "华北局") -> int:
    account = make.account(name, owner=member)
    huang = make.person(account, birthday="1975-11-25")
    deal = make.opportunity(account, expected_date=TODAY + timedelta(6), owner=member)
    make.visit(account, 2, huang, state="planned", time="09:30", member=member, agenda="谈标准", place="北京")
    make.visit(account, 1, state="cancelled", member=member)
    make.visit(account, 0, huang, member=member)
    make.promise(account, "送样", 1, member=member, next_step=True)
    make.promise(account, "给参数", 1, by="them", person=huang)
    make.promise(account, "不要了", 1, state="dropped")
    make.opportunity(account, "丢了", expected_date=TODAY + timedelta(5), outcome="lost")
    make.row(Task, account=account, code="plan_visit", due=TODAY, member=member)
    make.row(Milestone, account=account, opportunity=deal, deliverable="到货", due=TODAY + timedelta(3))
    make.row(Payment, account=account, opportunity=deal, text="首款", amount=100, due=TODAY + timedelta(4))
    return account


def kinds(rows: list[CalendarRow]) -> list[tuple[int, str]]:
    return [((row.day - TODAY).days, row.kind.value) for row in rows]


def test_everything_with_a_day_lies_on_it(make: Make) -> None:
    filled(make, make.member())
    rows = calendar.calendar(WEEK)
    assert kinds(rows) == [
        (0, "visit"), (0, "task"), (1, "next_step"), (1, "promise_theirs"), (2, "visit"), (2, "birthday"),
        (3, "milestone"), (4, "payment"), (6, "decision"),
    ]  # fmt: skip
    planned = rows[4]
    assert (planned.time, planned.text, planned.place, planned.account_name) == ("09:30", "谈标准", "北京", "华北局")
    assert [name for _, name in planned.people] == ["黄主任"]
    assert [row.open for row in rows[:2]] == [False, True]
    off = [row for row in calendar.calendar(WEEK, cancelled=True) if row not in rows]
    assert kinds(off) == [(1, "visit"), (1, "promise_ours"), (5, "decision")]
    assert calendar.calendar(Days(TODAY - timedelta(9), TODAY - timedelta(1))) == []


def test_own_is_what_lies_on_own_accounts_and_what_is_ones_own_elsewhere(make: Make) -> None:
    me, other = make.member(), make.member("王芳")
    filled(make, me)
    theirs = filled(make, other, "廊坊局")
    make.visit(theirs, 5, state="planned", member=me)
    mine = calendar.calendar(WEEK, mine=me)
    assert {row.account for row in mine if row.account == theirs} == {theirs}
    assert [row.kind for row in mine if row.account == theirs] == [CalendarKind.VISIT]
    assert len(mine) == 10


def test_who_goes_with_a_colleague_has_it_in_his_calendar(make: Make) -> None:
    me, other = make.member(), make.member("王芳")
    account = make.account(owner=other)
    visit = make.visit(account, 3, state="planned", member=other)
    assert calendar.calendar(WEEK, mine=me) == []
    make.row(VisitMember, visit=visit, member=me)
    assert [row.id for row in calendar.calendar(WEEK, mine=me)] == [visit]


def test_the_number_of_queries_does_not_depend_on_the_rows(make: Make, queries: Queries) -> None:
    me = make.member()
    few = queries.of(lambda: calendar.calendar(WEEK, viewer=me, mine=me))
    for number in range(12):
        filled(make, me, f"客户{number}")
    assert queries.of(lambda: calendar.calendar(WEEK, viewer=me, mine=me)) == few <= 11


# The file ---------------------------------------------------------------------------------------------------


def said(row: CalendarRow) -> Said:
    return Said(f"{row.account_name}：{row.kind}", "、".join(name for _, name in row.people))


def written(rows: list[CalendarRow], born: str = "2026-01-01") -> bytes:
    return calendars.calendar(rows, said, name="客户日历", born=born, now=NOW)


def row(day: date = TODAY, **more: object) -> CalendarRow:
    plain = CalendarRow(day, "", CalendarKind.VISIT, "visit", 7, 1, "华北局", state="planned")
    return plain._replace(**more)  # type: ignore[arg-type]


def test_another_library_reads_what_was_written(make: Make) -> None:
    filled(make, make.member())
    rows = calendar.calendar(WEEK, cancelled=True)
    read = vobject.readOne(written(rows).decode())
    assert len(read.vevent_list) == len(rows) == 12
    assert len({event.uid.value for event in read.vevent_list}) == 12
    visit = next(event for event in read.vevent_list if "LOCATION" in {c.name for c in event.getChildren()})
    assert (visit.summary.value, visit.location.value, visit.description.value) == ("华北局：visit", "北京", "黄主任")
    assert visit.dtstart.value == datetime.combine(TODAY + timedelta(2), time(9, 30)).astimezone(UTC)
    whole = next(event for event in read.vevent_list if event.summary.value.endswith("payment"))
    assert (whole.dtstart.value, whole.dtend.value) == (TODAY + timedelta(4), TODAY + timedelta(5))
    assert [event.status.value for event in read.vevent_list].count("CANCELLED") == 3


@pytest.mark.parametrize("text", [
    "a,b;c\\d\ne", "换行\r\nBEGIN:VEVENT\r\nSUMMARY:假", "很长的一句话，要折行的" * 20, "\x1b[31m红", "🙂" * 60,
])  # fmt: skip
def test_any_text_is_escaped_and_folded(text: str) -> None:
    content = written([row(account_name=text, place=text)])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\x1b" not in content
    event, = icalendar.Calendar.from_ical(content).walk("VEVENT")
    plain = text.replace("\r\n", "\n").replace("\x1b", "\ufffd")
    assert plain in str(event["SUMMARY"]).replace("\r\n", "\n")


def test_a_zone_that_is_named_comes_with_its_rules_and_an_unknown_one_counts_as_here() -> None:
    content = written([row(time="14:00", zone="Asia/Shanghai"), row(time="14:00", zone="Nowhere/Land", id=8)])
    assert (b"TZID=Asia/Shanghai:20261123T140000" in content, b"BEGIN:VTIMEZONE" in content) == (True, True)
    moments = [event.decoded("DTSTART") for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    assert moments[0].astimezone(UTC) == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert moments[1] == datetime.combine(TODAY, time(14)).astimezone(UTC)


def test_a_uid_stays_and_the_sequence_counts_changes(make: Make) -> None:
    me = make.member(role="admin")
    visit = make.visit(make.account(owner=me), 2, state="planned", member=me)

    def event() -> dict[str, str]:
        found, = icalendar.Calendar.from_ical(written(calendar.calendar(WEEK, cancelled=True))).walk("VEVENT")
        return {name: str(found[name]) for name in ("UID", "STATUS", "SEQUENCE")}

    first = event()
    records.edit(Actor(me, NOW, TODAY), "visit", visit, {"state": "planned"}, {"state": "cancelled"})
    then = event()
    assert (then["UID"], then["STATUS"]) == (first["UID"], "CANCELLED")
    assert (first["SEQUENCE"], then["SEQUENCE"]) == ("0", "1")


def test_two_databases_have_no_uid_in_common_and_a_feed_knows_itself() -> None:
    first, other = written([row()]), written([row()], born="2026-02-02")
    assert first != other
    assert (calendars.ours(first), calendars.ours(b"BEGIN:VCALENDAR\r\nPRODID:-//x//y//EN")) == (True, False)


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not on this machine")
@pytest.mark.on_file
def test_khal_shows_it(make: Make, tmp_path: Path) -> None:
    filled(make, make.member())
    (tmp_path / "feed.ics").write_bytes(written(calendar.calendar(WEEK)))
    (tmp_path / "store").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[sales]]\npath = {tmp_path / 'store'}\n[locale]\nlocal_timezone = UTC\n"
        "default_timezone = UTC\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\n"
    )
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def khal(*words: str) -> str:
        told = ["khal", "-c", str(config), *words]
        return subprocess.run(told, env=home, capture_output=True, text=True, check=True).stdout

    khal("import", "--batch", "-a", "sales", str(tmp_path / "feed.ics"))
    shown = khal("list", "--format", "{title}", TODAY.isoformat(), "8d")
    assert shown.count("华北局：") == 9
