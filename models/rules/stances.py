"""Where people stand, read from the stance ledger, and the columns of the stance board (P4, P5)."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Literal, NamedTuple

from models.rules.facts import AccountFacts, PersonFact, StanceFact
from models.rules.once import once
from models.rules.vocabulary import Stance

Trend = Literal["up", "down", "same"]

LETTERS: dict[Stance, str] = {
    Stance.CHAMPION: "C",
    Stance.SUPPORTER: "S",
    Stance.NEUTRAL: "N",
    Stance.ENEMY: "E",
    Stance.BLOCKER: "B",
    Stance.UNKNOWN: "?",
}
"""The letter of each column of the board, left to right (P4)."""

_SCORES: dict[Stance, int] = {
    Stance.CHAMPION: 2,
    Stance.SUPPORTER: 1,
    Stance.NEUTRAL: 0,
    Stance.ENEMY: -1,
    Stance.BLOCKER: -2,
}
_LADDER = tuple(_SCORES)
_by_date = attrgetter("date")


class Standing(NamedTuple):
    """A stance with its history: since when, what it was before, and what it rests on."""

    stance: Stance
    since: date | None = None
    before: Stance | None = None
    confirmed: bool = False
    evidence: str = ""
    competitor: int | None = None


_NOWHERE = Standing(Stance.UNKNOWN)


def current(person: PersonFact, opportunity: int | None = None, as_of: date | None = None) -> Standing:
    """Where a person stands, on a day if one is given; an opportunity's own ledger goes first (P4).

    `since` and `before` span repeated entries of one stance; evidence and competitor are the newest.
    """
    ledger = entries(person, opportunity, as_of) if person.stances else ()
    if not ledger:
        return _NOWHERE
    last = ledger[-1]
    start = len(ledger)
    while start > 0 and ledger[start - 1].stance is last.stance:
        start -= 1
    run = ledger[start:]
    return Standing(
        stance=last.stance,
        since=run[0].date,
        before=ledger[start - 1].stance if start else None,
        confirmed=last.confirmed,
        evidence=next((e.evidence for e in reversed(run) if e.evidence), ""),
        competitor=next((e.competitor for e in reversed(run) if e.competitor is not None), None),
    )


def entries(person: PersonFact, opportunity: int | None, as_of: date | None = None) -> list[StanceFact]:
    """What holds in a scope, oldest first: the account's entries, then an opportunity's own from its first on (P4)."""
    ledger = sorted(person.stances, key=_by_date)
    if as_of is not None:
        ledger = [e for e in ledger if e.date <= as_of]
    general = [e for e in ledger if e.opportunity is None]
    own = [e for e in ledger if e.opportunity == opportunity] if len(general) < len(ledger) else []
    return [e for e in general if e.date <= own[0].date] + own if own and opportunity is not None else general


@once
def standings(facts: AccountFacts, opportunity: int | None) -> Mapping[int, Standing]:
    """Where everybody of an account stands now, by id, seats included (P4)."""
    return {person.id: current(person, opportunity) for person in facts.people}


def scopes(person: PersonFact, opportunities: Iterable[int]) -> tuple[int | None, ...]:
    """Where a person may stand otherwise than in the account: nowhere, and those opportunities he has entries on."""
    own = {entry.opportunity for entry in person.stances}
    return (None, *(each for each in opportunities if each in own)) if own - {None} else (None,)


def score(stance: Stance) -> int | None:
    """From +2 for a champion to −2 for a blocker; an unknown stance has none (P4)."""
    return _SCORES.get(stance)


def letter(stance: Stance) -> str:
    """The letter of a stance: C S N E B or ? (P4)."""
    return LETTERS[stance]


def favours_us(stance: Stance) -> bool:
    """Whether it is support: champion or supporter (P4)."""
    return stance in (Stance.CHAMPION, Stance.SUPPORTER)


def opposes_us(stance: Stance) -> bool:
    """Whether it is opposition: enemy or blocker (P4)."""
    return stance in (Stance.ENEMY, Stance.BLOCKER)


def trend(standing: Standing) -> Trend:
    """Towards us `up`, away `down`, else `same`; becoming known is no movement (P5)."""
    now = score(standing.stance)
    before = None if standing.before is None else score(standing.before)
    if now is None or before is None or now == before:
        return "same"
    return "up" if now > before else "down"


def moved(stance: Stance, direction: int) -> Stance:
    """One column left (direction −1, towards us) or right (+1); from unknown either gives neutral (P5)."""
    if stance is Stance.UNKNOWN:
        return Stance.NEUTRAL
    place = _LADDER.index(stance) + direction
    return _LADDER[max(0, min(len(_LADDER) - 1, place))]


def columns(
    people: Iterable[PersonFact], opportunity: int | None = None, as_of: date | None = None
) -> dict[Stance, tuple[int, ...]]:
    """Person ids by column, all six columns in order, each by influence downwards, then name (P5)."""
    placed: dict[Stance, list[int]] = {stance: [] for stance in LETTERS}
    for person in sorted(people, key=lambda p: (-(p.influence or 0), p.name, p.id)):
        placed[current(person, opportunity, as_of).stance].append(person.id)
    return {stance: tuple(ids) for stance, ids in placed.items()}
