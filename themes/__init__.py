"""Colours: one file each — a palette first, then the roles it plays — and the few lines that read them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

NAMES = ("dark", "light", "sixteen")
ROLES = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)
VARIABLES = ("muted", "for", "against", "mark", "head", "title")


@cache
def load(name: str) -> dict[str, Any]:
    """A theme as the arguments of a Textual theme; KeyError when a role names a colour not in the palette."""
    text = files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    told = tomllib.loads(text)
    palette, roles = told["palette"], told["roles"]
    return {
        "name": name,
        "dark": told["dark"],
        "ansi": told.get("ansi", False),
        **{role: palette[roles[role]] for role in ROLES},
        "variables": {variable: palette[roles[variable]] for variable in VARIABLES} | told.get("variables", {}),
    }
