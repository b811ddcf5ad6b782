"""Through the gates: ticking, promoting, overriding with a reason, applying for prospect; and the decision chain."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.reads import facts as facts_read
from models.reads import thresholds
from models.rules import gates
from models.rules.facts import AccountFacts
from models.rules.gates import GateLine
from models.rules.text import clean
from models.rules.values import Invalid, Value
from models.rules.vocabulary import ApprovalKind, ApprovalState, InformationStage
from models.rules.vocabulary_gates import GateItem
from models.tables import Approval, ChainLink, GateTick
from models.writes import permits, records
from models.writes.inbox import put_before
from models.writes.intents import Forbidden, Refused, Work, intention
from models.writes.records import BORN, CHECKS, fetch

_STAGES = list(InformationStage)
_FORM = ("project_type", "need_cause", "quantity", "need")
"""What form 1 asks for (O1)."""

# Through a gate ----------------------------------------------------------------------------------------------


def check_stage(work: Work, values: dict[str, Value], row: Any) -> None:
    """Raise Refused where an opportunity would pass a gate that is not met (O2, O3).

    A new one begins as general information, unless somebody records it who may override the gates. Back is free.
    """
    wanted = InformationStage(str(values.get("information_stage") or InformationStage.GENERAL))
    if row is None:
        if wanted is not InformationStage.GENERAL and not may_override(work, values.get("account")):
            raise Refused("gate_new", stage=wanted.value)
        return
    if _STAGES.index(wanted) <= _STAGES.index(InformationStage(row.information_stage)):
        return
    told = _facts(work, row)
    filled = all(values.get(field) for field in _FORM)
    told = told._replace(opportunities=tuple(
        o._replace(form_filled=filled) if o.id == row.id else o for o in told.opportunities
    ))  # fmt: skip
    lines = gates.through(told, row.id, wanted, thresholds.settings())
    missing = [line.item.value for line in lines if not line.met]
    if missing:
        raise Refused("gate_not_met", stage=wanted.value, n=len(missing), missing=";".join(missing))
    _keep(work, row, lines)


def may_override(work: Work, account: Any) -> bool:
    """Whether the member may override the gates of an account (T4)."""
    try:
        permits.ensure(work, "override", {"account": account})
    except Forbidden:
        return False
    return True


def _facts(work: Work, row: Any) -> AccountFacts:
    return facts_read.one(row.account_id, work.actor.today, include_branches=True)


def _keep(work: Work, row: Any, lines: Sequence[GateLine]) -> None:
    """Keep what the data showed as the gate was passed: what is lost of it later is a risk."""
    there = {tick.item: tick for tick in GateTick.select().where((GateTick.opportunity == row.id) & GateTick.auto)}
    for line in lines:
        if not line.item.auto or not line.met:
            continue
        if line.item.value in there:
            work.alter(there[line.item.value], date=work.actor.today, member=work.actor.member)
        else:
            work.add(
                GateTick, account=row.account_id, opportunity=row.id, item=line.item.value, date=work.actor.today,
                auto=True, member=work.actor.member,
            )  # fmt: skip


def _next(row: Any) -> InformationStage:
    at = _STAGES.index(InformationStage(row.information_stage))
    if at + 1 == len(_STAGES):
        raise Refused("last_stage")
    return _STAGES[at + 1]


@intention("gate.promote")
def promote(work: Work, opportunity: int) -> str:
    """Take an opportunity through its gate; answers the stage it reached. Raises Refused with what is missing (O2)."""
    row = fetch("opportunity", opportunity)
    stage = _next(row)
    before: dict[str, Value] = {"information_stage": row.information_stage}
    records.edit.within(work, "opportunity", opportunity, before, {"information_stage": stage.value})
    return stage.value


@intention("gate.override")
def override(work: Work, opportunity: int, reason: str) -> bool:
    """Go on although something is missing, for a reason that stays on record: a manager at once, others ask one (O2).

    Answers whether it was promoted; if not, it waits for an approver.
    """
    row = fetch("opportunity", opportunity)
    stage = _next(row)
    if not clean(reason):
        raise Refused("reason_missing")
    permits.ensure(work, "opportunity", row.__data__)
    approval = _put(work, ApprovalKind.GATE_OVERRIDE, row, reason, {"stage": _STAGES.index(stage)})
    if not may_override(work, row.account_id):
        return False
    asked = fetch("approval", approval)
    work.alter(
        asked, state=ApprovalState.APPROVED.value, decided_by=work.actor.member, decided_at=work.actor.now
    )
    work.alter(row, information_stage=stage.value)
    return True


@intention("gate.apply")
def apply(work: Work, opportunity: int, reason: str) -> int:
    """Apply for prospect, from effective on: the office manager decides (O15); answers the approval's id."""
    row = fetch("opportunity", opportunity)
    permits.ensure(work, "opportunity", row.__data__)
    if row.information_stage != InformationStage.EFFECTIVE:
        raise Refused("not_effective")
    if not clean(reason):
        raise Refused("reason_missing")
    return _put(work, ApprovalKind.PROSPECT_APPLICATION, row, reason)


def _put(work: Work, kind: ApprovalKind, row: Any, reason: str, payload: dict[str, int] | None = None) -> int:
    """Put an opportunity before an approver, once at a time."""
    subject = f"opportunity:{row.id}"
    waiting = (Approval.subject == subject) & (Approval.kind == kind.value) & (Approval.state == ApprovalState.ASKED)
    if Approval.select().where(waiting).exists():
        raise Refused("asked_already")
    work.account = row.account_id
    return put_before(work, kind, subject, row.name, reason, payload)


