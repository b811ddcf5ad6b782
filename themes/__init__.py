"""Colours: one file each — a palette first, then the roles it plays — and the few lines that read them."""

import tomllib
from functools import cache
from typing import Any

NAMES = ("dark", "light", "sixteen")
ROLES = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)
VARIABLES = ("muted", "for", "against", "mark", "head", "title")


@cache
def load(name: str) -> dict[str, Any]:
    """A theme as the arguments of a Textual theme; KeyError when a role names a colour not in the palette."""
    with open(f"{__path__[0]}/{name}.toml", "rb") as file:  # noqa: PTH123 importlib.resources costs 2 ms at start
        told = tomllib.load(file)
    palette, roles = told["palette"], told["roles"]
    return {
        "name": name,
        "dark": told["dark"],
        "ansi": told.get("ansi", False),
        **{role: palette[roles[role]] for role in ROLES},
        "variables": {variable: palette[roles[variable]] for variable in VARIABLES} | told.get("variables", {}),
    }
