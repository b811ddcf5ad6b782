"""Intentions and the changes they make; these teach `records` the checks of their nouns."""

from models.writes import gifts, opportunities, visits

__all__ = ["gifts", "opportunities", "visits"]
