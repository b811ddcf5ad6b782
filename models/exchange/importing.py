"""Bringing a file of accounts or people in: judged row by row, written as one intention, taken back by one undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.exchange.accounts import AccountPlanner
from models.exchange.entering import Course, Entering, missing_departments, people_of
from models.exchange.people import PersonPlanner
from models.exchange.planning import Planner
from models.exchange.reports import Job, NotTaken, Progress, Remark, Report
from models.writes.intents import Actor, Work, intention

__all__ = ["Job", "NotTaken", "Report", "bring_in", "preview"]

Keep = Callable[[Sequence[Remark]], None]
"""Puts the refused rows where they can be mended; called before anything is settled, so that it can call it off."""
PLANNERS: Mapping[str, type[Planner]] = {"accounts": AccountPlanner, "people": PersonPlanner}


def _silent(_done: int, _total: int) -> None:
    pass


def preview(actor: Actor, job: Job, told: Progress = _silent) -> Report:
    """What an import would do; nothing is written. Raises Unreadable for headings that will not do."""
    plan = PLANNERS[job.kind](actor, job).plan(told)
    return replace(plan.report, departments=len(missing_departments(people_of(plan))))


@intention("record.import")
def bring_in(work: Work, job: Job, told: Progress = _silent, keep: Keep | None = None) -> Report:
    """Record every row of a file; all or none, unless the job says to skip refused ones.

    Raises NotTaken with the whole report, Unreadable for headings that will not do.
    """
    course = Course(told, len(job.sheet.lines))
    plan = PLANNERS[job.kind](work.actor, job).plan(course.judging)
    if plan.report.refused and not job.skip_refused:
        raise NotTaken(plan.report)
    if plan.report.refused and keep:
        keep(plan.report.refused)
    return replace(plan.report, departments=Entering(work, course).enter(plan, job.kind))
