"""The codes of what is thought of before a visit (V7)."""

from enum import StrEnum


class PlanQuestion(StrEnum):
    """The six questions of a visit plan; each stands in full in the playbook under `self_check` (V7)."""

    COMPARE = "compare"
    CONVINCE = "convince"
    IMPRESSION = "impression"
    INTERRUPTED = "interrupted"
    KNOWN = "known"
    GROWTH = "growth"


class Preparation(StrEnum):
    """What is checked before a visit; users may add their own, or hide these (V7)."""

    APPOINTMENT = "appointment"
    PEOPLE = "people"
    PURPOSE = "purpose"
    QUESTIONS = "questions"
    PROMISES = "promises"
    MATERIALS = "materials"
    REFERENCE = "reference"
    JOURNEY = "journey"
