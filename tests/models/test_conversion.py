"""The reports on how the funnel moves, out of the database."""

from datetime import timedelta

from models.reads import conversion, reports
from models.reads.reports import Asked
from models.rules.pictures import Bars, Count, Grid, Money, Share, Word, records
from models.tables.team import Setting
from models.writes import derive
from models.writes import records as writing
from models.writes.undo import undo
from tests.models.conftest import TODAY, Make, Queries
from tests.models.writing import actor

ASKED = Asked(TODAY)
DAY = timedelta(1)


def bars(name: str, asked: Asked = ASKED) -> dict[str, tuple[object, ...]]:
    """What stands beside each row by its code."""
    found = reports.picture(name, asked)
    assert isinstance(found, Bars)
    return {row.label.code: row.beside for row in found.rows if isinstance(row.label, Word)}


def moved(asked: Asked = ASKED) -> dict[tuple[str, str], int]:
    found = reports.picture("classes", asked)
    assert isinstance(found, Grid)
    told = [dict(record) for record in records(found)]
    return {(row["from"].code, row["to"].code): row["count"].number for row in told}  # type: ignore[union-attr]


def test_conversion_counts_every_one_that_came_so_far(make: Make) -> None:
    account = make.account(phone="1")
    make.opportunity(account, step="lead")
    make.opportunity(account, step="proposal", outcome="lost", closed_date=TODAY, information_stage="effective")
    make.opportunity(account, step="negotiation", information_stage="prospect")
    make.opportunity(account, step="lead", outcome="won", signed_date=TODAY)
    found = bars("conversion")
    assert found["lead"][:2] == (Count(4), Count(3))
    assert found["negotiation"][:2] == (Count(2), Count(1))
    assert found["information"] == (Count(3), Count(2), Share(2, 3), Share(1, 15))
    assert found["prospect"] == (Count(2), Count(1), Share(1, 2), Share(1, 3))
    assert bars("conversion", ASKED._replace(since=TODAY))["lead"][:2] == (Count(0), Count(0))


def test_hygiene_counts_the_flags_and_the_leak_of_the_month(make: Make, queries: Queries) -> None:
    account = make.account(phone="1")
    make.opportunity(account, amount=7, expected_date=TODAY - DAY)
    make.opportunity(account, amount=5, expected_date=TODAY + DAY, recorded=TODAY)
    make.opportunity(account, outcome="lost", amount=3, closed_date=TODAY - DAY, recorded=TODAY - 9 * DAY)
    met = make.opportunity(account, outcome="lost", closed_date=TODAY - DAY, recorded=TODAY - 9 * DAY)
    make.visit(account, -5, opportunity=met)
    make.opportunity(account, outcome="won", signed_date=TODAY - 9 * DAY, recorded=TODAY)
    make.opportunity(account, outcome="lost", closed_date=TODAY - 99 * DAY)
    derive.rebuild(TODAY)
    found = bars("hygiene")
    assert found["date_passed"] == (Count(1), Money(7), Share(1, 2))
    assert found["no_next_step"] == (Count(2), Money(12), Share(2, 2))
    assert found["leak"] == (Count(2), Money(3), Share(2, 3))
    (row,) = reports.behind("hygiene", "date_passed", ASKED)
    assert row.told[1] == Money(7)
    viewer = make.member()
    assert queries.of(lambda: bars("hygiene", ASKED._replace(viewer=viewer))) <= 6


def test_classes_go_by_the_dates_on_record_and_by_the_history(make: Make, queries: Queries) -> None:
    member = make.member()
    account = make.account(phone="1", owner=member)
    deal = make.opportunity(account, expected_date=TODAY + 10 * DAY)
    make.opportunity(account, expected_date=TODAY + 40 * DAY, recorded=TODAY)
    make.opportunity(account, expected_date=TODAY, outcome="lost", closed_date=TODAY - DAY)
    derive.rebuild(TODAY)
    usual = {("A", "H"): 1, ("new", "A"): 1, ("H", "F"): 1}
    since = ASKED._replace(since=TODAY - 25 * DAY)
    assert moved(since) == usual
    before, after = {"expected_date": TODAY + 10 * DAY}, {"expected_date": TODAY + 300 * DAY}
    writing.edit(actor(member), "opportunity", deal, before, after)
    assert moved(since)["A", "C"] == 1
    undo(actor(member))
    assert moved(since) == usual
    assert queries.of(lambda: conversion.classes(since._replace(viewer=member))) <= 7


def test_what_a_member_may_not_see_is_counted_nowhere(make: Make) -> None:
    one, other = make.member(), make.member("王强")
    make.opportunity(make.account(owner=other, phone="1"), expected_date=TODAY - DAY)
    derive.rebuild(TODAY)
    Setting.create(key="visibility", value="own")
    hidden = ASKED._replace(viewer=one)
    assert moved(hidden) == {}
    assert bars("hygiene", hidden)["date_passed"] == (Count(0), Money(0), Share(0, 0))
    assert bars("conversion", hidden)["lead"][0] == Count(0)
    assert reports.behind("hygiene", "date_passed", hidden) == []


def test_what_was_lost_long_ago_stays_lost_and_is_counted(make: Make) -> None:
    account = make.account()
    for closed, recorded in ((-60, -90), (-60, None), (None, -90), (-5, -90), (-60, -5)):
        make.opportunity(account, outcome="lost", closed_date=closed and TODAY + closed * DAY,
                         recorded=recorded and TODAY + recorded * DAY)  # fmt: skip
    found = moved(ASKED._replace(since=TODAY - 25 * DAY))
    assert found["F", "F"] == 3 and found["new", "F"] == 1 and sum(found.values()) == 5
