"""Killed two hundred times at random moments of typing: nothing is lost that was on the screen for a second."""

import random

import pytest

from tests.pty.killing import Typist
from tests.pty.test_program import House, cases, house, moved_in

__all__ = ["cases", "house", "moved_in"]

pytestmark = pytest.mark.long


@pytest.mark.parametrize("place", ["capture", "form"])
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_that_was_on_the_screen_for_a_second(moved_in: House, place: str, seed: int) -> None:
    typist = Typist(moved_in, place, random.Random(seed), 1.0)
    bound = [typist.run(number) for number in range(25)]
    assert sum(map(bool, bound)) > 5, "most runs last longer than a second"
    assert moved_in.logs == []
