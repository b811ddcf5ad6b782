"""The codes of the plans of contacts (V3)."""

from enum import StrEnum


class PlanSpan(StrEnum):
    """How long a plan reaches."""

    WEEK = "week"
    MONTH = "month"


class PlanState(StrEnum):
    """How a plan stands: nobody has seen it, it is locked, it was agreed to, or it came back with a remark (T9)."""

    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"

    @property
    def locked(self) -> bool:
        """Whether nothing more is put in or taken out."""
        return self in (PlanState.SUBMITTED, PlanState.APPROVED)


class PlanFactor(StrEnum):
    """Why a contact belongs into a plan, the weightiest first."""

    PROMISE = "promise"
    URGENCY = "urgency"
    CADENCE = "cadence"
    KEY_TARGET = "key_target"
    UNKNOWN = "unknown"
    """A blank area: nobody was there yet."""
    NO_DEAL = "no_deal"
    """A blank area: somebody was there, and there was never an opportunity."""


class Kept(StrEnum):
    """What became of a contact that was planned."""

    AHEAD = "ahead"
    DONE = "done"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MISSED = "missed"
