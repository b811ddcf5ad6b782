"""What moved at an account between its contacts (V12)."""

from datetime import timedelta

import pytest

from models.reads.progress_marks import Mark, marks
from models.rules.vocabulary import Stance
from models.writes import people, records, undo
from tests.models.conftest import TODAY, Queries
from tests.models.writing import Office, office
from tui.moved import between

__all__ = ["office"]

DAYS = [TODAY - timedelta(days) for days in (1, 5, 9)]


def test_stances_and_steps_are_told_with_what_they_were_before(office: Office, queries: Queries) -> None:
    account = office.account(owner=office.engineer.member)
    person = office.person(account)
    deal = office.deal(account, "技改")
    for stance in (Stance.NEUTRAL, Stance.SUPPORTER, Stance.SUPPORTER):
        people.move_stance(office.engineer, person, stance, "说好")
    records.edit(office.boss, "opportunity", deal, {"step": "lead", "name": "技改"}, {"step": "proposal", "name": "改"})
    found = {(each.noun, each.field, each.before, each.after) for each in marks(account)}
    assert found == {
        ("person", "stance", "", "neutral"), ("person", "stance", "neutral", "supporter"),
        ("opportunity", "step", "lead", "proposal"),
    }  # fmt: skip
    assert queries.of(lambda: marks(account)) == 2
    undo.undo(office.boss)
    assert [each.field for each in marks(account)] == ["stance", "stance"]
    assert marks(office.account("别家")) == []


def mark(days: int, visit: int | None = None) -> Mark:
    return Mark(TODAY - timedelta(days), "person", 1, "黄", "stance", "", "neutral", "", visit)


FOUND = [mark(0), mark(1), mark(4), mark(5, 3), mark(9), mark(20)]


@pytest.mark.parametrize(
    ("before", "rest", "expected"),
    [
        (None, False, [[0, 1], [2], [4]]),
        (None, True, [[0, 1], [2], [4], [5]]),
        (TODAY - timedelta(1), True, [[], [2], [4], [5]]),
    ],
)
def test_what_moved_stands_above_the_contact_it_followed(
    before: object, rest: bool, expected: list[list[int]]
) -> None:
    found = between(FOUND, DAYS, before, rest=rest)  # type: ignore[arg-type]
    assert [[each.number for each in some] for some in found] == expected


def test_page_by_page_each_is_told_once() -> None:
    first = between(FOUND, DAYS[:2], None, rest=False)
    second = between(FOUND, DAYS[2:], DAYS[1], rest=True)
    assert [each.number for some in (*first, *second) for each in some] == [0, 1, 2, 4, 5]
