"""Competition at an account: advice with what it rests on, competitors with their history, factors (S1-S5)."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import facts as facts_read
from models.reads import labels, lists, sight, strategy_facts
from models.reads.rivals import RivalRow, rivals
from models.reads.rows import among, grouped, maybe, rows
from models.rules import competition, factors, urgency
from models.rules.competition import Advice
from models.rules.factors import Chart
from models.rules.facts import AccountFacts
from models.rules.settings import Settings
from models.rules.stances import favours_us
from models.rules.vocabulary import Kind, Outcome, Stance
from models.tables.accounts import Account
from models.tables.history import Change, Intent
from models.tables.opportunities import Attitude, Opportunity, OpportunityCompetitor
from models.tables.people import Person

BATTLES = 5
"""Decided deals told of each competitor."""
_SCANNED = 200


class SubjectRow(NamedTuple):
    """An undecided opportunity the competition may be looked at on."""

    id: int
    name: str
    amount: int | None


class BattleRow(NamedTuple):
    """A decided deal against a competitor: ours, or his."""

    deal: int
    account: int
    account_name: str
    name: str
    won: bool
    date: date | None
    amount: int | None
    reason: str


class MoveRow(NamedTuple):
    """A change of a competitor's position on a deal (S3)."""

    date: date
    before: str
    after: str


class CompetitionSheet(NamedTuple):
    """Competition on one opportunity, or at the whole account where `subject` is None.

    `names` are of people, `rival_names` of competitors; `battles` by competitor, `moves` by his bid; `likes` are
    people who think well of a competitor.
    """

    account: int
    subject: int | None
    subject_name: str
    subjects: tuple[SubjectRow, ...]
    advice: Advice
    chart: Chart
    rivals: tuple[RivalRow, ...]
    battles: dict[int, list[BattleRow]]
    moves: dict[int, list[MoveRow]]
    likes: dict[int, list[int]]
    names: dict[int, str]
    rival_names: dict[int, str]


def competition_sheet(
    account: int, subject: int | None, today: date, settings: Settings, *, viewer: int | None = None
) -> CompetitionSheet:
    """The competition on an opportunity, at the account with `subject` 0, on the leading one with None.

    LookupError for an account that is gone or not to be seen (T4). At most 18 queries besides the facts.
    """
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    told = facts_read.one(account, today, include_branches=True)
    alive = [deal for deal in told.opportunities if urgency.alive(deal)]
    chosen = next((deal for deal in alive if deal.id == subject), None)
    if chosen is None and subject != 0:
        chosen = urgency.leading(told, today, settings)
    deal = chosen.id if chosen else None
    chart = factor_chart(told, deal, settings)
    advice = competition.advise(told, deal, kind_of(account), chart, today, settings)
    found = rivals(account, told.people)
    bids = [bid.id for rival in found for bid in rival.bids]
    wanted = {*chart.rivals, *(rival.id for rival in found), *advice.inputs.incumbents}
    likes = _likes(account, wanted)
    people = {key for rival in found for key in rival.backers} | {key for held in likes.values() for key in held}
    people |= {key for trigger in advice.triggers for key in trigger.people}
    return CompetitionSheet(
        account, deal, chosen.name if chosen else "",
        tuple(SubjectRow(each.id, each.name, each.amount) for each in alive), advice, chart, found,
        _battles([rival.id for rival in found], viewer), _moves(bids), likes, labels.people(people),
        labels.names("competitor", wanted),
    )  # fmt: skip


def kind_of(account: int) -> Kind | None:
    """What kind of key account it is (A5). One query."""
    found = rows(Account.select(Account.kind).where(Account.id == account))
    return maybe(Kind, found[0][0]) if found else None


def factor_chart(told: AccountFacts, deal: int | None, settings: Settings) -> Chart:
    """The factor chart of an opportunity, or of the whole account. Two queries."""
    scores = strategy_facts.scores([told.id]).get(told.id, [])
    return factors.chart(
        scores, deal, (rival.id for rival in competition.here(told, deal)), settings, lists.offered("factor")
    )


def _likes(account: int, competitors: Iterable[int]) -> dict[int, list[int]]:
    """People of the account who think well of a competitor, by competitor (P4)."""
    a = Attitude
    query = a.select(a.competitor, a.person, a.stance).join(Person).where(Person.account == account)
    liked = rows(query.where(among(a.competitor, competitors)).order_by(a.id))
    return grouped((rival, person) for rival, person, stance in liked if favours_us(Stance(stance)))


def _battles(competitors: Sequence[int], viewer: int | None) -> dict[int, list[BattleRow]]:
    """The newest decided deals against each, of accounts that may be seen; won while he was in them, or won by him."""
    o, b = Opportunity, OpportunityCompetitor
    fields = (o.id, o.account, Account.name, o.name, o.outcome, o.signed_date, o.closed_date, o.amount, o.reason)
    lost = o.select(o.winner, *fields).join(Account).where(among(o.winner, competitors), o.outcome == Outcome.LOST)
    won = o.select(b.competitor, *fields).join(Account).switch(o).join(b, JOIN.INNER, on=(b.opportunity == o.id))
    won = won.where(among(b.competitor, competitors), o.outcome == Outcome.WON)
    found = [
        row for query in (lost, won) for row in rows(query.order_by(o.closed_date.desc(), o.id.desc()).limit(_SCANNED))
    ]
    seen = sight.seen(viewer, {row[2] for row in found})
    told = [
        (rival, BattleRow(deal, house, house_name, name, outcome == Outcome.WON, signed or closed, amount, reason))
        for rival, deal, house, house_name, name, outcome, signed, closed, amount, reason in found if house in seen
    ]  # fmt: skip
    told.sort(key=lambda each: (each[1].date or date.min, each[1].deal), reverse=True)
    return {rival: list(dict.fromkeys(held))[:BATTLES] for rival, held in grouped(told).items()}


def _moves(bids: Sequence[int]) -> dict[int, list[MoveRow]]:
    """How the positions of competitors changed, newest first; what was taken back is left out. One query."""
    c, i = Change, Intent
    query = c.select(c.row, i.at, c.before, c.after).join(i).where(c.table == "opportunity_competitor", c.op == "alter")
    query = query.where(among(c.row, bids), i.undone.is_null(), i.undoes.is_null()).order_by(c.id.desc())
    told = ((key, at, json.loads(before), json.loads(after)) for key, at, before, after in rows(query))
    return grouped(
        (key, MoveRow(at.astimezone().date(), before["position"], after["position"]))
        for key, at, before, after in told if "position" in after
    )  # fmt: skip
