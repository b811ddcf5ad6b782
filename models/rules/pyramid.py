"""The customer pyramid: who brings how much of the turnover, in layers by rank and in classes by share (A7)."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rules.settings import Settings
from models.rules.vocabulary import Grade
from models.rules.vocabulary_figures import Layer


class Ranked(NamedTuple):
    """An account in the pyramid: its turnover, what those before it come to, its class and layer."""

    account: int
    turnover: int
    before: int
    total: int
    abc: Grade
    layer: Layer


def pyramid(turnovers: Iterable[tuple[int, int]], settings: Settings) -> tuple[Ranked, ...]:
    """Accounts that bought anything, the largest first, ties by id; what brought nothing is no customer yet (A7).

    Layers go by rank, ranks rounded up; classes by the share of those before.
    """
    line = sorted(((key, amount) for key, amount in turnovers if amount > 0), key=lambda pair: (-pair[1], pair[0]))
    total, before, found = sum(amount for _, amount in line), 0, []
    for place, (account, amount) in enumerate(line, 1):
        abc, layer = _class(before, total, settings), _layer(place, len(line), settings)
        found.append(Ranked(account, amount, before, total, abc, layer))
        before += amount
    return tuple(found)


def _class(before: int, total: int, settings: Settings) -> Grade:
    if 100 * before < settings.layer_a_share * total:
        return Grade.A
    return Grade.B if 100 * before < settings.layer_b_share * total else Grade.C


def _layer(place: int, count: int, settings: Settings) -> Layer:
    top = -(-count * settings.layer_top_percent // 100)
    middle = -(-count * (settings.layer_top_percent + settings.layer_middle_percent) // 100)
    return Layer.TOP if place <= top else Layer.MIDDLE if place <= middle else Layer.BASE


def carrying(line: Iterable[Ranked], percent: int) -> int:
    """How many accounts make the first so many per cent of the turnover (A7)."""
    return sum(100 * each.before < percent * each.total for each in line)
