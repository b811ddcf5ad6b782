"""Risks that lie in the money: days that slip, a budget that moves, money that is late, price alone (S12)."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.rules.clock import days_since
from models.rules.facts import AccountFacts, Finding, NeedFact, OpportunityFact
from models.rules.settings import Settings
from models.rules.urgency import alive, leading, won
from models.rules.vocabulary import EventKind, NeedKind, NeedState, Severity, Step

_PRICE = ("价格", "报价", "低价", "最低价", "单价", "便宜", "price", "cheap", "lowest bid", "discount")
"""A criterion that speaks of these is about the price."""
_BIDDING = (Step.PROPOSAL, Step.NEGOTIATION)


def money_risks(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """The risks that lie in the money, in no order (S12)."""
    for deal in facts.opportunities:
        if alive(deal):
            yield from _slipped(facts, deal, settings)
            yield from _budget(facts, deal, today, settings)
    yield from _cutting(facts, today, settings)
    yield from _overdue(facts, today, settings)
    yield from _price_only(facts, today, settings)


def _slipped(facts: AccountFacts, deal: OpportunityFact, settings: Settings) -> Iterator[Finding]:
    """A closing date put off as often as settings say; grave once more. Brought forward does not count."""
    put_off = [m for m in facts.moves if m.opportunity == deal.id and m.days and m.days[1] > m.days[0]]
    if len(put_off) < settings.slips_many:
        return
    first, last = put_off[0].days, put_off[-1].days
    severity = Severity.HIGH if len(put_off) > settings.slips_many else Severity.MEDIUM
    detail = (("times", len(put_off)), ("from_day", str(first and first[0])), ("to_day", str(last and last[1])))
    yield Finding("closing_slipped", severity, (), put_off[settings.slips_many - 1].day, deal.id, detail)


def _budget(facts: AccountFacts, deal: OpportunityFact, today: date, settings: Settings) -> Iterator[Finding]:
    """An amount that fell by the wanted share, from the first to the last of the recent changes."""
    moved = [m for m in facts.moves if m.opportunity == deal.id and m.amounts]
    recent = [m for m in moved if (today - m.day).days <= settings.recent_event_days]
    amounts = [m.amounts for m in recent if m.amounts]
    if not amounts:
        return
    before, after = amounts[0][0], amounts[-1][1]
    fell = (before - after) * 100 // before if before > after else 0
    if fell >= settings.budget_moved_percent:
        detail = (("percent", fell),)
        yield Finding("budget_moved", Severity.MEDIUM, (), recent[-1].day, deal.id, detail)


def _cutting(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """News that costs are cut, while something is to be decided: of the leading opportunity."""
    subject = leading(facts, today, settings)
    for event in facts.events:
        recent = (today - event.date).days <= settings.recent_event_days
        if subject and recent and event.kind is EventKind.COST_CUTTING:
            yield Finding("budget_moved", Severity.MEDIUM, (), event.date, subject.id, (("event", event.text),))
            return


def _overdue(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """Payments past their day, else what the newest figures say is overdue; grave after the contact days."""
    deals = {deal.id for deal in facts.opportunities if won(deal)}
    late = [d.day for d in facts.dealing if d.kind == "payment" and d.day and d.day < today and d.opportunity in deals]
    if late:
        days = days_since(min(late), today) or 0
        severity = Severity.HIGH if days > settings.contact_days else Severity.MEDIUM
        yield Finding("overdue", severity, (), min(late), None, (("count", len(late)), ("days", days)))
        return
    newest = max(facts.figures, key=lambda figure: figure.year, default=None)
    if newest and (newest.overdue or 0) > settings.grade_overdue_low_amount:
        detail = (("amount", newest.overdue or 0), ("year", newest.year))
        yield Finding("overdue", Severity.MEDIUM, (), None, None, detail)


def _price_only(facts: AccountFacts, today: date, settings: Settings) -> Iterator[Finding]:
    """A quotation is out, and nothing is known that is wanted but a price (Q2): price is the only argument left."""
    subject = leading(facts, today, settings)
    if subject is None or not subject.quoted or subject.step not in _BIDDING:
        return
    here = [n for n in facts.needs if n.opportunity in (None, subject.id) and n.state is not NeedState.DROPPED]
    if any(_beyond_price(here)):
        return
    severity = Severity.HIGH if subject.step is Step.NEGOTIATION else Severity.MEDIUM
    detail = (("criteria", sum(1 for need in here if need.kind is NeedKind.CRITERION)),)
    yield Finding("price_only", severity, (), subject.recorded or facts.recorded, subject.id, detail)


def _beyond_price(needs: Iterable[NeedFact]) -> Iterator[bool]:
    """Of every need and criterion, whether it is about more than the price; a problem is not yet a need."""
    for need in needs:
        if need.kind is not NeedKind.PROBLEM:
            yield not any(word in need.text.lower() for word in _PRICE)


def concentration(turnover: int, total: int, customers: int, settings: Settings) -> Finding | None:
    """One customer carries too much of what all bought in twelve months; with less than three there is no choice."""
    if total <= 0 or customers < _FEW:
        return None
    share = turnover * 100 // total
    if share < settings.concentration_percent:
        return None
    return Finding("concentration", Severity.MEDIUM, (), None, None, (("percent", share),))


_FEW = 3
