"""The strategy of the account in hand: competition, factors, what holds it, and its plan; each line edited in place."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from textual import work

from models.reads import account_plan, holding, strategy
from models.rules.settings import Settings
from models.rules.values import Value
from tui.keys import key
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.rows_pane import RowsPane
from tui.strategy import competing, factoring, keeping, planning
from tui.strategy.told import Entry, Sheets, Teller
from tui.widgets.listing import GUTTER, Line, Span
from tui.words import t

NARROWEST = 40


class Section(NamedTuple):
    """A part of the face: its lines, what stands behind its heading, and the noun `a` records."""

    lines: Callable[[Teller], Iterator[Entry]]
    beside: Callable[[Teller], str] | None = None
    adds: str = ""


SECTIONS: Mapping[str, Section] = {
    "advice": Section(competing.advice, competing.subject),
    "rivals": Section(competing.rivals, adds="opportunity_competitor"),
    "factors": Section(lambda _: iter(()), factoring.fits, "factor_score"),
    "barriers": Section(keeping.barriers, adds="barrier"),
    "interests": Section(planning.interests),
    "holds": Section(keeping.holds, keeping.done, "hold_tick"),
    "satisfaction": Section(keeping.satisfaction, adds="survey"),
    "incentives": Section(keeping.incentives, adds="incentive"),
    "plan": Section(planning.plan, lambda tell: str(tell.sheets.plan.year), "account_plan"),
    "to_win": Section(planning.to_win),
    "actions": Section(planning.actions, adds="task"),
    "risks": Section(planning.risks),
    "reviews": Section(planning.reviews, adds="plan_review"),
}
"""In their order."""
ELSEWHERE = {"figures": "annual_figure", "events": "account_event"}
"""What an empty line of the advice records."""
OWN = frozenset({
    "opportunity_competitor", "factor_score", "barrier", "hold_tick", "survey", "incentive", "account_plan", "task",
    "plan_review",
})  # fmt: skip


class Strategy(RowsPane[Sheets]):
    """Sections one below the other; on one opportunity, or on the account as a whole."""

    NAME = "strategy"
    SHOWS = frozenset({
        "account", "opportunity", "opportunity_competitor", "competitor", "attitude", "annual_figure", "account_event",
        "person", "person_role", "stance_entry", "need", "task", "survey", "barrier", "incentive", "factor_score",
        "account_plan", "plan_review", "hold_tick", "visit", "promise", "setting", "choice", "chain_link",
    })  # fmt: skip
    EDITS = OWN | {"competitor", "person"}
    LACKS = frozenset({"unfold", "fold"})
    BINDINGS = [
        key("w", "whom", "strategy.whom"),
        key("r", "review", "strategy.review"),
        key("x", "print", "strategy.print"),
        key("tab", "turn(1)", "strategy.next", show=False),
        key("shift+tab", "turn(-1)", "strategy.previous", show=False),
    ]

    subject: int | None = None
    """The opportunity it is looked at on; 0 is the whole account, None the leading one."""

    def watch_account(self) -> None:
        """Another account has other opportunities."""
        self.subject = None
        super().watch_account()

    def read(self) -> Callable[[], Sheets] | None:
        if self.account is None:
            return None
        return partial(_ask, self.account, self.subject, self.app.today, self.app.settings, self.app.member)

    def show(self, answer: Sheets | None) -> None:
        here = answer if answer and answer.competition.account == self.account else None
        self.places: list[str] = []
        self.fill(list(self._lines(here)) if here else (), empty=t("strategy.empty"))

    def _lines(self, sheets: Sheets) -> Iterator[Line]:
        tell = Teller(sheets, self.app.today, self.app.mask)
        width = max(NARROWEST, self.size.width - GUTTER - 1)
        for code, section in SECTIONS.items():
            lines = factoring.lines(tell, self.app.settings, width) if code == "factors" else section.lines(tell)
            for line in self._section(code, section.beside(tell) if section.beside else "", lines, width):
                self.places.append(code)
                yield line

    def _section(self, code: str, beside: str, entries: Iterator[Entry], width: int) -> Iterator[Line]:
        head = (Span(t(f"strategy.section.{code}"), "title"), Span(f"  {beside}" if beside else "", "muted"))
        yield from _wrapped(Entry(None, head, 0), width)
        some = False
        for entry in entries:
            some = True
            yield from _wrapped(entry, width)
        if not some:
            yield from _wrapped(Entry(("add", code), (Span(t(f"strategy.section.{code}.none"), "muted"),)), width)

    # Where the cursor is ------------------------------------------------------------------------------

    @property
    def section(self) -> str:
        """The section the cursor is in."""
        places = getattr(self, "places", [])
        return places[self.listing.cursor] if self.listing.cursor < len(places) else next(iter(SECTIONS))

    def action_turn(self, by: int) -> None:
        """Go to the first line of the next or the previous section."""
        if self.answer is None:
            return
        codes = list(SECTIONS)
        code = codes[(codes.index(self.section) + by) % len(codes)]
        self._turn_to(code)

    def _turn_to(self, code: str) -> None:
        start = self.places.index(code)
        last = start + self.places.count(code)
        rows = self.listing.rows
        rows.reach(last)
        self.listing.top = start
        self.listing.cursor = next(
            (at for at in range(start, last) if (line := rows.line(at)) is not None and line.key is not None), start
        )

    # Acting -------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_add(self) -> None:
        await self.add(self.section)

    async def add(self, section: str) -> None:
        """Record what a section holds, with what is known beforehand."""
        noun = ELSEWHERE.get(section) or (SECTIONS[section].adds if section in SECTIONS else "")
        if self.account is None:
            return
        if not noun and not (noun := await self._what_to_add()):
            return
        await self.recorder().add(noun, self.account, self._beforehand(noun))

    async def _what_to_add(self) -> str:
        """Where what is shown follows from the data: what of it one wants to record; "" when the question was left."""
        from tui.modals.chooser import Chooser, Option, among

        nouns = dict.fromkeys(section.adds for section in SECTIONS.values() if section.adds)
        options = [Option(noun, t(f"noun.{noun}")) for noun in nouns]
        chosen = await self.app.push_screen_wait(Chooser(t("rows.add_what"), among(options)))
        return chosen if isinstance(chosen, str) else ""

    def _beforehand(self, noun: str) -> dict[str, Value]:
        """What a new one knows."""
        today = self.app.today
        known: dict[str, dict[str, Value]] = {
            "opportunity_competitor": {"opportunity": self._deal},
            "factor_score": {"opportunity": self._deal, "side": "need"},
            "barrier": {"kind": self._wall, "state": "planned"},
            "hold_tick": {"date": today}, "survey": {"date": today}, "plan_review": {"date": today},
            "incentive": {"date": today}, "account_plan": {"year": today.year, "strategy": self._advised},
            "task": {"member": self.app.member}, "annual_figure": {"year": today.year - 1},
        }  # fmt: skip
        return known.get(noun, {})

    @property
    def _deal(self) -> int | None:
        return self.answer.competition.subject if self.answer else None

    @property
    def _wall(self) -> str:
        """The kind of barrier the cursor is on."""
        row = self.listing.current
        return str(row[1]) if isinstance(row, tuple) and row[0] == "wall" else "technical"

    @property
    def _advised(self) -> str:
        """The strategy that is advised first."""
        options = self.answer.competition.advice.options if self.answer else ()
        return options[0].strategy.value if options else ""

    async def edit(self, row: Hashable) -> None:
        """Edit what a line stands for: a record, a score on a factor, a way to hold, a field of the account."""
        kind, what = (row[0], row[1]) if isinstance(row, tuple) else ("", "")
        if kind == "add":
            await self.add(str(what))
        elif kind == "field" and self.account is not None:
            await self.recorder().edit("account", self.account, only={str(what)})
        elif kind == "factor":
            from tui.strategy.scoring import score

            if self.answer is not None:
                await score(self.app, self.answer.competition, str(what))
        elif kind == "factors":
            self._turn_to("factors")
        elif kind == "wall":
            await self.add("barriers")
        elif kind == "hold":
            await self._hold(str(what))
        else:
            await super().edit(row)

    def open_row(self, row: Hashable) -> None:
        """Enter opens a deal that was decided among the opportunities, anything else in its form."""
        if isinstance(row, tuple) and row[0] == "battle":
            self.post_message(self.Go(row[1], "opportunities", row[2]))
        elif isinstance(row, tuple) and row[0] == "person" and self.account is not None:
            self.post_message(self.Go(self.account, "board", row[1]))
        else:
            super().open_row(row)

    async def _hold(self, item: str) -> None:
        from models.rules.vocabulary_strategy import HoldItem
        from models.writes import strategy as writing
        from tui import phrases
        from tui.modals.ask import Ask

        question = t("strategy.hold_evidence", item=phrases.label("hold_item", item))
        evidence = await self.app.push_screen_wait(Ask(question, hint=t("strategy.hold_hint")))
        if evidence and self.account is not None:
            done = await self.app.write(writing.hold, self.account, HoldItem(item), evidence)
            if done:
                self.app.say(t("status.added", noun=t("noun.hold_tick")))

    def reach(self, row: Hashable) -> bool:
        """A score is found on the line of its factor."""
        lines = self.answer.competition.chart.lines if self.answer else ()
        scored = (line.factor for line in lines if row in {key for _, _, key in line.rows})
        factor = next(scored, None)
        return super().reach(("factor", factor) if factor else row)

    @work(group="ask")
    async def action_whom(self) -> None:
        """Look at another opportunity, or at the account as a whole."""
        from tui.modals.chooser import Chooser, Option, among

        if self.answer is None:
            return
        found, mask = self.answer.competition, self.app.mask
        options = [Option(0, t("strategy.whole_account"))]
        options += [Option(each.id, mask.name("opportunity", each.id, each.name)) for each in found.subjects]
        chooser = Chooser(t("strategy.which"), among(options), current=found.subject or 0)
        chosen = await self.app.push_screen_wait(chooser)
        if isinstance(chosen, int):
            self.subject = chosen
            self.refresh_soon()

    @work(group="ask")
    async def action_review(self) -> None:
        """Review the plan: what was measured is kept by itself."""
        await self.add("reviews")

    @work(group="ask")
    async def action_print(self) -> None:
        """Write the plan as a document of one page."""
        from tui.strategy.scoring import printed

        if self.answer is not None:
            await printed(self.app, self.answer)


def _wrapped(entry: Entry, width: int) -> Iterator[Line]:
    step = 2 * entry.step
    if entry.whole:
        yield Line(entry.key, (Span(" " * step), *entry.spans))
        return
    spans = (PageSpan(" " * step), *(PageSpan(span.text, span.role) for span in entry.spans))
    for piece in wrapped(spans, width, step + 2):
        yield Line(entry.key, tuple(Span(span.text, span.style) for span in piece))


def _ask(account: int, subject: int | None, today: date, settings: Settings, viewer: int | None) -> Sheets:
    """All of it in one go on the reading thread."""
    return Sheets(
        strategy.competition_sheet(account, subject, today, settings, viewer=viewer),
        holding.holding_sheet(account, today, settings, viewer=viewer),
        account_plan.plan_sheet(account, today, settings, viewer=viewer),
    )
