"""The codes of the way a house decides: four grounds and their answers, and what departments care about (P6, P14)."""

from enum import StrEnum


class Ground(StrEnum):
    """The four grounds on which the key decision maker is found (P14)."""

    GOVERNANCE = "governance"
    EXPERTISE = "expertise"
    STYLE = "style"
    SHARE = "share"


class GroundAnswer(StrEnum):
    """What is known of a ground, the answers of each together (P14)."""

    CENTRALISED = "centralised"
    COLLECTIVE = "collective"
    DELEGATED = "delegated"
    EXPERT = "expert"
    LAYMAN = "layman"
    HANDS_ON = "hands_on"
    CONSENSUS = "consensus"
    DELEGATING = "delegating"
    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"

    @property
    def ground(self) -> Ground:
        """The ground it answers."""
        return _GROUNDS[self]


_GROUNDS = {
    GroundAnswer.CENTRALISED: Ground.GOVERNANCE, GroundAnswer.COLLECTIVE: Ground.GOVERNANCE,
    GroundAnswer.DELEGATED: Ground.GOVERNANCE, GroundAnswer.EXPERT: Ground.EXPERTISE,
    GroundAnswer.LAYMAN: Ground.EXPERTISE, GroundAnswer.HANDS_ON: Ground.STYLE, GroundAnswer.CONSENSUS: Ground.STYLE,
    GroundAnswer.DELEGATING: Ground.STYLE, GroundAnswer.LARGE: Ground.SHARE, GroundAnswer.MEDIUM: Ground.SHARE,
    GroundAnswer.SMALL: Ground.SHARE,
}  # fmt: skip


class Concern(StrEnum):
    """What a department usually cares about where nothing else is on record (P6)."""

    IT = "it"
    FINANCE = "finance"
    PRODUCTION = "production"
    ENGINEERING = "engineering"
    PURCHASING = "purchasing"
    MARKETING = "marketing"
    HUMAN_RESOURCES = "human_resources"
    PROPERTY = "property"
    MANAGEMENT = "management"
    DESIGN = "design"
