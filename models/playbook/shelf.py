"""The scripts, answers to objections and case stories of the starter library, as the files hold them (Q11)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from models.playbook import _tables

FILES: Mapping[str, tuple[str, ...]] = {
    "script": ("scripts", "objections"), "case_story": ("cases",),
    "concern": ("concerns",), "handbook_page": ("handbook",),
}
"""The files of each noun, in the order of their ids."""


class Piece(NamedTuple):
    """A shipped entry: its id within its noun, stable and never reused, and its fields by code."""

    id: int
    values: Mapping[str, str | tuple[str, ...]]


@cache
def pieces(noun: str) -> tuple[Piece, ...]:
    """Every shipped entry of a noun of `FILES`, by id; read once. Sources: Q10, Q11, O17."""
    return tuple(_piece(raw) for name in FILES[noun] for raw in _raw(name))


def _raw(name: str) -> Iterator[dict[str, str]]:
    for _, raw in _tables(f"library/{name}.toml"):
        yield raw


def _piece(raw: dict[str, str]) -> Piece:
    values = {code: _value(written) for code, written in raw.items() if code != "id"}
    return Piece(int(raw["id"]), values)


def _value(written: str) -> str | tuple[str, ...]:
    return tuple(written.split('"')[1::2]) if written.startswith("[") else written[1:-1]
