"""Holding an account: its barriers, what was done to hold it, what binds it, how satisfied it is (S6, S9-S11)."""

from datetime import date
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads import labels, sight, strategy_facts
from models.reads.rows import rows
from models.rules import holding
from models.rules.holding import HoldLine, Satisfaction, Wall
from models.rules.settings import Settings
from models.tables.strategy import Barrier, Incentive, Survey


class BarrierRow(NamedTuple):
    """A barrier as it is told (S6)."""

    id: int
    kind: str
    text: str
    state: str
    strength: int | None
    until: date | None
    note: str


class IncentiveRow(NamedTuple):
    """What the account is given, or bound by (S11)."""

    id: int
    kind: str
    text: str
    date: date | None
    note: str


class SurveyRow(NamedTuple):
    """An answer on how satisfied somebody is (S10)."""

    id: int
    date: date
    person: int | None
    score: int
    quality: int | None
    price: int | None
    service: int | None
    recommends: bool
    comment: str


class HoldingSheet(NamedTuple):
    """All of it; `names` are the people who were asked."""

    barriers: tuple[BarrierRow, ...]
    walls: tuple[Wall, ...]
    holds: tuple[HoldLine, ...]
    incentives: tuple[IncentiveRow, ...]
    surveys: tuple[SurveyRow, ...]
    satisfaction: Satisfaction
    names: dict[int, str]


def holding_sheet(account: int, today: date, settings: Settings, *, viewer: int | None = None) -> HoldingSheet:
    """What holds an account; LookupError for one gone or not to be seen (T4). At most 11 queries besides the facts."""
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    told = facts_read.one(account, today, include_branches=True)
    walls = holding.barriers(strategy_facts.barriers([account]).get(account, []), today, settings)
    surveys = _surveys(account)
    asked = strategy_facts.surveys([account]).get(account, [])
    return HoldingSheet(
        _barriers(account), walls, holding.holding(strategy_facts.held([account]).get(account, []), today.year),
        _incentives(account), surveys, holding.satisfaction(told, asked, today, settings),
        labels.people(row.person for row in surveys if row.person is not None),
    )  # fmt: skip


def _barriers(account: int) -> tuple[BarrierRow, ...]:
    b = Barrier
    query = b.select(b.id, b.kind, b.text, b.state, b.strength, b.until, b.note).where(b.account == account)
    return tuple(BarrierRow(*row) for row in rows(query.order_by(b.id)))


def _incentives(account: int) -> tuple[IncentiveRow, ...]:
    i = Incentive
    query = i.select(i.id, i.kind, i.text, i.date, i.note).where(i.account == account)
    return tuple(IncentiveRow(*row) for row in rows(query.order_by(i.id)))


def _surveys(account: int) -> tuple[SurveyRow, ...]:
    """The newest first."""
    s = Survey
    query = s.select(
        s.id, s.date, s.person, s.score, s.quality, s.price, s.service, s.recommends, s.comment
    ).where(s.account == account).order_by(s.date.desc(), s.id.desc())  # fmt: skip
    return tuple(SurveyRow(*row) for row in rows(query))
