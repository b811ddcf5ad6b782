"""What is asked after a visit, and when its aims make a success (V2, V10)."""

from typing import Any

import pytest

from models.rules.visit_after import Prompt, prompts, reached

P = Prompt
NOTHING: dict[str, Any] = {"first": False, "met": False, "deal": False, "wanting": 0, "rivals": 0, "whys": 0}


@pytest.mark.parametrize(
    ("case", "more"),
    [
        ({}, set()),
        ({"first": True}, {P.NEXT_VISIT}),
        ({"met": True}, {P.STANCE}),
        ({"deal": True}, {P.RIVAL}),
        ({"deal": True, "wanting": 1}, {P.RIVAL, P.GATE}),
        ({"wanting": 3}, set()),
        ({"rivals": 1}, {P.RIVAL}),
        ({"whys": 1}, {P.WHYS}),
    ],
)
def test_only_what_there_is_something_to_say_of_is_asked(case: dict[str, Any], more: set[Prompt]) -> None:
    found = prompts(**{**NOTHING, **case})
    assert set(found) == {P.GRADE, P.LIBRARY} | more
    assert list(found) == [each for each in Prompt if each in found]


def test_after_the_first_visit_the_next_comes_first() -> None:
    told = prompts(first=True, met=True, deal=True, wanting=2, rivals=1, whys=3)
    assert told == tuple(Prompt)


@pytest.mark.parametrize(
    ("aims", "wanted", "good"),
    [((), 3, False), (("introduce", "reason"), 3, False), (("introduce", "reason", "serve"), 3, True),
     (("introduce", "introduce", "introduce"), 3, False), (("introduce",), 1, True)],
)  # fmt: skip
def test_three_of_five_aims_make_a_success(aims: tuple[str, ...], wanted: int, good: bool) -> None:
    assert reached(aims, wanted) is good
