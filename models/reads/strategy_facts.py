"""What is on record of the strategy for accounts: scores, barriers, ways to hold, surveys, by account (S4-S10)."""

from collections.abc import Sequence

from peewee import JOIN

from models.reads.rows import among, grouped, rows
from models.rules.factors import ScoreFact
from models.rules.holding import BarrierFact, HoldFact, SurveyFact
from models.rules.vocabulary_strategy import BarrierKind, BarrierState, FactorSide, HoldItem
from models.tables.questions import Need
from models.tables.strategy import Barrier, FactorScore, HoldTick, Survey


def scores(accounts: Sequence[int]) -> dict[int, list[ScoreFact]]:
    """The scores on factors, with the weight of the criterion each belongs to. One query."""
    f, n = FactorScore, Need
    query = (
        f.select(f.account, f.id, f.factor, f.side, f.competitor, f.score, f.opportunity, n.weight, n.text)
        .join(n, JOIN.LEFT_OUTER, on=(f.criterion == n.id))
        .where(among(f.account, accounts))
        .order_by(f.id)
    )
    return grouped(
        (account, ScoreFact(key, factor, FactorSide(side), competitor, score, deal, weight, text or ""))
        for account, key, factor, side, competitor, score, deal, weight, text in rows(query)
    )


def barriers(accounts: Sequence[int]) -> dict[int, list[BarrierFact]]:
    """The barriers, in the order they were recorded. One query."""
    b = Barrier
    query = b.select(b.account, b.id, b.kind, b.state, b.strength, b.until).where(among(b.account, accounts))
    return grouped(
        (account, BarrierFact(key, BarrierKind(kind), BarrierState(state), strength, until))
        for account, key, kind, state, strength, until in rows(query.order_by(b.id))
    )


def held(accounts: Sequence[int]) -> dict[int, list[HoldFact]]:
    """The ways to hold that were taken. One query."""
    h = HoldTick
    query = h.select(h.account, h.id, h.item, h.date, h.evidence).where(among(h.account, accounts)).order_by(h.id)
    return grouped((account, HoldFact(key, HoldItem(item), *told)) for account, key, item, *told in rows(query))


def surveys(accounts: Sequence[int]) -> dict[int, list[SurveyFact]]:
    """How satisfied people said they are. One query."""
    s = Survey
    query = s.select(
        s.account, s.id, s.date, s.person, s.score, s.quality, s.price, s.service, s.recommends
    ).where(among(s.account, accounts)).order_by(s.date, s.id)  # fmt: skip
    return grouped(
        (account, SurveyFact(key, day, person, score, tuple(drivers), bool(recommends)))
        for account, key, day, person, score, *drivers, recommends in rows(query)
    )
