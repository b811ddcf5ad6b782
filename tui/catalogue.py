"""A compiled catalogue of gettext (.mo), of which only the words that are asked for are read.

The reader of the standard library takes in all two thousand entries, 4 ms of every command.
"""

from collections.abc import Iterator
from struct import unpack_from

_MAGIC = 0x950412DE
_ENTRY = 8
"""Bytes of an entry in either table: a length and a place."""


class Catalogue:
    """The words of a language by their keys; a key with several forms holds the one for one first."""

    def __init__(self, data: bytes) -> None:
        magic, _, self._count, self._keys, self._texts = unpack_from("<5I", data)
        if magic != _MAGIC:
            raise ValueError("not a catalogue")
        self._data = data
        self._known: dict[str, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        """Every key, in order."""
        return (self._at(self._keys, place).partition(b"\0")[0].decode() for place in range(1, self._count))

    def forms(self, key: str) -> tuple[str, ...]:
        """The forms of the words for a key; the key itself where nobody wrote any."""
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: str) -> tuple[str, ...]:
        wanted, low, high = key.encode("utf-8", "replace"), 1, self._count  # the first is the head
        while low < high:
            middle = (low + high) // 2
            found = self._at(self._keys, middle).partition(b"\0")[0]
            if found == wanted:
                return tuple(self._at(self._texts, middle).decode().split("\0"))
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return (key,)

    def _at(self, table: int, place: int) -> bytes:
        length, start = unpack_from("<2I", self._data, table + place * _ENTRY)
        return self._data[start : start + length]
