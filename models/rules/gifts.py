"""Gifts and hospitality: what the account's policy and our own limit let pass (V15). Money in minor units."""

from typing import Literal, NamedTuple

from models.rules.facts import AccountFacts, Finding
from models.rules.vocabulary import GiftKind, GiftPolicy, Severity


class Verdict(NamedTuple):
    """Whether a gift or meal passes and why; a refused one may only pass by an approver with a reason."""

    outcome: Literal["allowed", "refused"]
    reason: str

    @property
    def allowed(self) -> bool:
        """Whether it may go ahead without an approver."""
        return self.outcome == "allowed"


def verdict(
    policy: GiftPolicy, limit: int | None, our_limit: int, kind: GiftKind, value: int | None
) -> Verdict:
    """The verdict on one gift, meal or request; values and limits in minor units, our limit 0 is none (V15).

    A request passes only under a policy with a limit it keeps. An unknown policy lets pass what keeps a limit
    of ours, and without one business meals only; everything else needs an approver.
    """
    reason = (
        _against_policy(policy, limit, kind, value)
        or _over(value, our_limit or None, "over_our_limit")
        or _unknown_policy(policy, our_limit, kind)
    )
    if reason:
        return Verdict("refused", reason)
    unknown = policy is GiftPolicy.UNKNOWN
    return Verdict("allowed", "policy_unknown" if unknown else "within_policy")


def _against_policy(policy: GiftPolicy, limit: int | None, kind: GiftKind, value: int | None) -> str:
    if policy is GiftPolicy.LIMIT:
        return "limit_unknown" if limit is None else _over(value, limit, "over_their_limit")
    if kind is GiftKind.REQUEST:
        return "request_policy_unknown" if policy is GiftPolicy.UNKNOWN else "request_against_policy"
    if policy is GiftPolicy.FORBIDDEN:
        return "policy_forbids"
    meals_only = policy is GiftPolicy.BUSINESS_MEALS_ONLY
    return "only_business_meals" if meals_only and kind is not GiftKind.BUSINESS_MEAL else ""


def _over(value: int | None, limit: int | None, reason: str) -> str:
    if limit is None:
        return ""
    if value is None:
        return "value_unknown"
    return reason if value > limit else ""


def _unknown_policy(policy: GiftPolicy, our_limit: int, kind: GiftKind) -> str:
    free = our_limit > 0 or kind is GiftKind.BUSINESS_MEAL
    return "policy_unknown" if policy is GiftPolicy.UNKNOWN and not free else ""


def policy_finding(facts: AccountFacts) -> Finding | None:
    """The account's gift policy as the first warning of the brief, when one is known (V15, C5).

    Details: `policy` its code, `limit` in minor units, `source`, `refused` how many were refused.
    """
    if facts.gift_policy is GiftPolicy.UNKNOWN:
        return None
    detail: list[tuple[str, str | int]] = [("policy", str(facts.gift_policy))]
    if facts.gift_policy is GiftPolicy.LIMIT and facts.gift_limit is not None:
        detail.append(("limit", facts.gift_limit))
    if facts.gift_policy_source:
        detail.append(("source", facts.gift_policy_source))
    if facts.gifts_refused:
        detail.append(("refused", len(facts.gifts_refused)))
    return Finding("gift_policy", Severity.HIGH, (), facts.gift_policy_date, detail=tuple(detail))
