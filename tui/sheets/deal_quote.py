"""The versions of the quotation on the sheet, the room in the price, and how to price by class (O13, O14)."""

from collections.abc import Iterator, Mapping

from models.reads.dealing import Dealing
from models.rules.quotation import Quote, against_class, findings, latest, pricing
from models.rules.urgency import alive
from models.rules.values import Value
from models.rules.vocabulary_dealing import ConcessionState, Offer, QuotationState
from tui import phrases
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t

STATES = {QuotationState.ACCEPTED: "good", QuotationState.DECLINED: "against", QuotationState.DRAFT: "muted"}
PHASES = ("pilot_amount", "rollout_amount", "optimisation_amount")


class Quotations(Dealt):
    """Newest version first."""

    CODE = "quote"
    NOUNS = ("quotation",)
    EDITS = DELETES = SETTLES = frozenset({"quotation"})

    def beside(self, found: Dealing) -> str:
        return phrases.listed(t(f"dealing.pricing.{code}") for code in pricing(found.value_class))

    def entries(self, found: Dealing) -> Iterator[Entry]:
        day, settings = self.app.today, self.app.settings
        yield from self.findings(findings(found.quotes, found.deal, found.worth, day, settings, found.owed))
        gained = any(step.gain and step.state is ConcessionState.MADE for step in found.steps)
        if alive(found.deal):
            yield from self.findings(against_class(found.quotes, found.value_class, gained=gained))
        yield from self.credit(found)
        first = found.quotes[0] if found.quotes else None
        for quote in sorted(found.quotes, key=lambda q: -q.number):
            yield from self._quote(quote, first)

    def _quote(self, quote: Quote, first: Quote | None) -> Iterator[Entry]:
        row = ("quotation", quote.id)
        offer = "" if quote.offer is Offer.FULL else phrases.label("offer", quote.offer)
        years = t("dealing.years", n=quote.years) if quote.years else ""
        down = first is not None and first.offer is quote.offer and first.amount > quote.amount
        less = t("dealing.less", percent=_percent(first, quote)) if first and down else ""
        until = t("dealing.until", day=self.day(quote.valid_until)) if quote.valid_until else ""
        yield Entry(row, (
            Span(t("dealing.version", n=quote.number) + "  ", "strong"), Span(f"{self.day(quote.day)}  ", "accent"),
            Span(phrases.money(quote.amount)),
            Span(f"  {phrases.label('quotation_state', quote.state)}", STATES.get(quote.state, "")),
            Span("  " + " · ".join(filter(None, (offer, years, less, until))), "muted"),
        ))  # fmt: skip
        phases = [
            f"{t(f'field.quotation.{name}')} {phrases.money(amount)}"
            for name, amount in zip(PHASES, quote.phases, strict=True) if amount is not None
        ]  # fmt: skip
        if phases:
            yield Entry(row, (Span(" → ".join(phases), "muted"),), 2)
        yield from self.labelled("quotation", "terms", self.note(quote.terms), row, 2)
        yield from self.labelled("quotation", "risk_terms", self.note(quote.risk_terms), row, 2)

    def known(self, noun: str) -> Mapping[str, Value]:  # noqa: ARG002 - there is one
        """A new version begins with the amount and the terms of the one before it."""
        if self.found is None:
            return {}
        newest = latest(self.found.quotes)
        if newest is None:
            return {"amount": self.found.deal.amount} if self.found.deal.amount is not None else {}
        return {"amount": newest.amount, "years": newest.years, "terms": newest.terms, "risk_terms": newest.risk_terms}


def _percent(first: Quote, quote: Quote) -> int:
    """By how many per cent a version is below the first one."""
    return round((first.amount - quote.amount) * 100 / first.amount)
