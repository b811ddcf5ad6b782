"""What is due at an account, as it can be kept until a day changes it, and weighed on the day it is looked at (S13).

To find what is due takes all that is known of an account; to weigh it takes a date. So the first is kept with
the account's standing, and one list over all accounts is read from there.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from models.rules.scores import Terms, scored
from models.rules.vocabulary import DueKind, Severity, Urgency

Detail = tuple[tuple[str, str | int], ...]


class DueItem(NamedTuple):
    """Something due at an account, or at none: `terms` add up to the score, `subject` is a table's name and an id."""

    kind: DueKind
    date: date | None
    account: int
    opportunity: int | None
    people: tuple[int, ...]
    code: str
    subject: tuple[str, int]
    detail: Detail = ()
    why: tuple[str, ...] = ()
    severity: str = ""
    score: int = 0
    terms: Terms = ()


class Weight(NamedTuple):
    """What an opportunity adds to the score of what is due for it: its class, and its amount in minor units."""

    urgency: Urgency | None = None
    amount: int | None = None


NO_ACCOUNT = 0
"""What stands for the account of something due that is about none."""
LEADING = 0
"""The weight of what belongs to no opportunity is that of the one that leads, kept under this id."""


class Agenda(NamedTuple):
    """What is due at an account, without scores; the same on every day until one changes it.

    A risk has no day, and of the days it lasts the date they began, as detail `since`.
    """

    account: int
    passive: bool
    weights: Mapping[int, Weight]
    items: tuple[DueItem, ...]


def kept(account: int, passive: bool, weights: Mapping[int, Weight], items: Iterable[DueItem], today: date) -> Agenda:
    """The agenda of an account, from what is due there on a day."""
    return Agenda(account, passive, weights, tuple(_undated(item, today) for item in items))


def weighed(agenda: Agenda, today: date, extra: Iterable[DueItem] = ()) -> tuple[DueItem, ...]:
    """Everything due with its score and the terms that give it, highest first; `extra` is weighed alike (S13)."""
    items = [*(_dated(item, today) for item in agenda.items), *extra]
    return ranked(_scored(item, agenda, today) for item in items)


def ranked(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Items of any number of accounts in one order: score, then date, account and as they came (S13)."""
    return tuple(sorted(items, key=lambda i: (-i.score, i.date or date.max, i.account)))


def cadence_order(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Items as the due list shows them: by date, so overdue first; in a day passive sources, then score (V4)."""
    return tuple(
        sorted(
            ranked(items),
            key=lambda i: (i.date or date.max, not any(name == "passive_source" for name, _ in i.terms)),
        )
    )


def packed(agenda: Agenda) -> str:
    """An agenda as a text to keep; "" where nothing is due."""
    if agenda == Agenda(agenda.account, False, {}, ()):
        return ""
    weights = {key: [weight.urgency or "", weight.amount] for key, weight in agenda.weights.items()}
    items = [
        [
            item.kind, item.date.isoformat() if item.date else "", item.opportunity, item.people, item.code,
            item.subject, item.detail, item.why, item.severity,
        ]
        for item in agenda.items
    ]  # fmt: skip
    return json.dumps([int(agenda.passive), weights, items], ensure_ascii=False, separators=(",", ":"))


def unpacked(account: int, text: str) -> Agenda:
    """The agenda that was kept as a text."""
    if not text:
        return Agenda(account, False, {}, ())
    passive, weights, items = json.loads(text)
    of = {int(key): Weight(Urgency(letter) if letter else None, amount) for key, (letter, amount) in weights.items()}
    return Agenda(account, bool(passive), of, tuple(_item(account, *values) for values in items))


def _item(
    account: int, kind: str, day: str, opportunity: int | None, people: list[int], code: str, subject: list[Any],
    detail: list[list[Any]], why: list[str], severity: str,
) -> DueItem:  # fmt: skip
    return DueItem(
        DueKind(kind), date.fromisoformat(day) if day else None, account, opportunity, tuple(people), code,
        (subject[0], subject[1]), tuple((name, value) for name, value in detail), tuple(why), severity,
    )  # fmt: skip


def _scored(item: DueItem, agenda: Agenda, today: date) -> DueItem:
    weight = agenda.weights.get(item.opportunity or LEADING) or agenda.weights.get(LEADING) or Weight()
    severity = Severity(item.severity) if item.severity else None
    points = scored(item.kind, item.date, severity, weight.urgency, weight.amount, agenda.passive, today)
    return item._replace(score=sum(p for _, p in points), terms=points)


_TIMELESS = (DueKind.RISK, DueKind.GATE)
"""What is to be done today, whenever it is asked."""


def _undated(item: DueItem, today: date) -> DueItem:
    if item.kind not in _TIMELESS:
        return item
    return item._replace(date=None, detail=tuple(
        ("since", (today - timedelta(days=int(value))).isoformat()) if name == "days" else (name, value)
        for name, value in item.detail
    ))  # fmt: skip


def _dated(item: DueItem, today: date) -> DueItem:
    if item.kind not in _TIMELESS:
        return item
    return item._replace(date=today, detail=tuple(
        ("days", (today - date.fromisoformat(str(value))).days) if name == "since" else (name, value)
        for name, value in item.detail
    ))  # fmt: skip
