"""The points of a due item, term by term (S13). Amounts in minor units, dates in days."""

from datetime import date

from models.rules.vocabulary import DueKind, Severity, Urgency

Terms = tuple[tuple[str, int], ...]

_KIND: dict[DueKind, int] = {
    DueKind.PROMISE_OURS: 40,
    DueKind.VISIT: 35,
    DueKind.TASK: 30,
    DueKind.PLAN: 30,
    DueKind.APPROVAL: 30,
    DueKind.PROMISE_THEIRS: 25,
    DueKind.GATE: 25,
    DueKind.FOLLOW_UP: 20,
    DueKind.RISK: 20,
    DueKind.BIRTHDAY: 10,
    DueKind.REVIEW: 10,
    DueKind.COMPLAINT: 40,
    DueKind.MILESTONE: 35,
    DueKind.PAYMENT: 35,
    DueKind.REPORT: 25,
    DueKind.RENEWAL: 25,
    DueKind.OPENING: 20,
}
_TIMELESS = (DueKind.RISK, DueKind.GATE)
"""What has no time of its own."""
_SEVERITY: dict[Severity | None, int] = {Severity.HIGH: 60, Severity.MEDIUM: 25}
_URGENCY: dict[Urgency | None, int] = {
    Urgency.H: 30,
    Urgency.A: 20,
    Urgency.W: 20,
    Urgency.O: 15,
    Urgency.B: 10,
    Urgency.C: 5,
}
_AMOUNT = ((300_000_000, 20), (100_000_000, 15), (20_000_000, 10), (1, 5))
"""From 300万, 100万, 20万 and anything, in minor units (A9)."""
_PASSIVE = 15
_OVERDUE, _OVERDUE_MOST = 40, 30
_TODAY = 30
_NEAR_DAYS = 7
_FAR_MOST = 60


def scored(
    kind: DueKind,
    due: date | None,
    severity: Severity | None,
    urgency: Urgency | None,
    amount: int | None,
    passive: bool,
    today: date,
) -> Terms:
    """The terms that are not nought: kind, time, severity, urgency, amount, passive_source (S13)."""
    terms = (
        ("kind", _KIND[kind]),
        ("time" if kind in _TIMELESS else _time_name(due, today), _time(kind, due, today)),
        ("severity", _SEVERITY.get(severity, 0)),
        ("urgency", _URGENCY.get(urgency, 0)),
        ("amount", next((points for bound, points in _AMOUNT if (amount or 0) >= bound), 0)),
        ("passive_source", _PASSIVE if passive else 0),
    )
    return tuple((name, points) for name, points in terms if points)


def _time_name(due: date | None, today: date) -> str:
    if due is None or due > today:
        return "to_come"
    return "overdue" if due < today else "today"


def _time(kind: DueKind, due: date | None, today: date) -> int:
    """Overdue 40 and one more a day up to 30; today 30; then less each day; a risk and a gate have no time."""
    if kind in _TIMELESS or due is None:
        return 0
    late = (today - due).days
    if late > 0:
        return _OVERDUE + min(late, _OVERDUE_MOST)
    return _TODAY + 3 * late if -late <= _NEAR_DAYS else max(-_FAR_MOST, late)
