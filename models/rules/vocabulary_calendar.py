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


class Festival(StrEnum):
    """The days on which one greets a customer (V13)."""

    EVE = "eve"
    SPRING = "spring"
    LANTERN = "lantern"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    DOUBLE_NINTH = "double_ninth"
    LITTLE_YEAR = "little_year"
    NEW_YEAR = "new_year"
    LABOUR = "labour"
    TEACHERS = "teachers"
    NATIONAL = "national"
