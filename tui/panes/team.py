"""Our people, and what waits for a decision."""

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import partial

from textual import work

from models.reads import team
from models.reads.team import ApprovalRow, MemberRow
from models.rules import planning
from models.rules.calendar import Days
from models.rules.vocabulary import ApprovalKind
from models.writes import approvals
from tui import phrases
from tui.keys import Act, key
from tui.modals.ask import Ask
from tui.rows_pane import RowsPane
from tui.widgets.listing import Line, Span
from tui.words import t

Answer = tuple[list[ApprovalRow], list[ApprovalRow], list[MemberRow]]


class Team(RowsPane[Answer]):
    """The inbox first, then the members."""

    NAME = "team"
    SHOWS = frozenset({"approval", "member", "account"})
    EDITS = frozenset({"member"})
    LACKS = frozenset({"visit", "done", "snooze", "add"})
    BINDINGS = [
        key("y", "decide(True)", "approval.approve"),
        key("r", "decide(False)", "approval.reject"),
        key("a", "add_member", "member.add"),
    ]
    ACTS = (Act("approval.withdraw", "withdraw"),)

    def read(self) -> Callable[[], Answer] | None:
        return partial(_ask)

    def show(self, answer: Answer | None) -> None:
        self.fill(self._lines(*answer) if answer else [], empty=t("team.empty"))

    def _lines(
        self, waiting: list[ApprovalRow], decided: list[ApprovalRow], members: list[MemberRow]
    ) -> Iterator[Line]:
        yield Line(None, (Span(t("team.inbox", n=len(waiting)), "title"),))
        if not waiting:
            yield Line(None, (Span("  " + t("team.inbox_empty"), "muted"),))
        for row in waiting:
            yield from self._approval(row)
        if decided:
            yield Line(None, (Span(t("team.decided"), "title"),))
        for row in decided:
            yield from self._approval(row)
        yield Line(None, (Span(t("team.members"), "title"),))
        for member in members:
            name = self.app.mask.name("member", member.id, member.name)
            role = phrases.label("member_role", member.role)
            place = " · ".join(filter(None, (member.office, member.region, t("team.owns", n=member.accounts))))
            idle = "" if member.active else f"  {t('team.inactive')}"
            yield Line(("member", member.id), (Span(f"  {name}  ", "strong"), role, Span(f"  {place}{idle}", "muted")))

    def _approval(self, row: ApprovalRow) -> Iterator[Line]:
        asker = self.app.mask.name("member", row.asked_by_name, row.asked_by_name)
        asked = f"{phrases.day(row.asked_at.astimezone().date(), self.app.today)} {asker}"
        kind = phrases.label("approval_kind", row.kind)
        state = "" if row.state == "asked" else phrases.label("approval_state", row.state)
        yield Line(("approval", row.id), (
            Span(f"  {asked}  ", "accent"), Span(f"{kind} ", "strong"), self._text(row),
            Span(f"  {self.app.mask.text(row.reason)}", "muted"),
            Span(f"  {state} {self.app.mask.text(row.comment)}", "accent"),
        ))
        for voice, names in row.waits:
            who = phrases.listed(self.app.mask.name("member", name, name) for name in names)
            told = t("team.waits", voice=t(f"voice.{voice}"), who=who)
            yield Line(("approval", row.id), (Span(f"      {told}", "muted"),))

    def _text(self, row: ApprovalRow) -> str:
        if row.kind != ApprovalKind.VISIT_PLAN:
            return self.app.mask.text(row.text)
        first, last = (phrases.month_day(date.fromisoformat(day)) for day in row.text.split("/"))
        return t("plan.days", first=first, last=last)

    def open_row(self, row: Hashable) -> None:
        """Enter says how an approval is decided, or that it has been; a member is edited."""
        if isinstance(row, tuple) and row[0] == "approval" and self.answer is not None:
            asked = next(each for rows in self.answer[:2] for each in rows if each.id == row[1])
            if asked.kind == ApprovalKind.VISIT_PLAN:
                first, last = map(date.fromisoformat, asked.text.split("/"))
                self.open_plan(planning.span_of(Days(first, last)), first, asked.asked_by)
                return
            waits = any(each.id == row[1] for each in self.answer[0])
            self.app.say(t("team.decide_how" if waits else "team.decided_already"))
        else:
            super().open_row(row)

    @work(group="ask")
    async def action_decide(self, approve: bool) -> None:
        rows = self.chosen("approval")
        if not rows:
            self.app.say(t("team.choose_approval"), bad=True)
            return
        question = t("team.comment" if approve else "team.why_not")
        comment = await self.app.push_screen_wait(Ask(question))
        if comment is None:
            return
        for _noun, row in rows:
            done = await self.app.write(approvals.decide, row, approve=approve, comment=comment)
            if done:
                self.listing.unmark()
                self.app.say(t("team.consented" if not done.value else "team.approved" if approve else "team.rejected"))

    @work(group="write")
    async def action_withdraw(self) -> None:
        for _noun, row in self.chosen("approval"):
            await self.app.write(approvals.withdraw, row)

    @work(group="ask")
    async def action_add_member(self) -> None:
        await self.recorder().add("member")


def _ask() -> Answer:
    decided = [row for row in team.inbox(decided=True, limit=20) if row.state != "asked"]
    return team.inbox(), decided[:5], team.members(everybody=True)
