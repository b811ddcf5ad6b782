"""The progress board of a decision: roles, groups, doubts, levels, and what its pictures say is unknown."""

from typing import Any

import pytest

from models.rules.facts import AccountFacts, ChainFact, LinkFact
from models.rules.pictures import Grid, Name, Word, records
from models.rules.pictures_progress import NOBODY, Called, Sizes, coverage
from models.rules.pictures_progress import progress as drawn
from models.rules.progress import Doubt, Progress, Seat, Touch, progress
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import Level, Role, Stance, UnitKind
from models.rules.vocabulary_ledger import DoubtState
from tests.rules.made import TODAY, ago, deal, person, unit

BOSS, TECH, BUYER = Role.DECISION_MAKER, Role.TECHNICAL, Role.PURCHASER
CALLED = Called({1: "甲", 2: "乙"}, {9: "评委会"}, 1)


def board(*people: Any, doubts: tuple[Doubt, ...] = (), touches: tuple[Touch, ...] = (), **more: Any) -> Progress:
    facts = AccountFacts(1, "H", people=people, **{"opportunities": (deal(),), **more})
    return progress(facts, 1, doubts, touches, TODAY, DEFAULTS)


def seat(found: Progress, role: Role | None, place: int = 0) -> Seat:
    return [each for each in found.seats if each.role is role][place]


def roles(*held: Role, on: int | None = None) -> dict[str, Any]:
    """Roles by default, or on an opportunity."""
    return {"roles": frozenset(held)} if on is None else {"roles_on": ((on, frozenset(held)),)}


def test_every_role_that_is_expected_has_a_line_if_only_an_empty_one() -> None:
    found = board(person(1, Stance.SUPPORTER, **roles(TECH)))
    assert seat(found, TECH) == Seat(TECH, 1, None, Stance.SUPPORTER, False, ())
    assert seat(found, BOSS) == Seat(BOSS, None, None, Stance.UNKNOWN, None, ())
    assert not [each for each in found.seats if each.role is Role.INFLUENCER]


def test_roles_and_stances_of_the_opportunity_go_before_those_of_the_account() -> None:
    found = board(person(1, Stance.SUPPORTER, contacts=1, **roles(BUYER, on=1)))
    assert seat(found, BUYER) == Seat(BUYER, 1, None, Stance.SUPPORTER, True, ())


def test_doubts_stand_with_whom_they_are_of() -> None:
    doubts = (
        Doubt(1, 1, None, DoubtState.OPEN), Doubt(2, None, BUYER, DoubtState.ANSWERED),
        Doubt(3, 2, None, DoubtState.SETTLED), Doubt(4, None, TECH, DoubtState.OPEN),
    )  # fmt: skip
    found = board(person(1, **roles(TECH)), person(2), doubts=doubts)
    assert (seat(found, TECH).doubts, seat(found, BUYER).doubts, seat(found, None).doubts) == ((1, 4), (2,), (3,))
    assert found.doubts_open == 3


def test_who_is_on_the_chain_without_a_role_stands_at_the_end() -> None:
    found = board(person(1), person(2), chains=(ChainFact(1, (LinkFact(1, 1, None),)),))
    assert [each.person for each in found.seats if each.role is None] == [1]


@pytest.mark.parametrize(("met", "reached", "stances", "stance"), [
    (0, False, (Stance.SUPPORTER, Stance.NEUTRAL), Stance.UNKNOWN),
    (1, True, (Stance.SUPPORTER, Stance.CHAMPION), Stance.SUPPORTER),
    (2, True, (Stance.BLOCKER, Stance.ENEMY), Stance.ENEMY),
])  # fmt: skip
def test_a_committee_is_reached_when_half_of_it_was_met(
    met: int, reached: bool, stances: tuple[Stance, Stance], stance: Stance
) -> None:
    members = tuple(person(n, each, contacts=int(n <= met)) for n, each in enumerate(stances, 1))
    found = board(*members, units=(unit(9, UnitKind.COMMITTEE, members=frozenset({1, 2})),))
    assert seat(found, BOSS) == Seat(BOSS, None, 9, stance, reached, ())


def test_levels_tell_who_is_known_met_and_to_be_met() -> None:
    people = (
        person(1, Stance.SUPPORTER, level=Level.MANAGEMENT, contacts=1),
        person(2, Stance.ENEMY, level=Level.MANAGEMENT),
    )  # fmt: skip
    touches = (Touch(5, Level.OPERATION, None), Touch(6, Level.DESIGN_INSTITUTE, None, ago(1)))
    layers = {layer.level: layer for layer in board(*people, touches=touches).layers}
    assert list(layers) == [Level.DECISION, Level.MANAGEMENT, Level.OPERATION, Level.DESIGN_INSTITUTE]
    management = layers[Level.MANAGEMENT]
    assert (management.met, management.ours, management.theirs, management.unknown) == (1, 1, 1, 0)
    assert layers[Level.DECISION].untouched and not layers[Level.OPERATION].untouched and not management.untouched


# Pictures -----------------------------------------------------------------------------------------------------


def test_the_picture_of_the_board_puts_everybody_where_he_stands_and_says_who_is_missing() -> None:
    people = (person(1, Stance.SUPPORTER, **roles(TECH)), person(2, placeholder=True, **roles(BUYER)))
    found = drawn(board(*people), CALLED)
    by_role = {row.label.code: row.cells for row in found.rows if isinstance(row.label, Word)}
    assert [item.label for item in by_role["technical"][1].items] == [Name("person", 1, "甲")]
    assert [(item.mark, item.label) for item in by_role["purchaser"][5].items] == [(NOBODY, Name("person", 2, "乙"))]
    assert [(item.mark, item.label) for item in by_role["decision_maker"][5].items] == [(NOBODY, None)]
    fields = [name for name, _ in records(found)[0]]
    assert fields == ["role", "person", "group", "stance", "met", "doubts"]


def checks(found: Grid) -> dict[str, tuple[int, int]]:
    told = [dict(record) for record in records(found)]
    return {row["check"].code: (row["covered"].number, row["of"].number) for row in told}  # type: ignore[union-attr]


def test_the_picture_of_coverage_counts_what_is_covered_and_names_what_is_missing() -> None:
    people = (person(1, Stance.SUPPORTER, contacts=1, **roles(TECH, BUYER)), person(2, influence=5))
    found = coverage(board(*people, units=(unit(9),)), Sizes(2, 1, 1), CALLED)
    assert checks(found) == {
        "roles": (2, 5), "stances": (1, 2), "weighty": (0, 1), "deciders": (0, 1), "met": (1, 2),
        "personalities": (0, 2), "units": (0, 1), "thread": (0, 1),
    }  # fmt: skip
    deciders = next(row for row in found.rows if row.label == Word("report.check", "deciders"))
    assert [item.label for item in deciders.cells[1].items] == [Word("role", BOSS)]
