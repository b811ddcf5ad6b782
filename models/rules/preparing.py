"""Before a visit: how far it is prepared (V7), and on which days it could be (V5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.vocabulary_visits import PlanQuestion

_WORKDAYS = 5
_FURTHEST = 28
"""Days ahead that are looked at."""


class Prepared(NamedTuple):
    """How far a visit is prepared: each check with whether it is ticked, each question with its answer or ""."""

    checks: tuple[tuple[str, bool], ...]
    answers: tuple[tuple[PlanQuestion, str], ...]

    @property
    def done(self) -> int:
        """How much of it is seen to."""
        return sum(ticked for _, ticked in self.checks) + sum(bool(text) for _, text in self.answers)

    @property
    def whole(self) -> int:
        """How much there is to see to."""
        return len(self.checks) + len(self.answers)


def prepared(offered: Sequence[str], ticked: Collection[str], answers: Mapping[str, str]) -> Prepared:
    """The list of a visit: the checks on offer, then those ticked that are offered no more; the six questions (V7)."""
    checks = dict.fromkeys([*offered, *sorted(set(ticked) - set(offered))])
    return Prepared(
        tuple((code, code in ticked) for code in checks),
        tuple((question, answers.get(question, "")) for question in PlanQuestion),
    )


def free_days(planned: Mapping[date, int], today: date, most: int) -> tuple[date, ...]:
    """The next working days after today on which the fewest visits are planned, so many, in their order (V5)."""
    ahead = [today + timedelta(days=n) for n in range(1, _FURTHEST + 1)]
    working = [day for day in ahead if day.isoweekday() <= _WORKDAYS]
    return tuple(sorted(sorted(working, key=lambda day: (planned.get(day, 0), day))[:most]))
