"""What is typed outlives the program: killed at random moments a few times here, two hundred times in tests/long."""

import random

import pytest

from tests.pty.killing import Typist
from tests.pty.test_program import House, cases, house, moved_in

__all__ = ["cases", "house", "moved_in"]

PATIENT = 3.0
"""Seconds on the screen after which it must be kept, where other tests keep the machine busy."""


@pytest.mark.parametrize(("place", "runs"), [("capture", 3), ("form", 2), ("answer", 2), ("notes", 2)])
def test_what_was_on_the_screen_is_there_after_a_kill(moved_in: House, place: str, runs: int) -> None:
    typist = Typist(moved_in, place, random.Random(place), PATIENT)
    for number in range(runs):
        typist.run(number)
    assert typist.kept
    assert moved_in.logs == []
