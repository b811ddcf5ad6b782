"""Judging a file of opportunities: of known accounts, at a step or with an outcome, with what that asks for (O1)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.exchange.planning import Planner
from models.exchange.register import Held, held, hold, same
from models.exchange.reports import Job, Report
from models.exchange.spool import Row, Spool, ref_of
from models.exchange.things import TABLES, Things
from models.reads.rows import among, rows
from models.rules import settling
from models.rules.rights import Deed
from models.rules.values import Value
from models.rules.vocabulary import InformationStage, Outcome, Step
from models.rules.vocabulary import Reason as Why
from models.tables import Opportunity
from models.writes.intents import Actor

CHUNK = 500
DAYS = ("expected_date", "signed_date", "closed_date")
"""What tells a deal from another of its name."""


class OpportunityPlanner(Planner):
    """Judges rows that are to become opportunities."""

    def __init__(self, actor: Actor, job: Job, spool: Spool) -> None:
        """As for every kind; products and competitors are read, where rows name any."""
        super().__init__(actor, job, spool)
        self.things = {code: Things(code) for code in TABLES if any(f.code == code for _, f in self.fields)}
        self.wanting: dict[int, list[tuple[str, str]]] = {}
        """What rows name that is to be made: field and name."""
        self.there: dict[tuple[int, str], list[tuple[Value, ...]]] = {}
        """The days of the deals on record of the accounts of the rows in hand."""
        self.came: Held[int] = {}

    def judge(self, found: list[Row]) -> None:
        """Find what rows name, refuse twins and what is not ours to do, and close what is no longer open."""
        wanted = [self._resolve(row) for row in found]
        self._read_deals(found)
        for row, wanting in zip(found, wanted, strict=True):
            if row.account is not None and row.name:
                self._refuse_twin(row)
            self.set_aside(row)
            if wanting:
                self.wanting[row.number] = wanting
            if row.account is not None and row.name:
                hold(self.came, hash((row.account, same(row.name, person=True))), row.ref)

    def _resolve(self, row: Row) -> list[tuple[str, str]]:
        """Look up what a row names; answers what of it is to be made."""
        row.account = self.house(row, "account", self.named(row, "account"))
        if row.account is not None and (why := self.refused(Deed.EDIT, row.account)):
            row.refuse(why, "account", name=self.houses.name(row.account))
        stage = row.values.get("information_stage")
        why = self.refused(Deed.OVERRIDE_GATE, row.account) if stage not in (None, "", InformationStage.GENERAL) else ""
        if why:
            row.refuse(why, "information_stage")
        if owner := self.named(row, "owner"):
            row.values["owner"] = self.members.resolve(row, "owner", owner)
        named = [(code, things.resolve(row, self.named(row, code))) for code, things in self.things.items()]
        if not row.reasons:
            lacking = settle(row.values, self.actor.today)
            for code in lacking:
                row.refuse("required", code)
        return [(code, thing) for code, thing in named if isinstance(thing, str)]

    def _read_deals(self, found: Sequence[Row]) -> None:
        """The deals on record of the accounts named; a query for each 500 accounts."""
        o, wanted = Opportunity, sorted({row.account for row in found if row.account is not None and row.account > 0})
        self.there = {}
        for start in range(0, len(wanted), CHUNK):
            query = o.select(o.account, o.name, *(getattr(o, day) for day in DAYS))
            for account, name, *days in rows(query.where(among(o.account, wanted[start : start + CHUNK]))):
                self.there.setdefault((account, same(name, person=True)), []).append(tuple(days))

    def _refuse_twin(self, row: Row) -> None:
        """The same name at the same account is the same deal, unless the days of both tell them apart."""
        account, form, days = row.account or 0, same(row.name, person=True), _days(row.values)
        if any(_alike(days, other) for other in self.there.get((account, form), ())):
            row.refuse("deal_duplicate", "name", name=row.name, account=self.houses.name(account))
            return
        for other in self._before(account, form):
            if _alike(days, _days(other.values)):
                row.refuse("twice", "name", name=other.name, line=self.spool.lines[other.number])
                return

    def _before(self, account: int, form: str) -> Iterator[Row]:
        for ref in held(self.came, hash((account, form))):
            row = self.spool.row(ref_of(ref))
            if row.account == account and same(row.name, person=True) == form:
                yield row

    def _report(self, made: list[Row], similar: Any, choices: list[tuple[str, str]]) -> Report:
        good = (pair for row, pairs in self.wanting.items() if row not in self.spool.reasons for pair in pairs)
        fresh = tuple(dict.fromkeys(good))
        spelled = [each for things in self.things.values() for each in things.spellings({name for _, name in fresh})]
        report = super()._report(made, similar, choices)
        return replace(report, things=fresh, spellings=tuple(spelled))


def settle(values: dict[str, Value], today: date) -> tuple[str, ...]:
    """Read a stage as a step or an outcome, and close what is no longer open; answers the fields that lack.

    A step or an outcome of its own goes before what the stage says. A win was signed the day it was closed, and is
    at its delivery; a loss nobody gave a reason for has another one; an open deal is expected the day it closes.
    """
    stage = str(values.pop("stage", None) or "")
    outcome = Outcome(str(values.get("outcome") or (stage if stage in list(Outcome) else Outcome.OPEN)))
    step = stage if stage in list(Step) else (Step.DELIVERY if outcome is Outcome.WON else Step.LEAD)
    values["outcome"], values["step"] = outcome.value, str(values.get("step") or step)
    signed, closed = _day(values.get("signed_date")), _day(values.get("closed_date"))
    if outcome is Outcome.OPEN:
        values["expected_date"] = values.get("expected_date") or closed
        values["closed_date"] = None
        return ()
    if outcome is Outcome.WON:
        values["signed_date"] = signed = signed or closed
    if outcome is Outcome.LOST and not values.get("reason"):
        values["reason"] = Why.OTHER.value
    values["closed_date"] = closed or settling.closed_on(Outcome.OPEN, outcome, signed, None, today)
    return settling.lacking(outcome, signed, str(values.get("reason") or ""))


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _days(values: Any) -> tuple[Value, ...]:
    return tuple(values.get(day) for day in DAYS)


def _alike(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """Whether no day that both know tells two deals apart."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


