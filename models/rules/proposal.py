"""A proposal out of what is recorded of an opportunity: its sections, and in them only what the customer may read.

Nothing of where people stand, of grades, inside contacts, limits or competitors goes into it, and nobody is named as
the source of a pain: the document goes to the other side. What is not on record yet is a `Blank`, which says what to
write or to record, and which the check finds while it is left (O22). Money is in minor units.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from models.rules.delivering import Mark
from models.rules.pictures import Count, Day, Money, Note, Word
from models.rules.proposal_parts import (
    Blank,
    Block,
    Document,
    Points,
    Say,
    Schedule,
    Section,
    Shape,
    Stretch,
    Table,
    Text,
)
from models.rules.quotation import Quote
from models.rules.value import Case, Figure, Pain, Part
from models.rules.vocabulary_dealing import SolutionLayer

SCENES = 2
"""Pains of which a day before and after is told."""


class Criterion(NamedTuple):
    """What the customer will choose by, how much it weighs in per cent, and how we meet it."""

    text: str
    weight: int | None = None
    answer: str = ""


class Reference(NamedTuple):
    """A customer that can be named, and what came of it there."""

    title: str
    text: str


class Service(NamedTuple):
    """What is promised for the time after signing; hours until an answer and until a solution."""

    response_hours: int
    solution_hours: int
    standard: str = ""
    acceptance: str = ""
    plan: str = ""
    team: str = ""
    risk_terms: str = ""


class Facts(NamedTuple):
    """All a proposal is made of; `ours` is our company, `needs` what the customer wants, most urgent first."""

    account: str
    opportunity: str
    ours: str
    today: date
    service: Service
    cause: str = ""
    need: str = ""
    product: str = ""
    quantity: str = ""
    place: str = ""
    expected: date | None = None
    pains: tuple[Pain, ...] = ()
    needs: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    parts: tuple[Part, ...] = ()
    figures: tuple[Figure, ...] = ()
    worth: Case | None = None
    quote: Quote | None = None
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()


def build(facts: Facts, shape: Shape) -> Document:
    """The proposal in one of its two shapes (O22)."""
    makers = _BENEFIT if shape is Shape.BENEFIT else _PLAN
    made = ((code, tuple(make(facts))) for code, make in makers)
    sections = tuple(Section(code, blocks or (Blank(code),)) for code, blocks in made if blocks or code != "appendix")
    return Document(shape, facts.account, facts.opportunity, facts.ours, facts.today, sections)


# The sections ------------------------------------------------------------------------------------------------


def _summary(facts: Facts) -> Iterator[Block]:
    """All a reader in a hurry must know; it stands without the appendix."""
    focus = _focus(facts)
    wanted = facts.need or (focus[0].need.text if focus else "")
    if wanted:
        yield Say("summary_need", (("account", Note(facts.account)), ("need", Note(wanted))))
    if facts.parts:
        yield Say("summary_offer", (("ours", Note(facts.ours)), ("part", Note(facts.parts[0].text))))
    if facts.worth and facts.worth.roi is not None:
        yield from _return(facts.worth)
    if facts.quote:
        yield Say("summary_price", (("amount", Money(facts.quote.amount)),))


def _return(worth: Case) -> Iterator[Block]:
    yield Say("return_year", (("benefit", Money(worth.benefit)),))
    yield Say("return_term", (("years", Count(len(worth.years))), ("roi", Count(worth.roi or 0))))
    if worth.payback is not None:
        yield Say("return_payback", (("months", Count(worth.payback)),))


def _situation(facts: Facts) -> Iterator[Block]:
    """How things are, in the customer's own words; nobody is named as having said them."""
    if facts.cause:
        yield Text(facts.cause)
    if facts.pains:
        yield Points(tuple(Text(pain.need.text) for pain in facts.pains))


def _goals(facts: Facts) -> Iterator[Block]:
    wanted = tuple(dict.fromkeys((*([facts.need] if facts.need else []), *facts.needs)))
    if wanted:
        yield Points(tuple(Text(text) for text in wanted))
        if facts.expected and facts.expected >= facts.today:
            yield Say("goals_date", (("date", Day(facts.expected)),))


def _assessment(facts: Facts) -> Iterator[Block]:
    """The map of pains: what hurts, what we put against it, what that is worth a year."""
    if not facts.pains:
        return
    rows = tuple(
        (Note(pain.need.text), _joined(part.text for part in pain.parts), _gained(pain)) for pain in facts.pains
    )
    yield Table(("pain", "answer", "worth_a_year"), rows)


def _gained(pain: Pain) -> Money | None:
    found = [figure.amount for figure in pain.figures if figure.kind.benefit]
    return Money(sum(found)) if found else None


def _solution(facts: Facts) -> Iterator[Block]:
    for layer in SolutionLayer:
        parts = [part for part in facts.parts if part.layer == layer]
        if parts:
            yield Say(f"layer_{layer}")
            yield Points(tuple(_benefit(part, facts.pains) for part in parts))
    for pain in _focus(facts)[:SCENES]:
        yield Say("scene", (("before", Note(pain.need.text)), ("after", Note(pain.parts[0].text))))


def _benefit(part: Part, pains: Sequence[Pain]) -> Say | Text:
    """A part with what it is good for."""
    held = next((pain for pain in pains if part in pain.parts), None)
    if held is None:
        return Text(part.text)
    return Say("part_for", (("part", Note(part.text)), ("pain", Note(held.need.text))))


