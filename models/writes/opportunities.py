"""What becomes of a deal: no win without a signed date, no loss without a reason, and the day it was closed (O1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.rules import settling
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Outcome
from models.writes import gates, radar
from models.writes.intents import Work
from models.writes.records import BORN, CHECKS, FOLLOWS


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _check(work: Work, values: dict[str, Value], row: Any) -> None:
    """What is stored already may stand as it is."""
    gates.check_stage(work, values, row)
    asked = ("outcome", "signed_date", "reason")
    if row is not None and all(values.get(field) == row.__data__[field] for field in asked):
        return
    outcome = Outcome(str(values.get("outcome") or Outcome.OPEN))
    lacking = settling.lacking(outcome, _day(values.get("signed_date")), str(values.get("reason") or ""))
    if lacking:
        raise Invalid(dict.fromkeys(lacking, "required"))


def _follow(work: Work, row: Any, now: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    """The day of the last news, and that on which it was closed (O1, O10); what is moved is kept (S12)."""
    radar.moved(work, row, wanted)
    return {"changed": work.actor.today} | _closed(work, now, wanted)


def _closed(work: Work, now: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    """The day it was closed follows the outcome, and that of a win its signature, unless a day was given."""
    if not {"outcome", "signed_date"} & wanted.keys() or wanted.get("closed_date") is not None:
        return {}
    after = {**now, **wanted}
    by_signature = now["outcome"] == Outcome.WON and now["closed_date"] == now["signed_date"]
    closed = settling.closed_on(
        Outcome(str(now["outcome"])), Outcome(str(after["outcome"])), _day(after["signed_date"]),
        None if by_signature else _day(now["closed_date"]), work.actor.today,
    )
    return {} if closed == now["closed_date"] else {"closed_date": closed}


def _born(work: Work, columns: dict[str, Any]) -> dict[str, Any]:
    """A deal that is recorded with its outcome is closed at once."""
    outcome = Outcome(str(columns.get("outcome") or Outcome.OPEN))
    if outcome is Outcome.OPEN or columns.get("closed_date"):
        return {}
    signed = _day(columns.get("signed_date"))
    return {"closed_date": settling.closed_on(Outcome.OPEN, outcome, signed, None, work.actor.today)}


CHECKS["opportunity"] = _check
BORN["opportunity"] = _born
FOLLOWS["opportunity"] = _follow
