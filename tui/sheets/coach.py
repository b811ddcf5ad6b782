"""Coaches: those we have and what they did, who could become one and why, and what is to be asked of them (P11)."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from textual import on, work

from models import playbook
from models.reads import coaching as reading
from models.reads.coaching import CandidateRow, Coaching, CoachRow
from models.rules import collecting
from models.rules.collecting import Collected, Known
from models.rules.values import Value
from models.rules.vocabulary import Inside
from models.rules.vocabulary_ledger import IntelItem
from models.writes import people as writing
from tui import deleting, phrases, words
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.recording import Recorder
from tui.sheets.deal_section import Entry
from tui.sheets.told import ToldSheet, heading, note
from tui.widgets.listing import Listing, Span
from tui.words import t

SIGNS = {
    Known.YES: ("coaches.yes", "good"), Known.PARTLY: ("coaches.partly", "warn"), Known.NO: ("coaches.no", "against"),
}
EDITED = ("act", "intel")


class CoachSheet(ToldSheet[None, Coaching]):
    """All about the coaches of an account, or on one opportunity."""

    HINT = "coaches.hint"
    BINDINGS = [
        key("a", "add", "coaches.add"),
        key("i", "inside", "coaches.inside"),
        key("e", "edit", "coaches.edit"),
        key("d", "delete", "coaches.delete"),
    ]

    def __init__(self, account: int, opportunity: int | None) -> None:
        super().__init__()
        self.account = account
        self.opportunity = opportunity

    def read(self) -> Callable[[], Coaching]:
        return partial(reading.coaching, self.account, self.opportunity, self.app.today, self.app.settings)

    def heading(self, found: Coaching) -> str:
        known, all = collecting.covered(found.checklist)
        return t("coaches.title", coaches=len(found.coaches), known=known, all=all)

    # Lines --------------------------------------------------------------------------------------------

    def entries(self, found: Coaching) -> Iterator[Entry]:
        yield from self._rule(found)
        yield heading(t("coaches.ours"), t("coaches.ours_beside", n=found.act_days))
        if not found.coaches:
            yield note(t("coaches.ours_none"))
        for row in found.coaches:
            yield from self._coach(row)
        yield heading(t("coaches.candidates"), t("coaches.candidates_beside"))
        if not found.candidates:
            yield note(t("coaches.candidates_none"))
        for place, each in enumerate(found.candidates, 1):
            yield self._candidate(place, each)
        yield from self._checklist(found)

    def _rule(self, found: Coaching) -> Iterator[Entry]:
        """The rule of the third visit: what it says here."""
        if found.help:
            yield Entry(None, (Span(t("coaches.ask_manager", n=found.visits, by=found.by_visit), "against"),), 0)
        elif not any(row.inside != Inside.NONE for row in found.coaches):
            told = t("coaches.inside_missing", n=found.visits, by=found.by_visit)
            yield Entry(None, (Span(told, "warn"),), 0)

    def _called(self, person: int, name: str, title: str) -> str:
        return phrases.person(self.app.mask.name("person", person, name), self.app.mask.text(title))

    def _coach(self, row: CoachRow) -> Iterator[Entry]:
        mask = self.app.mask
        stance = phrases.stance(row.stance) + ("?" if row.doubtful else "")
        inside = phrases.label("inside", row.inside) if row.inside != Inside.NONE else ""
        idle = t("coaches.idle", day=phrases.day(row.idle, self.app.today)) if row.doubtful and row.idle else ""
        doubt = f"{t('board.told.doubtful')} · {idle}" if idle else ""
        yield Entry(("person", row.person), (
            Span(self._called(row.person, row.name, row.title), "strong"), Span(f"  {mask.text(stance)}"),
            Span(f"  {mask.text(inside)}" if inside else "", "accent"),
            Span(f"  {mask.text(doubt)}" if doubt else "", "against"),
        ))  # fmt: skip
        for act in row.acts[:3]:
            told = " · ".join(filter(None, (mask.text(act.text), mask.text(act.member))))
            kind = mask.text(phrases.label("act_kind", act.kind))
            yield Entry(("act", act.id), (
                Span(f"{phrases.day(act.date, self.app.today)}  ", "muted"), Span(kind),
                Span(f"  {told}" if told else "", "muted"),
            ), 2)  # fmt: skip

    def _candidate(self, place: int, row: CandidateRow) -> Entry:
        why = phrases.listed(phrases.label("coach", reason) for reason in row.found.reasons)
        return Entry(("person", row.person), (
            Span(f"{place} ", "muted"), Span(self._called(row.person, row.name, row.title), "strong"),
            Span(f"  {t('coaches.points', n=row.found.score)}", "muted"), Span(f"  {self.app.mask.text(why)}"),
        ), hang=4)  # fmt: skip

    def _checklist(self, found: Coaching) -> Iterator[Entry]:
        for group in dict.fromkeys(each.item.group for each in found.checklist):
            here = [each for each in found.checklist if each.item.group == group]
            known, all = collecting.covered(here)
            yield heading(playbook.advice("coach", group, words.short()), t("coaches.covered", known=known, all=all))
            for each in here:
                yield self._item(each)
                for row in found.told:
                    if row.item == each.item:
                        yield self._told(row)

    def _item(self, each: Collected) -> Entry:
        word, role = SIGNS[each.known]
        code = each.item.value.partition("_")[2]
        text = playbook.advice(f"coach.items.{each.item.group}", code, words.short())
        how = "" if each.told or each.known is Known.NO else t("coaches.from_data")
        return Entry(("item", each.item.value), (
            Span(f"{t(word)} ", role), Span(text), Span(f"  {how}" if how else "", "muted"),
        ), hang=4)  # fmt: skip

    def _told(self, row: reading.ToldRow) -> Entry:
        mask = self.app.mask
        by = mask.name("person", row.person, row.person_name) if row.person is not None else ""
        beside = " · ".join(filter(None, (phrases.day(row.date, self.app.today), by, mask.text(row.member))))
        return Entry(("intel", row.id), (Span(mask.text(row.text)), Span(f"  {beside}", "muted")), 3)

    # Acting -------------------------------------------------------------------------------------------

    @on(Listing.Opened)
    async def opened(self) -> None:
        self.action_open()

    @work(group="ask")
    async def action_open(self) -> None:
        """The person; what was told is edited in place, what was not is asked for."""
        if (person := self.row("person")) is not None:
            from tui.sheets.person import PersonSheet

            await self.app.push_screen_wait(PersonSheet(person))
        elif self._here()[0] == "item":
            await self._add()
        else:
            await self._edit()

    def _here(self) -> tuple[str, Hashable]:
        chosen = self.listing.current
        return (str(chosen[0]), chosen[1]) if isinstance(chosen, tuple) and len(chosen) == 2 else ("", None)

    @work(group="ask")
    async def action_add(self) -> None:
        await self._add()

    async def _add(self) -> None:
        """On a person what he did for us, elsewhere what was told of the item under the cursor."""
        if (person := self.row("person")) is not None:
            await Recorder(self.app).add("act", person, account=self.account)
            return
        noun, what = self._here()
        item: Value = str(what) if noun == "item" else IntelItem.PROJECT_SIZE.value
        await Recorder(self.app).add("intel", self.account, values={"item": item, "opportunity": self.opportunity})

    @work(group="ask")
    async def action_edit(self) -> None:
        await self._edit()

    async def _edit(self) -> None:
        for noun in (*EDITED, "person"):
            if (row := self.row(noun)) is not None:
                await Recorder(self.app).edit(noun, row)

    @work(group="ask")
    async def action_inside(self) -> None:
        """Mark somebody as an inside contact."""
        person = self.row("person")
        if person is None:
            self.app.say(t("coaches.on_person"), bad=True)
            return
        options = [Option(each.value, phrases.label("inside", each)) for each in Inside]
        chosen = await self.app.push_screen_wait(Chooser(t("board.inside_how"), among(options)))
        if chosen is not None:
            await self.app.write(writing.mark_inside, person, Inside(str(chosen)), opportunity=self.opportunity)

    @work(group="ask")
    async def action_delete(self) -> None:
        noun = next((each for each in EDITED if self.row(each) is not None), "")
        if not noun:
            self.app.say(t("sheet.not_here"), bad=True)
        else:
            await deleting.delete(self.app, [(noun, self.row(noun) or 0)])
