"""The codes of refining raw leads, and of what speaks against a credit (A13, S14)."""

from enum import StrEnum


class LeadVerdict(StrEnum):
    """What became of a lead: one to work on, one to look at again, or none (A13)."""

    RAW = "raw"
    KEPT = "kept"
    LATER = "later"
    DROPPED = "dropped"


class LeadPart(StrEnum):
    """What a lead is ranked by (A13)."""

    IDEAL = "ideal"
    COMPETITION = "competition"
    VISIBLE = "visible"
    HIDDEN = "hidden"


class LeadPoint(StrEnum):
    """What the parts are made of (A13)."""

    INDUSTRY = "industry"
    SIZE = "size"
    LOCATION = "location"
    COMPETITION = "competition"
    POTENTIAL = "potential"
    GROWTH = "growth"
    STANDING = "standing"
    HIDDEN_VALUE = "hidden_value"
    LEADING = "leading"
    NEEDS_MORE = "needs_more"
    SERVABLE = "servable"
    YEARS = "years"


class CreditRisk(StrEnum):
    """What speaks against selling on credit (S14)."""

    OVERDUE = "credit_overdue"
    SLOW = "credit_slow"
    OVER_LIMIT = "credit_over_limit"
