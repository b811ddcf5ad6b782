"""The radar of one account: each risk with what to do about it, and the accepted ones with their reason (S12)."""

from datetime import date
from typing import NamedTuple

from models.reads import facts as facts_read
from models.reads import sight
from models.reads.rows import told
from models.rules import figures, risks
from models.rules.advice import Action, advice
from models.rules.clock import add_months
from models.rules.facts import AccountFacts, Finding
from models.rules.radar import acceptance
from models.rules.radar_facts import AcceptedFact
from models.rules.risks_money import concentration
from models.rules.settings import Settings

_TURNOVER = """SELECT SUM(amount), COUNT(DISTINCT account_id) FROM opportunity
    WHERE outcome = 'won' AND signed_date > ? AND signed_date <= ?"""
_YEAR = 12


class RadarRow(NamedTuple):
    """A risk, what to do about it, and who accepted it; None while it rings."""

    risk: Finding
    action: Action
    accepted: AcceptedFact | None


class Radar(NamedTuple):
    """An account's radar, what rings first; `names` are those of its people, `deals` of its opportunities, by id."""

    account: int
    name: str
    rows: tuple[RadarRow, ...]
    names: dict[int, str]
    deals: dict[int, str]


def radar(account: int, today: date, settings: Settings, viewer: int | None = None) -> Radar:
    """The risks of an account and its branches, with the share of our turnover it carries.

    LookupError when it is gone, or not for the viewer to see (T4). Queries: those of the facts, and two or three.
    """
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    facts = facts_read.one(account, today, include_branches=True)
    found = [(each.risk, each.accepted) for each in risks.everything(facts, today, settings)]
    if heavy := _concentration(facts, today, settings):
        found.append((heavy, acceptance(facts, heavy)))
    found.sort(key=lambda pair: pair[1] is not None)
    return Radar(
        account, facts.name,
        tuple(RadarRow(risk, advice(risk, facts, today, settings), accepted) for risk, accepted in found),
        {p.id: p.name or p.title for p in facts.people}, {o.id: o.name for o in facts.opportunities},
    )  # fmt: skip


def _concentration(facts: AccountFacts, today: date, settings: Settings) -> Finding | None:
    total, customers = told(_TURNOVER, (add_months(today, -_YEAR), today))[0]
    return concentration(figures.won_lately(facts.opportunities, today), int(total or 0), customers, settings)
