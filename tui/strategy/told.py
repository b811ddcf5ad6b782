"""What the sections of the strategy share: a line with what it stands for, and who is told."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

from models.reads.account_plan import PlanSheet
from models.reads.holding import HoldingSheet
from models.reads.strategy import CompetitionSheet
from tui import phrases
from tui.mask import Mask
from tui.widgets.listing import Span


class Sheets(NamedTuple):
    """Everything the face shows."""

    competition: CompetitionSheet
    holding: HoldingSheet
    plan: PlanSheet


class Entry(NamedTuple):
    """A line: what it stands for, and its text; `step` sets it in, `whole` is never wrapped."""

    key: Hashable
    spans: tuple[Span, ...]
    step: int = 1
    whole: bool = False


class Teller:
    """Tells names through the mask and days as seen from today."""

    def __init__(self, sheets: Sheets, today: date, mask: Mask) -> None:
        self.sheets = sheets
        self.today = today
        self.mask = mask
        self.people = sheets.competition.names | sheets.holding.names | sheets.plan.names

    def day(self, day: date | None) -> str:
        """A day, nothing for none."""
        return phrases.day(day, self.today) if day else ""

    def person(self, key: int | None) -> str:
        """What a person is called, nothing for none."""
        name = self.people.get(key or 0, "")
        return self.mask.name("person", key, name) if name else ""

    def persons(self, keys: Iterable[int]) -> str:
        """What several people are called."""
        return phrases.listed(map(self.person, keys))

    def rival(self, key: int | None) -> str:
        """What a competitor is called."""
        return self.mask.name("competitor", key, self.sheets.competition.rival_names.get(key or 0, ""))

    def text(self, text: str) -> str:
        """What somebody wrote, in one line."""
        return self.mask.text(" ".join(text.split()))


def joined(*parts: str) -> str:
    """What there is of these, in one line."""
    return " · ".join(filter(None, parts))


def labelled(label: str, text: str, style: str = "") -> tuple[Span, ...]:
    """A label and what stands behind it."""
    return (Span(f"{label}  ", "muted"), Span(text, style))
