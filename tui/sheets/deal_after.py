"""What comes after the sale, and what was learned, on the sheet (O20, O21)."""

from collections.abc import Hashable, Iterator, Mapping

from models.reads.dealing import Dealing
from models.rules import aftersale
from models.rules.clock import days_since
from models.rules.values import Value
from models.rules.vocabulary import Outcome
from models.rules.vocabulary_dealing import DealReportKind, PackageState, ServiceLevel
from tui import phrases
from tui.recording import Recorder
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t

REVIEW = ("outcome", "signed_date", "closed_date", "reason", "winner", "otherwise", "lesson")


class After(Dealt):
    """What of the value was reached, money to come in, the service that was sold, and the renewal."""

    CODE = "after"
    NOUNS = ("payment", "service_package", "deal_report", "need")
    EDITS = DELETES = frozenset({"payment", "service_package", "deal_report"})
    SETTLES = frozenset({"payment", "service_package"})

    def beside(self, found: Dealing) -> str:
        money = aftersale.collected(found.dues, self.app.today)
        paid = t("dealing.collected", paid=phrases.money(money.paid), all=phrases.money(money.total))
        last = aftersale.last(found.reports, DealReportKind.VALUE)
        due = aftersale.next_value_report(found.deal.delivered_on, last and last.date, self.app.settings)
        report = t("dealing.value_due", day=self.day(due)) if due and (found.contract or last) else ""
        yearly = aftersale.serviced(found.packages, self.app.today)
        service = t("dealing.serviced", amount=phrases.money(yearly)) if yearly else ""
        return " · ".join(filter(None, (paid if found.dues else "", service, report, self._renewal(found))))

    def _renewal(self, found: Dealing) -> str:
        renewal = found.contract.renewal if found.contract else None
        return t("dealing.renewal", day=self.day(renewal)) if renewal else ""

    def entries(self, found: Dealing) -> Iterator[Entry]:
        yield from self.findings(aftersale.findings(found.reports, found.dues, self.app.today))
        service = aftersale.service_findings(found.packages, found.deal.delivered_on, self.app.today)
        yield from self.findings(service)
        for due in found.dues:
            late = 0 if due.paid else max(days_since(due.due, self.app.today) or 0, 0)
            paid = t("dealing.paid_on", day=self.day(due.paid)) if due.paid else ""
            yield Entry(("payment", due.id), (
                Span("✓ " if due.paid else "- ", "good" if due.paid else "muted"),
                Span(f"{self.day(due.due)}  ", "accent"), Span(f"{self.note(due.text)}  "),
                Span(phrases.money(due.amount)), Span(f"  {paid}" if paid else "", "muted"),
                Span("  " + t("dealing.late", n=late) if late else "", "against"),
            ))  # fmt: skip
        yield from (self._package(package) for package in found.packages)
        for report in reversed(found.reports):
            if report.kind is DealReportKind.VALUE:
                yield self._report(report)

    def _package(self, package: aftersale.Package) -> Entry:
        runs = package.runs(self.app.today)
        declined = package.state is PackageState.DECLINED
        mark = ("✓ ", "good") if runs else ("x " if declined else "- ", "muted")
        yearly = t("dealing.yearly", amount=phrases.money(package.yearly)) if package.yearly is not None else ""
        begins = t("dealing.from", day=self.day(package.start)) if package.start else ""
        ends = t("dealing.until", day=self.day(package.until)) if package.until else ""
        told = (phrases.label("package_state", package.state), yearly, begins, ends)
        return Entry(("service_package", package.id), (
            Span(*mark), Span(f"{phrases.label('service_level', package.level)}  ", "accent"),
            Span(f"{self.note(package.text)}  "), Span(" · ".join(filter(None, told)), "" if runs else "muted"),
        ))  # fmt: skip

    def _report(self, report: aftersale.Report) -> Entry:
        share = aftersale.share(report)
        told = "" if share is None else t(
            "dealing.of_promised", promised=phrases.money(report.promised), reached=phrases.money(report.reached),
            percent=share,
        )  # fmt: skip
        needs = f"{t('field.deal_report.new_needs')} {self.note(report.new_needs)}" if report.new_needs else ""
        return Entry(("deal_report", report.id), (
            Span(f"{self.day(report.date)}  ", "accent"),
            Span(f"{phrases.label('deal_report_kind', report.kind)}  ", "muted"), Span(self.note(report.text)),
            Span(f"  {told}" if told else "", "good" if share is not None and share >= 100 else "warn"),
            Span(f"  {needs}" if needs else "", "muted"),
        ))  # fmt: skip

    def known(self, noun: str) -> Mapping[str, Value]:
        """A value report promises a quarter of what the value case says of a year."""
        if noun == "need":
            return {"kind": "need"}
        if noun == "service_package":
            return {"state": PackageState.OFFERED, "level": ServiceLevel.STANDARD}
        if noun != "deal_report":
            return {}
        worth = self.found.worth if self.found else None
        months = self.app.settings.value_report_months
        return {"kind": DealReportKind.VALUE, **({"promised": worth.benefit * months // 12} if worth else {})}


class Learned(Dealt):
    """Why it was won or lost, to whom, what we would do otherwise, and the lesson (O21)."""

    CODE = "review"

    def entries(self, found: Dealing) -> Iterator[Entry]:
        review = found.review
        if review.outcome is Outcome.OPEN and not (review.otherwise or review.lesson):
            return
        winner = self.app.mask.name("competitor", review.winner, review.winner_name) if review.winner else ""
        told = (
            ("outcome", phrases.label("outcome", review.outcome)), ("closed_date", self.day(review.closed)),
            ("reason", phrases.label("reason", review.reason)), ("winner", winner),
            ("otherwise", self.note(review.otherwise)), ("lesson", self.note(review.lesson)),
        )  # fmt: skip
        for code, text in told:
            if text or code != "winner" or review.outcome is Outcome.LOST:
                yield from self.labelled("opportunity", code, text or t("dealing.blank"), ("review", code))

    async def add(self) -> None:
        """The review is fields of the deal: they are edited."""
        await Recorder(self.app).edit("opportunity", self.deal, only=REVIEW)

    async def edit(self, row: Hashable) -> None:  # noqa: ARG002 - they are edited together
        """All of the review."""
        await self.add()
