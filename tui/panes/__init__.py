"""The places and the faces of an account, each in a file of its own that is read when it is first opened."""

from importlib import import_module
from typing import Any

from tui.pane import Pane

PLACES: dict[str, str] = {
    "today": "tui.panes.today:Today",
    "accounts": "tui.panes.accounts:Accounts",
    "funnel": "tui.panes.funnel:FunnelPlace",
    "calendar": "tui.panes.calendar:CalendarPlace",
    "guide": "tui.panes.guide:Guide",
    "library": "tui.panes.library:Library",
    "reports": "tui.panes.reports:Reports",
    "team": "tui.panes.team:Team",
    "settings": "tui.panes.settings:SettingsPlace",
}
"""Where the number keys lead, in the order the bar above shows them."""

FACES: dict[str, str] = {
    "brief": "tui.panes.brief:Brief",
    "board": "tui.panes.board:StanceBoard",
    "organisation": "tui.panes.orgchart:Organisation",
    "visits": "tui.panes.visits:Visits",
    "opportunities": "tui.panes.opportunities:Opportunities",
    "questions": "tui.panes.questions:Questions",
    "strategy": "tui.panes.strategy:Strategy",
    "history": "tui.panes.history:History",
}
"""The faces of the account in hand, in the order its bar shows them."""

DIGITS = {
    "today": "1", "accounts": "2", "funnel": "3", "calendar": "4", "guide": "5", "library": "6", "reports": "7",
    "team": "8", "settings": "9",
}  # fmt: skip
LETTERS = {
    "brief": "B", "board": "S", "organisation": "O", "visits": "V", "opportunities": "D", "questions": "Q",
    "strategy": "T", "history": "H",
}  # fmt: skip


def pane(name: str) -> Pane[Any]:
    """A new pane of that name; KeyError when there is none."""
    module, _, kind = (PLACES | FACES)[name].partition(":")
    made: Pane[Any] = getattr(import_module(module), kind)(id=name)
    return made
