"""Holding an account: barriers, the yearly list of ways to hold it, satisfaction and loyalty (S6, S9, S10)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.rules import figures, urgency
from models.rules.facts import AccountFacts
from models.rules.settings import Settings
from models.rules.vocabulary_figures import ValueMark
from models.rules.vocabulary_strategy import BarrierKind, BarrierState, Driver, HoldItem, LoyaltySign

STANDING = (BarrierState.IN_PLACE, BarrierState.ERODING)
"""States in which a barrier keeps anybody out."""


class BarrierFact(NamedTuple):
    """A barrier on record (S6)."""

    id: int
    kind: BarrierKind
    state: BarrierState
    strength: int | None = None
    until: date | None = None


class Wall(NamedTuple):
    """How an account is walled in one way: how many stand, their strength, and what to do (`advice` a code or "")."""

    kind: BarrierKind
    standing: int
    strength: int
    advice: str


def barriers(found: Sequence[BarrierFact], today: date, settings: Settings) -> tuple[Wall, ...]:
    """Each way to keep others out: `none` where nothing is begun, `build` where nothing holds yet, `mend`, `renew`.

    One whose day is over holds no more; one whose day comes within the notice of a renewal asks for it (S6, O20).
    """
    return tuple(_barrier(kind, [each for each in found if each.kind is kind], today, settings) for kind in BarrierKind)


def _barrier(kind: BarrierKind, found: Sequence[BarrierFact], today: date, settings: Settings) -> Wall:
    there = [each for each in found if each.state in STANDING and (each.until is None or each.until >= today)]
    soon = today + timedelta(days=settings.renewal_notice_days)
    strength = sum(each.strength or 1 for each in there)
    if not found:
        advice = "none"
    elif not there:
        advice = "build"
    elif any(each.until is not None and each.until <= soon for each in there):
        advice = "renew"
    else:
        advice = "mend" if any(each.state is BarrierState.ERODING for each in there) else ""
    return Wall(kind, len(there), strength, advice)


# Ways to hold ------------------------------------------------------------------------------------------------


class HoldFact(NamedTuple):
    """A way to hold that was taken (S9)."""

    id: int
    item: HoldItem
    date: date
    evidence: str = ""


class HoldLine(NamedTuple):
    """A way to hold in a year: what was done for it, newest first; `before` the last time in an earlier year."""

    item: HoldItem
    done: tuple[HoldFact, ...]
    before: date | None


def holding(found: Sequence[HoldFact], year: int) -> tuple[HoldLine, ...]:
    """The list of a year, every way in its order (S9)."""
    newest = sorted(found, key=lambda each: (each.date, each.id), reverse=True)
    return tuple(
        HoldLine(
            item, tuple(each for each in newest if each.item is item and each.date.year == year),
            next((each.date for each in newest if each.item is item and each.date.year < year), None),
        )
        for item in HoldItem
    )  # fmt: skip


# Satisfaction and loyalty ------------------------------------------------------------------------------------


class SurveyFact(NamedTuple):
    """An answer on how satisfied somebody is, 1 to 10; `drivers` in the order of `Driver` (S10)."""

    id: int
    date: date
    person: int | None
    score: int
    drivers: tuple[int | None, ...] = (None, None, None)
    recommends: bool = False


class Satisfaction(NamedTuple):
    """How satisfied a customer is: the newest answer of everybody asked within the year, averaged in tenths.

    `before` is the same a year earlier, in tenths; `weak` the drivers that score low, lowest first; `alerts` are
    `low`, `fell` (with `people`), `old` where nobody was asked lately, `never` where nobody ever was.
    """

    score: int | None
    before: int | None
    drivers: tuple[tuple[Driver, int], ...]
    weak: tuple[Driver, ...]
    alerts: tuple[str, ...]
    people: tuple[int, ...]
    loyal: tuple[LoyaltySign, ...]


def satisfaction(facts: AccountFacts, found: Sequence[SurveyFact], today: date, settings: Settings) -> Satisfaction:
    """How satisfied an account is, whither it goes, what drives it, and its signs of loyalty (S10)."""
    term = timedelta(days=settings.strategy_survey_days)
    asked = sorted((each for each in found if each.date <= today), key=lambda each: (each.date, each.id))
    newest = {each.person: each for each in asked if each.date > today - term}
    earlier = {each.person: each for each in asked if today - 2 * term < each.date <= today - term}
    drivers = tuple(
        (driver, average) for place, driver in enumerate(Driver)
        if (average := _average([each.drivers[place] for each in newest.values()])) is not None
    )  # fmt: skip
    low = 10 * settings.strategy_satisfied_score
    score = _average([each.score for each in newest.values()])
    fallen = tuple(_fallen(asked, settings))
    alerts = (
        *(("low",) if score is not None and score < low else ()), *(("fell",) if fallen else ()),
        *(("never" if not asked else "old",) if not newest else ()),
    )  # fmt: skip
    weak = sorted((each for each in drivers if each[1] < low), key=lambda each: each[1])
    return Satisfaction(
        score, _average([each.score for each in earlier.values()]), drivers, tuple(driver for driver, _ in weak),
        alerts, fallen, loyalty(facts, list(newest.values())),
    )  # fmt: skip


def _average(values: Sequence[int | None]) -> int | None:
    """In tenths, half of one going up."""
    known = [value for value in values if value is not None]
    return (20 * sum(known) + len(known)) // (2 * len(known)) if known else None


def _fallen(asked: Sequence[SurveyFact], settings: Settings) -> list[int]:
    """Whose last answer fell markedly below the one before it."""
    held: dict[int, list[SurveyFact]] = {}
    for each in asked:
        if each.person is not None:
            held.setdefault(each.person, []).append(each)
    return [
        person for person, told in held.items()
        if len(told) > 1 and told[-2].score - told[-1].score >= settings.strategy_satisfaction_fell
    ]  # fmt: skip


def loyalty(facts: AccountFacts, newest: Sequence[SurveyFact]) -> tuple[LoyaltySign, ...]:
    """What shows loyalty: bought again, recommends us, gives us a growing share of its business (S10)."""
    won = [deal for deal in facts.opportunities if urgency.won(deal)]
    shares = [
        (year.turnover or 0) / year.total_spend
        for year in figures.years(facts.figures, facts.opportunities) if year.total_spend
    ]  # fmt: skip
    found = {
        LoyaltySign.REPURCHASE: len(won) > 1,
        LoyaltySign.RECOMMENDATION: ValueMark.RECOMMENDS in facts.judged.value_marks
        or any(each.recommends for each in newest),
        LoyaltySign.SHARE_GROWS: len(shares) > 1 and shares[0] > shares[1],
    }
    return tuple(sign for sign, there in found.items() if there)
