"""Versions of a quotation, the room there is in the price, and how to price by value class (O13, O14)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.rules.aftersale import Due, collected
from models.rules.facts import Finding, OpportunityFact
from models.rules.settings import Settings
from models.rules.urgency import alive, date_passed
from models.rules.value import Case
from models.rules.vocabulary import Bant, Severity, ValueClass
from models.rules.vocabulary_dealing import Offer, QuotationState

_YUAN = 100
"""Minor units."""


class Quote(NamedTuple):
    """A version of the quotation; `phases` are the amounts of pilot, roll-out and optimisation."""

    id: int
    number: int
    day: date
    amount: int
    offer: Offer = Offer.FULL
    state: QuotationState = QuotationState.GIVEN
    years: int | None = None
    phases: tuple[int | None, int | None, int | None] = (None, None, None)
    terms: str = ""
    risk_terms: str = ""
    valid_until: date | None = None


class Room(NamedTuple):
    """How far the price may go up before the return falls to the mark, and the highest price; minor units."""

    amount: int
    highest: int


def latest(quotes: Sequence[Quote], offer: Offer = Offer.FULL) -> Quote | None:
    """The newest version of an offer."""
    return max((q for q in quotes if q.offer is offer), key=lambda q: q.number, default=None)


def given(quotes: Sequence[Quote]) -> bool:
    """Whether a first quotation was given: a draft is none (O2, O13)."""
    return any(q.state is not QuotationState.DRAFT for q in quotes)


def phases_differ(amount: int, phases: Sequence[int | None]) -> bool:
    """Whether amounts of phases are given that do not make up the whole (O13)."""
    return any(phase is not None for phase in phases) and sum(phase or 0 for phase in phases) != amount


def room(worth: Case, settings: Settings) -> Room | None:
    """The room in the price, in whole yuan, where the return over the term is above the mark; None else (O13)."""
    mark = 100 + settings.price_room_roi
    if worth.cost <= 0 or worth.total * 100 <= worth.cost * mark:
        return None
    amount = (worth.total * 100 // mark - worth.cost) // _YUAN * _YUAN
    return Room(amount, worth.once + amount)


PRICING: dict[ValueClass, tuple[str, ...]] = {
    ValueClass.STRATEGIC: ("frame_price", "executive"),
    ValueClass.IMPORTANT: ("value_price", "conditional"),
    ValueClass.ORDINARY: ("standard_price",),
}
"""How to price and to negotiate, as codes, by the account's value class (O14)."""


def pricing(value_class: ValueClass | None) -> tuple[str, ...]:
    """How to price for a value class; where none is decided that is the first thing to do (O14)."""
    return PRICING[value_class] if value_class else ("decide_class",)


def against_class(
    quotes: Sequence[Quote], value_class: ValueClass | None, *, gained: bool
) -> tuple[Finding, ...]:
    """Where the newest full offer goes against how its class is priced (O14).

    A strategic account is offered no price for years, an important one a lower price for nothing in return (`gained`
    says whether a concession brought anything), an ordinary one less than the first price.
    """
    offered = sorted((q for q in quotes if q.offer is Offer.FULL), key=lambda q: q.number)
    if not offered or value_class is None:
        return ()
    first, newest = offered[0], offered[-1]
    cut = first.amount - newest.amount
    detail = (("percent", cut * 100 // first.amount),) if cut > 0 else ()
    if value_class is ValueClass.STRATEGIC:
        return () if newest.years else (Finding("frame_price_missing", Severity.MEDIUM),)
    if cut <= 0 or (value_class is ValueClass.IMPORTANT and gained):
        return ()
    code = "price_cut_for_nothing" if value_class is ValueClass.IMPORTANT else "standard_price_left"
    return (Finding(code, Severity.MEDIUM, detail=detail),)


def findings(
    quotes: Sequence[Quote], deal: OpportunityFact, worth: Case | None, today: date, settings: Settings,
    owed: Sequence[Due] = (),
) -> tuple[Finding, ...]:  # fmt: skip
    """What is to be said of the quotations: a bad payer, no value shown, run out, a pilot, room (O13, S14).

    `owed` is what the account has not paid yet on all its deals.
    """
    newest, told = latest(quotes), []
    money = collected(owed, today)
    if alive(deal) and money.overdue:
        told.append(Finding("bad_payer", Severity.HIGH, detail=(("amount", money.overdue), ("days", money.days))))
    if newest and worth is None:
        told.append(Finding("quote_without_value", Severity.MEDIUM))
    if newest and alive(deal) and newest.valid_until and newest.valid_until < today:
        detail = (("number", newest.number), ("days", (today - newest.valid_until).days))
        told.append(Finding("quote_run_out", Severity.MEDIUM, detail=detail))
    slipped = _slipped(deal, newest, today)
    if slipped and alive(deal) and not latest(quotes, Offer.PILOT):
        told.append(Finding(f"pilot_offer:{slipped}", Severity.MEDIUM))
    if worth and (space := room(worth, settings)):
        more = (("amount", space.amount), ("highest", space.highest), ("roi", worth.roi or 0))
        told.append(Finding("price_room", Severity.LOW, detail=more))
    return tuple(told)


def _slipped(deal: OpportunityFact, newest: Quote | None, today: date) -> str:
    """Why the budget is taken to slip: none was found, it is too small, or the date went by; "" where it holds."""
    if dict(deal.bant).get("budget") is Bant.NO:
        return "no_budget"
    if newest and deal.budget is not None and deal.budget < newest.amount:
        return "budget_small"
    return "date_passed" if newest and date_passed(deal, today) else ""
