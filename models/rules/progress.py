"""The progress board of a decision: who supports it in each role, what is doubted, who meets whom (P15, P16)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules import chain
from models.rules.coverage import EXPECTED_ROLES, Coverage, coverage, single_thread
from models.rules.facts import AccountFacts, Finding, PersonFact, UnitFact
from models.rules.people import by_weight, known, met, roles_of
from models.rules.settings import Settings
from models.rules.stances import favours_us, opposes_us, standings
from models.rules.vocabulary import Level, Role, Stance, UnitKind
from models.rules.vocabulary_ledger import DoubtState

LAYERS = (Level.DECISION, Level.MANAGEMENT, Level.OPERATION)
"""The levels of a house, from above (P3)."""
_ROLES = (*EXPECTED_ROLES, Role.INFLUENCER, Role.INITIATOR)


class Doubt(NamedTuple):
    """What somebody, or whoever has a role, doubts (P16)."""

    id: int
    person: int | None
    role: Role | None
    state: DoubtState
    due: date | None = None

    @property
    def open(self) -> bool:
        """Whether it still stands in the way."""
        return self.state is not DoubtState.SETTLED


class Touch(NamedTuple):
    """Somebody of ours shall meet somebody of theirs at a level (P16)."""

    id: int
    layer: Level
    person: int | None
    due: date | None = None
    done: date | None = None


class Seat(NamedTuple):
    """Somebody in a role, a group, or where both are None that nobody is known; `met` is None for nobody."""

    role: Role | None
    person: int | None
    unit: int | None
    stance: Stance
    met: bool | None
    doubts: tuple[int, ...]


class Layer(NamedTuple):
    """A level: who is known there, how many of them we met, who for us and against, and the meetings planned."""

    level: Level
    people: tuple[int, ...]
    met: int
    ours: int
    theirs: int
    unknown: int
    touches: tuple[int, ...]

    @property
    def untouched(self) -> bool:
        """Whether nobody of ours is to meet this level, and nobody there was met."""
        return not self.touches and not self.met


class Progress(NamedTuple):
    """The board of one opportunity, with what its coverage lacks."""

    seats: tuple[Seat, ...]
    layers: tuple[Layer, ...]
    coverage: Coverage
    thread: Finding | None
    doubts_open: int


def progress(
    facts: AccountFacts, opportunity: int, doubts: Iterable[Doubt], touches: Iterable[Touch], today: date,
    settings: Settings,
) -> Progress:  # fmt: skip
    """The progress board of an opportunity on a day (P16).

    Each role with all who hold it, a committee as a decision maker; then those without a role who are on the chain
    or doubt. A doubt of a role stands with the first who has it, or on its empty line.
    """
    doubted = list(doubts)
    return Progress(
        tuple(_seats(facts, opportunity, doubted)), tuple(_layers(facts, opportunity, list(touches))),
        coverage(facts, opportunity, today, settings), single_thread(facts, opportunity),
        sum(each.open for each in doubted),
    )  # fmt: skip


def _seats(facts: AccountFacts, opportunity: int, doubts: list[Doubt]) -> Iterable[Seat]:
    stands, folk = standings(facts, opportunity), by_weight(facts.people)
    seated: set[int] = set()
    for role in _ROLES:
        here = [person for person in folk if role in roles_of(person, opportunity)]
        groups = _committees(facts) if role is Role.DECISION_MAKER else []
        seated |= {person.id for person in here}
        vague = _of_role(doubts, role)
        found = [_group(facts, unit) for unit in groups]
        found += [_seat(person, role, stands[person.id].stance, doubts) for person in here]
        if found:
            found[0] = found[0]._replace(doubts=found[0].doubts + vague)
        elif role in EXPECTED_ROLES or vague:
            found = [Seat(role, None, None, Stance.UNKNOWN, None, vague)]
        yield from found
    chained = {person.id for person in chain.people(facts, opportunity)}
    doubting = {each.person for each in doubts}
    for person in folk:
        if person.id not in seated and (person.id in chained or person.id in doubting):
            yield _seat(person, None, stands[person.id].stance, doubts)


def _of_role(doubts: list[Doubt], role: Role) -> tuple[int, ...]:
    return tuple(each.id for each in doubts if each.person is None and each.role is role)


def _committees(facts: AccountFacts) -> list[UnitFact]:
    return [unit for unit in facts.units if unit.kind is UnitKind.COMMITTEE and unit.members]


def _group(facts: AccountFacts, unit: UnitFact) -> Seat:
    """A committee counts as reached when at least half its members were met; it stands where most of them do."""
    people = [person for person in facts.people if person.id in unit.members]
    stands = standings(facts, None)
    ours = sum(favours_us(stands[person.id].stance) for person in people)
    theirs = sum(opposes_us(stands[person.id].stance) for person in people)
    half = len(people) / 2
    stance = Stance.SUPPORTER if ours > half else Stance.ENEMY if theirs > half else Stance.UNKNOWN
    reached = 2 * sum(met(person) for person in people) >= len(people) > 0
    return Seat(Role.DECISION_MAKER, None, unit.id, stance, reached, ())


def _seat(person: PersonFact, role: Role | None, stance: Stance, doubts: list[Doubt]) -> Seat:
    mine = tuple(each.id for each in doubts if each.person == person.id)
    return Seat(role, person.id, None, stance, None if person.placeholder else met(person), mine)


def _layers(facts: AccountFacts, opportunity: int, touches: list[Touch]) -> Iterable[Layer]:
    """The levels of the house, and those outside it where somebody is or shall be met."""
    stands, people = standings(facts, opportunity), known(facts)
    for level in Level:
        here = [person for person in people if person.level is level]
        planned = tuple(each.id for each in touches if each.layer is level)
        if level in LAYERS or here or planned:
            stances = [stands[person.id].stance for person in here]
            yield Layer(
                level, tuple(person.id for person in here), sum(map(met, here)),
                sum(map(favours_us, stances)), sum(map(opposes_us, stances)),
                sum(stance is Stance.UNKNOWN for stance in stances), planned,
            )  # fmt: skip
