"""The plans of contacts a member has to hand in and has not (V3)."""

from datetime import date, timedelta

from models.reads.rows import told
from models.rules import planning
from models.rules.agenda import DueItem
from models.rules.settings import Settings
from models.rules.vocabulary_planning import PlanState

_BEFORE = timedelta(days=70)
"""Who handed one in this lately goes on doing so, whether or not somebody looks at them."""


def missing(member: int | None, today: date, settings: Settings) -> list[DueItem]:
    """Of the plans to come and of the days one is in those not handed in, or given back.

    They are asked for where somebody else looks at them, or the member did so before. At most two queries.
    """
    if member is None:
        return []
    wanted = list(planning.wanted(today, settings))
    since = min(each.days.first for each in wanted) - _BEFORE
    kept = told(
        "SELECT span, start, state FROM visit_plan WHERE member_id = ? AND start >= ?", (member, since), days=(1,)
    )
    if not kept and not _reviewed(member):
        return []
    locked = {(span, start) for span, start, state in kept if PlanState(state).locked}
    return [planning.item(each, today) for each in wanted if (each.span, each.days.first) not in locked]


def _reviewed(member: int) -> bool:
    """Whether somebody else looks at the plans of a member who has accounts."""
    return bool(told(
        """SELECT 1 WHERE EXISTS (SELECT 1 FROM account WHERE owner_id = ?)
        AND EXISTS (SELECT 1 FROM member WHERE id <> ? AND active AND role IN ('manager', 'executive'))""",
        (member, member),
    ))  # fmt: skip
