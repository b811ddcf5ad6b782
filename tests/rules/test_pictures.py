"""Pictures as data: scales, rows for programs, and what the reports on selling are made of."""

from datetime import date
from typing import Any

import pytest

from models.rules import reporting
from models.rules.funnel import Funnel, FunnelStep
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Cell,
    Count,
    Grid,
    GridRow,
    Item,
    Money,
    Name,
    Picture,
    Share,
    Tick,
    Tone,
    Word,
    records,
    scale,
)
from models.rules.reporting import Group, SourceSum
from models.rules.vocabulary import Step

TITLE = Word("report", "funnel")


def bars(*rows: BarRow, **more: Any) -> Bars:
    return Bars(TITLE, (TITLE,), rows)._replace(**more)


def row(*stretches: Bar) -> BarRow:
    return BarRow(TITLE, stretches)


@pytest.mark.parametrize(
    ("picture", "ends"),
    [
        (bars(), (0, 1)),
        (bars(row()), (0, 1)),
        (bars(row(Bar(0, 5)), row(Bar(2, 9))), (0, 9)),
        (bars(row(Bar(-4, 3))), (-4, 3)),
        (bars(row(Bar(0, 5)), ticks=(Tick(12, TITLE),)), (0, 12)),
        (bars(row(Bar(0, 5)), low=3, high=4), (3, 4)),
        (bars(row(Bar(7, 7)), low=7, high=7), (7, 8)),
    ],
)
def test_a_scale_reaches_as_far_as_its_bars_and_has_two_ends(picture: Bars, ends: tuple[int, int]) -> None:
    assert scale(picture) == ends


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [(0, 0, 0), (0, 7, 0), (1, 3, 333), (2, 3, 667), (1, 2, 500), (3, 3, 1000), (1, 2000, 1)],
)
def test_a_share_is_rounded_to_a_tenth_of_a_per_cent(part: int, whole: int, tenths: int) -> None:
    assert Share(part, whole).tenths == tenths


GRID = Grid(
    TITLE, None, (TITLE, TITLE),
    (GridRow(TITLE, (
        Cell((Item("+", record=(("product", Count(1)),)), Item("-"))), Cell((Item(record=(("product", Count(2)),)),)),
    )),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "numbers"),
    [
        (GRID, [1, 2]),
        (bars(row(), BarRow(TITLE, record=(("n", Count(3)),))), [3]),
        (bars(BarRow(TITLE, record=(("n", Count(3)),)), records=((("n", Count(4)),), (("n", Count(5)),))), [4, 5]),
    ],
)
def test_a_picture_is_a_table_too(picture: Picture, numbers: list[int]) -> None:
    assert [record[0][1] for record in records(picture)] == [Count(number) for number in numbers]


# The reports on selling --------------------------------------------------------------------------------------


def step(step: Step, deals: int, amount: int, weighted: int) -> FunnelStep:
    return FunnelStep(step, deals, amount, weighted)


def test_the_funnel_shows_the_weighted_part_of_each_step_first() -> None:
    found = Funnel((step(Step.LEAD, 2, 400, 100), step(Step.DIAGNOSIS, 0, 0, 0)), 400, 100)
    picture = reporting.funnel(found)
    assert [(bar.start, bar.end, bar.tone) for bar in picture.rows[0].bars] == [
        (0, 100, Tone.GOOD), (100, 400, Tone.DIM),
    ]  # fmt: skip
    assert [each.key for each in picture.rows] == ["lead", None]
    assert picture.centred and picture.total is not None
    assert picture.total.beside == (Count(2), Money(400), Money(100))
    assert [field for field, _ in records(picture)[0]] == ["step", "count", "amount", "weighted"]


def test_a_funnel_without_amounts_shows_how_many() -> None:
    picture = reporting.funnel(Funnel((step(Step.LEAD, 2, 0, 0),), 0, 0))
    assert (picture.rows[0].bars, picture.legend) == ((Bar(0, 2),), ())


def test_urgency_has_every_class_in_order_and_the_unclassified_where_there_are_any() -> None:
    picture = reporting.urgency({"A": (2, 500), "H": (1, 0)})
    assert [record[0][1] for record in records(picture)] == [Word("urgency", code) for code in "OHABCWDF"]
    assert [each.key for each in picture.rows] == [None, "H", "A", None, None, None, None, None]
    more = reporting.urgency({"": (3, 10)})
    assert (records(more)[-1][0], more.rows[-1].key) == (("class", None), "none")
    assert more.total is not None and more.total.beside == (Count(3), Money(10))


def test_bars_without_amounts_show_how_many() -> None:
    assert reporting.urgency({"H": (4, 0)}).rows[1].bars == (Bar(0, 4, Tone.DANGER),)


def test_sources_come_largest_first_and_those_that_came_to_us_carry_a_sign() -> None:
    found = [SourceSum("", 1, 0, 0), SourceSum("inquiry", 2, 1, 700), SourceSum("canvass", 5, 0, 0)]
    picture = reporting.sources(found)
    assert [each.key for each in picture.rows] == ["canvass", "inquiry", "none"]
    assert picture.rows[1].bars == (Bar(0, 1, Tone.GOOD), Bar(1, 2, Tone.ACCENT, "*"))
    assert picture.rows[1].beside == (Count(2), Count(1), Share(1, 2), Money(700))
    assert records(picture)[2][0] == ("source", None)
    assert reporting.sources(()).legend == ()


def test_losses_come_by_their_amount_with_reason_and_winner() -> None:
    rival = Name("competitor", 4, "某厂")
    groups = [
        Group((("reason", Word("reason", "price")), ("competitor", None), ("competitor_id", None)), 3, 10, "price|"),
        Group((("reason", None), ("competitor", rival), ("competitor_id", Count(4))), 1, 90, "|4"),
    ]
    picture = reporting.ended("lost", Tone.DANGER, ("reason", "competitor"), groups)
    none = Word("report.head", "none")
    assert [(each.label, each.beside) for each in picture.rows] == [
        (none, (rival, Count(1), Money(90))), (Word("reason", "price"), (none, Count(3), Money(10))),
    ]  # fmt: skip
    assert picture.total is not None and picture.total.beside == (None, Count(4), Money(100))
    assert [field for field, _ in records(picture)[0]] == ["reason", "competitor", "competitor_id", "count", "amount"]


def test_months_stay_in_their_order_and_nothing_has_no_total() -> None:
    told = (("2026-01", 1), ("2026-02", 9))
    months = [Group((("month", Word("month", code)),), 1, amount, code) for code, amount in told]
    assert [each.key for each in reporting.ended("won", Tone.GOOD, ("month",), months).rows] == ["2026-01", "2026-02"]
    assert reporting.ended("won", Tone.GOOD, ("owner",), ()).total is None


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30)), ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)), ("last_quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)), ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("all", None, None),
    ],
)  # fmt: skip
def test_a_period_is_from_its_first_to_its_last_day(code: str, first: date | None, last: date | None) -> None:
    assert reporting.period(code, date(2026, 11, 23)) == (first, last)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 1, 1), date(2025, 10, 1)), (date(2026, 3, 31), date(2025, 10, 1)),
        (date(2026, 4, 1), date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_the_last_quarter_may_lie_in_the_year_before(today: date, first: date) -> None:
    assert reporting.period("last_quarter", today)[0] == first