def decided(work: Work, kind: ApprovalKind, opportunity: int, payload: dict[str, int], *, approve: bool) -> None:
    """What an approver's word does: an override promotes, an application only where nothing is missing (O2, O15)."""
    row = fetch("opportunity", opportunity)
    work.account = row.account_id
    if not approve:
        return
    stage = _STAGES[payload["stage"]] if kind is ApprovalKind.GATE_OVERRIDE else InformationStage.PROSPECT
    if _STAGES.index(stage) <= _STAGES.index(InformationStage(row.information_stage)):
        return
    lines = gates.through(_facts(work, row), row.id, stage, thresholds.settings())
    if kind is ApprovalKind.PROSPECT_APPLICATION:
        if any(not line.met for line in lines):
            return
        _keep(work, row, lines)
    work.alter(row, information_stage=stage.value)


# Ticks -------------------------------------------------------------------------------------------------------


@intention("gate.tick")
def tick(work: Work, opportunity: int, item: GateItem, evidence: str, when: date | None = None) -> int:
    """Say that an item is met, and by what one sees it; one about the company holds for all its opportunities (O2).

    Answers the tick's id. Raises Refused: `gate_auto` for what the data says, `evidence_missing`.
    """
    row, item = fetch("opportunity", opportunity), GateItem(item)
    permits.ensure(work, "gate_tick", {"account": row.account_id})
    if item.auto:
        raise Refused("gate_auto", item=item.value)
    if not clean(evidence):
        raise Refused("evidence_missing")
    told: dict[str, Any] = {
        "date": when or work.actor.today, "evidence": clean(evidence), "member": work.actor.member,
    }  # fmt: skip
    there = _ticks(row, item)
    if there:
        work.alter(there[-1], **told)
        return int(there[-1].id)
    deal = None if item.shared else opportunity
    return int(work.add(GateTick, account=row.account_id, opportunity=deal, item=item.value, **told).id)


@intention("gate.untick")
def untick(work: Work, opportunity: int, item: GateItem) -> None:
    """Take a tick back; an opportunity that came through the gate stays where it is (O2)."""
    row, item = fetch("opportunity", opportunity), GateItem(item)
    permits.ensure(work, "gate_tick", {"account": row.account_id})
    if item.auto:
        raise Refused("gate_auto", item=item.value)
    for there in _ticks(row, item):
        work.remove(there)


def _ticks(row: Any, item: GateItem) -> list[Any]:
    g = GateTick
    of = (g.account == row.account_id) & (g.item == item.value) & ~g.auto
    deal = g.opportunity.is_null() if item.shared else g.opportunity == row.id
    return list(g.select().where(of & deal).order_by(g.date, g.id))


def _check_tick(_: Work, values: dict[str, Value], row: Any) -> None:
    """A tick stays what it is of; only the day and the evidence are told otherwise."""
    item = GateItem(str(values.get("item")))
    if row is None and item.auto:
        raise Refused("gate_auto", item=item.value)
    if row is not None and (row.item, row.opportunity_id) != (item.value, values.get("opportunity")):
        raise Invalid({"item": "fixed"})


# The chain ---------------------------------------------------------------------------------------------------


def _check_link(_: Work, values: dict[str, Value], row: Any) -> None:
    """A place of the chain is one person or one group, and each stands on it once (P18)."""
    person, unit = values.get("person"), values.get("unit")
    if (person is None) == (unit is None):
        raise Invalid({"person": "person_or_unit"})
    account = row.account_id if row is not None else values.get("account")
    deal = values.get("opportunity")
    if fetch("opportunity", int(str(deal))).account_id != account:
        raise Invalid({"opportunity": "other_account"})
    c = ChainLink
    same = c.person == person if person is not None else c.unit == unit
    if c.select().where((c.opportunity == deal) & same & (c.id != (row.id if row is not None else 0))).exists():
        raise Invalid({"person" if person is not None else "unit": "on_chain"})


def _born_link(_: Work, columns: dict[str, Any]) -> dict[str, Any]:
    """A new one comes last."""
    if columns.get("place"):
        return {}
    return {"place": len(_links(columns["opportunity"])) + 1}


def _links(opportunity: int) -> list[Any]:
    c = ChainLink
    return list(c.select().where(c.opportunity == opportunity).order_by(c.place, c.id))


@intention("chain.move")
def move(work: Work, link: int, by: int) -> None:
    """Move somebody up or down the decision chain (P18)."""
    row = fetch("chain_link", link)
    permits.ensure(work, "chain_link", row.__data__)
    line = _links(row.opportunity_id)
    at = next(place for place, each in enumerate(line) if each.id == link)
    line.insert(max(0, min(at + by, len(line) - 1)), line.pop(at))
    for place, each in enumerate(line, 1):
        if each.place != place:
            work.alter(each, place=place)


@intention("chain.key")
def flag(work: Work, link: int) -> bool:
    """Flag who must be won, or take the flag away; answers whether it is one now (O3, P18)."""
    row = fetch("chain_link", link)
    permits.ensure(work, "chain_link", row.__data__)
    work.alter(row, key=not row.key)
    return bool(row.key)


CHECKS |= {"gate_tick": _check_tick, "chain_link": _check_link}
BORN["chain_link"] = _born_link
