"""The history of one record: who changed it, when, and each field before and after (T6)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from models.reads import history, labels
from models.reads.history import IntentRow
from tui.past import Names, Past, Visits, called
from tui.sheets.deal_section import Entry
from tui.sheets.told import ToldSheet, note
from tui.widgets.listing import Span
from tui.words import many, t


class Found(NamedTuple):
    """What was done to a record, newest first, what it is called, and what all it speaks of is called."""

    intents: list[IntentRow]
    name: str
    names: Names
    visits: Visits


class PastSheet(ToldSheet[None, Found]):
    """Everything ever done to a record, newest first; nothing of it is changed here."""

    HINT = "past.hint"

    def __init__(self, noun: str, row: int) -> None:
        super().__init__()
        self.noun = noun
        self.number = row

    def read(self) -> Callable[[], Found]:
        return partial(_ask, self.noun, self.number, self.app.member)

    def heading(self, found: Found) -> str:
        name = self.app.mask.name(self.noun, self.number, found.name) if found.name else ""
        what = " · ".join(filter(None, (t(f"table.{self.noun}"), name)))
        return t("past.title", what=what, count=many("past.count", len(found.intents)))

    def entries(self, found: Found) -> Iterator[Entry]:
        past = Past(self.app, found.names, found.visits)
        for intent in found.intents:
            for line in past.lines(intent):
                cells = (Span(cell) if isinstance(cell, str) else cell for cell in line.cells)
                yield Entry(line.key, tuple(cells), 0, 6)
        if not found.intents:
            yield note(t("past.none"))

    async def action_past(self) -> None:  # type: ignore[override]
        """It is here already."""


def _ask(noun: str, row: int, viewer: int | None) -> Found:
    """Raises LookupError for a record of an account that is not to be seen (T4)."""
    intents = history.of_row(noun, row, viewer=viewer)
    name = labels.names(noun, [row]).get(row, "") if noun in labels.SHOWN else ""
    return Found(intents, name, *called(intents))
