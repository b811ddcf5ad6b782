"""The competitors at an account: where they are in, who backs them, and how deals against them went (S3)."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from peewee import JOIN, fn

from models.reads.rows import grouped, rows
from models.rules import stances
from models.rules.facts import PersonFact
from models.rules.vocabulary import Outcome
from models.tables.opportunities import Competitor, Opportunity, OpportunityCompetitor


class BidRow(NamedTuple):
    """A competitor on a deal, or at the whole account when no deal is named."""

    id: int
    opportunity: int | None
    opportunity_name: str
    position: str
    supplies_now: bool
    price_level: str
    products: str
    connections: str
    notes: str


class RivalRow(NamedTuple):
    """A competitor: his record, his bids here, the people who back him, and decided deals here and everywhere.

    `won` and `lost` are ours: deals we won while he was in them, deals that he won.
    """

    id: int
    name: str
    strengths: str
    weaknesses: str
    attacks: str
    answers: str
    bids: tuple[BidRow, ...]
    backers: tuple[int, ...]
    won: int
    won_here: int
    lost: int
    lost_here: int


def rivals(account: int, people: Sequence[PersonFact]) -> tuple[RivalRow, ...]:
    """Every competitor in a deal here, winner of one, or backed by one of these people. Four queries."""
    bids = _bids(account)
    backed = _backed(people)
    lost = _counts(Opportunity.winner, _lost(), account)
    wanted = {*bids, *backed, *(key for key, (_, here) in lost.items() if here)}
    won = _counts(OpportunityCompetitor.competitor, _won(), account)
    c = Competitor
    query = c.select(c.id, c.name, c.strengths, c.weaknesses, c.attacks, c.answers).where(c.id.in_(wanted))
    return tuple(
        RivalRow(*row, tuple(bids.get(row[0], ())), tuple(backed.get(row[0], ())),  # type: ignore[call-arg]
                 *won.get(row[0], (0, 0)), *lost.get(row[0], (0, 0)))
        for row in rows(query.order_by(c.sort_key, c.id))
    )  # fmt: skip


def _bids(account: int) -> dict[int, list[BidRow]]:
    b, o = OpportunityCompetitor, Opportunity
    query = (
        b.select(b.competitor, b.id, b.opportunity, o.name, b.position, b.supplies_now, b.price_level, b.products,
                 b.connections, b.notes)
        .join(o, JOIN.LEFT_OUTER, on=(b.opportunity == o.id))
        .where(b.account == account)
        .order_by(b.opportunity.is_null(False), b.id)
    )  # fmt: skip
    return grouped(
        (competitor, BidRow(key, deal, name or "", place, bool(supplies), *more))
        for competitor, key, deal, name, place, supplies, *more in rows(query)
    )


def _backed(people: Iterable[PersonFact]) -> dict[int, list[int]]:
    """Who backs whom, by what he shows now: to the account, or on one deal (P4)."""
    found: dict[int, dict[int, None]] = {}
    for person in people:
        for deal in dict.fromkeys([None, *(entry.opportunity for entry in person.stances)]):
            now = stances.current(person, deal)
            if now.competitor is not None and stances.opposes_us(now.stance):
                found.setdefault(now.competitor, {})[person.id] = None
    return {competitor: list(backers) for competitor, backers in found.items()}


def _won() -> Any:
    o, b = Opportunity, OpportunityCompetitor
    won = (o.outcome == Outcome.WON) | ((o.outcome == Outcome.OPEN) & o.signed_date.is_null(False))
    return o.select().join(b, on=(b.opportunity == o.id)).where(won)


def _lost() -> Any:
    return Opportunity.select().where((Opportunity.outcome == Outcome.LOST) & Opportunity.winner.is_null(False))


def _counts(competitor: Any, query: Any, account: int) -> dict[int, tuple[int, int]]:
    """Deals by competitor: all of them, and those of the account."""
    o = Opportunity
    counted = query.select(competitor, o.account == account, fn.COUNT(o.id.distinct()))
    found: dict[int, tuple[int, int]] = {}
    for key, here, number in rows(counted.group_by(competitor, o.account == account)):
        every, own = found.get(key, (0, 0))
        found[key] = (every + number, own + number if here else own)
    return found
