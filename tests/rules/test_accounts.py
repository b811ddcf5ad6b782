"""Who sells, how, and how well a profile is kept: every case."""

import pytest

from models.rules.accounts import CARD, Seller, Selling, seller, selling, upkeep
from models.rules.nouns import ACCOUNT
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
