"""What is noted of a talk: a draft by its five parts, until it is a visit (V8)."""

from collections.abc import Mapping
from typing import Any

from tui import drafts
from tui.guide import asking

PARTS = ("opening", "agenda", "positioning", "information", "agreement")
"""The five parts of a talk: the fields of the visit they become (V8)."""
LONG = "information"
"""The part that is a text of many lines; the others are one line of the visit."""
NOTES = "notes"


def kept(account: int) -> dict[str, str]:
    """What was noted of the talk at an account, by part."""
    held = (drafts.load(asking.draft_key(NOTES, account)) or {}).get("parts")
    told: Mapping[str, Any] = held if isinstance(held, dict) else {}
    return {part: text for part in PARTS if isinstance(text := told.get(part), str) and text.strip()}


def values(account: int) -> dict[str, str]:
    """The same as fields of a visit."""
    return {
        part: text.strip() if part == LONG else "; ".join(filter(None, map(str.strip, text.splitlines())))
        for part, text in kept(account).items()
    }


def forget(account: int) -> None:
    """The visit is logged: its notes are in it."""
    drafts.drop(asking.draft_key(NOTES, account))
