"""Visits with everything that comes of them, promises and due items (V1, V9, V10)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.reads.records import record
from models.rules.nouns import VISIT
from models.rules.text import clean
from models.rules.values import Value
from models.rules.vocabulary import Party, PromiseState, Stance, TaskState, VisitKind, VisitState
from models.tables import Asking, Need, Promise, Snooze, Visit
from models.writes import people, permits, records, visit_tasks
from models.writes.intents import Refused, Work, intention
from models.writes.records import CHECKS, fetch, verified


class Promised(NamedTuple):
    """A promise made in a visit; the next step is one of ours with a date (V9)."""

    by: Party
    text: str
    due: date | None = None
    person: int | None = None
    next_step: bool = False


class Moved(NamedTuple):
    """A stance change seen in a visit (V1); it holds for a deal only where one is named (P4)."""

    person: int
    stance: Stance
    evidence: str = ""
    competitor: int | None = None
    opportunity: int | None = None


@intention("visit.log")
def log_visit(
    work: Work,
    account: int,
    values: Mapping[str, Value],
    *,
    promises: Sequence[Promised] = (),
    moves: Sequence[Moved] = (),
    no_next_step: str = "",
    visit: int | None = None,
    before: Mapping[str, Value] | None = None,
    askings: Sequence[int] = (),
) -> int:
    """Log a contact with its promises and stance changes, or change `visit` from `before`; answers its id.

    `askings` are the questions put in it (Q4): they are tied to the visit, with the needs that came of them.

    Raises Refused when it is done without a dated next step of ours or a reason for none (V9).
    """
    row = _opened(work, account, values, visit)
    fresh = visit is None or row.state != VisitState.DONE
    work.account = row.account_id
    if clean(no_next_step):
        work.alter(row, no_next_step=clean(no_next_step))
    step = next((p for p in promises if p.next_step and _is_step(p)), None) or next(filter(_is_step, promises), None)
    for promise in promises:
        _promise(work, row, promise, values.get("opportunity", row.opportunity_id), next_step=promise is step)
    if visit is not None:
        records.edit.within(work, "visit", visit, before or record("visit", visit).values, values)
        if not work.touched and not moves:
            return visit
        row = fetch("visit", visit)
    _tie(work, row, askings)
    _conclude(work, row, moves, fresh=fresh)
    return int(row.id)


def _opened(work: Work, account: int, values: Mapping[str, Value], visit: int | None) -> Any:
    """The row of the visit: the one there is, or a new one."""
    if visit is not None:
        row = fetch("visit", visit)
        permits.ensure(work, "visit", row.__data__)
        return row
    fetch("account", account)
    permits.ensure(work, "visit", {"account": account})
    checked = verified(VISIT, values, whole=True)
    _check_values(work, checked)
    return fetch("visit", records.insert(work, VISIT, checked, account))


def _tie(work: Work, row: Any, askings: Sequence[int]) -> None:
    """Say of questions, and of the needs that came of them, in which visit that was; one tied before stays so."""
    for asked in Asking.select().where(Asking.id.in_(list(askings)) & (Asking.account == row.account_id)):
        if asked.__data__["visit"] is None:
            work.alter(asked, visit=row.id)
        for need in Need.select().where((Need.asking == asked.id) & Need.visit.is_null()):
            work.alter(need, visit=row.id)


def _conclude(work: Work, row: Any, moves: Sequence[Moved], *, fresh: bool) -> None:
    """See to the next step of a visit that became done, enter the stances it showed, and count it."""
    done = row.state == VisitState.DONE
    if done and fresh:
        _ensure_step(row)
    for move in moves:
        people.move_stance.within(
            work, move.person, move.stance, move.evidence, opportunity=move.opportunity,
            competitor=move.competitor, visit=row.id, when=row.date,
        )  # fmt: skip
    if done and VisitKind(row.kind).face_to_face:
        visit_tasks.raised(work, row)


def _is_step(promise: Promised) -> bool:
    return promise.by is Party.US and promise.due is not None and bool(clean(promise.text))


def _promise(work: Work, visit: Any, promise: Promised, deal: Value, *, next_step: bool) -> None:
    values: dict[str, Value] = {
        "by": promise.by.value, "text": promise.text, "due": promise.due, "person": promise.person,
        "opportunity": deal, "next_step": next_step,
    }
    made = records.add.within(work, "promise", values, visit.account_id)
    work.alter(fetch("promise", made), visit=visit.id)


def _check_visit(work: Work, values: dict[str, Value], row: Any) -> None:
    """What its values must be, and that nothing is completed without a next step or a reason (V9)."""
    _check_values(work, values)
    if values.get("state") == VisitState.DONE and (row is None or row.state != VisitState.DONE):
        _ensure_step(row)


def _check_values(work: Work, values: Mapping[str, Value]) -> None:
    """A done visit lies not ahead; an advance names the customer's act (V2)."""
    when = values.get("date")
    if values.get("state") == VisitState.DONE and isinstance(when, date) and when > work.actor.today:
        raise Refused("visit_ahead")
    if values.get("result") == "advance" and not values.get("advance"):
        raise Refused("advance_unnamed")


