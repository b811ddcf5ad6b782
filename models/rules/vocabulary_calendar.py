"""The codes of the calendar (V16)."""

from enum import StrEnum


class CalendarView(StrEnum):
    """How much of a calendar is seen at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class CalendarKind(StrEnum):
    """What lies on a day of the calendar."""

    VISIT = "visit"
    NEXT_STEP = "next_step"
    PROMISE_OURS = "promise_ours"
    PROMISE_THEIRS = "promise_theirs"
    TASK = "task"
    MILESTONE = "milestone"
    PAYMENT = "payment"
    DECISION = "decision"
    BIRTHDAY = "birthday"
