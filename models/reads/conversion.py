"""What the reports on how the funnel moves ask of the database (O10, O11)."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, Case, fn

from models.reads import funnel
from models.reads.deals import REMOTE
from models.reads.limits import limited
from models.reads.reports import Asked, Behind
from models.reads.rows import codes, rows
from models.rules import conversion as rule
from models.rules.conversion import Dated, Decided, Stages
from models.rules.facts import OpportunityFact
from models.rules.filters import Filter
from models.rules.funnel import step_of
from models.rules.pictures import Bars, Grid, Money, Name, Thing
from models.rules.vocabulary import InformationStage, Outcome, Step, Urgency
from models.tables.accounts import Account
from models.tables.history import Change, Intent
from models.tables.opportunities import Opportunity, OpportunityState
from models.tables.team import Member
from models.tables.visits import Visit

MOST = 200
"""Opportunities behind a flag that are listed."""


def _deals(asked: Asked, *columns: Any, day: Any = None) -> Any:
    """A query over opportunities whose account the viewer may see."""
    query = (
        Opportunity.select(*columns)
        .join(Account, on=(Opportunity.account == Account.id))
        .join(Member, JOIN.LEFT_OUTER, on=(Account.owner == Member.id))
        .switch(Opportunity)
    )
    return limited(query, asked, day=day)


def conversion(asked: Asked) -> Bars:
    """Of what was recorded in the days asked for: how many came how far, by step and by stage. At most three queries.

    Steps and stages of what is lost stay where they were, so that the records tell how far each came; a win has been
    at delivery, and was a prospect.
    """
    o = Opportunity
    signed = Case(None, ((o.signed_date.is_null(), 0),), 1)
    query = _deals(asked, o.step, o.information_stage, o.outcome, signed, fn.COUNT(o.id), day=o.recorded)
    furthest: dict[Step, int] = defaultdict(int)
    informations = prospects = deals = 0
    for step, stage, outcome, has_signed, count in rows(
        query.group_by(o.step, o.information_stage, o.outcome, signed)
    ):
        fact = OpportunityFact(
            0, "", 0, None, codes(Outcome)[outcome], codes(Step)[step], signed=date.min if has_signed else None
        )
        furthest[step_of(fact)] += count
        is_won = outcome == Outcome.WON or (outcome == Outcome.OPEN and bool(has_signed))
        informations += count if is_won or stage != InformationStage.GENERAL else 0
        prospects += count if is_won or stage == InformationStage.PROSPECT else 0
        deals += count if is_won else 0
    return rule.conversion(furthest, Stages(informations, prospects, deals), asked.settings)


# Hygiene --------------------------------------------------------------------------------------------------------


def _flagged(asked: Asked, *flags: str) -> funnel.Asked:
    terms = (("flag", flags),) if flags else ()
    return funnel.Asked(Filter(terms=terms), asked.viewer, asked.today, asked.settings)


def hygiene(asked: Asked) -> Bars:
    """What is untidy now, and the leak of the days asked for, else of this month. At most six queries."""
    counted, undecided = funnel.untidy(_flagged(asked))
    return rule.hygiene(counted, undecided, rule.leak(_decided(asked)))


def _decided(asked: Asked) -> list[Decided]:
    """The purchases decided in the days asked for, else this month. At most three queries."""
    if asked.since is None and asked.until is None:
        asked = asked._replace(since=asked.today.replace(day=1), until=asked.today)
    o, v = Opportunity, Visit.alias()
    day = fn.COALESCE(o.closed_date, o.signed_date)
    there = v.select(v.id).where(
        (v.state == "done") & v.kind.not_in(REMOTE) & (v.account == o.account) & (v.date <= day)
        & (v.opportunity.is_null() | (v.opportunity == o.id))
    )  # fmt: skip
    is_won = (o.outcome == Outcome.WON) | ((o.outcome == Outcome.OPEN) & o.signed_date.is_null(False))
    query = _deals(
        asked, o.closed_date, o.signed_date, o.recorded, Case(None, ((is_won, 1),), 0),
        Case(None, ((fn.EXISTS(there), 1),), 0), o.amount, day=day,
    ).where(is_won | (o.outcome == Outcome.LOST))  # fmt: skip
    return [
        Decided(closed or signed, recorded, bool(won), bool(met), amount or 0)
        for closed, signed, recorded, won, met, amount in rows(query)
        if closed or signed
    ]


def behind_hygiene(asked: Asked, flag: str) -> list[Behind]:
    """The opportunities behind a flag, the largest first. At most four queries."""
    keys = list(funnel.ordering(_flagged(asked, flag), "amount", most=MOST))
    found = funnel.window(keys, asked.today, asked.settings)
    return [
        Behind(
            Thing("opportunity", row.id, row.account), Name("opportunity", row.id, row.name),
            (Name("account", row.account, row.account_name), *(() if row.amount is None else (Money(row.amount),))),
        )
        for row in found
    ]  # fmt: skip


# From class to class --------------------------------------------------------------------------------------------


def classes(asked: Asked) -> Grid:
    """From class to class since the day before the days asked for, else since the end of last month (O11).

    A class of an earlier day is made of the dates on record, and of the expected date as the history knows it. That
    somebody can be reached is taken as it is now. What was lost before all that is only counted. At most seven queries.
    """
    end = min(asked.until or asked.today, asked.today)
    start = (asked.since or end.replace(day=1)) - timedelta(days=1)
    counted = rule.moves(_dated(asked, start), start, end, asked.settings)
    ((lost,),) = rows(_deals(asked, fn.COUNT(Opportunity.id)).where(_lost_by(start)))
    if lost:
        counted[Urgency.F.value, Urgency.F.value] += lost
    return rule.classes(counted)


def _lost_by(day: date) -> Any:
    """Those lost by the end of a day, which stay so; of one recorded later nothing was known yet."""
    o = Opportunity
    decided = fn.COALESCE(o.closed_date, o.signed_date, date.max)
    return (o.outcome == Outcome.LOST) & (decided <= day) & (fn.COALESCE(o.recorded, date.min) <= day)


def _dated(asked: Asked, start: date) -> list[Dated]:
    o, s = Opportunity, OpportunityState
    query = _deals(
        asked, o.id, o.account, o.outcome, o.step, o.expected_date, o.signed_date, o.delivered_date, o.closed_date,
        o.recorded, s.urgency,
    ).join(s, JOIN.LEFT_OUTER, on=(s.opportunity == o.id)).where(~_lost_by(start))  # fmt: skip
    changes = _changes(start)
    return [
        Dated(
            OpportunityFact(
                key, "", account, None, codes(Outcome)[outcome], codes(Step)[step], expected=expected, signed=signed,
                delivered=delivered is not None, delivered_on=delivered, recorded=recorded,
            ),
            closed, urgency != "W", tuple(changes.get(key, ())),
        )
        for key, account, outcome, step, expected, signed, delivered, closed, recorded, urgency in rows(query)
    ]  # fmt: skip


def _changes(start: date) -> dict[int, list[tuple[date, date | None]]]:
    """The changes of expected dates since a day by opportunity, oldest first: the day, and what stood before."""
    c = Change
    since = datetime.combine(start, time(), UTC)
    query = (
        c.select(c.row, Intent.at, c.before)
        .join(Intent, on=(c.intent == Intent.id))
        .where((c.table == "opportunity") & (c.op == "alter") & (Intent.at >= since))
        .where(c.after.contains('"expected_date"'))
        .order_by(c.id)
    )
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for key, at, before in rows(query):
        told = json.loads(before).get("expected_date")
        found[key].append((at.date(), date.fromisoformat(told) if told else None))
    return found
