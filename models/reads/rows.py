"""Rows of a query as plain tuples, put together by a key."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from peewee import SQL, NodeList

from models.base import db

E = TypeVar("E", bound=StrEnum)
K = TypeVar("K")


def rows(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query. One query."""
    return list(query.tuples())


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


def maybe(kind: type[E], code: str) -> E | None:
    """The entry of an enumeration, or None where the column is empty."""
    return kind(code) if code else None


def several(text: str) -> tuple[str, ...]:
    """The entries of a column that holds several."""
    return tuple(part for part in text.split(";") if part)
