"""The compiled code of all modules a run has loaded, kept in one file for the next run.

Python looks for each of four hundred modules in the folders of its path, and opens, stats and reads a file for it: a
fifth of a start. Here their code is read by its place in one file. A module whose source has another date or size
than the code was made from is loaded as ever, and all is loaded as ever where the path, Python itself or a folder of
the path has changed, or where the file is not the user's own alone. Nobody misses the file: it can be deleted.
"""

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any, NamedTuple

from tui import folders

MARK = b"inroad-1\n"
_HEAD = 24
"""Bytes before the code: the mark, and the place of the index in digits."""


class Module(NamedTuple):
    """Where a module's code lies in the file, and which source it was made from."""

    offset: int
    length: int
    source: str
    cached: str
    package: bool
    stamp: tuple[int, int]
    """Time of the last change in nanoseconds, and size."""


class _Loader(SourceFileLoader):
    """Loads a module by the kept code."""

    def __init__(self, name: str, kept: "Kept", found: Module) -> None:
        super().__init__(name, found.source)
        self._kept = kept
        self._found = found

    def get_code(self, fullname: str) -> CodeType | None:
        code = self._kept.code(self._found)
        return marshal.loads(code) if code else super().get_code(fullname)


class Kept:
    """Finds modules in a file of kept code; stands first among those that Python asks."""

    def __init__(self, path: str, file: int = -1, modules: Mapping[str, Module] | None = None) -> None:
        self.path = path
        self.modules = modules or {}
        self._file = file

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        """How to load a module that is kept, if its source is still what the code was made from."""
        found = self.modules.get(name)
        if found is None or _stamp(found.source) != found.stamp:
            return None
        spec = ModuleSpec(name, _Loader(name, self, found), origin=found.source, is_package=found.package)
        spec.has_location = True
        spec.cached = found.cached
        if found.package:
            spec.submodule_search_locations = [os.path.dirname(found.source)]  # noqa: PTH120 pathlib is not loaded yet
        return spec

    def code(self, module: Module) -> bytes:
        """The code of a module; empty when the file ends before it."""
        code = os.pread(self._file, module.length, module.offset)
        return code if len(code) == module.length else b""


def use(environment: Mapping[str, str]) -> Kept:
    """Load modules from the user's file, where there is one that can be trusted."""
    path = f"{folders.cache_folder(environment)}/start-{sys.implementation.cache_tag}.code"
    kept = _opened(path) or Kept(path)
    sys.meta_path.insert(0, kept)
    return kept


def keep(kept: Kept) -> None:
    """Write the file anew where this run has loaded what was not in it, or not as it was."""
    if sys.dont_write_bytecode:
        return
    made = {name: spec for name, module in list(sys.modules.items()) if (spec := _of_a_file(module))}
    if all(_is_kept(kept, name, spec) for name, spec in made.items()):
        return
    with suppress(OSError, ImportError, SyntaxError, ValueError):
        _write(kept, made)


def _opened(path: str) -> Kept | None:
    """The file, if it is the user's own alone and was made by this Python with this path."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        about = os.fstat(file)
        head = os.pread(file, _HEAD, 0)
        if about.st_uid == os.geteuid() and not about.st_mode & 0o022 and head.startswith(MARK):
            place = int(head[len(MARK) :])
            made_by, modules = marshal.loads(os.pread(file, about.st_size - place, place))
            if made_by == _made_by():
                return Kept(path, file, {name: Module(*found) for name, found in modules.items()})
    except (OSError, ValueError, EOFError, TypeError):
        pass
    os.close(file)
    return None


def _made_by() -> tuple[Any, ...]:
    """What the place of a module depends on: Python, its path, and when each folder of the path last changed."""
    return sys.version, sys.flags.optimize, [(folder, _stamp(folder)) for folder in sys.path]


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 pathlib is not loaded yet
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _of_a_file(module: ModuleType | None) -> ModuleSpec | None:
    """How a module was loaded, if it was from a file of source."""
    spec: ModuleSpec | None = getattr(module, "__spec__", None)
    return spec if spec and isinstance(spec.loader, SourceFileLoader) and spec.origin else None


def _is_kept(kept: Kept, name: str, spec: ModuleSpec) -> bool:
    found = kept.modules.get(name)
    return found is not None and found.source == spec.origin and found.stamp == _stamp(found.source)


def _write(kept: Kept, made: Mapping[str, ModuleSpec]) -> None:
    """Write what was kept and is still true, and what this run has loaded besides."""
    os.makedirs(os.path.dirname(kept.path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
    own = f"{kept.path}.{os.getpid()}"
    file = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(MARK.ljust(_HEAD))
            modules: dict[str, Any] = {}
            for name, found in kept.modules.items():
                if _stamp(found.source) == found.stamp and (code := kept.code(found)):
                    modules[name] = tuple(found._replace(offset=out.tell()))
                    out.write(code)
            for name, spec in made.items():
                if name not in modules:
                    source, stamp = str(spec.origin), _stamp(str(spec.origin))
                    code = marshal.dumps(_code(name, spec))
                    package = spec.submodule_search_locations is not None
                    modules[name] = (out.tell(), len(code), source, spec.cached or "", package, stamp)
                    out.write(code)
            place = out.tell()
            index: Any = (_made_by(), modules)
            out.write(marshal.dumps(index))
            out.seek(len(MARK))
            out.write(str(place).encode())
        os.replace(own, kept.path)  # noqa: PTH105
    except BaseException:
        os.unlink(own)  # noqa: PTH108
        raise


def _code(name: str, spec: ModuleSpec) -> CodeType | None:
    assert isinstance(spec.loader, SourceFileLoader)
    return spec.loader.get_code(name)
