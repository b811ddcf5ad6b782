"""Plans of contacts: planning what a draft proposes, handing a plan in, what the manager said of it (V3, T9)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.reads import planning as reading
from models.reads import thresholds
from models.reads.consents import speakers
from models.reads.planning import ContactRow
from models.rules import planning
from models.rules.calendar import Days
from models.rules.planning import Proposal
from models.rules.text import clean
from models.rules.vocabulary import ApprovalKind, VisitKind, VisitState
from models.rules.vocabulary_planning import PlanSpan, PlanState
from models.tables import Approval, PlanLine, VisitPlan
from models.writes import visits
from models.writes.inbox import put_before
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch


@intention("plan.take")
def take(work: Work, proposals: Sequence[Proposal]) -> list[int]:
    """Plan the contacts that were proposed; answers their ids."""
    return [
        visits.log_visit.within(
            work, each.account,
            {
                "date": each.day, "state": VisitState.PLANNED.value, "kind": VisitKind.VISIT.value,
                "opportunity": each.opportunity, "people": each.people,
            },
        )
        for each in proposals
    ]  # fmt: skip


@intention("plan.submit")
def submit(work: Work, span: PlanSpan, day: date) -> int:
    """Hand in the plan of the days around a day as it stands, which locks it; answers its id (V3).

    It goes to whoever may decide it, where somebody else does. Raises Refused: `not_a_member`, `plan_past`,
    `plan_locked`, `plan_empty`.
    """
    member = work.actor.member
    if member is None:
        raise Refused("not_a_member")
    days = planning.days_of(span, day)
    if days.last < work.actor.today:
        raise Refused("plan_past")
    there = VisitPlan.get_or_none(
        (VisitPlan.member == member) & (VisitPlan.span == span.value) & (VisitPlan.start == days.first)
    )
    if there is not None and PlanState(there.state).locked:
        raise Refused("plan_locked")
    contacts = reading.contacts_of(member, days)
    if not contacts:
        raise Refused("plan_empty")
    row = _opened(work, there, member, span, days)
    _enter(work, row, contacts, days)
    _put_before(work, row, days)
    return int(row.id)


def _opened(work: Work, there: Any, member: int, span: PlanSpan, days: Days) -> Any:
    """The row of the plan: a new one, or the one that came back, without its lines."""
    if there is None:
        return work.add(
            VisitPlan, member=member, span=span.value, start=days.first, state=PlanState.SUBMITTED.value,
            submitted=work.actor.now,
        )  # fmt: skip
    work.remove_many(list(PlanLine.select().where(PlanLine.plan == there.id)))
    work.alter(there, state=PlanState.SUBMITTED.value, submitted=work.actor.now)
    return there


def _enter(work: Work, row: Any, contacts: Sequence[ContactRow], days: Days) -> None:
    """Write the lines down, each with the reasons there are for it now."""
    known = reading.candidates(row.member_id, days, work.actor.today, thresholds.settings())
    for each in contacts:
        why = known[each.account].factors if each.account in known else ()
        work.add(
            PlanLine, plan=row.id, account=each.account, visit=each.id, date=each.day, kind=each.kind,
            factors=" ".join(why),
        )  # fmt: skip


def _put_before(work: Work, row: Any, days: Days) -> None:
    """Put it before an approver; where only the member himself could speak, it is locked and that is all."""
    kind, subject = ApprovalKind.VISIT_PLAN, f"visit_plan:{row.id}"
    (wanted,) = speakers([Approval(kind=kind.value, subject=subject, asked_by=row.member_id)]).values()
    if any(who != row.member_id for able in wanted.values() for who in able):
        put_before(work, kind, subject, f"{days.first}/{days.last}", "")


def decided(work: Work, number: int, *, approve: bool, withdrawn: bool, comment: str) -> None:
    """What an approver's word does to a plan: it stands, or it comes back with his remark and is open again (T9)."""
    state = PlanState.APPROVED if approve else PlanState.OPEN if withdrawn else PlanState.RETURNED
    work.alter(fetch("visit_plan", number), state=state.value, comment=clean(comment))
