"""Keys: declared once on the widget that answers them; footer, help, palette and the user's keymap follow."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode

from tui.words import t

TWINS = {
    "question_mark": "？", "exclamation_mark": "！", "colon": "：", "less_than_sign": "《", "greater_than_sign": "》",
    "comma": "，",
    "full_stop": "。", "left_square_bracket": "【", "right_square_bracket": "】", "slash": "／",
}
"""What a Chinese input method sends for the signs that are keys here."""
_TWIN_NAMES = frozenset(unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_") for sign in TWINS.values())


def key(keys: str, action: str, id: str, *, show: bool = True, priority: bool = False) -> Binding:
    """Bind keys, apart by commas, to an action; the id names its words (key.ID) and the user's own key."""
    every = [*keys.split(","), *(TWINS[k] for k in keys.split(",") if k in TWINS)]
    return Binding(
        ",".join(every), action, f"key.{id}", id=id, show=show, priority=priority, tooltip=f"key.{id}.tip"
    )


EVERYWHERE = [
    key("f2", "app.language", "app.language", show=False),
    key("f3", "app.theme", "app.theme", show=False),
    key("M", "app.mask", "app.mask", show=False),
    key("f12,ctrl+backslash", "app.blank", "app.blank", show=False, priority=True),
    key("ctrl+l", "app.redraw", "app.redraw", show=False),
]
"""What works on every screen, modals too: Textual lets no key through a modal to the app behind it."""


class Act(NamedTuple):
    """Something the palette offers that has no key of its own."""

    id: str
    action: str


def spoken(active: ActiveBinding) -> ActiveBinding:
    """The same binding, in the language in use."""
    words = replace(
        active.binding, description=t(active.binding.description), tooltip=t(active.binding.tooltip)
    )
    return active._replace(binding=words, tooltip=words.tooltip)


class Offer(NamedTuple):
    """A command that works here: its words, its key, and how to do it."""

    id: str
    label: str
    tip: str
    keys: str
    action: str
    node: DOMNode


def offers(chain: Iterable[DOMNode], active: dict[str, ActiveBinding], shown: dict[str, str]) -> list[Offer]:
    """Every command that works here, deeds first, of each sort those with a key; `shown` names keys for people."""
    found: dict[str, Offer] = {}
    for pressed, (node, binding, enabled, _tip) in active.items():
        id = binding.id
        if not id or not enabled or pressed in _TWIN_NAMES:
            continue
        if id in found:
            found[id] = found[id]._replace(keys=f"{found[id].keys} {shown.get(pressed, pressed)}")
            continue
        found[id] = Offer(
            id, t(f"key.{id}"), t(f"key.{id}.tip"), shown.get(pressed, pressed), binding.action, node
        )
    for node in chain:
        for act in getattr(node, "ACTS", ()):
            found.setdefault(
                act.id, Offer(act.id, t(f"key.{act.id}"), t(f"key.{act.id}.tip"), "", act.action, node)
            )
    return sorted(found.values(), key=lambda offer: _far(offer.id))


def _far(id: str) -> int:
    """Deeds first, then where one may go and what works everywhere, what moves the cursor last."""
    if id.startswith(("move.", "row.mark", "board.left", "board.right")):
        return 2
    return int(id.startswith(("place.", "face.", "screen.", "app.")))
