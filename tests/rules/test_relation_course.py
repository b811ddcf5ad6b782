"""What we were to an account, told back from its changes, and what leads one step up (A12)."""

from datetime import date, timedelta

import pytest

from models.rules.key_account import Was, ways
from models.rules.relation_course import Held, Turn, came, needs
from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_figures import SupplierRelation

G, S = RelationshipGrade, SupplierRelation
FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def told(now: Held, *turns: Turn, first: date | None = FIRST) -> list[Was]:
    return list(came(now, turns, first))


def test_without_any_change_it_was_always_what_it_is() -> None:
    assert told(Held(G.B, False, {1: G.A})) == [Was(S.PARTNER, FIRST)]
    assert told(Held(G.B, False, {}), first=None) == []


def test_every_grade_that_moved_it_is_told_back() -> None:
    found = told(
        Held(G.B, True, {1: G.A}),
        Turn(day(40), company=G.B, alliance=False),
        Turn(day(30), company=G.NONE),
        Turn(day(20), person=1, grade=G.C),
        Turn(day(10), person=1),
        Turn(day(0), made=True),
    )
    assert found == [Was(S.OUTSIDER, day(0)), Was(S.FRIEND, day(20)), Was(S.PARTNER, day(30)), Was(S.ALLIANCE, day(40))]


def test_a_change_that_moves_nothing_is_not_told_and_of_a_day_the_last_counts() -> None:
    now = Held(G.A, False, {})
    assert told(now, Turn(day(9), company=G.B), Turn(day(0), made=True)) == [Was(S.SUPPLIER, day(0))]
    found = told(now, Turn(day(9), company=G.NONE), Turn(day(9), company=G.B), Turn(day(0), made=True))
    assert found == [Was(S.SUPPLIER, day(0))], "down and up again on one day"


def test_one_who_left_counted_while_he_was_there() -> None:
    found = told(Held(G.NONE, False, {}), Turn(day(20), person=1, grade=G.A), Turn(day(5), person=1))
    assert found == [Was(S.OUTSIDER, FIRST), Was(S.FRIEND, day(5)), Was(S.OUTSIDER, day(20))]


def test_what_was_before_the_history_begins_on_no_later_day_than_its_first_change() -> None:
    found = told(Held(G.B, False, {}), Turn(day(-3), company=G.NONE))
    assert found == [Was(S.SUPPLIER, day(-3))]
    assert told(Held(G.B, False, {}), Turn(day(3), company=G.NONE)) == [Was(S.OUTSIDER, FIRST), Was(S.SUPPLIER, day(3))]


@pytest.mark.parametrize(("relation", "wanted"), [
    (S.OUTSIDER, ("personal", "company")), (S.FRIEND, ("company",)), (S.SUPPLIER, ("personal",)),
    (S.PARTNER, ("alliance",)), (S.ALLIANCE, ()),
])  # fmt: skip
def test_what_leads_up_is_one_for_each_way(relation: SupplierRelation, wanted: tuple[str, ...]) -> None:
    assert needs(relation) == wanted and len(wanted) == len(ways(relation))
