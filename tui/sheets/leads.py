"""Raw leads refined: ranked by a score that is explained, judged, kept, put off or dropped (A13)."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on, work

from models.reads.leads import leads
from models.rules.leads import Part, Ranking
from models.rules.vocabulary_leads import LeadVerdict
from models.writes import leads as writing
from tui import phrases
from tui.keys import key
from tui.modals.ask import Ask
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.recording import Recorder
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

MOST = 200
"""Leads that are listed."""
ROLES = {"keep": "good", "later": "warn", "drop": "muted"}
_INDENT = 5


class LeadsSheet(SheetPanel[int, list[Ranking]]):
    """Each line stands for an account; answers with the one that shall be opened."""

    HINT = "leads.hint"
    ROWS = "account"
    BINDINGS = [
        key("e", "judge", "leads.judge"),
        key("full_stop", "decide('kept')", "leads.keep"),
        key("comma", "decide('later')", "leads.later"),
        key("d", "drop", "leads.drop"),
        key("r", "decide('raw')", "leads.raw"),
        key("tab", "turn(1)", "leads.next"),
        key("shift+tab", "turn(-1)", "leads.previous", show=False),
    ]

    verdict = LeadVerdict.RAW
    """Which leads are shown."""

    def read(self) -> Callable[[], list[Ranking]]:
        return partial(leads, self.app.settings, viewer=self.app.member, verdict=self.verdict)

    def heading(self, found: list[Ranking]) -> str:
        return t("leads.title", verdict=phrases.label("lead_verdict", self.verdict), n=len(found))

    def fill(self, found: list[Ranking]) -> None:
        told = [line for place, each in enumerate(found[:MOST], 1) for line in self._lines(place, each)]
        self.listing.fill(told, empty=t(f"leads.none.{self.verdict}"))

    # Telling ------------------------------------------------------------------------------------------

    def _lines(self, place: int, each: Ranking) -> Iterator[Line]:
        lead = each.lead
        name = self.app.mask.name("account", lead.account, lead.name)
        score = "-" if each.score is None else str(each.score)
        advice = t(f"lead_advice.{each.advice}") if each.score is not None else t("leads.unknown")
        spans = [
            PageSpan(f"{place:>3}  "), PageSpan(name, "strong"), PageSpan(f"  {score}", "accent"),
            PageSpan(f"  {advice}", ROLES[each.advice] if each.score is not None else "muted"),
        ]  # fmt: skip
        more = list(filter(None, (self._parts(each), self._judged(each), self._missing(each))))
        yield from self._wrapped(lead.account, spans)
        for text in more:
            yield from self._wrapped(lead.account, [PageSpan(" " * _INDENT), PageSpan(text, "muted")])

    def _wrapped(self, account: int, spans: list[PageSpan]) -> Iterator[Line]:
        for piece in wrapped(tuple(spans), max(20, self.size.width - 3), _INDENT):
            yield Line(account, tuple(Span(span.text, span.style) for span in piece))

    def _parts(self, each: Ranking) -> str:
        return " · ".join(self._part(part) for part in each.parts)

    def _part(self, part: Part) -> str:
        made = phrases.listed(f"{phrases.label('lead_point', point.point)} {point.score}" for point in part.points)
        name = phrases.label("lead_part", part.part)
        return t("leads.part", name=name, score=part.score, weight=part.weight, points=made)

    def _judged(self, each: Ranking) -> str:
        lead = each.lead
        told = (t("leads.bottleneck", text=lead.bottleneck) if lead.bottleneck else "", lead.reason)
        return self.app.mask.text(" · ".join(filter(None, told)))

    def _missing(self, each: Ranking) -> str:
        points = phrases.listed(phrases.label("lead_point", point) for point in each.missing)
        return t("leads.missing", points=points) if points else ""

    # Acting -------------------------------------------------------------------------------------------

    def action_turn(self, by: int) -> None:
        """Show the leads of which something else became."""
        every = list(LeadVerdict)
        self.verdict = every[(every.index(self.verdict) + by) % len(every)]
        self.reload()

    @property
    def account(self) -> int | None:
        """The account under the cursor."""
        return self.listing.current if isinstance(self.listing.current, int) else None

    @work(group="ask")
    async def action_judge(self) -> None:
        """Judge a lead by its form."""
        account = self.account
        if account is None:
            return
        judged = next((each.lead.id for each in self.found or () if each.lead.account == account), None)
        if judged is not None:
            await Recorder(self.app).edit("lead", judged)
        else:
            await Recorder(self.app).add("lead", account, values={"verdict": self.verdict.value})

    @work(group="write")
    async def action_decide(self, verdict: str) -> None:
        await self._decide(verdict, "")

    async def _decide(self, verdict: str, reason: str) -> None:
        account = self.account
        if account is not None and await self.app.write(writing.decide, account, verdict, reason):
            self.app.say(t("leads.decided", verdict=phrases.label("lead_verdict", verdict)))

    @work(group="ask")
    async def action_drop(self) -> None:
        """Drop a lead, and say why."""
        if self.account is None:
            return
        reason = await self.app.push_screen_wait(Ask(t("leads.why"), "", t("leads.why_hint")))
        if reason:
            await self._decide(LeadVerdict.DROPPED, reason)

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Open the account."""
        event.stop()
        if self.account is not None:
            self.dismiss(self.account)
