import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import StanceFact
from models.rules.stances import (
    Standing,
    columns,
    current,
    favours_us,
    letter,
    moved,
    opposes_us,
    score,
    trend,
)
from models.rules.vocabulary import Stance
from tests.rules.made import ago, person

C, S, N, E, B, U = Stance


def entry(stance: Stance, days: int, deal: int | None = None, **fields: object) -> StanceFact:
    return StanceFact(stance, ago(days), opportunity=deal, **fields)  # type: ignore[arg-type]


def test_nobody_known_is_unknown() -> None:
    assert current(person(1)) == Standing(Stance.UNKNOWN)


def test_the_newest_entry_holds_with_what_it_was_before() -> None:
    found = current(person(1, entry(N, 30), entry(S, 10, confirmed=True, evidence="said so")))
    assert found == Standing(S, ago(10), N, True, "said so")


def test_repeating_a_stance_keeps_its_beginning_and_evidence() -> None:
    ledger = (
        entry(N, 40),
        entry(E, 30, evidence="backs them", competitor=7, confirmed=True),
        entry(E, 5),
    )
    assert current(person(1, *ledger)) == Standing(E, ago(30), N, False, "backs them", 7)


def test_an_unordered_ledger_is_read_by_date_and_same_day_entries_as_they_came() -> None:
    assert current(person(1, entry(S, 5), entry(N, 30))).stance is S
    assert current(person(1, entry(S, 5), entry(N, 5))).stance is N


@pytest.mark.parametrize(
    ("deal", "stance", "since", "before"),
    [(None, N, 20, None), (1, S, 10, N), (2, N, 20, None)],
)
def test_an_opportunity_s_own_ledger_goes_first(
    deal: int | None, stance: Stance, since: int, before: Stance | None
) -> None:
    found = current(person(1, entry(N, 20), entry(S, 10, 1)), deal)
    assert (found.stance, found.since, found.before) == (stance, ago(since), before)


def test_the_account_s_later_change_does_not_touch_the_opportunity() -> None:
    both = person(1, entry(N, 20), entry(S, 10, 1), entry(B, 5))
    assert current(both, 1) == Standing(S, ago(10), N)
    assert current(both) == Standing(B, ago(5), N)


def test_the_account_s_stance_of_the_same_day_came_before() -> None:
    assert current(person(1, entry(S, 10, 1), entry(N, 10)), 1).before is N
    assert current(person(1, entry(S, 10, 1), entry(N, 9)), 1).before is None


def test_an_opportunity_without_an_account_s_stance() -> None:
    alone = person(1, entry(S, 10, 1))
    assert current(alone, 1) == Standing(S, ago(10))
    assert current(alone).stance is U


@pytest.mark.parametrize(("days", "stance"), [(31, U), (30, N), (11, N), (10, S), (0, S)])
def test_as_of_a_day_counts_that_day(days: int, stance: Stance) -> None:
    assert current(person(1, entry(N, 30), entry(S, 10)), as_of=ago(days)).stance is stance


@pytest.mark.parametrize(
    ("before", "now", "arrow"),
    [
        (N, S, "up"),
        (B, E, "up"),
        (S, N, "down"),
        (C, S, "down"),
        (U, S, "same"),
        (S, U, "same"),
        (None, S, "same"),
        (N, N, "same"),
    ],
)
def test_the_arrow_points_up_towards_us(before: Stance | None, now: Stance, arrow: str) -> None:
    assert trend(Standing(now, ago(1), before)) == arrow


def test_scores_and_letters() -> None:
    assert [score(s) for s in Stance] == [2, 1, 0, -1, -2, None]
    assert "".join(letter(s) for s in Stance) == "CSNEB?"
    assert [favours_us(s) for s in Stance] == [True, True, False, False, False, False]
    assert [opposes_us(s) for s in Stance] == [False, False, False, True, True, False]


@pytest.mark.parametrize(
    ("stance", "left", "right"), [(C, C, S), (S, C, N), (N, S, E), (E, N, B), (B, E, B), (U, N, N)]
)
def test_keys_move_one_column_and_the_ends_stay(stance: Stance, left: Stance, right: Stance) -> None:
    assert moved(stance, -1) is left
    assert moved(stance, +1) is right


@given(st.sampled_from([C, S, N, E, B]), st.lists(st.sampled_from([-1, 1]), max_size=9))
def test_a_step_changes_the_score_by_one_or_not_at_all(stance: Stance, steps: list[int]) -> None:
    for step in steps:
        before, stance = score(stance), moved(stance, step)
        after = score(stance)
        assert before is not None and after is not None
        assert (before - after) in (step, 0)


def test_columns_are_sorted_by_influence_then_name() -> None:
    people = [
        person(1, S, name="b", influence=3),
        person(2, S, name="a", influence=3),
        person(3, S, name="c", influence=5),
        person(4, S, name="d"),
        person(7, S, name="z", influence=1),
        person(5, entry(S, 9), entry(E, 8, 1)),
        person(6, placeholder=True),
    ]
    assert columns(people) == {C: (), S: (3, 2, 1, 7, 5, 4), N: (), E: (), B: (), U: (6,)}
    assert columns(people, 1)[E] == (5,)
    assert columns(people, as_of=ago(11))[U] == (3, 2, 1, 7, 5, 6, 4)
    assert list(columns(())) == list(Stance)
