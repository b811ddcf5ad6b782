"""Bringing a file in: judged row by row, written as one intention, taken back by one undo."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import reduce
from operator import or_

from peewee import IntegrityError, fn

from models.exchange.accounts import AccountPlanner
from models.exchange.entering import Course, Entering, missing_departments
from models.exchange.figures import FigurePlanner
from models.exchange.library import LibraryPlanner
from models.exchange.opportunities import OpportunityPlanner
from models.exchange.people import PersonPlanner
from models.exchange.planning import Plan, Planner
from models.exchange.reports import Job, NotTaken, Progress, Remark, Report
from models.exchange.spool import Spool
from models.tables import Change
from models.writes.beside import helped
from models.writes.intents import Actor, Done, Refused
from models.writes.pieces import Pieces, alone, take_back_unfinished

__all__ = ["Job", "NotTaken", "Report", "bring_in", "preview"]

Keep = Callable[[Sequence[Remark]], None]
"""Puts the refused rows where they can be mended; called before anything is settled, so that it can call it off."""
_RESTS_ON = (
    "account", "other_name", "person", "unit", "member", "choice", "setting", "opportunity", "product", "competitor",
    "annual_figure",
)  # fmt: skip
"""What a plan is made of."""
_TOLD = (
    "name", "short_name", "owner", "title", "phone", "website", "account", "login", "role", "active", "code", "label",
    "list", "key", "value",
)  # fmt: skip
"""What of it, where a row there was is altered."""
_TRIES = 5
PLANNERS: Mapping[str, type[Planner]] = {
    "accounts": AccountPlanner, "people": PersonPlanner, "opportunities": OpportunityPlanner,
    "figures": FigurePlanner,
    "questions": LibraryPlanner, "scripts": LibraryPlanner, "cases": LibraryPlanner,
    "concerns": LibraryPlanner, "handbook": LibraryPlanner,
}  # fmt: skip


def _silent(_done: int, _total: int) -> None:
    pass


def preview(actor: Actor, job: Job, told: Progress = _silent) -> Report:
    """What an import would do; nothing is written. Raises Unreadable for headings that will not do."""
    with closing(Spool()) as spool:
        plan = PLANNERS[job.kind](actor, job, spool).plan(told)
        return replace(plan.report, departments=missing_departments(plan) if job.kind == "people" else 0)


def bring_in(actor: Actor, job: Job, told: Progress = _silent, keep: Keep | None = None) -> Done[Report]:
    """Record every row of a file; all or none, unless the job says to skip refused ones.

    It is judged before anything is locked, and written piece by piece, so that others hardly wait. Raises NotTaken
    with the whole report, Unreadable for headings that will not do, Locked while somebody else imports.
    """
    course = Course(told, len(job.sheet.lines))
    with alone(), helped(len(job.sheet.lines)) as helper:
        take_back_unfinished(actor.today)
        pieces = Pieces("record.import", actor, helper)
        plan = _planned(pieces, job, course)
        try:
            if plan.report.refused and keep:
                keep(plan.report.refused)
            with closing(plan.spool):
                if not plan.report.taken:
                    return Done(plan.report, None, frozenset())
                made = Entering(pieces, course, plan).enter(job.kind)
            pieces.finish(lambda: None)
        except BaseException as wrong:
            pieces.give_up()
            if isinstance(wrong, IntegrityError):
                raise Refused("still_used") from wrong
            raise
    return Done(replace(plan.report, departments=made), pieces.work.intent, frozenset(pieces.work.touched))


def _planned(pieces: Pieces, job: Job, course: Course) -> Plan:
    """The plan, made anew while others change what it rests on; the mark is down when it is answered, unless
    nothing is to be written."""
    for _ in range(_TRIES):
        seen = int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())
        with ExitStack() as stack:
            spool = stack.enter_context(closing(Spool()))
            plan = PLANNERS[job.kind](pieces.work.actor, job, spool).plan(course.judging)
            if plan.report.refused and not job.skip_refused:
                raise NotTaken(plan.report)
            kept = stack.pop_all()
        telling = reduce(or_, (Change.after.contains(f'"{name}": ') for name in _TOLD), Change.op != "alter")
        moved = Change.select().where((Change.id > seen) & Change.table.in_(_RESTS_ON) & telling)
        with kept:
            if not plan.report.taken or pieces.begin(unless=moved.exists):
                kept.pop_all()
                return plan
    raise Refused("row_moved_on", table="account")
