"""What settings may be: every one has bounds, a group, and a default that keeps to them."""

import pytest

from models.rules import thresholds
from models.rules.settings import DEFAULTS, OneOf, Settings, Within
from models.rules.values import Invalid


def test_every_setting_is_listed_once_with_a_default_that_keeps_to_its_bounds() -> None:
    assert sorted(thresholds.names()) == sorted(Settings._fields)
    for name in Settings._fields:
        may, default = thresholds.bounds(name), getattr(DEFAULTS, name)
        if isinstance(may, Within):
            assert may.low <= default <= may.high, name
        elif isinstance(may, OneOf):
            assert default in may.codes, name
    thresholds.ensure_sound(DEFAULTS, Settings._fields)


def test_groups_stand_together() -> None:
    groups = [thresholds.group(name) for name in thresholds.names()]
    assert [code for code in thresholds.GROUPS if code in groups] == list(dict.fromkeys(groups))


@pytest.mark.parametrize(
    ("name", "text", "stored"),
    [
        ("contact_days", "45", "45"), ("contact_days", " 1 ", "1"), ("contact_days", "3650", "3650"),
        ("probability_lead", "30%", "30"), ("probability_lead", "0", "0"), ("probability_lead", "100", "100"),
        ("gift_limit", "500", "50000"), ("gift_limit", "0.2万", "200000"), ("visibility", "own", "own"),
    ],
)  # fmt: skip
def test_what_is_typed_is_stored(name: str, text: str, stored: str) -> None:
    assert thresholds.parsed(name, text) == stored


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("contact_days", "", "required"), ("contact_days", "sixty", "not_a_number"), ("contact_days", "0", "too_low"),
        ("contact_days", "3651", "too_high"), ("contact_days", "1.5", "not_a_number"),
        ("probability_lead", "-1", "too_low"), ("probability_lead", "101", "too_high"),
        ("gift_limit", "much", "not_money"), ("gift_limit", "-5", "too_low"), ("visibility", "some", "not_a_choice"),
        ("contact_days", "9" * 40, "not_a_number"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        thresholds.parsed(name, text)


def test_low_is_less_than_high() -> None:
    with pytest.raises(Invalid) as wrong:
        thresholds.ensure_sound(DEFAULTS._replace(share_low_percent=70), ["share_low_percent"])
    assert wrong.value.errors == {"share_low_percent": "not_ascending"}


def test_months_of_urgency_rise() -> None:
    with pytest.raises(Invalid) as wrong:
        thresholds.ensure_sound(DEFAULTS._replace(urgency_h_months=3), ["urgency_h_months"])
    assert wrong.value.errors == {"urgency_h_months": "not_ascending"}
    thresholds.ensure_sound(DEFAULTS._replace(urgency_h_months=3), ["contact_days"])
    thresholds.ensure_sound(DEFAULTS._replace(urgency_h_months=2), ["urgency_h_months"])


def test_orders_and_weights_are_of_settings_there_are_and_hold_by_default() -> None:
    known = set(Settings._fields)
    assert [order for order in thresholds.ASCENDING if not set(order) <= known] == []
    weights = [name for name in known if len(thresholds.together(name)) > 1]
    for name in weights:
        assert sum(getattr(DEFAULTS, each) for each in thresholds.together(name)) == thresholds.WHOLE
    first = thresholds.together(min(weights))
    with pytest.raises(Invalid) as wrong:
        thresholds.ensure_sound(DEFAULTS.with_overrides({first[0]: "1"}), first)
    assert set(wrong.value.errors.values()) == {"not_a_hundred"}


def test_what_is_stored_and_no_number_is_left_out() -> None:
    told = {"contact_days": "sixty", "gate_visits": "4", "unknown": "1", "visibility": "own", "spin_many": "1" * 99}
    assert Settings().with_overrides(told) == DEFAULTS._replace(gate_visits=4, visibility="own")


def test_only_some_settings_move_what_is_stored() -> None:
    assert thresholds.derived_from("urgency_h_months")
    assert thresholds.derived_from("contact_days")
    assert not any(map(thresholds.derived_from, ("currency", "visibility", "company", "gift_limit")))
    assert thresholds.telling("urgency_h_months")
    assert not thresholds.telling("contact_days")
