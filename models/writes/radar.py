"""Living with a risk for a reason, and no longer; keeping what was moved (S12)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.rules.text import clean
from models.rules.values import Value
from models.rules.vocabulary import RiskCode
from models.tables import OpportunityMove, RiskAcceptance
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch

_KEPT = {"expected_date": ("day_before", "day_after"), "amount": ("amount_before", "amount_after")}


@intention("risk.accept")
def accept(
    work: Work, account: int, code: str, reason: str, *, opportunity: int | None = None, person: int | None = None
) -> int:
    """Accept a risk: it rings no more until it arises anew. Answers the id; raises Refused without a reason (S12)."""
    fetch("account", account)
    permits.ensure(work, "risk_acceptance", {"account": account})
    if not clean(reason):
        raise Refused("reason_missing")
    made = work.add(
        RiskAcceptance, account=account, code=RiskCode(code).value, opportunity=opportunity, person=person,
        date=work.actor.today, reason=clean(reason), member=work.actor.member,
    )  # fmt: skip
    return int(made.id)


@intention("risk.withdraw")
def withdraw(work: Work, acceptance: int) -> None:
    """Let a risk ring again (S12)."""
    held = RiskAcceptance.get_or_none(RiskAcceptance.id == acceptance)
    if held is None:
        raise Refused("gone")
    permits.ensure(work, "risk_acceptance", {"account": held.account_id})
    work.remove(held)


def moved(work: Work, row: Any, wanted: Mapping[str, Value]) -> None:
    """Keep that an expected day or an amount of an opportunity becomes another one; changes of one day are one."""
    for field, (before, after) in _KEPT.items():
        was, becomes = row.__data__[field], wanted.get(field)
        if was is not None and becomes is not None and was != becomes:
            _keep(work, row, before, after, was, becomes)


def _keep(work: Work, row: Any, before: str, after: str, was: date | int, becomes: Value) -> None:
    m = OpportunityMove
    today = work.actor.today
    held = m.get_or_none((m.opportunity == row.id) & (m.date == today) & getattr(m, before).is_null(False))
    if held is None:
        told: dict[str, Any] = {before: was, after: becomes}
        work.add(m, account=row.account_id, opportunity=row.id, date=today, **told)
    elif held.__data__[before] == becomes:
        work.remove(held)
    else:
        work.alter(held, **{after: becomes})
