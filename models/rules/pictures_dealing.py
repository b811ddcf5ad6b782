"""The pictures of dealing: the value year by year, the staircase of concessions, the timeline of a delivery."""

from collections.abc import Sequence
from datetime import date

from models.rules import delivering
from models.rules.bargaining import Plan, Stair, Step, below, staircase
from models.rules.delivering import Mark
from models.rules.pictures import (
    Bar,
    BarRow,
    Bars,
    Count,
    Day,
    Label,
    Legend,
    Money,
    Note,
    Share,
    Thing,
    Tick,
    Tone,
    Word,
)
from models.rules.value import Case, Year
from models.rules.vocabulary_dealing import MilestoneState


def _head(*codes: str) -> tuple[Label, ...]:
    return tuple(Word("report.head", code) for code in codes)


def _legend(*told: tuple[Tone, str]) -> tuple[Legend, ...]:
    return tuple(Legend(tone, "", Word("report.legend", code)) for tone, code in told)


def value(worth: Case | None) -> Bars:
    """What is gained less what is spent by the end of each year of the term (O12)."""
    rows = tuple(_year(year) for year in worth.years) if worth else ()
    return Bars(
        Word("report", "value"), _head("year", "benefit", "cost", "roi"), rows,
        legend=_legend((Tone.DANGER, "spent"), (Tone.GOOD, "gained")) if rows else (),
    )  # fmt: skip


def _year(year: Year) -> BarRow:
    net = year.benefit - year.cost
    share = Share(net, year.cost) if year.cost > 0 else None
    return BarRow(
        Count(year.year), (Bar(min(net, 0), max(net, 0), Tone.GOOD if net > 0 else Tone.DANGER),),
        (Money(year.benefit), Money(year.cost), share), None,
        (("year", Count(year.year)), ("benefit", Money(year.benefit)), ("cost", Money(year.cost)), ("roi", share)),
    )  # fmt: skip


def concessions(plan: Plan | None, start: int | None, steps: Sequence[Step], account: int) -> Bars:
    """How the price comes down step by step, from the target to what we walk away at (O16).

    The scale begins a little below the lowest price, for the steps are small beside the whole.
    """
    stairs = staircase(start, steps) if start is not None else ()
    limit = plan.walk_away if plan else None
    places = [start or 0, *(stair.after for stair in stairs), *([] if limit is None else [limit])]
    margin = max((max(places) - min(places)) // 4, 1)
    rows = tuple(_stair(stair, plan, account) for stair in stairs)
    ticks = () if limit is None or not rows else (Tick(limit, Word("report.head", "walk_away")),)
    told = ((Tone.GOOD, "for_something"), (Tone.WARNING, "for_nothing"), (Tone.DANGER, "below_limit"))
    return Bars(
        Word("report", "concessions"), _head("give", "gain", "worth", "price"), rows, low=min(places) - margin,
        high=max(places), ticks=ticks, legend=_legend(*told) if rows else (),
    )  # fmt: skip


def _stair(stair: Stair, plan: Plan | None, account: int) -> BarRow:
    step = stair.step
    tone = Tone.DANGER if below(plan, stair.after) else Tone.GOOD if step.gain else Tone.WARNING
    gain, worth, after = Note(step.gain) if step.gain else None, Money(step.worth or 0), Money(stair.after)
    return BarRow(
        Note(step.give), (Bar(stair.after, stair.before, tone),), (gain, worth, after),
        Thing("concession", step.id, account),
        (("give", Note(step.give)), ("gain", gain), ("worth", worth), ("price", after),
         ("state", Word("concession_state", step.state))),
    )  # fmt: skip


def delivery(marks: Sequence[Mark], signed: date | None, today: date, account: int) -> Bars:
    """The milestones as a timeline, each from the one before it to its day; today is on the axis (O19)."""
    ordered = delivering.ordered(marks)
    first = min(signed or ordered[0].due, ordered[0].due) if ordered else today
    starts = [first, *(mark.due for mark in ordered)]
    rows = tuple(_mark(mark, begun, today, account) for begun, mark in zip(starts, ordered, strict=False))
    days = [first, today, *(mark.due for mark in ordered), *(mark.done for mark in ordered if mark.done)]
    told = ((Tone.GOOD, "done"), (Tone.ACCENT, "running"), (Tone.DANGER, "late"), (Tone.DIM, "planned"))
    return Bars(
        Word("report", "delivery"), _head("milestone", "due", "state"), rows, low=min(days).toordinal(),
        high=max(days).toordinal(), ticks=(Tick(today.toordinal(), Day(today)),) if rows else (),
        legend=_legend(*told) if rows else (),
    )  # fmt: skip


def _mark(mark: Mark, begun: date, today: date, account: int) -> BarRow:
    late = delivering.late(mark, today)
    tone = Tone.GOOD if not mark.open else Tone.DANGER if late else (
        Tone.ACCENT if mark.state is MilestoneState.RUNNING else Tone.DIM
    )
    end = max(mark.done or mark.due, begun).toordinal()
    kind, state = Word("milestone_kind", mark.kind), Word("milestone_state", mark.state)
    done = Day(mark.done) if mark.done else None
    return BarRow(
        kind, (Bar(min(begun.toordinal(), end - 1), end, tone),), (Day(mark.due), state),
        Thing("milestone", mark.id, account),
        (("kind", kind), ("deliverable", Note(mark.deliverable)), ("due", Day(mark.due)), ("state", state),
         ("done", done), ("late", Count(late))),
    )  # fmt: skip
