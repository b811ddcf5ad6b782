"""The gate an opportunity stands before: what is met, by what, what is missing, and the way through (O2, O3, O15)."""

from collections.abc import Hashable, Iterator

from models.reads import gates as reading
from models.reads.gates import AskedRow, GateSheet
from models.rules import pictures_gates
from models.rules.gates import Gate, GateLine
from models.rules.vocabulary import InformationStage
from models.rules.vocabulary_gates import GateItem
from models.writes import gates as writing
from tui import phrases
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import Ask
from tui.recording import Recorder
from tui.sheets.deal_section import Asked, Entry, Section, noun_of
from tui.widgets.listing import Span
from tui.words import t

FORM = ("project_type", "need_cause", "quantity", "need")
"""The fields form 1 asks for (O1)."""
_STATES = {"approved": "good", "rejected": "against", "asked": "warn"}


class GateSection(Section[GateSheet]):
    """A line for each item; Enter ticks it, or goes where the data is made that says it."""

    CODE = "gate"
    EDITS = DELETES = frozenset({"gate_tick"})
    KEYS = (
        key("r", "act('gate', 'promote')", "deal.promote"),
        key("w", "act('gate', 'apply')", "deal.apply"),
    )

    @classmethod
    def read(cls, asked: Asked) -> GateSheet:
        """The gate with the names it needs."""
        return reading.gate(asked.deal, asked.today, asked.settings)

    def beside(self, found: GateSheet) -> str:
        return " · ".join(filter(None, (progress(found.gate), mode(found))))

    def entries(self, found: GateSheet) -> Iterator[Entry]:
        stage: InformationStage | None = None
        several = len({line.stage for line in found.gate.lines}) > 1
        for line in found.gate.lines:
            if several and line.stage is not stage:
                stage = line.stage
                head = t("deal.gate.list", stage=phrases.label("information_stage", stage))
                yield Entry(None, (Span(head, "muted"),))
            yield self._line(line, found)
        yield from self._qualification(found)
        for row in found.asked:
            yield self._asked(row)
        yield from self.picture(pictures_gates.progress(found.progress, found.gate.stage))

    def _line(self, line: GateLine, found: GateSheet) -> Entry:
        label = phrases.label("gate_item", line.item)
        return Entry(("gate", line.item.value), (
            Span("✓ " if line.met else "○ ", "good" if line.met else "warn"),
            Span(label, "" if line.met else "strong"),
            Span(f"  {self._because(line, found)}", "muted"),
        ), hang=4)  # fmt: skip

    def _because(self, line: GateLine, found: GateSheet) -> str:
        """By what one sees it."""
        if line.item.auto:
            people = phrases.listed(
                self.app.mask.name("person", each, found.names[each]) for each in line.people if found.names.get(each)
            )
            return " · ".join(filter(None, (t("deal.gate.auto"), people)))
        if line.tick is None:
            return ""
        by = self.app.mask.name("member", line.tick.by, line.tick.by) if line.tick.by else ""
        day = phrases.day(line.tick.date, self.app.today)
        shared = t("deal.gate.shared") if line.tick.opportunity is None else ""
        return " · ".join(filter(None, (self.app.mask.text(line.tick.evidence), day, by, shared)))

    def _qualification(self, found: GateSheet) -> Iterator[Entry]:
        """Why it is not qualified, once that is what the gate asks, and the ways out where visits bring nothing."""
        fit = found.qualification
        if fit.lacks and found.gate.next is InformationStage.PROSPECT:
            why = phrases.listed(phrases.label("disqualified", code) for code in fit.lacks)
            weak = phrases.listed(
                self.app.mask.name("person", each, found.names[each]) for each in fit.weak if found.names.get(each)
            )
            told = t("deal.gate.unqualified", why=why) + (f"  {weak}" if weak else "")
            yield Entry(("gate", GateItem.KEY_PEOPLE_GRADE.value), (Span(told, "warn"),))
        if fit.ways:
            ways = [f"{n} {phrases.label('way_out', way)}" for n, way in enumerate(fit.ways, 1)]
            told = t("deal.gate.ways", n=self.app.settings.gate_visits, ways=phrases.clauses(ways))
            yield Entry(None, (Span(told, "warn"),))

    def _asked(self, row: AskedRow) -> Entry:
        mask = self.app.mask
        asker = mask.name("member", row.asked_by, row.asked_by)
        judge = mask.name("member", row.decided_by, row.decided_by) if row.decided_by else ""
        day = phrases.day(row.asked_at.astimezone().date(), self.app.today)
        return Entry(("approval", row.id), (
            Span(f"{phrases.label('approval_kind', row.kind)}  ", "strong"),
            Span(phrases.label("approval_state", row.state), _STATES.get(row.state, "")),
            Span(f"  {day} {asker}  ", "muted"), Span(mask.text(row.reason)),
            Span("  " + " · ".join(filter(None, (judge, mask.text(row.comment)))), "muted"),
        ))  # fmt: skip

    # What its keys do --------------------------------------------------------------------------------

    async def add(self) -> None:
        """Tick what is under the cursor; elsewhere say how."""
        self.app.say(t("deal.gate.how"))

    async def open(self, row: Hashable) -> None:
        """Tick it, take its tick back, or go where the data is made."""
        line = self._at(row)
        if line is None:
            self.not_here()
        elif line.item.auto:
            await self._make(line.item)
        elif line.met:
            if await self.app.write(writing.untick, self.deal, line.item):
                self.app.say(t("deal.gate.unticked"))
        else:
            await self._tick(line.item)

    async def edit(self, row: Hashable) -> None:
        """The day and the evidence of a tick."""
        line = self._at(row)
        if line is not None and line.tick is not None:
            await Recorder(self.app).edit("gate_tick", line.tick.id, only=("date", "evidence"))
        else:
            await self.open(row)

    async def done(self, row: Hashable) -> None:
        """The same as Enter where something is to be ticked."""
        line = self._at(row)
        if line is None or line.met or line.item.auto:
            self.not_here()
        else:
            await self._tick(line.item)

    async def delete(self, row: Hashable) -> None:
        """Take a tick back."""
        line = self._at(row)
        if line is None or line.tick is None:
            self.not_here()
        elif await self.app.write(writing.untick, self.deal, line.item):
            self.app.say(t("deal.gate.unticked"))

    async def _tick(self, item: GateItem) -> None:
        label = phrases.label("gate_item", item)
        hint = t("deal.gate.shared_hint") if item.shared else ""
        evidence = await self.app.push_screen_wait(Ask(t("deal.gate.evidence", item=label), hint=hint))
        if evidence is not None and await self.app.write(writing.tick, self.deal, item, evidence):
            self.app.say(t("deal.gate.ticked", item=label))

    async def _make(self, item: GateItem) -> None:
        """Go where the data is made that says it; else tell what makes it true."""
        recorder = Recorder(self.app)
        match item:
            case GateItem.FORM_FILLED:
                await recorder.edit("opportunity", self.deal, only=FORM)
            case GateItem.COMPETITORS_KNOWN:
                await recorder.add("opportunity_competitor", self.account, values={"opportunity": self.deal})
            case GateItem.COMPANY_GRADE:
                await recorder.edit("account", self.account, only=("company_grade",))
            case _:
                self.app.say(t(f"deal.gate.makes.{item}"))

    def _at(self, row: Hashable) -> GateLine | None:
        """The item a line stands for."""
        if self.found is None or noun_of(row)[0] or not isinstance(row, tuple) or row[0] != "gate":
            return None
        return next((line for line in self.found.gate.lines if line.item.value == row[1]), None)

    async def act_promote(self, row: Hashable) -> None:  # noqa: ARG002 - it is about the opportunity
        """Take it through the gate."""
        await promote(self.app, self.deal)

    async def act_apply(self, row: Hashable) -> None:  # noqa: ARG002
        """Apply for prospect, with the reason."""
        reason = await self.app.push_screen_wait(Ask(t("deal.gate.apply_why"), hint=t("deal.gate.apply_hint")))
        if reason is not None and await self.app.write(writing.apply, self.deal, reason):
            self.app.say(t("deal.gate.applied"))


