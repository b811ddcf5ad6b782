"""Complaints: no step before the one it follows from, and an approver's word for what is proposed (V14)."""

from collections.abc import Mapping
from typing import Any

from models.rules import complaints
from models.rules.values import Invalid, Value
from models.writes import permits
from models.writes.intents import Work
from models.writes.records import BORN, CHECKS, FOLLOWS


def _check(work: Work, values: dict[str, Value], row: Any) -> None:
    left_out = complaints.lacking(values)
    if left_out:
        raise Invalid({left_out: "required"})
    before = row.__data__["approved"] if row is not None else None
    if values.get("approved") and values["approved"] != before:
        account = row.account_id if row is not None else values.get("account")
        permits.ensure(work, "complaint_approval", {"account": account})


def _born(work: Work, columns: dict[str, Any]) -> dict[str, Any]:
    state = complaints.reached(columns)
    by = work.actor.member if columns.get("approved") else None
    return {"state": state.value, "moved": columns.get("date") or work.actor.today, "approved_by": by}


def _follow(work: Work, row: Any, now: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    after = {**now, **wanted}
    state = complaints.reached(after)
    follows: dict[str, Value] = {}
    if state != row.state:
        follows = {"state": state.value, "moved": work.actor.today}
    if wanted.get("approved", now["approved"]) != now["approved"]:
        follows["approved_by"] = work.actor.member if wanted["approved"] else None
    return follows


CHECKS["complaint"] = _check
BORN["complaint"] = _born
FOLLOWS["complaint"] = _follow
