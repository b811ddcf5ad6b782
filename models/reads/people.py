"""The stance board, the people of an account, and how a stance came about (P1, P4, P5)."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads.cards import PersonLine, cards
from models.reads.facts import one
from models.reads.rows import rows
from models.reads.thresholds import settings as stored_settings
from models.rules import people as folk
from models.rules import stances
from models.rules.facts import AccountFacts
from models.rules.settings import Settings
from models.rules.vocabulary import Stance
from models.tables.opportunities import Competitor, Opportunity
from models.tables.team import Member
from models.tables.visits import StanceEntry


class Column(NamedTuple):
    """A column of the stance board: its stance and letter, the cards in it, weightiest first."""

    stance: str
    letter: str
    cards: tuple[PersonLine, ...]


class Move(NamedTuple):
    """Somebody who stands otherwise on one day than on another: by what entry, made by whom, and when (P4)."""

    person: int
    name: str
    before: str
    after: str
    date: date
    evidence: str
    member: str
    confirmed: bool


class Board(NamedTuple):
    """The stance board of an account, or of one opportunity: six columns, from firmly for us to not known.

    `facts` is what it was made from, for the rules a screen shows beside it (coverage, gaps). `as_of` is the day it
    shows where that is not today, `since` the one it is compared with; `moves` are told by `models.reads.ledger`.
    """

    account: int
    name: str
    opportunity: int | None
    opportunities: tuple[tuple[int, str], ...]
    columns: tuple[Column, ...]
    facts: AccountFacts
    as_of: date | None = None
    since: date | None = None
    moves: tuple[Move, ...] = ()


class StanceRow(NamedTuple):
    """An entry of the stance ledger, for the account where `opportunity` is None."""

    id: int
    date: date
    stance: str
    opportunity: int | None
    opportunity_name: str
    evidence: str
    confirmed: bool
    competitor: str
    visit: int | None
    member: str


def board(
    account: int, opportunity: int | None = None, include_branches: bool = True, *, today: date,
    as_of: date | None = None, since: date | None = None, settings: Settings | None = None,
) -> Board:  # fmt: skip
    """The stance board; LookupError when the account is gone. At most 22 queries.

    `as_of` shows it as it stood at the end of a day: stances, acts, inside marks and contacts until then;
    `since` tells where everyone stood on an earlier one.
    """
    day = as_of or today
    facts = one(account, day, include_branches=include_branches)
    return board_of(facts, opportunity, day, settings or stored_settings(), as_of=as_of, since=since)


def board_of(
    facts: AccountFacts, opportunity: int | None, today: date, chosen: Settings, *, as_of: date | None = None,
    since: date | None = None,
) -> Board:  # fmt: skip
    """The stance board of an account whose facts are known. Three queries."""
    people = folk.by_weight(facts.people)
    made = {c.id: c for c in cards(people, facts, opportunity, today, chosen, as_of=as_of, since=since)}
    placed = stances.columns(people, opportunity, as_of)
    return Board(
        account=facts.id,
        name=facts.name,
        opportunity=opportunity,
        opportunities=tuple((o.id, o.name) for o in facts.opportunities),
        columns=tuple(
            Column(str(stance), stances.letter(stance), tuple(made[i] for i in placed[stance])) for stance in Stance
        ),
        facts=facts,
        as_of=as_of,
        since=since,
    )


def listing(
    account: int, today: date, *, include_branches: bool = True, settings: Settings | None = None
) -> tuple[PersonLine, ...]:
    """The people of an account, weightiest first. At most 22 queries."""
    facts = one(account, today, include_branches=include_branches)
    return cards(folk.by_weight(facts.people), facts, None, today, settings or stored_settings())


def history(person: int) -> list[StanceRow]:
    """How a person's stance came about, newest first. One query."""
    s, o, c, m = StanceEntry, Opportunity, Competitor, Member
    query = (
        s.select(s.id, s.date, s.stance, s.opportunity, o.name, s.evidence, s.confirmed, c.name, s.visit, m.name)
        .join(o, JOIN.LEFT_OUTER, on=(s.opportunity == o.id))
        .switch(s)
        .join(c, JOIN.LEFT_OUTER, on=(s.competitor == c.id))
        .switch(s)
        .join(m, JOIN.LEFT_OUTER, on=(s.member == m.id))
        .where(s.person == person)
        .order_by(s.date.desc(), s.id.desc())
    )
    return [
        StanceRow(key, day, stance, deal, deal_name or "", evidence, confirmed, rival or "", visit, member or "")
        for key, day, stance, deal, deal_name, evidence, confirmed, rival, visit, member in rows(query)
    ]