def _comparison(facts: Facts) -> Iterator[Block]:
    """Our answer to each of the customer's criteria, and what it costs to leave things as they are."""
    if facts.criteria:
        rows = tuple(
            (Note(each.text), Count(each.weight) if each.weight is not None else None,
             Note(each.answer) if each.answer else None)
            for each in facts.criteria
        )  # fmt: skip
        yield Table(("criterion", "weight", "how_we_meet_it"), rows)
    if facts.worth:
        yield Say("doing_nothing", (("amount", Money(facts.worth.benefit)),))


def _references(facts: Facts) -> Iterator[Block]:
    for each in facts.references:
        yield Say("reference", (("title", Note(each.title)),))
        yield Text(each.text)


def _service(facts: Facts) -> Iterator[Block]:
    told = facts.service
    yield Say("times", (("response", Count(told.response_hours)), ("solution", Count(told.solution_hours))))
    for code, text in (("standard", told.standard), ("acceptance", told.acceptance), ("service_plan", told.plan),
                       ("team", told.team), ("risk_terms", told.risk_terms)):  # fmt: skip
        if text:
            yield Say(code, (("text", Note(text)),))


def _plan(facts: Facts) -> Iterator[Block]:
    if not facts.marks:
        return
    yield Table(("milestone", "handed_over", "until"), tuple(
        (Word("milestone_kind", mark.kind), Note(mark.deliverable), Day(mark.due)) for mark in facts.marks
    ))  # fmt: skip
    yield Schedule(_stretches(facts))


def _stretches(facts: Facts) -> tuple[Stretch, ...]:
    """Each milestone from the one before it; the first from today, or from the day before it where that has passed."""
    start, found = min(facts.today, facts.marks[0].due), []
    for mark in facts.marks:
        found.append(Stretch(mark.deliverable, start, mark.due))
        start = mark.due
    return tuple(found)


def _price(facts: Facts) -> Iterator[Block]:
    """What we recommend, and the price, never without what it brings."""
    quote = facts.quote
    if quote is None:
        return
    yield Say(f"recommend_{quote.offer}", (("amount", Money(quote.amount)),))
    phases = [(code, amount) for code, amount in zip(("pilot", "rollout", "optimisation"), quote.phases, strict=True)
              if amount is not None]  # fmt: skip
    if phases:
        yield Table(("phase", "price"), tuple((Word("phase_of_price", code), Money(amount)) for code, amount in phases))
    if facts.worth:
        yield from _years(facts.worth)
    else:
        yield Blank("value")
    for code, text in (("terms", quote.terms), ("risk_terms", quote.risk_terms)):
        if text:
            yield Say(code, (("text", Note(text)),))
    if quote.valid_until:
        yield Say("valid_until", (("date", Day(quote.valid_until)),))


def _years(worth: Case) -> Iterator[Block]:
    rows = tuple((Count(each.year), Money(each.benefit), Money(each.cost),
                  Count(each.roi) if each.roi is not None else None) for each in worth.years)  # fmt: skip
    yield Table(("year", "benefit", "cost", "roi"), rows)


def _appendix(facts: Facts) -> Iterator[Block]:
    """What can be looked up: the figures, and what is delivered where."""
    rows = [(code, text) for code, text in
            (("product", facts.product), ("quantity", facts.quantity), ("place", facts.place)) if text]  # fmt: skip
    if rows:
        yield Table(("item", "what"), tuple((Word("proposal_item", code), Note(text)) for code, text in rows))
    if facts.figures:
        yield Table(("figure", "kind", "amount"), tuple(
            (Note(figure.text), Word("value_kind", figure.kind), Money(figure.amount)) for figure in facts.figures
        ))  # fmt: skip


def _economy(facts: Facts) -> Iterator[Block]:
    yield Blank("economy")
    yield from _situation(facts)


def _capability(facts: Facts) -> Iterator[Block]:
    yield Blank("capability")
    if facts.references:
        yield Points(tuple(Text(each.title) for each in facts.references))


def _feasibility(facts: Facts) -> Iterator[Block]:
    yield from _assessment(facts)
    if facts.worth:
        yield from _years(facts.worth)


def _system(facts: Facts) -> Iterator[Block]:
    yield from _comparison(facts)


def _management(facts: Facts) -> Iterator[Block]:
    if facts.service.team:
        yield Say("team", (("text", Note(facts.service.team)),))
    yield Say("reports")


def _annex(facts: Facts) -> Iterator[Block]:
    yield from _price(facts)
    yield from _appendix(facts)


_BENEFIT = (
    ("summary", _summary), ("situation", _situation), ("goals", _goals), ("assessment", _assessment),
    ("solution", _solution), ("comparison", _comparison), ("references", _references), ("service", _service),
    ("plan", _plan), ("price", _price), ("appendix", _appendix),
)  # fmt: skip
_PLAN = (
    ("economy", _economy), ("capability", _capability), ("feasibility", _feasibility), ("service", _service),
    ("technical", _solution), ("system", _system), ("management", _management), ("cases", _references),
    ("plan", _plan), ("annex", _annex),
)  # fmt: skip


def _focus(facts: Facts) -> list[Pain]:
    """The pains we put something against."""
    return [pain for pain in facts.pains if pain.parts]


def _joined(texts: Iterable[str]) -> Note | None:
    told = "\n".join(texts)
    return Note(told) if told else None
