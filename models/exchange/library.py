"""Judging a file of entries of the library: what the library says already is not put in twice (Q10, T11)."""

from collections.abc import Mapping, Sequence

from models.exchange.planning import Planner
from models.exchange.reports import Job
from models.exchange.spool import Row, Spool
from models.reads import stock
from models.rules.names import folded
from models.rules.text import clean
from models.rules.values import Value
from models.writes.intents import Actor

BODIES: Mapping[str, tuple[str, ...]] = {
    "question": ("zh", "en"), "script": ("zh", "en"),
    "case_story": ("zh_pain", "en_pain", "zh_solution", "en_solution"),
    "concern": ("zh_problem", "en_problem", "zh_criteria", "en_criteria"), "handbook_page": ("zh_name", "en_name"),
}
"""The texts of which an entry must have one, and by which it is known again."""


class LibraryPlanner(Planner):
    """Judges rows that are to become entries of the library."""

    def __init__(self, actor: Actor, job: Job, spool: Spool) -> None:
        """As for every kind; what is on the shelf and what was hidden is read."""
        super().__init__(actor, job, spool)
        self.bodies = BODIES[self.kind.noun.code]
        every = [*stock.entries(), *stock.entries(hidden=True)]
        self.there = {self._said(each.values) for each in every if each.noun == self.kind.noun.code}

    def judge(self, found: list[Row]) -> None:
        """Leave out what is there already, and refuse what says nothing."""
        for row in found:
            said = self._said(row.values)
            if not row.reasons and not any(said):
                row.refuse("required", self.bodies[0])
            if row.reasons:
                self.set_aside(row)
            elif said not in self.there:
                self.there.add(said)
                self.set_aside(row)

    def relate(self, named: Sequence[tuple[Row, str]]) -> None:
        """Nothing stands above an entry."""

    def _said(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        return tuple(folded(clean(str(values.get(code) or ""), notes=True)) for code in self.bodies)
