"""From pains to parts of a solution to figures: what the customer gains, and when it has paid for itself (O12).

Money is in minor units, rates in whole per cent.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from models.rules.facts import Finding, NeedFact
from models.rules.settings import Settings
from models.rules.vocabulary import NeedKind, NeedState, Severity
from models.rules.vocabulary_dealing import ValueKind


class Part(NamedTuple):
    """A part of the solution, and the need it answers."""

    id: int
    layer: str
    text: str
    need: int | None = None
    roles: tuple[str, ...] = ()


class Figure(NamedTuple):
    """A figure of the value case: a benefit or a cost; `person` stands by it over there."""

    id: int
    kind: ValueKind
    text: str
    amount: int
    need: int | None = None
    person: int | None = None


class Year(NamedTuple):
    """What has come together by the end of a year of the term: benefit, cost, and the return in per cent."""

    year: int
    benefit: int
    cost: int
    roi: int | None


class Case(NamedTuple):
    """The value case: a year's benefit, the cost once and a year, and how they add up over the term.

    `roi` is that of the whole term, None without a cost; `payback` is in months, None where it never pays for itself.
    """

    benefit: int
    once: int
    yearly: int
    years: tuple[Year, ...]
    roi: int | None
    payback: int | None

    @property
    def total(self) -> int:
        """The benefit over the term."""
        return self.benefit * len(self.years)

    @property
    def cost(self) -> int:
        """The cost over the term."""
        return self.once + self.yearly * len(self.years)


def roi(benefit: int, cost: int) -> int | None:
    """(benefit − cost) / cost in whole per cent, half away from nought; None without a cost (O12)."""
    if cost <= 0:
        return None
    return int((Decimal(benefit - cost) * 100 / Decimal(cost)).quantize(Decimal(1), ROUND_HALF_UP))


def payback(benefit: int, once: int, yearly: int) -> int | None:
    """The first whole month by which what is gained has paid what it cost; None where it never does (O12)."""
    net = benefit - yearly
    if once <= 0:
        return 0 if net >= 0 else None
    return None if net <= 0 else -(-once * 12 // net)


def case(figures: Iterable[Figure], price: int | None, years: int) -> Case | None:
    """The value case over so many years; the price is what it costs once where no such figure says so (O12).

    None while no benefit is on record.
    """
    held = list(figures)
    sums = {kind: sum(f.amount for f in held if f.kind is kind) for kind in ValueKind}
    benefit = sums[ValueKind.COST_SAVED] + sums[ValueKind.INCOME_GAINED]
    if not any(f.kind.benefit for f in held):
        return None
    priced = any(f.kind is ValueKind.COST_ONCE for f in held)
    once, yearly = sums[ValueKind.COST_ONCE] if priced else price or 0, sums[ValueKind.COST_YEARLY]
    rows = [(year, benefit * year, once + yearly * year) for year in range(1, years + 1)]
    term = tuple(Year(year, gained, spent, roi(gained, spent)) for year, gained, spent in rows)
    return Case(benefit, once, yearly, term, term[-1].roi, payback(benefit, once, yearly))


class Pain(NamedTuple):
    """A pain of the customer with the parts that answer it and the figures that come of it (O12)."""

    need: NeedFact
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]


def pains(needs: Sequence[NeedFact], parts: Sequence[Part], figures: Sequence[Figure]) -> tuple[Pain, ...]:
    """The pains of an opportunity, those in focus first, then by priority: open problems, and what hangs on them.

    A need under a problem belongs to its pain; a need without a problem above it is a pain of its own.
    """
    there = {need.id: need for need in needs}
    tops = [n for n in needs if n.parent not in there and n.kind is not NeedKind.CRITERION and _open(n)]
    found = [
        Pain(
            top, tuple(p for p in parts if _top(p.need, there) == top.id),
            tuple(f for f in figures if _top(f.need, there) == top.id),
        )
        for top in tops
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda p: (not p.parts, p.need.priority or 99, p.need.id)))


def _open(need: NeedFact) -> bool:
    return need.state in (NeedState.OPEN, NeedState.ANSWERED)


def _top(need: int | None, there: Mapping[int, NeedFact]) -> int | None:
    """The problem at the head of a need; a ring of needs ends where it began."""
    seen: set[int] = set()
    while need is not None and need not in seen:
        seen.add(need)
        above = there[need].parent if need in there else None
        if above not in there:
            break
        need = above
    return need


def findings(
    found: Sequence[Pain], figures: Sequence[Figure], worth: Case | None, settings: Settings
) -> tuple[Finding, ...]:
    """What is wrong with a value case: too many pains in focus, none, one without a part, unproven figures (O12)."""
    focus = [pain for pain in found if pain.parts]
    told = []
    if len(focus) > settings.pains_in_focus:
        detail = (("count", len(focus)), ("most", settings.pains_in_focus))
        told.append(Finding("pains_many", Severity.MEDIUM, detail=detail))
    if not found:
        told.append(Finding("pains_none", Severity.MEDIUM))
    elif not focus:
        told.append(Finding("pain_unanswered", Severity.MEDIUM, detail=(("text", found[0].need.text),)))
    if worth is None:
        told.append(Finding("value_none", Severity.MEDIUM))
    elif worth.cost > 0 and worth.total <= worth.cost:
        told.append(Finding("value_no_return", Severity.HIGH, detail=(("roi", worth.roi or 0),)))
    unproven = sum(1 for figure in figures if figure.kind.benefit and figure.person is None)
    if unproven:
        told.append(Finding("value_unproven", Severity.LOW, detail=(("count", unproven),)))
    return tuple(told)
