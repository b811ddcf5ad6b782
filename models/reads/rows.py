"""Rows of a query as plain tuples, put together by a key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from peewee import SQL, NodeList

from models.base import db

E = TypeVar("E", bound=StrEnum)
K = TypeVar("K")
T = TypeVar("T")
_PLAIN = frozenset({"AUTO", "INT", "BIGINT", "TEXT"})
"""Columns that come out as they are."""


def rows(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query. One query."""
    found = query.tuples().execute(db)
    if not hasattr(found, "converters"):
        found.initialize()
    converters = getattr(found, "converters", None)
    if converters is None:
        return list(found)
    wanted = [(place, made) for place, told in enumerate(converters) if (made := _conversion(told))]
    raw: list[tuple[Any, ...]] = found.cursor.fetchall()
    return [_converted(row, wanted) for row in raw] if wanted else raw


def _conversion(told: Any) -> Callable[[Any], Any] | None:
    """How Peewee would convert a column, None where the driver answers what is wanted."""
    field = getattr(told, "__self__", None)
    kind = getattr(getattr(field, "field", field), "field_type", "")
    if told is None or kind in _PLAIN:
        return None
    return _day if kind == "DATE" else told


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _converted(row: tuple[Any, ...], wanted: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    made = list(row)
    for place, convert in wanted:
        made[place] = convert(made[place])
    return tuple(made)


def ids(query: Any) -> list[int]:
    """The first column of all rows of a query, which must be whole numbers: fast for many. One query."""
    return [row[0] for row in db.execute(query).fetchall()]


def among(column: Any, keys: Iterable[int]) -> Any:
    """Whether a column is one of these whole numbers, however many they are."""
    return NodeList((column, SQL(f"IN ({','.join(str(int(key)) for key in keys) or 'NULL'})")))


def grouped(pairs: Iterable[tuple[K, Any]]) -> dict[K, list[Any]]:
    """Pairs of key and value, put together by key in the order they came."""
    groups: dict[K, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def above(table: Any, keys: Sequence[int]) -> set[int]:
    """Rows of a table that is a tree, with all they stand below; up to 500 of them. One query."""
    own, upper = table.alias(), table.alias()
    base = own.select(own.id, own.parent).where(among(own.id, keys))
    base = base.cte("above", recursive=True, columns=("id", "parent"))
    line = base.union(upper.select(upper.id, upper.parent).join(base, on=(upper.id == base.c.parent)))
    return {key for (key,) in rows(line.select_from(line.c.id))}


def tree(found: Sequence[T], key: Callable[[T], int], parent: Callable[[T], int | None]) -> Iterator[tuple[T, int]]:
    """Things in the order of a tree with their depth; what stands below nothing that is here stands at the top."""
    here = {key(each) for each in found}
    below = grouped((at if (at := parent(each)) in here else None, each) for each in found)
    waiting = [(each, 0) for each in reversed(below.get(None, ()))]
    while waiting:
        each, depth = waiting.pop()
        yield each, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(key(each), ()))]


def maybe(kind: type[E], code: str) -> E | None:
    """The entry of an enumeration, or None where the column is empty."""
    return kind(code) if code else None


def several(text: str) -> tuple[str, ...]:
    """The entries of a column that holds several."""
    return tuple(part for part in text.split(";") if part)
