"""The hand that changes rows: it notes every change for the history, and whatever must follow from it."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any

from models import search
from models.base import AT_ONCE, Moment, Table, put
from models.reads.rows import among, ids, rows
from models.rules.settings import Settings
from models.rules.thresholds import derived_from
from models.tables import (
    Account,
    AccountState,
    Change,
    Competitor,
    Intent,
    Opportunity,
    OpportunityCompetitor,
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
    "remark": ("visit", "visit"),
    "unit": ("unit", "id"),
}
"""Which entry of the search index a row of a table belongs to: its kind, and the field that names its row."""

FLUSHED = 2000
"""Changes that are held before they are written down."""
_NOTED = ("intent", "table", "row", "op", "before", "after")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode


def to_json(values: Mapping[str, Any]) -> str:
    """Fields of a row for the history."""
    return _encode(values) if values else "{}"


@cache
def _blank(table: type[Table]) -> dict[str, Any]:
    """A row of a table nothing was said of."""
    return {name: field.default for name, field in table._meta.fields.items() if name != "version"}


def _telling(table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row that say more than nothing: those that are not as every new row has them."""
    blank = _blank(table)
    return {name: value for name, value in dict(values).items() if value != blank[name]}


def filled(table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a row out of those that were told."""
    return _blank(table) | dict(values)


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
        self.hanging: dict[str, set[int]] = {}
        self.removed = 0
        self.everywhere = False
        """Whether what follows concerns every account: that is too much for one transaction (see `renewal`)."""
        self.changes: list[tuple[str, int, str, str, str]] = []
        self.indexed: dict[str, set[int]] = {}

    def add(self, table: type[Table], *, force: bool = False, **values: Any) -> Any:
        """Make a row; answers the row with its id. `force` gives it the id that the values name."""
        row: Any = table(**values)
        row.save(force_insert=True) if force else row.save()
        self.note(row, "add", {}, _whole(row))
        return row

    def add_many(
        self, table: type[Table], values: Sequence[Mapping[str, Any]], accounts: Collection[int] = (), *,
        force: bool = False,
    ) -> list[int]:  # fmt: skip
        """Make rows in a statement for each hundred; answers their ids in order.

        `accounts` are those they hang on where they name none themselves: to look up each would take a query.
        `force` gives the rows the ids that the values name.
        """
        if not values:
            return []
        told = {name for row in values for name in row}
        blank = _blank(table)
        names = [name for name in blank if name in told and (force or name != "id")]
        alike = {name: default for name, default in blank.items() if name not in told and name != "id"}
        rest = {name: blank[name] for name in names}
        rows = [[row.get(name, default) for name, default in rest.items()] for row in values]
        keys = put(table, names, rows, alike=alike, keys=not force)
        keys = [row["id"] for row in values] if force else keys
        self._note_added(table, keys, values, known=bool(accounts))
        self.accounts.update(accounts)
        return keys

    def _note_added(
        self, table: type[Table], keys: Sequence[int], values: Sequence[Mapping[str, Any]], *, known: bool
    ) -> None:
        """Write down that rows were made, as `_note` would for each."""
        name: str = table._meta.table_name
        blank = _blank(table)
        for key, row in zip(keys, values, strict=True):
            told = {field: value for field, value in row.items() if value != blank[field]}
            told["id"] = key
            self.changes.append((name, key, "add", "{}", _encode(told)))
            if not known:
                self._concern(table, {**blank, **row, "id": key})
        if keys:
            self.touched.add(name)
            if name in INDEXED:
                kind, via = INDEXED[name]
                found = keys if via == "id" else (row[via] for row in values)
                self.indexed.setdefault(kind, set()).update(found)
        if len(self.changes) >= FLUSHED:
            self.flush()

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
        if gone:
            self.take_away(type(gone[0]), [_whole(row) for row in gone])

    def take_away(
        self, table: type[Table], gone: Sequence[dict[str, Any]], told: Sequence[str] | None = None
    ) -> None:
        """The same for rows given by all their fields; `told` are they as the history tells of them, if it does."""
        for start in range(0, len(gone), AT_ONCE):
            chunk = gone[start : start + AT_ONCE]
            gone_ids = [row["id"] for row in chunk]
            if table is Account:
                AccountState.delete().where(among(AccountState.account, gone_ids)).execute()
            elif table is Opportunity:
                OpportunityState.delete().where(among(OpportunityState.opportunity, gone_ids)).execute()
            for at, row in enumerate(chunk, start):
                self._note(table, row["id"], "remove", row, (), row, told=told[at] if told else None)
            table.delete().where(among(table.id, gone_ids)).execute()

    def note(self, row: Any, op: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Write a change down, and what must follow from it; the row stands as it is after the change."""
        self._note(type(row), row.id, op, before, after, _whole(row))

    def _note(
        self, table: type[Table], key: int, op: str, before: Any, after: Any, whole: dict[str, Any], *,
        told: str | None = None,
    ) -> None:  # fmt: skip
        """The same for a row given by its values; `told` is what the history tells of it before, if that is known."""
        name: str = table._meta.table_name
        if op != "alter" and told is None:
            before, after = _telling(table, before), _telling(table, after)
        self.changes.append((name, key, op, to_json(before) if told is None else told, to_json(after)))
        self.removed += op == "remove"
        self.touched.add(name)
        for values in (whole, whole | before) if op == "alter" else (whole,):
            if name in INDEXED:
                kind, via = INDEXED[name]
                self.indexed.setdefault(kind, set()).add(values[via])
            self._concern(table, values)
        if len(self.changes) >= FLUSHED:
            self.flush()

    def _concern(self, table: type[Table], values: dict[str, Any]) -> None:
        house = values["id"] if table is Account else values.get("account")
        if house:
            self.houses.add(house)
            self.accounts.add(house)
        else:
            for field, _ in _PARENTS:
                if values.get(field):
                    self.hanging.setdefault(field, set()).add(values[field])
        if table is Account and values["parent"]:
            self.accounts.add(values["parent"])
        if table is Setting:
            self.everywhere |= derived_from(values["key"])
        if table is Visit:
            self.accounts |= _accounts_met(values["id"])
        if table is Competitor:
            bids = OpportunityCompetitor.select(OpportunityCompetitor.account)
            self.accounts |= set(ids(bids.where(OpportunityCompetitor.competitor == values["id"])))

    def finish(self, settings: Settings) -> None:
        """Write the history, and bring what follows from the changed rows up to date."""
        if not self.touched:
            return
        self.find_accounts()
        early = self.intent is not None
        self.flush()
        if early:
            self.settle()
        waiting = gathering.get()
        if waiting is None:
            self.follow(self.actor.today, settings)
        else:
            waiting.take(self)

    def flush(self) -> None:
        """Write down the changes so far."""
        self.find_accounts()
        if self.intent is None:
            self.intent = self._sign()
        put(Change, _NOTED, [(self.intent, *change) for change in self.changes], keys=False)
        self.changes.clear()

    def settle(self) -> None:
        """Say of an intent that was signed early what it is about now that all is known."""
        self.find_accounts()
        about = {"name": self.name, "account": self._about(), "undoes": self.reverses}
        Intent.update(about).where(Intent.id == self.intent).execute()
        if self.reverses:
            Intent.update(undone=self.intent).where(Intent.id == self.reverses).execute()

    def find_accounts(self) -> None:
        """Find the accounts of the rows that name none themselves."""
        for field, parent in _PARENTS:
            if wanted := self.hanging.pop(field, ()):
                self.accounts |= set(ids(parent.select(parent.account).where(among(parent.id, wanted))))

    def _about(self) -> int | None:
        """The account it is about, if it is one."""
        if self.account is None and len(self.houses or self.accounts) == 1:
            (self.account,) = self.houses or self.accounts
        return self.account

    def follow(self, today: date, settings: Settings) -> None:
        """Bring the derived rows and the index up to date with what was changed."""
        derive(sorted(self.accounts), today, settings)
        self.touched |= {"account_state"} if self.accounts or self.everywhere else set()
        for kind, found in self.indexed.items():
            search.refresh(kind, sorted(found))

    def take(self, other: "Work") -> None:
        """Let what follows from another's changes follow with one's own."""
        self.accounts |= other.accounts
        self.everywhere |= other.everywhere
        for kind, found in other.indexed.items():
            self.indexed.setdefault(kind, set()).update(found)

    def _sign(self) -> int:
        intent = Intent.create(
            member=self.actor.member,
            at=self.actor.now,
            name=self.name,
            account=self._about(),
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


def _accounts_met(visit: int) -> set[int]:
    """The accounts of the people at a visit, who may belong to a branch."""
    met = Person.select(Person.account).join(VisitPerson, on=(VisitPerson.person == Person.id))
    return {account for (account,) in rows(met.where(VisitPerson.visit == visit))}


gathering: ContextVar[Work | None] = ContextVar("postponed", default=None)
"""Where what follows from changes gathers while `postponed` is in force."""
