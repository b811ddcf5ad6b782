"""The enumerations of dealing: value, quotation, negotiation, contract, delivery and what comes after."""

from enum import StrEnum


class SolutionLayer(StrEnum):
    """The layers of a solution, each for other roles (O12)."""

    BASE = "base"
    PLUS = "plus"
    STRATEGIC = "strategic"


class ValueKind(StrEnum):
    """What a figure of the value case is: a benefit a year, or what the customer spends (O12)."""

    COST_SAVED = "cost_saved"
    INCOME_GAINED = "income_gained"
    COST_ONCE = "cost_once"
    COST_YEARLY = "cost_yearly"

    @property
    def benefit(self) -> bool:
        """Whether the customer gains by it."""
        return self in (ValueKind.COST_SAVED, ValueKind.INCOME_GAINED)


class Offer(StrEnum):
    """What is quoted: all of it, or a light pilot (O13)."""

    FULL = "full"
    PILOT = "pilot"


class QuotationState(StrEnum):
    """How a version of the quotation stands (O13)."""

    DRAFT = "draft"
    GIVEN = "given"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ConcessionState(StrEnum):
    """How a concession stands (O16)."""

    PLANNED = "planned"
    OFFERED = "offered"
    MADE = "made"


class ContractState(StrEnum):
    """How the review of a contract stands (O18)."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    SIGNED = "signed"


class MilestoneKind(StrEnum):
    """The milestones of a delivery in their order (O19)."""

    REQUIREMENTS = "requirements"
    BUILD = "build"
    TRIAL = "trial"
    ACCEPTANCE = "acceptance"
    OTHER = "other"


class MilestoneState(StrEnum):
    """How a milestone stands (O19)."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class ServiceLevel(StrEnum):
    """What we do for a customer after delivery, by package (O20)."""

    BASIC = "basic"
    STANDARD = "standard"
    PREMIUM = "premium"


class PackageState(StrEnum):
    """How a service package stands (O20)."""

    OFFERED = "offered"
    ACTIVE = "active"
    DECLINED = "declined"


class DealReportKind(StrEnum):
    """What we report to the customer: how delivery goes, or what the value came to (O19, O20)."""

    PROGRESS = "progress"
    VALUE = "value"
