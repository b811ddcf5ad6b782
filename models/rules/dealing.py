"""What falls due while something is delivered and after it: milestones, reports, money, renewals (O19, O20)."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.rules.aftersale import next_value_report, renewal_notice
from models.rules.agenda import Detail, DueItem
from models.rules.clock import add_months
from models.rules.delivering import next_report
from models.rules.facts import AccountFacts, DealingFact, OpportunityFact
from models.rules.settings import Settings
from models.rules.urgency import won
from models.rules.vocabulary import DueKind
from models.rules.vocabulary_dealing import DealReportKind

SERVICE_VISIT = "service_visit"
"""What is to be done when it is time to ask how a delivery does."""


def due(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """What is due for the deals that were won, past and to come; every day of it follows from the data alone."""
    for deal in facts.opportunities:
        if won(deal):
            yield from _of(deal, [each for each in facts.dealing if each.opportunity == deal.id], facts.id, settings)
    yield from _service(facts, settings)


def _of(deal: OpportunityFact, dealt: list[DealingFact], account: int, settings: Settings) -> Iterator[DueItem]:
    for each in dealt:
        text = (("text", each.text),)
        if each.kind == "milestone":
            yield _item(DueKind.MILESTONE, each.day, deal, account, "reach_milestone", ("milestone", each.id), text)
        elif each.kind == "payment":
            yield _item(DueKind.PAYMENT, each.day, deal, account, "collect_payment", ("payment", each.id), text)
        elif each.kind == "contract" and (notice := renewal_notice(each.day, settings)):
            detail = (("text", deal.name), ("date", str(each.day)))
            yield _item(DueKind.RENEWAL, notice, deal, account, "prepare_renewal", ("contract", each.id), detail)
        elif each.kind == "package" and (notice := renewal_notice(each.day, settings)):
            detail = (("text", each.text), ("date", str(each.day)))
            yield _item(DueKind.RENEWAL, notice, deal, account, "renew_service", ("service_package", each.id), detail)
    yield from _reports(deal, dealt, account, settings)


def _service(facts: AccountFacts, settings: Settings) -> Iterator[DueItem]:
    """To ask how what was delivered last does, so long after that or after somebody was there for it (V13)."""
    delivered = [deal for deal in facts.opportunities if won(deal) and deal.delivered_on]
    if not delivered or facts.planned:
        return
    deal = max(delivered, key=lambda each: (str(each.delivered_on), each.id))
    there = [each.day for each in facts.dealing if each.kind == "served"]
    day = add_months(max(day for day in (deal.delivered_on, *there) if day), settings.follow_up_service_months)
    subject, detail = ("opportunity", deal.id), (("text", deal.name),)
    yield DueItem(DueKind.FOLLOW_UP, day, facts.id, deal.id, (), SERVICE_VISIT, subject, detail, ("delivered",))


def _reports(deal: OpportunityFact, dealt: list[DealingFact], account: int, settings: Settings) -> Iterator[DueItem]:
    """The next report on the delivery; after it the next on the value, where a contract or a report speaks of it."""
    last = {each.text: each.day for each in dealt if each.kind == "report"}
    running = any(each.kind == "milestone" for each in dealt) and not deal.delivered
    subject, detail = ("opportunity", deal.id), (("text", deal.name),)
    if day := next_report(deal.signed, last.get(DealReportKind.PROGRESS), open_marks=running, settings=settings):
        yield _item(DueKind.REPORT, day, deal, account, "report_progress", subject, detail)
    if not _speaks_of_value(dealt):
        return
    if day := next_value_report(deal.delivered_on, last.get(DealReportKind.VALUE), settings):
        yield _item(DueKind.REPORT, day, deal, account, "report_value", subject, detail)


def _speaks_of_value(dealt: Iterable[DealingFact]) -> bool:
    return any(d.kind == "contract" or (d.kind == "report" and d.text == DealReportKind.VALUE) for d in dealt)


def _item(
    kind: DueKind, day: date | None, deal: OpportunityFact, account: int, code: str, subject: tuple[str, int],
    detail: Detail,
) -> DueItem:  # fmt: skip
    return DueItem(kind, day, account, deal.id, (), code, subject, detail, (str(kind),))
