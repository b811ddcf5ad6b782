"""Who sells, how, and how well a profile is kept: every case."""

import pytest

from models.rules.accounts import CARD, Seller, Selling, known, seller, selling, upkeep, wanted
from models.rules.nouns import ACCOUNT
from models.rules.settings import CARDABLE, DEFAULTS
from models.rules.thresholds import parsed
from models.rules.vocabulary import Kind, Mode


@pytest.mark.parametrize(
    ("mode", "who"),
    [
        (Mode.INDEPENDENT, Seller.OFFICE),
        (Mode.GROUP, Seller.OFFICE_WITH_KEY_ACCOUNTS),
        (Mode.STRATEGIC, Seller.KEY_ACCOUNTS),
        (None, None),
    ],
)
def test_the_purchase_mode_says_who_sells(mode: Mode | None, who: Seller | None) -> None:
    assert seller(mode) is who


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (Kind.TRANSACTIONAL, Selling.TRANSACTIONAL),
        (Kind.VALUE, Selling.CONSULTATIVE),
        (Kind.STRATEGIC, Selling.ENTERPRISE),
        (None, None),
    ],
)
def test_the_kind_says_how_one_sells(kind: Kind | None, how: Selling | None) -> None:
    assert selling(kind) is how


def test_every_mode_and_kind_is_thought_of() -> None:
    assert all(seller(mode) for mode in Mode) and all(selling(kind) for kind in Kind)


@pytest.mark.parametrize(
    ("known", "wanted", "percent", "missing"),
    [
        ((), ("a", "b"), 0, ("a", "b")),
        (("b",), ("a", "b"), 50, ("a",)),
        (("a", "c"), ("a", "b", "c"), 66, ("b",)),
        (("a", "b", "x"), ("a", "b"), 100, ()),
        ((), (), 100, ()),
    ],
)
def test_upkeep_is_the_share_of_what_is_known(
    known: tuple[str, ...], wanted: tuple[str, ...], percent: int, missing: tuple[str, ...]
) -> None:
    assert upkeep(known, wanted) == (percent, missing)


def test_the_card_asks_for_fields_there_are() -> None:
    assert set(CARD) <= {field.code for field in ACCOUNT.fields}
    assert upkeep(()).missing == CARD


@pytest.mark.parametrize(("told", "asked"), [
    (DEFAULTS.card_fields, CARD), ("", ()), ("phone", ("phone",)), ("phone,industry", ("industry", "phone")),
])  # fmt: skip
def test_what_a_profile_asks_for_is_a_setting(told: str, asked: tuple[str, ...]) -> None:
    assert wanted(DEFAULTS._replace(card_fields=told)) == asked


def test_blanks_are_not_known_whatever_they_are_called() -> None:
    blank = {"industry": "", "company_grade": "none", "gift_policy": "unknown", "staff": None, "region": "北京"}
    assert known(blank) == {"region"}
    assert known({"staff": 0, "company_grade": "C", "notes": "x"}) == {"staff", "company_grade"}


def test_every_field_a_profile_may_ask_for_is_one_of_an_account() -> None:
    assert set(CARDABLE) <= {field.code for field in ACCOUNT.fields}


@pytest.mark.parametrize(("text", "stored"), [
    ("", ""), ("phone，industry、phone", "industry,phone"), (" staff , ", "staff"),
])  # fmt: skip
def test_the_setting_takes_codes_in_any_order(text: str, stored: str) -> None:
    assert parsed("card_fields", text) == stored


def test_the_setting_refuses_what_is_no_field_of_a_profile() -> None:
    with pytest.raises(ValueError, match="not_a_choice"):
        parsed("card_fields", "phone,notes")
