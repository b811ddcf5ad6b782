"""Gifts, meals and invitations against the account's policy and our own limit (V15)."""

from collections.abc import Mapping
from typing import Any

from models.reads import thresholds
from models.rules import gifts
from models.rules.nouns import GIFT
from models.rules.text import clean
from models.rules.values import Value
from models.rules.vocabulary import ApprovalKind, GiftKind, GiftPolicy
from models.writes import permits, records
from models.writes.inbox import put_before
from models.writes.intents import Refused, Work, intention
from models.writes.records import BORN, CHECKS, fetch, verified


def judged(account: int, values: Mapping[str, Any]) -> gifts.Verdict:
    """The verdict on a gift under the account's policy and our limit."""
    house = fetch("account", account)
    value = values.get("value")
    return gifts.verdict(
        GiftPolicy(house.gift_policy), house.gift_limit, thresholds.settings().gift_limit,
        GiftKind(str(values["kind"])), value if isinstance(value, int) else None,
    )


@intention("gift.log")
def log_gift(
    work: Work, account: int, values: Mapping[str, Value], *, escalate: bool = False, reason: str = ""
) -> int:
    """Log a gift, meal, invitation, or a customer's hint at one; answers its id.

    What breaks the policy or our limit raises Refused, unless it is escalated with a reason: then it waits
    for an approver. A hint is always put on record: as refused, or as escalated.
    """
    if not escalate:
        return records.add.within(work, "gift", values, account)
    checked = verified(GIFT, values, whole=True)
    fetch("account", account)
    permits.ensure(work, "gift", {"account": account})
    row = fetch("gift", records.insert(work, GIFT, checked, account))
    if row.verdict == "allowed":
        return int(row.id)
    if not clean(reason):
        raise Refused("reason_missing")
    approval = put_before(work, ApprovalKind.GIFT, f"gift:{row.id}", str(checked["what"]), reason)
    work.alter(row, verdict="asked", approval=approval)
    return int(row.id)


_WEIGHED = ("kind", "what", "value", "date", "person")
"""What a verdict, and an approver's word, is about."""


def _check_gift(_: Work, values: dict[str, Value], row: Any) -> None:
    """What breaks the policy is not recorded as given; a hint is, as refused; nothing allowed grows beyond it.

    What was put before an approver stays as he sees or saw it; a rejected one is put before nobody.
    """
    if row is not None and all(values.get(name) == row.__data__[name] for name in _WEIGHED):
        return
    if row is not None and row.approval_id is not None and row.verdict != "refused":
        raise Refused("gift_before_approver")
    account = int(str(values["account"])) if row is None else row.account_id
    verdict = judged(account, values)
    hint = row is None and values["kind"] == GiftKind.REQUEST
    if not verdict.allowed and not hint and (row is None or row.verdict == "allowed"):
        house = fetch("account", account)
        source = house.gift_policy_source
        raise Refused("gift_policy", policy=house.gift_policy, why=verdict.reason, source=source)


def _born(work: Work, columns: dict[str, Any]) -> dict[str, Any]:
    verdict = judged(columns["account"], columns)
    return {"verdict": "allowed" if verdict.allowed else "refused", "member": work.actor.member}


CHECKS["gift"] = _check_gift
BORN["gift"] = _born
