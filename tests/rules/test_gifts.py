from itertools import product

import pytest

from models.rules.gifts import policy_finding, verdict
from models.rules.vocabulary import GiftKind, GiftPolicy
from tests.rules.made import account, ago

MEAL, PLAY, GIFT, INVITE, REQUEST = GiftKind
UNKNOWN, FORBIDDEN, MEALS, LIMIT = GiftPolicy


@pytest.mark.parametrize(
    ("policy", "limit", "ours", "kind", "value", "reason"),
    [
        (FORBIDDEN, None, 0, MEAL, 1, "policy_forbids"),
        (FORBIDDEN, None, 0, GIFT, 0, "policy_forbids"),
        (FORBIDDEN, None, 0, INVITE, None, "policy_forbids"),
        (FORBIDDEN, None, 0, REQUEST, 0, "request_against_policy"),
        (MEALS, None, 0, MEAL, 10**9, ""),
        (MEALS, None, 0, MEAL, None, ""),
        (MEALS, None, 100, MEAL, 100, ""),
        (MEALS, None, 100, MEAL, 101, "over_our_limit"),
        (MEALS, None, 100, MEAL, None, "value_unknown"),
        (MEALS, None, 0, PLAY, 1, "only_business_meals"),
        (MEALS, None, 0, GIFT, 1, "only_business_meals"),
        (MEALS, None, 0, INVITE, 1, "only_business_meals"),
        (MEALS, None, 0, REQUEST, 1, "request_against_policy"),
        (LIMIT, 200, 0, GIFT, 200, ""),
        (LIMIT, 200, 0, GIFT, 201, "over_their_limit"),
        (LIMIT, 200, 0, GIFT, None, "value_unknown"),
        (LIMIT, 200, 100, GIFT, 100, ""),
        (LIMIT, 200, 100, GIFT, 101, "over_our_limit"),
        (LIMIT, 0, 0, MEAL, 1, "over_their_limit"),
        (LIMIT, 0, 0, MEAL, 0, ""),
        (LIMIT, None, 0, MEAL, 1, "limit_unknown"),
        (LIMIT, 200, 0, REQUEST, 200, ""),
        (LIMIT, 200, 0, REQUEST, 201, "over_their_limit"),
        (LIMIT, 200, 0, REQUEST, None, "value_unknown"),
        (UNKNOWN, None, 0, MEAL, 10**9, ""),
        (UNKNOWN, None, 0, GIFT, 1, "policy_unknown"),
        (UNKNOWN, None, 0, PLAY, 1, "policy_unknown"),
        (UNKNOWN, None, 0, INVITE, 1, "policy_unknown"),
        (UNKNOWN, None, 100, GIFT, 100, ""),
        (UNKNOWN, None, 1, GIFT, 1, ""),
        (UNKNOWN, None, 100, GIFT, 101, "over_our_limit"),
        (UNKNOWN, None, 100, MEAL, 101, "over_our_limit"),
        (UNKNOWN, None, 100, REQUEST, 1, "request_policy_unknown"),
        (UNKNOWN, 5, 0, MEAL, 6, ""),
    ],
)
def test_verdicts(
    policy: GiftPolicy, limit: int | None, ours: int, kind: GiftKind, value: int | None, reason: str
) -> None:
    judged = verdict(policy, limit, ours, kind, value)
    if reason:
        assert (judged.outcome, judged.reason, judged.allowed) == ("refused", reason, False)
    else:
        why = "policy_unknown" if policy is UNKNOWN else "within_policy"
        assert (judged.outcome, judged.reason, judged.allowed) == ("allowed", why, True)


def test_a_request_never_passes_silently_under_a_strict_or_unknown_policy() -> None:
    for policy, ours, value in product((FORBIDDEN, MEALS, UNKNOWN), (0, 10**6), (None, 0, 1, 10**7)):
        assert not verdict(policy, None, ours, REQUEST, value).allowed


def test_an_unknown_policy_is_no_warning() -> None:
    assert policy_finding(account()) is None


def test_the_policy_tells_its_source_and_what_was_refused() -> None:
    full = account(
        gift_policy=LIMIT,
        gift_limit=20_000,
        gift_policy_source="letter",
        gift_policy_date=ago(5),
        gifts_refused=(ago(1), ago(2)),
    )
    found = policy_finding(full)
    assert found is not None and (found.code, found.severity, found.since) == ("gift_policy", "high", ago(5))
    assert dict(found.detail) == {"policy": "limit", "limit": 20_000, "source": "letter", "refused": 2}
    open_limit = policy_finding(account(gift_policy=LIMIT))
    assert open_limit is not None and dict(open_limit.detail) == {"policy": "limit"}
    bare = policy_finding(account(gift_policy=FORBIDDEN, gift_limit=20_000))
    assert bare is not None and dict(bare.detail) == {"policy": "forbidden"}
