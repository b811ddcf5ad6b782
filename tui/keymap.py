"""The user's own keys: what in his settings names no key of ours, no key at all, or a key that is taken.

Textual says nothing of any of them. Looking imports every screen there is, so nobody pays for it who has no keys
of his own; the module itself imports none and can be asked by the shell.
"""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from tui import words

ROOMS = ("screens", "sheets", "panes", "guide", "modals", "widgets")
WIDGET, PANE, SCREEN, APP = range(4)
"""How far out a class lies: a widget's keys work within panes, those within screens, those within the app."""


class Problem(NamedTuple):
    """What is wrong with one of the user's keys: `code` is unknown_id, no_key or taken (by `other`)."""

    code: str
    id: str
    keys: str
    other: str = ""


class Bound(NamedTuple):
    """A key as a class answers it."""

    kind: type[Any]
    id: str
    keys: tuple[str, ...]
    priority: bool


def widgets() -> list[type[Any]]:
    """Every class of ours that may answer a key."""
    import_module("tui.app")
    for room in ROOMS:
        for module in iter_modules(import_module(f"tui.{room}").__path__):
            import_module(f"tui.{room}.{module.name}")
    ours = [module for name, module in sorted(sys.modules.items()) if name.startswith("tui.")]
    found = [kind for module in ours for kind in vars(module).values() if isinstance(kind, type)]
    return [kind for kind in dict.fromkeys(found) if kind.__module__.startswith("tui.")]


def bindings(kind: type[Any]) -> Iterator[Any]:
    """The bindings a class declares itself, with an id."""
    return (binding for binding in kind.__dict__.get("BINDINGS", ()) if getattr(binding, "id", None))


def bound(kinds: list[type[Any]], mine: Mapping[str, str]) -> list[Bound]:
    """Every key of these classes, the user's in the place of ours."""
    return [
        Bound(kind, b.id, tuple(_names(mine.get(b.id, b.key))), b.priority) for kind in kinds for b in bindings(kind)
    ]


def problems(mine: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the user's keys, in their order."""
    if not mine:
        return []
    kinds = widgets()
    ours = {binding.id for kind in kinds for binding in bindings(kind)}
    every, before = bound(kinds, mine), bound(kinds, {})
    found: list[Problem] = []
    for id, keys in mine.items():
        if id not in ours:
            found.append(Problem("unknown_id", id, keys))
        elif not all(map(_exists, _names(keys))) or not _names(keys):
            found.append(Problem("no_key", id, keys))
        else:
            others = _others(id, every) - _others(id, before)
            found += [Problem("taken", id, keys, other) for other in sorted(others)]
    return found


def sentence(problem: Problem) -> str:
    """A problem in the language in use."""
    other = words.t(f"key.{problem.other}") if problem.other else ""
    return words.t(f"keymap.{problem.code}", id=problem.id, keys=problem.keys, other=other)


def told(found: list[Problem]) -> str:
    """Problems in one line: the first, and how many more there are."""
    first, *rest = map(sentence, found)
    return words.t("keymap.more", first=first, n=len(rest)) if rest else first


def _others(id: str, every: list[Bound]) -> set[str]:
    """The ids that answer one of this id's keys where it works, too."""
    own = [one for one in every if one.id == id]
    return {
        two.id
        for one in own
        for two in every
        if two.id != id and set(one.keys) & set(two.keys) and (_meet(one, two) or _meet(two, one))
    }


def _meet(inner: Bound, outer: Bound) -> bool:
    """Whether both can be asked for the same stroke of a key, the inner one first."""
    one, two = inner.kind, outer.kind
    if issubclass(one, two):
        return True
    near, far = _room(one), _room(two)
    if near >= far:
        return False
    if far == APP:
        return outer.priority or not _modal(one)
    if near == WIDGET and (far == PANE or _modal(two)):
        return any(one in vars(sys.modules[base.__module__]).values() for base in two.__mro__)
    return not _modal(two)


def _is_a(kind: type[Any], name: str) -> bool:
    return any(base.__name__ == name for base in kind.__mro__)


def _room(kind: type[Any]) -> int:
    rooms = {"App": APP, "Screen": SCREEN, "Pane": PANE}
    return next((room for name, room in rooms.items() if _is_a(kind, name)), WIDGET)


def _modal(kind: type[Any]) -> bool:
    return _is_a(kind, "ModalScreen")


def _names(keys: str) -> list[str]:
    from textual.binding import Binding, InvalidBinding

    try:
        return [binding.key for binding in Binding.make_bindings([(keys, "", "")])]
    except InvalidBinding:
        return []


def _exists(name: str) -> bool:
    """Whether there is such a key on a keyboard."""
    from textual.keys import KEY_ALIASES, Keys, key_to_character

    *held, last = name.split("+")
    if not set(held) <= {"ctrl", "shift", "alt"}:
        return False
    return len(last) == 1 or last in {*Keys, *KEY_ALIASES} or key_to_character(last) is not None
