"""Modules that are read when something in them is first asked for, or that are done without.

Peewee imports a dozen modules of the standard library of which a look-up uses nothing: a fifth of its time. The
lazy loader of the standard library, made for this, reads a module at the next `import` already.
"""

import sys
import typing
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any


class Logger:
    """A logger that is made when something is logged; until then nothing is enabled."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name

    def isEnabledFor(self, level: int) -> bool:
        """What the true one says, if anybody has loaded it."""
        true = sys.modules.get("logging")
        return not isinstance(true, Later) and true is not None and bool(true.getLogger(self.name).isEnabledFor(level))

    def addHandler(self, handler: object) -> None:
        """Nothing to do for the handler that does nothing."""
        if handler is not None:
            import_module("logging").getLogger(self.name).addHandler(handler)

    def __getattr__(self, name: str) -> object:
        return getattr(_read("logging").getLogger(self.name), name)


class Later(ModuleType):
    """Stands for a module, with what is taken out of it at once."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # only `import` asks
            raise AttributeError(name)
        found = _read(self.__name__)
        own = vars(self)
        own |= vars(found)
        return getattr(found, name)


class Unused:
    """Stands for a class that is named while a module is read, and not used by any of our screens."""


def when_called(module: str, name: str) -> Callable[..., Any]:
    """A function that is looked up when it is called."""
    return lambda *args, **named: getattr(_read(module), name)(*args, **named)


def _read(name: str) -> ModuleType:
    """The module itself."""
    if isinstance(sys.modules.get(name), Later):
        del sys.modules[name]
    return import_module(name)


PUT_OFF: Mapping[str, Mapping[str, object]] = {
    "calendar": {}, "hashlib": {}, "mimetypes": {}, "socket": {}, "uuid": {"uuid4": when_called("uuid", "uuid4")},
    "inspect": {"isclass": lambda found: isinstance(found, type)},
    "logging": {"DEBUG": 10, "getLogger": Logger, "NullHandler": lambda: None},
    "platformdirs": {"user_downloads_path": when_called("platformdirs", "user_downloads_path")},
    "textual.command": dict.fromkeys(
        ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider"), Unused
    ),
    "typing_extensions": {name: getattr(typing, name) for name in typing.__all__},
}  # fmt: skip
"""What Peewee and Textual import, with what they take out of it at once; the palette of commands is our own."""


WITHOUT = ("psycopg2", "psycopg2cffi", "psycopg", "pymysql", "MySQLdb", "ssl")
"""What Peewee and asyncio try to import and do without where it is missing; `models.engine` brings its own driver."""


def put_off() -> None:
    """Let these modules wait, or do without them, but those that are here already."""
    newest = ("sqlite3",) if PathFinder.find_spec("pysqlite3") else ()
    for name in (*WITHOUT, *newest):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    for name, taken in PUT_OFF.items():
        if name not in sys.modules:
            sys.modules[name] = Later(name)
            own = vars(sys.modules[name])
            own |= taken
