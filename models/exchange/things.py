"""What belongs to everybody and rows name: our products, the competitors. New ones are told of, likely slips too."""

import re
from collections.abc import Collection
from typing import Any

from models.exchange.register import same
from models.exchange.reports import Spelling
from models.exchange.spool import Row
from models.reads.rows import rows
from models.tables import Competitor, Product

TABLES: dict[str, Any] = {"product": Product, "winner": Competitor}
"""The fields that name one, and the table it is in."""
SLIP = 2
"""A letter left out, added, or taken for another is no more apart than this."""
SHORTEST = 4
"""Names that are shorter differ by a letter without a slip."""


class Things:
    """Those on record of one field, and those of the file, found however they were typed."""

    def __init__(self, field: str) -> None:
        """Read them all: one query."""
        self.field = field
        self.known: dict[str, tuple[int, str]] = {}
        """Id and name on record, by the form in which names are compared; a product by its code too."""
        self.fresh: dict[str, str] = {}
        """The names of the file that nothing on record bears, as the first row spells them."""
        self.codes: set[str] = set()
        self.typed: dict[str, str] = {}
        """What was typed otherwise than it is spelled."""
        table = TABLES[field]
        columns = (table.id, table.name, *((table.code,) if field == "product" else ()))
        for id, name, *codes in rows(table.select(*columns).order_by(table.id.desc())):
            self.codes.update(codes)
            for called in (*codes, name):
                if called:
                    self.known[_form(called)] = id, name

    def resolve(self, row: Row, name: str) -> int | str | None:
        """The id of what a cell names; the name of what is to be made, as it is spelled; None for nothing named."""
        if not name:
            return None
        form = _form(name)
        there = self.known.get(form)
        spelled = there[1] if there else self.fresh.setdefault(form, name)
        if spelled != name and not (there and name in self.codes):
            self.typed.setdefault(name, spelled)
        row.values[self.field] = there[0] if there else spelled
        return there[0] if there else spelled

    def spellings(self, made: Collection[str]) -> list[Spelling]:
        """What was taken for something spelled otherwise, and new names that are very like one there was before."""
        from rapidfuzz.distance import Indel  # five megabytes that only a comparison is worth

        found = [Spelling(self.field, typed, meant) for typed, meant in self.typed.items()]
        others = {form: name for form, (_, name) in self.known.items()}
        for form, name in self.fresh.items():
            near = [(Indel.distance(form, other), each) for other, each in others.items() if _may_slip(form, other)]
            apart, likely = min(near, default=(SLIP + 1, ""))
            if name in made and apart <= SLIP:
                found.append(Spelling(self.field, name, likely, new=True))
            others[form] = name
        return found


def _form(name: str) -> str:
    """By which two names are compared: without spaces, signs and case, but with all words."""
    return same(name, person=True)


def _may_slip(one: str, other: str) -> bool:
    """Whether one may be a slip for the other at all: long enough, and of the same figures, which tell models apart."""
    return min(len(one), len(other)) >= SHORTEST and re.findall("[0-9]", one) == re.findall("[0-9]", other)
