"""The schema, a page per area; all of it is in `schema`, which is loaded when something is asked for here by its name.

Reads name the page of their tables: a look-up needs few of sixty, and each takes a quarter of a millisecond to make.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.base import Table

    TABLES: tuple[type[Table], ...]
    BY_NAME: dict[str, type[Table]]
    DERIVED: frozenset[type[Table]]


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(import_module("models.tables.schema"), name)
