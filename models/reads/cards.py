"""People as a stance board and a brief show them (P5, P8, V6)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from models.reads.rows import listed, told
from models.rules import coach, stances
from models.rules import people as folk
from models.rules.clock import returns
from models.rules.facts import AccountFacts, PersonFact
from models.rules.settings import Settings
from models.rules.vocabulary import Stance


class PersonLine(NamedTuple):
    """A person on a stance board or in a brief: where he stands and how to talk to him, in codes.

    `house` is the short name of the branch he is of, "" for one of the account itself; `advice` the letter of the
    personality the playbook has a line for; `birthday` is set when it is near; `marks` say which of the five
    models are known: level, role, stance, personality, relations (P8).
    """

    id: int
    account: int
    house: str
    name: str
    placeholder: bool
    title: str
    department: str
    level: str
    roles: tuple[str, ...]
    stance: str
    stance_before: str
    stance_since: date | None
    assumed: bool
    trend: str
    evidence: str
    competitor: str
    doubtful: bool
    personality: str
    needs: tuple[str, ...]
    influence: int | None
    relationship: str
    inside: str
    last_contact: date | None
    birthday: date | None
    advice: str
    marks: tuple[bool, bool, bool, bool, bool]


def cards(
    listed: Iterable[PersonFact], facts: AccountFacts, opportunity: int | None, today: date, settings: Settings,
    *, as_of: date | None = None, since: date | None = None,
) -> tuple[PersonLine, ...]:  # fmt: skip
    """The cards of people, in their order. Two queries.

    Stances are those at the end of the day `as_of`; `stance_before` is the one before it, or that of the day `since`.
    """
    chosen = list(listed)
    now: Mapping[int, stances.Standing] = stances.standings(facts, opportunity)
    if as_of is not None:
        now = {p.id: stances.current(p, opportunity, as_of) for p in chosen}
    champions = {i for i, stands in stances.standings(facts, opportunity).items() if stands.stance is Stance.CHAMPION}
    backed = competitors({rival for p in chosen if (rival := now[p.id].competitor) is not None})
    units = {unit.id: unit.name for unit in facts.units}
    houses = short_names({p.account for p in facts.people} - {facts.id})
    related = {i for relation in facts.relations for i in (relation.person, relation.other)}
    made = []
    for p in chosen:
        then = now[p.id].before if since is None else stances.current(p, opportunity, since).stance
        made.append(PersonLine(
            **_own(p, opportunity, today, settings),
            **_standing(now[p.id], then),
            house=houses.get(p.account, ""),
            department=units.get(p.unit or 0, ""),
            competitor=backed.get(now[p.id].competitor or 0, ""),
            doubtful=p.id in champions and coach.doubtful(p, today, settings, opportunity),
            marks=_marks(p, opportunity, now[p.id].stance, p.id in related),
        ))
    return tuple(made)


def _own(p: PersonFact, opportunity: int | None, today: date, settings: Settings) -> dict[str, Any]:
    return {
        "id": p.id, "account": p.account, "name": p.name, "placeholder": p.placeholder, "title": p.title,
        "level": str(p.level or ""), "roles": tuple(sorted(map(str, folk.roles_of(p, opportunity)))),
        "personality": str(p.personality or ""), "needs": tuple(map(str, p.needs)), "influence": p.influence,
        "relationship": str(p.grade), "inside": str(coach.mark(p, opportunity)), "last_contact": p.last_contact,
        "birthday": _birthday(p, today, settings), "advice": str(p.personality or ""),
    }  # fmt: skip


def _standing(now: stances.Standing, before: Stance | None) -> dict[str, Any]:
    return {
        "stance": str(now.stance), "stance_before": str(before or ""), "stance_since": now.since,
        "assumed": not now.confirmed, "trend": stances.trend(now), "evidence": now.evidence,
    }  # fmt: skip


def _marks(
    person: PersonFact, opportunity: int | None, stance: Stance, related: bool
) -> tuple[bool, bool, bool, bool, bool]:
    roles = folk.roles_of(person, opportunity)
    known = stance is not Stance.UNKNOWN
    return (person.level is not None, bool(roles), known, person.personality is not None, related)


def short_names(accounts: Collection[int]) -> dict[int, str]:
    """The short names of accounts by id, the name where there is none. One query."""
    found = told(f"SELECT id, short_name, name FROM account WHERE id IN {listed(accounts)}")
    return {key: short or name for key, short, name in found}


def competitors(ids: Collection[int]) -> dict[int, str]:
    """The names of competitors by id. One query."""
    return dict(told(f"SELECT id, name FROM competitor WHERE id IN {listed(ids)}"))


def _birthday(person: PersonFact, today: date, settings: Settings) -> date | None:
    if person.birthday is None:
        return None
    day = returns(person.birthday, today)
    return day if day - today <= timedelta(days=settings.promise_warning_days) else None
