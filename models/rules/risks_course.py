"""Risks that lie in the course of things: silence, complaints, competitors, an unknown chain (S12)."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.rules import complaints
from models.rules.clock import days_since
from models.rules.coach import third_visit_due
from models.rules.coverage import coverage
from models.rules.facts import AccountFacts, CompetitorFact, Finding, OpportunityFact
from models.rules.needs import opportunity_of
from models.rules.people import ids, known, roles_of
from models.rules.risks_people import EARLY
from models.rules.settings import Settings
from models.rules.stances import favours_us, opposes_us, standings
from models.rules.urgency import alive, date_passed, leading
from models.rules.vocabulary import Position, Role, Severity, Step, VisitKind

_BACKED = (Position.FAVOURED, Position.INCUMBENT)


def course_risks(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """The risks that lie in the course of things, in no order (S12)."""
    yield from _complaints(facts)
    yield from _silence(facts, today, settings)
    yield from _no_inside(facts, today, settings)
    yield from _chain(facts, today, settings)
    yield from _competitors(facts, today, settings)


def _complaints(facts: AccountFacts) -> Iterator[Finding]:
    """Complaints the customer waits on, and visits about one that left something open (V14)."""
    waiting = [c for c in facts.complained if complaints.waits(c.state)]
    count = len(facts.complaints) + len(waiting)
    if count:
        visits = [v for v in facts.recent_visits if v.id in facts.complaints]
        told = [v.date for v in visits if v.kind is VisitKind.COMPLAINT]
        since = min((*told, *(c.received for c in waiting)), default=None)
        met = (i for v in visits for i in v.people)
        people = tuple(dict.fromkeys((*met, *(c.person for c in waiting if c.person))))
        yield Finding("complaint_open", Severity.HIGH, people, since, None, (("count", count),))


def _silence(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """No contact for more than `contact_days` while something is to be decided; grave after twice that."""
    last = facts.last_contact or facts.recorded
    days = days_since(last, today)
    if days is None or days <= settings.contact_days or not any(alive(o) for o in facts.opportunities):
        return
    severity = Severity.HIGH if days > 2 * settings.contact_days else Severity.MEDIUM
    yield Finding("silent", severity, (), last, None, (("days", days),))


def _no_inside(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """Once per account: by the visits of the leading opportunity, else by all there were."""
    subject = leading(facts, today, settings)
    if subject and third_visit_due(facts, subject.id, settings):
        detail = (("visits", subject.visits),)
        yield Finding("no_inside_contact", Severity.MEDIUM, (), None, subject.id, detail)
    elif third_visit_due(facts, None, settings):
        yield Finding("no_inside_contact", Severity.MEDIUM, (), None, None, (("visits", facts.visits),))


def _chain(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """Unknown decision maker or two unknown roles, weighty people out of touch, or a date gone by."""
    subject = leading(facts, today, settings)
    if subject is None:
        return
    seen = coverage(facts, subject.id, today, settings)
    quiet = {*seen.neglected, *_quiet_influencers(facts, subject, today, settings)}
    unclear = Role.DECISION_MAKER in seen.roles_missing or len(seen.roles_missing) > 1
    late = date_passed(subject, today)
    if not (unclear or quiet or late):
        return
    detail = (("roles", len(seen.roles_missing)), ("silent", len(quiet)), ("late", int(late)))
    people = ids(p for p in known(facts) if p.id in quiet)
    since = subject.recorded or facts.recorded
    severity = _by_step(subject.step)
    yield Finding("chain_out_of_control", severity, people, since, subject.id, detail)


def _by_step(step: Step) -> Severity:
    if step in EARLY:
        return Severity.LOW
    return Severity.MEDIUM if step is Step.PROPOSAL else Severity.HIGH


def _quiet_influencers(
    facts: AccountFacts, subject: OpportunityFact, today: date, settings: Settings
) -> tuple[int, ...]:
    fresh = today - timedelta(days=settings.contact_days)
    influencers = [p for p in known(facts) if Role.INFLUENCER in roles_of(p, subject.id)]
    return ids(p for p in influencers if p.last_contact is None or p.last_contact < fresh)


def _competitors(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """A favoured or incumbent competitor on something undecided while no technical person supports us."""
    for rival in facts.competitors:
        subject = opportunity_of(facts, rival.opportunity) or leading(facts, today, settings)
        if rival.position in _BACKED and subject and alive(subject):
            yield from _against(rival, subject, facts)


def _against(rival: CompetitorFact, subject: OpportunityFact, facts: AccountFacts) -> Iterator[Finding]:
    judges = [p for p in known(facts) if roles_of(p, subject.id) & {Role.TECHNICAL, Role.GATEKEEPER}]
    standing = standings(facts, subject.id)
    if any(favours_us(standing[p.id].stance) for p in judges):
        return
    people = ids(p for p in known(facts) if opposes_us(standing[p.id].stance))
    since = max((s for i in people if (s := standing[i].since)), default=None)
    severity = Severity.HIGH if rival.position is Position.FAVOURED else Severity.MEDIUM
    detail = (("competitor", rival.name), ("position", str(rival.position)))
    yield Finding("competitor_stirs", severity, people, since, subject.id, detail)
