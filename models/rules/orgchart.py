"""The organisation chart: houses, units and people as one tree, and how much of everybody is known (P8, P10)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from models.rules.facts import PersonFact, RelationFact, UnitFact
from models.rules.people import by_weight
from models.rules.stances import favours_us, opposes_us
from models.rules.vocabulary import Camp, RelationKind, Stance

K = TypeVar("K")
V = TypeVar("V")
Key = tuple[str, int, int]
"""What a node is: account, unit or person with its id and 0; a member with the person's id and that of the unit."""
MODELS = 5
"""Level, role, stance, personality, relations."""
_DEEPEST = 30
"""So many stand below one another by whom they report to; those further down stand beside."""


class House(NamedTuple):
    """An account of the group; `own` is the one in hand or one below it, whose people are shown."""

    id: int
    parent: int | None
    name: str
    own: bool = True


class Node(NamedTuple):
    """A place in the chart.

    `people` and `seats` count those at it and below, `known` their known models out of five for each of `people`;
    `boss` is set where somebody stands below the one he reports to.
    """

    key: Key
    parent: Key | None
    depth: int
    people: int = 0
    seats: int = 0
    known: int = 0
    below: int = 0
    """How many nodes stand right below it."""
    boss: bool = False

    @property
    def percent(self) -> int | None:
        """How much of the five models of its people is known; None without people."""
        return (200 * self.known + MODELS * self.people) // (2 * MODELS * self.people) if self.people else None


class _Place(NamedTuple):
    key: Key
    children: Sequence["_Place"]
    people: int = 0
    seats: int = 0
    known: int = 0
    boss: bool = False


def chart(
    houses: Sequence[House], units: Mapping[int, Sequence[UnitFact]], people: Sequence[PersonFact],
    relations: Sequence[RelationFact], known: Mapping[int, int],
) -> tuple[Node, ...]:  # fmt: skip
    """The chart from the top of the group down, parents first (A1, P8).

    `units` by account, `known` how many of the five models of a person are. Heavier people stand first, those who
    report to somebody of the same unit below him; a committee shows its members, who sit elsewhere as well.
    """
    made = _Making(houses, units, people, relations, known)
    here = {house.id for house in houses}
    roots = [house for house in houses if house.parent not in here]
    return tuple(_told([made.house(house) for house in roots]))


class _Making:
    """Puts everything where it belongs; rings of units, houses or chiefs are cut open."""

    def __init__(
        self, houses: Sequence[House], units: Mapping[int, Sequence[UnitFact]], people: Sequence[PersonFact],
        relations: Sequence[RelationFact], known: Mapping[int, int],
    ) -> None:  # fmt: skip
        self.known = known
        self.houses, self.units = _grouped((house.parent, house) for house in houses), units
        unit_ids = {unit.id for listed in units.values() for unit in listed}
        self.staff = _grouped(((p.account, p.unit if p.unit in unit_ids else None), p) for p in by_weight(people))
        self.people = {person.id: person for person in people}
        self.chief = _chiefs(self.people, relations)
        self.seen: set[Key] = set()

    def house(self, house: House) -> _Place:
        """A house: its units, those who are in none, then the houses below it."""
        key = ("account", house.id, 0)
        self.seen.add(key)
        if not house.own:
            return _Place(key, self._houses(house))
        units = self.units.get(house.id, ())
        here = {unit.id for unit in units}
        top = [unit for unit in units if unit.parent not in here]
        children = [self.unit(unit, house.id) for unit in top]
        left = [unit for unit in units if ("unit", unit.id, 0) not in self.seen]  # a ring hangs below nothing
        children += [self.unit(unit, house.id) for unit in left if ("unit", unit.id, 0) not in self.seen]
        return _Place(key, [*self._people(house.id, None), *children, *self._houses(house)])

    def _houses(self, house: House) -> list[_Place]:
        below = self.houses.get(house.id, ())
        return [self.house(each) for each in below if ("account", each.id, 0) not in self.seen]

    def unit(self, unit: UnitFact, account: int) -> _Place:
        """A unit: its people, those who sit on it as members, then the units below it."""
        key = ("unit", unit.id, 0)
        self.seen.add(key)
        members = by_weight(self.people[each] for each in unit.members if each in self.people)
        own = {person.id for person in self.staff.get((account, unit.id), ())}
        sitting = [_Place(("member", each.id, unit.id), ()) for each in members if each.id not in own]
        below = [each for each in self.units.get(account, ()) if each.parent == unit.id]
        units = [self.unit(each, account) for each in below if ("unit", each.id, 0) not in self.seen]
        return _Place(key, [*self._people(account, unit.id), *sitting, *units])

    def _people(self, account: int, unit: int | None) -> list[_Place]:
        here = self.staff.get((account, unit), ())
        below = _grouped((self.chief.get(person.id), person) for person in here)
        return [self._person(person, below) for person in below.get(None, ())]

    def _person(self, person: PersonFact, below: Mapping[int | None, Sequence[PersonFact]]) -> _Place:
        children = [self._person(each, below) for each in below.get(person.id, ())]
        seat = person.placeholder
        return _Place(
            ("person", person.id, 0), children, 0 if seat else 1, 1 if seat else 0,
            0 if seat else self.known.get(person.id, 0), self.chief.get(person.id) is not None,
        )


