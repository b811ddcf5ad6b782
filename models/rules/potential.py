"""The potential matrix: what an account could buy, for how long we work together, our share, and what to do (A8)."""

from datetime import date
from typing import NamedTuple

from models.rules import figures, urgency
from models.rules.clock import add_months
from models.rules.facts import AccountFacts
from models.rules.settings import Settings
from models.rules.vocabulary_figures import MatrixAdvice

LOW, MIDDLE, HIGH = 1, 2, 3
_YEAR = 12
_SHORT, _LONG = 1, 3
"""Years of cooperation up to which it is scored 1, and 2."""


class Place(NamedTuple):
    """Where an account stands, 1 to 3 on each axis, None where it is not known; advice once potential and share are.

    `spend` and `percent` are the potential sales a year in minor units and our share in per cent.
    """

    potential: int | None
    years: int | None
    share: int | None
    advice: MatrixAdvice | None
    spend: int | None
    percent: int | None


def place(facts: AccountFacts, today: date, settings: Settings) -> Place:
    """The place of an account in the matrix (A8)."""
    known = figures.years(facts.figures, facts.opportunities)
    newest = next(((year.turnover, year.total_spend) for year in known if year.total_spend), None)
    signed = [deal.signed for deal in facts.opportunities if urgency.won(deal) and deal.signed]
    since = facts.judged.cooperating_since or min(signed, default=None)
    return placed(facts.judged.yearly_potential, newest, since, today, settings)


def placed(
    judged: int | None, newest: tuple[int | None, int | None] | None, since: date | None, today: date,
    settings: Settings,
) -> Place:  # fmt: skip
    """The place by what is judged, else spent in a year, by our part of that, and since when we work together (A8).

    `newest` is our turnover and the whole spend of the newest year of which that is known; a share is never over 100.
    """
    ours, whole = ((newest[0] or 0), (newest[1] or 0)) if newest else (0, 0)
    spend = judged if judged is not None else whole or None
    potential = None if spend is None else potential_score(spend, settings)
    share = share_score(ours, whole, settings) if whole else None
    percent = min(100, 100 * ours // whole) if whole else None
    score = None if since is None else years_score(since, today)
    return Place(potential, score, share, advice(potential, share), spend, percent)


def potential_score(spend: int, settings: Settings) -> int:
    """Potential sales a year; the bounds belong to the middle (A8)."""
    if spend < settings.potential_low_amount:
        return LOW
    return MIDDLE if spend <= settings.potential_high_amount else HIGH


def years_score(since: date, today: date) -> int:
    """Years of cooperation; up to one, up to three, more (A8)."""
    if today <= add_months(since, _SHORT * _YEAR):
        return LOW
    return MIDDLE if today <= add_months(since, _LONG * _YEAR) else HIGH


def share_score(ours: int, whole: int, settings: Settings) -> int:
    """Our share of what the customer spends; the bounds belong to the middle (A8)."""
    if 100 * ours < settings.share_low_percent * whole:
        return LOW
    return MIDDLE if 100 * ours <= settings.share_high_percent * whole else HIGH


def advice(potential: int | None, share: int | None) -> MatrixAdvice | None:
    """What to do at a place; None as long as one of the two is not known (A8)."""
    if potential is None or share is None:
        return None
    if share == HIGH:
        return MatrixAdvice.DEFEND
    if share == LOW and potential != MIDDLE:
        return MatrixAdvice.PENETRATE if potential == HIGH else MatrixAdvice.LOW_EFFORT
    return MatrixAdvice.DEVELOP
