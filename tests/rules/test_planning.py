"""Plans of contacts: when they are due, what a draft proposes and why, what became of them (V3)."""

from datetime import date

import pytest

from models.rules import planning
from models.rules.calendar import Days
from models.rules.planning import Candidate, Deadline, Met, Noted, Tally
from models.rules.settings import Settings
from models.rules.vocabulary import DueKind, Urgency
from models.rules.vocabulary_planning import Kept, PlanFactor, PlanSpan

MONDAY = date(2026, 11, 23)
WEEK = Days(MONDAY, date(2026, 11, 29))
NEXT = Days(date(2026, 11, 30), date(2026, 12, 6))
NOVEMBER, DECEMBER = Days(date(2026, 11, 1), date(2026, 11, 30)), Days(date(2026, 12, 1), date(2026, 12, 31))
PLAIN = Settings()


def test_a_week_begins_on_monday_and_a_month_on_its_first() -> None:
    assert planning.days_of(PlanSpan.WEEK, date(2026, 11, 29)) == WEEK
    assert planning.days_of(PlanSpan.MONTH, date(2026, 11, 29)) == NOVEMBER
    assert planning.after(PlanSpan.WEEK, WEEK) == NEXT
    assert planning.after(PlanSpan.WEEK, NEXT, -1) == WEEK
    assert planning.after(PlanSpan.MONTH, NOVEMBER) == DECEMBER
    assert planning.after(PlanSpan.MONTH, DECEMBER, -1) == NOVEMBER


@pytest.mark.parametrize(("kind", "days", "settings", "expected"), [
    (PlanSpan.WEEK, NEXT, PLAIN, date(2026, 11, 27)),
    (PlanSpan.WEEK, NEXT, PLAIN._replace(plan_weekday="7"), date(2026, 11, 29)),
    (PlanSpan.WEEK, NEXT, PLAIN._replace(plan_weekday="1"), MONDAY),
    (PlanSpan.MONTH, DECEMBER, PLAIN, date(2026, 11, 28)),
    (PlanSpan.MONTH, DECEMBER, PLAIN._replace(plan_month_day=31), date(2026, 11, 30)),
    (PlanSpan.MONTH, Days(date(2027, 3, 1), date(2027, 3, 31)), PLAIN._replace(plan_month_day=30), date(2027, 2, 28)),
])  # fmt: skip
def test_a_plan_is_handed_in_before_its_days(kind: PlanSpan, days: Days, settings: Settings, expected: date) -> None:
    assert planning.deadline(kind, days, settings) == Deadline(expected, "17:30")


@pytest.mark.parametrize(("today", "expected"), [
    (date(2026, 11, 23), {(PlanSpan.WEEK, WEEK), (PlanSpan.MONTH, NOVEMBER)}),
    (date(2026, 11, 25), {(PlanSpan.WEEK, WEEK), (PlanSpan.WEEK, NEXT), (PlanSpan.MONTH, NOVEMBER)}),
    (date(2026, 11, 26), {(PlanSpan.WEEK, WEEK), (PlanSpan.WEEK, NEXT), (PlanSpan.MONTH, NOVEMBER),
                          (PlanSpan.MONTH, DECEMBER)}),
])  # fmt: skip
def test_a_plan_is_asked_for_from_the_warning_days_on_until_its_days_end(
    today: date, expected: set[tuple[PlanSpan, Days]]
) -> None:
    assert {(each.span, each.days) for each in planning.wanted(today, PLAIN)} == expected


