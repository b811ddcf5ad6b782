"""Who is known, met and won on the buying side, and what is missing (P15, P16)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.rules.clock import days_since
from models.rules.coach import candidates, firm_champions, inside
from models.rules.facts import AccountFacts, Finding, PersonFact, UnitFact
from models.rules.needs import bant_unknown, criteria_known, five_w, opportunity_of
from models.rules.once import once
from models.rules.people import deciders, ids, known, met, roles_of
from models.rules.settings import Settings
from models.rules.stances import favours_us, standings
from models.rules.urgency import leading
from models.rules.vocabulary import Role, Severity, Stance, UnitKind

EXPECTED_ROLES = (Role.DECISION_MAKER, Role.TECHNICAL, Role.PURCHASER, Role.GATEKEEPER, Role.USER)
"""Roles every purchase has, gravest to miss first. Influencers and initiators may truly be absent."""

_MANNED = (UnitKind.DEPARTMENT, UnitKind.OUTSIDE_BODY, UnitKind.COMMITTEE, UnitKind.PROJECT_GROUP)
BETWEEN_NAMES = " / "
"""What stands between the names of units in one detail."""


class Coverage(NamedTuple):
    """Coverage of the buying side: tuples of person ids (units: of unit ids), weightiest first."""

    roles_missing: tuple[Role, ...]
    stance_unknown: tuple[int, ...]
    personality_unknown: tuple[int, ...]
    never_met: tuple[int, ...]
    neglected: tuple[int, ...]
    """High influence and no contact within `contact_days`."""
    deciders: tuple[int, ...]
    deciders_unmet: tuple[int, ...]
    """Of the deciders not reached yet; seats among them."""
    decision_met: bool
    reached_percent: int
    units_without_contact: tuple[int, ...]


@once
def coverage(facts: AccountFacts, opportunity: int | None, today: date, settings: Settings) -> Coverage:
    """Who is known and reached; a seat is not known; per cent are whole, 0 without a decider (P15, P16)."""
    people, stands = known(facts), standings(facts, opportunity)
    deciding = deciders(facts, opportunity)
    reached = sum(d.met for d in deciding)
    return Coverage(
        roles_missing=_roles_missing(facts, opportunity),
        stance_unknown=ids(p for p in people if stands[p.id].stance is Stance.UNKNOWN),
        personality_unknown=ids(p for p in people if p.personality is None),
        never_met=ids(p for p in people if not met(p)),
        neglected=ids(p for p in people if _neglected(p, today, settings)),
        deciders=_unique(i for d in deciding for i in d.people),
        deciders_unmet=_unique(i for d in deciding if not d.met for i in d.unmet),
        decision_met=reached > 0,
        reached_percent=(200 * reached + len(deciding)) // (2 * len(deciding)) if deciding else 0,
        units_without_contact=_unmanned(facts),
    )


def _unique(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))


def _roles_missing(facts: AccountFacts, opportunity: int | None) -> tuple[Role, ...]:
    own = [p for p in known(facts) if p.account == facts.id]
    held = frozenset[Role]().union(*(roles_of(p, opportunity) for p in own))
    numbers = {p.id for p in own}
    if any(u.kind is UnitKind.COMMITTEE and u.members & numbers for u in facts.units):
        held |= {Role.DECISION_MAKER}
    return tuple(role for role in EXPECTED_ROLES if role not in held)


def _neglected(person: PersonFact, today: date, settings: Settings) -> bool:
    silent = days_since(person.last_contact, today)
    weighty = (person.influence or 0) >= settings.high_influence
    return weighty and (silent is None or silent > settings.contact_days)


def _unmanned(facts: AccountFacts) -> tuple[int, ...]:
    """Departments and bodies without a known person in them, below them, or among their members."""
    people = known(facts)
    numbers = {p.id for p in people}
    units = {u.id: u for u in facts.units}
    manned: set[int] = set()
    for start in [p.unit for p in people] + [u.id for u in facts.units if u.members & numbers]:
        step = start
        while step in units and step not in manned:
            manned.add(step)
            step = units[step].parent
    return tuple(u.id for u in facts.units if u.kind in _MANNED and u.id not in manned)


def single_thread(facts: AccountFacts, opportunity: int | None) -> Finding | None:
    """The warning that all support, or without any all contact, hangs on one person or one department (P15).

    Details: `basis` support or contact, `way` person or department, `unit` its name.
    """
    stands = standings(facts, opportunity)
    support = [p for p in known(facts) if favours_us(stands[p.id].stance)]
    basis = "support" if support else "contact"
    thread = support or [p for p in known(facts) if met(p)]
    unit = _only_unit(thread, facts)
    if not thread or (len(thread) > 1 and unit is None):
        return None
    way = "person" if len(thread) == 1 else "department"
    severity = Severity.HIGH if (basis, way) == ("support", "person") else Severity.MEDIUM
    detail: list[tuple[str, str | int]] = [("basis", basis), ("way", way)]
    if unit:
        detail.append(("unit", unit.name))
    since = max((s for p in support if (s := stands[p.id].since)), default=None)
    return Finding("single_thread", severity, ids(thread), since, opportunity, tuple(detail))


def _only_unit(thread: Iterable[PersonFact], facts: AccountFacts) -> UnitFact | None:
    """The department all of them sit in, where the account has anybody or anything outside it."""
    seats = {p.unit for p in thread}
    unit = next((u for u in facts.units if seats == {u.id} and u.kind in _MANNED), None)
    others = any(p.unit not in seats for p in facts.people) or len(facts.units) > 1
    return unit if others else None


@once
def gaps(
    facts: AccountFacts, opportunity: int | None, today: date, settings: Settings
) -> tuple[Finding, ...]:
    """What is still missing, most important first, one finding per code with all its people (P15, Q5, O9).

    Without an opportunity stances are the account's; criteria, BANT and 5W2H are its leading one's.
    """
    seen = coverage(facts, opportunity, today, settings)
    missing = [_role_gap(role, facts, opportunity) for role in seen.roles_missing]
    first = [g for g in missing if g.severity == Severity.HIGH]
    rest = [g for g in missing if g.severity != Severity.HIGH]
    return (
        *first,
        *_contact_gap(seen, facts),
        *_stance_gap(seen, facts, settings),
        *rest,
        *_coach_gaps(facts, opportunity, today, settings),
        *_people_gap("personality_unknown", seen.personality_unknown),
        *_need_gaps(facts, opportunity, today, settings),
    )


def _role_gap(role: Role, facts: AccountFacts, opportunity: int | None) -> Finding:
    seats = ids(p for p in facts.people if p.placeholder and role in roles_of(p, opportunity))
    severity = Severity.HIGH if role is Role.DECISION_MAKER else Severity.MEDIUM
    return Finding(f"role_missing:{role}", severity, seats, opportunity=opportunity)


def _contact_gap(seen: Coverage, facts: AccountFacts) -> tuple[Finding, ...]:
    """People never met, then the seats nobody is known for; detail `units`: those without a known person."""
    people = seen.never_met + ids(p for p in facts.people if p.placeholder)
    names = BETWEEN_NAMES.join(u.name for u in facts.units if u.id in seen.units_without_contact)
    if not people and not names:
        return ()
    detail = (("units", names),) if names else ()
    return (Finding("no_contact", Severity.MEDIUM, people, detail=detail),)


def _stance_gap(seen: Coverage, facts: AccountFacts, settings: Settings) -> tuple[Finding, ...]:
    unknown = set(seen.stance_unknown)
    weighty = any((p.influence or 0) >= settings.high_influence for p in facts.people if p.id in unknown)
    return _people_gap("stance_unknown", seen.stance_unknown, Severity.HIGH if weighty else Severity.MEDIUM)


def _people_gap(code: str, people: tuple[int, ...], severity: Severity = Severity.LOW) -> tuple[Finding, ...]:
    return (Finding(code, severity, people),) if people else ()


def _coach_gaps(
    facts: AccountFacts, opportunity: int | None, today: date, settings: Settings
) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = ()
    if not inside(facts, opportunity):
        found = (Finding("no_inside_contact", Severity.MEDIUM, opportunity=opportunity),)
    if firm_champions(facts, today, settings, opportunity):
        return found
    people = tuple(c.person for c in candidates(facts, today, settings, opportunity))
    return found + _people_gap("coach_candidate", people)


def _need_gaps(
    facts: AccountFacts, opportunity: int | None, today: date, settings: Settings
) -> tuple[Finding, ...]:
    subject = opportunity_of(facts, opportunity) or leading(facts, today, settings)
    if subject is None:
        return ()
    codes = [] if criteria_known(facts, subject.id) else ["criteria_missing"]
    codes += [f"bant:{which}" for which in bant_unknown(subject)]
    codes += [f"5w2h:{w}" for w, is_known in five_w(facts, subject.id).items() if not is_known]
    return tuple(Finding(code, Severity.LOW, opportunity=subject.id) for code in codes)
