"""The reports: their list, and the picture of the one under the cursor; Enter goes into its rows."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.timer import Timer

from models.reads import reports
from models.reads.reports import REPORTS, Asked, Behind
from models.rules.pictures import Picture, Thing, records
from tui.keys import key
from tui.pane import REST_SECONDS, Pane
from tui.pictures import lines, saying
from tui.pictures.lines import Drawn, Spot
from tui.pictures.saying import Saying
from tui.widgets.listing import GUTTER, Column, Line, Listing, Span
from tui.words import known, t

if TYPE_CHECKING:
    from tui.report_subjects import Subject

WIDE = 110
"""From this width on the list stands beside the picture."""
ABOVE = 6
"""Lines of the list above the picture."""
LIST = 22
ROLES = {"title": "strong", "heading": "accent", "danger": "against", "warning": "warn", "dim": "muted", "good": "good"}
"""What a text of a picture is, as a list shows it."""
FACES = {"opportunity": "opportunities", "person": "board", "visit": "visits", "factor_score": "strategy"}
"""The face on which a record of an account is found."""


class Answer(NamedTuple):
    """A picture, and what it was asked for."""

    name: str
    asked: Asked
    picture: Picture


class Reports(Pane[Answer]):
    """Every report over all accounts; about the account in hand or an opportunity of it, those there are of one."""

    NAME = "reports"
    SHOWS = frozenset(table for report in REPORTS.values() for table in report.shows)
    BINDINGS = [
        key("o", "by", "reports.by"),
        key("t", "period", "reports.period"),
        key("w", "whom", "reports.whom"),
        key("x", "export", "reports.export"),
        key("l,right", "into", "reports.into", show=False),
        key("h,left", "out", "reports.out", show=False),
        key("escape", "leave", "reports.leave", show=False),
    ]
    DEFAULT_CSS = f"""
    Reports {{ layout: horizontal; }}
    Reports #names {{ width: {LIST}; height: 1fr; }}
    Reports #picture {{ width: 1fr; height: 1fr; }}
    Reports.narrow {{ layout: vertical; }}
    Reports.narrow #names {{ width: 1fr; height: {ABOVE}; margin-bottom: 1; }}
    """

    days: tuple[date | None, date | None] = (None, None)
    """The days of the reports that mind them."""
    about: "Subject | None" = None
    """What they are about; None is everything."""

    def compose(self) -> ComposeResult:
        self.ways: dict[str, str] = {}
        """By what each report is made, where it is not the usual way."""
        self.spots: dict[int, tuple[Spot, ...]] = {}
        """What can be opened on each line of the picture."""
        self.resting: Timer | None = None
        """What reads the report the cursor rests on; a timer that rang does not ring again."""
        yield Listing(id="names")
        yield Listing(id="picture")

    def on_mount(self) -> None:
        self._tell_names()

    def on_resize(self) -> None:
        """The list stands beside the picture, or above it."""
        self.set_class(self.size.width < WIDE, "narrow")
        super().on_resize()

    @property
    def names(self) -> Listing:
        """The list of reports."""
        return self.query_one("#names", Listing)

    @property
    def drawing(self) -> Listing:
        """The picture."""
        return self.query_one("#picture", Listing)

    @property
    def name_here(self) -> str:
        """The report under the cursor."""
        return str(self.names.current or self._offered()[0])

    def _offered(self) -> list[str]:
        """The reports there are of what they are about."""
        about = self.about
        return [name for name, report in REPORTS.items() if (about.noun in report.about if about else not report.must)]

    @property
    def account_here(self) -> int | None:
        """The account of what is under the cursor of the picture."""
        spots = self._spots() if self.drawing.has_focus else ()
        return next((spot.key.account for spot in spots if isinstance(spot.key, Thing)), None)

    # Reading and showing ------------------------------------------------------------------------------

    def read(self) -> Callable[[], Answer] | None:
        name, report = self.name_here, REPORTS[self.name_here]
        since, until = self.days if report.period else (None, None)
        asked = Asked(
            self.app.today, self.app.settings, self.app.member, since, until,
            self.ways.get(name, next(iter(report.ways), "")),
            self.about.account if self.about else None,
            self.about.id if self.about and self.about.noun == "opportunity" else None,
        )  # fmt: skip
        return partial(_ask, name, asked)

    def show(self, answer: Answer | None) -> None:
        self._tell_names()
        if answer is None:
            return
        self.spots = {}
        self.drawing.fill(list(self._lines(answer)))
        if not self.drawing.has_focus:
            self.drawing.start_over()

    def _tell_names(self) -> None:
        offered = self._offered()
        heading = (Column(t("reports.names", n=len(offered))),)
        self.names.fill([Line(name, (t(f"report.{name}"),)) for name in offered], heading)

    @property
    def say(self) -> Saying:
        """How labels are said here."""
        return Saying(self.app.today, self.app.mask)

    def _lines(self, answer: Answer) -> Iterator[Line]:
        yield Line(None, (Span(self._title(answer), "title"), Span(f"  {self._told(answer.asked)}", "muted")))
        if not records(answer.picture):
            yield Line(None, ("",))
            yield Line(None, (Span(self._nothing(answer), "muted"),))
            return
        width = max(20, self.size.width - (LIST if self.size.width >= WIDE else 0) - GUTTER - 1)
        for place, each in enumerate(lines.drawn(answer.picture, width, self.say)):
            yield self._line(place, each)

    def _line(self, place: int, each: Drawn) -> Line:
        if each.spots:
            self.spots[place] = each.spots
        cells = tuple(Span(span.text, ROLES.get(span.style, "")) for span in each.line)
        return Line(place if each.spots else None, cells)

    def _title(self, answer: Answer) -> str:
        return self.say(answer.picture.title)

    def _told(self, asked: Asked) -> str:
        """By what and of which days."""
        by = t("reports.by", way=t(f"report.way.{asked.by}")) if asked.by else ""
        about = self.about
        whom = self.app.mask.name(about.noun, about.id, about.name) if about else ""
        return " · ".join(filter(None, (whom, by, saying.period(asked.since, asked.until))))

    def _nothing(self, answer: Answer) -> str:
        """Why nothing is there, and the key that fills it."""
        if answer.asked.since or answer.asked.until:
            return t("reports.none_in_period")
        key = f"report.none.{answer.name}"
        return t(key) if known(key) else t("report.empty")

    @on(Listing.Moved, "#names")
    def rest(self, event: Listing.Moved) -> None:
        """Another report is read when the cursor rests on it."""
        event.stop()
        if event.by_hand:
            if self.resting is not None:
                self.resting.stop()
            self.resting = self.set_timer(REST_SECONDS, self.refresh_soon)

    # Going in and out ---------------------------------------------------------------------------------

    @on(Listing.Opened, "#names")
    def enter(self, event: Listing.Opened) -> None:
        """Enter on a report goes into its rows."""
        event.stop()
        self.action_into()

    def action_into(self) -> None:
        if self.drawing.has_focus:
            return
        if self.answer is None or self.answer.name != self.name_here:
            self.refresh_soon()
        self.drawing.focus(scroll_visible=False)
        self.drawing.cursor = next(iter(self.spots), 0) + 1

    def action_out(self) -> None:
        self.names.focus(scroll_visible=False)

    def action_leave(self) -> None:
        """Out of the picture; from the list the screen goes back."""
        if not self.drawing.has_focus:
            raise SkipAction
        self.action_out()

    def _spots(self) -> tuple[Spot, ...]:
        here = self.drawing.current
        return self.spots.get(here, ()) if isinstance(here, int) else ()

    @on(Listing.Opened, "#picture")
    async def open_row(self, event: Listing.Opened) -> None:
        event.stop()
        self.open_spots(self._spots())

    @work(group="ask")
    async def open_spots(self, spots: tuple[Spot, ...]) -> None:
        """Open what a line stands for: one of several is chosen, behind a group its records are."""
        if not spots or self.answer is None:
            return
        chosen = spots[0].key if len(spots) == 1 else await self._choose(
            self.say(self.answer.picture.title), [(spot.key, spot.text, "") for spot in spots])
        if isinstance(chosen, str):
            found = await self.app.read(reports.behind, self.answer.name, chosen, self.answer.asked)
            chosen = await self._choose(next(spot.text for spot in spots if spot.key == chosen), self._options(found))
        if isinstance(chosen, Thing):
            self.open_thing(chosen)

    def _options(self, found: list[Behind]) -> list[tuple[Thing | str, str, str]]:
        say = self.say
        return [(each.thing, say(each.label), "  ".join(say(label) for label in each.told)) for each in found]

    async def _choose(self, title: str, options: list[tuple[Thing | str, str, str]]) -> Thing | str | None:
        from tui.modals.chooser import Chooser, Option, among

        told = among([Option(place, text, beside) for place, (_, text, beside) in enumerate(options)])
        chosen = await self.app.push_screen_wait(Chooser(title, told))
        return options[chosen][0] if isinstance(chosen, int) else None

    def open_thing(self, thing: Thing) -> None:
        """Open a record on the face where it is found."""
        face = FACES.get(thing.noun, "brief")
        self.post_message(self.Go(thing.account, face, thing.id if thing.noun in FACES else None))

    # By what, of which days, to a file -----------------------------------------------------------------

    def action_by(self) -> None:
        """Make it by the next way."""
        name, ways = self.name_here, REPORTS[self.name_here].ways
        if not ways:
            self.app.say(t("reports.one_way"), bad=True)
            return
        at = ways.index(self.ways.get(name, ways[0]))
        self.ways[name] = ways[(at + 1) % len(ways)]
        self.refresh_soon()

    def wake(self) -> None:
        """Take the account in hand; what reports were about belongs to the one that was."""
        self.set_reactive(Reports.account, getattr(self.screen, "account", None))
        if self.about is not None and self.about.account != self.account:
            self._be_about(None)
        super().wake()

    def _be_about(self, about: "Subject | None") -> None:
        self.about = about
        self._tell_names()
        self.refresh_soon()

    @work(group="ask")
    async def action_whom(self) -> None:
        """Choose what the reports are about: everything, the account in hand, or one of its opportunities."""
        if self.account is None:
            self.app.say(t("reports.no_account"), bad=True)
            return
        from tui import report_subjects

        if (chosen := await report_subjects.choose(self.app, self.account, self.about)) is not None:
            self._be_about(chosen.about)

    @work(group="ask")
    async def action_period(self) -> None:
        """Choose the days the reports are of."""
        if not REPORTS[self.name_here].period:
            self.app.say(t("reports.no_period"), bad=True)
            return
        from tui.modals.period import ask_period

        days = await ask_period(self.app, self.days)
        if days is not None:
            self.days = days
            self.refresh_soon()

    @work(group="ask")
    async def action_export(self) -> None:
        """Write the picture as SVG or its rows as CSV, by the ending of the name."""
        from tui import copying

        answer = self.answer
        if answer is not None:
            write = partial(
                copying.write_picture, picture=answer.picture, say=self.say, told=self._told(answer.asked)
            )
            name = f"~/inroad-{answer.name}-{self.app.today.isoformat()}.svg"
            await copying.offer(self.app, name, t("reports.export_hint"), write)


def _ask(name: str, asked: Asked) -> Answer:
    return Answer(name, asked, reports.picture(name, asked))
