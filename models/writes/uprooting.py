"""Removing rows with all that cannot live without them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from peewee import ForeignKeyField

from models.base import Table
from models.rules.vocabulary import ApprovalState
from models.tables import (
    DERIVED,
    TABLES,
    Approval,
    ChainLink,
    DeciderGround,
    FactorScore,
    GateTick,
    InsideMark,
    Intel,
    PersonRole,
    RiskAcceptance,
    StanceEntry,
)
from models.writes.intents import Work

_CHUNK = 400
_SCOPED = frozenset({
    (StanceEntry, "opportunity"), (PersonRole, "opportunity"), (InsideMark, "opportunity"), (GateTick, "opportunity"),
    (ChainLink, "person"), (ChainLink, "unit"), (FactorScore, "opportunity"), (FactorScore, "competitor"),
    (RiskAcceptance, "opportunity"), (RiskAcceptance, "person"),
    (Intel, "opportunity"), (DeciderGround, "opportunity"),
})  # fmt: skip
"""What holds on one deal only, or of one only, and would say something else without it: it goes, too."""


def uproot(work: Work, rows: Iterable[Any]) -> None:
    """Remove rows: what may live without them loses the reference, what may not goes with them."""
    doomed = _doomed(rows)
    for table, gone in doomed.items():
        for other, field in referrers(table):
            if other not in DERIVED and _lives_without(other, field):
                for left in _referring(other, field, list(gone)):
                    if left.id not in doomed.get(other, {}):
                        work.alter(left, **{field.name: None})
    for table in reversed(TABLES):
        for row in doomed.get(table, {}).values():
            _withdraw(work, row)
            work.remove(row)


def _doomed(rows: Iterable[Any]) -> dict[Any, dict[int, Any]]:
    """Rows and all that cannot live without them, by table and id."""
    doomed: dict[Any, dict[int, Any]] = {}
    fresh = list(rows)
    while fresh:
        by_table: dict[Any, list[int]] = {}
        for row in fresh:
            if row.id not in doomed.setdefault(type(row), {}):
                doomed[type(row)][row.id] = row
                by_table.setdefault(type(row), []).append(row.id)
        fresh = [
            row
            for table, ids in by_table.items()
            for other, field in referrers(table)
            if other not in DERIVED and not _lives_without(other, field)
            for row in _referring(other, field, ids)
        ]
    return doomed


def _lives_without(table: Any, field: Any) -> bool:
    return bool(field.null) and (table, field.name) not in _SCOPED


def _referring(table: Any, field: Any, ids: list[int]) -> Iterable[Any]:
    for start in range(0, len(ids), _CHUNK):
        yield from table.select().where(field.in_(ids[start : start + _CHUNK]))


def _withdraw(work: Work, row: Any) -> None:
    """Nobody need decide about what is gone."""
    asked = (Approval.subject == f"{row._meta.table_name}:{row.id}") & (Approval.state == ApprovalState.ASKED)
    for waiting in Approval.select().where(asked):
        work.alter(waiting, state=ApprovalState.WITHDRAWN.value)


@cache
def referrers(table: type[Table]) -> list[tuple[Any, Any]]:
    """Every table and field that refers to rows of this table."""
    return [
        (other, field)
        for other in TABLES
        for field in other._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is table
    ]
