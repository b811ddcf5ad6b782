"""A brief for people: one screen, headings in the margin, letters and words beside every colour (V6)."""

from collections.abc import Iterable, Iterator
from datetime import date

from models import playbook
from models.reads.brief import Brief, PersonLine
from models.rules.facts import Finding
from models.rules.text import cells
from tui import phrases, words
from tui.mask import Mask
from tui.pages.spans import ELLIPSIS, Line, Span, clipped, line, wrapped

FIRST = ("gift_policy", "complaint_open")
MINES = ("landmine", "taboo")
SECTIONS = (
    "policy", "people", "warnings", "promises", "visits", "gaps", "questions", "competitors", "risks", "next",
)
MOST_PEOPLE = 9
MOST_GAPS = 7
ONE_LINE = frozenset({"visits"})
"""Sections that get a line for each entry, however long it is (V6)."""
REASONS = 2
MARKS = {"high": ("!! ", "danger"), "medium": ("! ", "warning"), "low": ("- ", "")}
STYLES = {"champion": "good", "supporter": "good", "enemy": "warning", "blocker": "danger", "unknown": "dim"}


def heading(section: str) -> str:
    """What stands in the margin beside a section."""
    return words.t(f"page.brief.{section}")


def margin() -> int:
    """How wide the margin is in the language in use."""
    return max(cells(heading(name)) for name in SECTIONS) + 2


def padded(text: str, width: int) -> str:
    """A heading as wide as the margin."""
    return text + " " * (width - cells(text))


def title(brief: Brief, mask: Mask) -> Line:
    """The first line: who they are."""
    of = brief.account
    parts = (
        words.t("phrase.grade", grade=of.grade) if of.grade else "",
        phrases.label("kind", of.kind), phrases.label("mode", of.mode), phrases.label("authority", of.authority),
        phrases.label("information_stage", of.information_stage),
        words.t("phrase.urgency", urgency=of.urgency) if of.urgency else "",
        phrases.money(of.amount) if of.amount else "", mask.name("member", of.owner, of.owner_name),
    )  # fmt: skip
    name = mask.name("account", of.id, of.name)
    return line(Span(name, "title"), "  ", " · ".join(part for part in parts if part))


def called(person: PersonLine, mask: Mask) -> str:
    """What a person is called; a seat by what it decides."""
    name = mask.name("person", person.id, person.name) if person.name else ""
    return phrases.person(name, "" if mask.on else person.title, person.roles, placeholder=person.placeholder)


def names(brief: Brief, mask: Mask) -> dict[int, str]:
    """What everybody a brief speaks of is called; seats told apart from people."""
    known = {each: mask.name("person", each, name) for each, name in brief.names.items()}
    seats = {line.id: called(line, mask) for line in brief.people if line.placeholder or not line.name}
    return {**known, **seats}


def advice(person: PersonLine) -> str:
    """One line on how to talk to a person, "" while his personality is unknown."""
    return playbook.advice("disc", person.advice, words.short()) if person.advice else ""


