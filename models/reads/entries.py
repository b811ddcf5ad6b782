"""What the search index is told of a row: its names, and the further words it is found by."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from models.reads.rows import grouped, listed, told

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
    return [key for (key,) in told(f"SELECT id FROM {kind} ORDER BY id")] if kind in KINDS else []


def below(kind: str, ids: Sequence[int]) -> list[tuple[str, int]]:
    """The entries that hold a name of these rows and change with it: of an account's or a unit's."""
    holding = {"unit": ("person",), "account": ("person", "opportunity")}.get(kind, ())
    return [
        (name, key) for name in holding for (key,) in told(f"SELECT id FROM {name} WHERE {kind}_id IN {listed(ids)}")
    ]


def _words(*parts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def _unlike(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _accounts(ids: Sequence[int]) -> Iterable[Entry]:
    here = listed(ids)
    others: dict[int, list[str]] = grouped(
        (key, name)
        for key, name in told(f"SELECT account_id, name FROM other_name WHERE account_id IN {here} ORDER BY id")
    )
    sql = f"SELECT id, name, short_name, region, tags, address FROM account WHERE id IN {here}"
    for key, name, short, *more in told(sql):
        yield Entry("account", key, key, _unlike(name, short, *others.get(key, ())), _words(*more))


def _people(ids: Sequence[int]) -> Iterable[Entry]:
    sql = f"""SELECT p.id, p.account_id, p.name, p.title, u.name, a.short_name, a.name, p.tags
        FROM person AS p JOIN account AS a ON a.id = p.account_id LEFT JOIN unit AS u ON u.id = p.unit_id
        WHERE p.id IN {listed(ids)}"""
    for key, account, name, title, *more in told(sql):
        yield Entry("person", key, account, _unlike(name or title), _words(title, *more))


def _opportunities(ids: Sequence[int]) -> Iterable[Entry]:
    sql = f"""SELECT o.id, o.account_id, o.name, a.short_name, a.name, o.place, o.project_type, o.need
        FROM opportunity AS o JOIN account AS a ON a.id = o.account_id WHERE o.id IN {listed(ids)}"""
    for key, account, name, *more in told(sql):
        yield Entry("opportunity", key, account, _unlike(name), _words(*more))


def _visits(ids: Sequence[int]) -> Iterable[Entry]:
    sql = f"""SELECT v.id, v.account_id, v.date, v.happened, v.information, v.agreement, v.advance, v.reaction
        FROM visit AS v WHERE v.id IN {listed(ids)}"""
    remarked = told(f"SELECT visit_id, text FROM remark WHERE visit_id IN {listed(ids)} ORDER BY id")
    said: dict[int, list[str]] = grouped(remarked)
    for key, account, day, *more in told(sql):
        yield Entry("visit", key, account, (str(day),), _words(*more, *said.get(key, ())))


_READERS: dict[str, Callable[[Sequence[int]], Iterable[Entry]]] = {
    "account": _accounts, "person": _people, "opportunity": _opportunities, "visit": _visits,
}
