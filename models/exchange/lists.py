"""Several entries in one cell: apart by `;`, an entry that holds a separator itself within double quotes."""

import re
from collections.abc import Iterable

_APART = r"[;；、,，|\n]"
_QUOTED = re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?:{_APART}|$)')
_PLAIN = re.compile(rf"(.*?)(?:{_APART}|$)", re.DOTALL)


def joined(entries: Iterable[str]) -> str:
    """Entries as one cell, which `parted` takes apart again."""
    return ";".join(_guarded(entry) for entry in entries)


def _guarded(entry: str) -> str:
    if entry.startswith('"') or re.search(_APART, entry):
        return '"' + entry.replace('"', '""') + '"'
    return entry


def parted(text: str) -> tuple[str, ...]:
    """The entries of a cell: apart by ; 、 , | or a line's end, each once."""
    found: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        match = quoted or _PLAIN.match(text, at)
        if match is None:
            break
        entry = match[1].replace('""', '"') if quoted else match[1].strip()
        found += [entry] if entry else []
        at = match.end()
    return tuple(dict.fromkeys(found))
