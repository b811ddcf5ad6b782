"""The decision chain of an opportunity: who is on it, whether it is known, reached, worked along (P16, P18)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.facts import AccountFacts, ChainFact, LinkFact, PersonFact
from models.rules.once import once
from models.rules.people import by_weight, met, roles_of
from models.rules.settings import Settings
from models.rules.vocabulary import Role, UnitKind


class ChainState(NamedTuple):
    """How a chain stands: `lacks` are codes of what keeps it from being known.

    decision_maker, other_role, contacts; `contacts` are done contacts with anybody on it, `people` those contacted.
    """

    known: bool
    reached: bool
    exchanged: bool
    contacts: int
    people: int
    lacks: tuple[str, ...]


def of(facts: AccountFacts, opportunity: int) -> ChainFact:
    """The chain of an opportunity; an empty one where nobody wrote any."""
    return next((each for each in facts.chains if each.opportunity == opportunity), ChainFact(opportunity))


@once
def people(facts: AccountFacts, opportunity: int) -> tuple[PersonFact, ...]:
    """Everybody on the chain in its order, the members of its groups where those stand, each once, seats too."""
    found: dict[int, PersonFact] = {}
    for link in of(facts, opportunity).links:
        for person in members(facts, link):
            found.setdefault(person.id, person)
    return tuple(found.values())


def members(facts: AccountFacts, link: LinkFact) -> tuple[PersonFact, ...]:
    """Who stands at a place: the person, or the members of the committee and the people of the department."""
    if link.person is not None:
        return tuple(p for p in facts.people if p.id == link.person)
    unit = next((u for u in facts.units if u.id == link.unit), None)
    sitting = unit.members if unit else frozenset[int]()
    return by_weight(p for p in facts.people if p.id in sitting or (p.unit is not None and p.unit == link.unit))


def decides(facts: AccountFacts, link: LinkFact, opportunity: int) -> bool:
    """Whether a place of the chain decides: a decision maker, or a committee (P16)."""
    if link.person is None:
        unit = next((u for u in facts.units if u.id == link.unit), None)
        if unit is not None and unit.kind is UnitKind.COMMITTEE:
            return True
    return any(Role.DECISION_MAKER in roles_of(p, opportunity) for p in members(facts, link))


def state(facts: AccountFacts, opportunity: int, today: date, settings: Settings) -> ChainState:
    """How the chain of an opportunity stands on a day (P18)."""
    return ChainState(
        is_known(facts, opportunity), reached(facts, opportunity, today, settings),
        exchanged(facts, opportunity, settings), of(facts, opportunity).contacts,
        len(contacted(facts, opportunity)), lacks(facts, opportunity),
    )


def is_known(facts: AccountFacts, opportunity: int) -> bool:
    """A decision maker and at least one other role, all with a phone or an e-mail (P18)."""
    return not lacks(facts, opportunity)


def lacks(facts: AccountFacts, opportunity: int) -> tuple[str, ...]:
    """What keeps a chain from being known: decision_maker, other_role, contacts (P18)."""
    links = of(facts, opportunity).links
    here = people(facts, opportunity)
    others = {role for person in here for role in roles_of(person, opportunity)} - {Role.DECISION_MAKER}
    missing = {
        "decision_maker": not any(decides(facts, link, opportunity) for link in links),
        "other_role": not others,
        "contacts": not here or any(person.placeholder or not person.reachable for person in _asked(facts, links)),
    }
    return tuple(code for code, yes in missing.items() if yes)


def _asked(facts: AccountFacts, links: Iterable[LinkFact]) -> tuple[PersonFact, ...]:
    """Whose phone or e-mail must be known: each person, and one of each group, whoever of it can be reached."""
    wanted: list[PersonFact] = []
    for link in links:
        here = members(facts, link)
        reachable = [person for person in here if person.reachable]
        wanted += here if link.person is not None else reachable[:1] or here[:1]
    return tuple(wanted)


def reached(facts: AccountFacts, opportunity: int, today: date, settings: Settings) -> bool:
    """Whether somebody who decides was contacted of late; of a committee at least half its members (P16, P18)."""
    since = today - timedelta(days=settings.gate_reached_days)
    for link in of(facts, opportunity).links:
        if not decides(facts, link, opportunity):
            continue
        here = members(facts, link)
        fresh = [p for p in here if not p.placeholder and p.last_contact is not None and p.last_contact >= since]
        if fresh and 2 * len(fresh) >= len(here):
            return True
    return False


def contacted(facts: AccountFacts, opportunity: int) -> tuple[PersonFact, ...]:
    """Those on the chain whom anybody of ours ever met or spoke with."""
    return tuple(person for person in people(facts, opportunity) if met(person))


def exchanged(facts: AccountFacts, opportunity: int, settings: Settings) -> bool:
    """Several exchanges along the chain: so many done contacts, with so many of its people (P18)."""
    enough = of(facts, opportunity).contacts >= settings.gate_exchanges
    return enough and len(contacted(facts, opportunity)) >= settings.gate_people
