"""After the sale: what of the promised value was reached, money to come in, and the renewal (O20).

Money is in minor units.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.clock import add_months
from models.rules.facts import Finding
from models.rules.settings import Settings
from models.rules.vocabulary import Severity
from models.rules.vocabulary_dealing import DealReportKind, PackageState, ServiceLevel


class Report(NamedTuple):
    """A report to the customer."""

    id: int
    kind: DealReportKind
    date: date
    text: str = ""
    promised: int | None = None
    reached: int | None = None
    new_needs: str = ""


class Due(NamedTuple):
    """Money that is to come in."""

    id: int
    text: str
    amount: int
    due: date
    paid: date | None = None


class Package(NamedTuple):
    """A package of service; `yearly` is what it costs a year."""

    id: int
    level: ServiceLevel
    text: str
    state: PackageState
    yearly: int | None = None
    start: date | None = None
    until: date | None = None

    def runs(self, today: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.start is None or self.start <= today
        return self.state is PackageState.ACTIVE and begun and (self.until is None or today <= self.until)


class Collected(NamedTuple):
    """What of the money due came in, what is overdue, and for how many days the oldest of it."""

    total: int
    paid: int
    overdue: int
    days: int


def next_value_report(delivered: date | None, last: date | None, settings: Settings) -> date | None:
    """The day the next value report is due: a quarter after the last one, or after delivery; None before it (O20)."""
    return add_months(last or delivered, settings.value_report_months) if delivered else None


def last(reports: Iterable[Report], kind: DealReportKind) -> Report | None:
    """The newest report of a kind."""
    return max((r for r in reports if r.kind is kind), key=lambda r: (r.date, r.id), default=None)


def share(report: Report) -> int | None:
    """How much of what was promised was reached, in whole per cent; None where a figure is missing (O20)."""
    if not report.promised or report.reached is None:
        return None
    return report.reached * 100 // report.promised


def collected(dues: Sequence[Due], today: date) -> Collected:
    """How the collection of money stands (O20)."""
    late = [d for d in dues if d.paid is None and d.due < today]
    return Collected(
        sum(d.amount for d in dues), sum(d.amount for d in dues if d.paid), sum(d.amount for d in late),
        max(((today - d.due).days for d in late), default=0),
    )  # fmt: skip


def renewal_notice(renewal: date | None, settings: Settings) -> date | None:
    """The day to begin preparing a renewal (O20)."""
    return renewal - timedelta(days=settings.renewal_notice_days) if renewal else None


def serviced(packages: Iterable[Package], today: date) -> int:
    """What the service in force brings a year."""
    return sum(each.yearly or 0 for each in packages if each.runs(today))


def service_findings(packages: Sequence[Package], delivered: date | None, today: date) -> tuple[Finding, ...]:
    """What is to be said of the service after delivery: none was offered, or what there was has run out (O20)."""
    if delivered is None or any(each.runs(today) or each.state is PackageState.OFFERED for each in packages):
        return ()
    ended = [each.until for each in packages if each.state is PackageState.ACTIVE and each.until and each.until < today]
    if ended:
        return (Finding("service_ended", Severity.MEDIUM, since=max(ended), detail=(("date", str(max(ended))),)),)
    if any(each.state is PackageState.DECLINED for each in packages):
        return ()
    return (Finding("service_unoffered", Severity.LOW, since=delivered),)


def findings(reports: Sequence[Report], dues: Sequence[Due], today: date) -> tuple[Finding, ...]:
    """What is to be said after the sale: less value than promised, money overdue (O20)."""
    told, newest, money = [], last(reports, DealReportKind.VALUE), collected(dues, today)
    reached = share(newest) if newest else None
    if newest and reached is not None and reached < 100:
        told.append(Finding("value_missed", Severity.MEDIUM, since=newest.date, detail=(("percent", reached),)))
    if money.overdue:
        detail = (("amount", money.overdue), ("days", money.days))
        told.append(Finding("payment_overdue", Severity.HIGH, detail=detail))
    return tuple(told)
