"""All one must know before a call, on one screen (V6)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.reads import library
from models.reads.cards import PersonLine, cards
from models.reads.facts import one
from models.reads.rows import told
from models.reads.tasks import tasks
from models.rules import people as folk
from models.rules import questions
from models.rules.actions import next_action
from models.rules.advice import Action
from models.rules.coverage import gaps
from models.rules.facts import AccountFacts, CompetitorFact, EventFact, Finding, PersonFact, PromiseFact, VisitFact
from models.rules.risks import risks, warnings
from models.rules.settings import Settings
from models.rules.standing import AccountStanding, standing
from models.rules.urgency import leading
from models.rules.vocabulary import Party

__all__ = ["Brief", "Heading", "PersonLine", "PromiseLine", "QuestionLine", "brief"]

LAST_VISITS = 3
QUESTIONS = 3
CHANGES = 3


class Heading(NamedTuple):
    """Who they are: codes and plain values, amounts of undecided opportunities in minor units."""

    id: int
    name: str
    short_name: str
    grade: str
    value_class: str
    kind: str
    mode: str
    authority: str
    industry: str
    company_grade: str
    gift_policy: str
    gift_limit: int | None
    gift_policy_source: str
    parent: int | None
    parent_name: str
    owner: int | None
    owner_name: str
    information_stage: str
    urgency: str
    amount: int
    weighted: int
    last_contact: date | None


class PromiseLine(NamedTuple):
    """An open promise of either side."""

    id: int
    by: str
    text: str
    due: date | None
    overdue: bool
    person: int | None
    next_step: bool


class QuestionLine(NamedTuple):
    """A question to ask next: its number, for whom (None is anyone), the reasons as codes, and its text."""

    id: int
    person: int | None
    level: str
    spin: str
    text: str
    why: tuple[str, ...]


class Brief(NamedTuple):
    """Everything in a brief, in codes; `names` are those of all people it may speak of, by id."""

    account: Heading
    opportunity: int | None
    people: tuple[PersonLine, ...]
    warnings: tuple[Finding, ...]
    changes: tuple[EventFact, ...]
    promises: tuple[PromiseLine, ...]
    visits: tuple[VisitFact, ...]
    planned: tuple[VisitFact, ...]
    gaps: tuple[Finding, ...]
    questions: tuple[QuestionLine, ...]
    competitors: tuple[CompetitorFact, ...]
    risks: tuple[Finding, ...]
    next_action: Action | None
    names: dict[int, str]


def brief(
    account: int, today: date, *, people: Sequence[int] | None = None, language: str = "en",
    settings: Settings | None = None,
) -> Brief:  # fmt: skip
    """The brief of an account, with the people of its branches; LookupError when it is gone.

    With `people` only those are listed, and landmines and questions are for meeting them. At most 25 queries.
    """
    settings = settings or Settings()
    facts = one(account, today, include_branches=True)
    subject = leading(facts, today, settings)
    scope = subject.id if subject else None
    chosen = None if people is None else frozenset(people)
    found = risks(facts, today, settings)
    stands = standing(facts, today, settings, found)
    listed = [p for p in folk.by_weight(facts.people) if chosen is None or p.id in chosen]
    return Brief(
        account=_heading(account, stands),
        opportunity=scope,
        people=cards(listed, facts, scope, today, settings),
        warnings=warnings(facts, found, chosen),
        changes=tuple(e for e in facts.events if _recent(e, today, settings))[:CHANGES],
        promises=tuple(_promise(p, today) for p in facts.promises),
        visits=facts.recent_visits[:LAST_VISITS],
        planned=facts.planned,
        gaps=gaps(facts, scope, today, settings),
        questions=_questions(facts, listed if chosen else (), scope, today, settings, language),
        competitors=facts.competitors,
        risks=found,
        next_action=next_action(facts, today, settings, tasks([account]).get(account, ()), planned=stands.agenda),
        names={p.id: p.name or p.title for p in facts.people},
    )


def _heading(account: int, stands: AccountStanding) -> Heading:
    own = dict(zip(_OWN, told(_HEADING, (account,))[0], strict=True))
    own |= {"parent_name": own["parent_name"] or "", "owner_name": own["owner_name"] or ""}
    return Heading(
        **own, grade=stands.grade, information_stage=stands.information_stage, urgency=stands.urgency,
        amount=stands.open_amount, weighted=stands.weighted, last_contact=stands.last_contact,
    )  # fmt: skip


_OWN = (
    "id", "name", "short_name", "value_class", "kind", "mode", "authority", "industry", "company_grade",
    "gift_policy", "gift_limit", "gift_policy_source", "parent", "parent_name", "owner", "owner_name",
)  # fmt: skip
_HEADING = f"""SELECT {", ".join(f"a.{each}" for each in _OWN[:-4])}, a.parent_id, above.name, a.owner_id, m.name
    FROM account AS a LEFT JOIN account AS above ON above.id = a.parent_id LEFT JOIN member AS m ON m.id = a.owner_id
    WHERE a.id = ?"""


def _recent(event: EventFact, today: date, settings: Settings) -> bool:
    return (today - event.date).days <= settings.recent_event_days


def _promise(promise: PromiseFact, today: date) -> PromiseLine:
    late = promise.due is not None and promise.due < today
    return PromiseLine(
        promise.id, str(Party(promise.by)), promise.text, promise.due, late, promise.person, promise.next_step
    )


def _questions(
    facts: AccountFacts, people: Iterable[PersonFact], opportunity: int | None, today: date, settings: Settings,
    language: str,
) -> tuple[QuestionLine, ...]:  # fmt: skip
    """The best questions for the people met, each asked once, or for anyone. One query."""
    shelf = library.shelf()
    met: list[PersonFact | None] = [p for p in people if not p.placeholder]
    found: list[tuple[Any, int | None]] = []
    for person in met or [None]:
        best = questions.ranked(shelf.values(), facts, person, opportunity, today, settings, QUESTIONS)
        found += [(one_of, person.id if person else None) for one_of in best]
    found.sort(key=lambda pair: -pair[0].score)
    once: dict[int, QuestionLine] = {}
    for ranked, whom in found:
        asked = shelf[ranked.question_id]
        text = asked.text(language)
        once.setdefault(asked.id, QuestionLine(asked.id, whom, asked.level, asked.spin, text, ranked.why))
    return tuple(once.values())[:QUESTIONS]
