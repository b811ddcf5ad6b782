"""The stance board: who is for us, who against, who unknown; a key moves a card and asks for the evidence."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from models.reads import people, records
from models.reads.cards import PersonLine
from models.reads.people import Board
from models.rules import coverage, stances
from models.rules.settings import Settings
from models.rules.vocabulary import Inside, Level, Stance
from models.writes import people as writing
from models.writes import records as record_writing
from tui import phrases
from tui.form_pane import FormPane
from tui.keys import Act, key
from tui.modals.ask import Ask, sure
from tui.modals.chooser import Chooser, Option, among
from tui.pages import card as cards
from tui.pages import spans
from tui.widgets.columns import CardFace, Columns, Stack
from tui.widgets.listing import Listing, Span
from tui.words import t

ROLES = {Stance.CHAMPION: "for", Stance.SUPPORTER: "for", Stance.ENEMY: "against", Stance.BLOCKER: "against"}
ARROWS = {"up": " ^", "down": " v"}
GAPS = 4
"""Gaps that are told below the board, and the lines they may take."""
STYLES = {"title": "bold", "good": "$success", "warning": "$warning", "danger": "$error", "dim": "$muted"}
ROOMY = 24
"""From this height on more is told below the board, and what its marks mean."""


class StanceBoard(FormPane[Board]):
    """Columns C S N E B ? with a card for each person."""

    NAME = "board"
    SHOWS = frozenset({
        "person", "person_role", "stance_entry", "unit", "committee_member", "visit", "visit_person", "act",
        "inside_mark", "relation", "account", "opportunity", "competitor",
    })
    BINDINGS = [
        key("less_than_sign", "stance(-1)", "person.stance_towards"),
        key("greater_than_sign", "stance(1)", "person.stance_away"),
        key("a", "add", "person.add"),
        key("e", "edit", "person.edit"),
        key("i", "inside", "person.inside"),
        key("d", "delete", "person.delete", show=False),
        key("n", "visit", "person.visit"),
        key("slash", "filter", "board.filter"),
    ]
    ACTS = (
        Act("person.transfer", "transfer"),
        Act("person.set_stance", "choose_stance"),
        Act("unit.add", "record('unit')"),
        Act("account_event.add", "record('account_event')"),
    )
    DEFAULT_CSS = """
    StanceBoard Columns { height: 1fr; }
    StanceBoard Static { padding: 0 2; background: $surface; }
    StanceBoard #told { height: 3; }
    StanceBoard #legend { height: auto; max-height: 3; color: $muted; display: none; }
    StanceBoard #gaps { height: auto; max-height: 4; color: $warning; }
    StanceBoard.roomy #told { height: 5; }
    StanceBoard.roomy #legend { display: block; }
    StanceBoard.roomy #gaps { max-height: 6; }
    """

    LEGENDS = (cards.legend,)

    narrowed: tuple[str, Hashable] = ("", None)
    """What the board is filtered by: opportunity, department or level."""
    narrowed_to = ""
    """How that is called."""

    made: int | None = None
    """Who was just recorded and is not on the board yet: the cursor goes there."""

    def compose(self) -> ComposeResult:
        yield Columns()
        yield Static("", id="told")
        yield Static("", id="legend")
        yield Static("", id="gaps")

    @property
    def columns(self) -> Columns:
        """The board."""
        return self.query_one(Columns)

    @property
    def opportunity(self) -> int | None:
        """The deal the stances are for, when the board is narrowed to one."""
        kind, value = self.narrowed
        return value if kind == "opportunity" and isinstance(value, int) else None

    @property
    def person_here(self) -> int | None:
        """The person under the cursor."""
        return self.columns.person

    def watch_account(self) -> None:
        """What one account's board was narrowed to means nothing on another's."""
        self.narrowed = ("", None)
        super().watch_account()

    def read(self) -> Callable[[], Board] | None:
        if self.account is None:
            return None
        return partial(_ask, self.account, self.opportunity, self.app.today, self.app.settings)

    def show(self, answer: Board | None) -> None:
        told = answer if answer is not None and answer.account == self.account else None
        self.set_class(self.size.height >= ROOMY, "roomy")
        self._tell("#legend", [cards.legend()] if told else [])
        self._tell("#gaps", self._gap_lines(told) if told and not self.app.mask.on else [])
        empty = t("board.nothing") if told is None else t("board.none_here" if self.narrowed[0] else "board.empty")
        self.columns.show_stacks([self._stack(column) for column in told.columns] if told else (), empty)
        if self.made is not None and self.columns.reach(self.made):
            self.made = None

    def _tell(self, where: str, lines: Iterable[str]) -> None:
        self.query_one(where, Static).update(Content("\n".join(lines)))

    @on(Columns.Chosen)
    def tell_card(self) -> None:
        """All of the card under the cursor, as much as fits."""
        card, panel = self._card_here(), self.query_one("#told", Static)
        told: list[spans.Line] = []
        if card is not None:
            most = 5 if self.has_class("roomy") else 3
            line = cards.whole(card, self.app.today, self.app.mask)
            told = list(spans.clipped(line, max(20, self.size.width - 4), most, spans.ELLIPSIS))
            if not self.has_class("roomy") and self.display:
                self.app.say(cards.legend(), hint=True)
        rows = [Content.assemble(*((span.text, STYLES.get(span.style, "")) for span in each)) for each in told]
        panel.update(Content("\n").join(rows), layout=False)

    def reach(self, person: Hashable) -> bool:
        """Put the cursor on a person; answers whether he is on the board."""
        return isinstance(person, int) and self.columns.reach(person)

    def _stack(self, column: people.Column) -> Stack:
        stance = Stance(column.stance)
        shown = {card.id: card for card in column.cards if self._passes(card)}

        def face(key: int) -> CardFace:
            return self._card(shown[key])

        if self.app.mask.on:
            return Stack(("·", "·"), "title", tuple(shown), face)
        titles = tuple(
            f"{column.letter} {phrases.label(family, column.stance)} {len(shown) or ''}"
            for family in ("stance", "stance.short")
        )
        return Stack(titles, ROLES.get(stance, "title"), tuple(shown), face)

    def _passes(self, card: PersonLine) -> bool:
        kind, value = self.narrowed
        return {"department": card.department == value, "level": card.level == value}.get(kind, True)

    def _card(self, card: PersonLine) -> CardFace:
        mask = self.app.mask
        name = phrases.person(mask.name("person", card.id, card.name), "", card.roles, placeholder=card.placeholder)
        tail = ("?" if card.doubtful else "") + ARROWS.get(card.trend, "")
        role = ROLES.get(Stance(card.stance), "strong")
        if mask.on:
            tail, role = "", "strong"
        return CardFace(
            card.id, Span(name, role), tail, cards.place(card, mask), cards.facts(card, self.app.today, mask)
        )

    def _gap_lines(self, board: Board) -> Iterator[str]:
        if self.narrowed[0]:
            yield t("board.narrowed", what=self.app.mask.text(self.narrowed_to))
        for gap in self._gaps(board):
            most = 2 if self.has_class("roomy") else 1
            for piece in spans.clipped((spans.Span(gap),), max(20, self.size.width - 4), most, spans.ELLIPSIS, 2):
                yield "".join(span.text for span in piece)

    def _gaps(self, board: Board) -> Sequence[str]:
        found = coverage.gaps(board.facts, self.opportunity, self.app.today, self.app.settings)
        names = {p.id: self.app.mask.name("person", p.id, p.name or p.title) for p in board.facts.people}
        return [f"! {phrases.gap(self.app.mask.finding(gap), names)}" for gap in found[:GAPS]]

    # Acting -------------------------------------------------------------------------------------------

    def _card_here(self) -> PersonLine | None:
        person = self.columns.person
        for column in self.answer.columns if self.answer else ():
            for card in column.cards:
                if card.id == person:
                    return card
        return None

    @work(group="ask")
    async def action_stance(self, direction: int) -> None:
        card = self._card_here()
        if card is None:
            return
        target = stances.moved(Stance(card.stance), direction)
        if target == card.stance:
            self.app.say(t("board.at_the_end"))
            return
        await self._move(card, target)

    @work(group="ask")
    async def action_choose_stance(self) -> None:
        card = self._card_here()
        if card is None:
            return
        options = [Option(s.value, f"{stances.letter(s)} {phrases.label('stance', s)}") for s in Stance]
        chosen = await self.app.push_screen_wait(Chooser(t("board.which_stance"), among(options), current=card.stance))
        if chosen is not None:
            await self._move(card, Stance(str(chosen)))

    async def _move(self, card: PersonLine, target: Stance) -> None:
        """Ask for the evidence, and enter the stance (P4)."""
        name = self.app.mask.name("person", card.id, card.name)
        question = t("board.evidence", name=name, stance=phrases.label("stance", target))
        evidence = await self.app.push_screen_wait(Ask(question, hint=t("board.evidence_hint")))
        if evidence is None:
            return
        rival = await self._rival() if stances.opposes_us(target) else None
        done = await self.app.write(
            writing.move_stance, card.id, target, evidence,
            opportunity=self.opportunity, confirmed=bool(evidence), competitor=rival,
        )
        if done:
            self.app.say(t("board.moved", name=name, stance=phrases.label("stance", target)))

    async def _rival(self) -> int | None:
        """Which competitor he backs; Esc leaves it open."""
        found = await self.app.read(records.options, "competitor", None, "")
        if not found:
            return None
        options = [Option(o.id, self.app.mask.name("competitor", o.id, o.text)) for o in found]
        chosen = await self.app.push_screen_wait(Chooser(t("board.backs_whom"), among(options)))
        return chosen if isinstance(chosen, int) else None

    @work(group="ask")
    async def action_add(self) -> None:
        made = await self.recorder().add("person", self.account) if self.account is not None else None
        if made is not None and not self.columns.reach(made):
            self.made = made

    @work(group="ask")
    async def action_record(self, noun: str) -> None:
        if self.account is not None:
            await self.recorder().add(noun, self.account)

    @work(group="ask")
    async def action_edit(self) -> None:
        if (person := self.columns.person) is not None:
            await self.recorder().edit("person", person)

    @work(group="ask")
    async def action_visit(self) -> None:
        if self.account is not None:
            met = (self.columns.person,) if self.columns.person is not None else ()
            await self.recorder().add("visit", self.account, values={"people": met})

    @work(group="ask")
    async def action_inside(self) -> None:
        card = self._card_here()
        if card is None:
            return
        options = [Option(i.value, phrases.label("inside", i)) for i in Inside]
        chosen = await self.app.push_screen_wait(Chooser(t("board.inside_how"), among(options), current=card.inside))
        if chosen is not None:
            await self.app.write(writing.mark_inside, card.id, Inside(str(chosen)), opportunity=self.opportunity)

    @work(group="ask")
    async def action_delete(self) -> None:
        card = self._card_here()
        if card and await sure(self.app, t("confirm.delete", n=1), t("confirm.undoable")):
            done = await self.app.write(record_writing.delete, "person", [card.id])
            if done:
                self.app.say(t("status.deleted", n=done.value))

    @work(group="ask")
    async def action_transfer(self) -> None:
        """Move the person to another account; what happened here stays here (P1)."""
        card = self._card_here()
        if card is None:
            return

        async def source(query: str) -> Sequence[Option]:
            found = await self.app.read(records.options, "account", None, query)
            return [Option(o.id, self.app.mask.name("account", o.id, o.text)) for o in found]

        target = await self.app.push_screen_wait(Chooser(t("board.transfer_to"), source))
        if isinstance(target, int):
            await self.app.write(writing.transfer, card.id, target)

    @work(group="ask")
    async def action_filter(self) -> None:
        if self.answer is None:
            return
        departments = sorted({c.department for column in self.answer.columns for c in column.cards if c.department})
        options = [
            Option(("", None), t("board.all")),
            *(Option(("opportunity", id), self.app.mask.name("opportunity", id, name), t("noun.opportunity"))
              for id, name in self.answer.opportunities),
            *(Option(("department", name), name, t("noun.unit")) for name in departments),
            *(Option(("level", level.value), phrases.label("level", level), t("enum.level")) for level in Level),
        ]
        chosen = await self.app.push_screen_wait(
            Chooser(t("board.narrow"), among(options), current=self.narrowed)
        )
        if isinstance(chosen, tuple):
            self.narrowed = (str(chosen[0]), chosen[1])
            self.narrowed_to = next(option.text for option in options if option.key == chosen)
            self.refresh_soon()

    @on(Listing.Opened)
    def opened(self, event: Listing.Opened) -> None:
        event.stop()
        if isinstance(event.key, int):
            self.open_sheet(event.key)

    @work(group="ask")
    async def open_sheet(self, person: int) -> None:
        """Everything about one person."""
        from tui.sheets.person import PersonSheet

        await self.app.push_screen_wait(PersonSheet(person))


def _ask(account: int, opportunity: int | None, today: date, settings: Settings) -> Board:
    """The board, with its gaps found where nobody waits for them: they are asked for when it is shown."""
    found = people.board(account, opportunity, today=today)
    coverage.gaps(found.facts, opportunity, today, settings)
    return found
