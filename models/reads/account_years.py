"""The years of an account as they are told: what counts of each, what was entered, and why it changed (A14, A17)."""

from datetime import date
from typing import NamedTuple

from models.reads.rows import rows
from models.rules.facts import AccountFacts
from models.rules.figures import YearCourse, course, years
from models.rules.settings import Settings
from models.tables.figures import AnnualFigure


class YearRow(NamedTuple):
    """A year; `id` is its entry by hand, None where it follows from won deals alone."""

    id: int | None
    course: YearCourse


def account_years(facts: AccountFacts, today: date, settings: Settings) -> tuple[YearRow, ...]:
    """The years of an account, newest first. One query besides the facts."""
    f = AnnualFigure
    entries = rows(f.select(f.year, f.id, f.reason).where(f.account == facts.id).order_by(f.id.desc()))
    ids = {year: key for year, key, _ in entries}
    reasons = {year: reason for year, _, reason in entries if reason}
    found = course(years(facts.figures, facts.opportunities), reasons, today.year, settings.turnover_moved_percent)
    return tuple(YearRow(ids.get(each.figures.year), each) for each in found)
