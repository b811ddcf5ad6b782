"""Quotations, negotiation, contract and delivery: what each asks of its values, signing, and ticking off (O13-O20)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.reads.records import record
from models.reads.rows import rows
from models.rules import bargaining, contract, quotation
from models.rules.nouns_dealing import DEALING
from models.rules.text import clean
from models.rules.values import Invalid, Value
from models.rules.vocabulary import ApprovalKind, Outcome, Step
from models.rules.vocabulary_dealing import (
    ConcessionState,
    ContractState,
    MilestoneState,
    Offer,
    PackageState,
    QuotationState,
)
from models.tables import Concession, Contract, Negotiation, Quotation
from models.writes import permits, records
from models.writes.inbox import put_before
from models.writes.intents import Refused, Work, intention
from models.writes.records import BORN, CHECKS, FOLLOWS, fetch

_PHASES = ("pilot_amount", "rollout_amount", "optimisation_amount")
_SETTLED: dict[str, dict[str, Any]] = {
    "milestone": {"state": MilestoneState.DONE.value}, "concession": {"state": ConcessionState.MADE.value},
    "quotation": {"state": QuotationState.ACCEPTED.value}, "payment": {},
    "service_package": {"state": PackageState.ACTIVE.value},
}  # fmt: skip
"""What ticking off makes of a thing; the day it was done follows."""


def _amount(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _check(_: Work, values: dict[str, Value], row: Any) -> None:
    """Everything dealt stays with the account of its deal."""
    account = row.account_id if row is not None else values.get("account")
    if fetch("opportunity", int(str(values["opportunity"]))).account_id != account:
        raise Invalid({"opportunity": "other_account"})


def _only_one(table: Any, values: Mapping[str, Value], row: Any) -> None:
    """Raise Refused where the deal has one already."""
    there = table.select(table.id).where(table.opportunity == values["opportunity"])
    if any(key != (row.id if row is not None else 0) for (key,) in rows(there)):
        raise Refused("one_for_a_deal", noun=table._meta.table_name)


def plan_of(opportunity: int) -> bargaining.Plan | None:
    """What we walk away at on a deal, as the plan says. One query."""
    n = Negotiation
    found = rows(n.select(n.id, n.target, n.walk_away).where(n.opportunity == opportunity).order_by(n.id).limit(1))
    return bargaining.Plan(*found[0]) if found else None


def _ensure_above(values: Mapping[str, Value], amount: int | None) -> None:
    """Raise Refused for an offer below what we walk away at (O16)."""
    plan = plan_of(int(str(values["opportunity"])))
    if bargaining.below(plan, amount):
        raise Refused("below_walk_away", limit=(plan and plan.walk_away) or 0)


def _check_quotation(work: Work, values: dict[str, Value], row: Any) -> None:
    """The phases make up the whole, and nothing is offered below the walk-away; a pilot is not the whole (O13, O16)."""
    _check(work, values, row)
    amount, phases = _amount(values.get("amount")), [_amount(values.get(name)) for name in _PHASES]
    if quotation.phases_differ(amount or 0, phases):
        raise Invalid(dict.fromkeys((name for name in _PHASES if values.get(name) is not None), "phases_differ"))
    kept = row is not None and (row.amount, row.state) == (amount, values.get("state"))
    if not kept and values.get("offer") == Offer.FULL and values.get("state") != QuotationState.DRAFT:
        _ensure_above(values, amount)


def _check_round(work: Work, values: dict[str, Value], row: Any) -> None:
    _check(work, values, row)
    if row is None or row.our_offer != values.get("our_offer"):
        _ensure_above(values, _amount(values.get("our_offer")))


def _check_negotiation(work: Work, values: dict[str, Value], row: Any) -> None:
    _check(work, values, row)
    _only_one(Negotiation, values, row)
    target, limit = _amount(values.get("target")), _amount(values.get("walk_away"))
    if target is not None and limit is not None and target < limit:
        raise Invalid({"walk_away": "above_target"})


def _check_contract(work: Work, values: dict[str, Value], row: Any) -> None:
    """What is before an approver, or signed, stays as it is seen (O18)."""
    _check(work, values, row)
    _only_one(Contract, values, row)
    if row is None or all(values.get(name) == row.__data__[name] for name in contract.REVIEWED):
        return
    if row.state == ContractState.ASKED:
        raise Refused("contract_before_approver")
    if row.state == ContractState.SIGNED:
        raise Refused("contract_signed")


def _follow_contract(_: Work, _row: Any, now: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    """What was approved is reviewed anew when one of its points changes (O18)."""
    changed = any(name in wanted and wanted[name] != now[name] for name in contract.REVIEWED)
    return {"state": ContractState.DRAFT.value, "approval": None} if changed else {}


def _follow_milestone(
    work: Work, _row: Any, now: Mapping[str, Value], wanted: Mapping[str, Value]
) -> dict[str, Value]:
    """A milestone that is done was done on a day, and one that is not was not (O19)."""
    after = {**now, **wanted}
    if wanted.get("done") and "state" not in wanted:
        return {"state": MilestoneState.DONE.value}
    if after["state"] == MilestoneState.DONE:
        return {} if after["done"] else {"done": work.actor.today}
    return {"done": None} if after["done"] else {}


def _born_milestone(work: Work, columns: dict[str, Any]) -> dict[str, Any]:
    done = columns.get("done") or columns.get("state") == MilestoneState.DONE
    return {"state": MilestoneState.DONE.value, "done": columns.get("done") or work.actor.today} if done else {}


def _born_quotation(_: Work, columns: dict[str, Any]) -> dict[str, Any]:
    q = Quotation
    newest = q.select(q.number).where(q.opportunity == columns["opportunity"]).order_by(q.number.desc()).limit(1)
    return {"number": max((number for (number,) in rows(newest)), default=0) + 1}


def _born_concession(_: Work, columns: dict[str, Any]) -> dict[str, Any]:
    """A further concession comes last."""
    if columns.get("place") is not None:
        return {}
    c = Concession
    last = c.select(c.place).where((c.opportunity == columns["opportunity"]) & c.place.is_null(False))
    return {"place": min(max((place for (place,) in rows(last)), default=0) + 1, 99)}


def _check_package(work: Work, values: dict[str, Value], row: Any) -> None:
    """Service ends after it began (O20)."""
    _check(work, values, row)
    start, until = values.get("start"), values.get("until")
    if isinstance(start, date) and isinstance(until, date) and until < start:
        raise Invalid({"until": "before_start"})


CHECKS |= {noun.code: _check for noun in DEALING}
CHECKS |= {
    "quotation": _check_quotation, "negotiation": _check_negotiation, "negotiation_round": _check_round,
    "contract": _check_contract, "service_package": _check_package,
}  # fmt: skip
FOLLOWS |= {"contract": _follow_contract, "milestone": _follow_milestone}
BORN |= {"milestone": _born_milestone, "quotation": _born_quotation, "concession": _born_concession}


@intention("dealing.settle")
def settle(work: Work, noun: str, row: int) -> None:
    """Tick off a milestone, a concession, a quotation or service that was accepted, or money that came in."""
    if noun not in _SETTLED:
        raise Refused("cannot_settle")
    fetch(noun, row)
    now = record(noun, row).values
    after: dict[str, Value] = {"paid": work.actor.today} if noun == "payment" else {**_SETTLED[noun]}
    records.edit.within(work, noun, row, {name: now[name] for name in after}, after)


@intention("contract.ask")
def ask(work: Work, row: int, reason: str) -> int:
    """Put a contract whose checklist is filled before an approver; answers the approval's id (O18)."""
    found = fetch("contract", row)
    permits.ensure(work, "contract", found.__data__)
    if found.state not in (ContractState.DRAFT, ContractState.REJECTED):
        raise Refused("contract_signed" if found.state == ContractState.SIGNED else "contract_before_approver")
    if missing := contract.unreviewed(found.__data__):
        raise Invalid(dict.fromkeys(missing, "required"))
    if not clean(reason):
        raise Refused("reason_missing")
    deal = fetch("opportunity", found.opportunity_id)
    approval = put_before(work, ApprovalKind.CONTRACT, f"contract:{row}", deal.name, reason)
    work.alter(found, state=ContractState.ASKED.value, approval=approval)
    return approval


