"""The staircase, the timeline and the value year by year, as pictures and as rows for programs (O12, O16, O19)."""

from datetime import timedelta

from models.rules import pictures_dealing as pictures
from models.rules.bargaining import Plan, Step
from models.rules.delivering import Mark
from models.rules.pictures import Bar, Count, Day, Money, Note, Share, Thing, Tone, Word, records
from models.rules.value import Figure, case
from models.rules.vocabulary_dealing import ConcessionState, MilestoneKind, MilestoneState, ValueKind
from tests.rules.made import TODAY, ago

SOON = TODAY + timedelta(10)


def test_the_value_crosses_nought_in_the_year_it_pays() -> None:
    found = pictures.value(case([Figure(1, ValueKind.COST_SAVED, "", 600)], 1000, 2))
    assert [row.bars for row in found.rows] == [(Bar(-400, 0, Tone.DANGER),), (Bar(0, 200, Tone.GOOD),)]
    assert records(found)[1] == (
        ("year", Count(2)), ("benefit", Money(1200)), ("cost", Money(1000)), ("roi", Share(200, 1000)),
    )  # fmt: skip
    assert records(pictures.value(None)) == () and pictures.value(None).legend == ()


def test_the_staircase_goes_down_to_the_walk_away() -> None:
    steps = [Step(1, "备件", "预付", 100), Step(2, "降价", "", 50), Step(3, "延保", "签约", 60)]
    found = pictures.concessions(Plan(1, 1000, 800), 1000, steps, 7)
    assert [row.bars for row in found.rows] == [
        (Bar(900, 1000, Tone.GOOD),), (Bar(850, 900, Tone.WARNING),), (Bar(790, 850, Tone.DANGER),),
    ]  # fmt: skip
    assert (found.low, found.high, found.ticks[0].at) == (790 - 52, 1000, 800)
    assert found.rows[2].key == Thing("concession", 3, 7)
    assert records(found)[1] == (
        ("give", Note("降价")), ("gain", None), ("worth", Money(50)), ("price", Money(850)),
        ("state", Word("concession_state", ConcessionState.PLANNED)),
    )  # fmt: skip


def test_without_a_price_or_a_step_there_is_no_staircase() -> None:
    assert records(pictures.concessions(None, None, [Step(1, "备件")], 7)) == ()
    assert records(pictures.concessions(Plan(1, 1000, 800), 1000, [], 7)) == ()
    free = pictures.concessions(None, 1000, [Step(1, "备件", worth=None)], 7)
    assert free.rows[0].bars == (Bar(1000, 1000, Tone.WARNING),) and free.high > free.low


def test_the_timeline_goes_from_milestone_to_milestone() -> None:
    kinds = MilestoneKind
    marks = [
        Mark(2, kinds.TRIAL, "B", ago(1)), Mark(1, kinds.BUILD, "A", ago(5), MilestoneState.DONE, ago(3)),
        Mark(4, kinds.OTHER, "D", SOON), Mark(3, kinds.ACCEPTANCE, "C", SOON, MilestoneState.RUNNING),
    ]  # fmt: skip
    found = pictures.delivery(marks, ago(9), TODAY, 7)
    now = TODAY.toordinal()
    assert [row.bars for row in found.rows] == [
        (Bar(now - 9, now - 3, Tone.GOOD),), (Bar(now - 5, now - 1, Tone.DANGER),),
        (Bar(now - 1, now + 10, Tone.ACCENT),), (Bar(now + 9, now + 10, Tone.DIM),),
    ]  # fmt: skip
    assert (found.low, found.high, found.ticks[0].at) == (now - 9, now + 10, now)
    assert dict(records(found)[1])["late"] == Count(1) and dict(records(found)[0])["done"] == Day(ago(3))
    assert records(pictures.delivery([], None, TODAY, 7)) == ()