class Page:
    """The sections of one brief."""

    def __init__(self, brief: Brief, today: date, mask: Mask) -> None:
        self.brief = brief
        self.today = today
        self.mask = mask
        self.names = names(brief, mask)

    def laid_out(
        self, width: int, whole: frozenset[tuple[str, int]] = frozenset()
    ) -> Iterator[tuple[str, int, Line]]:
        """Every line with its section and its number in it, headings in the margin, broken at `width` (0: never).

        Entries that get one line are cut there, but for those that shall be seen `whole`.
        """
        side = margin()
        for name in SECTIONS:
            for number, each in enumerate(self.section(name)):
                head = Span(padded("" if number else heading(name), side), "heading")
                pieces: Iterator[Line] = iter((line(head, *each),))
                if width and name in ONE_LINE and (name, number) not in whole:
                    pieces = clipped((head, *each), width, 1, ELLIPSIS)
                elif width:
                    pieces = wrapped((head, *each), width, side + 2)
                for piece in pieces:
                    yield name, number, piece

    def section(self, name: str) -> Iterable[Line]:
        """The lines of a section."""
        made: Iterable[Line] = getattr(self, f"_{name}")()
        return made

    def _policy(self) -> Iterator[Line]:
        for found in self._warned(FIRST):
            yield line(Span(f"!! {phrases.warning(self.mask.finding(found), self.names)}", "danger"))

    def _warnings(self) -> Iterator[Line]:
        for found in self._warned(MINES):
            mark, style = MARKS[str(found.severity)]
            yield line(Span(mark + phrases.warning(self.mask.finding(found), self.names), style))
        for event in self.brief.changes:
            day, kind = phrases.day(event.date, self.today), phrases.label("event_kind", event.kind)
            yield line(f"- {day} {kind}: {self.mask.text(event.text)}")

    def _warned(self, codes: tuple[str, ...]) -> list[Finding]:
        return [found for found in self.brief.warnings if found.code in codes]

    def _people(self) -> Iterator[Line]:
        people = self.brief.people
        if not people:
            yield line(Span(words.t("page.brief.nobody"), "dim"))
        for person in people[:MOST_PEOPLE]:
            yield self._person(person)
        if len(people) > MOST_PEOPLE:
            yield line(Span(words.t("page.brief.more", n=len(people) - MOST_PEOPLE), "dim"))

    def _person(self, person: PersonLine) -> Line:
        parts = [part for part in self._told(person) if part]
        told = "" if self.mask.on else advice(person)
        return line(
            Span(self._letter(person), STYLES.get(person.stance, "")), Span(called(person, self.mask), "title"),
            "  ", " · ".join(parts), Span(f"  {told}", "good") if told else "",
        )  # fmt: skip

    def _letter(self, person: PersonLine) -> str:
        return "· " if self.mask.on else phrases.stance(person.stance)[:1] + " "

    def _told(self, person: PersonLine) -> Iterator[str]:
        if person.house:
            yield self.mask.name("account", person.account, person.house)
        yield phrases.roles(person.roles, short=True)
        if person.placeholder or self.mask.on:
            return
        yield phrases.stance(person.stance, person.stance_before)[2:]
        if person.assumed and person.stance != "unknown":
            yield words.t("page.brief.assumed")
        if person.personality:
            yield phrases.label("personality", person.personality)
        if person.needs:
            needs = phrases.listed(phrases.label("personal_need", need) for need in person.needs)
            yield words.t("page.brief.wants", needs=needs)
        if person.inside != "none":
            yield phrases.label("inside", person.inside)
        met = person.last_contact
        day = phrases.day(met, self.today)
        yield words.t("page.brief.last_contact", day=day) if met else words.t("page.brief.never_met")
        if person.birthday:
            yield words.t("page.brief.birthday", day=phrases.day(person.birthday, self.today))

    def _promises(self) -> Iterator[Line]:
        for promise in self.brief.promises:
            party, who = phrases.label("party", promise.by), self.names.get(promise.person or 0, "")
            if who and promise.by == "them":
                party = words.t("page.brief.one_of", party=party, person=who)
            text = words.t("page.brief.by", party=party, text=self.mask.text(promise.text))
            due = phrases.day(promise.due, self.today)
            late = Span(f" · {due} {words.t('page.brief.overdue')}", "danger")
            yield line(text, late if promise.overdue else f" · {due}")

    def _visits(self) -> Iterator[Line]:
        for visit in self.brief.visits:
            met = phrases.listed(self.names.get(each, "") for each in visit.people)
            head = (phrases.day(visit.date, self.today), phrases.label("visit_kind", visit.kind), met)
            summary = self.mask.text(" ".join(visit.summary.split()))
            yield line(Span(" ".join(part for part in head if part), "dim"), f"  {summary}" if summary else "")

    def _gaps(self) -> Iterator[Line]:
        gaps = self.brief.gaps
        if gaps:
            told = [phrases.gap(self.mask.finding(found), self.names) for found in gaps[:MOST_GAPS]]
            more = words.t("page.brief.more_gaps", n=len(gaps) - MOST_GAPS) if len(gaps) > MOST_GAPS else ""
            yield line(phrases.clauses([*told, more]))

    def _questions(self) -> Iterator[Line]:
        for number, question in enumerate(self.brief.questions, 1):
            why = phrases.joined(question.why[:REASONS], phrases.ask_why)
            whom = self.names.get(question.person or 0, "")
            told = words.t("page.brief.why", why=" · ".join(part for part in (whom, why) if part))
            yield line(f"{number} {question.text}", Span(told, "dim"))

    def _competitors(self) -> Iterator[Line]:
        rivals = {rival.name: rival for rival in self.brief.competitors}
        if rivals:
            told = (
                f"{self.mask.name('competitor', rival.id, name)} {phrases.label('position', rival.position)}"
                for name, rival in rivals.items()
            )
            yield line(phrases.clauses(told))

    def _risks(self) -> Iterator[Line]:
        told = {found.code for found in self._warned(FIRST)}
        for found in self.brief.risks:
            if found.code not in told:
                mark, style = MARKS[str(found.severity)]
                yield line(Span(mark + phrases.risk(self.mask.finding(found), self.names), style))

    def _next(self) -> Iterator[Line]:
        for visit in self.brief.planned[:1]:
            met = phrases.listed(self.names.get(each, "") for each in visit.people)
            kind = phrases.label("visit_kind", visit.kind)
            text = " ".join(part for part in (phrases.day(visit.date, self.today), kind, met) if part)
            yield line(words.t("page.brief.planned", text=text))
        action = self.brief.next_action
        if action:
            why = words.t("page.brief.why", why=phrases.joined(action.why)) if action.why else ""
            yield line(Span(phrases.action(self.mask.finding(action), self.names), "good"), Span(why, "dim"))

