"""Short ways to make the facts the tests of the rules speak of."""

from datetime import date, timedelta
from typing import Any

from models.rules.facts import (
    AccountFacts,
    EventFact,
    Finding,
    OpportunityFact,
    PersonFact,
    StanceFact,
    UnitFact,
)
from models.rules.risks import risks
from models.rules.settings import DEFAULTS
from models.rules.vocabulary import EventKind, Stance, UnitKind

TODAY = date(2024, 3, 31)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def person(key: int, *stances: Stance | StanceFact, **fields: Any) -> PersonFact:
    """A person of account 1; a bare stance was recorded ten days ago."""
    ledger = tuple(s if isinstance(s, StanceFact) else StanceFact(s, ago(10)) for s in stances)
    made: dict[str, Any] = {"id": key, "account": 1, "name": f"P{key}", "stances": ledger}
    return PersonFact(**made | fields)


def deal(key: int = 1, **fields: Any) -> OpportunityFact:
    made: dict[str, Any] = {"id": key, "name": f"D{key}", "account": 1, "amount": None}
    return OpportunityFact(**made | fields)


def unit(key: int, kind: UnitKind = UnitKind.DEPARTMENT, **fields: Any) -> UnitFact:
    made: dict[str, Any] = {"id": key, "name": f"U{key}", "kind": kind}
    return UnitFact(**made | fields)


def change(key: int, days: int, who: int | None = None, **fields: Any) -> EventFact:
    made: dict[str, Any] = {
        "id": key,
        "kind": EventKind.PERSONNEL_CHANGE,
        "date": ago(days),
        "text": f"E{key}",
    }
    return EventFact(**made | {"person": who} | fields)


def account(**fields: Any) -> AccountFacts:
    made: dict[str, Any] = {"id": 1, "name": "A1", "has_contact": True}
    return AccountFacts(**made | fields)


def all_of(code: str, facts: AccountFacts) -> list[Finding]:
    return [r for r in risks(facts, TODAY, DEFAULTS) if r.code == code]


def one(code: str, facts: AccountFacts) -> Finding:
    (found,) = all_of(code, facts)
    return found
