"""The radar of an account: what rings, since when, by which facts and what to do; what was accepted, and why (S12)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from textual import on, work

from models.reads import radar as reading
from models.reads.radar import Radar, RadarRow
from models.rules.radar import person_of
from models.writes import radar as writing
from tui import phrases
from tui.keys import key
from tui.modals.ask import Ask
from tui.pages.spans import Span as PageSpan
from tui.pages.spans import wrapped
from tui.sheets.deal_section import Entry
from tui.sheets.panel import SheetPanel
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

_MARKS = {"high": ("!! ", "against"), "medium": ("!  ", "warn"), "low": ("-  ", "muted")}
_INDENT = 3


class Where(NamedTuple):
    """Where one goes to act on a risk: a face of the account, and the record there."""

    face: str
    row: int | None = None


class RadarSheet(SheetPanel[Where, Radar]):
    """Rows are the places of the risks in what was read; Enter goes to whom or what a risk is about."""

    HINT = "radar.hint"
    BINDINGS = [
        key("a", "accept", "radar.accept"),
        key("d", "withdraw", "radar.withdraw"),
    ]

    def __init__(self, account: int) -> None:
        super().__init__()
        self.account = account

    def read(self) -> Callable[[], Radar]:
        return partial(reading.radar, self.account, self.app.today, self.app.settings, self.app.member)

    def heading(self, found: Radar) -> str:
        name = self.app.mask.name("account", found.account, found.name)
        return t("radar.title", name=name, n=sum(1 for row in found.rows if row.accepted is None))

    def fill(self, found: Radar) -> None:
        self.listing.fill(list(self._lines(found)), empty=t("radar.calm"))

    # Telling ------------------------------------------------------------------------------------------

    def _lines(self, found: Radar) -> Iterator[Line]:
        names = {key: self.app.mask.name("person", key, name) for key, name in found.names.items()}
        accepted = False
        for place, row in enumerate(found.rows):
            if row.accepted and not accepted:
                accepted = True
                yield Line(None, (Span(t("radar.accepted"), "title"),))
            for entry in self._entries(place, row, found, names):
                yield from self._wrapped(entry)

    def _entries(self, place: int, row: RadarRow, found: Radar, names: dict[int, str]) -> Iterator[Entry]:
        mark, role = ("   ", "muted") if row.accepted else _MARKS[str(row.risk.severity)]
        deal = found.deals.get(row.risk.opportunity or 0, "")
        about = self.app.mask.name("opportunity", row.risk.opportunity, deal) if deal else ""
        since = t("radar.since", day=phrases.day(row.risk.since, self.app.today)) if row.risk.since else ""
        beside = " · ".join(filter(None, (about, since)))
        yield Entry(place, (
            Span(mark, role), Span(phrases.risk(self.app.mask.finding(row.risk), names), role),
            Span(f"  {beside}" if beside else "", "muted"),
        ), 0, _INDENT)  # fmt: skip
        told = self._accepted(row) if row.accepted else self._advice(row, names)
        yield Entry(place, (Span(told, "muted" if row.accepted else "good"),), 1, 0)

    def _advice(self, row: RadarRow, names: dict[int, str]) -> str:
        return phrases.sentences((
            phrases.action(self.app.mask.finding(row.action), names), t(f"risk.{row.risk.code}.advice"),
        ))  # fmt: skip

    def _accepted(self, row: RadarRow) -> str:
        held = row.accepted
        if held is None:
            return ""
        by = self.app.mask.name("member", held.by, held.by) if held.by else ""
        day = phrases.day(held.date, self.app.today)
        return " · ".join(filter(None, (self.app.mask.text(held.reason), day, by)))

    def _wrapped(self, entry: Entry) -> Iterator[Line]:
        spans = (PageSpan(" " * _INDENT * entry.step), *(PageSpan(span.text, span.role) for span in entry.spans))
        for piece in wrapped(spans, max(20, self.size.width - 3), _INDENT):
            yield Line(entry.key, tuple(Span(span.text, span.style) for span in piece))

    # Acting -------------------------------------------------------------------------------------------

    def _here(self) -> RadarRow | None:
        place = self.listing.current
        return self.found.rows[place] if self.found and isinstance(place, int) else None

    @work(group="ask")
    async def action_accept(self) -> None:
        """Live with a risk, for a reason."""
        row = self._here()
        if row is None:
            return
        if row.accepted is not None:
            self.app.say(t("radar.already"), bad=True)
            return
        reason = await self.app.push_screen_wait(Ask(t("radar.why"), "", t("radar.why_hint")))
        if reason is None:
            return
        risk = row.risk
        accept = partial(writing.accept, opportunity=risk.opportunity, person=person_of(risk))
        if await self.app.write(accept, self.account, risk.code, reason):
            self.app.say(t("radar.is_accepted"))

    @work(group="write")
    async def action_withdraw(self) -> None:
        """Let it ring again."""
        row = self._here()
        if row is None:
            return
        if row.accepted is None:
            self.app.say(t("radar.rings"), bad=True)
        elif await self.app.write(writing.withdraw, row.accepted.id):
            self.app.say(t("radar.is_withdrawn"))

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Go where one acts on it."""
        event.stop()
        row = self._here()
        if row is not None:
            person, deal = person_of(row.risk), row.risk.opportunity
            at = Where("board", person) if person else Where("opportunities", deal) if deal else Where("brief")
            self.dismiss(at)
