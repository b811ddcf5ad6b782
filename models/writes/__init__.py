"""Intentions and the changes they make; these teach `records` the checks of their nouns."""

from models.writes import dealing, figures, gates, gifts, library, opportunities, process, visits

__all__ = ["dealing", "figures", "gates", "gifts", "library", "opportunities", "process", "visits"]
