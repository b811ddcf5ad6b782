"""What to say to whom on an opportunity, out of the library: arguments, objections, cases alike (O17, Q10)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.reads import stock, stock_use
from models.reads.facts import one
from models.reads.rows import rows
from models.reads.stock import Entry
from models.rules import arguing
from models.rules.arguing import Deal, Line, Listener, Picked
from models.rules.facts import AccountFacts, OpportunityFact, PersonFact
from models.rules.people import by_weight, known, roles_of
from models.rules.settings import Settings
from models.rules.stances import current
from models.rules.vocabulary import Position
from models.rules.vocabulary_library import Objection
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity

MOST = 6
"""People told of, the weightiest first."""


class Objected(NamedTuple):
    """An objection to expect: the reason, and the entry that answers it best, if there is one."""

    objection: Objection
    why: str
    answer: int | None


class Facing(NamedTuple):
    """Somebody to convince: the roles here, the fears, how to open, the best arguments, and what to expect."""

    person: int
    name: str
    roles: tuple[str, ...]
    concerns: tuple[Picked, ...]
    opener: Picked | None
    arguments: tuple[Picked, ...]
    objections: tuple[Objected, ...]


class Arguing(NamedTuple):
    """All of it; `entries` holds what is named by number, `used` what was used on this opportunity."""

    facing: tuple[Facing, ...]
    against: tuple[Picked, ...]
    rivals: tuple[str, ...]
    cases: tuple[Picked, ...]
    lesson: str
    entries: Mapping[int, Entry]
    used: frozenset[int]


class _Spoken(NamedTuple):
    """What the library can say: scripts, concerns, and the share of won deals of what was used."""

    lines: Sequence[Line]
    worries: Sequence[Line]
    won: Mapping[int, int]


def arguing_for(opportunity: int, account: int, today: date, settings: Settings) -> Arguing:
    """What to say on an opportunity; LookupError when it is gone. At most forty queries."""
    facts = one(account, today, include_branches=True)
    subject = next((each for each in facts.opportunities if each.id == opportunity), None)
    shelf = stock.entries()
    won = stock_use.won_shares(stock_use.usage())
    spoken = _Spoken(stock.scripts(shelf), stock.worries(shelf), won)
    deal, rivals, lesson = _deal(facts, subject, opportunity, settings)
    whom = [each for each in by_weight(known(facts)) if roles_of(each, opportunity)][:MOST]
    facing = tuple(_facing(each, spoken, deal, opportunity, today) for each in whom)
    against = tuple(arguing.against_rival(spoken.lines, deal, won)) if rivals else ()
    cases = tuple(arguing.cases(stock.stories(shelf), deal, won))
    used = stock_use.used_at(opportunity)
    named = {each.number for each in (*against, *cases)} | used | _named(facing)
    return Arguing(facing, against, rivals, cases, lesson, {e.number: e for e in shelf if e.number in named}, used)


def _deal(
    facts: AccountFacts, subject: OpportunityFact | None, opportunity: int, settings: Settings
) -> tuple[Deal, tuple[str, ...], str]:
    """What the rules ask of the opportunity, the names of the rivals in it, and the lesson of its review. One query."""
    o, a = Opportunity, Account
    query = o.select(o.need, o.need_cause, o.lesson, a.staff).join(a, on=(o.account == a.id))
    need, cause, lesson, staff = next(iter(rows(query.where(o.id == opportunity))), ("", "", "", None))
    texts = [need, cause, *(each.text for each in facts.needs if each.opportunity in (None, opportunity))]
    rivals = tuple(dict.fromkeys(
        each.name for each in facts.competitors
        if each.opportunity in (None, opportunity) and each.position is not Position.OUT
    ))  # fmt: skip
    deal = Deal(
        industry=facts.industry or "", step=str(subject.step) if subject else "",
        size=str(arguing.size_of(staff, settings) or ""), pains=arguing.pains_of(texts),
        bant=dict(subject.bant) if subject else {}, rivals=bool(rivals),
    )  # fmt: skip
    return deal, rivals, lesson or ""


def _facing(
    person: PersonFact, spoken: _Spoken, deal: Deal, opportunity: int, today: date
) -> Facing:
    roles = roles_of(person, opportunity)
    stance = current(person, opportunity, today).stance
    listener = Listener(roles, stance, arguing.is_finance(person.title))
    objections = []
    for objection, why in arguing.expected(listener, deal):
        answer = arguing.answer(spoken.lines, objection, listener, deal, spoken.won)
        objections.append(Objected(objection, why, answer.number if answer else None))
    return Facing(
        person.id, person.name or person.title, tuple(sorted(roles)),
        tuple(arguing.concerns(spoken.worries, listener, deal)),
        arguing.opener(spoken.lines, listener, deal, spoken.won),
        tuple(arguing.arguments(spoken.lines, listener, deal, spoken.won)), tuple(objections),
    )  # fmt: skip


def _named(facing: Sequence[Facing]) -> set[int]:
    found = {each.number for one_of in facing for each in (*one_of.arguments, *one_of.concerns)}
    found |= {one_of.opener.number for one_of in facing if one_of.opener is not None}
    return found | {each.answer for one_of in facing for each in one_of.objections if each.answer is not None}
