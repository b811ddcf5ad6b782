"""Writing an answer down, what it becomes, and ending a talk: the steps between the keys and the database."""

from collections.abc import Sequence
from functools import partial

from models.reads import library, questions
from models.reads.questions import AskingRow
from models.rules.fields import Field, FieldKind
from models.rules.values import Value
from models.rules.vocabulary import AskingState, Harvest, QuestionLevel
from models.search import QUESTIONS, find
from models.writes import questions as writing
from models.writes.intents import Stale
from tui import words
from tui.desk import Desk
from tui.guide import asking, noted
from tui.guide.answer import AnswerLine, Turn
from tui.guide.asking import Told
from tui.guide.harvest import Harvester
from tui.guide.lines import MARKS
from tui.guide.whom import Whom, keep
from tui.modals.ask import Confirm
from tui.modals.chooser import Chooser, Option, among
from tui.modals.conflict import Choice
from tui.recording import Recorder
from tui.words import t

SAID = (Field("answer", FieldKind.NOTE), Field("meant"))
"""What two people may have written differently about a question."""
FOUND = 60
"""Questions of the library offered at once to a search."""


class Noter:
    """Takes answers at one account; what it needs to ask it asks at the foot of the screen."""

    def __init__(self, app: Desk, account: int) -> None:
        self.app = app
        self.account = account

    async def answer(self, row: AskingRow, told: Told, chosen: Whom) -> bool:
        """Write down what was answered, and let one letter make more of it; answers whether it was stored."""
        typed = await self._line(row, "answer")
        if typed is None:
            return False
        if not await self._stored(row, typed, "answer"):
            return False
        self.heard(row.id, chosen)
        if typed:
            await self.more(row.id, told)
        return True

    async def meant(self, row: AskingRow) -> None:
        """Write down what was meant behind the words (Q9)."""
        if not row.answer:
            self.app.say(t("guide.answer_first"), bad=True)
            return
        typed = await self._line(row, "meant")
        if typed is not None and await self._stored(row, typed, "meant"):
            self.app.say(t("guide.noted"))

    async def more(self, row: int, told: Told) -> None:
        """One letter turns the answer into something more; Enter leaves it as it is."""
        found = await self.again(row, told.guide.account)
        into = await self.app.push_screen_wait(Turn(self.app.mask.text(found.answer))) if found else None
        if found and into == "meant":
            await self.meant(found)
            await self.more(row, told)
        elif found and into is not None:
            await Harvester(self.app).turn(found, Harvest(into), told.guide.needs)

    async def again(self, row: int, account: int) -> AskingRow | None:
        """The asking as it is stored now."""
        rows = await self._rows(account)
        return next((each for each in rows if each.id == row), None)

    async def _rows(self, account: int) -> list[AskingRow]:
        return await self.app.read(questions.askings, account, language=words.language())

    async def _line(self, row: AskingRow, field: str) -> str | None:
        title = row.text if row.question else self.app.mask.text(row.text)
        typed: str | None = await self.app.push_screen_wait(AnswerLine(self.account, row, field, title))
        return typed

    async def _stored(self, row: AskingRow, words: str, field: str) -> bool:
        """Store it; over what somebody else wrote meanwhile only when told so. Only then the draft goes."""
        before: dict[str, Value] = {field: asking.seen(row, field)}
        answer, meant = (words, None) if field == "answer" else (None, words)
        while True:
            try:
                done = await self.app.write(writing.answer, row.id, answer, meant, before=before)
            except Stale as stale:
                ours = await self.app.push_screen_wait(Choice("asking", stale.conflicts, SAID))
                if ours is None:
                    return False
                if field in ours:
                    before = {field: stale.conflicts[0].theirs}
                    continue
            else:
                if done is None:
                    return False
            asking.drop_draft(row, field)
            return True

    def heard(self, asked: int, chosen: Whom, *, again: bool = False) -> None:
        """A question was put in the talk that is on, if one is; `again` takes that back."""
        if not chosen.since or (asked in chosen.answered) != again:
            return
        if again:
            chosen.answered.remove(asked)
        else:
            chosen.answered.append(asked)
        self.keep(self.account, chosen)

    def keep(self, account: int, chosen: Whom) -> None:
        """Keep the talk that is on where a dropped line cannot lose it."""
        try:
            keep(account, chosen)
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    # Ending a talk ------------------------------------------------------------------------------------

    async def hang_up(self, told: Told, chosen: Whom) -> bool:
        """End the talk: the sub-text once, then the visit; answers whether it is over."""
        rows = [row for row in await self._rows(told.guide.account) if row.id in chosen.answered]
        await self._sub_text([row for row in rows if row.answer and not row.meant])
        log = await self.app.push_screen_wait(Confirm(t("call.log", n=len(rows)), t("call.log_hint")))
        if log is None:
            return False
        rows = [row for row in await self._rows(told.guide.account) if row.id in chosen.answered]
        if log and await self._visit(told, chosen, rows) is None:
            self.app.say(t("call.still", since=chosen.clock))
            return False
        return True

    async def _sub_text(self, rows: Sequence[AskingRow]) -> None:
        if not rows:
            return
        options = [Option(row.id, self.app.mask.text(row.answer), row.text) for row in rows]
        none = Option(0, t("call.no_sub_text"))
        chosen = await self.app.push_screen_wait(Chooser(t("call.sub_text"), partial(_offered, [none, *options])))
        row = next((row for row in rows if row.id == chosen), None)
        if row is not None:
            await self.meant(row)

    async def _visit(self, told: Told, chosen: Whom, rows: Sequence[AskingRow]) -> int | None:
        people = dict.fromkeys(p for p in (chosen.person, *(row.person for row in rows)) if p is not None)
        happened = "\n".join(map(_line, rows))
        logged = await Recorder(self.app, [row.id for row in rows]).add("visit", told.guide.account, values={
            "people": tuple(people), "opportunity": told.guide.opportunity, "happened": happened,
            "time": chosen.clock, **noted.values(told.guide.account),
        })
        if logged is not None:
            noted.forget(told.guide.account)
        return logged

    # The library --------------------------------------------------------------------------------------

    async def search(self, told: Told) -> tuple[int, str] | None:
        """A question out of the whole library, or one of one's own: its number, 0 for a free one, and its words."""
        shelf = await self.app.read(library.shelf)
        language = words.language()
        past = {row.question: row for row in told.rows if row.question}

        def option(number: int) -> Option:
            sign = f"{MARKS[AskingState(past[number].state)][0]} " if number in past else ""
            return Option(number, f"{QuestionLevel(shelf[number].level).rank} {sign}{shelf[number].text(language)}")

        async def source(query: str) -> Sequence[Option]:
            wanted = query.strip()
            numbers = list(shelf)
            if wanted:
                numbers = [hit.row for hit in await self.app.read(find, wanted, [QUESTIONS], FOUND)]
            options = [option(n) for n in numbers if n in shelf]
            return [*options, Option(f"={wanted}", t("guide.free_question", text=wanted))] if wanted else options

        chosen = await self.app.push_screen_wait(Chooser(t("guide.library"), source, hint=t("guide.library_hint")))
        if isinstance(chosen, int):
            return chosen, shelf[chosen].text(language)
        return (0, str(chosen)[1:]) if chosen is not None else None


    async def hidden(self) -> int | None:
        """One of the questions that were hidden: its number."""
        found = await self.app.read(library.hidden)
        if not found:
            self.app.say(t("guide.none_hidden"))
            return None
        options = [Option(number, book.text(words.language())) for number, book in found.items()]
        chosen = await self.app.push_screen_wait(Chooser(t("guide.which_hidden"), among(options)))
        return chosen if isinstance(chosen, int) else None


async def _offered(options: Sequence[Option], _query: str) -> Sequence[Option]:
    return options


def _line(row: AskingRow) -> str:
    answer = t("call.asked") if not row.answer else row.answer
    meant = t("call.meant", text=row.meant) if row.meant else ""
    return t("call.line", question=row.text, answer=answer) + meant
