"""The question-funnel guide: what was asked and answered on each level, what to ask next, what is known of the need.

Sources: Q1–Q7, O9.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.playbook import Question
from models.reads import library
from models.reads.brief import QuestionLine
from models.reads.facts import one
from models.reads.rows import grouped, rows, tree
from models.reads.thresholds import settings as stored_settings
from models.rules import questions
from models.rules.facts import AccountFacts, PersonFact
from models.rules.needs import bant_unknown, five_w, opportunity_of
from models.rules.questions import SpinBalance, level_reached, next_level, spin_balance
from models.rules.research import Researched, research
from models.rules.settings import Settings
from models.rules.urgency import leading
from models.rules.vocabulary import QuestionLevel
from models.tables.people import Person
from models.tables.questions import Asking, Need

NEXT = 9


class AskingRow(NamedTuple):
    """A question chosen for a person, put or answered; `text` in the words chosen, `question` 0 for a free one."""

    id: int
    question: int
    person: int | None
    opportunity: int | None
    text: str
    level: str
    spin: str
    state: str
    answer: str
    meant: str
    harvest: str
    date: date


class Level(NamedTuple):
    """A level of the funnel with the questions on it."""

    level: str
    reached: bool
    asked: tuple[AskingRow, ...]


class NeedRow(NamedTuple):
    """A problem, need or criterion in the tree: `depth` 0 at the top, children right after their parent."""

    id: int
    depth: int
    kind: str
    text: str
    person: int | None
    person_name: str
    opportunity: int | None
    priority: int | None
    weight: int | None
    state: str
    our_answer: str


class Guide(NamedTuple):
    """The guide for a person, or for an account when no one is chosen; `free` are questions outside the funnel."""

    account: int
    person: int | None
    opportunity: int | None
    levels: tuple[Level, ...]
    free: tuple[AskingRow, ...]
    next_level: str
    next: tuple[QuestionLine, ...]
    needs: tuple[NeedRow, ...]
    five_w: tuple[tuple[str, bool], ...]
    bant_unknown: tuple[str, ...]
    spin: SpinBalance
    research: tuple[Researched, ...] = ()


def guide(
    account: int, today: date, *, person: int | None = None, opportunity: int | None = None, language: str = "en",
    settings: Settings | None = None, limit: int = NEXT, wanted: int = 0,
) -> Guide:  # fmt: skip
    """The guide, of the leading opportunity when none is named; LookupError without the account. At most 24 queries.

    A question of the library that is `wanted` by its number is among the next, whatever speaks against it.
    """
    chosen = settings or stored_settings()
    facts = one(account, today, include_branches=True)
    return guide_of(facts, today, chosen, person, opportunity, language, limit, wanted)


def guide_of(
    facts: AccountFacts, today: date, chosen: Settings, person: int | None = None, opportunity: int | None = None,
    language: str = "en", limit: int = NEXT, wanted: int = 0,
) -> Guide:  # fmt: skip
    """The guide at an account whose facts are known. At most six queries."""
    account = facts.id
    subject = opportunity_of(facts, opportunity) or leading(facts, today, chosen)
    scope = subject.id if subject else None
    whom = next((p for p in facts.people if p.id == person), None)
    shelf = library.shelf()
    asked = askings(account, person=person, language=language, shelf=shelf)
    reached = level_reached(facts, person, scope)
    return Guide(
        account=account,
        person=person,
        opportunity=scope,
        levels=_levels(asked, reached),
        free=tuple(row for row in asked if not row.level),
        next_level=str(next_level(reached)),
        next=_next(shelf, facts, whom, scope, today, chosen, language, limit, wanted),
        needs=tuple(needs(account, opportunity=scope)),
        five_w=tuple((str(w), known) for w, known in five_w(facts, scope).items()),
        bant_unknown=bant_unknown(subject) if subject else (),
        spin=spin_balance([a for a in facts.asked if person in (None, a.person)], chosen),
        research=research(facts, scope, today, chosen),
    )


def _levels(asked: Sequence[AskingRow], reached: QuestionLevel | None) -> tuple[Level, ...]:
    deep = reached.rank if reached else 0
    return tuple(
        Level(str(level), level.rank <= deep, tuple(row for row in asked if row.level == level))
        for level in QuestionLevel
    )


def _next(
    shelf: dict[int, Question], facts: AccountFacts, person: PersonFact | None, opportunity: int | None, today: date,
    settings: Settings, language: str, limit: int, wanted: int,
) -> tuple[QuestionLine, ...]:  # fmt: skip
    whom = person.id if person else None
    best = questions.ranked(shelf.values(), facts, person, opportunity, today, settings, limit)
    reasons = {r.question_id: r.why for r in best}
    if wanted in shelf:
        reasons.setdefault(wanted, ())
    return tuple(
        QuestionLine(number, whom, shelf[number].level, shelf[number].spin, shelf[number].text(language), why)
        for number, why in reasons.items()
    )


def askings(
    account: int, *, person: int | None = None, visit: int | None = None, language: str = "en",
    shelf: dict[int, Question] | None = None,
) -> list[AskingRow]:  # fmt: skip
    """Questions chosen, put and answered at an account, oldest first: of a person, of a visit, or all. Two queries."""
    books = library.shelf() if shelf is None else shelf
    a = Asking
    query = a.select(
        a.id, a.question, a.person, a.opportunity, a.text, a.state, a.answer, a.meant, a.harvest, a.date
    ).where(a.account == account)
    if person is not None:
        query = query.where(a.person == person)
    if visit is not None:
        query = query.where(a.visit == visit)
    found = []
    for key, number, whom, deal, text, *rest in rows(query.order_by(a.date, a.id)):
        book = books.get(number) or library.shipped().get(number)
        words = text or (book.text(language) if book else "")
        found.append(AskingRow(key, number, whom, deal, words, book.level if book else "", book.spin if book else "",
                               *rest))
    return found


def in_visits(account: int, language: str = "en") -> dict[int, list[AskingRow]]:
    """What was put in each visit to an account, oldest first. Three queries."""
    in_one = (Asking.account == account) & ~Asking.visit.is_null()
    tied = dict(rows(Asking.select(Asking.id, Asking.visit).where(in_one)))
    found = askings(account, language=language) if tied else []
    return grouped((tied[row.id], row) for row in found if row.id in tied)


def needs(account: int, *, opportunity: int | None = None) -> list[NeedRow]:
    """The tree of needs, what hurts most first: of an opportunity with those of none, or all. One query."""
    n = Need
    query = n.select(
        n.parent, n.id, n.kind, n.text, n.person, Person.name, n.opportunity, n.priority, n.weight, n.state,
        n.our_answer,
    ).join(Person, JOIN.LEFT_OUTER, on=(n.person == Person.id)).where(n.account == account)
    if opportunity is not None:
        query = query.where(n.opportunity.is_null() | (n.opportunity == opportunity))
    found = rows(query.order_by(n.priority.is_null(), n.priority, n.id))
    return [
        NeedRow(key, depth, kind, text, person, name or "", *rest)
        for (_, key, kind, text, person, name, *rest), depth in tree(found, lambda row: row[1], lambda row: row[0])
    ]

