"""Weights of what is known, brought back to a hundred (A6, A13)."""

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
FULL = 100


def shares(weights: Mapping[K, int]) -> dict[K, int]:
    """Each weight in whole per cent of all of them, together a hundred; nothing where all weigh nothing.

    What rounding down leaves goes to the largest remainders, to the first of equal ones.
    """
    total = sum(weights.values())
    if total <= 0:
        return {}
    found = {key: FULL * weight // total for key, weight in weights.items()}
    order = sorted(weights, key=lambda key: -(FULL * weights[key] % total))
    for key in order[: FULL - sum(found.values())]:
        found[key] += 1
    return found