def _chiefs(people: Mapping[int, PersonFact], relations: Iterable[RelationFact]) -> dict[int, int]:
    """Whom people report to within their own unit; a ring of chiefs has none at its beginning."""
    found: dict[int, int] = {}
    for relation in relations:
        one, other = people.get(relation.person), people.get(relation.other)
        if relation.kind is not RelationKind.REPORTS_TO or one is None or other is None or one.id in found:
            continue
        if (one.account, one.unit) == (other.account, other.unit) and not _above(other.id, one.id, found):
            found[one.id] = other.id
    return found


def _above(person: int, other: int, chiefs: Mapping[int, int]) -> bool:
    """Whether somebody is another or reports to him, or so many are above him that no more shall be below."""
    here: int | None = person
    for _ in range(_DEEPEST):
        if here is None or here == other:
            return here == other
        here = chiefs.get(here)
    return True


def _told(roots: Sequence[_Place]) -> Iterator[Node]:
    """Places as nodes, parents first, each with the sums of all below it."""
    line: list[tuple[_Place, int, int]] = []
    waiting = [(place, 0, -1) for place in reversed(roots)]
    while waiting:
        place, depth, parent = waiting.pop()
        line.append((place, depth, parent))
        at = len(line) - 1
        waiting += [(child, depth + 1, at) for child in reversed(place.children)]
    sums = [[place.people, place.seats, place.known] for place, _, _ in line]
    for at in range(len(line) - 1, -1, -1):
        parent = line[at][2]
        if parent >= 0:
            sums[parent] = [one + more for one, more in zip(sums[parent], sums[at], strict=True)]
    for (place, depth, parent), (people, seats, known) in zip(line, sums, strict=True):
        own = place.key[0] == "person"
        told = (place.people, place.seats, place.known) if own else (people, seats, known)
        above = line[parent][0].key if parent >= 0 else None
        yield Node(place.key, above, depth, *told, len(place.children), place.boss)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found


# What is seen of it ------------------------------------------------------------------------------------------


def shown(nodes: Sequence[Node], folded: Collection[Key]) -> list[Node]:
    """The nodes none of whose parents is folded."""
    found: list[Node] = []
    hidden = -1
    for node in nodes:
        if 0 <= hidden < node.depth:
            continue
        hidden = node.depth if node.key in folded else -1
        found.append(node)
    return found


def narrowed(nodes: Sequence[Node], hits: Collection[Key]) -> list[Node]:
    """The nodes that were looked for, with all above them."""
    wanted: set[Key] = set()
    above = {node.key: node.parent for node in nodes}
    for hit in hits:
        here: Key | None = hit
        while here is not None and here not in wanted:
            wanted.add(here)
            here = above.get(here)
    return [node for node in nodes if node.key in wanted]


def resting(nodes: Sequence[Node], key: Key, folded: Collection[Key]) -> Key:
    """Where a cursor goes that was on a node: the topmost folded one above it, or the node itself."""
    above = {node.key: node.parent for node in nodes}
    found, here = key, above.get(key)
    while here is not None:
        if here in folded:
            found = here
        here = above.get(here)
    return found


# Camps -------------------------------------------------------------------------------------------------------


def camp(stance: Stance, by_hand: Camp | None = None) -> Camp:
    """The camp somebody belongs to inside: as it was set by hand, else by the stance (P10)."""
    if by_hand is not None:
        return by_hand
    if favours_us(stance):
        return Camp.OURS
    return Camp.THEIRS if opposes_us(stance) else Camp.UNDECIDED
