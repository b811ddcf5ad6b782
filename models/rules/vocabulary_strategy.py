"""The codes of strategy: competition, factors, barriers, ways to hold, incentives (S1-S11)."""

from enum import StrEnum


class Challenge(StrEnum):
    """What an account asks of its manager (S1)."""

    WIN = "win"
    PENETRATE = "penetrate"
    KEEP = "keep"


class Strategy(StrEnum):
    """How to compete (S2)."""

    DEFENCE = "defence"
    ATTACK = "attack"
    FLANKING = "flanking"
    GUERRILLA = "guerrilla"


class MarketPosition(StrEnum):
    """Where we stand among those who compete (S2)."""

    LEADER = "leader"
    STRONG_CHALLENGER = "strong_challenger"
    ORDINARY_CHALLENGER = "ordinary_challenger"


class Factor(StrEnum):
    """By what suppliers are compared; the list is editable (S4)."""

    PRICE = "price"
    BRAND = "brand"
    SUPPLY = "supply"
    STANDARDS = "standards"
    SPEED = "speed"
    PERFORMANCE = "performance"
    SERVICE = "service"
    DECISION_RELATIONSHIP = "decision_relationship"


class FactorSide(StrEnum):
    """Of what a score on a factor is: what the customer needs, what we offer, what a competitor offers (S4)."""

    NEED = "need"
    US = "us"
    THEM = "them"


class Lever(StrEnum):
    """What wins share, and what keeps it (S5)."""

    QUALITY = "quality"
    SERVICE = "service"
    PRICE = "price"
    PEOPLE = "people"
    BRAND = "brand"
    EXECUTIVES = "executives"
    BARRIERS = "barriers"
    EMBEDDING = "embedding"


class BarrierKind(StrEnum):
    """What keeps others out (S6)."""

    TECHNICAL = "technical"
    COMMERCIAL = "commercial"
    PROCESS = "process"


class BarrierState(StrEnum):
    """How far a barrier is (S6)."""

    PLANNED = "planned"
    BUILDING = "building"
    IN_PLACE = "in_place"
    ERODING = "eroding"


class HoldItem(StrEnum):
    """What holds a key account, looked at every year (S9)."""

    FIRST_SUPPLY = "first_supply"
    NEW_PRODUCTS = "new_products"
    EVENTS = "events"
    EXECUTIVE_VISITS = "executive_visits"
    JOINT_PROMOTION = "joint_promotion"
    OPINION = "opinion"
    PERIODIC_REVIEW = "periodic_review"


class LoyaltySign(StrEnum):
    """What shows that an account is loyal (S10)."""

    REPURCHASE = "repurchase"
    RECOMMENDATION = "recommendation"
    SHARE_GROWS = "share_grows"


class Driver(StrEnum):
    """What drives satisfaction (S10)."""

    QUALITY = "quality"
    PRICE = "price"
    SERVICE = "service"


class IncentiveKind(StrEnum):
    """What moves a customer to stay, and what binds it (S11)."""

    MATERIAL = "material"
    RIGHTS = "rights"
    INTEGRATION = "integration"
    CONTRACT = "contract"
    PROCESS = "process"


class Outside(StrEnum):
    """What is looked at beyond the account once a year (S8)."""

    ECONOMY = "economy"
    TRADE = "trade"
    FINANCE = "finance"
    NATURE = "nature"
    COMPETITION = "competition"
    PEOPLE = "people"
    INTERNATIONAL = "international"
