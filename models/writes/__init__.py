"""Intentions and the changes they make; these teach `records` the checks of their nouns."""

from models.writes import (
    complaints,
    dealing,
    figures,
    gates,
    gifts,
    leads,
    ledger,
    library,
    opportunities,
    process,
    strategy,
    visits,
)

__all__ = [
    "complaints", "dealing", "figures", "gates", "gifts", "leads", "ledger", "library", "opportunities", "process",
    "strategy", "visits",
]  # fmt: skip
