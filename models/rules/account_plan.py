"""The account plan: what is measured, what changed since a review, whom to win, three interests (S7, S8)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models.rules import competition, figures, stances, urgency
from models.rules.facts import AccountFacts, NeedFact, PersonFact
from models.rules.people import by_weight, deciders, known
from models.rules.settings import Settings
from models.rules.vocabulary import NeedState, PersonalNeed, RelationshipGrade, Stance

Measure = int | str | None
MONEY = frozenset({"turnover", "open_amount", "won_amount"})
"""Measures in minor units."""
GRADES = frozenset({"company_grade", "personal_grade"})
"""Measures that are relationship grades."""
TENTHS = frozenset({"satisfaction"})
BETTER_LESS = frozenset({"enemies", "unknown", "theirs"})
"""Measures of which less is better."""
_GRADES = list(RelationshipGrade)
ORDER = (
    "turnover", "share", "company_grade", "personal_grade", "open_amount", "open_deals", "won_amount", "champions",
    "supporters", "neutral", "enemies", "unknown", "ours", "theirs", "barriers", "held", "satisfaction",
)  # fmt: skip
"""The measures in the order in which they are told."""


class Changed(NamedTuple):
    """A measure that is not what it was; `better` None where nobody can say."""

    measure: str
    before: Measure
    after: Measure
    better: bool | None


class Goal(NamedTuple):
    """A goal of the plan, and where we are; met or not, None where it is not known."""

    measure: str
    goal: Measure
    now: Measure
    met: bool | None


class ToWin(NamedTuple):
    """Somebody who weighs and does not support us yet (P16)."""

    person: PersonFact
    stance: Stance
    decides: bool


class Interests(NamedTuple):
    """What the sale is worth to us, what the customer wants, and what each person wants for himself (S7)."""

    amount: int
    deals: int
    needs: tuple[NeedFact, ...]
    people: tuple[tuple[int, tuple[PersonalNeed, ...]], ...]
    unknown: tuple[int, ...]
    """People who weigh and of whom nobody knows what they want."""


def measures(
    facts: AccountFacts, today: date, settings: Settings, *, barriers: int = 0, held: int = 0,
    satisfaction: int | None = None,
) -> dict[str, Measure]:  # fmt: skip
    """What is measured of an account on a day, in the order in which it is told (S8)."""
    year = next((each for each in figures.years(facts.figures, facts.opportunities) if each.year == today.year), None)
    open_ones = [deal for deal in facts.opportunities if urgency.alive(deal)]
    won = [d for d in facts.opportunities if urgency.won(d) and d.signed and d.signed.year == today.year]
    stands = [stances.current(person).stance for person in known(facts)]
    power = competition.balance(facts, None, today, settings)
    return {
        "turnover": year.turnover if year else None,
        "share": _share(year.turnover, year.total_spend) if year else None,
        "company_grade": facts.company_grade.value,
        "personal_grade": _lowest(facts),
        "open_amount": sum(deal.amount or 0 for deal in open_ones),
        "open_deals": len(open_ones),
        "won_amount": sum(deal.amount or 0 for deal in won),
        "champions": stands.count(Stance.CHAMPION),
        "supporters": stands.count(Stance.SUPPORTER),
        "neutral": stands.count(Stance.NEUTRAL),
        "enemies": stands.count(Stance.ENEMY) + stands.count(Stance.BLOCKER),
        "unknown": stands.count(Stance.UNKNOWN),
        "ours": power.ours,
        "theirs": power.theirs,
        "barriers": barriers,
        "held": held,
        "satisfaction": satisfaction,
    }


def _share(ours: int | None, whole: int | None) -> int | None:
    return 100 * (ours or 0) // whole if whole else None


def _lowest(facts: AccountFacts) -> str | None:
    """The personal relationship with those who decide, the lowest of them; None where nobody is known to decide."""
    wanted = {each for decider in deciders(facts, None) for each in decider.people}
    grades = [person.grade for person in known(facts) if person.id in wanted]
    return min(grades, key=_GRADES.index).value if grades else None


def changed(before: Mapping[str, Measure], after: Mapping[str, Measure]) -> tuple[Changed, ...]:
    """What differs between two days, in the order of the measures; of equal days nothing does (S8)."""
    return tuple(
        Changed(name, before.get(name), now, _better(name, before.get(name), now))
        for name, now in after.items() if before.get(name) != now
    )  # fmt: skip


def _better(name: str, before: Measure, after: Measure) -> bool | None:
    if name == "neutral" or before is None or after is None:
        return None
    if name in GRADES:
        return _place(after) > _place(before)
    more = int(after) > int(before)
    return not more if name in BETTER_LESS else more


def _place(grade: Measure) -> int:
    """None < C < B < A."""
    return _GRADES.index(RelationshipGrade(str(grade or "none")))


def goals(wanted: Mapping[str, Measure], now: Mapping[str, Measure]) -> tuple[Goal, ...]:
    """Each goal that was set beside what is measured (S8)."""
    return tuple(
        Goal(name, goal, now.get(name), _met(name, goal, now.get(name)))
        for name, goal in wanted.items() if goal not in (None, "")
    )  # fmt: skip


def _met(name: str, goal: Measure, now: Measure) -> bool | None:
    if now is None or goal is None:
        return None
    return _place(now) >= _place(goal) if name in GRADES else int(now) >= int(goal)


def to_win(facts: AccountFacts, opportunity: int | None, settings: Settings) -> tuple[ToWin, ...]:
    """Who decides or weighs much and does not support us, those who decide first (P16)."""
    decide = {each for decider in deciders(facts, opportunity) for each in decider.people}
    heavy = by_weight(
        person for person in facts.people
        if person.id in decide or (not person.placeholder and (person.influence or 0) >= settings.high_influence)
    )  # fmt: skip
    found = [ToWin(person, stances.current(person, opportunity).stance, person.id in decide) for person in heavy]
    waiting = [each for each in found if not stances.favours_us(each.stance)]
    return tuple(sorted(waiting, key=lambda each: not each.decides))


def interests(facts: AccountFacts, settings: Settings) -> Interests:
    """The three interests: the supplier's, the customer's, the person's (S7)."""
    open_ones = [deal for deal in facts.opportunities if urgency.alive(deal)]
    wanted = [need for need in facts.needs if need.state not in (NeedState.DROPPED, NeedState.MET)]
    wanted.sort(key=lambda need: (need.priority is None, need.priority or 0, need.id))
    people = known(facts)
    decide = {each for decider in deciders(facts, None) for each in decider.people}
    return Interests(
        sum(deal.amount or 0 for deal in open_ones), len(open_ones), tuple(wanted),
        tuple((person.id, person.needs) for person in people if person.needs),
        tuple(
            p.id for p in people
            if not p.needs and (p.id in decide or (p.influence or 0) >= settings.high_influence)
        ),
    )  # fmt: skip
