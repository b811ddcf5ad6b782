"""The renderers of pictures: terminal lines, SVG and tables say the same; SVG is compared with its text on file."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from models.rules.funnel import Funnel, FunnelStep
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Cell,
    Count,
    Day,
    Grid,
    GridRow,
    Item,
    Label,
    Legend,
    Money,
    Name,
    Note,
    Picture,
    Profile,
    ProfileRow,
    Series,
    Share,
    Thing,
    Tick,
    Tone,
    Word,
)
from models.rules.reporting import funnel
from models.rules.text import cells
from models.rules.vocabulary import Step
from tests.tui.conftest import TODAY
from tui import words
from tui.mask import Mask
from tui.pictures import lines, table
from tui.pictures.saying import Saying, period, plain
from tui.pictures.svg import svg

FUNNEL = funnel(
    Funnel((FunnelStep(Step.LEAD, 3, 90_000_000, 22_500_000), FunnelStep(Step.PROPOSAL, 1, 30_000_000, 15_000_000)),
           120_000_000, 37_500_000)
)  # fmt: skip
TITLE = Word("report", "lost")
TIMELINE = Bars(
    TITLE, (Word("report.head", "owner"), Word("report.head", "count")),
    (BarRow(Name("member", 1, "李<华>"), (Bar(0, 4, Tone.WARNING), Bar(6, 10, Tone.DANGER, "E")), (Count(2),)),
     BarRow(Note("a & b"), (Bar(4, 6, Tone.PLAIN),), (None,))),
    high=10, ticks=(Tick(0, Day(TODAY)), Tick(1, Count(1)), Tick(6, Day(date(2027, 1, 1)))),
)  # fmt: skip
STATE = (("product", Note("变压器")), ("state", Word("report.head", "won")))
GRID = Grid(
    TITLE, Word("report.head", "owner"), (Note("变压器"), Note("Switchgear"), Note("C")),
    (
        GridRow(Name("account", 1, "华北局"), (
            Cell((Item("x", tone=Tone.GOOD, record=STATE),)),
            Cell((Item("", Name("account", 2, "申江股份"), Tone.DANGER, Thing("account", 2, 2)),
                  Item("!", Money(1_000_000))), Share(1, 3), Tone.DIM),
            Cell(),
        ), Thing("account", 1, 1)),
        GridRow(Name("account", 3, "<script>alert(1)</script>" * 4), (Cell(), Cell(), Cell((Item("-"),)))),
    ),
    (Legend(Tone.GOOD, "x", Word("report.head", "won")), Legend(Tone.DIM, "", Word("report.head", "none"))),
)  # fmt: skip
PROFILE = Profile(
    TITLE, (Word("report.head", "factor"), Word("report.head", "need")),
    (Series("o", Tone.WARNING, Word("factor_side", "need")), Series("#", Tone.GOOD, Word("factor_side", "us")),
     *(Series(str(rival), Tone.DANGER, Name("competitor", rival, f"<某厂{rival}>")) for rival in range(1, 5))),
    (
        ProfileRow(Word("factor", "price"), (8, 8, 8, 8, 8, 8), (Count(8),), Thing("factor_score", 1, 1),
                   (("factor", Word("factor", "price")), ("need", Count(8)))),
        ProfileRow(Note("a & b"), (0, 12, None, 3, None, 12), (Count(0),)),
        ProfileRow(Word("factor", "brand"), (None,) * 6, (None,)),
        ProfileRow(Word("factor", "speed"), (12, 0, 6, 3, None, None), (Count(12),)),
    ), 0, 12, (Legend(Tone.WARNING, "!!", Word("report.legend", "nobody_meets")),),
)  # fmt: skip
PICTURES: dict[str, Picture] = {"funnel": FUNNEL, "timeline": TIMELINE, "grid": GRID, "profile": PROFILE}


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    before = words.language()
    words.use("zh_CN")
    yield
    words.use(before)


def say(*, mask: bool = False) -> Saying:
    made = Mask()
    made.on = mask
    return Saying(TODAY, made)


def text(picture: Picture, width: int = 80, *, mask: bool = False) -> list[str]:
    drawn = lines.drawn(picture, width, say(mask=mask))
    return ["".join(span.text for span in each.line).rstrip() for each in drawn]


# Labels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "told", "value"),
    [
        (Word("step", "lead"), "线索", "lead"), (Word("urgency", "H"), "H 一个月内", "H"),
        (Word("relationship_grade", "A"), "A", "A"), (Word("reason", "我们自己的"), "我们自己的", "我们自己的"),
        (Name("account", 1, "华 \n 北"), "华 北", "华 \n 北"), (Note("\x1b[1m"), "\ufffd[1m", "\x1b[1m"),
        (Money(128_000_000), "128万", 1_280_000), (Money(150), "1.50元", 1.5), (Share(1, 3), "33.3%", 33.3),
        (Count(7), "7", 7), (Day(TODAY), "今天", "2026-11-23"), (None, "", None),
    ],
)  # fmt: skip
def test_a_label_is_words_for_people_and_a_plain_value_for_programs(
    label: Label | None, told: str, value: object
) -> None:
    assert (say()(label), plain(label)) == (told, value)


def test_the_mask_hides_names_and_notes_and_leaves_numbers() -> None:
    hidden = say(mask=True)
    assert [hidden(label) for label in (Name("account", 1, "华北局"), Note("秘密"), Count(3))] == ["A1", "····", "3"]
    assert "华北局" not in "".join(text(GRID, mask=True)) + svg(GRID, hidden)


def test_a_period_is_said_in_one_line() -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    assert [period(first, last), period(first, None), period(None, last), period(None, None)] == [
        "2026-01-01 至 2026-03-31", "2026-01-01 起", "至 2026-03-31", "",
    ]  # fmt: skip


# In the terminal ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 33, 60, 80, 120, 200])
@pytest.mark.parametrize("name", PICTURES)
def test_no_line_is_wider_than_it_may_be(name: str, width: int) -> None:
    for language in words.LANGUAGES:
        words.use(language)
        assert max(cells(line) for line in text(PICTURES[name], width)) <= width


def test_bars_are_as_long_as_what_they_stand_for_and_in_the_middle() -> None:
    first, second = text(FUNNEL, 60)[1:3]
    assert (first.count("▓"), first.count("░")) == (7, 22), "a quarter of it is weighted"
    assert (second.count("▓"), second.count("░")) == (5, 5), "a third of the first, half of it weighted"
    assert first.index("▓") < second.index("▓") and second.rindex("░") < first.rindex("░")


def test_a_point_stands_on_its_place_and_those_without_room_are_one_sign() -> None:
    head, price, other, blank, _, *series = text(PROFILE, 80)
    assert cells(head[: head.index("0")]) == other.index("o"), "the scale begins where nothing stands"
    assert (price.count("o#1+"), blank.count("·")) == (1, 13)
    assert other.index("#") == cells(head[: head.index("12")]) + 1 and "o" in series[0] and "<某厂4>" in "".join(series)
    assert not any(sign in "".join(text(PROFILE, 20)[1:5]) for sign in "#·"), "no track where there is no room"


def test_a_line_of_a_profile_breaks_where_a_point_is_not_known() -> None:
    drawn = svg(PROFILE, say())
    assert drawn.count("<polyline") == 4, "the first and the third competitor have no two points in a row"
    assert drawn.count("<circle") == 3 + 3 + 2 + 3 + 1 + 2


def test_every_tone_has_a_pattern_of_its_own_but_plain_which_is_the_accent() -> None:
    assert len(set(lines.FILLS.values())) == len(Tone) - 1


def test_what_is_there_at_all_has_a_cell() -> None:
    small = Bars(TITLE, (TITLE,), (BarRow(TITLE, (Bar(0, 1), Bar(1, 100_000, Tone.DIM))), BarRow(TITLE, (Bar(0, 2),))))
    drawn = text(small, 60)
    assert "█" in drawn[1] and drawn[1].count("░") > 30 and drawn[2].count("█") == 1


def test_a_timeline_has_its_axis_and_a_staircase_begins_where_the_other_ends() -> None:
    _, first, second, axis = text(TIMELINE, 60)
    assert cells(second[: second.index("█")]) == cells(first[: first.rindex("▒") + 1])
    assert "E▚" in first and axis.split() == ["|今天", "|2027/1/1"]
    assert cells(first[: first.index("E")]) == cells(axis[: axis.rindex("|")])


def test_columns_stay_where_there_is_no_room_for_bars() -> None:
    drawn = text(FUNNEL, 26)
    assert all("▓▓" not in line or "加权" in line for line in drawn) and "22.5万" in "".join(drawn)


def test_a_wide_grid_is_drawn_in_bands() -> None:
    wide = Grid(TITLE, None, tuple(Note(f"产品{n:03}") for n in range(12)),
                (GridRow(Note("客户"), tuple(Cell((Item(str(n)),)) for n in range(12))),))  # fmt: skip
    drawn = text(wide, 40)
    assert sum("产品000" in line for line in drawn) == 1 and sum(line.startswith("客户") for line in drawn) == 3
    assert "产品011" in "".join(drawn)


def test_what_can_be_opened_on_a_line_is_known() -> None:
    drawn = [each.spots for each in lines.drawn(GRID, 100, say())]
    assert drawn[0] == ()
    assert [spot.key for spot in drawn[1]] == [Thing("account", 1, 1)]
    assert [(spot.key, spot.text) for spot in drawn[2]][1:] == [(Thing("account", 2, 2), "申江股份")]


# As a file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_svg_is_the_text_on_file(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    words.use(language)
    drawn = svg(PICTURES[name], say(), "2026")
    assert drawn == svg(PICTURES[name], say(), "2026")
    assert drawn == snapshot


@pytest.mark.parametrize("name", PICTURES)
def test_everything_in_an_svg_lies_within_it_and_is_text(name: str) -> None:
    root = ElementTree.fromstring(svg(PICTURES[name], say()))
    _, _, wide, high = map(int, root.attrib["viewBox"].split())
    for each in root.iter():
        if each.tag.endswith(("rect", "text")) and "x" in each.attrib:
            assert 0 <= int(each.attrib["x"]) <= wide and 0 <= int(each.attrib["y"]) <= high
            assert int(each.attrib["x"]) + int(each.attrib.get("width", 0)) <= wide
        assert "script" not in each.tag


# As a table --------------------------------------------------------------------------------------------------


def test_the_rows_of_a_grid_are_those_of_its_cells() -> None:
    assert table.rows(GRID) == [{"product": "变压器", "state": "won"}]
    assert table.coded(GRID) == (["product", "state"], [["变压器", "won"]])
    assert table.told(GRID, say())[1] == ["变压器", "成单"]


def test_a_table_for_people_has_words_and_plain_numbers() -> None:
    assert table.told(FUNNEL, say())[:2] == [
        ["步骤", "数量", "金额（元）", "加权（元）"], ["线索", "3", "900000", "225000"],
    ]  # fmt: skip


def test_rows_of_different_fields_are_one_table() -> None:
    picture = TIMELINE._replace(records=((("a", Count(1)),), (("b", None),)))
    assert table.coded(picture) == (["a", "b"], [[1, None], [None, None]])
    assert table.told(picture, say())[2] == ["", ""]
