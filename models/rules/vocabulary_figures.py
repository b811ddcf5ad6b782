"""The codes of grading, value and potential of accounts (A6-A9, A11, A12, A18)."""

from enum import StrEnum


class IndicatorGroup(StrEnum):
    """The weighted groups of a grade (A6)."""

    TRANSACTION = "transaction"
    FINANCE = "finance"
    CHARACTER = "character"
    FIT = "fit"


class Indicator(StrEnum):
    """What an account is graded by (A6)."""

    TURNOVER = "turnover"
    PROFIT = "profit"
    AVERAGE_DEAL = "average_deal"
    COLLECTION = "collection"
    OVERDUE = "overdue"
    INDUSTRY = "industry"
    SIZE = "size"
    INFLUENCE = "influence"
    VALUE_FIT = "value_fit"
    CRITERIA_FIT = "criteria_fit"


class Layer(StrEnum):
    """The layers of the pyramid by rank (A7)."""

    TOP = "top"
    MIDDLE = "middle"
    BASE = "base"


class MatrixAdvice(StrEnum):
    """What to do with an account by its place in the matrix (A8)."""

    PENETRATE = "penetrate"
    DEFEND = "defend"
    DEVELOP = "develop"
    LOW_EFFORT = "low_effort"


class ValueMark(StrEnum):
    """What speaks for a value class besides the amount (A9)."""

    CONTINUITY = "continuity"
    BENCHMARK = "benchmark"
    GROUP_INFLUENCE = "group_influence"
    COOPERATION = "cooperation"
    REPEAT_LIKELY = "repeat_likely"
    GOOD_RELATIONSHIP = "good_relationship"
    RECOMMENDS = "recommends"


class KeyMark(StrEnum):
    """The marks of a key account (A11)."""

    COMPLEX = "complex"
    LARGE_PURCHASES = "large_purchases"
    REPEATED_PURCHASES = "repeated_purchases"
    TAILORED = "tailored"
    FULL_SERVICE = "full_service"
    REVENUE_SHARE = "revenue_share"
    LOSS_HURTS = "loss_hurts"
    STABLE = "stable"
    RELATIONSHIP_WORK = "relationship_work"
    FITS_GOALS = "fits_goals"
    LIFETIME_VALUE = "lifetime_value"
    CROSS_SELLING = "cross_selling"


class KeyVerdict(StrEnum):
    """What the test of a key account comes to (A11)."""

    KEY = "key"
    GROWING = "growing"
    PROJECT = "project"
    NOT_KEY = "not_key"


class SupplierRelation(StrEnum):
    """What we are to a customer (A12)."""

    OUTSIDER = "outsider"
    FRIEND = "friend"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    ALLIANCE = "alliance"


class TeamRole(StrEnum):
    """What one of ours does on an account (A18)."""

    SALES = "sales"
    TECHNICAL = "technical"
    SERVICE = "service"
    EXECUTIVE_SPONSOR = "executive_sponsor"
    PROJECT_MANAGER = "project_manager"
    INDUSTRY_ADVISER = "industry_adviser"


class WhiteSpace(StrEnum):
    """Where a subsidiary stands with a product line (A15)."""

    INSTALLED = "installed"
    OPEN = "open"
    COMPETITOR = "competitor"
    BLANK = "blank"
