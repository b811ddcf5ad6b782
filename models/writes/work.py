"""The hand that changes rows: it notes every change for the history, and whatever must follow from it."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from models import search
from models.base import Moment, Table, db
from models.reads.rows import rows
from models.rules.settings import Settings
from models.tables import (
    Account,
    AccountState,
    Change,
    Intent,
    Opportunity,
    OpportunityState,
    Person,
    Setting,
    Unit,
    Visit,
    VisitPerson,
)
from models.writes.derive import derive
from models.writes.outcomes import Actor, Refused

INDEXED: dict[str, tuple[str, str]] = {
    "account": ("account", "id"),
    "other_name": ("account", "account"),
    "person": ("person", "id"),
    "opportunity": ("opportunity", "id"),
    "visit": ("visit", "id"),
    "unit": ("unit", "id"),
}
"""Which entry of the search index a row of a table belongs to: its kind, and the field that names its row."""



_AT_ONCE = 100
"""Rows in one statement."""


def _inserted(table: type[Table], values: Sequence[Mapping[str, Any]]) -> list[int]:
    """Put rows in with one statement, and answer their ids in order; Peewee would take ten times as long to say it."""
    fields = [field for field in table._meta.sorted_fields if field.name != "id"]
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    row = "(" + ", ".join([db.obj.param] * len(fields)) + ")"
    sql = f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES {", ".join([row] * len(values))} RETURNING "id"'
    told = [field.db_value(each.get(field.name)) for each in values for field in fields]
    return sorted(key for (key,) in db.execute_sql(sql, told).fetchall())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def to_json(values: Mapping[str, Any]) -> str:
    """Fields of a row for the history."""
    return json.dumps({k: _plain(v) for k, v in values.items()}, ensure_ascii=False, sort_keys=True)


def from_json(table: type[Table], text: str) -> dict[str, Any]:
    """Fields of a row out of the history, with dates as dates."""
    fields = table._meta.combined
    values: dict[str, Any] = json.loads(text)
    for name, value in values.items():
        kind = fields[name].field_type if name in fields else ""
        if isinstance(value, str) and kind == "DATE":
            values[name] = date.fromisoformat(value)
        elif isinstance(value, str) and isinstance(fields.get(name), Moment):
            values[name] = datetime.fromisoformat(value)
    return values


class Work:
    """The hand that changes rows within one intention, and notes each change."""

    def __init__(self, actor: Actor, name: str) -> None:
        self.actor = actor
        self.name = name
        self.begin()

    def begin(self) -> None:
        """Forget everything, as a transaction that is tried again must."""
        self.account: int | None = None
        self.intent: int | None = None
        self.reverses: int | None = None
        self.houses: set[int] = set()
        self.accounts: set[int] = set()
        self.touched: set[str] = set()
        self.changes: list[tuple[str, int, str, str, str]] = []
        self.indexed: dict[str, set[int]] = {}

    def add(self, table: type[Table], *, force: bool = False, **values: Any) -> Any:
        """Make a row; answers the row with its id. `force` gives it the id that the values name."""
        row: Any = table(**values)
        row.save(force_insert=True) if force else row.save()
        self.note(row, "add", {}, _whole(row))
        return row

    def add_many(
        self, table: type[Table], values: Sequence[Mapping[str, Any]], accounts: Collection[int] = ()
    ) -> list[int]:
        """Make rows in a statement for each hundred; answers their ids in order.

        `accounts` are those they hang on where they name none themselves: to look up each would take a query.
        """
        made: list[Any] = [table(**each) for each in values]
        for start in range(0, len(made), _AT_ONCE):
            chunk = made[start : start + _AT_ONCE]
            for row, key in zip(chunk, _inserted(table, [row.__data__ for row in chunk]), strict=True):
                row.id = key
        for row in made:
            self.note(row, "add", {}, _whole(row), known=bool(accounts))
        self.accounts.update(accounts)
        return [int(row.id) for row in made]

    def alter(self, row: Any, **values: Any) -> bool:
        """Change fields of a row; answers whether anything changed, raises Refused when the row moved on."""
        table = type(row)
        fields = table._meta.combined
        new = {fields[k].name: getattr(v, "id", v) for k, v in values.items()}
        before = {k: row.__data__.get(k) for k, v in new.items() if row.__data__.get(k) != v}
        if not before:
            return False
        after = {k: new[k] for k in before}
        changed = (
            table.update(version=table.version + 1, **after)
            .where((table.id == row.id) & (table.version == row.version))
            .execute()
        )
        if not changed:
            raise Refused("row_moved_on", table=table._meta.table_name)
        for name, value in after.items():
            setattr(row, name, value)
        row.version += 1
        self.note(row, "alter", before, after)
        return True

    def remove(self, row: Any) -> None:
        """Take a row away, with what was derived from it."""
        self.remove_many((row,))

    def remove_many(self, gone: Sequence[Any]) -> None:
        """Take rows of one table away, with what was derived from them, in a statement for each hundred."""
        for start in range(0, len(gone), _AT_ONCE):
            chunk = gone[start : start + _AT_ONCE]
            table, ids = type(chunk[0]), [row.id for row in chunk]
            if table is Account:
                AccountState.delete().where(AccountState.account.in_(ids)).execute()
            elif table is Opportunity:
                OpportunityState.delete().where(OpportunityState.opportunity.in_(ids)).execute()
            for row in chunk:
                self.note(row, "remove", _whole(row), {})
            table.delete().where(table.id.in_(ids)).execute()

    def note(
        self, row: Any, op: str, before: dict[str, Any], after: dict[str, Any], *, known: bool = False
    ) -> None:
        """Write a change down, and what must follow from it; the row stands as it is after the change.

        `known` says that the accounts it concerns are known already.
        """
        table, whole = type(row), _whole(row)
        name: str = table._meta.table_name
        self.changes.append((name, row.id, op, to_json(before), to_json(after)))
        self.touched.add(name)
        for values in (whole, whole | before) if op == "alter" else (whole,):
            if name in INDEXED:
                kind, via = INDEXED[name]
                self.indexed.setdefault(kind, set()).add(values[via])
            if not known:
                self._concern(table, values)

    def _concern(self, table: type[Table], values: dict[str, Any]) -> None:
        house = values["id"] if table is Account else values.get("account")
        if house:
            self.houses.add(house)
            self.accounts.add(house)
        else:
            self.accounts |= _accounts_of(values)
        if table is Account and values["parent"]:
            self.accounts.add(values["parent"])
        if table is Setting:
            self.accounts |= {account for (account,) in rows(Account.select(Account.id))}
        if table is Visit:
            self.accounts |= _accounts_met(values["id"])

    def finish(self, settings: Settings) -> None:
        """Write the history, and bring what follows from the changed rows up to date."""
        if not self.changes:
            return
        if self.account is None and len(self.houses or self.accounts) == 1:
            (self.account,) = self.houses or self.accounts
        self.intent = self._sign()
        noted = [(self.intent, *change) for change in self.changes]
        fields = [Change.intent, Change.table, Change.row, Change.op, Change.before, Change.after]
        for start in range(0, len(noted), 100):
            Change.insert_many(noted[start : start + 100], fields).execute()
        waiting = gathering.get()
        if waiting is None:
            self.follow(self.actor.today, settings)
        else:
            waiting.take(self)

    def follow(self, today: date, settings: Settings) -> None:
        """Bring the derived rows and the index up to date with what was changed."""
        derive(sorted(self.accounts), today, settings)
        for kind, ids in self.indexed.items():
            search.refresh(kind, sorted(ids))

    def take(self, other: "Work") -> None:
        """Let what follows from another's changes follow with one's own."""
        self.accounts |= other.accounts
        for kind, ids in other.indexed.items():
            self.indexed.setdefault(kind, set()).update(ids)

    def _sign(self) -> int:
        intent = Intent.create(
            member=self.actor.member,
            at=self.actor.now,
            name=self.name,
            account=self.account,
            undoes=self.reverses,
        )
        if self.reverses:
            Intent.update(undone=intent.id).where(Intent.id == self.reverses).execute()
        return int(intent.id)


_PARENTS: tuple[tuple[str, Any], ...] = (
    ("person", Person), ("other", Person), ("opportunity", Opportunity), ("visit", Visit), ("unit", Unit),
)  # fmt: skip


def _whole(row: Any) -> dict[str, Any]:
    """All fields of a row but its version."""
    return {name: row.__data__.get(name) for name in row._meta.sorted_field_names if name != "version"}


def _accounts_of(values: dict[str, Any]) -> set[int]:
    """The accounts a row without one of its own hangs on: through its people, deal, visit or unit."""
    found: set[int] = set()
    for field, parent in _PARENTS:
        if values.get(field):
            query = parent.select(parent.account).where(parent.id == values[field])
            found |= {account for (account,) in rows(query)}
    return found


def _accounts_met(visit: int) -> set[int]:
    """The accounts of the people at a visit, who may belong to a branch."""
    met = Person.select(Person.account).join(VisitPerson, on=(VisitPerson.person == Person.id))
    return {account for (account,) in rows(met.where(VisitPerson.visit == visit))}


gathering: ContextVar[Work | None] = ContextVar("postponed", default=None)
"""Where what follows from changes gathers while `postponed` is in force."""
