"""Open tasks and waiting approvals, as things that are due."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peewee import JOIN

from models.reads.rows import grouped, rows
from models.rules.agenda import DueItem
from models.rules.vocabulary import ApprovalState, DueKind, TaskState
from models.tables.opportunities import Opportunity
from models.tables.team import Approval
from models.tables.visits import Task

if TYPE_CHECKING:
    from models.rules.facts import Finding


def tasks(accounts: Sequence[int], member: int | None = None) -> dict[int, list[DueItem]]:
    """The open tasks of accounts, by account; of one member and of nobody in particular, or all. One query."""
    t = Task
    query = t.select(t.account, t.id, t.text, t.code, t.due, t.opportunity, t.person, t.cause, Opportunity.name)
    query = query.join(Opportunity, JOIN.LEFT_OUTER, on=(t.opportunity == Opportunity.id))
    query = query.where(t.account.in_(accounts) & (t.state == TaskState.OPEN)).order_by(t.due, t.id)
    if member is not None:
        query = query.where(t.member.is_null() | (t.member == member))
    return grouped((row[0], _due(*row)) for row in rows(query))


def _due(
    account: int, key: int, text: str, code: str, due: object, opportunity: int | None, person: int | None, cause: str,
    deal: str | None,
) -> DueItem:
    told = (("text", text),) if text else (("deal", deal),) if deal else ()
    return DueItem(
        DueKind.TASK, due, account, opportunity, (person,) if person else (), code or "do_task",  # type: ignore[arg-type]
        ("task", key), told, (cause.partition(":")[0] or "task",),
    )  # fmt: skip


def raised(task: int) -> "Finding | None":
    """What a rule asked for in raising a task that has no words of its own; None for any other. One query."""
    from models.rules.facts import Finding

    t = Task
    for code, person in rows(t.select(t.code, t.person).where((t.id == task) & (t.text == "") & (t.code != ""))):
        return Finding(code, people=(person,) if person else ())
    return None


def waiting(member: int | None) -> int:
    """How many approvals wait that somebody else asked for. One query."""
    a = Approval
    query = a.select(a.id).where(a.state == ApprovalState.ASKED)
    return int(query.where(a.asked_by != member).count() if member is not None else query.count())
