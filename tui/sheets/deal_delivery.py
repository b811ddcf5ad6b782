"""Contract and delivery, on the sheet (O18, O19)."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from models.reads.dealing import Dealing
from models.rules import aftersale, delivering
from models.rules import pictures_dealing as pictures
from models.rules.contract import NAMED, REVIEWED, Contract, findings, unreviewed
from models.rules.fields import FieldKind
from models.rules.nouns_dealing import CONTRACT
from models.rules.values import Value
from models.rules.vocabulary_dealing import ContractState, DealReportKind, MilestoneState
from models.writes import dealing as writing
from tui import phrases
from tui.keys import key
from tui.modals.ask import Ask, day_after
from tui.sheets.deal_dealt import Dealt
from tui.sheets.deal_section import Entry
from tui.widgets.listing import Span
from tui.words import t

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
