"""What the sections of dealing share: one read for all of them, warnings as lines, and a choice of what to add."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from models.reads.dealing import Dealing, dealing
from models.rules import credit
from models.rules.facts import Finding
from models.rules.urgency import alive
from models.rules.values import Invalid, Value
from models.rules.vocabulary import Severity
from models.writes import dealing as writing
from tui import phrases, typed
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section, noun_of
from tui.widgets.listing import Span
from tui.words import t

ROLES = {Severity.HIGH: "against", Severity.MEDIUM: "warn", Severity.LOW: "accent"}
"""How a warning is drawn; its mark says the same without colour."""
MARKS = {Severity.HIGH: "!! ", Severity.MEDIUM: "! ", Severity.LOW: "· "}


class Dealt(Section[Dealing]):
    """A section of dealing; `NOUNS` are what may be recorded in it."""

    NOUNS: ClassVar[tuple[str, ...]] = ()
    SETTLES: ClassVar[frozenset[str]] = frozenset()
    """The nouns that `.` ticks off."""

    @classmethod
    def read(cls, asked: Asked) -> Dealing:
        """All that is dealt; the sections share what was read last."""
        return dealing(asked.deal, settings=asked.settings)

    # Words -------------------------------------------------------------------------------------------

    def findings(self, found: Iterable[Finding]) -> Iterator[Entry]:
        """Warnings, a line each."""
        for each in found:
            severity = Severity(each.severity)
            told = phrases.warning(self.app.mask.finding(each), {})
            yield Entry(None, (Span(MARKS[severity] + told, ROLES[severity]),))

    def credit(self, found: Dealing) -> Iterator[Entry]:
        """What is agreed on credit, and what speaks against selling this on it (S14)."""
        held = credit.credit(found.credit, found.owed, self.app.today)
        amount = found.price if alive(found.deal) else None
        yield from self.findings(credit.findings(held, amount, self.app.settings))
        fact = held.fact
        told = (
            t("credit.limit", amount=phrases.money(fact.limit)) if fact.limit is not None else "",
            t("credit.room", amount=phrases.money(held.room)) if held.room is not None and held.room > 0 else "",
            t("credit.days", n=fact.days) if fact.days is not None else "", fact.terms,
            t("credit.collected", n=fact.collection_days) if fact.collection_days is not None else "",
        )  # fmt: skip
        if any(told):
            line = t("credit.line", told=" · ".join(filter(None, told)))
            yield Entry(None, (Span(self.note(line), "muted"),))

    def note(self, text: str) -> str:
        """What somebody wrote."""
        return self.app.mask.text(text)

    def secret(self, amount: int | None) -> str:
        """An amount that is for our eyes only."""
        return self.app.mask.text(phrases.money(amount)) if amount is not None else ""

    def day(self, day: date | None) -> str:
        """A day in words; nothing where none is known."""
        return phrases.day(day, self.app.today) if day else ""

    def person(self, key: int | None) -> str:
        """One of theirs."""
        name = self.found.people.get(key or 0, "") if self.found else ""
        return self.app.mask.name("person", key, name) if name else ""

    def member(self, key: int | None) -> str:
        """One of ours."""
        name = self.found.members.get(key or 0, "") if self.found else ""
        return self.app.mask.name("member", key, name) if name else ""

    def labelled(self, noun: str, code: str, text: str, row: Hashable, step: int = 1) -> Iterator[Entry]:
        """A field with its label, where it says something."""
        if text:
            label = t(f"field.{noun}.{code}")
            yield Entry(row, (Span(f"{label}  ", "muted"), Span(text)), step)

    # Keys --------------------------------------------------------------------------------------------

    async def add(self) -> None:
        """Record one of the nouns of this section."""
        noun: Hashable = self.NOUNS[0]
        if len(self.NOUNS) > 1:
            options = [Option(each, t(f"noun.{each}")) for each in self.NOUNS]
            noun = await self.app.push_screen_wait(Chooser(t("rows.add_what"), among(options)))
        if isinstance(noun, str):
            await self.record(noun)

    async def record(self, noun: str) -> None:
        """Record a new one, with what is known beforehand."""
        made = await Recorder(self.app).add(noun, self.account, values={**self.beforehand(), **self.known(noun)})
        if made is not None:
            self.reach((noun, made))

    def known(self, noun: str) -> Mapping[str, Value]:  # noqa: ARG002 - sections know more of theirs
        """What a new one of a noun knows besides its deal."""
        return {}

    async def done(self, row: Hashable) -> None:
        """Tick off what a line stands for."""
        noun, key = noun_of(row)
        if noun not in self.SETTLES:
            self.not_here()
        elif await self.write(noun, writing.settle, noun, key):
            self.app.say(t("rows.settled", noun=t(f"noun.{noun}")))

    async def write(self, noun: str, intent: Any, *args: Any) -> bool:
        """Write, and say what is wrong with which field where something is."""
        try:
            return await self.app.write(intent, *args) is not None
        except Invalid as wrong:
            self.app.say("; ".join(typed.unplaced(wrong.errors, noun)), bad=True)
            return False
