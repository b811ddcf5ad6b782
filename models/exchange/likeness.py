"""Which rows of a file may be accounts on record under another name: never refused, always told (T2)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from models import duplicates
from models.exchange.register import same
from models.exchange.reports import Reason
from models.exchange.spool import Row
from models.reads.rows import rows
from models.rules.names import phone_key, site_key
from models.tables import Account

LIKE = 0.8
"""From this likeness on a row is told of."""
LOOKED_AT = 12
"""Accounts on record that are compared closely with a row."""
_COMMON = 400
"""A pair of letters that stands in more names than this tells nothing."""


class House(NamedTuple):
    """An account on record."""

    id: int
    name: str
    phone: str
    website: str


def alike(fresh: Sequence[Row]) -> dict[Row, Reason]:
    """For each row that may be an account on record, which one and why. One query."""
    a = Account
    known = [House(*own) for own in rows(a.select(a.id, a.name, a.phone, a.website))]
    found = _by_contact(fresh, known)
    names = {house.id: house.name for house in known}
    pairs = _pairs(fresh, known)
    for row in sorted(fresh, key=lambda each: same(each.name)):
        near = [] if row in found else _near(row, pairs)
        likely = duplicates.similar(row.name, [(id, names[id]) for id in near], 1) if near else []
        if likely and likely[0][1] >= LIKE:
            found[row] = Reason("similar", "name", {"name": names[likely[0][0]]})
    return found


def _by_contact(fresh: Sequence[Row], known: Sequence[House]) -> dict[Row, Reason]:
    """The rows whose telephone or web site is that of an account on record."""
    found: dict[Row, Reason] = {}
    for field, form in (("phone", phone_key), ("website", site_key)):
        wanted = {made: row for row in fresh if (made := form(str(row.values.get(field) or "")))}
        for house in known if wanted else ():
            row = wanted.get(form(getattr(house, field)))
            if row is not None:
                found.setdefault(row, Reason(f"same_{field}", field, {"name": house.name}))
    return found


def _grams(name: str) -> set[str]:
    wanted = same(name)
    return {wanted[at : at + 2] for at in range(len(wanted) - 1)} or {wanted}


def _pairs(fresh: Sequence[Row], known: Sequence[House]) -> dict[str, list[int]]:
    """For every pair of letters of the file's names the accounts on record that have it."""
    wanted = {gram for row in fresh for gram in _grams(row.name)} if known else set()
    found: dict[str, list[int]] = defaultdict(list)
    for house in known:
        for gram in _grams(house.name) & wanted:
            found[gram].append(house.id)
    return found


def _near(row: Row, pairs: dict[str, list[int]]) -> list[int]:
    """The accounts that share most pairs of letters with a row, rare ones only."""
    shared: dict[int, float] = defaultdict(float)
    for gram in _grams(row.name):
        held = pairs.get(gram, ())
        for id in held if len(held) <= _COMMON else ():
            shared[id] += 1 / len(held)
    return sorted(shared, key=lambda id: (-shared[id], id))[:LOOKED_AT]
