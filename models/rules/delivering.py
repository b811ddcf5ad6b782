"""The delivery: milestones, and the report of every fortnight (O19)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.settings import Settings
from models.rules.vocabulary_dealing import MilestoneKind, MilestoneState


class Mark(NamedTuple):
    """A milestone with what is handed over."""

    id: int
    kind: MilestoneKind
    deliverable: str
    due: date
    state: MilestoneState = MilestoneState.PLANNED
    done: date | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to be reached."""
        return self.state is not MilestoneState.DONE


_KINDS = list(MilestoneKind)


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Milestones by the day they are planned for, those of one day in the order of a delivery (O19)."""
    return tuple(sorted(marks, key=lambda m: (m.due, _KINDS.index(m.kind), m.id)))


def late(mark: Mark, today: date) -> int:
    """Days a milestone is late: one that is open against today, one that is done against its day; 0 in time."""
    until = today if mark.open else mark.done or mark.due
    return max((until - mark.due).days, 0)


def next_report(signed: date | None, last: date | None, *, open_marks: bool, settings: Settings) -> date | None:
    """The day the next report on the delivery is due: a fortnight after the last one, or after signing (O19).

    None before the signing, and when no milestone is open.
    """
    start = last or signed
    if signed is None or start is None or not open_marks:
        return None
    return start + timedelta(days=settings.progress_report_days)
