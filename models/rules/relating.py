"""How far a relationship has come and how far it shall go: grades, their gap, and what trust rests on (P12, P13)."""

from collections.abc import Collection
from typing import NamedTuple

from models.rules import chain
from models.rules.facts import AccountFacts, PersonFact
from models.rules.people import deciders
from models.rules.settings import Settings
from models.rules.stances import standings
from models.rules.vocabulary import RelationshipGrade, Stance
from models.rules.vocabulary_ledger import TrustGround

G = RelationshipGrade
LADDER = (G.NONE, G.C, G.B, G.A)
"""From no relationship to the best (P12)."""


class Wanted(NamedTuple):
    """The grade a relationship shall reach, and why: chosen, champion, decider, chain, influence; "" for no reason."""

    grade: RelationshipGrade
    why: str


class Step(NamedTuple):
    """Where a relationship stands, where it shall go, and how many grades lie between."""

    grade: RelationshipGrade
    wanted: Wanted

    @property
    def gap(self) -> int:
        """Grades that are missing; none where it went further than wanted."""
        return max(0, LADDER.index(self.wanted.grade) - LADDER.index(self.grade))


def step(
    facts: AccountFacts, person: PersonFact, chosen: RelationshipGrade, opportunity: int | None, settings: Settings
) -> Step:
    """A personal relationship and its gap; what people chose goes before what is proposed (P12).

    Proposed is A with a champion, who shall keep competitors out, and B with whoever decides, stands on the decision
    chain or weighs much; with others no more than there is.
    """
    return Step(person.grade, _wanted(facts, person, chosen, opportunity, settings))


def _wanted(
    facts: AccountFacts, person: PersonFact, chosen: RelationshipGrade, opportunity: int | None, settings: Settings
) -> Wanted:
    if chosen is not G.NONE:
        return Wanted(chosen, "chosen")
    if standings(facts, opportunity)[person.id].stance is Stance.CHAMPION:
        return Wanted(G.A, "champion")
    if any(person.id in decider.people for decider in deciders(facts, opportunity)):
        return Wanted(G.B, "decider")
    if opportunity is not None and any(person.id == each.id for each in chain.people(facts, opportunity)):
        return Wanted(G.B, "chain")
    if (person.influence or 0) >= settings.high_influence:
        return Wanted(G.B, "influence")
    return Wanted(person.grade, "")


def following(grade: RelationshipGrade) -> RelationshipGrade | None:
    """The grade after this one; none after the best."""
    place = LADDER.index(grade) + 1
    return LADDER[place] if place < len(LADDER) else None


def trusted(grounds: Collection[TrustGround]) -> tuple[bool, bool]:
    """Whether our house is trusted, and whether our people are: trust is the sum of both (P13)."""
    return any(ground.of_house for ground in grounds), any(not ground.of_house for ground in grounds)
