"""How far the decision is: each role with its support and doubts, what is unknown, and who meets whom (P15, P16)."""

from collections.abc import Hashable, Iterator

from models.reads import progress as reading
from models.reads.progress import DoubtRow, ProgressSheet, TouchRow
from models.rules.progress import Layer, Seat
from models.rules.vocabulary_ledger import DoubtState
from models.writes import ledger as writing
from tui import phrases, words
from tui.sheets.deal_section import Asked, Entry, Section, noun_of
from tui.widgets.listing import Span
from tui.words import t

ROLES = {"champion": "for", "supporter": "for", "enemy": "against", "blocker": "against", "unknown": "warn"}


class Progressing(Section[ProgressSheet]):
    """What both parts of the board share."""

    @classmethod
    def read(cls, asked: Asked) -> ProgressSheet:
        """The board of the opportunity."""
        return reading.progress(asked.deal, asked.today, asked.settings)

    def person(self, found: ProgressSheet, key: int) -> str:
        """What somebody on the board is called."""
        name, title, seat = found.names.people[key]
        shown = self.app.mask.name("person", key, name) if name else ""
        return phrases.person(shown, self.app.mask.text(title), placeholder=seat)

    async def open(self, row: Hashable) -> None:
        """The person; what is no person is edited."""
        noun, key = noun_of(row)
        if noun != "person":
            await self.edit(row)
            return
        from tui.sheets.person import PersonSheet

        await self.app.push_screen_wait(PersonSheet(key))

    def named(self, found: ProgressSheet, people: tuple[int, ...]) -> str:
        """Several people in one line."""
        return phrases.listed(self.person(found, each) for each in people if each in found.names.people)


class ProgressSection(Progressing):
    """A line for everybody in each role, with his doubts below him; `a` records a doubt."""

    CODE = "progress"
    ADDS = "doubt"
    EDITS = DELETES = frozenset({"doubt"})

    def beside(self, found: ProgressSheet) -> str:
        seen = found.board.coverage
        return " · ".join((
            t("progress.reached", percent=seen.reached_percent), words.many("progress.open", found.board.doubts_open),
        ))  # fmt: skip

    def entries(self, found: ProgressSheet) -> Iterator[Entry]:
        yield from self._lacks(found)
        for seat in found.board.seats:
            yield self._seat(found, seat)
            for key in seat.doubts:
                yield self._doubt(found.doubts[key])

    def _lacks(self, found: ProgressSheet) -> Iterator[Entry]:
        """What coverage lacks (P15)."""
        seen, board = found.board.coverage, found.board
        people = {"stance_unknown": seen.stance_unknown, "neglected": seen.neglected, "unmet": seen.deciders_unmet}
        told = []
        if not seen.decision_met:
            told.append(t("progress.decision_never_met"))
        if seen.roles_missing:
            told.append(t("progress.roles_missing", roles=phrases.roles(seen.roles_missing)))
        told += [
            t(f"progress.lacks.{code}", people=self.named(found, whom), n=self.app.settings.contact_days)
            for code, whom in people.items() if whom
        ]  # fmt: skip
        if board.thread is not None:
            names = {key: self.app.mask.name("person", key, name) for key, (name, _, _) in found.names.people.items()}
            told.append(phrases.warning(self.app.mask.finding(board.thread), names))
        for text in told:
            yield Entry(None, (Span("! ", "against"), Span(text)), hang=2)

    def _seat(self, found: ProgressSheet, seat: Seat) -> Entry:
        mask = self.app.mask
        role = phrases.label("role", seat.role) if seat.role else t("progress.no_role")
        key: Hashable = ("person", seat.person) if seat.person is not None else ("seat", 0)
        if seat.person is None and seat.unit is None:
            return Entry(None, (Span(f"{role}  ", "muted"), Span(t("progress.nobody"), "against")), hang=4)
        unit = mask.text(found.names.units.get(seat.unit or 0, ""))
        name = self.person(found, seat.person) if seat.person is not None else f"{unit} {t('progress.group')}"
        stance = mask.text(phrases.stance(seat.stance))
        known = {True: t("progress.met"), False: t("progress.not_met"), None: t("progress.seat")}[seat.met]
        return Entry(key if seat.person is not None else None, (
            Span(f"{role}  ", "muted"), Span(name, "strong"),
            Span(f"  {stance}", "" if mask.on else ROLES.get(seat.stance, "")),
            Span(f"  {known}", "muted" if seat.met else "warn"),
        ), hang=4)  # fmt: skip

    def _doubt(self, row: DoubtRow) -> Entry:
        mask, late = self.app.mask, row.due is not None and row.due < self.app.today
        settled = row.state == DoubtState.SETTLED
        answer = mask.text(row.answer) if row.answer else t("progress.no_answer")
        due = phrases.day(row.due, self.app.today) if row.due else ""
        beside = " · ".join(filter(None, (mask.text(row.owner), due)))
        return Entry(("doubt", row.id), (
            Span(f"{phrases.label('doubt_state', row.state)}  ", "good" if settled else "warn"),
            Span(mask.text(row.text)), Span(f" → {answer}", "" if row.answer else "warn"),
            Span(f"  {beside}" if beside else "", "against" if late and not settled else "muted"),
        ), 2, 4)  # fmt: skip

    async def done(self, row: Hashable) -> None:
        """Answered, settled, and open again."""
        noun, key = noun_of(row)
        if noun != "doubt":
            self.not_here()
        elif done := await self.app.write(writing.answer, key):
            self.app.say(t("progress.doubt_now", state=phrases.label("doubt_state", done.value)))


