"""Coaches and inside contacts: who could become one, who is one no longer (P11)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from models.rules.clock import days_since
from models.rules.facts import AccountFacts, InsideFact, PersonFact
from models.rules.needs import opportunity_of
from models.rules.once import once
from models.rules.people import by_weight, ids, known
from models.rules.settings import Settings
from models.rules.stances import current, favours_us, opposes_us, standings
from models.rules.vocabulary import Inside, RelationKind, RelationshipGrade, Role, Stance

_CLOSE = (
    RelationKind.ALLY,
    RelationKind.MENTOR,
    RelationKind.RELATIVE_OR_FRIEND,
    RelationKind.OLD_COLLEAGUE,
)
_WORKING_ROLES = frozenset({Role.TECHNICAL, Role.USER, Role.GATEKEEPER})
_WARM = ("supporter", "likes_us", "relationship", "inside")
_POINTS: dict[str, int] = {
    "supporter": 4,
    "likes_us": 3,
    "relationship": 2,
    "inside": 2,
    "trusts_us": 2,
    "against_competitor": 1,
    "against_opponent": 1,
    "close_to_supporter": 1,
    "working_role": 1,
    "in_touch": 1,
}


class Candidate(NamedTuple):
    """A possible coach: the person's id, points, and the reason codes that gave them."""

    person: int
    score: int
    reasons: tuple[str, ...]


@once
def candidates(
    facts: AccountFacts, today: date, settings: Settings, opportunity: int | None = None,
    trusting: frozenset[int] = frozenset(), disliking: frozenset[int] = frozenset(),
) -> tuple[Candidate, ...]:  # fmt: skip
    """Possible coaches with their reasons, best first (P11).

    Champions are coaches already and opponents no candidates; without one warm reason (supporter, likes_us,
    relationship B or better, inside) nobody is proposed. `trusting` are known to trust us, `disliking` to think ill
    of a competitor, where that was asked.
    """
    found = []
    stands, tied = standings(facts, opportunity), _ties(facts, opportunity)
    for person in known(facts):
        stance = stands[person.id].stance
        if stance is Stance.CHAMPION or opposes_us(stance):
            continue
        reasons = _reasons(person, stance, tied, today, settings, opportunity)
        reasons = _ranked((*reasons, *_beside(person, trusting, disliking)))
        if any(r in _WARM for r in reasons):
            found.append(Candidate(person.id, sum(_POINTS[r] for r in reasons), reasons))
    return tuple(sorted(found, key=lambda c: -c.score))


def _reasons(
    person: PersonFact, stance: Stance, tied: dict[str, set[int]], today: date, settings: Settings,
    opportunity: int | None,
) -> tuple[str, ...]:  # fmt: skip
    silent = days_since(person.last_contact, today)
    holds = {
        "supporter": favours_us(stance),
        "likes_us": person.likes_us,
        "relationship": person.grade.rank >= RelationshipGrade.B.rank,
        "inside": _is_inside(person, opportunity),
        "against_opponent": person.id in tied["against_opponent"],
        "close_to_supporter": person.id in tied["close_to_supporter"],
        "working_role": bool(person.roles & _WORKING_ROLES),
        "in_touch": silent is not None and silent <= settings.contact_days,
    }
    return _ranked(reason for reason, yes in holds.items() if yes)


def _beside(person: PersonFact, trusting: frozenset[int], disliking: frozenset[int]) -> Iterator[str]:
    if person.id in trusting:
        yield "trusts_us"
    if person.id in disliking:
        yield "against_competitor"


def _ranked(reasons: Iterable[str]) -> tuple[str, ...]:
    held = set(reasons)
    return tuple(reason for reason in _POINTS if reason in held)


def _ties(facts: AccountFacts, opportunity: int | None) -> dict[str, set[int]]:
    """Who is joined to an opponent by rivalry, and who to a supporter of ours by something warmer."""
    tied: dict[str, set[int]] = {"against_opponent": set(), "close_to_supporter": set()}
    stands = standings(facts, opportunity)
    for relation in facts.relations:
        for one, other in ((relation.person, relation.other), (relation.other, relation.person)):
            stance = stands[other].stance if other in stands else Stance.UNKNOWN
            if relation.kind is RelationKind.RIVAL and opposes_us(stance):
                tied["against_opponent"].add(one)
            elif relation.kind in _CLOSE and favours_us(stance):
                tied["close_to_supporter"].add(one)
    return tied


def doubtful(person: PersonFact, today: date, settings: Settings, opportunity: int | None = None) -> bool:
    """Whether a champion has done nothing for us for more than `champion_act_days` days (P11, P17)."""
    since = idle_since(person, opportunity)
    idle = days_since(since, today)
    return idle is not None and idle > settings.champion_act_days


def idle_since(person: PersonFact, opportunity: int | None = None) -> date | None:
    """The day of a champion's last act, or since when he is champion if he did none later (P11)."""
    standing = current(person, opportunity)
    if standing.stance is not Stance.CHAMPION or standing.since is None:
        return None
    return max([standing.since, *(act.date for act in person.acts)])


def firm_champions(
    facts: AccountFacts, today: date, settings: Settings, opportunity: int | None = None
) -> tuple[int, ...]:
    """Ids of the champions who are not doubtful, weightiest first (P11)."""
    stands = standings(facts, opportunity)
    champions = [p for p in known(facts) if stands[p.id].stance is Stance.CHAMPION]
    return ids(p for p in champions if not doubtful(p, today, settings, opportunity))


def inside(facts: AccountFacts, opportunity: int | None = None) -> tuple[int, ...]:
    """Ids of the inside contacts of an opportunity, or of the whole account, weightiest first (P11)."""
    return ids(by_weight(p for p in facts.people if _is_inside(p, opportunity)))


def _is_inside(person: PersonFact, opportunity: int | None) -> bool:
    return mark(person, opportunity) is not Inside.NONE


def mark(person: PersonFact, opportunity: int | None = None) -> Inside:
    """How far inside somebody is: the newest mark of a scope holds, an opportunity's own before the account's (P11).

    Of the whole account it is the newest that says yes: inside on any opportunity is inside.
    """
    if not person.insides:
        return Inside.NONE
    newest: dict[int | None, InsideFact] = {}
    for each in sorted(person.insides, key=lambda m: m.date):
        newest[each.opportunity] = each
    if opportunity is not None:
        here = newest.get(opportunity) or newest.get(None)
        return here.inside if here else Inside.NONE
    yes = [each for each in newest.values() if each.inside is not Inside.NONE]
    return max(yes, key=lambda m: m.date).inside if yes else Inside.NONE


def third_visit_due(facts: AccountFacts, opportunity: int | None, settings: Settings) -> bool:
    """Whether the `inside_by_visit`th done visit came without an inside contact: ask the manager (P11)."""
    subject = opportunity_of(facts, opportunity)
    visits = facts.visits if subject is None else subject.visits
    return visits >= settings.inside_by_visit and not inside(facts, opportunity)
