"""The codes of what a coach is asked for, of doubts before a decision, and of what trust rests on (P11, P13, P16)."""

from enum import StrEnum


class IntelItem(StrEnum):
    """What to collect from a coach, by group: the project, its competitors, the decision, the inside (P11)."""

    PROJECT_SIZE = "project_size"
    PROJECT_SCHEDULE = "project_schedule"
    COMPETITORS_MAIN = "competitors_main"
    COMPETITORS_STRENGTHS = "competitors_strengths"
    COMPETITORS_RELATIONS = "competitors_relations"
    COMPETITORS_SUPPORTERS = "competitors_supporters"
    DECISION_CHAIN = "decision_chain"
    DECISION_STEPS = "decision_steps"
    DECISION_PEOPLE = "decision_people"
    INSIDE_RELATIONS = "inside_relations"
    INSIDE_PERSONAL = "inside_personal"
    INSIDE_OPENINGS = "inside_openings"

    @property
    def group(self) -> str:
        """The group it is of, as the playbook calls it."""
        return self.value.partition("_")[0]


class DoubtState(StrEnum):
    """How far a doubt is answered (P16)."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


class TrustGround(StrEnum):
    """What somebody trusts: the house, and our people (P13)."""

    HOUSE_NATURE = "house_nature"
    HOUSE_QUALIFICATION = "house_qualification"
    HOUSE_SIZE = "house_size"
    HOUSE_RESULTS = "house_results"
    HOUSE_BRAND = "house_brand"
    HOUSE_TECHNOLOGY = "house_technology"
    HOUSE_PRODUCT = "house_product"
    PERSON_STEADY = "person_steady"
    PERSON_HONEST = "person_honest"
    PERSON_PROFESSIONAL = "person_professional"
    PERSON_AUTHORITY = "person_authority"

    @property
    def of_house(self) -> bool:
        """Whether it is trust in the organisation rather than in a person."""
        return self.value.startswith("house_")
