"""Which column is which field: by the headings themselves, or by a map file (screens, "Import")."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.exchange.kinds import ALSO, Kind, Labels, plain
from models.exchange.sheets import Unreadable, decoded
from models.rules.text import clean


@dataclass(frozen=True, slots=True)
class Map:
    """A map file: their headings as our fields, their values as ours, how they write dates."""

    columns: Mapping[str, str] | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each field their value in lower case, and ours for it."""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a file are used: place and field; the headings left out; what the map names in vain."""

    used: tuple[tuple[int, str], ...]
    left_out: tuple[str, ...]
    absent: tuple[str, ...]


def read_map(data: bytes, kind: Kind) -> Map:
    """A map file in TOML; raises Unreadable for one that is not, or names fields there are not."""
    import tomllib

    try:
        document = tomllib.loads(decoded(data)[1])
    except (ValueError, RecursionError) as wrong:
        raise Unreadable("map_syntax", detail=str(wrong)) from None
    stray = sorted(document.keys() - {"columns", "values", "dates"})
    if stray:
        raise Unreadable("map_section", detail=stray[0])
    columns = _texts(document, "columns") if "columns" in document else None
    wanted = None if columns is None else {plain(theirs): _code(kind, ours) for theirs, ours in columns.items()}
    values = _table(document, "values")
    told = {_code(kind, name): _values(values, name) for name in values}
    return Map(wanted, told, _texts(document, "dates").get("format", ""))


def _code(kind: Kind, name: str) -> str:
    code = ALSO.get(name, name)
    if kind.field(code) is None:
        raise Unreadable("map_field", detail=name)
    return code


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, dict):
        raise Unreadable("map_section", detail=name)
    return found


def _texts(document: Mapping[str, Any], name: str) -> dict[str, str]:
    found = _table(document, name)
    for key, value in found.items():
        if not isinstance(value, str):
            raise Unreadable("map_value", detail=key)
    return dict(found)


def _values(document: Mapping[str, Any], name: str) -> dict[str, str]:
    return {clean(theirs).lower(): clean(ours) for theirs, ours in _texts(document, name).items()}


def columns(headings: Sequence[str], kind: Kind, labels: Labels, told: Map) -> Columns:
    """Which column is which field; raises Unreadable for two columns of one field, and for what must be there."""
    wanted = _by_heading(kind, labels) if told.columns is None else told.columns
    used = [(place, wanted[plain(heading)]) for place, heading in enumerate(headings) if plain(heading) in wanted]
    twice = [code for code, times in Counter(code for _, code in used).items() if times > 1]
    if twice:
        named = [headings[place] for place, code in used if code == twice[0]]
        raise Unreadable("heading_twice", detail=" · ".join(named))
    there = {code for _, code in used}
    missing = [each.code for each in kind.fields if each.required and each.code not in there]
    if kind.noun.code == "person" and not there & {"name", "placeholder"}:
        missing.insert(0, "name")
    if missing:
        raise Unreadable("no_column", detail=missing[0])
    places = {place for place, _ in used}
    left_out = [heading or f"#{place + 1}" for place, heading in enumerate(headings) if place not in places]
    present = {plain(heading) for heading in headings}
    return Columns(tuple(used), tuple(left_out), tuple(name for name in told.columns or () if name not in present))


def _by_heading(kind: Kind, labels: Labels) -> dict[str, str]:
    """The field for every heading that says it: by code, or by label in any language."""
    found = {plain(label): code for code, called in labels.headings.items() for label in called}
    found |= {plain(name): code for name, code in ALSO.items() if kind.field(code)}
    return found | {plain(each.code): each.code for each in kind.fields}
