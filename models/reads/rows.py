"""Rows of a query as plain tuples, put together by a key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, partial
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
    if not wanted or not raw:
        return raw
    columns: list[Any] = list(zip(*raw, strict=True))
    for place, convert in wanted:
        columns[place] = convert(columns[place])
    return list(zip(*columns, strict=True))


def _conversion(told: Any) -> Callable[[Iterable[Any]], Iterable[Any]] | None:
    """How Peewee would convert the values of a column, None where the driver answers what is wanted."""
    field = getattr(told, "__self__", None)
    kind = getattr(getattr(field, "field", field), "field_type", "")
    if told is None or kind in _PLAIN:
        return None
    if kind == "BOOL":
        return _flags
    return _days if kind == "DATE" else partial(map, told)


def told(
    sql: str, values: Sequence[object] = (), *, days: Sequence[int] = (), flags: Sequence[int] = ()
) -> list[tuple[Any, ...]]:
    """All rows of a statement that is written out, as what every look-up asks is: Peewee would write it anew each time.

    `?` stands for a value, wherever the database is; the columns at these places are days, and yes or no. One query.
    """
    given = [value.isoformat() if isinstance(value, date) else value for value in values]
    raw: list[tuple[Any, ...]] = db.execute_sql(sql.replace("?", db.obj.param), given).fetchall()
    if not raw or not (days or flags):
        return raw
    columns: list[Any] = list(zip(*raw, strict=True))
    for place in days:
        columns[place] = _days(columns[place])
    for place in flags:
        columns[place] = _flags(columns[place])
    return list(zip(*columns, strict=True))


def listed(keys: Iterable[int]) -> str:
    """Whole numbers as the text of a statement lists them after IN, however many they are."""
    return f"({','.join(str(int(key)) for key in keys) or 'NULL'})"


def _flags(values: Iterable[Any]) -> Iterable[Any]:
    return [value if value is None else bool(value) for value in values]


def _days(values: Iterable[Any]) -> Iterable[Any]:
    read = date.fromisoformat
    return [read(value) if isinstance(value, str) else value for value in values]


def ids(query: Any) -> list[int]:
    """The first column of all rows of a query, which must be whole numbers: fast for many. One query."""
    return [row[0] for row in db.execute(query).fetchall()]


def among(column: Any, keys: Iterable[int]) -> Any:
    """Whether a column is one of these whole numbers, however many they are."""
    return NodeList((column, SQL(f"IN {listed(keys)}")))


def grouped(pairs: Iterable[tuple[K, Any]]) -> dict[K, list[Any]]:
    """Pairs of key and value, put together by key in the order they came."""
    groups: dict[K, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def above(table: Any, keys: Sequence[int]) -> set[int]:
    """Rows of a table that is a tree, with all they stand below; up to 500 of them. One query."""
    name = table._meta.table_name
    sql = f"""WITH RECURSIVE upwards(id, parent) AS (SELECT id, parent_id FROM {name} WHERE id IN {listed(keys)}
        UNION SELECT up.id, up.parent_id FROM {name} AS up
        JOIN upwards ON up.id = upwards.parent) SELECT id FROM upwards"""
    return {key for (key,) in told(sql)}


def tree(found: Sequence[T], key: Callable[[T], int], parent: Callable[[T], int | None]) -> Iterator[tuple[T, int]]:
    """Things in the order of a tree with their depth; what stands below nothing that is here stands at the top."""
    here = {key(each) for each in found}
    below = grouped((at if (at := parent(each)) in here else None, each) for each in found)
    waiting = [(each, 0) for each in reversed(below.get(None, ()))]
    while waiting:
        each, depth = waiting.pop()
        yield each, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(key(each), ()))]


class _Codes(dict[str, Any]):
    """The entries of an enumeration by their codes; it says itself what is wrong with another."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__((each.value, each) for each in kind)
        self.kind = kind

    def __missing__(self, code: str) -> Any:
        return self.kind(code)


@cache
def codes(kind: type[E]) -> Mapping[str, E]:
    """The entries of an enumeration by their codes, for many at once; ValueError for another code."""
    return _Codes(kind)


def maybe(kind: type[E], code: str) -> E | None:
    """The entry of an enumeration, or None where the column is empty."""
    return codes(kind)[code] if code else None


def several(text: str) -> tuple[str, ...]:
    """The entries of a column that holds several."""
    return tuple(part for part in text.split(";") if part) if text else ()
