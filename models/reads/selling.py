"""What the reports on how we sell add up, in the database, and the records behind each sum (A3, O10, O11, O21)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from peewee import JOIN, Case, Value, fn

from models.reads import opportunities
from models.reads.limits import limited
from models.reads.reports import Asked, Behind
from models.reads.rows import rows
from models.rules import reporting
from models.rules.pictures import Bars, Count, Label, Money, Name, Note, Thing, Tone, Word
from models.rules.reporting import NONE, Group, SourceSum
from models.rules.vocabulary import Outcome, Step
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity, OpportunityState
from models.tables.team import Member

MOST = 200
"""Records behind a group that are listed."""
_BEHIND = (Step.DELIVERY.value, Step.REPURCHASE.value)


def _won() -> Any:
    """Whether a deal is won: it says so, or is open and signed (O10)."""
    o = Opportunity
    return (o.outcome == Outcome.WON) | ((o.outcome == Outcome.OPEN) & o.signed_date.is_null(False))


def _deals(asked: Asked, *columns: Any, day: Any = None) -> Any:
    """A query over deals whose account the viewer may see, with their state and their account's owner."""
    o, s = Opportunity, OpportunityState
    query = (
        o.select(*columns)
        .join(s, JOIN.LEFT_OUTER, on=(s.opportunity == o.id)).switch(o)
        .join(Account, on=(o.account == Account.id)).join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    )  # fmt: skip
    return limited(query, asked, day=day, account=o.account)


_SUMS = (fn.COUNT(Opportunity.id), fn.SUM(fn.COALESCE(Opportunity.amount, 0)))


def _listed(query: Any) -> list[Behind]:
    """The deals of a query over deals, the largest first."""
    largest = query.order_by(-fn.COALESCE(Opportunity.amount, 0), Opportunity.id).limit(MOST)
    return [_deal(*row) for row in rows(largest)]


_DEAL = (Opportunity.id, Opportunity.name, Opportunity.account, Account.name, Opportunity.amount)


def _deal(key: int, name: str, account: int, house: str, amount: int | None) -> Behind:
    told: tuple[Label, ...] = (Name("account", account, house), *(() if amount is None else (Money(amount),)))
    return Behind(Thing("opportunity", key, account), Name("opportunity", key, name), told)


# The funnel and the classes by time --------------------------------------------------------------------------


def funnel(asked: Asked) -> Bars:
    """Count, amount and weighted amount by step (O10). At most three queries."""
    return reporting.funnel(opportunities.funnel(asked.account, viewer=asked.viewer))


def behind_funnel(asked: Asked, step: str) -> list[Behind]:
    """The deals shown at a step. At most three queries."""
    o = Opportunity
    shown = Case(None, ((_won() & o.step.not_in(_BEHIND), Step.DELIVERY.value),), o.step)
    counted = o.outcome.not_in([Outcome.LOST, Outcome.SUSPENDED])
    return _listed(_deals(asked, *_DEAL).where(counted & (shown == step)))


def _classed() -> Any:
    """Whether a deal belongs to a class or still lacks one: what was won and delivered does neither (O11)."""
    return (OpportunityState.urgency != "") | ((Opportunity.outcome == Outcome.OPEN) & ~_won())


def urgency(asked: Asked) -> Bars:
    """Count and amount by urgency class (O11). At most three queries."""
    s = OpportunityState
    query = _deals(asked, s.urgency, *_SUMS).where(_classed()).group_by(s.urgency)
    return reporting.urgency({code or "": (int(count), int(amount)) for code, count, amount in rows(query)})


def behind_urgency(asked: Asked, code: str) -> list[Behind]:
    """The deals of a class. At most three queries."""
    wanted = "" if code == NONE else code
    query = _deals(asked, *_DEAL).where(_classed() & (fn.COALESCE(OpportunityState.urgency, "") == wanted))
    return _listed(query)


# Sources -----------------------------------------------------------------------------------------------------


def sources(asked: Asked) -> Bars:
    """Accounts registered in the days asked for by source, those that bought, and for how much (A3)."""
    o = Opportunity
    bought = o.select(o.account, fn.SUM(fn.COALESCE(o.amount, 0)).alias("amount")).where(_won()).group_by(o.account)
    bought = bought.alias("bought")
    query = _accounts(
        Account.select(
            Account.source, fn.COUNT(Account.id), fn.COUNT(bought.c.account_id), fn.SUM(bought.c.amount)
        ).join(bought, JOIN.LEFT_OUTER, on=(bought.c.account_id == Account.id)).switch(Account), asked,
    )  # fmt: skip
    found = rows(query.group_by(Account.source))
    return reporting.sources(SourceSum(source, int(n), int(won), int(amount or 0)) for source, n, won, amount in found)


def _accounts(query: Any, asked: Asked) -> Any:
    query = query.join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
    return limited(query, asked, day=Account.registered)