@pytest.mark.parametrize(("dues", "urgency", "key", "met", "deal", "expected"), [
    ((), None, False, True, True, ()),
    ((DueKind.PROMISE_OURS,), None, False, True, True, (PlanFactor.PROMISE,)),
    ((DueKind.FOLLOW_UP, DueKind.PROMISE_THEIRS), Urgency.B, False, True, True,
     (PlanFactor.PROMISE, PlanFactor.CADENCE)),
    ((DueKind.BIRTHDAY,), Urgency.A, True, True, True, (PlanFactor.URGENCY, PlanFactor.KEY_TARGET)),
    ((), None, True, False, True, (PlanFactor.KEY_TARGET, PlanFactor.UNKNOWN)),
    ((), Urgency.H, False, True, False, (PlanFactor.URGENCY, PlanFactor.NO_DEAL)),
])  # fmt: skip
def test_why_an_account_should_be_seen(
    dues: tuple[DueKind, ...], urgency: Urgency | None, key: bool, met: bool, deal: bool,
    expected: tuple[PlanFactor, ...],
) -> None:  # fmt: skip
    assert planning.factors(dues, urgency, key_target=key, met=met, deal=deal) == expected


def _draft(*candidates: Candidate, taken: dict[date, int] | None = None, today: date = MONDAY, most: int = 1) -> object:
    found = planning.draft(candidates, taken or {}, WEEK, today, PLAIN._replace(plan_visits_a_day=most))
    return [(each.account, each.day.day) for each in found]


def test_each_is_proposed_near_its_own_day_the_weightiest_first() -> None:
    promise, cadence = (PlanFactor.PROMISE,), (PlanFactor.CADENCE,)
    late, thursday = Candidate(1, date(2026, 11, 2), promise), Candidate(2, date(2026, 11, 26), cadence)
    assert _draft(thursday, late) == [(1, 23), (2, 26)]
    also = Candidate(3, date(2026, 11, 26), promise)
    assert _draft(thursday, also) == [(3, 26), (2, 27)]
    last = Candidate(4, date(2026, 11, 29), cadence)
    assert _draft(last) == [(4, 27)], "a weekend is left free"
    assert _draft(late, thursday, today=date(2026, 11, 25)) == [(1, 25), (2, 26)], "days gone by are not proposed"


def test_a_day_is_never_too_full() -> None:
    many = [Candidate(n, None, (PlanFactor.UNKNOWN,)) for n in range(1, 9)]
    assert _draft(*many) == [(1, 23), (2, 24), (3, 25), (4, 26), (5, 27)]
    full = {date(2026, 11, day): 1 for day in (23, 24, 25, 26)}
    assert _draft(*many, taken=full) == [(1, 27)]
    assert _draft(*many, taken=full | {date(2026, 11, 27): 4}) == []
    assert _draft(Candidate(1, date(2026, 11, 25), (PlanFactor.PROMISE,)), taken=full) == [(1, 27)]


def test_what_became_of_each_line_and_what_was_made_beyond_it() -> None:
    day = date(2026, 11, 24)
    contacts = (
        Met(1, 10, day, "done"), Met(2, 10, date(2026, 12, 2), "planned"), Met(3, 11, day, "cancelled"),
        Met(4, 12, day, "planned"), Met(5, 12, date(2026, 11, 27), "planned"), Met(6, 13, day, "done"),
        Met(7, 14, day, "done"),
    )  # fmt: skip
    lines = [Noted(10, day, 1), Noted(10, day, 2), Noted(11, day, 3), Noted(12, day, 4), Noted(12, day, 5),
             Noted(13, day, None), Noted(15, day, None)]  # fmt: skip
    today = date(2026, 11, 26)
    became = [planning.kept(line, contacts, WEEK, today) for line in lines]
    assert became == [Kept.DONE, Kept.MOVED, Kept.CANCELLED, Kept.MISSED, Kept.AHEAD, Kept.DONE, Kept.CANCELLED]
    extra = planning.beyond(lines, contacts, WEEK)
    assert [each.id for each in extra] == [7]
    told = planning.tally(became, len(extra))
    assert told == Tally(7, 2, 1, 2, 1, 1, 1)
    assert told.percent == 33
    assert planning.tally([Kept.AHEAD], 0).percent is None
