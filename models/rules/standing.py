"""What an account and its opportunities stand at: the values lists are sorted and filtered by.

They are stored, and hold until a day on which the mere passing of time can change them: `valid_until` is the
last day they hold for certain. Money is in minor units. Sources: O10, O11, S12, V4.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from models.rules import accounts, figures, funnel, grading, hygiene, process, urgency
from models.rules.actions import agenda
from models.rules.agenda import Agenda
from models.rules.clock import add_months, returns
from models.rules.facts import AccountFacts, Finding, OpportunityFact, PersonFact
from models.rules.people import known
from models.rules.risks import risks
from models.rules.settings import Settings
from models.rules.vocabulary import NO_RISK_RANK, DueKind, InformationStage, Severity, ValueClass

_DUE = (
    DueKind.PROMISE_OURS, DueKind.PROMISE_THEIRS, DueKind.VISIT, DueKind.FOLLOW_UP, DueKind.MILESTONE, DueKind.PAYMENT,
    DueKind.REPORT, DueKind.RENEWAL, DueKind.REVIEW, DueKind.OPENING,
)  # fmt: skip
_STAGES = list(InformationStage)
_CLASSES = list(ValueClass)
_MONTH_ENDS = 4
"""Days within which a span of whole months can end, for months are not equally long."""


class OpportunityStanding(NamedTuple):
    """What an opportunity stands at: its class, the chance in per cent, the weighted amount.

    `rank` is its place in the funnel, `updated` the day of the last news, `next_due` that of its next step.
    """

    opportunity: int
    urgency: str
    probability: int
    weighted: int
    valid_until: date | None
    account: int
    rank: int
    urgency_rank: int
    amount: int
    updated: date | None
    next_due: date | None


class AccountStanding(NamedTuple):
    """What an account stands at.

    Amounts are those of undecided opportunities; `due` is the first day a promise, visit or follow-up falls
    on; `next_text` the text of the first open promise; `risks` are codes, gravest first, and `worst` the rank
    of the gravest, `NO_RISK_RANK` without any; `agenda` is what is due; `completeness` is that of the profile in per
    cent, `value_rank` the place of the value class, strategic first. Name and owner are what lists are put in
    order and told apart by.
    """

    account: int
    sort_key: str
    owner: int | None
    urgency: str
    urgency_rank: int
    information_stage: str
    open_amount: int
    weighted: int
    due: date | None
    next_text: str
    last_contact: date | None
    people: int
    risks: tuple[str, ...]
    worst: int
    valid_until: date | None
    agenda: Agenda
    grade: str = ""
    completeness: int = 0
    value_rank: int = NO_RISK_RANK
    opportunities: tuple[OpportunityStanding, ...] = ()


def standing(
    facts: AccountFacts, today: date, settings: Settings, found: Sequence[Finding] | None = None
) -> AccountStanding:
    """What an account and each of its opportunities stand at on a day (O10, O11, S12, V4).

    `found` are its risks where the caller knows them already.
    """
    classed = urgency.account_urgency(facts.opportunities, facts.has_contact, today, settings)
    undecided = [o for o in facts.opportunities if urgency.alive(o)]
    found = risks(facts, today, settings) if found is None else found
    planned = agenda(facts, today, settings, found)
    due, text = _next(facts, planned)
    return AccountStanding(
        account=facts.id,
        sort_key=facts.sort_key,
        owner=facts.owner,
        urgency=str(classed or ""),
        urgency_rank=urgency.urgency_rank(classed) if facts.opportunities else NO_RISK_RANK,
        information_stage=_stage(undecided),
        open_amount=sum(o.amount or 0 for o in undecided),
        weighted=sum(funnel.weighted(o.amount, funnel.probability(o, settings)) for o in undecided),
        due=due,
        next_text=text,
        last_contact=facts.last_contact,
        people=len(known(facts)),
        risks=tuple(dict.fromkeys(risk.code for risk in found)),
        worst=min((Severity(risk.severity).rank for risk in found), default=NO_RISK_RANK),
        valid_until=_before(_turns(facts, today, settings), today),
        agenda=planned,
        grade=str(grading.grading(facts, today, settings).grade or ""),
        completeness=accounts.upkeep(facts.card, accounts.wanted(settings)).percent,
        value_rank=NO_RISK_RANK if facts.value_class is None else _CLASSES.index(facts.value_class),
        opportunities=tuple(_opportunity(o, facts, today, settings) for o in facts.opportunities),
    )


def _next(facts: AccountFacts, planned: Agenda) -> tuple[date | None, str]:
    """The day of what is due first and its text, "" for a follow-up; an undated promise where nothing has a day."""
    dated = [(item.date, item) for item in planned.items if item.kind in _DUE and item.date]
    if not dated:
        return None, facts.promises[0].text if facts.promises else ""
    day, first = min(dated, key=lambda pair: pair[0])
    return day, str(dict(first.detail).get("text", ""))


def _stage(undecided: Iterable[OpportunityFact]) -> str:
    """The most advanced information stage (O2)."""
    return str(max((o.information_stage for o in undecided), key=_STAGES.index, default=""))


def _opportunity(
    opportunity: OpportunityFact, facts: AccountFacts, today: date, settings: Settings
) -> OpportunityStanding:
    chance = funnel.probability(opportunity, settings)
    classed = urgency.classify(opportunity, facts.has_contact, today, settings)
    return OpportunityStanding(
        opportunity=opportunity.id,
        urgency=str(classed or ""),
        probability=chance,
        weighted=funnel.weighted(opportunity.amount, chance),
        valid_until=_before(_expected(opportunity, settings), today),
        account=facts.id,
        rank=process.rank(opportunity),
        urgency_rank=urgency.urgency_rank(classed),
        amount=opportunity.amount or 0,
        updated=hygiene.updated(opportunity),
        next_due=hygiene.next_due(facts, opportunity),
    )


def _before(turns: Iterable[date], today: date) -> date | None:
    """The day before the first of these that is still to come; None when time changes nothing."""
    coming = min((day for day in turns if day > today), default=None)
    return None if coming is None else coming - timedelta(days=1)


def _turns(facts: AccountFacts, today: date, settings: Settings) -> Iterable[date]:
    """Every day on which something of the standing can change by itself; some of them change nothing."""
    for expected in {o.expected for o in facts.opportunities if urgency.alive(o) and o.expected}:
        yield from _classed(expected, settings)
    yield from _after((visit.date for visit in facts.planned), 0)
    yield from _after((event.date for event in facts.events), settings.recent_event_days)
    silent = (facts.last_contact or facts.recorded, *(o.recorded for o in facts.opportunities))
    yield from _after((day for day in silent if day), settings.contact_days, 2 * settings.contact_days)
    yield from _of_people(facts.people, today, settings)
    for turn in figures.turns(facts.figures, facts.opportunities, today):
        yield from (turn, turn + timedelta(days=1))


def _of_people(people: Iterable[PersonFact], today: date, settings: Settings) -> Iterable[date]:
    for birthday in {returns(person.birthday, today) for person in people if person.birthday}:
        yield birthday - timedelta(days=settings.promise_warning_days)
        yield birthday + timedelta(days=1)
    yield from _after((person.last_contact for person in people if person.last_contact), settings.contact_days)
    stances = (entry.date for person in people for entry in person.stances)
    yield from _after(stances, settings.stance_fell_days, settings.champion_act_days, settings.recent_event_days)
    yield from _after((act.date for person in people for act in person.acts), settings.champion_act_days)


def _after(begun: Iterable[date], *periods: int) -> Iterable[date]:
    """The last day of each period from some days, and the one after it."""
    days = set(begun)
    for period in periods:
        last, next_day = timedelta(days=period), timedelta(days=period + 1)
        for day in days:
            yield day + last
            yield day + next_day


def _expected(opportunity: OpportunityFact, settings: Settings) -> Iterable[date]:
    """The days on which an undecided opportunity can change its class, and that after its expected date."""
    if opportunity.expected is None or not urgency.alive(opportunity):
        return ()
    return _classed(opportunity.expected, settings)


@lru_cache(512)
def _classed(expected: date, settings: Settings) -> tuple[date, ...]:
    """The days around which what is expected on a day changes its class."""
    bounds = (
        settings.urgency_h_months, settings.urgency_a_months, settings.urgency_b_months, settings.urgency_c_months,
    )  # fmt: skip
    firsts = [add_months(expected, -months) for months in bounds]
    ends = (first + timedelta(days=days) for first in firsts for days in range(_MONTH_ENDS))
    return (expected + timedelta(days=1), *ends)
