"""What to say to whom on an opportunity: fears, openings, arguments, answers, cases alike (O17, Q8, Q12)."""

from collections.abc import Hashable, Iterator

from models.reads import arguing
from models.reads.arguing import Arguing, Facing
from models.rules.arguing import Picked
from models.writes import library
from tui import phrases
from tui.keys import key
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section
from tui.sheets.entry import EntrySheet
from tui.shelving import Shelving
from tui.widgets.listing import Span
from tui.words import t


class Arguments(Section[Arguing]):
    """A head for each person, below it what convinces and what to expect; Enter shows an entry whole."""

    CODE = "arguments"
    KEYS = (key("t", "act('arguments', 'use')", "deal.argument_used"),)

    @classmethod
    def read(cls, asked: Asked) -> Arguing:
        """What the library has for this opportunity."""
        return arguing.arguing_for(asked.deal, asked.account, asked.today, asked.settings)

    def entries(self, found: Arguing) -> Iterator[Entry]:
        for each in found.facing:
            yield from self._facing(found, each)
        if found.against:
            rivals = phrases.listed(self.app.mask.name("competitor", each, each) for each in found.rivals)
            yield Entry(None, (Span(t("deal.arguments.against", rivals=rivals), "strong"),))
            for picked in found.against:
                yield self._entry(found, "against", picked, self._argument(found, picked))
        if found.cases:
            yield Entry(None, (Span(t("deal.arguments.cases"), "strong"),))
            for picked in found.cases:
                yield self._entry(found, "case", picked, t("entry_kind.case_story"))
        if found.lesson:
            told = t("deal.arguments.lesson", text=self.app.mask.text(found.lesson))
            yield Entry(("argue_lesson",), (Span(told),))

    def _facing(self, found: Arguing, whom: Facing) -> Iterator[Entry]:
        name = self.app.mask.name("person", whom.person, whom.name)
        yield Entry(None, (Span(name, "strong"), Span(f"  {phrases.roles(whom.roles)}", "muted")))
        for picked in whom.concerns:
            yield self._entry(found, f"fear:{whom.person}", picked, t("deal.arguments.fears"), role="warn")
        if whom.opener is not None:
            yield self._entry(found, f"open:{whom.person}", whom.opener, t("deal.arguments.open"))
        for picked in whom.arguments:
            yield self._entry(found, f"say:{whom.person}", picked, self._argument(found, picked))
        for each in whom.objections:
            head = t("deal.arguments.expect", objection=t(f"objection.{each.objection}"))
            if each.answer is None:
                spans = (Span(f"{head}  ", "warn"), Span(t("deal.arguments.no_answer"), "muted"))
                yield Entry(("argue", f"expect:{whom.person}:{each.objection}", 0), spans, step=2)
            else:
                picked = Picked(each.answer, 0, (each.why,))
                yield self._entry(found, f"expect:{whom.person}", picked, head, role="warn")

    def _argument(self, found: Arguing, picked: Picked) -> str:
        return phrases.label("argument", str(found.entries[picked.number].values["argument"]))

    def _entry(self, found: Arguing, place: str, picked: Picked, head: str, role: str = "accent") -> Entry:
        entry = found.entries[picked.number]
        why = self.app.mask.text(phrases.joined(picked.why, reason))
        used = t("deal.arguments.used") if picked.number in found.used else ""
        beside = " · ".join(filter(None, (why, used)))
        spans = (Span(f"{head}  ", role), Span(Shelving(self.app).name(entry)), Span(f"  {beside}", "muted"))
        return Entry(("argue", place, picked.number), spans, step=2)

    # What its keys do --------------------------------------------------------------------------------

    async def open(self, row: Hashable) -> None:
        """The entry whole; a lesson becomes one; where nothing answers an objection, an answer is written."""
        number = _number(row)
        if number:
            await self.app.push_screen_wait(EntrySheet(number))
        elif row == ("argue_lesson",) and self.found is not None:
            await Recorder(self.app).add("script", values={"scene": "closing", "zh": self.found.lesson})
        elif isinstance(row, tuple) and row[0] == "argue":
            objection = str(row[1]).rpartition(":")[2]
            await Recorder(self.app).add("script", values={"scene": "objection", "objection": objection})

    async def edit(self, row: Hashable) -> None:
        """Change the entry."""
        if number := _number(row):
            await Shelving(self.app).revise(number)
        else:
            self.not_here()

    async def act_use(self, row: Hashable) -> None:
        """Note that the entry was used here, or that it was not."""
        number = _number(row)
        if not number or self.found is None:
            self.app.say(t("deal.arguments.on_entry"), bad=True)
        elif number in self.found.used:
            if await self.app.write(library.unuse, number, self.deal):
                self.app.say(t("library.unused"))
        elif await self.app.write(library.use, number, self.deal):
            self.app.say(t("deal.arguments.noted"))


def reason(code: str) -> str:
    """Why an entry is proposed: a word, and what it is about."""
    head, _, tail = code.partition(":")
    families = {"role": "role", "industry": "industry", "step": "step", "stance": "stance", "pain": "pain",
                "size": "account_size", "bant": "bant_topic"}  # fmt: skip
    if head in families:
        return t(f"argue_why.{head}", what=phrases.label(families[head], tail))
    return t(f"argue_why.{head}", what=tail)


def _number(row: Hashable) -> int:
    """The number of the entry a line stands for; 0 for none."""
    return int(row[2]) if isinstance(row, tuple) and row[:1] == ("argue",) and len(row) == 3 else 0
