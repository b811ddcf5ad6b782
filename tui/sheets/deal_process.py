"""Where an opportunity stands in our sales process, and in the customer's purchase; what to do now comes first."""

from collections.abc import Hashable, Iterator

from models import playbook
from models.reads import process
from models.reads.process import Process
from models.rules.nouns import OPPORTUNITY
from models.rules.process import next_play
from models.writes import process as writing
from tui import phrases, typed
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section
from tui.widgets.listing import Span
from tui.words import language, t

FIELDS = {
    "customer": ("buying_step", "phase"),
    "route": ("route", "origin", "decision_by"),
    "standing": ("shortlist", "our_rank", "negotiating_with"),
    "feeling": ("feeling", "feeling_note"),
}
"""The fields behind each line about the customer's side."""


class ProcessSection(Section[Process]):
    """Plays are ticked off; the lines about the customer's side are edited in place."""

    CODE = "process"

    @classmethod
    def read(cls, asked: Asked) -> Process:
        """Where it stands. The record, and one query."""
        return process.process(asked.deal)

    def beside(self, found: Process) -> str:
        done = sum(play.done for play in found.plays)
        return t("process.at", step=phrases.label("step", found.step), done=done, all=len(found.plays))

    def entries(self, found: Process) -> Iterator[Entry]:
        best = next_play(found.plays)
        if best:
            yield Entry(("play", best), (Span(t("process.next"), "accent"), Span(_told(best), "strong")), hang=2)
        else:
            yield Entry(("plays", found.step), (Span(t("process.all_done"), "good"),))
        for play in found.plays:
            yield self._play(found, play.code)
        if found.left:
            left = t("process.left", n=len(found.left), first=_told(found.left[0]))
            yield Entry(("plays", "left"), (Span(left, "muted"),))
        yield from self._customer(found)

    def _play(self, found: Process, code: str) -> Entry:
        day = found.ticked.get(code)
        when = f"  {phrases.day(day, self.app.today)}" if day else ""
        return Entry(
            ("tick", code),
            (Span("[x] " if day else "[ ] ", "good" if day else ""), Span(_told(code), "muted" if day else ""),
             Span(when, "muted")),
            step=2, hang=4,
        )  # fmt: skip

    def _customer(self, found: Process) -> Iterator[Entry]:
        if found.missing:
            labels = phrases.listed(typed.label("opportunity", OPPORTUNITY.field(code)) for code in found.missing)
            yield Entry(("about", "missing"), (Span(t("process.missing", fields=labels), "warn"),))
        for name, codes in FIELDS.items():
            told = phrases.clauses(self._field(found, code) for code in codes)
            if told:
                yield Entry(("about", name), (Span(t(f"process.{name}"), "accent"), Span(told)))
        for topic in found.topics:
            for line in playbook.process()[topic]:
                yield Entry(("measure", f"{topic}.{line.code}"), (Span("- "), Span(line.text(language()))), step=2)

    def _field(self, found: Process, code: str) -> str:
        field, value = OPPORTUNITY.field(code), found.record.values[code]
        if value in process.EMPTY:
            return ""
        if code == "our_rank":
            return t("process.rank", n=str(value))
        shown = typed.shown(field, value)
        return shown if field.choices else self.app.mask.text(shown)

    async def done(self, row: Hashable) -> None:
        """Tick a play off, or take the tick away."""
        kind, code = row if isinstance(row, tuple) and len(row) == 2 else ("", "")
        if kind not in ("play", "tick"):
            self.not_here()
            return
        done = await self.app.write(writing.tick, self.deal, str(code))
        if done:
            said = "process.ticked" if done.value else "process.unticked"
            self.app.say(t(said, play=_told(str(code))))

    async def open(self, row: Hashable) -> None:
        """A play is ticked; what is known of the customer's side is edited."""
        if isinstance(row, tuple) and row[0] in ("play", "tick"):
            await self.done(row)
        else:
            await self.edit(row)

    async def add(self) -> None:
        """What is on record of the customer's side."""
        await self._edit(tuple(code for codes in FIELDS.values() for code in codes))

    async def edit(self, row: Hashable) -> None:
        """The fields a line tells of; all of them where it tells of none."""
        kind, name = row if isinstance(row, tuple) and len(row) == 2 else ("", "")
        missing = self.found.missing if self.found is not None and name == "missing" else ()
        codes = missing or (FIELDS.get(str(name), ()) if kind == "about" else ())
        if codes:
            await self._edit(codes)
        else:
            await self.add()

    async def _edit(self, only: tuple[str, ...]) -> None:
        await Recorder(self.app).edit("opportunity", self.deal, only=only)


def _told(play: str) -> str:
    """A play in the language in use."""
    step, _, code = play.partition(".")
    return next((line.text(language()) for line in playbook.process()[f"play.{step}"] if line.code == code), code)
