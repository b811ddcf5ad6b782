"""Modules that are read when something in them is first asked for.

Peewee imports a dozen modules of the standard library of which a look-up uses nothing: a fifth of its time. The
lazy loader of the standard library, made for this, reads a module at the next `import` already.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType


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


def _read(name: str) -> ModuleType:
    """The module itself."""
    if isinstance(sys.modules.get(name), Later):
        del sys.modules[name]
    return import_module(name)


PUT_OFF: Mapping[str, Mapping[str, object]] = {
    "calendar": {}, "hashlib": {}, "socket": {}, "uuid": {},
    "inspect": {"isclass": lambda found: isinstance(found, type)},
    "logging": {"DEBUG": 10, "getLogger": Logger, "NullHandler": lambda: None},
}  # fmt: skip
"""What Peewee imports, with what it takes out of it at once."""


def put_off() -> None:
    """Let these modules wait, but those that are here already."""
    for name, taken in PUT_OFF.items():
        if name not in sys.modules:
            sys.modules[name] = Later(name)
            own = vars(sys.modules[name])
            own |= taken
