"""The review of a contract: what must stand in it, and what must be named before it is signed (O18)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from models.rules.facts import Finding
from models.rules.settings import Settings
from models.rules.vocabulary import Severity
from models.rules.vocabulary_dealing import ContractState

REVIEWED = ("delivery_standard", "acceptance", "response_hours", "solution_hours", "payment_terms", "risk_terms")
"""The checklist of a review, in its order (O18)."""
NAMED = ("success", "service_plan")
"""What is named at the signing (O18)."""


class Contract(NamedTuple):
    """A contract under review, and its fields by their codes; `comment` is what an approver said."""

    id: int
    state: ContractState
    values: Mapping[str, Any]
    comment: str = ""
    renewal: date | None = None


def _lacking(values: Mapping[str, Any], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in wanted if values.get(name) in ("", None))


def unreviewed(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The points of the checklist nothing was written to (O18)."""
    return _lacking(values, REVIEWED)


def unnamed(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What is still to be named before the signing (O18)."""
    return _lacking(values, NAMED)


def refusal(contract: Contract) -> str:
    """Why a contract may not be signed, as a code; "" when it may (O18).

    Codes: `contract_signed`, `contract_not_approved`; what is unnamed is for the caller to tell field by field.
    """
    if contract.state is ContractState.SIGNED:
        return "contract_signed"
    return "" if contract.state is ContractState.APPROVED else "contract_not_approved"


def findings(contract: Contract | None, settings: Settings) -> tuple[Finding, ...]:
    """What is to be said of a contract: open points, times shorter than ours, nobody named, no order yet (O18)."""
    if contract is None:
        return ()
    told, values = [], contract.values
    for name, ours in (("response_hours", settings.response_hours), ("solution_hours", settings.solution_hours)):
        hours = values.get(name)
        if isinstance(hours, int) and hours < ours:
            told.append(Finding(f"time_short:{name}", Severity.MEDIUM, detail=(("hours", hours), ("ours", ours))))
    if contract.state is ContractState.SIGNED:
        if not values.get("order_handling"):
            told.append(Finding("order_unhandled", Severity.MEDIUM))
        return tuple(told)
    for code, missing in (("contract_points", unreviewed(values)), ("contract_unnamed", unnamed(values))):
        if missing:
            told.append(Finding(code, Severity.MEDIUM, detail=(("count", len(missing)),)))
    return tuple(told)
