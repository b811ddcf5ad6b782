"""Risks that lie with people: support that narrows, moves, falls or falls silent (S12, P11, P15)."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.rules.clock import days_since
from models.rules.coach import doubtful, idle_since
from models.rules.coverage import coverage, single_thread
from models.rules.facts import AccountFacts, EventFact, Finding, PersonFact
from models.rules.people import deciders, known
from models.rules.settings import Settings
from models.rules.stances import Standing, current, favours_us, scopes, standings, trend
from models.rules.urgency import alive, leading
from models.rules.vocabulary import EventKind, Severity, Stance, Step

EARLY = (Step.LEAD, Step.DIAGNOSIS)
"""Steps at which a missing contact is work to do, not yet a grave risk."""


def people_risks(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """The risks that lie with people, in no order (S12)."""
    subject = leading(facts, today, settings)
    thread = single_thread(facts, subject.id if subject else None)
    if thread and (subject or ("basis", "support") in thread.detail):
        yield thread
    yield from _decision_level(facts, today, settings)
    yield from _doubtful_champions(facts, today, settings)
    yield from _personnel(facts, today, settings)
    yield from _falls(facts, today, settings)


def recent_changes(facts: AccountFacts, today: date, settings: Settings) -> tuple[EventFact, ...]:
    """Personnel changes of the last `recent_event_days` days and announced ones, newest first (A16)."""
    return tuple(
        e
        for e in facts.events
        if e.kind is EventKind.PERSONNEL_CHANGE and (today - e.date).days <= settings.recent_event_days
    )


def _decision_level(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    subject = leading(facts, today, settings)
    if subject is None:
        return
    seen = coverage(facts, subject.id, today, settings)
    if not seen.decision_met:
        severity = Severity.MEDIUM if subject.step in EARLY else Severity.HIGH
        since = subject.recorded or facts.recorded
        detail = (("known", len(seen.deciders)),)
        yield Finding("decision_level_unmet", severity, seen.deciders_unmet, since, subject.id, detail)


def _doubtful_champions(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    subject = leading(facts, today, settings)
    scope = subject.id if subject else None
    stands = standings(facts, scope)
    champions = [p for p in known(facts) if stands[p.id].stance is Stance.CHAMPION]
    idle = {p.id: idle_since(p, scope) for p in champions if doubtful(p, today, settings, scope)}
    if idle:
        since = min(day for day in idle.values() if day)
        detail = (("days", (today - since).days),)
        yield Finding("champion_doubtful", Severity.MEDIUM, tuple(idle), since, scope, detail)


def _personnel(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """One finding per change, and a second where a supporter of ours is the one concerned."""
    person = {p.id: p for p in facts.people}
    deciding = {i for d in deciders(facts, None) for i in d.people}
    for event in recent_changes(facts, today, settings):
        who = person.get(event.person) if event.person is not None else None
        people = (who.id,) if who else ()
        ours = who is not None and stood_with_us(who, event.date, facts)
        weighty = who is not None and (who.influence or 0) >= settings.high_influence
        grave = ours or weighty or bool(deciding & set(people))
        severity = Severity.HIGH if grave else Severity.MEDIUM
        detail = (("event", event.text),)
        yield Finding("personnel_change", severity, people, event.date, None, detail)
        if ours:
            yield Finding("champion_moved", Severity.HIGH, people, event.date, None, detail)


def stood_with_us(person: PersonFact, day: date, facts: AccountFacts) -> bool:
    """Whether the person supported us just before a day, or does now, anywhere in the account (P4, C2)."""
    undecided = [o.id for o in facts.opportunities if alive(o)]
    days = (day - timedelta(days=1), None)
    return any(favours_us(current(person, scope, on).stance) for scope in scopes(person, undecided) for on in days)


def _falls(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """One finding per person and fall; a fall on the account counts once, not per opportunity."""
    undecided, stands = [o.id for o in facts.opportunities if alive(o)], standings(facts, None)
    for person in known(facts):
        told: set[tuple[Stance, date | None]] = set()
        for scope in scopes(person, undecided):
            now = stands[person.id] if scope is None else current(person, scope)
            if (now.stance, now.since) in told or not _fell(now, today, settings):
                continue
            told.add((now.stance, now.since))
            weighty = (person.influence or 0) >= settings.high_influence
            grave = weighty or (now.before is not None and favours_us(now.before))
            severity = Severity.HIGH if grave else Severity.MEDIUM
            detail = (("before", str(now.before)), ("stance", str(now.stance)))
            yield Finding("stance_fell", severity, (person.id,), now.since, scope, detail)


def _fell(standing: Standing, today: date, settings: Settings) -> bool:
    ago = days_since(standing.since, today)
    return trend(standing) == "down" and ago is not None and ago <= settings.stance_fell_days
