"""What several rules ask of the people of an account: roles, who was met, who decides (P2, P3, P16)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.facts import AccountFacts, PersonFact
from models.rules.once import once
from models.rules.vocabulary import Level, Role, UnitKind


class Decider(NamedTuple):
    """One who decides: a person, or a committee with its members; `people` are ids."""

    people: tuple[int, ...]
    unmet: tuple[int, ...]
    met: bool


def roles_of(person: PersonFact, opportunity: int | None) -> frozenset[Role]:
    """The buying roles on an opportunity, or by default where it has none of its own (P2)."""
    if not person.roles_on:
        return person.roles
    return next((roles for on, roles in person.roles_on if on == opportunity), person.roles)


def met(person: PersonFact) -> bool:
    """Whether anyone of ours ever met or spoke with the person; a seat is never met (P15)."""
    return not person.placeholder and (person.contacts > 0 or person.last_contact is not None)


@once
def known(facts: AccountFacts) -> tuple[PersonFact, ...]:
    """The people who are more than a seat nobody is known for, weightiest first (P8)."""
    return by_weight(p for p in facts.people if not p.placeholder)


def by_weight(people: Iterable[PersonFact]) -> tuple[PersonFact, ...]:
    """People by influence downwards, then name (P5)."""
    return tuple(sorted(people, key=lambda p: (-(p.influence or 0), p.name, p.id)))


def ids(people: Iterable[PersonFact]) -> tuple[int, ...]:
    """The ids of people, in their order."""
    return tuple(p.id for p in people)


@once
def deciders(facts: AccountFacts, opportunity: int | None) -> tuple[Decider, ...]:
    """Everyone of the house who decides: committees, decision makers and the decision level (P3, P16).

    Members of a committee count through it: it is met when at least half of them were. A committee without
    members, and people of a branch, are left out.
    """
    person = {p.id: p for p in facts.people}
    committees = [u for u in facts.units if u.kind is UnitKind.COMMITTEE and u.members]
    members = frozenset[int]().union(*(u.members for u in committees))
    single = [p for p in facts.people if p.id not in members and _decides(p, opportunity, facts.id)]
    return (
        *(_decider([person[i] for i in sorted(u.members) if i in person]) for u in committees),
        *(_decider([p]) for p in by_weight(single)),
    )


def _decides(person: PersonFact, opportunity: int | None, account: int) -> bool:
    by_rank = person.level is Level.DECISION or Role.DECISION_MAKER in roles_of(person, opportunity)
    return by_rank and person.account == account


def _decider(people: list[PersonFact]) -> Decider:
    unmet = [p for p in people if not met(p)]
    half = 2 * len(unmet) <= len(people)
    return Decider(ids(by_weight(people)), ids(by_weight(unmet)), bool(people) and half)
