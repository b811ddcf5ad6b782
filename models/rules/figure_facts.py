"""What grading is told of an account besides its deals: figures of the years, and what people judge."""

from datetime import date
from typing import NamedTuple


class FigureFact(NamedTuple):
    """The figures of a year as they were entered; money in minor units, None is what is not known (A14)."""

    year: int
    turnover: int | None = None
    profit: int | None = None
    deals: int | None = None
    collection_days: int | None = None
    overdue: int | None = None
    total_spend: int | None = None


class JudgedFact(NamedTuple):
    """What people say of an account, one to five where it is a score (A6, A8, A9, A11, A12)."""

    staff: int | None = None
    market_influence: int | None = None
    value_fit: int | None = None
    criteria_fit: int | None = None
    value_marks: frozenset[str] = frozenset()
    key_marks: frozenset[str] = frozenset()
    yearly_potential: int | None = None
    cooperating_since: date | None = None
    alliance: bool = False
