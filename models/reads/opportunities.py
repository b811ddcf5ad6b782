"""The list of opportunities and the funnel (O5, O10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from models.reads.rows import grouped, ids, rows
from models.reads.sight import visible
from models.rules import hygiene
from models.rules.funnel import Funnel, FunnelStep
from models.rules.hygiene import Kept
from models.rules.settings import Settings
from models.rules.urgency import urgency_rank
from models.rules.vocabulary import Outcome, Step, Urgency
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity, OpportunityCompetitor, OpportunityState
from models.tables.team import Member
from models.tables.visits import Visit

SORTS = ("step", "amount", "expected", "urgency", "name", "account")
_FAR = date(9999, 12, 31)
_STEPS = [step.value for step in Step]
_BEHIND = (Step.DELIVERY.value, Step.REPURCHASE.value)


class OpportunityRow(NamedTuple):
    """An opportunity in a list: codes and plain values, amounts in minor units, probability in per cent.

    `flags` are codes of what is untidy, the gravest first (O10).
    """

    id: int
    account: int
    account_name: str
    name: str
    step: str
    information_stage: str
    outcome: str
    amount: int | None
    probability: int
    by_hand: bool
    weighted: int
    urgency: str
    expected: date | None
    signed: date | None
    owner: int | None
    owner_name: str
    last_contact: date | None
    competitors: tuple[str, ...]
    flags: tuple[str, ...]


def ordering(sort: str = "step", *, account: int | None = None, everything: bool = False) -> list[int]:
    """The ids of opportunities in order, undecided ones only unless `everything`. One query."""
    o, s = Opportunity, OpportunityState
    query = _joined(o.select(o.id).join(s, JOIN.LEFT_OUTER, on=(s.opportunity == o.id)).switch(o))
    if account is not None:
        query = query.where(o.account == account)
    if not everything:
        query = query.where((o.outcome == Outcome.OPEN) & o.signed_date.is_null())
    return ids(query.order_by(*_ORDERS[sort], o.id))


def open_at(account: int) -> dict[int, str]:
    """The names of the opportunities that are open at an account, by their ids. One query."""
    o = Opportunity
    query = o.select(o.id, o.name).where((o.account == account) & (o.outcome == Outcome.OPEN.value))
    return dict(rows(query.order_by(o.sort_key, o.id)))


def _joined(query: Any) -> Any:
    return query.join(Account, on=(Opportunity.account == Account.id)).join(
        Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id)
    )


def window(keys: Sequence[int], today: date, settings: Settings) -> list[OpportunityRow]:
    """The rows of these opportunities, in this order, without those that are gone. Three queries."""
    o, s, owner = Opportunity, OpportunityState, Member.alias()
    query = (
        o.select(
            o.id, o.account, Account.name, o.name, o.step, o.information_stage, o.outcome, o.amount, s.probability,
            o.probability, s.weighted, s.urgency, o.expected_date, o.signed_date, o.owner, owner.name,
            s.updated, s.next_due,
        )
        .join(Account)
        .switch(o)
        .join(s, JOIN.LEFT_OUTER, on=(s.opportunity == o.id))
        .switch(o)
        .join(owner, JOIN.LEFT_OUTER, on=(o.owner == owner.id))
        .where(o.id.in_(list(keys)))
    )
    rivals, contacts = _rivals(keys), _contacts(keys)
    found = {row[0]: _row(row, contacts.get(row[0]), rivals.get(row[0], ()), today, settings) for row in rows(query)}
    return [found[key] for key in keys if key in found]


def _row(
    row: Sequence[Any], last: date | None, rivals: Sequence[str], today: date, settings: Settings
) -> OpportunityRow:
    (key, account, account_name, name, step, stage, outcome, amount, chance, own, weighted, urgency,
     expected, signed, owner, owner_name, updated, next_due) = row  # fmt: skip
    kept = Kept(outcome == Outcome.OPEN and signed is None, expected, updated, next_due, amount)
    return OpportunityRow(
        key, account, account_name, name, step, stage, outcome, amount, chance or 0, own is not None, weighted or 0,
        urgency or "", expected, signed, owner, owner_name or "", last, tuple(rivals),
        hygiene.flags(kept, today, settings),
    )


def _rivals(keys: Sequence[int]) -> dict[int, list[str]]:
    c = OpportunityCompetitor
    query = c.select(c.opportunity, Competitor.name).join(Competitor).where(c.opportunity.in_(list(keys)))
    return grouped((deal, name) for deal, name in rows(query.order_by(c.id)))


def _contacts(keys: Sequence[int]) -> dict[int, date]:
    v = Visit
    query = v.select(v.opportunity, fn.MAX(v.date)).where(v.opportunity.in_(list(keys)) & (v.state == "done"))
    return {deal: last for deal, last in rows(query.group_by(v.opportunity))}  # noqa: C416


def funnel(account: int | None = None, *, viewer: int | None = None) -> Funnel:
    """The funnel of an account, or of all a member may see, added up by the database (O10). At most three queries."""
    o, s = Opportunity, OpportunityState
    won = (o.outcome == Outcome.WON) | ((o.outcome == Outcome.OPEN) & o.signed_date.is_null(False))
    step = Case(None, ((won & o.step.not_in(_BEHIND), Step.DELIVERY.value),), o.step)
    query = _joined(
        o.select(step.alias("shown"), fn.COUNT(o.id), fn.SUM(fn.COALESCE(o.amount, 0)),
                 fn.SUM(fn.COALESCE(s.weighted, 0)))
        .join(s, JOIN.LEFT_OUTER, on=(s.opportunity == o.id))
        .switch(o)
    ).where(o.outcome.not_in([Outcome.LOST, Outcome.SUSPENDED]))  # fmt: skip
    for condition in visible(viewer):
        query = query.where(condition)
    if account is not None:
        query = query.where(o.account == account)
    sums = {name: (int(n), int(amount), int(weighted)) for name, n, amount, weighted in rows(query.group_by(step))}
    steps = tuple(FunnelStep(each, *sums.get(each.value, (0, 0, 0))) for each in Step)
    return Funnel(steps, sum(each.amount for each in steps), sum(each.weighted for each in steps))


_RANKS = tuple((urgency.value, urgency_rank(urgency)) for urgency in Urgency)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "step": (Case(Opportunity.step, tuple((step, n) for n, step in enumerate(_STEPS)), 9), Opportunity.sort_key),
    "amount": (-fn.COALESCE(Opportunity.amount, 0),),
    "expected": (fn.COALESCE(Opportunity.expected_date, _FAR),),
    "urgency": (Case(OpportunityState.urgency, _RANKS, 9), fn.COALESCE(Opportunity.expected_date, _FAR)),
    "name": (Opportunity.sort_key,),
    "account": (Account.sort_key, Opportunity.sort_key),
}
