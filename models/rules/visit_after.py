"""What is worth seeing to after a visit (V10)."""

from collections.abc import Collection
from enum import StrEnum


class Prompt(StrEnum):
    """Something to bring up to date once a visit is done, in the order in which it is asked (V10)."""

    NEXT_VISIT = "next_visit"
    STANCE = "stance"
    GRADE = "grade"
    GATE = "gate"
    RIVAL = "rival"
    WHYS = "whys"
    LIBRARY = "library"


def prompts(*, first: bool, met: bool, deal: bool, wanting: int, rivals: int, whys: int) -> tuple[Prompt, ...]:
    """What to ask after a visit: `met` somebody, about a `deal` whose gate lacks so many items; how many `rivals`.

    After the first done visit the next one comes first: a demonstration, a tour, a reference visit (V10).
    """
    asked = {
        Prompt.NEXT_VISIT: first, Prompt.STANCE: met, Prompt.GRADE: True, Prompt.GATE: deal and wanting > 0,
        Prompt.RIVAL: deal or rivals > 0, Prompt.WHYS: whys > 0, Prompt.LIBRARY: True,
    }  # fmt: skip
    return tuple(prompt for prompt in Prompt if asked[prompt])


def reached(aims: Collection[str], wanted: int) -> bool:
    """Whether a visit that reached these of its five aims was a success (V2)."""
    return len(set(aims)) >= wanted
