"""The mask: names, stances and notes as neutral codes, for when a customer can see the screen."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class _Found(Protocol):
    """What a rule found: a code, and details by name."""

    @property
    def detail(self) -> Sequence[tuple[str, str | int]]: ...


Told = TypeVar("Told", bound=_Found)
_PLAIN = frozenset({
    "policy", "position", "kind", "table", "noun", "urgency", "basis", "way", "certainty", "limit", "item", "missing",
    "stage",
})  # fmt: skip
"""Details that are codes of ours."""
_LETTERS = {"account": "A", "person": "P", "opportunity": "O", "competitor": "X", "member": "M"}


class Mask:
    """Says things as they are, or as codes that keep the same things the same."""

    def __init__(self) -> None:
        self.on = False
        self._codes: dict[tuple[str, object], str] = {}
        self._named: dict[tuple[str, str], str] = {}

    def name(self, kind: str, key: object, text: str) -> str:
        """A name, or a code such as P3 that stands for it as long as the program runs.

        Where only the name is known it is its own key, and finds the code it has under an id.
        """
        if not self.on:
            return text
        if (kind, key) not in self._codes:
            self._codes[kind, key] = self._code(kind, key, text)
            self._named.setdefault((kind, text), self._codes[kind, key])
        return self._codes[kind, key]

    def _code(self, kind: str, key: object, text: str) -> str:
        """The code of the same name, unless that is somebody else's; else a new one."""
        known = {code for (each, other), code in self._codes.items() if each == kind and isinstance(other, int)}
        shared = self._named.get((kind, text))
        if shared and not (isinstance(key, int) and shared in known):
            return shared
        codes = {code for (each, _), code in self._codes.items() if each == kind}
        return f"{_LETTERS.get(kind, 'N')}{len(codes) + 1}"

    def finding(self, found: Told) -> Told:
        """What a rule found, its amounts and codes as they are, what people wrote and where they stand as notes."""
        if not self.on:
            return found
        hidden = ((name, value if name in _PLAIN or isinstance(value, int) else self.text(value))
                  for name, value in found.detail)
        return found._replace(detail=tuple(hidden))  # type: ignore[no-any-return,attr-defined]

    def text(self, text: str) -> str:
        """A note, or as many dots as say that there is one."""
        return "····" if self.on and text else text
