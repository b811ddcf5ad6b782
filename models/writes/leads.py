"""Refining raw leads: judging one, and saying what becomes of it (A13)."""

from typing import Any

from models.reads.records import record
from models.reads.rows import ids
from models.rules.values import Invalid, Value
from models.rules.vocabulary_leads import LeadVerdict
from models.tables.leads import Lead
from models.writes import records
from models.writes.intents import Work, intention
from models.writes.records import CHECKS


def _check_lead(_: Work, values: dict[str, Value], row: Any) -> None:
    """An account is judged as a lead once; who drops one says why (A13)."""
    if values.get("verdict") == LeadVerdict.DROPPED and not values.get("reason"):
        raise Invalid({"reason": "required"})
    if row is None and Lead.select().where(Lead.account == values["account"]).exists():
        raise Invalid({"verdict": "lead_there"})


@intention("lead.decide")
def decide(work: Work, account: int, verdict: str, reason: str = "") -> int:
    """Keep a lead, put it off or drop it; answers its id. Raises Invalid where a drop has no reason (A13)."""
    values: dict[str, Value] = {"verdict": verdict, "reason": reason}
    there = ids(Lead.select(Lead.id).where(Lead.account == account))
    if not there:
        return int(records.add.within(work, "lead", values, account))
    before = record("lead", there[0]).values
    records.edit.within(work, "lead", there[0], before, values)
    return there[0]


CHECKS |= {"lead": _check_lead}
