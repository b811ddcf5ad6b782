"""The opportunities of the funnel: which of them and in what order, the first of each step, what they come to.

The order by step is read off an index that holds it with what is added up, so the first rows and the sums cost
little however many there are. Sources: screens (Funnel), O5, O10, T4.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from models import search
from models.base import db
from models.reads.accounts import TERMS as ACCOUNT_TERMS
from models.reads.rows import rows
from models.reads.sight import visible
from models.rules import hygiene
from models.rules.filters import Filter
from models.rules.funnel import Funnel, FunnelStep
from models.rules.hygiene import Kept
from models.rules.process import OUTSIDE
from models.rules.settings import Settings
from models.rules.vocabulary import Outcome, Severity, Step
from models.rules.vocabulary_process import Flag
from models.tables.accounts import Account, AccountState
from models.tables.opportunities import Opportunity, OpportunityState
from models.tables.team import Member

SORTS = ("step", "urgency", "amount", "expected", "updated", "name", "account")
"""The orders the funnel can be put in; undated ones come last, of steps and classes the first come first."""
_FAR, _LONG_AGO = date(9999, 12, 31), date(1, 1, 1)
_STEPS = tuple(Step)
_SIGNED = _STEPS.index(Step.DELIVERY)


class Asked(NamedTuple):
    """Of what the funnel is asked: what passes a filter, as a member may see it, on a day."""

    filter: Filter
    viewer: int | None
    today: date
    settings: Settings


class FunnelRow(NamedTuple):
    """An opportunity in the funnel: codes and plain values, amounts in minor units, probability in per cent.

    `step` is the one it is shown at; `updated` the day of the last news; `flags` what is untidy, gravest first.
    """

    id: int
    account: int
    account_name: str
    name: str
    step: str
    information_stage: str
    amount: int | None
    probability: int
    by_hand: bool
    weighted: int
    urgency: str
    expected: date | None
    updated: date | None
    next_due: date | None
    owner: int | None
    owner_name: str
    flags: tuple[Flag, ...]


def ordering(asked: Asked, sort: str = "step", *, most: int | None = None) -> Sequence[int]:
    """The ids of the opportunities in the funnel, in order, all or the first of them. At most three queries.

    An array of machine integers: a hundred thousand ids cost little.
    """
    s, conditions = OpportunityState, _passing(asked)
    query = s.select(s.opportunity)
    if conditions or sort not in _ALONE:
        query = _joined(query)
    for condition in conditions:
        query = query.where(condition)
    query = query.where(s.rank < OUTSIDE).order_by(*_ORDERS[sort], s.opportunity)
    return array("q", _keys(query.limit(most) if most is not None else query))


def steps(asked: Asked, most: int) -> list[Sequence[int]]:
    """The ids of the first opportunities of each of the six steps, the most urgent and weighty first.

    At most eight queries.
    """
    s, conditions = OpportunityState, _passing(asked)
    found: list[Sequence[int]] = []
    for rank in range(len(_STEPS)):
        query = s.select(s.opportunity)
        for condition in conditions:
            query = query.where(condition)
        query = (_joined(query) if conditions else query).where(s.rank == rank)
        found.append(array("q", _keys(query.order_by(*_ORDERS["step"], s.opportunity).limit(most))))
    return found


def sums(asked: Asked) -> Funnel:
    """The six steps with how many pass and what they come to, added up by the database (O10). At most three queries."""
    s, conditions = OpportunityState, _passing(asked)
    query = s.select(s.rank, fn.COUNT(s.opportunity), fn.SUM(s.amount), fn.SUM(s.weighted)).where(s.rank < OUTSIDE)
    if conditions:
        query = _joined(query)
    for condition in conditions:
        query = query.where(condition)
    found = {rank: (int(n), int(amount), int(weighted)) for rank, n, amount, weighted in rows(query.group_by(s.rank))}
    told = tuple(FunnelStep(step, *found.get(rank, (0, 0, 0))) for rank, step in enumerate(_STEPS))
    return Funnel(told, sum(each.amount for each in told), sum(each.weighted for each in told))


def untidy(asked: Asked) -> tuple[dict[Flag, tuple[int, int]], int]:
    """How many carry each flag, and for how much, and how many are undecided (O10). At most three queries."""
    s = OpportunityState
    sums = [fn.SUM(Case(None, ((_FLAGS[flag](asked), worth),), 0)) for flag in Flag for worth in (1, s.amount)]
    query = _joined(s.select(fn.SUM(Case(None, ((_undecided(), 1),), 0)), *sums))
    for condition in _passing(asked):
        query = query.where(condition)
    ((undecided, *found),) = rows(query)
    pairs = zip(found[::2], found[1::2], strict=True)
    told = {flag: (int(n or 0), int(worth or 0)) for flag, (n, worth) in zip(Flag, pairs, strict=True)}
    return told, int(undecided or 0)


def window(keys: Sequence[int], today: date, settings: Settings) -> list[FunnelRow]:
    """The rows of these opportunities, in this order, without those that are gone. One query."""
    o, s, a, owner = Opportunity, OpportunityState, Account, Member.alias()
    query = (
        o.select(
            o.id, o.account, a.name, o.name, o.step, o.information_stage, o.amount, s.probability, o.probability,
            s.weighted, s.urgency, o.expected_date, s.updated, s.next_due, o.owner, owner.name, o.outcome,
            o.signed_date, s.rank,
        )
        .join(a)
        .switch(o)
        .join(s, on=(s.opportunity == o.id))
        .switch(o)
        .join(owner, JOIN.LEFT_OUTER, on=(o.owner == owner.id))
        .where(o.id.in_(list(keys)))
    )
    found = {row[0]: _row(row, today, settings) for row in rows(query)}
    return [found[key] for key in keys if key in found]


def _row(row: Sequence[Any], today: date, settings: Settings) -> FunnelRow:
    (key, account, account_name, name, step, stage, amount, chance, own, weighted, urgency, expected, updated,
     next_due, owner, owner_name, outcome, signed, rank) = row  # fmt: skip
    undecided = outcome == Outcome.OPEN and signed is None
    kept = Kept(undecided, expected, updated, next_due, amount)
    shown = _STEPS[rank].value if rank < len(_STEPS) else step
    return FunnelRow(
        key, account, account_name, name, shown, stage, amount, chance, own is not None, weighted, urgency, expected,
        updated, next_due, owner, owner_name or "", hygiene.flags(kept, today, settings),
    )


def _joined(query: Any) -> Any:
    """States with their opportunities, the accounts and the accounts' owners."""
    s, o = OpportunityState, Opportunity
    query = query.join(o, on=(s.opportunity == o.id)).join(Account, on=(o.account == Account.id))
    return query.join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))