def behind_source(asked: Asked, code: str) -> list[Behind]:
    """The accounts of a source by name. At most three queries."""
    query = _accounts(Account.select(Account.id, Account.name, Account.region), asked)
    query = query.where(Account.source == ("" if code == NONE else code)).order_by(Account.sort_key, Account.id)
    return [
        Behind(Thing("account", key, key), Name("account", key, name), (Note(region),) if region else ())
        for key, name, region in rows(query.limit(MOST))
    ]


# Won and lost ------------------------------------------------------------------------------------------------

Labels = tuple[tuple[str, Label | None], ...]
_Owner = Member.alias()
_OWNER = fn.COALESCE(Opportunity.owner, Account.owner)
_BY: dict[str, dict[str, tuple[str, ...]]] = {
    "won": {"owner": ("owner",), "reason": ("reason",), "month": ("month",)},
    "lost": {
        "reason": ("reason", "competitor"), "competitor": ("competitor",), "step": ("step",), "owner": ("owner",),
        "month": ("month",),
    },
}  # fmt: skip
"""What deals are put together by, for each way of asking."""


class _Part(NamedTuple):
    """One thing deals are put together by: what tells them apart, its name where it has one, and their labels."""

    column: Any
    name: Any
    labels: Callable[[Any, Any], Labels]


def _parts(day: Any) -> dict[str, _Part]:
    o = Opportunity
    month = fn.COALESCE(fn.SUBSTR(day.cast("text"), 1, 7), "")
    return {
        "owner": _Part(_OWNER, _Owner.name, partial(_named, "owner", "member")),
        "reason": _Part(o.reason, Value(""), partial(_coded, "reason")),
        "competitor": _Part(o.winner, Competitor.name, partial(_named, "competitor", "competitor")),
        "step": _Part(o.step, Value(""), partial(_coded, "step")),
        "month": _Part(month, Value(""), partial(_coded, "month")),
    }


def _coded(family: str, code: str, _name: object) -> Labels:
    return ((family, Word(family, code) if code else None),)


def _named(field: str, noun: str, key: int | None, name: str | None) -> Labels:
    if key is None:
        return ((field, None), (f"{field}_id", None))
    return ((field, Name(noun, key, name or "")), (f"{field}_id", Count(key)))


def won(asked: Asked) -> Bars:
    """Deals won in the days asked for, by owner, reason or month (O21). At most three queries."""
    return _ended("won", asked, Tone.GOOD)


def lost(asked: Asked) -> Bars:
    """Deals lost in the days asked for, by reason and winner, competitor, step, owner or month (O21)."""
    return _ended("lost", asked, Tone.DANGER)


def _ended(name: str, asked: Asked, tone: Tone) -> Bars:
    names = _BY[name][asked.by]
    parts = [_parts(_day(name))[each] for each in names]
    columns = [column for part in parts for column in (part.column, part.name)]
    grouping = [column for column in columns if not isinstance(column, Value)]
    query = _over(name, asked, *columns, *_SUMS).group_by(*grouping).order_by(*grouping)
    groups = [_group(parts, row) for row in rows(query)]
    return reporting.ended(name, tone, names, groups)


def _group(parts: Sequence[_Part], row: Sequence[Any]) -> Group:
    pairs = [(row[2 * at], row[2 * at + 1]) for at in range(len(parts))]
    labels = tuple(label for part, pair in zip(parts, pairs, strict=True) for label in part.labels(*pair))
    code = _BETWEEN.join("" if value is None else str(value) for value, _ in pairs)
    return Group(labels, int(row[-2]), int(row[-1]), code)


_BETWEEN = "|"


def _day(name: str) -> Any:
    """The day that counts: a win's when it was signed, a loss's when it was closed."""
    o = Opportunity
    return fn.COALESCE(o.signed_date, o.closed_date) if name == "won" else o.closed_date


def _over(name: str, asked: Asked, *columns: Any) -> Any:
    o = Opportunity
    query = _deals(asked, *columns, day=_day(name)).join(_Owner, JOIN.LEFT_OUTER, on=(_Owner.id == _OWNER)).switch(o)
    query = query.join(Competitor, JOIN.LEFT_OUTER, on=(o.winner == Competitor.id))
    ended = _won() if name == "won" else o.outcome == Outcome.LOST
    return query.where(ended)


def behind_won(asked: Asked, group: str) -> list[Behind]:
    """The deals won behind a group. At most three queries."""
    return _behind("won", asked, group)


def behind_lost(asked: Asked, group: str) -> list[Behind]:
    """The deals lost behind a group. At most three queries."""
    return _behind("lost", asked, group)


def _behind(name: str, asked: Asked, group: str) -> list[Behind]:
    query, names = _over(name, asked, *_DEAL), _BY[name][asked.by]
    for each, code in zip(names, group.split(_BETWEEN), strict=True):
        column = _parts(_day(name))[each].column
        numbered = each in ("owner", "competitor")
        query = query.where(column.is_null() if numbered and not code else column == (int(code) if numbered else code))
    return _listed(query)
