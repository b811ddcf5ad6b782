"""What an account bought, by year: figures entered by hand and deals that were won, each counted once (A14, A17).

A figure entered for a year tells the whole of it, with the deals won in it; where these come to more it lacks some
of them, and they count. Money is in minor units.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.rules import urgency
from models.rules.clock import add_months
from models.rules.facts import OpportunityFact
from models.rules.figure_facts import FigureFact

_YEAR = 12


class YearFigures(NamedTuple):
    """A year as it counts; `entered` says whether anything of it was entered by hand."""

    year: int
    turnover: int | None
    profit: int | None
    deals: int | None
    collection_days: int | None
    overdue: int | None
    total_spend: int | None
    entered: bool


def years(figures: Sequence[FigureFact], deals: Iterable[OpportunityFact]) -> tuple[YearFigures, ...]:
    """The years of which anything is known, newest first; several figures of one year are added up (A14)."""
    signed = [(deal.signed.year, deal.amount or 0) for deal in deals if urgency.won(deal) and deal.signed]
    wanted = sorted({figure.year for figure in figures} | {year for year, _ in signed}, reverse=True)
    return tuple(_year(year, [f for f in figures if f.year == year], [a for y, a in signed if y == year])
                 for year in wanted)  # fmt: skip


def _year(year: int, entered: Sequence[FigureFact], won: Sequence[int]) -> YearFigures:
    days = [f.collection_days for f in entered if f.collection_days is not None]
    return YearFigures(
        year,
        _larger(_sum(f.turnover for f in entered), sum(won) if won else None),
        _sum(f.profit for f in entered),
        _larger(_sum(f.deals for f in entered), len(won) or None),
        max(days, default=None),
        _sum(f.overdue for f in entered),
        _sum(f.total_spend for f in entered),
        bool(entered),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _larger(one: int | None, other: int | None) -> int | None:
    known = [value for value in (one, other) if value is not None]
    return max(known) if known else None


def won_lately(deals: Iterable[OpportunityFact], today: date) -> int:
    """What was won in the last twelve months, today included (A9)."""
    begun = add_months(today, -_YEAR)
    return sum(d.amount or 0 for d in deals if urgency.won(d) and d.signed and begun < d.signed <= today)


def turnover_lately(figures: Sequence[FigureFact], deals: Sequence[OpportunityFact], today: date) -> int | None:
    """The turnover of the last twelve months: what was won, or, where it is more, the figure of this year or else of
    the last (A6); None where nothing was ever known.
    """
    known = {f.year: f.turnover for f in years(figures, ()) if f.turnover is not None}
    entered = known.get(today.year, known.get(today.year - 1))
    lately = won_lately(deals, today)
    if entered is None:
        return lately if known or any(urgency.won(d) and d.signed for d in deals) else None
    return max(entered, lately)


class Moved(NamedTuple):
    """A figure that changed markedly on the year before, in per cent (A17)."""

    field: str
    percent: int


def moved(
    figure: FigureFact | YearFigures, before: FigureFact | YearFigures | None, percent: int
) -> Moved | None:
    """The first of turnover and total spend that changed by so many per cent or more; then a reason is due (A17)."""
    for field in ("turnover", "total_spend"):
        new, old = getattr(figure, field), getattr(before, field) if before else None
        if new is not None and old and abs(new - old) * 100 >= percent * old:
            return Moved(field, _rounded((new - old) * 100, old))
    return None


def _rounded(part: int, whole: int) -> int:
    return part // whole if part >= 0 else -(-part // whole)


class YearCourse(NamedTuple):
    """A year beside the one before: our `share` of its spending in per cent, what moved markedly, and why.

    `wanting` says that a marked change has no reason yet.
    """

    figures: YearFigures
    share: int | None
    moved: Moved | None
    reason: str
    wanting: bool


def course(
    found: Sequence[YearFigures], reasons: Mapping[int, str], this_year: int, percent: int
) -> tuple[YearCourse, ...]:
    """The years in their order with what moved; a year that is not over counts once it was entered (A14, A17)."""
    by_year = {each.year: each for each in found}
    return tuple(_course(each, by_year, reasons.get(each.year, ""), this_year, percent) for each in found)


def _course(
    each: YearFigures, by_year: Mapping[int, YearFigures], reason: str, this_year: int, percent: int
) -> YearCourse:
    over = each.entered or each.year < this_year
    change = moved(each, by_year.get(each.year - 1), percent) if over else None
    share = None
    if each.turnover is not None and each.total_spend:
        share = min(100, each.turnover * 100 // each.total_spend)
    return YearCourse(each, share, change, reason, change is not None and not reason)


def turns(figures: Sequence[FigureFact], deals: Iterable[OpportunityFact], today: date) -> Iterable[date]:
    """The days on which what counts can change by itself: a deal turns a year old, a year begins."""
    signed = {deal.signed for deal in deals if urgency.won(deal) and deal.signed}
    yield from (add_months(day, _YEAR) for day in signed)
    yield from signed
    if figures:
        yield date(today.year + 1, 1, 1)
