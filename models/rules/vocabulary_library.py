"""The enumerations of the library: what an entry is, where a script is used, what it argues and answers."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry of the library is (Q10)."""

    QUESTION = "question"
    SCRIPT = "script"
    OBJECTION = "objection"
    CASE_STORY = "case_story"
    CONCERN = "concern"
    HANDBOOK_PAGE = "handbook_page"


class Page(StrEnum):
    """What a page of the handbook is about (Q13)."""

    PRODUCT = "product"
    INDUSTRY = "industry"
    PROCESS = "process"


class Scene(StrEnum):
    """Where a script is used (Q10)."""

    LEAD = "lead"
    OPENING = "opening"
    DIAGNOSIS = "diagnosis"
    VALUE = "value"
    OBJECTION = "objection"
    CLOSING = "closing"


class Argument(StrEnum):
    """What a script argues with; the last three are the steps against a competitor's plan (O17)."""

    STRATEGIC = "strategic"
    EASE = "ease"
    RISK = "risk"
    COST = "cost"
    TECHNICAL = "technical"
    CONFIRM = "confirm"
    LACKS = "lacks"
    OURS = "ours"


class Objection(StrEnum):
    """What a customer objects (Q11, O17)."""

    PRICE = "price"
    COMPETITOR = "competitor"
    NO_NEED = "no_need"
    NO_TIME = "no_time"
    NO_BUDGET = "no_budget"
    TRUST = "trust"
    CHANGE = "change"
    TECHNICAL = "technical"
    TERMS = "terms"
    AUTHORITY = "authority"
    SERVICE = "service"
    THINK_IT_OVER = "think_it_over"


class Pain(StrEnum):
    """What hurts a customer, as cases are told apart by it (Q10)."""

    COST = "cost"
    FAILURE = "failure"
    DELAY = "delay"
    SAFETY = "safety"
    EFFICIENCY = "efficiency"
    COMPLIANCE = "compliance"
    DATA = "data"
    ENERGY = "energy"
    SERVICE = "service"
    GROWTH = "growth"


class AccountSize(StrEnum):
    """How large an account is, by its staff."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