def _keys(query: Any) -> Iterator[int]:
    return (key for (key,) in db.execute(query))


def _passing(asked: Asked) -> list[Any]:
    """What a filter and a member's sight ask of an opportunity and its account."""
    o, filter = Opportunity, asked.filter
    found = visible(asked.viewer)
    found += [_TERMS[name](values) for name, values in filter.terms if name in _TERMS]
    for name, values in filter.terms:
        if name == "flag":
            found.append(_either([_FLAGS[value](asked) for value in values if value in _FLAGS]))
    if "mine" in filter.flags:
        found.append((o.owner == asked.viewer) | (o.owner.is_null() & (Account.owner == asked.viewer)))
    if "overdue" in filter.flags:
        found.append(_FLAGS[Flag.DATE_PASSED](asked))
    if "risk" in filter.flags:
        risky = AccountState.select(AccountState.account).where(AccountState.worst <= Severity.MEDIUM.rank)
        found.append(o.account.in_(risky))
    if filter.words:
        found.append(search.holding(o.id, " ".join(filter.words), "opportunity"))
    return found


def _either(conditions: Sequence[Any]) -> Any:
    """Whether one of these holds; nothing passes where there are none."""
    if not conditions:
        return OpportunityState.rank < 0
    first, *more = conditions
    for condition in more:
        first |= condition
    return first


def _undecided() -> Any:
    return (Opportunity.outcome == Outcome.OPEN) & Opportunity.signed_date.is_null()


def _stale(asked: Asked) -> Any:
    before, s = hygiene.stale_before(asked.today, asked.settings), OpportunityState
    return _undecided() & (s.updated.is_null() | (s.updated < before))


_FLAGS: dict[str, Any] = {
    Flag.DATE_PASSED: lambda asked: _undecided() & (Opportunity.expected_date < asked.today),
    Flag.STALE: _stale,
    Flag.NO_NEXT_STEP: lambda _: _undecided() & OpportunityState.next_due.is_null(),
    Flag.NO_DATE: lambda _: _undecided() & Opportunity.expected_date.is_null(),
    Flag.NO_AMOUNT: lambda _: _undecided() & Opportunity.amount.is_null(),
}
"""What `hygiene.flags` says, as the database asks it."""
_TERMS: dict[str, Any] = {
    **{name: ACCOUNT_TERMS[name] for name in ("grade", "company_grade", "industry", "region", "tag", "owner")},
    "urgency": lambda values: OpportunityState.urgency.in_(["" if value == "none" else value for value in values]),
    "stage": lambda values: Opportunity.information_stage.in_(values),
    "step": lambda values: OpportunityState.rank.in_([_STEPS.index(Step(v)) for v in values if v in _STEPS]),
}
_S = OpportunityState
_ALONE = frozenset({"step", "amount"})
"""The orders that need nothing beside the state."""
_ORDERS: dict[str, tuple[Any, ...]] = {
    "step": (_S.rank, _S.urgency_rank, _S.weighted.desc()),
    "urgency": (_S.urgency_rank, fn.COALESCE(Opportunity.expected_date, _FAR)),
    "amount": (_S.amount.desc(),),
    "expected": (_S.rank >= _SIGNED, fn.COALESCE(Opportunity.expected_date, _FAR)),
    "updated": (_S.rank >= _SIGNED, fn.COALESCE(_S.updated, _LONG_AGO)),
    "name": (Opportunity.sort_key,),
    "account": (Account.sort_key, Opportunity.sort_key),
}