class TouchSection(Progressing):
    """A line for each level, and below it who of ours meets whom; `a` plans a meeting."""

    CODE = "touches"
    ADDS = "touch"
    EDITS = DELETES = frozenset({"touch"})

    def beside(self, found: ProgressSheet) -> str:
        done = sum(row.done is not None for row in found.touches.values())
        return t("progress.touched", done=done, all=len(found.touches)) if found.touches else ""

    def entries(self, found: ProgressSheet) -> Iterator[Entry]:
        for layer in found.board.layers:
            yield self._layer(layer)
            for key in layer.touches:
                yield self._touch(found.touches[key])

    def _layer(self, layer: Layer) -> Entry:
        counts = t(
            "progress.layer", people=len(layer.people), met=layer.met, ours=layer.ours, theirs=layer.theirs,
            unknown=layer.unknown,
        ) if layer.people else t("progress.layer_empty")  # fmt: skip
        lack = t("progress.untouched") if layer.untouched else ""
        return Entry(None, (
            Span(phrases.label("level", layer.level), "strong"), Span(f"  {self.app.mask.text(counts)}", "muted"),
            Span(f"  {lack}" if lack else "", "against"),
        ), hang=4)  # fmt: skip

    def _touch(self, row: TouchRow) -> Entry:
        mask, late = self.app.mask, row.done is None and row.due is not None and row.due < self.app.today
        whom = mask.name("person", row.person, row.person_name) if row.person else t("progress.somebody")
        when = t("progress.done_on", day=phrases.day(row.done, self.app.today)) if row.done else (
            phrases.day(row.due, self.app.today) if row.due else t("progress.no_day"))
        return Entry(("touch", row.id), (
            Span("✓ " if row.done else "- ", "good" if row.done else "muted"),
            Span(f"{mask.text(row.colleague)} → {whom}"), Span(f"  {mask.text(row.text)}" if row.text else ""),
            Span(f"  {when}", "against" if late else "muted"),
        ), 2, 4)  # fmt: skip

    async def done(self, row: Hashable) -> None:
        """It took place today, or not yet."""
        noun, key = noun_of(row)
        if noun != "touch":
            self.not_here()
        elif done := await self.app.write(writing.touched, key):
            self.app.say(t("progress.touch_done" if done.value else "progress.touch_again"))