def progress(found: Gate) -> str:
    """From which stage to which, and how much of the way is done."""
    here = phrases.label("information_stage", found.stage)
    if found.next is None:
        return t("deal.gate.last", stage=here)
    met = len(found.lines) - len(found.open)
    after = phrases.label("information_stage", found.next)
    return t("deal.gate.progress", stage=here, next=after, met=met, all=len(found.lines))


def mode(found: GateSheet) -> str:
    """Which lists apply."""
    told = phrases.label("mode", found.gate.mode)
    return told if found.mode_known else t("deal.gate.no_mode", mode=told)


async def promote(app: Desk, deal: int) -> None:
    """Take an opportunity through its gate; where something is missing ask whether to go on, and why (O2)."""
    try:
        found = (await app.read(reading.gate, deal, app.today, app.settings)).gate
    except LookupError:
        app.say(t("refused.gone", noun=t("noun.opportunity")), bad=True)
        return
    if found.next is None or not found.open:
        if done := await app.write(writing.promote, deal):
            app.say(t("deal.gate.promoted", stage=phrases.label("information_stage", done.value)))
        return
    stage = phrases.label("information_stage", found.next)
    missing = phrases.listed(phrases.label("gate_item", item) for item in found.open)
    question = t("deal.gate.override", stage=stage, n=len(found.open))
    reason = await app.push_screen_wait(Ask(question, hint=t("deal.gate.missing", items=missing)))
    if reason is not None and (put := await app.write(writing.override, deal, reason)):
        app.say(t("deal.gate.promoted" if put.value else "deal.gate.asked", stage=stage))
