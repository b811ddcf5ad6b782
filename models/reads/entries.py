"""What the search index is told of a row: its names, and the further words it is found by."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from peewee import JOIN

from models.reads.rows import among, grouped, rows
from models.tables.accounts import Account, OtherName, Unit
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.visits import Visit

KINDS = ("account", "person", "opportunity", "visit")
"""What the index holds, in the order in which equally good answers are shown."""


class Entry(NamedTuple):
    """A row that can be found: `names` are its own, the one shown first, and `parts` the words beside them."""

    kind: str
    row: int
    account: int
    names: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All the words beside the names."""
        return " ".join(self.parts)


def entries(kind: str, ids: Sequence[int]) -> list[Entry]:
    """What the index is told of these rows, without those that are gone. At most two queries."""
    return list(_READERS[kind](ids)) if ids else []


def every(kind: str) -> list[int]:
    """The ids of all rows of a kind. One query."""
    table = _TABLES[kind]
    return [key for (key,) in rows(table.select(table.id).order_by(table.id))]


def below(kind: str, ids: Sequence[int]) -> list[tuple[str, int]]:
    """The entries that hold a name of these rows and change with it: of an account's or a unit's."""
    if kind == "unit":
        return [("person", key) for (key,) in rows(Person.select(Person.id).where(among(Person.unit, ids)))]
    found: list[tuple[str, int]] = []
    for name in ("person", "opportunity") if kind == "account" else ():
        table = _TABLES[name]
        found += [(name, key) for (key,) in rows(table.select(table.id).where(among(table.account, ids)))]
    return found


def _words(*parts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def _unlike(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _accounts(ids: Sequence[int]) -> Iterable[Entry]:
    a, o = Account, OtherName
    others = grouped((key, name) for key, name in rows(
        o.select(o.account, o.name).where(among(o.account, ids)).order_by(o.id)))
    query = a.select(a.id, a.name, a.short_name, a.region, a.tags, a.address).where(among(a.id, ids))
    for key, name, short, *more in rows(query):
        yield Entry("account", key, key, _unlike(name, short, *others.get(key, ())), _words(*more))


def _people(ids: Sequence[int]) -> Iterable[Entry]:
    p = Person
    query = (
        p.select(p.id, p.account, p.name, p.title, Unit.name, Account.short_name, Account.name, p.tags)
        .join(Account, on=(p.account == Account.id))
        .switch(p)
        .join(Unit, JOIN.LEFT_OUTER, on=(p.unit == Unit.id))
        .where(among(p.id, ids))
    )
    for key, account, name, title, *more in rows(query):
        yield Entry("person", key, account, _unlike(name or title), _words(title, *more))


def _opportunities(ids: Sequence[int]) -> Iterable[Entry]:
    o = Opportunity
    query = (
        o.select(o.id, o.account, o.name, Account.short_name, Account.name, o.place, o.project_type, o.need)
        .join(Account, on=(o.account == Account.id))
        .where(among(o.id, ids))
    )
    for key, account, name, *more in rows(query):
        yield Entry("opportunity", key, account, _unlike(name), _words(*more))


def _visits(ids: Sequence[int]) -> Iterable[Entry]:
    v = Visit
    columns = (v.id, v.account, v.date, v.happened, v.information, v.agreement, v.advance, v.reaction)
    query = v.select(*columns).where(among(v.id, ids))
    for key, account, day, *more in rows(query):
        yield Entry("visit", key, account, (str(day),), _words(*more))


_TABLES: dict[str, Any] = {"account": Account, "person": Person, "opportunity": Opportunity, "visit": Visit}
_READERS: dict[str, Callable[[Sequence[int]], Iterable[Entry]]] = {
    "account": _accounts, "person": _people, "opportunity": _opportunities, "visit": _visits,
}
