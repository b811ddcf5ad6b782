"""Open tasks and waiting approvals, as things that are due."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.reads.rows import grouped, listed, told
from models.rules.agenda import DueItem
from models.rules.vocabulary import DueKind

if TYPE_CHECKING:
    from models.rules.facts import Finding


def tasks(accounts: Sequence[int], member: int | None = None) -> dict[int, list[DueItem]]:
    """The open tasks of accounts, by account; of one member and of nobody in particular, or all. One query."""
    own = "" if member is None else f"AND (t.member_id IS NULL OR t.member_id = {int(member)})"
    sql = f"""SELECT t.account_id, t.id, t.text, t.code, t.due, t.opportunity_id, t.person_id, t.cause, o.name
        FROM task AS t LEFT JOIN opportunity AS o ON o.id = t.opportunity_id
        WHERE t.account_id IN {listed(accounts)} AND t.state = 'open' {own} ORDER BY t.due, t.id"""
    return grouped((row[0], _due(*row)) for row in told(sql, days=(4,)))


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

    for code, person in told("SELECT code, person_id FROM task WHERE id = ? AND text = '' AND code <> ''", (task,)):
        return Finding(code, people=(person,) if person else ())
    return None


def waiting(member: int | None) -> int:
    """How many approvals wait that somebody else asked for. One query."""
    others = "" if member is None else f"AND asked_by_id <> {int(member)}"
    return int(told(f"SELECT COUNT(*) FROM approval WHERE state = 'asked' {others}")[0][0])
