"""What follows from the fields of an account: who sells and how, and how well its profile is kept (A4, A5, A17)."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from models.rules.settings import CARDABLE, DEFAULTS, Settings
from models.rules.vocabulary import Kind, Mode


class Seller(StrEnum):
    """Which of our departments sells to an account (A4)."""

    OFFICE = "office"
    OFFICE_WITH_KEY_ACCOUNTS = "office_with_key_accounts"
    KEY_ACCOUNTS = "key_accounts"


class Selling(StrEnum):
    """The way of selling that fits a kind of key account (A5)."""

    TRANSACTIONAL = "transactional"
    CONSULTATIVE = "consultative"
    ENTERPRISE = "enterprise"


class Upkeep(NamedTuple):
    """How much of a profile is filled in, in per cent, and the fields that are not."""

    percent: int
    missing: tuple[str, ...]


_SELLERS = {
    Mode.INDEPENDENT: Seller.OFFICE,
    Mode.GROUP: Seller.OFFICE_WITH_KEY_ACCOUNTS,
    Mode.STRATEGIC: Seller.KEY_ACCOUNTS,
}
_SELLING = {
    Kind.TRANSACTIONAL: Selling.TRANSACTIONAL,
    Kind.VALUE: Selling.CONSULTATIVE,
    Kind.STRATEGIC: Selling.ENTERPRISE,
}
CARD = tuple(DEFAULTS.card_fields.split(","))
"""What the profile of a target shall tell by default, in the order in which one asks."""
_BLANK = ("none", "unknown", "", None)


def seller(mode: Mode | None) -> Seller | None:
    """Who sells, by the way the account purchases; None as long as that is not known (A4)."""
    return None if mode is None else _SELLERS[mode]


def selling(kind: Kind | None) -> Selling | None:
    """How one sells to an account of that kind; None as long as it is not known (A5)."""
    return None if kind is None else _SELLING[kind]


def known(values: Mapping[str, object]) -> frozenset[str]:
    """Which of the fields a profile can ask for hold anything (A17)."""
    return frozenset(code for code in CARDABLE if values.get(code) not in _BLANK)


def wanted(settings: Settings) -> tuple[str, ...]:
    """The fields of the minimum profile, in the order in which one asks (A17)."""
    chosen = settings.card_fields.split(",")
    return CARD if settings.card_fields == DEFAULTS.card_fields else tuple(c for c in CARDABLE if c in chosen)


def upkeep(known: Collection[str], wanted: Sequence[str] = CARD) -> Upkeep:
    """How complete a profile is of which these fields are known (A17)."""
    missing = tuple(field for field in wanted if field not in known)
    return Upkeep(100 if not wanted else 100 * (len(wanted) - len(missing)) // len(wanted), missing)
