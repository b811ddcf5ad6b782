"""The guide: down the question funnel with a person, what was asked and answered, and what came of it (Q1–Q9)."""

from collections.abc import Hashable
from typing import ClassVar

from textual import events, on, work

from models.reads import records
from models.rules.vocabulary import AskingState, QuestionLevel
from models.writes import questions as writing
from tui import deleting, phrases
from tui.guide import asking
from tui.guide.asking import Told
from tui.guide.noting import Noter
from tui.guide.sides import Asked, Sides
from tui.keys import Act, key
from tui.modals.chooser import Chooser, Option, among
from tui.widgets.listing import Listing
from tui.words import t


class Guide(Sides):
    """Place 5: choose, ask, note, turn into needs; all for the account in hand."""

    NAME = "guide"
    SHOWS = asking.SHOWS
    BINDINGS = [
        key("a", "choose", "guide.choose"),
        key("a", "add_need", "guide.add_need"),
        key("slash", "search", "guide.search"),
        key("p", "person", "guide.person"),
        key("n", "call", "guide.call"),
        key("i", "notes", "guide.notes"),
        key("e", "edit_need", "guide.edit_need"),
        key("t,tab", "side", "guide.side"),
        key("m", "meant", "guide.meant"),
        key("o", "opportunity", "guide.opportunity"),
        key("d", "drop", "guide.drop"),
        key("d", "delete_need", "guide.delete_need"),
        key("h", "hide", "guide.hide"),
        key("minus", "step(-1)", "guide.wider", show=False),
        key("plus,equals_sign", "step(1)", "guide.narrower", show=False),
    ]
    ACTS = (Act("guide.unhide", "unhide"),)
    LEFT: ClassVar[frozenset[str]] = frozenset({"choose", "meant", "drop", "step", "hide"})
    """What is done in the funnel only."""
    RIGHT: ClassVar[frozenset[str]] = frozenset({"add_need", "edit_need", "delete_need"})
    """What is done among the needs only."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a key works on the side that has the keys."""
        here = self.known.has_focus if self.is_mounted else False
        return not (action in self.LEFT and here) and not (action in self.RIGHT and not here)

    @property
    def noter(self) -> Noter:
        """Takes answers."""
        return Noter(self.app, self.account or 0)

    def told(self) -> Told | None:
        """What is shown of the account in hand; says what to do when nothing is."""
        if self.answer is None or self.answer.guide.account != self.account:
            self.app.say(t("status.no_account"), bad=True)
            return None
        return self.answer

    # The two sides ------------------------------------------------------------------------------------

    def action_side(self) -> None:
        """Go over to the other side."""
        over = not self.known.has_focus
        self.set_class(over, "-known")
        (self.known if over else self.asked).focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The side that has the keys is the one that is seen."""
        self.set_class(event.widget is self.known, "-known")
        self.foot()

    def action_step(self, by: int) -> None:
        """Look at the questions of a level further up or down the funnel; the next one to ask at is the start."""
        told = self.told()
        if told is None:
            return
        levels = [level.value for level in QuestionLevel]
        place = levels.index(self.whom.level or told.guide.next_level) + by
        if not 0 <= place < len(levels):
            self.app.say(t("guide.no_further"))
            return
        self.whom.found = 0
        self.whom.level = "" if levels[place] == told.guide.next_level else levels[place]
        self.show(told)
        if best := told.next(self.whom.level):
            self.asked.go_to(("next", best[0].id))

    # Whom and about what ------------------------------------------------------------------------------

    @work(group="ask")
    async def action_person(self) -> None:
        if self.told() is not None:
            await self._choose_person()

    async def _choose_person(self) -> bool:
        """Choose whom to ask; answers whether one was chosen."""
        told = self.told()
        if told is None:
            return False
        draw = self.draw(self.asked)
        options = [
            Option(0, t("guide.anyone")),
            *(Option(p.id, draw.name(p), self.app.mask.text(f"{p.title} {phrases.roles(p.roles, short=True)}".strip()))
              for p in told.people.values()),
        ]
        chosen = await self.app.push_screen_wait(
            Chooser(t("guide.whom"), among(options), current=self.whom.person or 0)
        )
        if isinstance(chosen, int):
            self.whom.person, self.whom.level, self.whom.found = chosen or None, "", 0
            self._chosen()
        return isinstance(chosen, int)

    @work(group="ask")
    async def action_opportunity(self) -> None:
        told = self.told()
        if told is None:
            return
        options = [
            Option(0, t("guide.leading_deal")),
            *(Option(id, self.app.mask.name("opportunity", id, name)) for id, name in told.board.opportunities),
        ]
        chosen = await self.app.push_screen_wait(
            Chooser(t("guide.which_deal"), among(options), current=self.whom.opportunity or 0)
        )
        if isinstance(chosen, int):
            self.whom.opportunity, self.whom.level, self.whom.found = chosen or None, "", 0
            self._chosen()

    def _chosen(self) -> None:
        if self.whom.since and self.account is not None:
            self.noter.keep(self.account, self.whom)
        self.refresh_soon()

    @work(group="ask")
    async def choose_account(self) -> None:
        """Take an account in hand without leaving the place."""

        async def source(query: str) -> list[Option]:
            found = await self.app.read(records.options, "account", None, query)
            return [Option(o.id, self.app.mask.name("account", o.id, o.text)) for o in found]

        chosen = await self.app.push_screen_wait(Chooser(t("guide.which_account"), source))
        if isinstance(chosen, int):
            self.screen.account = chosen  # type: ignore[attr-defined]

    # Questions ----------------------------------------------------------------------------------------

    @on(Listing.Opened)
    async def opened(self, event: Listing.Opened) -> None:
        """Enter: choose a suggestion, answer a question, edit a need."""
        event.stop()
        if self.turning:
            await self.caught_up()
        if self.account is None:
            self.choose_account()
        elif event.listing is self.known:
            self._open_known(event.key)
        elif self.suggestion() is not None:
            self.action_choose()
        elif self.asking() is not None:
            self.action_answer()

    def _open_known(self, row: Hashable) -> None:
        """A fear is an entry of the library, shown whole; anything else is about needs."""
        if isinstance(row, tuple) and row[0] == "fear":
            self._open_fear(int(row[1]))
        else:
            self.action_edit_need()

    @work(group="ask")
    async def _open_fear(self, number: int) -> None:
        from tui.sheets.entry import EntrySheet

        await self.app.push_screen_wait(EntrySheet(number))

    @work(group="ask")
    async def action_choose(self) -> None:
        """Choose the suggestion under the cursor; in a talk it is asked and answered at once."""
        line = self.suggestion()
        if line is None:
            self.app.say(t("guide.on_suggestion"), bad=True)
            return
        made = await self._choose(line.id, line.text)
        if made is not None and self.whom.since:
            await self._answer(made)

    async def _choose(self, number: int, text: str) -> int | None:
        if self.account is None:
            return None
        deal = self.answer.guide.opportunity if self.answer else None
        done = await self.app.write(
            writing.choose, self.account, number, text, person=self.whom.person, opportunity=deal
        )
        if done:
            self.app.say(t("guide.chosen", text=text))
        return done.value if done else None

    @work(group="ask")
    async def action_search(self) -> None:
        told = self.told()
        found = await self.noter.search(told) if told else None
        if found is None:
            return
        made = await self._choose(*found)
        if made is not None:
            self.whom.aim = ("asking", made)
            if self.whom.since:
                await self._answer(made)

    @on(Asked.Ticked)
    @work(group="write")
    async def tick(self, event: Asked.Ticked) -> None:
        """Tick as asked, or take the tick back; a suggestion is chosen first."""
        kind, row = event.key if isinstance(event.key, tuple) else ("", 0)
        line = self.suggestion()
        if kind == "next" and line is not None:
            made = await self._choose(line.id, line.text)
            if made is not None:
                await self._tick(made)
        elif kind == "asking":
            await self._tick(row)

    async def _tick(self, asked: int) -> None:
        """Tick it, or take the tick back; what is asked in a talk belongs to the talk."""
        row = self.answer.row(asked) if self.answer else None
        if await self.app.write(writing.tick, asked) and self.account is not None:
            again = row is not None and row.state == AskingState.ASKED
            self.noter.heard(asked, self.whom, again=again)

    @work(group="ask")
    async def action_answer(self) -> None:
        row = self.asking()
        if row is not None:
            await self._answer(row.id)

    async def _answer(self, asked: int) -> None:
        """Type the answer of a question, as it is stored now."""
        if self.account is None or (told := self.told()) is None:
            return
        row = await self.noter.again(asked, self.account)
        if row is None:
            self.app.say(t("refused.gone", noun=t("noun.question")), bad=True)
        elif not await self.noter.answer(row, told, self.whom):
            self.refresh_soon()

    @work(group="ask")
    async def action_meant(self) -> None:
        row = self.asking()
        if row is None:
            self.app.say(t("guide.on_question"), bad=True)
        else:
            await self.noter.meant(row)
            self.refresh_soon()

    @work(group="write")
    async def action_drop(self) -> None:
        row = self.asking()
        if row is None:
            self.app.say(t("guide.on_question"), bad=True)
        elif await self.app.write(writing.drop, row.id):
            self.app.say(t("guide.dropped"))

    @work(group="write")
    async def action_hide(self) -> None:
        """Take the question under the cursor out of the library, for the whole team."""
        line, row = self.suggestion(), self.asking()
        number = line.id if line else row.question if row else 0
        if not number:
            self.app.say(t("guide.on_library"), bad=True)
        elif await self.app.write(writing.hide, number):
            self.app.say(t("guide.hidden"))

    @work(group="ask")
    async def action_unhide(self) -> None:
        """Put a hidden question back into the library."""
        number = await self.noter.hidden()
        if number is not None and await self.app.write(writing.hide, number, hidden=False):
            self.app.say(t("guide.shown_again"))

    # Needs --------------------------------------------------------------------------------------------

    def _need(self) -> int | None:
        chosen: Hashable = self.known.current
        if isinstance(chosen, tuple) and chosen[0] == "need":
            return int(chosen[1])
        self.app.say(t("guide.on_need"), bad=True)
        return None

    @work(group="ask")
    async def action_add_need(self) -> None:
        if self.account is not None and (told := self.told()):
            start = {"person": self.whom.person, "opportunity": told.guide.opportunity}
            await self.recorder().add("need", self.account, values=start)

    @work(group="ask")
    async def action_edit_need(self) -> None:
        if (need := self._need()) is not None:
            await self.recorder().edit("need", need)

    @work(group="ask")
    async def action_delete_need(self) -> None:
        if (need := self._need()) is not None:
            await deleting.delete(self.app, [("need", need)])

    # The talk -----------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_call(self) -> None:
        """Begin a talk, or end it and log the visit."""
        told = self.told()
        if told is None or self.account is None:
            return
        if self.whom.since:
            await self._end(told)
        else:
            await self._begin_talk(self.account)

    async def _begin_talk(self, account: int) -> bool:
        """Begin a talk with somebody; answers whether one is on."""
        if self.whom.person is None and not await self._choose_person():
            return False
        self.whom.since, self.whom.answered = self.app.actor.now.astimezone().isoformat(), []
        self.noter.keep(account, self.whom)
        self.app.say(t("call.begun", since=self.whom.clock))
        self.refresh_soon()
        return True

    @work(group="ask")
    async def action_notes(self) -> None:
        """Note the talk in its five parts, beside the questions; what is noted becomes the visit (V8)."""
        from tui.guide.notes import TalkNotes

        told, account = self.told(), self.account
        if told is None or account is None or not (self.whom.since or await self._begin_talk(account)):
            return
        if await self.app.push_screen_wait(TalkNotes(self, account)) and (told := self.told()):
            await self._end(told)
        self.refresh_soon()

    async def choose(self, number: int, text: str) -> int | None:
        """Choose a question of the library for the talk; answers its asking."""
        return await self._choose(number, text)

    async def answered(self, asked: int) -> None:
        """Type the answer of a question of the talk."""
        await self._answer(asked)

    async def _end(self, told: Told) -> None:
        account, chosen = told.guide.account, self.whom
        if await self.noter.hang_up(told, chosen):
            chosen.since, chosen.answered = "", []
            self.noter.keep(account, chosen)
            self.app.say(t("call.over"))
            self.refresh_soon()
