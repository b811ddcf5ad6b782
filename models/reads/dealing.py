"""All that is dealt on one opportunity: value case, quotations, negotiation, contract, delivery, what comes after."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from peewee import JOIN

from models import base
from models.reads import labels, thresholds
from models.reads.credit import account_credit
from models.reads.rows import codes, maybe, rows, several
from models.rules import bargaining, quotation
from models.rules.aftersale import Due, Package, Report
from models.rules.bargaining import Plan, Round, Step
from models.rules.contract import Contract
from models.rules.credit import CreditFact
from models.rules.delivering import Mark, ordered
from models.rules.facts import NeedFact, OpportunityFact
from models.rules.nouns_dealing import CONTRACT
from models.rules.quotation import Quote
from models.rules.settings import Settings
from models.rules.value import Case, Figure, Pain, Part, case, pains
from models.rules.vocabulary import Bant, NeedKind, NeedState, Outcome, ValueClass
from models.rules.vocabulary import Step as SalesStep
from models.rules.vocabulary_dealing import (
    ConcessionState,
    ContractState,
    DealReportKind,
    MilestoneKind,
    MilestoneState,
    Offer,
    PackageState,
    QuotationState,
    ServiceLevel,
    ValueKind,
)
from models.tables import dealing as t
from models.tables.accounts import Account
from models.tables.opportunities import Competitor, Opportunity
from models.tables.questions import Need
from models.tables.team import Approval

T = TypeVar("T")


class Review(NamedTuple):
    """What was learned of a deal that is decided (O21)."""

    outcome: Outcome
    reason: str
    winner: int | None
    winner_name: str
    otherwise: str
    lesson: str
    closed: date | None


class Dealing(NamedTuple):
    """What is dealt on an opportunity; `people` and `members` are the names of those it speaks of.

    `price` is what the value case reckons with: the newest full quotation, else the amount of the deal.
    """

    deal: OpportunityFact
    value_class: ValueClass | None
    pains: tuple[Pain, ...]
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    worth: Case | None
    price: int | None
    quotes: tuple[Quote, ...]
    plan: Plan | None
    steps: tuple[Step, ...]
    rounds: tuple[Round, ...]
    contract: Contract | None
    marks: tuple[Mark, ...]
    reports: tuple[Report, ...]
    dues: tuple[Due, ...]
    packages: tuple[Package, ...]
    owed: tuple[Due, ...]
    """What the account owes on all its deals."""
    credit: CreditFact
    """What is agreed with the account, and how it paid (S14)."""
    review: Review
    people: dict[int, str]
    members: dict[int, str]


class _Last(threading.local):
    """What a thread read last, and what it was asked for."""

    asked: object = None
    found: Dealing


_last = _Last()


def dealing(opportunity: int, *, settings: Settings | None = None) -> Dealing:
    """What is dealt on an opportunity; LookupError when it is gone. At most 22 queries.

    Whether a member may see it is the caller's to ask. A thread that only reads has what it read last at hand, as
    long as nobody wrote: the sections of a sheet share it.
    """
    seen = base.seen()
    asked = (base.db.obj, seen, opportunity, settings)
    if seen is None or _last.asked != asked:
        found = _dealing(opportunity, settings or thresholds.settings())
        _last.asked, _last.found = asked if seen is not None else None, found
        return found
    return _last.found


def _dealing(opportunity: int, chosen: Settings) -> Dealing:
    deal, value_class, review = _deal(opportunity)
    parts, figures, quotes = _parts(opportunity), _figures(opportunity), _quotes(opportunity)
    newest = quotation.latest(quotes)
    price = newest.amount if newest else deal.amount
    years = (newest and newest.years) or chosen.value_years
    rounds, contract, plan = _rounds(opportunity), _contract(opportunity), _plan(opportunity)
    met = {f.person for f in figures} | {r.person for r in rounds}
    ours = {plan.executive if plan else None, contract.values["success"] if contract else None}
    return Dealing(
        deal._replace(quoted=quotation.given(quotes)), value_class,
        pains(_needs(opportunity), parts, figures), parts, figures, case(figures, price, years), price, quotes,
        plan, _steps(opportunity), rounds, contract, _marks(opportunity), _reports(opportunity), _dues(opportunity),
        _packages(opportunity), _owed(deal.account), account_credit(deal.account), review,
        labels.people(key for key in met if key),
        labels.names("member", (key for key in ours if key)),
    )  # fmt: skip


def _of(table: Any, opportunity: int, made: Callable[..., T], *columns: str, by: str = "id") -> tuple[T, ...]:
    """Rows of a table of one deal, each made into something."""
    query = table.select(*(getattr(table, name) for name in columns)).where(table.opportunity == opportunity)
    return tuple(made(*row) for row in rows(query.order_by(getattr(table, by), table.id)))


def _deal(opportunity: int) -> tuple[OpportunityFact, ValueClass | None, Review]:
    o = Opportunity
    query = o.select(
        o.id, o.name, o.account, o.amount, o.outcome, o.step, o.expected_date, o.signed_date, o.delivered_date,
        o.budget_amount, o.bant_budget, Account.value_class, o.reason, o.winner, Competitor.name, o.otherwise, o.lesson,
        o.closed_date,
    )  # fmt: skip
    query = query.join(Account).switch(o).join(Competitor, JOIN.LEFT_OUTER, on=(o.winner == Competitor.id))
    found = rows(query.where(o.id == opportunity))
    if not found:
        raise LookupError(opportunity)
    key, name, account, amount, outcome, step, expected, signed, delivered, budget, bant, value_class, *rest = found[0]
    fact = OpportunityFact(
        key, name, account, amount, codes(Outcome)[outcome], codes(SalesStep)[step], expected=expected, signed=signed,
        delivered=delivered is not None, delivered_on=delivered, budget=budget,
        bant=(("budget", Bant(bant or "unknown")),),
    )  # fmt: skip
    reason, winner, called, otherwise, lesson, closed = rest
    review = Review(fact.outcome, reason, winner, called or "", otherwise, lesson, closed)
    return fact, maybe(ValueClass, value_class), review


def _needs(opportunity: int) -> tuple[NeedFact, ...]:
    n = Need
    query = n.select(n.id, n.kind, n.text, n.state, n.person, n.opportunity, n.parent, n.priority)
    found = rows(query.where(n.opportunity == opportunity).order_by(n.id))
    return tuple(NeedFact(row[0], NeedKind(row[1]), row[2], NeedState(row[3] or "open"), *row[4:]) for row in found)


def _parts(opportunity: int) -> tuple[Part, ...]:
    def made(key: int, layer: str, text: str, need: int | None, roles: str) -> Part:
        return Part(key, layer, text, need, several(roles))

    return _of(t.SolutionPart, opportunity, made, "id", "layer", "text", "need", "roles")


def _figures(opportunity: int) -> tuple[Figure, ...]:
    def made(key: int, kind: str, *rest: Any) -> Figure:
        return Figure(key, ValueKind(kind), *rest)

    return _of(t.ValueLine, opportunity, made, "id", "kind", "text", "amount", "need", "person")


def _quotes(opportunity: int) -> tuple[Quote, ...]:
    def made(key: int, number: int, day: date, amount: int, offer: str, state: str, *rest: Any) -> Quote:
        years, terms, risk_terms, until, *phases = rest
        return Quote(key, number, day, amount, Offer(offer), QuotationState(state), years, tuple(phases), terms,
                     risk_terms, until)  # fmt: skip

    return _of(
        t.Quotation, opportunity, made, "id", "number", "date", "amount", "offer", "state", "years", "terms",
        "risk_terms", "valid_until", "pilot_amount", "rollout_amount", "optimisation_amount", by="number",
    )  # fmt: skip


def _plan(opportunity: int) -> Plan | None:
    found = _of(t.Negotiation, opportunity, Plan, *Plan._fields)
    return found[0] if found else None


def _steps(opportunity: int) -> tuple[Step, ...]:
    def made(key: int, give: str, gain: str, worth: int | None, state: str, place: int | None) -> Step:
        return Step(key, give, gain, worth, ConcessionState(state), place)

    return bargaining.ordered(_of(t.Concession, opportunity, made, "id", "give", "gain", "worth", "state", "place"))


def _rounds(opportunity: int) -> tuple[Round, ...]:
    columns = ("id", "date", "text", "our_offer", "their_offer", "gave", "got", "person")
    return _of(t.NegotiationRound, opportunity, Round, *columns, by="date")


def _contract(opportunity: int) -> Contract | None:
    c = t.Contract
    query = c.select(c.id, c.state, Approval.comment).join(Approval, JOIN.LEFT_OUTER, on=(c.approval == Approval.id))
    for key, state, comment in rows(query.where(c.opportunity == opportunity).order_by(c.id).limit(1)):
        fields = [field.code for field in CONTRACT.fields]
        (values,) = rows(c.select(*(getattr(c, name) for name in fields)).where(c.id == key))
        told = dict(zip(fields, values, strict=True))
        return Contract(key, ContractState(state), told, comment or "", told["renewal"])
    return None


def _marks(opportunity: int) -> tuple[Mark, ...]:
    def made(key: int, kind: str, deliverable: str, due: date, state: str, done: date | None) -> Mark:
        return Mark(key, MilestoneKind(kind), deliverable, due, MilestoneState(state), done)

    return ordered(_of(t.Milestone, opportunity, made, "id", "kind", "deliverable", "due", "state", "done"))


def _reports(opportunity: int) -> tuple[Report, ...]:
    def made(key: int, kind: str, *rest: Any) -> Report:
        return Report(key, DealReportKind(kind), *rest)

    columns = ("id", "kind", "date", "text", "promised", "reached", "new_needs")
    return _of(t.DealReport, opportunity, made, *columns, by="date")


def _packages(opportunity: int) -> tuple[Package, ...]:
    def made(key: int, level: str, text: str, state: str, *rest: Any) -> Package:
        return Package(key, ServiceLevel(level), text, PackageState(state), *rest)

    columns = ("id", "level", "text", "state", "yearly", "start", "until")
    return _of(t.ServicePackage, opportunity, made, *columns)


def _owed(account: int) -> tuple[Due, ...]:
    p = t.Payment
    query = p.select(p.id, p.text, p.amount, p.due, p.paid).where((p.account == account) & p.paid.is_null())
    return tuple(Due(*row) for row in rows(query.order_by(p.due, p.id)))


def _dues(opportunity: int) -> tuple[Due, ...]:
    return _of(t.Payment, opportunity, Due, "id", "text", "amount", "due", "paid", by="due")
