"""The annual figures of accounts, and what people judge of them, as the rules want them told."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.reads.rows import among, grouped, rows, several
from models.rules.figure_facts import FigureFact, JudgedFact
from models.tables.figures import AnnualFigure

JUDGED = JudgedFact._fields
"""Columns of an account that are judged."""


def figures(accounts: Sequence[int]) -> dict[int, list[FigureFact]]:
    """By account, the newest year first. One query."""
    f = AnnualFigure
    query = f.select(f.account, f.year, f.turnover, f.profit, f.deals, f.collection_days, f.overdue, f.total_spend)
    found = rows(query.where(among(f.account, accounts)).order_by(f.year.desc(), f.id))
    return grouped((account, FigureFact(*told)) for account, *told in found)


def judged(values: Mapping[str, Any]) -> JudgedFact:
    """What people judge, out of the columns of an account."""
    marks = {name: frozenset(several(values[name] or "")) for name in ("value_marks", "key_marks")}
    return JudgedFact(**{**values, **marks, "alliance": bool(values["alliance"])})
