"""Judging a file of annual figures: of known accounts, a year of each only once (A14, T11)."""

from collections.abc import Sequence

from models.exchange.planning import Planner
from models.exchange.reports import Job
from models.exchange.spool import Row, Spool
from models.reads.rows import among, rows
from models.rules.rights import Deed
from models.tables.figures import AnnualFigure
from models.writes.intents import Actor

CHUNK = 500


class FigurePlanner(Planner):
    """Judges rows that are to become figures of a year."""

    def __init__(self, actor: Actor, job: Job, spool: Spool) -> None:
        """As for every kind."""
        super().__init__(actor, job, spool)
        self.came: dict[tuple[int, int], int] = {}
        """The lines of the file by account and year."""

    def judge(self, found: list[Row]) -> None:
        """Find the accounts, and refuse years that are on record, or stood before in the file."""
        for row in found:
            row.account = self.house(row, "account", self.named(row, "account"))
            if row.account is not None and (why := self.refused(Deed.EDIT, row.account)):
                row.refuse(why, "account", name=self.houses.name(row.account))
        there = self._years(found)
        for row in found:
            year = row.values.get("year")
            if row.account is not None and isinstance(year, int):
                self._refuse_twin(row, (row.account, year), there)
            self.set_aside(row)

    def _refuse_twin(self, row: Row, key: tuple[int, int], there: set[tuple[int, int]]) -> None:
        called = self.houses.name(key[0])
        if key in there:
            row.refuse("figures_duplicate", "year", account=called, year=key[1])
        elif key in self.came:
            row.refuse("twice", "year", name=f"{called} {key[1]}", line=self.came[key])
        elif not row.reasons:
            self.came[key] = row.line

    def _years(self, found: Sequence[Row]) -> set[tuple[int, int]]:
        """The years on record of the accounts named; a query for each 500 accounts."""
        f, wanted = AnnualFigure, sorted({row.account for row in found if row.account is not None and row.account > 0})
        return {
            (account, year)
            for start in range(0, len(wanted), CHUNK)
            for account, year in rows(
                f.select(f.account, f.year).where(among(f.account, wanted[start : start + CHUNK]))
            )
        }
