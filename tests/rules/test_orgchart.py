"""The organisation chart: what hangs below what, how much is known, and what is seen of it (P8, P10)."""

import pytest

from models.rules.facts import PersonFact, RelationFact, UnitFact
from models.rules.orgchart import House, Key, Node, camp, chart, narrowed, resting, shown
from models.rules.vocabulary import Camp, RelationKind, Stance, UnitKind
from tests.rules.made import person, unit

HOUSE = House(1, None, "A1")
REPORTS = RelationKind.REPORTS_TO


def made(
    *people: PersonFact, houses: tuple[House, ...] = (HOUSE,), units: tuple[UnitFact, ...] = (),
    relations: tuple[tuple[int, int], ...] = (), known: dict[int, int] | None = None,
) -> tuple[Node, ...]:  # fmt: skip
    told = tuple(RelationFact(one, other, REPORTS) for one, other in relations)
    return chart(houses, {1: units}, people, told, known or {})


def drawn(nodes: tuple[Node, ...]) -> list[str]:
    """The nodes as an outline: `  u2` is unit 2 one step in, `m` a member."""
    return [f"{'  ' * node.depth}{node.key[0][0]}{node.key[1]}" for node in nodes]


def test_a_house_alone_is_one_node() -> None:
    assert made() == (Node(("account", 1, 0), None, 0),)


@pytest.mark.parametrize(
    ("units", "people", "relations", "outline"),
    [
        ((unit(1), unit(2, parent=1)), (person(7, unit=2), person(8)), (),
         ["a1", "  p8", "  u1", "    u2", "      p7"]),
        ((unit(1),), (person(7, unit=1, influence=2), person(8, unit=1, influence=5)), (),
         ["a1", "  u1", "    p8", "    p7"]),
        ((unit(1),), (person(7, unit=1), person(8, unit=1), person(9, unit=1)), ((9, 8), (7, 9)),
         ["a1", "  u1", "    p8", "      p9", "        p7"]),
        ((unit(1),), (person(7, unit=1), person(8)), ((7, 8),), ["a1", "  p8", "  u1", "    p7"]),
        ((), (person(7), person(8)), ((7, 8), (8, 7)), ["a1", "  p8", "    p7"]),
        ((), (person(7),), ((7, 7),), ["a1", "  p7"]),
        ((unit(1, UnitKind.COMMITTEE, members=frozenset({7, 8})),), (person(7), person(8, unit=1)), (),
         ["a1", "  p7", "  u1", "    p8", "    m7"]),
        ((unit(1, parent=2), unit(2, parent=1)), (person(7, unit=2),), (), ["a1", "  u1", "    u2", "      p7"]),
        ((unit(1, parent=99),), (person(7, unit=98),), (), ["a1", "  p7", "  u1"]),
    ],
)  # fmt: skip
def test_everything_has_its_place(
    units: tuple[UnitFact, ...], people: tuple[PersonFact, ...], relations: tuple[tuple[int, int], ...],
    outline: list[str],
) -> None:  # fmt: skip
    assert drawn(made(*people, units=units, relations=relations)) == outline


def test_a_long_line_of_chiefs_does_not_go_down_for_ever() -> None:
    line = tuple((one + 1, one) for one in range(2000))
    found = made(*(person(key) for key in range(2001)), relations=line)
    assert len(found) == 2002 and max(node.depth for node in found) < 100


def test_a_group_stands_above_and_branches_below() -> None:
    houses = (House(5, None, "集团", own=False), House(1, 5, "A1"), House(2, 1, "分公司"))
    found = chart(houses, {2: (unit(4),)}, (person(7), person(8, account=2, unit=4)), (), {})
    assert drawn(found) == ["a5", "  a1", "    p7", "    a2", "      u4", "        p8"]


def test_a_ring_of_houses_is_told_once() -> None:
    assert drawn(made(houses=(House(1, 9, "A1"), House(2, 1, "B")))) == ["a1", "  a2"]


def test_units_say_how_much_is_known_of_their_people_and_count_seats_apart() -> None:
    people = (person(7, unit=1), person(8, unit=1), person(9, unit=1, placeholder=True))
    house, section, *others = made(*people, units=(unit(1),), relations=((8, 7),), known={7: 5, 8: 2, 9: 3})
    assert (section.people, section.seats, section.known, section.percent) == (2, 1, 7, 70)
    assert (house.people, house.percent) == (2, 70)
    chief, other, seat = others
    assert (chief.people, chief.percent, chief.below, other.boss) == (1, 100, 1, True)
    assert (seat.people, seat.seats, seat.percent) == (0, 1, None)


TREE = made(person(7, unit=2), person(8, unit=1), units=(unit(1), unit(2, parent=1)))
A1, U1, U2, P7, P8 = ((*key, 0) for key in (("account", 1), ("unit", 1), ("unit", 2), ("person", 7), ("person", 8)))


@pytest.mark.parametrize(
    ("folded", "keys"),
    [
        ((), [A1, U1, P8, U2, P7]), ((U2,), [A1, U1, P8, U2]), ((U1,), [A1, U1]), ((U1, U2), [A1, U1]), ((A1,), [A1]),
        ((P7,), [A1, U1, P8, U2, P7]),
    ],
)  # fmt: skip
def test_what_is_folded_hides_all_below_it(folded: tuple[Key, ...], keys: list[Key]) -> None:
    assert [node.key for node in shown(TREE, folded)] == keys


@pytest.mark.parametrize(
    ("hits", "keys"), [((), []), ((P7,), [A1, U1, U2, P7]), ((U1,), [A1, U1]), ((P7, P8), [A1, U1, P8, U2, P7])]
)
def test_what_is_looked_for_keeps_all_above_it(hits: tuple[Key, ...], keys: list[Key]) -> None:
    assert [node.key for node in narrowed(TREE, hits)] == keys


@pytest.mark.parametrize(
    ("key", "folded", "place"),
    [(P7, (), P7), (P7, (U2,), U2), (P7, (U2, U1), U1), (U2, (U2,), U2), (P8, (U2,), P8)],
)
def test_a_cursor_stays_on_its_row_or_rests_where_it_is_folded(key: Key, folded: tuple[Key, ...], place: Key) -> None:
    assert resting(TREE, key, folded) == place


@pytest.mark.parametrize(
    ("stance", "by_hand", "found"),
    [
        (Stance.CHAMPION, None, Camp.OURS), (Stance.SUPPORTER, None, Camp.OURS), (Stance.NEUTRAL, None, Camp.UNDECIDED),
        (Stance.ENEMY, None, Camp.THEIRS), (Stance.BLOCKER, None, Camp.THEIRS), (Stance.UNKNOWN, None, Camp.UNDECIDED),
        (Stance.NEUTRAL, Camp.THEIRS, Camp.THEIRS), (Stance.CHAMPION, Camp.UNDECIDED, Camp.UNDECIDED),
    ],
)  # fmt: skip
def test_a_camp_is_by_hand_or_by_the_stance(stance: Stance, by_hand: Camp | None, found: Camp) -> None:
    assert camp(stance, by_hand) is found
