"""Finding the key decision maker: four grounds, who fits them, why, and what is still unknown (P14)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.rules import chain
from models.rules.facts import AccountFacts, PersonFact
from models.rules.needs import opportunity_of
from models.rules.people import by_weight, ids, met, roles_of
from models.rules.stances import current
from models.rules.vocabulary import Level, RelationKind, Role, Stance, UnitKind
from models.rules.vocabulary_org import Ground, GroundAnswer

_LARGE, _MEDIUM = 30, 10
"""Per cent of all that is spent in a year from which a purchase is a large or a middling part of it."""
_POINTS = {
    "role": 6, "level": 4, "committee": 3, "top": 3, "chain_key": 3, "chain": 1, "centralised": 3, "collective": 5,
    "delegated": 4, "expert": 2, "layman": 2, "hands_on": 2, "consensus": 2, "delegating": 2, "large": 2, "medium": 1,
    "small": 3,
}  # fmt: skip
"""What each reason counts."""
_GROUNDED = frozenset({"role", "level", "committee", "top", "chain_key", "delegated", "small"})
"""Without one of these nobody is proposed."""
MOST = 5


class Answered(NamedTuple):
    """A ground with its answer, None while it is open; `derived` where figures say it, `row` where it was entered."""

    ground: Ground
    answer: GroundAnswer | None = None
    derived: bool = False
    row: int | None = None
    note: str = ""


class Proposed(NamedTuple):
    """Who may decide: a person or the members of a committee, the reasons by weight, and what nobody knows of them."""

    people: tuple[int, ...]
    unit: int | None
    score: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


def grounds(
    facts: AccountFacts, opportunity: int | None, entered: Mapping[Ground, Answered]
) -> tuple[Answered, ...]:
    """The four grounds: as they were entered; the share follows from the figures where nobody entered it."""
    found = []
    for ground in Ground:
        answered = entered.get(ground)
        share = _share(facts, opportunity) if ground is Ground.SHARE and answered is None else None
        found.append(answered or Answered(ground, share, share is not None))
    return tuple(found)


def _share(facts: AccountFacts, opportunity: int | None) -> GroundAnswer | None:
    """How large the purchase is beside all that the account spent in the last year known."""
    deal = opportunity_of(facts, opportunity)
    spent = [(each.year, each.total_spend) for each in facts.figures if each.total_spend]
    if deal is None or not deal.amount or not spent:
        return None
    whole = max(spent)[1] or 1
    percent = 100 * deal.amount // whole
    if percent >= _LARGE:
        return GroundAnswer.LARGE
    return GroundAnswer.MEDIUM if percent >= _MEDIUM else GroundAnswer.SMALL


def proposed(
    facts: AccountFacts, opportunity: int | None, answered: tuple[Answered, ...]
) -> tuple[Proposed, ...]:
    """Who may have the last word, the likeliest first, at most five; seats nobody is known for among them (P14).

    People of branches are left out. Reasons are codes: role, level, committee, top (others report to him, he to
    nobody), influence, chain, chain_key, and the answers that speak for him.
    """
    given = {each.answer for each in answered if each.answer is not None}
    person = {each.id: each for each in facts.people}
    found = []
    for unit in facts.units:
        if unit.kind is UnitKind.COMMITTEE and unit.members:
            members = by_weight(person[each] for each in unit.members if each in person)
            reasons = ["committee", *(code for code in ("collective", "consensus") if GroundAnswer(code) in given)]
            score = sum(_POINTS[each] for each in reasons)
            found.append(Proposed(ids(members), unit.id, score, tuple(reasons), _of_committee(members)))
    tops, links = _tops(facts), _links(facts, opportunity)
    for each in facts.people:
        if each.account != facts.id:
            continue
        reasons = list(_reasons(each, opportunity, given, tops, links))
        if not _GROUNDED.isdisjoint(reasons):
            influence = max(0, (each.influence or 1) - 1)
            reasons += ["influence"] if influence >= 3 else []
            score = sum(_POINTS.get(code, 0) for code in reasons) + influence
            found.append(Proposed((each.id,), None, score, tuple(reasons), _unknown(each, opportunity)))
    return tuple(sorted(found, key=lambda one: -one.score)[:MOST])


def _reasons(
    person: PersonFact, opportunity: int | None, given: set[GroundAnswer], tops: frozenset[int],
    links: Mapping[int, bool],
) -> Iterator[str]:  # fmt: skip
    roles = roles_of(person, opportunity)
    decides = person.level is Level.DECISION
    manages = person.level is Level.MANAGEMENT
    holds = {
        "role": Role.DECISION_MAKER in roles, "level": decides, "top": person.id in tops,
        "chain_key": links.get(person.id, False), "chain": person.id in links and not links[person.id],
        "centralised": decides, "delegated": manages, "expert": Role.TECHNICAL in roles and (decides or manages),
        "layman": Role.INFLUENCER in roles, "hands_on": decides, "delegating": manages, "large": decides,
        "medium": manages, "small": manages and not roles.isdisjoint({Role.PURCHASER, Role.USER, Role.TECHNICAL}),
    }  # fmt: skip
    for code, yes in holds.items():
        if yes and (code in _ALWAYS or GroundAnswer(code) in given):
            yield code


_ALWAYS = frozenset({"role", "level", "top", "chain_key", "chain"})
"""Reasons that need no answer."""


def _tops(facts: AccountFacts) -> frozenset[int]:
    """Those to whom others report and who report to nobody."""
    reports = [each for each in facts.relations if each.kind is RelationKind.REPORTS_TO]
    return frozenset(each.other for each in reports) - {each.person for each in reports}


def _links(facts: AccountFacts, opportunity: int | None) -> dict[int, bool]:
    """Who stands on the decision chain, and whether his word is the key."""
    if opportunity is None:
        return {}
    return {link.person: link.key for link in chain.of(facts, opportunity).links if link.person is not None}


def _unknown(person: PersonFact, opportunity: int | None) -> tuple[str, ...]:
    if person.placeholder:
        return ("name",)
    lacks = {
        "stance": current(person, opportunity).stance is Stance.UNKNOWN, "met": not met(person),
        "personality": person.personality is None, "contact": not person.reachable,
    }  # fmt: skip
    return tuple(code for code, yes in lacks.items() if yes)


def _of_committee(members: tuple[PersonFact, ...]) -> tuple[str, ...]:
    return ("met",) if 2 * sum(map(met, members)) < len(members) or not members else ()


def unknown(answered: tuple[Answered, ...], found: tuple[Proposed, ...]) -> tuple[str, ...]:
    """What is still unknown: grounds without an answer, and `nobody` or `several` where the first is not clear."""
    open_ones = tuple(each.ground.value for each in answered if each.answer is None)
    if not found:
        return (*open_ones, "nobody")
    unclear = len(found) > 1 and found[0].score == found[1].score
    return (*open_ones, "several") if unclear else open_ones
