"""Bringing a file of accounts or people in: judged row by row, written as one intention, taken back by one undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from peewee import IntegrityError, fn

from models.exchange.accounts import AccountPlanner
from models.exchange.entering import Course, Entering, missing_departments, people_of
from models.exchange.people import PersonPlanner
from models.exchange.planning import Plan, Planner
from models.exchange.reports import Job, NotTaken, Progress, Remark, Report
from models.tables import Change
from models.writes.intents import Actor, Done, Refused
from models.writes.pieces import Pieces, alone, take_back_unfinished

__all__ = ["Job", "NotTaken", "Report", "bring_in", "preview"]

Keep = Callable[[Sequence[Remark]], None]
"""Puts the refused rows where they can be mended; called before anything is settled, so that it can call it off."""
_RESTS_ON = ("account", "other_name", "person", "unit", "member", "choice", "setting")
"""What a plan is made of."""
_TRIES = 5
PLANNERS: Mapping[str, type[Planner]] = {"accounts": AccountPlanner, "people": PersonPlanner}


def _silent(_done: int, _total: int) -> None:
    pass


def preview(actor: Actor, job: Job, told: Progress = _silent) -> Report:
    """What an import would do; nothing is written. Raises Unreadable for headings that will not do."""
    plan = PLANNERS[job.kind](actor, job).plan(told)
    return replace(plan.report, departments=len(missing_departments(people_of(plan))))


def bring_in(actor: Actor, job: Job, told: Progress = _silent, keep: Keep | None = None) -> Done[Report]:
    """Record every row of a file; all or none, unless the job says to skip refused ones.

    It is judged before anything is locked, and written piece by piece, so that others hardly wait. Raises NotTaken
    with the whole report, Unreadable for headings that will not do, Locked while somebody else imports.
    """
    course = Course(told, len(job.sheet.lines))
    with alone():
        take_back_unfinished(actor.today)
        pieces = Pieces("record.import", actor)
        plan = _planned(pieces, job, course)
        try:
            if plan.report.refused and keep:
                keep(plan.report.refused)
            made = Entering(pieces, course).enter(plan, job.kind)
            pieces.finish()
        except BaseException as wrong:
            pieces.give_up()
            if isinstance(wrong, IntegrityError):
                raise Refused("still_used") from wrong
            raise
    return Done(replace(plan.report, departments=made), pieces.work.intent, frozenset(pieces.work.touched))


def _planned(pieces: Pieces, job: Job, course: Course) -> Plan:
    """The plan, made anew while others change what it rests on; the mark is down when it is answered."""
    for _ in range(_TRIES):
        seen = int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())
        plan = PLANNERS[job.kind](pieces.work.actor, job).plan(course.judging)
        if plan.report.refused and not job.skip_refused:
            raise NotTaken(plan.report)
        moved = Change.select().where((Change.id > seen) & Change.table.in_(_RESTS_ON))
        if pieces.begin(unless=moved.exists):
            return plan
    raise Refused("row_moved_on", table="account")
