"""What the keys of the stance board do to the card under its cursor: move it, mark it, edit it, move it away."""

from collections.abc import Sequence
from datetime import date

from textual import work

from models.reads import records
from models.reads.cards import PersonLine
from models.reads.people import Board
from models.rules import stances
from models.rules.vocabulary import Inside, Stance
from models.writes import people as writing
from tui import deleting, phrases
from tui.form_pane import FormPane
from tui.modals.chooser import Chooser, Option, among
from tui.stance_moves import move, step
from tui.widgets.columns import Columns
from tui.words import t


class BoardDeeds(FormPane[Board]):
    """A board whose cards can be acted on, unless it is one of the past."""

    made: int | None = None
    """Who was just recorded and is not on the board yet: the cursor goes there."""
    as_of: date | None = None
    """The day the board is of, where that is not today."""

    @property
    def columns(self) -> Columns:
        """The board."""
        return self.query_one(Columns)

    @property
    def opportunity(self) -> int | None:
        """The deal the stances are for, when the board is narrowed to one."""
        raise NotImplementedError

    def _now(self) -> bool:
        """Whether the board is today's; of an earlier day nothing is changed, which is said."""
        if self.as_of is not None:
            self.app.say(t("board.past_only_looks"), bad=True)
        return self.as_of is None

    def _card_here(self) -> PersonLine | None:
        person = self.columns.person
        for column in self.answer.columns if self.answer else ():
            for card in column.cards:
                if card.id == person:
                    return card
        return None

    @work(group="ask")
    async def action_stance(self, direction: int) -> None:
        card = self._card_here()
        if card is None or not self._now():
            return
        await step(self.app, card, direction, self.opportunity)

    @work(group="ask")
    async def action_choose_stance(self) -> None:
        card = self._card_here()
        if card is None or not self._now():
            return
        options = [Option(s.value, f"{stances.letter(s)} {phrases.label('stance', s)}") for s in Stance]
        chosen = await self.app.push_screen_wait(Chooser(t("board.which_stance"), among(options), current=card.stance))
        if chosen is not None:
            await move(self.app, card, Stance(str(chosen)), self.opportunity)

    @work(group="ask")
    async def action_add(self) -> None:
        made = await self.recorder().add("person", self.account) if self.account is not None else None
        if made is not None and not self.columns.reach(made):
            self.made = made

    @work(group="ask")
    async def action_record(self, noun: str) -> None:
        if self.account is not None:
            await self.recorder().add(noun, self.account)

    @work(group="ask")
    async def action_edit(self) -> None:
        if (person := self.columns.person) is not None:
            await self.recorder().edit("person", person)

    @work(group="ask")
    async def action_visit(self) -> None:
        if self.account is not None:
            met = (self.columns.person,) if self.columns.person is not None else ()
            await self.recorder().add("visit", self.account, values={"people": met})

    @work(group="ask")
    async def action_inside(self) -> None:
        card = self._card_here()
        if card is None or not self._now():
            return
        options = [Option(i.value, phrases.label("inside", i)) for i in Inside]
        chosen = await self.app.push_screen_wait(Chooser(t("board.inside_how"), among(options), current=card.inside))
        if chosen is not None:
            await self.app.write(writing.mark_inside, card.id, Inside(str(chosen)), opportunity=self.opportunity)

    @work(group="ask")
    async def action_delete(self) -> None:
        card = self._card_here()
        if card and self._now():
            await deleting.delete(self.app, [("person", card.id)])

    @work(group="ask")
    async def action_transfer(self) -> None:
        """Move the person to another account; what happened here stays here (P1)."""
        card = self._card_here()
        if card is None or not self._now():
            return

        async def source(query: str) -> Sequence[Option]:
            found = await self.app.read(records.options, "account", None, query)
            return [Option(o.id, self.app.mask.name("account", o.id, o.text)) for o in found]

        target = await self.app.push_screen_wait(Chooser(t("board.transfer_to"), source))
        if isinstance(target, int):
            await self.app.write(writing.transfer, card.id, target)
