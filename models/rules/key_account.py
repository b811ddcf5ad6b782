"""Whether an account is a key account by the marks it bears (A11), and what we are to it (A12)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.vocabulary import RelationshipGrade
from models.rules.vocabulary_figures import KeyMark, KeyVerdict, SupplierRelation

NATURE = (
    KeyMark.COMPLEX, KeyMark.LARGE_PURCHASES, KeyMark.REPEATED_PURCHASES, KeyMark.TAILORED, KeyMark.FULL_SERVICE,
)  # fmt: skip
"""What a key account is like."""
CHOICE = (
    KeyMark.REVENUE_SHARE, KeyMark.LOSS_HURTS, KeyMark.STABLE, KeyMark.RELATIONSHIP_WORK, KeyMark.FITS_GOALS,
    KeyMark.LIFETIME_VALUE, KeyMark.CROSS_SELLING,
)  # fmt: skip
"""Why one is chosen."""
_ENOUGH, _SOME = 3, 1


def verdict(marks: Collection[KeyMark]) -> KeyVerdict | None:
    """What the marks say; None as long as nobody ticked any (A11).

    A key account bears three marks of each kind, and among them that it buys again and again; without that it is a key
    project. Growing is what bears three of one kind.
    """
    if not marks:
        return None
    nature, chosen = (sum(mark in marks for mark in kind) for kind in (NATURE, CHOICE))
    if nature >= _ENOUGH and chosen >= _ENOUGH:
        return KeyVerdict.KEY if KeyMark.REPEATED_PURCHASES in marks else KeyVerdict.PROJECT
    if KeyMark.LARGE_PURCHASES in marks and KeyMark.REPEATED_PURCHASES not in marks:
        return KeyVerdict.PROJECT
    return KeyVerdict.GROWING if max(nature, chosen) >= _ENOUGH else KeyVerdict.NOT_KEY


def relation(
    company: RelationshipGrade, personal: RelationshipGrade, *, alliance: bool = False
) -> SupplierRelation:
    """What we are to an account by both relationships, B or better counting as high; alliance is said by hand (A12)."""
    if alliance:
        return SupplierRelation.ALLIANCE
    high = RelationshipGrade.B.rank
    if company.rank >= high:
        return SupplierRelation.PARTNER if personal.rank >= high else SupplierRelation.SUPPLIER
    return SupplierRelation.FRIEND if personal.rank >= high else SupplierRelation.OUTSIDER


_WAYS: dict[SupplierRelation, tuple[tuple[SupplierRelation, ...], ...]] = {
    SupplierRelation.OUTSIDER: (
        (SupplierRelation.FRIEND, SupplierRelation.SUPPLIER, SupplierRelation.PARTNER),
        (SupplierRelation.SUPPLIER, SupplierRelation.FRIEND, SupplierRelation.PARTNER),
    ),
    SupplierRelation.FRIEND: ((SupplierRelation.SUPPLIER, SupplierRelation.PARTNER),),
    SupplierRelation.SUPPLIER: ((SupplierRelation.PARTNER,),),
    SupplierRelation.PARTNER: ((SupplierRelation.ALLIANCE,),),
    SupplierRelation.ALLIANCE: (),
}


def ways(found: SupplierRelation) -> tuple[tuple[SupplierRelation, ...], ...]:
    """The ways up from a relation (A12)."""
    return _WAYS[found]


class Was(NamedTuple):
    """A relation and since when it was."""

    relation: SupplierRelation
    since: date


def route(changes: Iterable[tuple[date, SupplierRelation]]) -> Sequence[Was]:
    """Where it came from: each relation that differs from the one before, oldest first; of a day the last counts."""
    line: list[Was] = []
    for day, found in changes:
        if line and line[-1].since == day:
            line.pop()
        if not line or line[-1].relation is not found:
            line.append(Was(found, day))
    return line
