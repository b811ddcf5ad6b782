"""The account plan of a year: what was decided, what is measured, and what changed from review to review (S7, S8)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import facts as facts_read
from models.reads import labels, sight, strategy_facts, strategy_measures
from models.reads.records import Record, record
from models.reads.rows import rows
from models.rules import account_plan, strategy_due, urgency
from models.rules.account_plan import Changed, Goal, Interests, Measure, ToWin
from models.rules.facts import Finding
from models.rules.risks import risks
from models.rules.settings import Settings
from models.rules.vocabulary import TaskState
from models.tables.strategy import AccountPlan, PlanReview
from models.tables.team import Member
from models.tables.visits import Task

_GOALS = {
    "turnover": "goal_turnover", "share": "goal_share", "company_grade": "goal_company_grade",
    "personal_grade": "goal_personal_grade",
}  # fmt: skip
"""The field of the plan that sets the goal for a measure."""


class ActionRow(NamedTuple):
    """Something to do for the plan: an open task, or one done or dropped in its year."""

    id: int
    text: str
    code: str
    due: date | None
    state: str
    person: int | None
    owner: str


class ReviewRow(NamedTuple):
    """A review, and what had changed since the one before it."""

    id: int
    date: date
    text: str
    by: str
    changed: tuple[Changed, ...]


class PlanSheet(NamedTuple):
    """The plan of an account; `plan` None where nobody made one for the year.

    `years` are those there is a plan for; `since` what changed since the newest review, if there was one.
    """

    account: int
    name: str
    year: int
    plan: Record | None
    years: tuple[int, ...]
    measures: dict[str, Measure]
    goals: tuple[Goal, ...]
    interests: Interests
    to_win: tuple[ToWin, ...]
    actions: tuple[ActionRow, ...]
    risks: tuple[Finding, ...]
    reviews: tuple[ReviewRow, ...]
    since: tuple[Changed, ...]
    review_due: date | None
    names: dict[int, str]


def plan_sheet(
    account: int, today: date, settings: Settings, *, year: int | None = None, viewer: int | None = None
) -> PlanSheet:
    """The plan of a year, this one unless another is named; LookupError for an account gone or not to be seen (T4).

    At most 15 queries besides the facts.
    """
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    told = facts_read.one(account, today, include_branches=True)
    plans = dict(rows(AccountPlan.select(AccountPlan.year, AccountPlan.id).where(AccountPlan.account == account)))
    wanted = year or today.year
    plan = record("account_plan", plans[wanted]) if wanted in plans else None
    walls, ticks, asked = (
        read([account]).get(account, [])
        for read in (strategy_facts.barriers, strategy_facts.held, strategy_facts.surveys)
    )
    now = strategy_measures.of(told, walls, ticks, asked, today, settings)  # type: ignore[arg-type]
    reviews, last = _reviews(account)
    leading = urgency.leading(told, today, settings)
    weighty = account_plan.to_win(told, leading.id if leading else None, settings)
    interests, found = account_plan.interests(told, settings), risks(told, today, settings)
    actions = _actions(account)
    people = {each.person.id for each in weighty} | {key for key, _ in interests.people} | {*interests.unknown}
    people |= {key for risk in found for key in risk.people} | {a.person for a in actions if a.person is not None}
    made = next((each.day for each in told.planning if each.kind == "plan" and plan and each.id == plans[wanted]), None)
    goals = account_plan.goals({name: plan.values[field] for name, field in _GOALS.items()}, now) if plan else ()  # type: ignore[misc]
    return PlanSheet(
        account, told.name, wanted, plan, tuple(sorted(plans, reverse=True)), now, goals, interests, weighty, actions,
        found, reviews, account_plan.changed(last, now) if last is not None else (),
        strategy_due.review_due([row.date for row in reviews], settings, made) if plan else None, labels.people(people),
    )  # fmt: skip


def _actions(account: int) -> tuple[ActionRow, ...]:
    """The tasks of an account, open ones first by their day."""
    k, m = Task, Member
    query = k.select(k.id, k.text, k.code, k.due, k.state, k.person, m.name)
    query = query.join(m, JOIN.LEFT_OUTER, on=(k.member == m.id)).where(k.account == account)
    query = query.where(k.state != TaskState.DROPPED)
    found = rows(query.order_by((k.state == TaskState.OPEN).desc(), k.due.is_null(), k.due, k.id))
    return tuple(ActionRow(*row[:6], row[6] or "") for row in found)  # type: ignore[call-arg]


def _reviews(account: int) -> tuple[tuple[ReviewRow, ...], Mapping[str, Measure] | None]:
    """The reviews, newest first, each with what changed since the one before; and what the newest measured."""
    r, m = PlanReview, Member
    query = r.select(r.id, r.date, r.text, r.measures, m.name).join(m, JOIN.LEFT_OUTER, on=(r.member == m.id))
    found = rows(query.where(r.account == account).order_by(r.date, r.id))
    measured: Sequence[dict[str, Measure]] = [json.loads(row[3] or "{}") for row in found]
    told = [
        ReviewRow(
            key, day, text, by or "",
            account_plan.changed(measured[place - 1], _ordered(measured[place])) if place else (),
        )
        for place, (key, day, text, _, by) in enumerate(found)
    ]  # fmt: skip
    return tuple(reversed(told)), measured[-1] if measured else None


def _ordered(measured: Mapping[str, Measure]) -> dict[str, Measure]:
    """Measures in the order in which they are told."""
    return {name: measured[name] for name in account_plan.ORDER if name in measured}
