"""The codes of the funnel's hygiene and of the customer's decision (O6, O10)."""

from enum import StrEnum


class Flag(StrEnum):
    """What is untidy about an undecided opportunity, the gravest first (O10)."""

    DATE_PASSED = "date_passed"
    STALE = "stale"
    NO_NEXT_STEP = "no_next_step"
    NO_DATE = "no_date"
    NO_AMOUNT = "no_amount"


class DecidedBy(StrEnum):
    """Who decides at the customer's: the head alone, or a committee (O6)."""

    HEAD = "head"
    COMMITTEE = "committee"


class Feeling(StrEnum):
    """How the customer's people feel about what was decided (O6, O20)."""

    CONTENT = "content"
    DOUBTFUL = "doubtful"
    DISAPPOINTED = "disappointed"
