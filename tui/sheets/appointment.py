"""The call for an appointment: what to say with what is known of them, the rules, the days to offer (V5)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from textual import on, work

from models import playbook
from models.reads import choices, preparing
from models.reads.preparing import Appointment
from models.rules.nouns import VISIT
from models.rules.vocabulary import VisitState
from tui import phrases, typed, words
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.deal_section import Entry
from tui.sheets.told import ToldSheet, heading
from tui.widgets.listing import Listing, Span
from tui.words import t


class AppointmentSheet(ToldSheet[int, Appointment]):
    """Answers with the visit that was planned; Enter on a day plans it."""

    HINT = "appointment.hint"
    BINDINGS = [
        key("n", "plan", "appointment.plan"),
        key("p", "choose", "appointment.choose"),
        key("e", "edit", "appointment.edit"),
    ]

    def __init__(self, account: int, person: int | None = None, opportunity: int | None = None) -> None:
        super().__init__()
        self.account = account
        self.person = person
        self.opportunity = opportunity

    def read(self) -> Callable[[], Appointment]:
        return partial(
            preparing.appointment, self.account, self.person, self.opportunity, self.app.today, self.app.member
        )

    @property
    def person_here(self) -> int | None:
        return self.person

    def heading(self, found: Appointment) -> str:
        mask, who = self.app.mask, found.person
        house = mask.name("account", found.account, found.name)
        name = mask.name("person", who.id, who.name) if who else ""
        return " · ".join(filter(None, (t("appointment.title"), house, name)))

    # Telling ------------------------------------------------------------------------------------------

    def entries(self, found: Appointment) -> Iterator[Entry]:
        yield heading(t("appointment.script"))
        told: dict[str, Callable[[Appointment], Iterator[Entry]]] = {
            "confirm": self._known, "introduce": self._references, "meeting": self._days,
        }
        for place, line in enumerate(playbook.lines("call.script"), 1):
            text = line.text(words.language())
            yield Entry(("script", line.code), (Span(f"{place} ", "accent"), Span(text, "strong")))
            if beside := told.get(line.code):
                yield from beside(found)
        yield heading(t("appointment.rules"))
        for line in playbook.lines("call.rule"):
            yield Entry(("rule", line.code), (Span("· ", "accent"), Span(line.text(words.language()))))

    def _known(self, found: Appointment) -> Iterator[Entry]:
        """What is to be confirmed; what is not known is to be learned from who answers."""
        mask, who = self.app.mask, found.person
        key = ("script", "confirm")
        name = mask.name("person", who.id, who.name) if who else ""
        for label, text in (
            (t("appointment.person"), name),
            (t("appointment.position"), mask.text(" · ".join(filter(None, (who.unit, who.title)))) if who else ""),
            (t("appointment.phone"), mask.text((who.phone if who else "") or found.phone)),
            (t("noun.opportunity"), mask.name("opportunity", *found.deal) if found.deal else ""),
        ):
            told = Span(text) if text else Span(t("appointment.ask"), "warn")
            yield Entry(key, (Span(f"{label}  ", "muted"), told), 2)

    def _references(self, found: Appointment) -> Iterator[Entry]:
        mask = self.app.mask
        names = phrases.listed(mask.name("account", each.id, each.name) for each in found.references)
        told = Span(names) if names else Span(t("appointment.no_reference"), "muted")
        yield Entry(("script", "introduce"), (Span(f"{t('appointment.references')}  ", "muted"), told), 2)

    def _days(self, found: Appointment) -> Iterator[Entry]:
        for day in found.days:
            told = f"{phrases.day(day, self.app.today)}  {typed.shown(VISIT.field('date'), day)}"
            yield Entry(("day", day.isoformat()), (Span("+ ", "accent"), Span(told)), 2)

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        """Enter plans the visit on the day under the cursor."""
        event.stop()
        self.action_plan()

    @work(group="ask")
    async def action_plan(self) -> None:
        """Plan the visit they agreed to."""
        found, row = self.found, self.listing.current
        if found is None:
            return
        chosen = date.fromisoformat(row[1]) if isinstance(row, tuple) and row[0] == "day" else found.days[0]
        made = await Recorder(self.app).add("visit", self.account, {
            "state": VisitState.PLANNED.value, "date": chosen, "opportunity": self.opportunity,
            "people": (self.person,) if self.person else (),
        })
        if made is not None:
            self.app.say(t("appointment.planned"))
            self.dismiss(made)

    @work(group="ask")
    async def action_choose(self) -> None:
        """Choose whom to call."""
        found = await self.app.read(choices.options, "person", self.account, viewer=self.app.member)
        options = [Option(o.id, self.app.mask.name("person", o.id, o.text), self.app.mask.text(o.hint)) for o in found]
        chosen = await self.app.push_screen_wait(
            Chooser(t("appointment.person"), among(options), current=self.person or 0)
        )
        if isinstance(chosen, int):
            self.person = chosen
            self.reload()

    @work(group="ask")
    async def action_edit(self) -> None:
        """Note what was learned of who answered."""
        if self.person is None:
            self.app.say(t("appointment.nobody"), bad=True)
        else:
            await Recorder(self.app).edit("person", self.person)
