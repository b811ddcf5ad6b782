"""What the strategy for an account asks for: reviews, openings, surveys, barriers, ways to hold (S2, S6, S8-S10)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from models.rules.aftersale import renewal_notice
from models.rules.agenda import DueItem
from models.rules.facts import AccountFacts
from models.rules.radar_facts import PlanningFact
from models.rules.settings import Settings
from models.rules.urgency import alive, leading
from models.rules.vocabulary import DueKind, Kind, Position
from models.rules.vocabulary_strategy import HoldItem, Strategy


def due(facts: AccountFacts, today: date, settings: Settings) -> Iterator[DueItem]:
    """What is due for the strategy, past and to come; an opening is due from the day it came."""
    yield from _plan(facts, settings)
    yield from _survey(facts, settings)
    yield from _dissatisfied(facts, settings)
    yield from _holds(facts, settings)
    yield from _barriers(facts, settings)
    yield from _openings(facts, today, settings)


def _plan(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """The review of the newest plan: a quarter after it was made, then after each review (S8)."""
    plan = max((each for each in facts.planning if each.kind == "plan"), key=lambda each: each.text, default=None)
    if plan is None:
        return
    reviews = [each.day for each in facts.planning if each.kind == "review" and each.day]
    if day := review_due(reviews, settings, plan.day):
        why = "plan_reviewed" if reviews else "plan_unreviewed"
        yield DueItem(
            DueKind.REVIEW, day, facts.id, None, (), "review_plan", ("account_plan", plan.id),
            (("year", plan.text),), (why,),
        )  # fmt: skip


def review_due(reviews: Sequence[date], settings: Settings, made: date | None = None) -> date | None:
    """When the plan is looked at next: so long after it was made and last reviewed; None where none is known (S8)."""
    last = max((*reviews, *((made,) if made else ())), default=None)
    return last + timedelta(days=settings.strategy_review_days) if last else None


def _survey(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """To ask again how satisfied they are, where somebody was asked before (S10)."""
    asked = [each for each in facts.planning if each.kind == "survey" and each.day]
    if last := max((each.day for each in asked if each.day), default=None):
        day = last + timedelta(days=settings.strategy_survey_days)
        subject = ("account", facts.id)
        yield DueItem(DueKind.REVIEW, day, facts.id, None, (), "ask_satisfaction", subject, (), ("survey_old",))


def _dissatisfied(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """Whoever is not satisfied, or markedly less than before, is called on after he said so (S10)."""
    told: dict[int, list[PlanningFact]] = {}
    for each in facts.planning:
        if each.kind == "survey" and each.person is not None and each.day:
            told.setdefault(each.person, []).append(each)
    for person, answers in told.items():
        scores = [each.score or 0 for each in sorted(answers, key=lambda each: (each.day or date.min, each.id))]
        last = max(answers, key=lambda each: (each.day or date.min, each.id))
        fell = len(scores) > 1 and scores[-2] - scores[-1] >= settings.strategy_satisfaction_fell
        why = (
            *(("satisfaction_low",) if scores[-1] < settings.strategy_satisfied_score else ()),
            *(("satisfaction_fell",) if fell else ()),
        )
        if why and last.day and _fresh(last.day, facts.last_contact):
            detail = (("score", scores[-1]), *((("earlier", scores[-2]),) if fell else ()))
            yield DueItem(
                DueKind.REVIEW, last.day, facts.id, None, (person,), "mend_satisfaction", ("survey", last.id), detail,
                why,
            )  # fmt: skip


def _holds(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """The yearly list of ways to hold, once it was begun (S9)."""
    ticks = [each for each in facts.planning if each.kind == "hold" and each.day]
    if not ticks:
        return
    if found := hold_due({each.text: each.day for each in ticks if each.day}, settings):
        day, wanted = found
        subject, detail = ("hold_tick", min(each.id for each in ticks)), (("ways", ";".join(wanted)),)
        yield DueItem(DueKind.REVIEW, day, facts.id, None, (), "hold_account", subject, detail, ("hold_yearly",))


def hold_due(taken: Mapping[str, date], settings: Settings) -> tuple[date, tuple[HoldItem, ...]] | None:
    """When the list is gone through next, and the ways that are wanted then; None where it was never begun (S9).

    A way is wanted again so long after it was taken last; one never taken, so long after the list was begun.
    """
    if not taken:
        return None
    begun, term = min(taken.values()), timedelta(days=settings.strategy_hold_days)
    day = begun + term
    return day, tuple(item for item in HoldItem if taken.get(item.value, begun) + term <= day)


def _barriers(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """To renew what keeps others out, before its day (S6)."""
    for each in facts.planning:
        if each.kind == "barrier" and (notice := renewal_notice(each.day, settings)):
            detail = (("text", each.text), ("date", str(each.day)))
            subject = ("barrier", each.id)
            yield DueItem(
                DueKind.RENEWAL, notice, facts.id, None, (), "renew_barrier", subject, detail, ("barrier_ends",)
            )


def _openings(facts: AccountFacts, today: date, settings: Settings) -> Iterator[DueItem]:
    """What guerrilla waits for, where it is advised against a competitor, until somebody was there since (S2)."""
    rivals = any(rival.position is not Position.OUT for rival in facts.competitors)
    if not rivals or facts.kind not in (None, Kind.TRANSACTIONAL):
        return
    from models.rules import competition  # most accounts do without

    found = [each for each in competition.triggers(facts, today, settings) if _fresh(each.since, facts.last_contact)]
    deal = waits_on(facts, today, settings) if found else None
    if deal is None:
        return
    for each in found:
        kind, text = each.code.removeprefix("trigger."), dict(each.detail).get("text", "")
        event = next((e.id for e in facts.events if (e.date, e.text, str(e.kind)) == (each.since, text, kind)), None)
        about = ("person", each.people[0]) if event is None else ("account_event", event)
        yield DueItem(
            DueKind.OPENING, each.since, facts.id, deal or None, each.people, f"use_opening:{kind}", about,
            (("text", text),) if text else (), ("guerrilla",),
        )  # fmt: skip


def _fresh(since: date | None, last: date | None) -> bool:
    return since is not None and (last is None or last <= since)


def waits_on(facts: AccountFacts, today: date, settings: Settings) -> int | None:
    """The undecided opportunity on which guerrilla is advised against somebody, the leading one first (S2).

    0 where it is advised at the account as such, None where it is not.
    """
    first = leading(facts, today, settings)
    others = sorted(deal.id for deal in facts.opportunities if alive(deal))
    deals = dict.fromkeys([*((first.id,) if first else ()), *others, 0])
    return next((deal for deal in deals if _waits(facts, deal or None, today, settings)), None)


def _waits(facts: AccountFacts, deal: int | None, today: date, settings: Settings) -> bool:
    from models.rules import competition, factors

    rivals = competition.here(facts, deal)
    if all(rival.position is Position.OUT for rival in rivals):
        return False
    chart = factors.chart(facts.scored, deal, (rival.id for rival in rivals), settings)
    place = competition.position(competition.inputs(facts, deal, facts.kind, chart, today, settings), settings)
    return any(option.strategy is Strategy.GUERRILLA for option in competition.strategies(place, facts.kind))
