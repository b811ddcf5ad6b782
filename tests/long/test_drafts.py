"""Killed two hundred times at random moments of typing: nothing is lost that was on the screen for a second.

INROAD_KILLS says how often in all; the seeds stay the same.
"""

import os
import random

import pytest

from tests.pty.killing import PLACES, Typist
from tests.pty.test_program import House, cases, house, moved_in

__all__ = ["cases", "house", "moved_in"]

pytestmark = pytest.mark.long

SEEDS = 2
RUNS = -(-int(os.environ.get("INROAD_KILLS", "200")) // (SEEDS * len(PLACES)))
"""Runs of each place and seed."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_lost_that_was_on_the_screen_for_a_second(moved_in: House, place: str, seed: int) -> None:
    typist = Typist(moved_in, place, random.Random(seed), 1.0)
    bound = [typist.run(number) for number in range(RUNS)]
    assert sum(map(bool, bound)) > RUNS // 5, "most runs last longer than a second"
    assert moved_in.logs == []
