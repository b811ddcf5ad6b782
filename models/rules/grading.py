"""Grading an account A, B or C, by one figure or by many, with the parts the score is made of (A6).

Of many: each indicator is brought to 0-100, a group is worth the mean of those known, and the score is the mean of
the groups by weight. What is not known is left out, the rest weighs more, and it is named.
"""

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from models.rules import figures
from models.rules.facts import AccountFacts
from models.rules.settings import Settings
from models.rules.vocabulary import Grade
from models.rules.vocabulary_figures import Indicator, IndicatorGroup
from models.rules.weights import shares

GROUPS: dict[IndicatorGroup, tuple[Indicator, ...]] = {
    IndicatorGroup.TRANSACTION: (Indicator.TURNOVER, Indicator.PROFIT, Indicator.AVERAGE_DEAL),
    IndicatorGroup.FINANCE: (Indicator.COLLECTION, Indicator.OVERDUE),
    IndicatorGroup.CHARACTER: (Indicator.INDUSTRY, Indicator.SIZE, Indicator.INFLUENCE),
    IndicatorGroup.FIT: (Indicator.VALUE_FIT, Indicator.CRITERIA_FIT),
}
MONEY = frozenset({Indicator.TURNOVER, Indicator.PROFIT, Indicator.AVERAGE_DEAL, Indicator.OVERDUE})
_LOWER_IS_BETTER = frozenset({Indicator.COLLECTION, Indicator.OVERDUE})
_BANDS = 4
"""Bands between the lowest that counts and the highest; each is worth 20 more than the one below."""
_FULL, _BAND = 100, 20
SINGLE = "single"


class Reading(NamedTuple):
    """An indicator as it is known: its figure where it is one, and what it is worth, 0 to 100."""

    indicator: Indicator
    value: int | None
    score: int


class Part(NamedTuple):
    """A group: its weight among those known in per cent, together a hundred, what it is worth, and out of what."""

    group: IndicatorGroup
    weight: int
    score: int
    readings: tuple[Reading, ...]


class Grading(NamedTuple):
    """The grade, the score it stands on rounded down, its parts, and what is missing; None where too little is known.

    `known` is how much of the whole weight is known, in per cent.
    """

    grade: Grade | None
    score: int | None
    parts: tuple[Part, ...] = ()
    missing: tuple[Indicator, ...] = ()
    known: int = 0


def grading(facts: AccountFacts, today: date, settings: Settings) -> Grading:
    """The grade of an account by the method of the settings (A6)."""
    if settings.grading_method == SINGLE:
        return single(figures.turnover_lately(facts.figures, facts.opportunities, today), settings)
    return multi(readings(facts, settings), settings)


def single(turnover: int | None, settings: Settings) -> Grading:
    """The grade by the turnover of the last twelve months; lower bounds belong to the better one (A6)."""
    if turnover is None:
        return Grading(None, None, missing=(Indicator.TURNOVER,))
    bounds = ((settings.grade_turnover_a_amount, Grade.A), (settings.grade_turnover_b_amount, Grade.B))
    return Grading(next((grade for low, grade in bounds if turnover >= low), Grade.C), None, known=_FULL)


def multi(known: dict[Indicator, Reading], settings: Settings) -> Grading:
    """The grade by weighted groups; none as long as less of the weight is known than wanted (A6)."""
    weights = {group: int(getattr(settings, f"grade_weight_{group}")) for group in GROUPS}
    found = {group: [known[i] for i in each if i in known] for group, each in GROUPS.items()}
    means = {g: Fraction(sum(r.score for r in rs), len(rs)) for g, rs in found.items() if rs and weights[g]}
    missing = tuple(i for group, each in GROUPS.items() if weights[group] for i in each if i not in known)
    whole, total = sum(weights.values()), sum(weights[group] for group in means)
    share = 100 * total // whole if whole else 0
    if not total:
        return Grading(None, None, missing=missing)
    score = sum((weights[group] * mean for group, mean in means.items()), Fraction(0)) / total
    known_weights = shares({group: weights[group] for group in means})
    parts = tuple(Part(g, known_weights[g], floor(mean), tuple(found[g])) for g, mean in means.items())
    enough = share >= settings.grade_known_percent
    return Grading(_letter(score, settings) if enough else None, floor(score), parts, missing, share)


def _letter(score: Fraction, settings: Settings) -> Grade:
    if score >= settings.grade_a_score:
        return Grade.A
    return Grade.B if score >= settings.grade_b_score else Grade.C


def readings(facts: AccountFacts, settings: Settings) -> dict[Indicator, Reading]:
    """Every indicator of which anything is known."""
    values: dict[Indicator, int | None] = _figures(facts)
    judged = facts.judged
    values[Indicator.SIZE] = judged.staff
    found = {i: Reading(i, value, banded(i, value, settings)) for i, value in values.items() if value is not None}
    ideal = [code.strip() for code in settings.ideal_industries.replace("，", ",").split(",") if code.strip()]
    if ideal and facts.industry:
        found[Indicator.INDUSTRY] = Reading(Indicator.INDUSTRY, None, _FULL if facts.industry in ideal else 0)
    for indicator, value in (
        (Indicator.INFLUENCE, judged.market_influence), (Indicator.VALUE_FIT, judged.value_fit),
        (Indicator.CRITERIA_FIT, judged.criteria_fit),
    ):  # fmt: skip
        if value is not None:
            found[indicator] = Reading(indicator, value, value * _BAND)
    return found


def _figures(facts: AccountFacts) -> dict[Indicator, int | None]:
    """Cumulated turnover and profit, the mean deal of the years whose deals are known, the newest of the rest."""
    years = figures.years(facts.figures, facts.opportunities)
    turnover = [y.turnover for y in years if y.turnover is not None]
    profit = [y.profit for y in years if y.profit is not None]
    counted = [(y.turnover, y.deals) for y in years if y.turnover is not None and y.deals]
    return {
        Indicator.TURNOVER: sum(turnover) if turnover else None,
        Indicator.PROFIT: sum(profit) if profit else None,
        Indicator.AVERAGE_DEAL: sum(t for t, _ in counted) // sum(n for _, n in counted) if counted else None,
        Indicator.COLLECTION: next((y.collection_days for y in years if y.collection_days is not None), None),
        Indicator.OVERDUE: next((y.overdue for y in years if y.overdue is not None), None),
    }


def banded(indicator: Indicator, value: int, settings: Settings) -> int:
    """What a figure is worth: 0 below its low bound, 100 from its high one on, 20 to 80 in four bands between.

    Where lower is better it is 100 up to the low bound and 0 above the high one.
    """
    low, high = (int(getattr(settings, f"grade_{indicator}_{end}")) for end in _ENDS[indicator])
    if indicator in _LOWER_IS_BETTER:
        if value <= low or value > high:
            return _FULL if value <= low else 0
        return _FULL - _BAND * ceil(Fraction(_BANDS * (value - low), high - low))
    if value < low or value >= high:
        return _FULL if value >= high else 0
    return _BAND * (1 + floor(Fraction(_BANDS * (value - low), high - low)))


_AMOUNTS = ("low_amount", "high_amount")
_ENDS = {
    Indicator.TURNOVER: _AMOUNTS, Indicator.PROFIT: _AMOUNTS, Indicator.AVERAGE_DEAL: _AMOUNTS,
    Indicator.OVERDUE: _AMOUNTS, Indicator.COLLECTION: ("low_days", "high_days"), Indicator.SIZE: ("low", "high"),
}  # fmt: skip
