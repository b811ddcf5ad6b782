"""What a capture line was understood as, for the panel where it is typed and for the shell."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from models.reads.capture import Understood
from models.rules.capture import Moved, Problem, Said
from models.rules.vocabulary import Party
from tui import phrases
from tui.pages.spans import Line, Span, line
from tui.words import t


class Namer(Protocol):
    """Shows names and texts, or codes in their stead."""

    def name(self, kind: str, key: object, text: str) -> str:
        """A name."""

    def text(self, text: str) -> str:
        """A text."""


class Plain:
    """Shows everything as it is."""

    def name(self, kind: str, key: object, text: str) -> str:  # noqa: ARG002
        """The name itself."""
        return text

    def text(self, text: str) -> str:
        """The text itself."""
        return text


def told(found: Understood, today: date, show: Namer) -> list[Line]:
    """A line for each thing understood, then what is not, and what is wanting."""
    return list(_Telling(found, today, show).lines())


def problem(each: Problem) -> str:
    """What cannot be understood, and what to write instead."""
    return t(f"capture.problem.{each.code}", word=each.word)


class _Telling:
    """Tells one line."""

    def __init__(self, found: Understood, today: date, show: Namer) -> None:
        self.found = found
        self.said = found.said
        self.today = today
        self.show = show

    def lines(self) -> Iterator[Line]:
        """Everything."""
        if self.found.house is not None:
            yield self._fact("account", self.show.name("account", self.found.house.id, self.found.house.name), "title")
        said = self.said
        day = phrases.day(said.day or self.today, self.today)
        kind, state = phrases.label("visit_kind", said.kind), phrases.label("visit_state", said.state)
        yield self._fact("when", " · ".join((f"{day} {said.time}".strip(), kind, state)))
        if said.people:
            yield self._fact("people", phrases.listed(map(self._person, said.people)))
        elif self.found.house is not None:
            yield line(Span(t("capture.nobody"), "dim"))
        if said.text:
            yield self._fact("text", self.show.text(said.text))
        yield from map(self._move, said.moves)
        yield from map(self._promise, said.promises)
        yield from self._fields()
        for each in said.problems:
            yield line(Span(f"? {problem(each)}", "danger"))
        if self.found.clear and said.lacks_step:
            yield line(Span(f"! {t('capture.no_step')}", "warning"))

    def _fact(self, name: str, text: str, style: str = "") -> Line:
        return line(Span(t(f"capture.{name}") + "  ", "dim"), Span(text, style))

    def _person(self, number: int) -> str:
        name = self.show.name("person", number, self.found.known.people.get(number, ""))
        return t("capture.new_person", name=name) if number < 0 else name

    def _move(self, move: Moved) -> Line:
        recorded = self.found.recorded.get(move.person, "unknown")
        stance = phrases.stance(move.after, recorded if recorded != move.after else None)
        odd = move.before is not None and move.before != recorded
        beside = t("capture.recorded", stance=phrases.label("stance", recorded)) if odd else ""
        evidence = t("capture.evidence", text=self.show.text(move.evidence)) if move.evidence else ""
        told = "  ".join(filter(None, (self._person(move.person), stance, evidence)))
        return line(Span(t("capture.stance") + "  ", "dim"), told, Span(f"  {beside}" if beside else "", "warning"))

    def _promise(self, said: Said) -> Line:
        due = phrases.day(said.due, self.today) if said.due else t("capture.no_day")
        step = t("capture.step") if said == self.said.next_step else ""
        who = self._person(said.person) if said.person is not None else ""
        beside = " · ".join(filter(None, (who, step)))
        label = "ours" if said.by is Party.US else "theirs"
        return line(
            Span(t(f"capture.{label}") + "  ", "dim"), Span(f"{due}  ", "heading"), self.show.text(said.text),
            Span(f"  {beside}" if beside else "", "dim"),
        )

    def _fields(self) -> Iterator[Line]:
        said, known = self.said, self.found.known
        result = phrases.label("result", said.result) if said.result else ""
        if result:
            yield self._fact("result", f"{result}: {self.show.text(said.advance)}" if said.advance else result)
        for name, family, codes in (("purposes", "purpose", said.purposes), ("aims", "aim", said.aims)):
            if codes:
                yield self._fact(name, phrases.listed(phrases.label(family, code) for code in codes))
        for name in ("no_next_step", "information", "reaction", "place"):
            if text := getattr(said, name):
                yield self._fact(name, self.show.text(text))
        if said.members:
            yield self._fact("members", phrases.listed(
                self.show.name("member", each, known.members.get(each, "")) for each in said.members
            ))  # fmt: skip
        if said.deal is not None:
            amount = phrases.money(said.amount) if said.amount is not None else ""
            deal = self.show.name("opportunity", said.deal, known.deals.get(said.deal, ""))
            yield self._fact("deal", "  ".join(filter(None, (deal, amount))))
