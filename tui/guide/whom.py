"""Whom the guide asks at each account, and the talk that is going on; a talk outlives the program as a draft."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from tui import drafts
from tui.desk import Desk
from tui.guide.asking import draft_key


@dataclass
class Whom:
    """The person and the deal chosen at an account, the level stepped to, and the talk that is on."""

    person: int | None = None
    opportunity: int | None = None
    level: str = ""
    """A level of the funnel one stepped to by hand, "" for the next one."""
    since: str = ""
    """When the talk began, "" when none is on."""
    answered: list[int] = field(default_factory=list)
    """What was asked and answered in this talk."""
    aim: tuple[str, int] | None = None
    """The row the cursor shall stand on when the guide is shown next."""
    found: int = 0
    """A question of the library somebody found: it comes first among those to ask next; 0 for none."""
    sought: bool = False
    """Whether the cursor shall go to it."""

    @property
    def clock(self) -> str:
        """The time of day at which the talk began."""
        return self.since[11:16]

    @property
    def choice(self) -> tuple[int | None, int | None]:
        """What a read depends on."""
        return self.person, self.opportunity


_CHOSEN: WeakKeyDictionary[Desk, dict[int, Whom]] = WeakKeyDictionary()
TALK = "call"
_KEPT = ("person", "opportunity", "since", "answered")


def whom(app: Desk, account: int) -> Whom:
    """Whom the program asks at an account; a talk that was cut off goes on."""
    chosen = _CHOSEN.setdefault(app, {})
    if account not in chosen:
        chosen[account] = _resumed(drafts.load(draft_key(TALK, account)))
    return chosen[account]


def want(app: Desk, account: int, question: int) -> None:
    """Have the guide begin at a question of the library; without an account, 0, at the next one taken in hand."""
    chosen = whom(app, account) if account else _CHOSEN.setdefault(app, {}).setdefault(0, Whom())
    chosen.found, chosen.sought, chosen.level = question, True, ""


def taken(app: Desk, account: int) -> None:
    """An account is in hand: a question that was found before is for it."""
    kept = _CHOSEN.get(app, {}).pop(0, None)
    if kept is not None:
        want(app, account, kept.found)


def _resumed(kept: dict[str, Any] | None) -> Whom:
    found = {name: kept[name] for name in _KEPT if name in kept} if kept else {}
    try:
        datetime.fromisoformat(found.get("since", ""))
    except (TypeError, ValueError):
        return Whom()
    return Whom(**found)


def keep(account: int, chosen: Whom) -> None:
    """Keep the talk that is on, or forget the one that is over. Raises OSError."""
    name = draft_key(TALK, account)
    if chosen.since:
        drafts.keep(name, {each: value for each, value in asdict(chosen).items() if each in _KEPT})
    else:
        drafts.drop(name)