def decided(work: Work, row: int, *, approve: bool, withdrawn: bool) -> None:
    """What an approver's word, or its being taken back, makes of a contract (O18)."""
    other = ContractState.DRAFT if withdrawn else ContractState.REJECTED
    work.alter(fetch("contract", row), state=(ContractState.APPROVED if approve else other).value)


@intention("contract.sign")
def sign(work: Work, row: int, day: date) -> None:
    """Sign an approved contract: its deal is won on that day and goes into delivery (O18).

    Raises Refused `contract_not_approved` or `contract_signed`, Invalid where nobody or no plan was named.
    """
    found = fetch("contract", row)
    permits.ensure(work, "contract", found.__data__)
    told = contract.Contract(row, ContractState(str(found.state)), found.__data__)
    if why := contract.refusal(told):
        raise Refused(why)
    if missing := contract.unnamed(found.__data__):
        raise Invalid(dict.fromkeys(missing, "required"))
    work.alter(found, state=ContractState.SIGNED.value)
    deal = record("opportunity", found.opportunity_id).values
    won: dict[str, Value] = {"outcome": Outcome.WON.value, "signed_date": day, "step": Step.DELIVERY.value}
    records.edit.within(work, "opportunity", found.opportunity_id, {name: deal[name] for name in won}, won)

