"""Judging a file of accounts: twins are refused, owners and parents found by name (T2, T11)."""

from collections.abc import Sequence

from models.exchange.planning import Planner
from models.exchange.spool import Row, ref_of
from models.rules.rights import Deed


class AccountPlanner(Planner):
    """Judges rows that are to become accounts."""

    above = "parent"

    def judge(self, found: list[Row]) -> None:
        """Refuse twins, then find owners; a parent, who may stand anywhere in the same file, is found in the end."""
        for row in found:
            twin = row.name and self._refuse_twin(row)
            self._find_owner(row)
            self.set_aside(row)
            if row.name and not twin:
                self.houses.include(row)

    def relate(self, named: Sequence[tuple[Row, str]]) -> None:
        """Find the parents."""
        for row, name in named:
            row.above = self.house(row, "parent", name)

    def _refuse_twin(self, row: Row) -> bool:
        """Refuse what is on record, or stood before in the file; answers whether it was."""
        bearing = self.houses.bearing(row.name)
        known = next((ref for ref in bearing if ref > 0), None)
        twin = next((ref for ref in bearing if ref < 0), None)
        if known is not None:
            owner = self.members.names.get(self.houses.owners.get(known, 0), "")
            row.refuse("duplicate", "name", name=self.houses.name(known), owner=owner)
        elif twin is not None:
            row.refuse("twice", "name", name=self.houses.name(twin), line=self.spool.lines[ref_of(twin)])
        return bool(bearing)

    def _find_owner(self, row: Row) -> None:
        name = self.named(row, "owner")
        if not name:
            return
        row.values["owner"] = owner = self.members.resolve(row, "owner", name)
        if owner not in (None, self.actor.member) and (why := self.refused(Deed.ASSIGN, None)):
            row.refuse(why, "owner")
