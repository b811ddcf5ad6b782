"""The value class an account is proposed for, and why; a person decides (A9).

The amount is what was won in the last twelve months and what is open. Continuity alone makes it strategic; of the
other marks two of a class's three raise it to that class, and by one class at most.
"""

from collections.abc import Collection
from typing import NamedTuple

from models.rules.settings import Settings
from models.rules.vocabulary import ValueClass
from models.rules.vocabulary_figures import ValueMark

_CLASSES = (ValueClass.ORDINARY, ValueClass.IMPORTANT, ValueClass.STRATEGIC)
MARKS: dict[ValueClass, tuple[ValueMark, ...]] = {
    ValueClass.STRATEGIC: (ValueMark.BENCHMARK, ValueMark.GROUP_INFLUENCE, ValueMark.COOPERATION),
    ValueClass.IMPORTANT: (ValueMark.REPEAT_LIKELY, ValueMark.GOOD_RELATIONSHIP, ValueMark.RECOMMENDS),
}
"""What speaks for a class besides the amount."""
_ENOUGH = 2


class Proposal(NamedTuple):
    """The class, that of the amount alone, the amount in minor units, and the marks that raised it."""

    value_class: ValueClass
    by_amount: ValueClass
    amount: int
    marks: tuple[ValueMark, ...] = ()


def proposal(amount: int, marks: Collection[ValueMark], settings: Settings) -> Proposal:
    """The class for an amount and what speaks for more; lower bounds are included (A9)."""
    by_amount = _by_amount(amount, settings)
    if by_amount is ValueClass.STRATEGIC:
        return Proposal(by_amount, by_amount, amount)
    if ValueMark.CONTINUITY in marks:
        return Proposal(ValueClass.STRATEGIC, by_amount, amount, (ValueMark.CONTINUITY,))
    above = _CLASSES[_CLASSES.index(by_amount) + 1]
    held = tuple(mark for mark in MARKS[above] if mark in marks)
    if len(held) < _ENOUGH:
        return Proposal(by_amount, by_amount, amount)
    return Proposal(above, by_amount, amount, held)


def _by_amount(amount: int, settings: Settings) -> ValueClass:
    if amount >= settings.grade_strategic_amount:
        return ValueClass.STRATEGIC
    return ValueClass.IMPORTANT if amount >= settings.grade_important_amount else ValueClass.ORDINARY
