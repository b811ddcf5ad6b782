"""The ledger between two days: who moved, by which entry, and what holds whatever the ledger says."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import PersonFact, StanceFact
from models.rules.ledger import days, difference
from models.rules.stances import current
from models.rules.vocabulary import Stance
from tests.rules.made import TODAY, ago, person

C, S, N, E, B, U = Stance
DAYS = st.integers(0, 12).map(ago)
LEDGERS = st.lists(
    st.builds(StanceFact, st.sampled_from(list(Stance)), DAYS, opportunity=st.sampled_from([None, None, 1, 2])),
    max_size=7,
).map(tuple)
PEOPLE = st.lists(LEDGERS, max_size=4).map(lambda all: [person(n, *ledger) for n, ledger in enumerate(all)])
DEALS = st.sampled_from([None, 1, 2])


def entry(stance: Stance, days_ago: int, deal: int | None = None) -> StanceFact:
    return StanceFact(stance, ago(days_ago), opportunity=deal)


@pytest.mark.parametrize(("since", "until", "before", "after", "led"), [
    (30, 0, U, S, 10),
    (30, 15, U, N, 20),
    (20, 10, N, S, 10),
    (19, 11, None, None, None),
    (0, 30, U, S, 10),
])  # fmt: skip
def test_who_moved_between_two_days_and_by_what(
    since: int, until: int, before: Stance | None, after: Stance | None, led: int | None
) -> None:
    moved = difference([person(1, entry(N, 20), entry(S, 10), entry(S, 5))], None, ago(since), ago(until))
    told = [(change.before, change.after, change.entry.date) for change in moved]
    assert told == ([] if before is None or after is None or led is None else [(before, after, ago(led))])


def test_the_worst_turn_comes_first() -> None:
    people = [person(1, entry(N, 20), entry(S, 5)), person(2, entry(S, 20), entry(E, 5)), person(3, entry(N, 5))]
    moved = difference(people, None, ago(10), TODAY)
    assert [(change.person, change.towards) for change in moved] == [(2, "down"), (3, "same"), (1, "up")]


def test_days_name_only_those_who_moved() -> None:
    people = [person(1, entry(N, 20), entry(N, 15), entry(S, 10)), person(2, entry(E, 10))]
    assert days(people, None) == ((ago(10), (1, 2)), (ago(20), (1,)))


@given(PEOPLE, DEALS, DAYS)
def test_equal_days_differ_in_nothing(people: list[PersonFact], deal: int | None, day: object) -> None:
    assert difference(people, deal, day, day) == ()  # type: ignore[arg-type]


@given(PEOPLE, DEALS, DAYS, DAYS)
def test_the_difference_leads_from_one_board_to_the_other(
    people: list[PersonFact], deal: int | None, one: object, other: object
) -> None:
    since, until = sorted([one, other])  # type: ignore[type-var]
    moved = {change.person: change for change in difference(people, deal, since, until)}  # type: ignore[arg-type]
    for each in people:
        then, now = (current(each, deal, day).stance for day in (since, until))  # type: ignore[arg-type]
        assert (each.id in moved) == (then is not now)
        if each.id in moved:
            assert (moved[each.id].before, moved[each.id].after) == (then, now)
            assert moved[each.id].entry.stance is now


@given(PEOPLE, DEALS, DAYS, DAYS, DAYS)
def test_two_differences_in_a_row_are_the_difference_of_the_ends(
    people: list[PersonFact], deal: int | None, a: object, b: object, c: object
) -> None:
    first, middle, last = sorted([a, b, c])  # type: ignore[type-var]
    ends = {m.person: (m.before, m.after) for m in difference(people, deal, first, last)}  # type: ignore[arg-type]
    early = {m.person: m for m in difference(people, deal, first, middle)}  # type: ignore[arg-type]
    late = {m.person: m for m in difference(people, deal, middle, last)}  # type: ignore[arg-type]
    for each in people:
        steps = [m[each.id] for m in (early, late) if each.id in m]
        told = (steps[0].before, steps[-1].after) if steps and steps[0].before is not steps[-1].after else None
        assert ends.get(each.id) == told


@given(PEOPLE, DEALS)
def test_the_board_of_today_is_the_board(people: list[PersonFact], deal: int | None) -> None:
    assert [current(each, deal, TODAY) for each in people] == [current(each, deal) for each in people]


@given(PEOPLE, DEALS)
def test_nobody_moves_but_on_the_days_that_are_named(people: list[PersonFact], deal: int | None) -> None:
    named = {day: set(who) for day, who in days(people, deal)}
    for back in range(14):
        day = ago(back)
        moved = {change.person for change in difference(people, deal, day - timedelta(1), day)}
        assert named.get(day, set()) == moved
