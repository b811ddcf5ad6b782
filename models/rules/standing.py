"""What an account and its opportunities stand at: the values lists are sorted and filtered by.

They are stored, and hold until a day on which the mere passing of time can change them: `valid_until` is the
last day they hold for certain. Money is in minor units. Sources: O10, O11, S12, V4.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.rules import funnel, urgency
from models.rules.actions import agenda
from models.rules.agenda import Agenda
from models.rules.clock import add_months, next_yearly
from models.rules.facts import AccountFacts, Finding, OpportunityFact, PersonFact
from models.rules.people import known
from models.rules.risks import risks
from models.rules.settings import Settings
from models.rules.vocabulary import NO_RISK_RANK, DueKind, InformationStage, Severity

_DUE = (DueKind.PROMISE_OURS, DueKind.PROMISE_THEIRS, DueKind.VISIT, DueKind.FOLLOW_UP)
_STAGES = list(InformationStage)
_MONTH_ENDS = 4
"""Days within which a span of whole months can end, for months are not equally long."""


class OpportunityStanding(NamedTuple):
    """What an opportunity stands at: its class, the chance in per cent, the weighted amount."""

    opportunity: int
    urgency: str
    probability: int
    weighted: int
    valid_until: date | None


class AccountStanding(NamedTuple):
    """What an account stands at.

    Amounts are those of undecided opportunities; `due` is the first day a promise, visit or follow-up falls
    on; `next_text` the text of the first open promise; `risks` are codes, gravest first, and `worst` the rank
    of the gravest, `NO_RISK_RANK` without any; `agenda` is what is due. Name and owner are what lists are put in
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
    return OpportunityStanding(
        opportunity=opportunity.id,
        urgency=str(urgency.classify(opportunity, facts.has_contact, today, settings) or ""),
        probability=chance,
        weighted=funnel.weighted(opportunity.amount, chance),
        valid_until=_before(_expected(opportunity, settings), today),
    )


def _before(turns: Iterable[date], today: date) -> date | None:
    """The day before the first of these that is still to come; None when time changes nothing."""
    coming = min((day for day in turns if day > today), default=None)
    return None if coming is None else coming - timedelta(days=1)


def _turns(facts: AccountFacts, today: date, settings: Settings) -> Iterable[date]:
    """Every day on which something of the standing can change by itself; some of them change nothing."""
    for opportunity in facts.opportunities:
        yield from _expected(opportunity, settings)
    for visit in facts.planned:
        yield from _after(visit.date, 0)
    for event in facts.events:
        yield from _after(event.date, settings.recent_event_days)
    for day in (facts.last_contact or facts.recorded, *(o.recorded for o in facts.opportunities)):
        if day:
            yield from _after(day, settings.contact_days, 2 * settings.contact_days)
    for person in facts.people:
        yield from _person(person, today, settings)


def _person(person: PersonFact, today: date, settings: Settings) -> Iterable[date]:
    if person.birthday:
        birthday = next_yearly(*person.birthday, today)
        yield birthday - timedelta(days=settings.promise_warning_days)
        yield birthday + timedelta(days=1)
    if person.last_contact:
        yield from _after(person.last_contact, settings.contact_days)
    for entry in person.stances:
        yield from _after(entry.date, settings.stance_fell_days, settings.champion_act_days)
    for act in person.acts:
        yield from _after(act.date, settings.champion_act_days)


def _after(day: date, *periods: int) -> Iterable[date]:
    """The last day of each period from a day, and the one after it."""
    for days in periods:
        yield day + timedelta(days=days)
        yield day + timedelta(days=days + 1)


def _expected(opportunity: OpportunityFact, settings: Settings) -> Iterable[date]:
    """The days on which an undecided opportunity can change its class, and that after its expected date."""
    if opportunity.expected is None or not urgency.alive(opportunity):
        return
    yield opportunity.expected + timedelta(days=1)
    for months in (
        settings.urgency_h_months, settings.urgency_a_months,
        settings.urgency_b_months, settings.urgency_c_months,
    ):  # fmt: skip
        first = add_months(opportunity.expected, -months)
        yield from (first + timedelta(days=days) for days in range(_MONTH_ENDS))