def _ensure_step(row: Any) -> None:
    if not _has_step(row):
        raise Refused("next_step_missing")


def _has_step(row: Any) -> bool:
    """Whether a stored visit has a dated next step of ours, or a reason for none."""
    if row is None or row.no_next_step:
        return row is not None
    ours = (Promise.by == Party.US) & Promise.due.is_null(False)
    return bool(Promise.select().where((Promise.visit == row.id) & ours).exists())


def lacks_step(state: Value, promises: Sequence[Promised], no_next_step: str, visit: int | None = None) -> bool:
    """Whether a visit logged in this state would be refused for want of a next step; `visit` is one changed (V9)."""
    if state != VisitState.DONE or clean(no_next_step) or any(map(_is_step, promises)):
        return False
    found = Visit.get_or_none(Visit.id == visit) if visit is not None else None
    return found is None or (found.state != VisitState.DONE and not _has_step(found))


CHECKS["visit"] = _check_visit


@intention("promise.settle")
def settle(work: Work, noun: str, row: int, *, kept: bool = True) -> None:
    """Close a promise or a task as done, or drop it."""
    found = fetch(noun, row)
    permits.ensure(work, noun, found.__data__)
    state = (PromiseState.DONE if kept else PromiseState.DROPPED) if noun == "promise" else (
        TaskState.DONE if kept else TaskState.DROPPED
    )
    if found.state != "open":
        raise Refused("already_settled")
    work.alter(found, state=state.value, **({"closed": work.actor.today} if noun == "promise" else {}))


@intention("due.snooze")
def snooze(work: Work, item: str, until: date) -> None:
    """Put a due item off for oneself until a day; `item` is table:id or risk:account:code."""
    if until <= work.actor.today:
        raise Refused("snooze_past")
    found = Snooze.get_or_none((Snooze.member == work.actor.member) & (Snooze.item == item))
    if found is None:
        work.add(Snooze, member=work.actor.member, item=item, until=until)
    else:
        work.alter(found, until=until)


@intention("visit.move")
def move(work: Work, visit: int, day: date) -> int:
    """Put a planned contact on another day; answers how many others its member has at that time (V16).

    Raises Refused: `visit_not_planned`, `day_past`.
    """
    row = fetch("visit", visit)
    if row.state != VisitState.PLANNED:
        raise Refused("visit_not_planned")
    if day < work.actor.today:
        raise Refused("day_past")
    records.edit.within(work, "visit", visit, {"date": row.date}, {"date": day})
    work.account = row.account_id
    others = (Visit.date == day) & (Visit.time == row.time) & (Visit.member == row.member_id) & (Visit.id != visit)
    return int(Visit.select().where(others & (Visit.state == VisitState.PLANNED)).count()) if row.time else 0
