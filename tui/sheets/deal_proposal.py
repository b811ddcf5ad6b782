"""The proposal on the sheet: what it lacks and what to mend in it, and the key that writes the file (O22)."""

from collections.abc import Hashable, Iterator
from functools import partial

from models.reads import proposal
from models.rules.proposal import Facts, build
from models.rules.proposal_check import Habit, check
from models.rules.proposal_parts import Document, Shape
from tui import copying
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.proposals import markdown, word
from tui.proposals.telling import told
from tui.sheets.deal_section import Asked, Entry, Section
from tui.widgets.listing import Span
from tui.words import short, t

OFFERED = tuple((shape, kind) for shape in Shape for kind in ("docx", "md"))
"""The orders and kinds of file that are offered."""


class Proposal(Section[Facts]):
    """A line for each place to fill in and each bad habit."""

    CODE = "proposal"
    KEYS = (key("x", "act('proposal', 'write')", "deal.proposal"),)

    @classmethod
    def read(cls, asked: Asked) -> Facts:
        return proposal.facts(asked.deal, asked.today, short())

    def entries(self, found: Facts) -> Iterator[Entry]:
        document = build(found, Shape.BENEFIT)
        for code in dict.fromkeys(document.blanks):
            yield Entry(("blank", code), (Span("! ", "warn"), Span(t(f"proposal.blank.{code}"))))
        habits = [habit for habit in _habits(document) if habit.code != "blank_left"]
        for place, habit in enumerate(habits):
            words = t(f"proposal.habit.{habit.code}", text=self.app.mask.text(habit.text))
            yield Entry(("habit", place), (Span("! ", "warn"), Span(words)))
        if not document.blanks and not habits:
            yield Entry(("blank", ""), (Span(t("proposal.ready"), "good"),))

    async def open(self, row: Hashable) -> None:
        await self.act_write(row)

    async def edit(self, row: Hashable) -> None:
        await self.act_write(row)

    async def add(self) -> None:
        await self.act_write(None)

    async def act_write(self, _row: Hashable) -> None:
        """Ask in which order and as what, and where to; write the file."""
        if self.found is None:
            return
        options = [Option(place, t(f"proposal.offer.{shape}.{kind}")) for place, (shape, kind) in enumerate(OFFERED)]
        chosen = await self.app.push_screen_wait(Chooser(t("proposal.which"), among(options)))
        if not isinstance(chosen, int):
            return
        shape, kind = OFFERED[chosen]
        pieces = tuple(told(build(self.found, shape)))
        made = word.written(pieces, self.app.today) if kind == "docx" else markdown.written(pieces).encode()
        name = t("proposal.file", kind=kind)
        await copying.offer(self.app, name, t("proposal.where"), partial(copying.write_bytes, content=made))


def _habits(document: Document) -> tuple[Habit, ...]:
    return check(markdown.written(told(document)), document.account)
