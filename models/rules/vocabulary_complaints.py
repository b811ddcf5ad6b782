"""The enumerations of complaints."""

from enum import StrEnum


class ComplaintKind(StrEnum):
    """What a complaint is about (V14)."""

    QUALITY = "quality"
    DELIVERY = "delivery"
    SERVICE = "service"
    INVOICE = "invoice"
    PROMISE = "promise"
    CONDUCT = "conduct"
    OTHER = "other"


class ComplaintState(StrEnum):
    """How far a complaint has come, in order (V14)."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    PROPOSED = "proposed"
    APPROVED = "approved"
    INFORMED = "informed"
    CARRIED_OUT = "carried_out"
    FOLLOWED_UP = "followed_up"
    DEALT_WITH = "dealt_with"
    CLOSED = "closed"
