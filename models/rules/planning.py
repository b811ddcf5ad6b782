"""The plan of contacts for a week or a month: when it is due, a draft with its reasons, and what became of it (V3)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.agenda import NO_ACCOUNT, DueItem
from models.rules.calendar import WEEK, Days, span
from models.rules.clock import add_months
from models.rules.scores import scored
from models.rules.settings import Settings
from models.rules.vocabulary import DueKind, Urgency
from models.rules.vocabulary_calendar import CalendarView
from models.rules.vocabulary_planning import Kept, PlanFactor, PlanSpan

_FREE = 5
"""Weekdays from this one on nobody is visited unless it is said by hand."""
_WEIGHTS = {
    PlanFactor.PROMISE: 8, PlanFactor.URGENCY: 6, PlanFactor.CADENCE: 4, PlanFactor.KEY_TARGET: 3,
    PlanFactor.UNKNOWN: 2, PlanFactor.NO_DEAL: 2,
}  # fmt: skip
_OF_DUE = {
    DueKind.PROMISE_OURS: PlanFactor.PROMISE, DueKind.PROMISE_THEIRS: PlanFactor.PROMISE,
    DueKind.FOLLOW_UP: PlanFactor.CADENCE,
}  # fmt: skip
_URGENT = frozenset({Urgency.H, Urgency.A, Urgency.W})


class Deadline(NamedTuple):
    """By when a plan is handed in, local to the member."""

    day: date
    time: str


class Wanted(NamedTuple):
    """A plan that is to be handed in."""

    span: PlanSpan
    days: Days
    deadline: Deadline


class Candidate(NamedTuple):
    """An account that might be seen: since when or until when it waits, and why."""

    account: int
    due: date | None
    factors: tuple[PlanFactor, ...]
    opportunity: int | None = None
    people: tuple[int, ...] = ()


class Proposal(NamedTuple):
    """A contact that is proposed for a day, with its reasons, the weightiest first."""

    account: int
    day: date
    factors: tuple[PlanFactor, ...]
    opportunity: int | None = None
    people: tuple[int, ...] = ()


class Met(NamedTuple):
    """A contact as it stands now."""

    id: int
    account: int
    day: date
    state: str


class Noted(NamedTuple):
    """A line of a plan that was handed in; `contact` is None once the contact was deleted."""

    account: int
    day: date
    contact: int | None


class Tally(NamedTuple):
    """What became of a plan, and the contacts made beyond it."""

    planned: int
    done: int
    moved: int
    cancelled: int
    missed: int
    ahead: int
    extra: int

    @property
    def percent(self) -> int | None:
        """How much of what could be done by now was done; None where nothing could."""
        settled = self.planned - self.ahead
        return round(100 * self.done / settled) if settled else None


# When --------------------------------------------------------------------------------------------------------


def days_of(kind: PlanSpan, day: date) -> Days:
    """The week from Monday on, or the month, in which a day lies."""
    if kind is PlanSpan.WEEK:
        return span(CalendarView.WEEK, day)
    first = day.replace(day=1)
    return Days(first, add_months(first, 1) - timedelta(days=1))


def span_of(days: Days) -> PlanSpan:
    """Of which kind a plan of these days is."""
    return PlanSpan.WEEK if days == days_of(PlanSpan.WEEK, days.first) else PlanSpan.MONTH


def after(kind: PlanSpan, days: Days, by: int = 1) -> Days:
    """The days of the plan so many further on."""
    if kind is PlanSpan.WEEK:
        return days_of(kind, days.first + timedelta(days=by * WEEK))
    return days_of(kind, add_months(days.first, by))


def deadline(kind: PlanSpan, days: Days, settings: Settings) -> Deadline:
    """By when the plan of these days is handed in: on a weekday of the week before, a day of the month before (V3)."""
    if kind is PlanSpan.WEEK:
        back = (days.first.isoweekday() - int(settings.plan_weekday)) % WEEK or WEEK
        return Deadline(days.first - timedelta(days=back), settings.plan_time)
    before = days_of(kind, days.first - timedelta(days=1))
    return Deadline(min(before.first + timedelta(days=settings.plan_month_day - 1), before.last), settings.plan_time)


def wanted(today: date, settings: Settings) -> Iterator[Wanted]:
    """The plans to hand in: of days to come, from the warning days on, and of the days one is in (V3)."""
    for kind in PlanSpan:
        here = days_of(kind, today)
        for days in (here, after(kind, here)):
            found = deadline(kind, days, settings)
            if found.day - timedelta(days=settings.plan_warning_days) <= today:
                yield Wanted(kind, days, found)


def item(plan: Wanted, today: date) -> DueItem:
    """A plan that is to be handed in as something due, with its score: it is about no account (S13)."""
    terms = scored(DueKind.PLAN, plan.deadline.day, None, None, None, False, today)
    detail = (("first", str(plan.days.first)), ("last", str(plan.days.last)), ("time", plan.deadline.time))
    return DueItem(
        DueKind.PLAN, plan.deadline.day, NO_ACCOUNT, None, (), f"hand_in_{plan.span}",
        (f"visit_plan_{plan.span}", plan.days.first.toordinal()), detail, ("plan_open",), "",
        sum(points for _, points in terms), terms,
    )  # fmt: skip


# The draft ---------------------------------------------------------------------------------------------------


def factors(
    dues: Collection[DueKind], urgency: Urgency | None, *, key_target: bool, met: bool, deal: bool
) -> tuple[PlanFactor, ...]:
    """Why an account should be seen, the weightiest first: `met` says that somebody was there, `deal` that it ever
    had an opportunity; a blank area is one without (V3)."""
    found = {_OF_DUE[kind] for kind in dues if kind in _OF_DUE}
    if urgency in _URGENT:
        found.add(PlanFactor.URGENCY)
    if key_target:
        found.add(PlanFactor.KEY_TARGET)
    if not met:
        found.add(PlanFactor.UNKNOWN)
    elif not deal:
        found.add(PlanFactor.NO_DEAL)
    return tuple(factor for factor in PlanFactor if factor in found)


def weight(found: Iterable[PlanFactor]) -> int:
    """How much the reasons weigh together."""
    return sum(_WEIGHTS[factor] for factor in found)


def draft(
    candidates: Iterable[Candidate], taken: Mapping[date, int], days: Days, today: date, settings: Settings
) -> tuple[Proposal, ...]:
    """Contacts for the days that are left, by day: the weightiest first, each near its own day, a day never too full.

    `taken` says how many contacts a day has already; weekends are left free (V3).
    """
    room = {
        day: max(settings.plan_visits_a_day - taken.get(day, 0), 0)
        for day in days.days
        if day >= today and day.weekday() < _FREE
    }
    found: list[Proposal] = []
    for each in sorted(candidates, key=lambda c: (-weight(c.factors), c.due or date.max, c.account)):
        day = _near(each.due, room)
        if day is None:
            break
        room[day] -= 1
        found.append(Proposal(each.account, day, each.factors, each.opportunity, each.people))
    return tuple(sorted(found, key=lambda p: p.day))


def _near(due: date | None, room: Mapping[date, int]) -> date | None:
    """The first day with room that is not before the one wanted, else the last one before it."""
    free = [day for day, left in room.items() if left]
    if due is None:
        return max(free, key=lambda day: (room[day], -day.toordinal()), default=None)
    return next((day for day in free if day >= due), free[-1] if free else None)


# Plan against done -------------------------------------------------------------------------------------------


def kept(line: Noted, contacts: Sequence[Met], days: Days, today: date) -> Kept:
    """What became of a line; one whose contact was deleted was kept if the account was seen all the same (V3)."""
    contact = next((each for each in contacts if each.id == line.contact), None)
    if contact is None:
        seen = any(each.account == line.account and each.state == "done" and each.day in days for each in contacts)
        return Kept.DONE if seen else Kept.CANCELLED
    if contact.state == "cancelled":
        return Kept.CANCELLED
    if contact.state == "done":
        return Kept.DONE if contact.day in days else Kept.MOVED
    if contact.day not in days:
        return Kept.MOVED
    return Kept.AHEAD if contact.day >= today else Kept.MISSED


def beyond(lines: Iterable[Noted], contacts: Iterable[Met], days: Days) -> tuple[Met, ...]:
    """The contacts made on these days that were not planned."""
    planned = {line.contact for line in lines}
    gone = Counter(line.account for line in lines if line.contact is None)
    found = []
    for each in contacts:
        if each.state != "done" or each.day not in days or each.id in planned:
            continue
        if gone[each.account] > 0:
            gone[each.account] -= 1
        else:
            found.append(each)
    return tuple(found)


def tally(became: Iterable[Kept], extra: int) -> Tally:
    """How many lines became what."""
    found = Counter(became)
    return Tally(
        sum(found.values()), found[Kept.DONE], found[Kept.MOVED], found[Kept.CANCELLED], found[Kept.MISSED],
        found[Kept.AHEAD], extra,
    )  # fmt: skip
