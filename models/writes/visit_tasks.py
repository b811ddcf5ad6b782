"""Tasks a done visit raises by itself: no inside contact by the third, no relationship after many (V11)."""

from typing import Any

from models.reads import facts, thresholds
from models.rules import coach
from models.rules.qualification import qualification
from models.rules.vocabulary import TaskState, VisitKind, VisitState
from models.tables import Task, Visit
from models.writes.intents import Work


def raised(work: Work, visit: Any) -> None:
    """Raise what the done visits so far call for, each cause once."""
    deal = visit.opportunity_id
    settings = thresholds.settings()
    count = _met(visit)
    if count >= settings.inside_by_visit and not _there("third_visit", visit, ours=True):
        known = facts.one(visit.account_id, work.actor.today)
        if coach.third_visit_due(known, deal, settings):
            _raise(work, visit, "third_visit")
    if deal and count >= settings.gate_visits and not _there("stall", visit):
        known = facts.one(visit.account_id, work.actor.today)
        if qualification(known, deal, settings).ways:
            _raise(work, visit, "stall")


def _met(visit: Any) -> int:
    """Done visits face to face on the same deal, or at the account where it names none."""
    deal = visit.opportunity_id
    place = (Visit.opportunity == deal) if deal else (Visit.account == visit.account_id)
    remote = [kind.value for kind in VisitKind if not kind.face_to_face]
    return int(Visit.select().where(place & (Visit.state == VisitState.DONE) & Visit.kind.not_in(remote)).count())


def _cause(code: str, visit: Any) -> str:
    return f"{code}:{visit.account_id}:{visit.opportunity_id or 0}"


def _there(code: str, visit: Any, *, ours: bool = False) -> bool:
    """Whether the cause raised one before; `ours`: or one is open for the whole account, or for any of its deals."""
    same = Task.cause == _cause(code, visit)
    deal = visit.opportunity_id
    if ours:
        found = (Task.account == visit.account_id) & (Task.code == code) & (Task.state == TaskState.OPEN)
        same = same | (found & (Task.opportunity.is_null() | (Task.opportunity == deal)) if deal else found)
    return bool(Task.select().where(same).exists())


def _raise(work: Work, visit: Any, code: str) -> None:
    work.add(
        Task, account=visit.account_id, opportunity=visit.opportunity_id, member=work.actor.member,
        code=code, cause=_cause(code, visit), due=work.actor.today,
    )
