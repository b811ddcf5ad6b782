"""The festivals at which one greets a customer (V13, V16)."""

from datetime import date

from models.rules.clock import Yearly, within
from models.rules.vocabulary_calendar import Festival

_FESTIVALS = {
    Festival.EVE: Yearly(12, 30, lunar=True),
    Festival.SPRING: Yearly(1, 1, lunar=True),
    Festival.LANTERN: Yearly(1, 15, lunar=True),
    Festival.DRAGON_BOAT: Yearly(5, 5, lunar=True),
    Festival.MID_AUTUMN: Yearly(8, 15, lunar=True),
    Festival.DOUBLE_NINTH: Yearly(9, 9, lunar=True),
    Festival.LITTLE_YEAR: Yearly(12, 23, lunar=True),
    Festival.NEW_YEAR: Yearly(1, 1),
    Festival.LABOUR: Yearly(5, 1),
    Festival.TEACHERS: Yearly(9, 10),
    Festival.NATIONAL: Yearly(10, 1),
}


def festivals(first: date, last: date) -> dict[date, Festival]:
    """The festivals from one day to another; where two fall on a day, the one the list names first."""
    found: dict[date, Festival] = {}
    for festival, yearly in _FESTIVALS.items():
        for day in within(yearly, first, last):
            found.setdefault(day, festival)
    return found
