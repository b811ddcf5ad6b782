"""Contract, delivery, what comes after and what was learned, on the sheet (O18-O21)."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from models.reads.dealing import Dealing
from models.rules import aftersale, delivering
from models.rules import pictures_dealing as pictures
from models.rules.clock import days_since
from models.rules.contract import NAMED, REVIEWED, Contract, findings, unreviewed
from models.rules.fields import FieldKind
from models.rules.nouns_dealing import CONTRACT
from models.rules.values import Value
from models.rules.vocabulary import Outcome
from models.rules.vocabulary_dealing import ContractState, DealReportKind, MilestoneState
from models.writes import dealing as writing
from tui import phrases
from tui.keys import key
from tui.modals.ask import Ask, day_after
from tui.recording import Recorder
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t

REVIEW = ("outcome", "signed_date", "closed_date", "reason", "winner", "otherwise", "lesson")
_STATES = {ContractState.APPROVED: "good", ContractState.SIGNED: "good", ContractState.REJECTED: "against"}


class Contracts(Dealt):
    """The checklist of the review, each point with its answer, and what is named at the signing."""

    CODE = "contract"
    NOUNS = ("contract",)
    EDITS = DELETES = frozenset({"contract"})
    KEYS = (
        key("v", "act('contract', 'ask')", "deal.contract_ask"),
        key("s", "act('contract', 'sign')", "deal.contract_sign"),
    )

    def beside(self, found: Dealing) -> str:
        if found.contract is None:
            return ""
        done = len(REVIEWED) - len(unreviewed(found.contract.values))
        state = phrases.label("contract_state", found.contract.state)
        return " · ".join(filter(None, (
            state, t("dealing.points", done=done, all=len(REVIEWED)), self.note(found.contract.comment),
            self._next(found.contract, done),
        )))  # fmt: skip

    def _next(self, contract: Contract, done: int) -> str:
        """Which key leads on."""
        if contract.state is ContractState.APPROVED:
            return t("dealing.then_sign")
        waits = contract.state in (ContractState.DRAFT, ContractState.REJECTED)
        return t("dealing.then_ask") if waits and done == len(REVIEWED) else ""

    def entries(self, found: Dealing) -> Iterator[Entry]:
        yield from self.findings(findings(found.contract, self.app.settings))
        if found.contract is None or found.contract.state is not ContractState.SIGNED:
            yield from self.credit(found)
        if found.contract:
            codes = (*REVIEWED, *NAMED, "success_team", "order_handling", "renewal")
            yield from (self._point(found.contract, code) for code in codes)

    def _point(self, contract: Contract, code: str) -> Entry:
        text, wanted = self._shown(contract, code), code in (*REVIEWED, *NAMED)
        mark = "✓ " if text else "- "
        return Entry(("contract", contract.id), (
            Span(mark, "good" if text else "warn" if wanted else "muted"),
            Span(t(f"field.contract.{code}") + "  ", "muted"), Span(text),
        ), hang=4)  # fmt: skip

    def _shown(self, contract: Contract, code: str) -> str:
        value = contract.values[code]
        if code == "success":
            return self.member(value)
        if isinstance(value, date):
            return self.day(value)
        return str(value) if CONTRACT.field(code).kind is FieldKind.WHOLE and value else self.note(str(value or ""))

    async def add(self) -> None:
        """There is one review for a deal: once it is there it is edited."""
        if self.found and self.found.contract:
            await self.edit(("contract", self.found.contract.id))
        else:
            await super().add()

    def known(self, noun: str) -> Mapping[str, Value]:  # noqa: ARG002 - there is one
        settings = self.app.settings
        return {"response_hours": settings.response_hours, "solution_hours": settings.solution_hours}

    async def act_ask(self, row: Hashable) -> None:  # noqa: ARG002 - a deal has one contract
        """Put it before an approver."""
        held = self._held()
        if held is None:
            return
        reason = await self.app.push_screen_wait(Ask(t("dealing.ask_why")))
        if reason is not None and await self.write("contract", writing.ask, held.id, reason):
            self.app.say(t("dealing.asked"))

    async def act_sign(self, row: Hashable) -> None:  # noqa: ARG002 - a deal has one contract
        """Sign it on a day."""
        held = self._held()
        if held is None:
            return
        day = await day_after(self.app, self.app.today, t("dealing.signed_on"))
        if day is not None and await self.write("contract", writing.sign, held.id, day):
            self.app.say(t("dealing.signed"))

    def _held(self) -> Contract | None:
        held = self.found.contract if self.found else None
        if held is None:
            self.app.say(t("dealing.no_contract"), bad=True)
        return held


class Delivery(Dealt):
    """Milestones by their day, and the reports on how it goes."""

    CODE = "delivery"
    NOUNS = ("milestone", "deal_report")
    EDITS = DELETES = frozenset(NOUNS)
    SETTLES = frozenset({"milestone"})

    def beside(self, found: Dealing) -> str:
        done = sum(1 for mark in found.marks if not mark.open)
        reached = t("dealing.reached", done=done, all=len(found.marks)) if found.marks else ""
        last = aftersale.last(found.reports, DealReportKind.PROGRESS)
        due = delivering.next_report(
            found.deal.signed, last and last.date, settings=self.app.settings,
            open_marks=any(mark.open for mark in found.marks),
        )  # fmt: skip
        return " · ".join(filter(None, (reached, t("dealing.report_due", day=self.day(due)) if due else "")))

    def entries(self, found: Dealing) -> Iterator[Entry]:
        for mark in found.marks:
            late = delivering.late(mark, self.app.today)
            role = "good" if not mark.open else "accent" if mark.state is MilestoneState.RUNNING else "muted"
            done = t("dealing.done_on", day=self.day(mark.done)) if mark.done else ""
            yield Entry(("milestone", mark.id), (
                Span("✓ " if not mark.open else "- ", role), Span(f"{self.day(mark.due)}  ", "accent"),
                Span(f"{phrases.label('milestone_kind', mark.kind)}  ", "strong"), Span(self.note(mark.deliverable)),
                Span(f"  {phrases.label('milestone_state', mark.state)}", role),
                Span(f"  {done}" if done else "", "muted"),
                Span("  " + t("dealing.late", n=late) if late else "", "against" if mark.open else "muted"),
            ))  # fmt: skip
        signed, account = found.deal.signed, found.deal.account
        yield from self.picture(pictures.delivery(found.marks, signed, self.app.today, account))
        for report in reversed(found.reports):
            if report.kind is DealReportKind.PROGRESS:
                yield Entry(("deal_report", report.id), (
                    Span(f"{self.day(report.date)}  ", "accent"),
                    Span(f"{phrases.label('deal_report_kind', report.kind)}  ", "muted"), Span(self.note(report.text)),
                ))  # fmt: skip


class After(Dealt):
    """What of the value was reached, money to come in, the renewal, and what was learned."""

    CODE = "after"
    NOUNS = ("payment", "deal_report", "need")
    EDITS = DELETES = frozenset({"payment", "deal_report"})
    SETTLES = frozenset({"payment"})

    def beside(self, found: Dealing) -> str:
        money = aftersale.collected(found.dues, self.app.today)
        paid = t("dealing.collected", paid=phrases.money(money.paid), all=phrases.money(money.total))
        last = aftersale.last(found.reports, DealReportKind.VALUE)
        due = aftersale.next_value_report(found.deal.delivered_on, last and last.date, self.app.settings)
        report = t("dealing.value_due", day=self.day(due)) if due and (found.contract or last) else ""
        return " · ".join(filter(None, (paid if found.dues else "", report, self._renewal(found))))

    def _renewal(self, found: Dealing) -> str:
        renewal = found.contract.renewal if found.contract else None
        return t("dealing.renewal", day=self.day(renewal)) if renewal else ""

    def entries(self, found: Dealing) -> Iterator[Entry]:
        yield from self.findings(aftersale.findings(found.reports, found.dues, self.app.today))
        for due in found.dues:
            late = 0 if due.paid else max(days_since(due.due, self.app.today) or 0, 0)
            paid = t("dealing.paid_on", day=self.day(due.paid)) if due.paid else ""
            yield Entry(("payment", due.id), (
                Span("✓ " if due.paid else "- ", "good" if due.paid else "muted"),
                Span(f"{self.day(due.due)}  ", "accent"), Span(f"{self.note(due.text)}  "),
                Span(phrases.money(due.amount)), Span(f"  {paid}" if paid else "", "muted"),
                Span("  " + t("dealing.late", n=late) if late else "", "against"),
            ))  # fmt: skip
        for report in reversed(found.reports):
            if report.kind is DealReportKind.VALUE:
                yield self._report(report)

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
