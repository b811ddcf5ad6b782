"""A plan of contacts for a week or a month: drafted with reasons, handed in, compared with what was done (V3)."""

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from textual import on, work

from models.reads import planning as reading
from models.reads.planning import ContactRow, LineRow, People, Plan, ProposalRow
from models.rules import planning
from models.rules.vocabulary import VisitState
from models.rules.vocabulary_planning import Kept, PlanFactor, PlanSpan, PlanState
from models.writes import planning as writing
from models.writes import records
from tui import phrases
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Column, Line, Listing, Span
from tui.words import t

MARKS = {
    Kept.DONE: ("✓", "good"), Kept.AHEAD: ("·", "muted"), Kept.MOVED: (">", "warn"),
    Kept.CANCELLED: ("x", "muted"), Kept.MISSED: ("!", "against"),
}  # fmt: skip
WIDE = 100


class Where(NamedTuple):
    """The account a row is about, and the contact to find there."""

    account: int
    face: str
    row: Hashable


class PlanSheet(SheetPanel[Where, Plan]):
    """Rows are ("visit", id) and ("proposal", place); answers with what shall be opened."""

    HINT = "plan.hint"
    MARKABLE = True
    BINDINGS = [
        key("h,left", "step(-1)", "plan.earlier"),
        key("l,right", "step(1)", "plan.later"),
        key("v", "turn", "plan.turn"),
        key("a", "take", "plan.take"),
        key("A", "take_all", "plan.take_all"),
        key("s", "submit", "plan.submit"),
        key("e", "edit", "plan.edit", show=False),
        key("d", "cancel", "plan.cancel", show=False),
        key("o", "whose", "plan.whose", show=False),
    ]

    def __init__(self, span: PlanSpan, day: date, member: int | None = None) -> None:
        super().__init__()
        self.span = span
        self.day = day
        """A day of the plan that is shown."""
        self.member = member
        """Whose plan it is; one's own where nobody is named."""

    @property
    def whose(self) -> int:
        """Whose plan is shown."""
        return self.member or self.app.member or 0

    @property
    def mine(self) -> bool:
        """Whether it is one's own."""
        return self.whose == self.app.member

    def read(self) -> Callable[[], Plan]:
        return partial(
            reading.plan, self.whose, self.span, self.day, self.app.today, self.app.settings, viewer=self.app.member
        )

    # Telling ------------------------------------------------------------------------------------------

    def heading(self, found: Plan) -> str:
        days = t("plan.days", first=phrases.month_day(found.days.first), last=phrases.month_day(found.days.last))
        name = "" if self.mine else self.app.mask.name("member", found.member, found.member_name)
        return " · ".join(filter(None, (t(f"plan_span.{found.span}"), days, name, self._state(found))))

    def _state(self, found: Plan) -> str:
        if found.state.locked or found.days.last < self.app.today:
            return phrases.label("plan_state", found.state)
        late = found.deadline.day < self.app.today
        day = phrases.month_day(found.deadline.day) if late else phrases.day(found.deadline.day, self.app.today)
        until = t("plan.late" if late else "plan.until", day=day, time=found.deadline.time)
        return t("plan.state_until", state=phrases.label("plan_state", found.state), until=until)

    def fill(self, found: Plan) -> None:
        columns = (
            Column(t("column.due"), 14), Column(t("column.account"), 20 if self._wide else 14),
            Column(t("calendar.who"), 24 if self._wide else 16), Column(t("column.why")),
        )  # fmt: skip
        lines = self._compared(found) if found.state.locked else self._drafted(found)
        shown = [*self._remark(found), *lines]
        self.listing.fill(shown, columns, t("plan.empty"))
        if self.listing.current is None:
            self.listing.go_to(next((line.key for line in shown if line.key is not None), None))

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def _remark(self, found: Plan) -> Iterator[Line]:
        if found.comment:
            role = "against" if found.state is PlanState.RETURNED else "accent"
            yield Line(None, (Span(t("plan.remark", text=self.app.mask.text(found.comment)), role),))

    def _drafted(self, found: Plan) -> Iterator[Line]:
        if found.contacts:
            yield Line(None, (Span(t("plan.planned", n=len(found.contacts)), "title"),))
            yield from (self._contact(each) for each in found.contacts)
        if found.proposals:
            yield Line(None, (Span(t("plan.proposed", n=len(found.proposals)), "title"),))
            for place, each in enumerate(found.proposals):
                yield self._proposal(place, each)

    def _compared(self, found: Plan) -> Iterator[Line]:
        told = found.tally
        if told is not None:
            values = told._asdict() | {"percent": "-" if told.percent is None else f"{told.percent}%"}
            yield Line(None, (Span(t("plan.tally", **values), "title"),))
        yield from (self._line(each) for each in found.lines)
        if found.contacts:
            yield Line(None, (Span(t("plan.beyond", n=len(found.contacts)), "title"),))
            yield from (self._contact(each) for each in found.contacts)

    def _contact(self, row: ContactRow) -> Line:
        done = row.state == VisitState.DONE
        kind = " ".join(filter(None, (phrases.label("visit_kind", row.kind), row.time)))
        reasons = self.found.reasons.get(row.account, ()) if self.found else ()
        what = " · ".join(filter(None, (kind, _why(reasons))))
        return self._row(
            ("visit", row.id), ("✓", "good") if done else ("·", "muted"), row.day, row.account, row.account_name,
            row.people, what,
        )  # fmt: skip

    def _proposal(self, place: int, row: ProposalRow) -> Line:
        each = row.proposal
        return self._row(
            ("proposal", place), ("+", "accent"), each.day, each.account, row.account_name, row.people,
            _why(each.factors),
        )  # fmt: skip

    def _line(self, row: LineRow) -> Line:
        moved = row.now is not None and row.now != row.day
        became = phrases.label("kept", row.kept)
        if moved and row.kept is not Kept.CANCELLED:
            became = t("plan.became", state=became, day=phrases.day(row.now, self.app.today))
        return self._row(
            ("visit", row.contact) if row.contact else None, MARKS[row.kept], row.day, row.account, row.account_name,
            row.people, " · ".join(filter(None, (became, _why(row.factors)))),
        )  # fmt: skip

    def _row(
        self, row: Hashable, mark: tuple[str, str], day: date, account: int, name: str, people: People, told: str
    ) -> Line:
        mask = self.app.mask
        sign, role = mark
        met = phrases.listed(mask.name("person", number, each) for number, each in people)
        return Line(row, (
            Span(f"  {sign} {phrases.day(day, self.app.today)}", role),
            Span(mask.name("account", account, name), "strong"), met, Span(told, "muted"),
        ))  # fmt: skip

    # Walking ------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Look at the next or the last plan."""
        self.day = planning.after(self.span, planning.days_of(self.span, self.day), by).first
        self._anew()

    def action_turn(self) -> None:
        """Look at the month instead of the week, or back; at the week one is in where the month holds it."""
        if self.app.today in planning.days_of(self.span, self.day):
            self.day = self.app.today
        self.span = PlanSpan.MONTH if self.span is PlanSpan.WEEK else PlanSpan.WEEK
        self._anew()

    @work(group="ask")
    async def action_whose(self) -> None:
        """Look at another member's plan."""
        found = await self.app.read(reading.seen_by, self.app.member)
        options = [Option(number, self.app.mask.name("member", number, name)) for number, name in found]
        chosen = await self.app.push_screen_wait(Chooser(t("plan.whose"), among(options), current=self.whose))
        if isinstance(chosen, int):
            self.member = chosen
            self._anew()

    def _anew(self) -> None:
        self.listing.unmark()
        self.listing.start_over()
        self.reload()

    # Acting -------------------------------------------------------------------------------------------

    def action_take(self) -> None:
        """Plan what is marked of the proposals, or the one under the cursor."""
        self.take([place for noun, place in self._chosen() if noun == "proposal"])

    def action_take_all(self) -> None:
        """Plan all that is proposed."""
        self.take(list(range(len(self.found.proposals))) if self.found else [])

    @work(group="write")
    async def take(self, places: list[int]) -> None:
        """Plan these proposals as contacts."""
        if self.found is None or not self._may():
            return
        wanted = [self.found.proposals[place].proposal for place in places]
        if not wanted:
            self.app.say(t("plan.on_proposal"), bad=True)
        elif done := await self.app.write(writing.take, wanted):
            self.listing.unmark()
            self.app.say(t("plan.taken", n=len(done.value)))

    @work(group="write")
    async def action_submit(self) -> None:
        """Hand the plan in, which locks it."""
        if self._may() and await self.app.write(writing.submit, self.span, self.day):
            self.app.say(t("plan.submitted"))

    def _may(self) -> bool:
        """Whether it is one's own; says so where it is not."""
        if not self.mine:
            self.app.say(t("plan.not_yours"), bad=True)
        return self.mine

    def _chosen(self) -> list[tuple[str, int]]:
        return [row for row in self.listing.chosen if isinstance(row, tuple)]

    @work(group="ask")
    async def action_edit(self) -> None:
        """Change a contact that is planned: another day, other people."""
        row = self.listing.current
        if isinstance(row, tuple) and row[0] == "visit":
            await Recorder(self.app).edit("visit", row[1])

    @work(group="write")
    async def action_cancel(self) -> None:
        """Call off what is planned."""
        planned = {each.id for each in self.found.contacts if each.state == VisitState.PLANNED} if self.found else set()
        rows = [number for noun, number in self._chosen() if noun == "visit" and number in planned]
        if not rows:
            self.app.say(t("plan.on_planned"), bad=True)
        elif await self.app.write(records.edit_many, "visit", rows, {"state": VisitState.CANCELLED.value}):
            self.listing.unmark()
            self.app.say(t("plan.cancelled", n=len(rows)))

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Open the account of the row."""
        event.stop()
        noun, number = event.key if isinstance(event.key, tuple) else ("", 0)
        if self.found is None:
            return
        if noun == "proposal":
            self.dismiss(Where(self.found.proposals[number].proposal.account, "brief", None))
        elif noun == "visit":
            of = {each.id: each.account for each in self.found.contacts}
            of |= {each.contact: each.account for each in self.found.lines if each.contact}
            self.dismiss(Where(of[number], "visits", event.key))


def _why(factors: tuple[PlanFactor, ...]) -> str:
    return phrases.listed(phrases.label("plan_factor", factor) for factor in factors)
