"""The annual figures of accounts, and what people judge of them, as the rules want them told."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.reads.rows import grouped, listed, several, told
from models.rules.figure_facts import FigureFact, JudgedFact

JUDGED = JudgedFact._fields
"""Columns of an account that are judged."""


def figures(accounts: Sequence[int]) -> dict[int, list[FigureFact]]:
    """By account, the newest year first. One query."""
    sql = f"""SELECT account_id, {", ".join(FigureFact._fields)} FROM annual_figure
        WHERE account_id IN {listed(accounts)} ORDER BY year DESC, id"""
    return grouped((account, FigureFact(*figure)) for account, *figure in told(sql))


def judged(values: Mapping[str, Any]) -> JudgedFact:
    """What people judge, out of the columns of an account."""
    marks = {name: frozenset(several(values[name] or "")) for name in ("value_marks", "key_marks")}
    return JudgedFact(**{**values, **marks, "alliance": bool(values["alliance"])})
