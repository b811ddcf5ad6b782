"""For tests of the writes: our people, short ways to record things, and a picture of everything stored."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.rules.values import Value
from models.rules.vocabulary import MemberRole, Party
from models.tables import DERIVED, TABLES, Account, Change, Intent
from models.writes import approvals, records, visits
from models.writes.intents import Actor
from models.writes.visits import Promised
from tests.models.conftest import TODAY

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
STEP = Promised(Party.US, "送样", TODAY + timedelta(5))
Everything = dict[str, Any]


def actor(member: int | None, days: int = 0) -> Actor:
    """A member acting so many days from today."""
    return Actor(member, NOW + timedelta(days), TODAY + timedelta(days))


def everything() -> Everything:
    """All rows of all tables but the history; versions left out, and the ids of derived rows."""
    stored: Everything = {}
    for table in TABLES:
        if table in (Intent, Change):
            continue
        left_out = {"version", "id"} if table in DERIVED else {"version"}
        found: Any = table.select().dicts()
        stored[table._meta.table_name] = sorted(
            repr({k: v for k, v in row.items() if k not in left_out}) for row in found
        )
    return stored


class Office:
    """Our people as actors, and short ways to record things in the boss's name; each answers an id."""

    def __init__(self) -> None:
        first = actor(None)
        self.boss = actor(approvals.join(first, "王总", "boss", MemberRole.ADMIN).value)
        self.manager = self.joined("manager", MemberRole.MANAGER)
        self.engineer = self.joined("engineer", MemberRole.ENGINEER)
        self.other = self.joined("other", MemberRole.ENGINEER)
        self.assistant = self.joined("assistant", MemberRole.ASSISTANT)

    def joined(self, login: str, role: MemberRole) -> Actor:
        return actor(approvals.join(self.boss, login, login, role).value)

    def account(self, name: str = "华北局", **more: Value) -> int:
        return records.add(self.boss, "account", {"name": name, **more}).value

    def person(self, account: int, name: str = "黄主任", **more: Value) -> int:
        return records.add(self.boss, "person", {"name": name, **more}, account).value

    def deal(self, account: int, name: str = "技改", **more: Value) -> int:
        known: dict[str, Value] = {"name": name, "step": "lead", "information_stage": "general", "outcome": "open"}
        return records.add(self.boss, "opportunity", {**known, **more}, account).value

    def visit(self, account: int, *people: int, day: date = TODAY, **more: Value) -> int:
        """A done visit with a next step of ours."""
        values: dict[str, Value] = {"kind": "visit", "state": "done", "date": day, "people": people, **more}
        return visits.log_visit(self.boss, account, values, promises=[STEP]).value

    def planned(self, account: int, **more: Value) -> int:
        day = TODAY + timedelta(2)
        values: dict[str, Value] = {"kind": "visit", "state": "planned", "date": day, **more}
        return visits.log_visit(self.boss, account, values).value


@pytest.fixture
def office(database: Path) -> Office:
    """An office on a fresh database."""
    return Office()


def owner_of(account: int) -> int | None:
    """Whose an account is."""
    found: Any = Account.get_by_id(account)
    return found.owner_id  # type: ignore[no-any-return]


def changes(intent: int | None) -> list[tuple[str, str]]:
    """What an intent did to which tables."""
    return [(c.op, c.table) for c in Change.select().where(Change.intent == intent).order_by(Change.id)]
