"""What the benchmark makes of its samples: figures, targets met or not, tables."""

import json
from pathlib import Path

import pytest

from benchmarks import report, targets
from benchmarks.ptybench import Program, Samples, Session, interleave, paused
from benchmarks.targets import TARGETS, Found

NAN = float("nan")
BARE: Samples = {"start ms": [200.0, 100.0], "step ms": [2.0]}
SMALL: Samples = {"step ms": [2.0, 2.0]}
MAIN: Samples = {
    "start ms": [220.0, 120.0], "start cpu": [900.0], "start bytes": [7000.0], "start MiB": [44.0],
    "step ms": [2.0, 3.0, 9.0], "step bytes": [72.0], "find 局 ms": [10.0], "find gs ms": [30.0],
    "write with index ms": [9.0, 5.0], "write without index ms": [6.0],
}  # fmt: skip
LARGE: Samples = {"step ms": [3.0], "find 局 ms": [12.0]}


@pytest.fixture
def found() -> Found:
    samples = {"bare Textual": BARE, "1,000": SMALL, "100,000": MAIN, "1,000,000": LARGE}
    return Found(samples, "bare Textual", "1,000", "100,000", "1,000,000")


@pytest.mark.parametrize(
    ("values", "median", "p99", "worst"),
    [
        ([], None, None, None),
        ([NAN], None, None, None),
        ([3.0], 3.0, 3.0, 3.0),
        ([3.0, NAN, 1.0], 2.0, 3.0, 3.0),
        ([float(n) for n in range(1, 101)], 50.5, 99.0, 100.0),
        ([float(n) for n in range(1, 201)], 100.5, 198.0, 200.0),
    ],
)
def test_a_value_that_is_not_there_does_not_count(
    values: list[float], median: float | None, p99: float | None, worst: float | None
) -> None:
    assert targets.median(values) == median
    assert targets.p99(values) == p99
    assert targets.worst(values) == worst


def test_values_are_pooled_by_beginning_and_unit() -> None:
    samples: Samples = {"filter 局 ms": [1.0], "filter gs ms": [2.0], "filter gs cpu": [9.0], "find gs ms": [9.0]}
    assert targets.pooled(samples, "filter ") == [1.0, 2.0]
    assert targets.pooled(samples, "filter gs", unit="cpu") == [9.0]
    assert targets.pooled(samples, "filter gs", "find") == [2.0, 9.0]


def test_a_ratio_is_that_of_the_rounds(found: Found) -> None:
    assert targets.beside_base("start ms")(found, found.main) == pytest.approx(1.15)
    assert targets.beside_base("start ms")(found, "vim") is None
    assert targets.growth("step")(found, found.main) == 1.5
    assert targets.growth("page")(found, found.main) is None
    assert targets.growth("step")(found._replace(largest="1,000"), found.main) is None
    assert targets.more("write with index", "write without index")(found, found.main) == 1.0


@pytest.mark.parametrize(
    ("figure", "most", "met"),
    [(3.0, 3, True), (3.01, 3, False), (0.0, 0, True), (0.1, 0, False), (None, 3, None), (3.0, None, None)],
)
def test_a_target_is_met_up_to_its_limit(figure: float | None, most: float | None, met: bool | None) -> None:
    assert targets.met(figure, most) is met


def test_every_target_has_its_row_beside_the_others(found: Found) -> None:
    rows = targets.rows(found, ["bare Textual"])
    assert len(rows) == len(TARGETS)
    by = {row.measure: row for row in rows}
    step = by["a step in the list, median"]
    assert (step.figure, step.met, step.others) == (3.0, True, {"bare Textual": 2.0})
    assert by["a step, largest by smallest database"].met is False
    assert by["a letter in the finder, p99"].met is False
    assert by["a letter in the finder, p99, 1,000,000 accounts"].met is True
    assert by["start to the first rows"].met is None
    assert by["import, memory"].figure is None
    alone = targets.rows(found._replace(largest="100,000"), [])
    assert not [row for row in alone if "1,000,000" in row.measure]


def test_the_table_says_what_was_met_and_what_was_not_measured(found: Found) -> None:
    lines = report.targets(targets.rows(found, ["bare Textual"]), ["bare Textual"])
    told = {line[0]: line[1:] for line in lines[1:]}
    assert told["a step in the list, median"] == ["≤ 3 ms", "3 ms", "yes", "2"]
    assert told["a step, largest by smallest database"] == ["≤ 1.20 ×", "1.50 ×", "NO", "–"]
    assert told["import, memory"] == ["≤ 200 MiB", "–", "not measured", "–"]
    assert told["CPU time of the start"] == ["", "900 ms", "", "–"]
    assert len({len(line) for line in lines}) == 1


def test_the_curves_have_a_column_for_each_size(found: Found) -> None:
    sizes = ["1,000", "100,000", "1,000,000"]
    lines = report.curves(found.samples, sizes)
    assert ["a step", "2 / 2", "3 / 9", "3 / 3"] in lines
    assert ["find: 局", "–", "10 / 10", "12 / 12"] in lines
    drawn = report.picture(found.samples, sizes).splitlines()
    assert drawn[0] == "a step, of 3 ms"
    assert drawn[1].split()[0] == "1,000"
    assert drawn[1].count("█") == 27
    assert "▶" in report.picture({"1,000": {"step ms": [4.0]}}, ["1,000"])


def test_a_page_keeps_what_is_around_the_tables(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", "utf-8")
    report.rewrite(page, report.page({"python": "3"}, [["", "a"], ["x", "1"]], [["", "b"], ["y", "2"]], "bars"))
    text = page.read_text("utf-8")
    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "| x | 1 |" in text and "| y | 2 |" in text and "bars" in text and "old" not in text
    bare = tmp_path / "bare.md"
    bare.write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="no <!-- measured"):
        report.rewrite(bare, "text")


def test_the_document_is_json_without_what_json_does_not_know(found: Found) -> None:
    samples = {**found.samples, "vim": {"step ms": [NAN, 1.0]}}
    told = json.loads(report.document(found._replace(samples=samples), targets.rows(found, []), {}, {"tig": "no"}))
    assert told["samples"]["vim"] == {"step ms": [None, 1.0]}
    assert told["targets"][0]["measure"] == TARGETS[0].measure
    assert told["failed"] == {"tig": "no"}


@pytest.mark.parametrize(
    ("stamps", "last"), [([1.0], 1.0), ([1.0, 1.1, 1.2], 1.2), ([1.0, 1.1, 1.3], 1.1), ([1.0, 1.3, 1.31], 1.0)]
)
def test_what_comes_after_a_pause_is_another_thing(stamps: list[float], last: float) -> None:
    assert paused(stamps) == last
    assert paused([]) != paused([])


def test_a_program_that_ends_on_its_tour_has_no_figures() -> None:
    def tour(session: Session) -> None:
        session.go("x", quiet=0.2)
        session.press("step", "x", 0.1)

    there = Program("there", ["sh", "-c", "echo ready; read -r line"], "ready", lambda _: None, leave=("<enter>",))
    gone = there._replace(name="gone", command=["sh", "-c", "echo ready; sleep 0.5"], tour=tour)
    never = there._replace(name="never", command=["true"])
    found, failed = interleave([there, gone, never], 1)
    assert set(failed) == {"gone", "never"}
    assert found["gone"] == found["never"] == {}
    assert len(found["there"]["start ms"]) == 1
