"""Intentions and the changes they make; these two teach `records` the checks of their nouns."""

from models.writes import gifts, visits

__all__ = ["gifts", "visits"]
