"""Strategy written down: a score on a factor, a way to hold that was taken, a plan, and its review (S4, S8, S9)."""

import json
from datetime import date
from typing import Any

from models.reads.strategy_measures import measured as measured_of
from models.rules.text import clean
from models.rules.values import Invalid, Value
from models.rules.vocabulary_strategy import FactorSide, HoldItem
from models.tables import AccountPlan, FactorScore, HoldTick
from models.writes import permits, records
from models.writes.intents import Refused, Work, intention
from models.writes.records import BORN, CHECKS, fetch


@intention("factor.score")
def score(
    work: Work, account: int, factor: str, side: FactorSide, value: int | None, *, competitor: int | None = None,
    opportunity: int | None = None,
) -> int | None:  # fmt: skip
    """Say what is needed, or what somebody offers, on a factor; None takes it back. Answers the score's id (S4)."""
    permits.ensure(work, "factor_score", {"account": account})
    there = _scores(account, factor, str(side), competitor, opportunity)
    if value is None:
        for row in there:
            work.remove(row)
        return None
    told: dict[str, Value] = {
        "factor": factor, "side": str(side), "competitor": competitor, "opportunity": opportunity, "score": value,
    }  # fmt: skip
    if not there:
        return records.add.within(work, "factor_score", told, account)
    row = there[0]
    records.edit.within(work, "factor_score", row.id, {"score": row.score}, {"score": value})
    return int(row.id)


def _scores(account: Any, factor: Any, side: Any, competitor: Any, opportunity: Any) -> list[Any]:
    f = FactorScore
    of = (f.account == account) & (f.factor == factor) & (f.side == side)
    of &= _same(f.competitor, competitor) & _same(f.opportunity, opportunity)
    return list(f.select().where(of).order_by(f.id))


def _same(column: Any, value: int | None) -> Any:
    return column.is_null() if value is None else column == value


def _check_score(_: Work, values: dict[str, Value], row: Any) -> None:
    """A competitor's score names him, others name none; each is on record once for a deal or the account (S4)."""
    theirs = values.get("side") == FactorSide.THEM
    if theirs != (values.get("competitor") is not None):
        raise Invalid({"competitor": "required" if theirs else "not_of_side"})
    if values.get("criterion") is not None and values.get("side") != FactorSide.NEED:
        raise Invalid({"criterion": "not_of_side"})
    account = row.account_id if row is not None else values.get("account")
    there = _scores(account, values["factor"], values["side"], values.get("competitor"), values.get("opportunity"))
    if any(each.id != (row.id if row is not None else 0) for each in there):
        raise Invalid({"factor": "scored_already"})


# Ways to hold ------------------------------------------------------------------------------------------------


@intention("hold.tick")
def hold(work: Work, account: int, item: HoldItem, evidence: str, when: date | None = None) -> int:
    """Say that a way to hold the account was taken, and by what one sees it; answers its id (S9)."""
    permits.ensure(work, "hold_tick", {"account": account})
    if not clean(evidence):
        raise Refused("evidence_missing")
    return int(work.add(
        HoldTick, account=fetch("account", account).id, item=HoldItem(item).value, date=when or work.actor.today,
        evidence=clean(evidence, notes=True), member=work.actor.member,
    ).id)  # fmt: skip


# The plan ----------------------------------------------------------------------------------------------------


def _check_plan(_: Work, values: dict[str, Value], row: Any) -> None:
    """An account has one plan for a year (S8)."""
    p = AccountPlan
    account = row.account_id if row is not None else values.get("account")
    same = p.select().where((p.account == account) & (p.year == values["year"]))
    if any(each.id != (row.id if row is not None else 0) for each in same):
        raise Invalid({"year": "planned_already"})


@intention("plan.review")
def review(work: Work, account: int, text: str, when: date | None = None) -> int:
    """Review the plan: what people say changed, kept with what is measured now; answers its id (S8)."""
    fetch("account", account)
    told: dict[str, Value] = {"date": when or work.actor.today, "text": text}
    return records.add.within(work, "plan_review", told, account)


def _born_plan(work: Work, _: dict[str, Any]) -> dict[str, Any]:
    """The day it is made, from which its first review follows."""
    return {"made": work.actor.today}


def _born_review(work: Work, columns: dict[str, Any]) -> dict[str, Any]:
    """What is measured on the day, so that the next review can tell what changed."""
    measured = measured_of(columns["account"], work.actor.today)
    return {"measures": json.dumps(measured, sort_keys=True)}


CHECKS |= {"factor_score": _check_score, "account_plan": _check_plan}
BORN |= {"account_plan": _born_plan, "plan_review": _born_review}
