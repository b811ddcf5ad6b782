"""A manager's remark on a contact, and that whoever was there reads it (V12)."""

from models.rules.text import clean
from models.rules.values import Invalid
from models.rules.vocabulary import TaskState
from models.tables import Account, Remark, Task
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch

CODE = "read_remark"
"""The task of whoever was there."""


def cause(remark: int) -> str:
    """What raised the task of reading a remark."""
    return f"remark:{remark}"


@intention("remark.add")
def remark(work: Work, visit: int, text: str) -> int:
    """Remark on a contact; answers the remark's id. Whoever noted the contact finds it among what is due (V12).

    Raises Forbidden for who may not review the account, Invalid for no words.
    """
    row = fetch("visit", visit)
    permits.ensure(work, "remark", row.__data__)
    words = clean(text)
    if not words:
        raise Invalid({"text": "required"})
    work.account = row.account_id
    made = work.add(
        Remark, account=row.account_id, visit=visit, date=work.actor.today, text=words, member=work.actor.member
    )
    reader = row.member_id or Account.get_by_id(row.account_id).owner_id
    if reader is not None and reader != work.actor.member:
        work.add(
            Task, account=row.account_id, opportunity=row.opportunity_id, member=reader, text=words, code=CODE,
            cause=cause(made.id), due=work.actor.today,
        )  # fmt: skip
    return int(made.id)


@intention("remark.read")
def read(work: Work, visit: int) -> int:
    """Whoever was there has read what was remarked on a contact; answers how many remarks."""
    row = fetch("visit", visit)
    causes = [cause(each.id) for each in Remark.select(Remark.id).where(Remark.visit == visit)]
    mine = (Task.cause.in_(causes)) & (Task.state == TaskState.OPEN) & (Task.member == work.actor.member)
    found = list(Task.select().where(mine)) if causes else []
    if not found:
        raise Refused("no_remark")
    work.account = row.account_id
    for task in found:
        work.alter(task, state=TaskState.DONE.value)
    return len(found)


@intention("remark.withdraw")
def withdraw(work: Work, number: int) -> None:
    """Take a remark of one's own back, with the task it raised."""
    row = Remark.get_or_none(Remark.id == number)
    if row is None:
        raise Refused("no_remark")
    if row.member_id != work.actor.member:
        raise Refused("not_own_remark")
    work.account = row.account_id
    for task in Task.select().where((Task.cause == cause(number)) & (Task.state == TaskState.OPEN)):
        work.remove(task)
    work.remove(row)
