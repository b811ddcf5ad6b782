"""Judging a file of accounts: twins are refused, owners and parents found by name (T2, T11)."""

from models.exchange.planning import Planner
from models.exchange.register import Ref, Row
from models.rules.rights import Deed


class AccountPlanner(Planner):
    """Judges rows that are to become accounts."""

    above = "parent"

    def judge(self, found: list[Row]) -> None:
        """Refuse twins, then find owners and parents: a parent may stand anywhere in the same file."""
        for row in found:
            if row.name and not self._refuse_twin(row):
                self.houses.include(row)
        for row in found:
            self._find_owner(row)
            row.above = self.house(row, "parent")

    def _refuse_twin(self, row: Row) -> bool:
        """Refuse what is on record, or stood before in the file; answers whether it was."""
        bearing = self.houses.bearing(row.name)
        known = next((ref for ref in bearing if isinstance(ref, int)), None)
        twin = next((ref for ref in bearing if isinstance(ref, Row)), None)
        if known is not None:
            row.refuse("duplicate", "name", name=self.houses.name(known), owner=self._owner(known))
        elif twin is not None:
            row.refuse("twice", "name", name=twin.name, line=twin.line)
        return bool(bearing)

    def _owner(self, known: Ref) -> str:
        owner = self.houses.by_id[known].owner if isinstance(known, int) else None
        return self.members.names.get(owner or 0, "")

    def _find_owner(self, row: Row) -> None:
        name = self.named(row, "owner")
        if not name:
            return
        row.values["owner"] = owner = self.members.resolve(row, "owner", name)
        if owner not in (None, self.actor.member) and (why := self.refused(Deed.ASSIGN, None)):
            row.refuse(why, "owner")
