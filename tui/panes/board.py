"""The stance board: who is for us, who against, who unknown; a key moves a card and asks for the evidence."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from models.reads import ledger, people
from models.reads.cards import PersonLine
from models.reads.people import Board
from models.rules import coverage
from models.rules.settings import Settings
from models.rules.vocabulary import Level, Stance
from tui import board_days, phrases, stance_moves
from tui.board_deeds import BoardDeeds
from tui.keys import Act, key
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
STYLES = {
    "title": "bold", "good": "$success", "warning": "$warning", "danger": "$error", "dim": "$muted",
    "accent": "$accent", "past": "bold reverse $warning",
}
ROOMY = 24
"""From this height on more is told below the board, and what its marks mean."""


class StanceBoard(BoardDeeds):
    """Columns C S N E B ? with a card for each person, of today or of an earlier day."""

    NAME = "board"
    SHOWS = frozenset({
        "person", "person_role", "stance_entry", "unit", "committee_member", "visit", "visit_person", "act",
        "inside_mark", "relation", "account", "opportunity", "competitor",
    })
    BINDINGS = [
        *stance_moves.KEYS,
        key("a", "add", "person.add"),
        key("e", "edit", "person.edit"),
        key("i", "inside", "person.inside"),
        key("d", "delete", "person.delete", show=False),
        key("t", "day", "board.day"),
        key("v", "since", "board.since"),
        key("m", "ledger", "board.ledger", show=False),
        key("s", "coaches", "board.coaches", show=False),
        key("r", "relations", "board.relations", show=False),
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
    StanceBoard #days { height: 1; display: none; }
    StanceBoard.dated #days { display: block; }
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

    since: date | None = None
    """The day it is compared with."""

    def compose(self) -> ComposeResult:
        yield Static("", id="days")
        yield Columns()
        yield Static("", id="told")
        yield Static("", id="legend")
        yield Static("", id="gaps")

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
        """What one account's board was narrowed to means nothing on another's, nor do its days."""
        self.narrowed, self.as_of, self.since = ("", None), None, None
        super().watch_account()

    def read(self) -> Callable[[], Board] | None:
        if self.account is None:
            return None
        days = {"as_of": self.as_of, "since": self.since}
        return partial(_ask, self.account, self.opportunity, self.app.today, self.app.settings, **days)

    def show(self, answer: Board | None) -> None:
        told = answer if answer is not None and answer.account == self.account else None
        self.set_class(self.size.height >= ROOMY, "roomy")
        dated = told is not None and (told.as_of is not None or told.since is not None)
        self.set_class(dated, "dated")
        self._tell("#legend", [cards.legend()] if told else [])
        self._tell_below(told, dated)
        empty = t("board.nothing") if told is None else t("board.none_here" if self.narrowed[0] else "board.empty")
        self.columns.show_stacks([self._stack(column) for column in told.columns] if told else (), empty)
        if self.made is not None and self.columns.reach(self.made):
            self.made = None

    def _tell_below(self, told: Board | None, dated: bool) -> None:
        """The gaps of today; of other days who moved, and above the board which day it is."""
        if told is None or not dated:
            self._tell("#gaps", self._gap_lines(told) if told and not self.app.mask.on else [])
            return
        self._say("#days", [board_days.mark(told, self.app)])
        self._say("#gaps", [] if self.app.mask.on else self._clipped(board_days.moves(told, self.app)))

    def _clipped(self, lines: Iterable[spans.Line]) -> list[spans.Line]:
        """As many of these lines as there is room for, each in one."""
        most, wide = 6 if self.has_class("roomy") else 4, max(20, self.size.width - 4)
        return [next(iter(spans.clipped(line, wide, 1, spans.ELLIPSIS, 2))) for line in islice(lines, most)]

    def _say(self, where: str, lines: Iterable[spans.Line]) -> None:
        told = [Content.assemble(*((span.text, STYLES.get(span.style, "")) for span in each)) for each in lines]
        self.query_one(where, Static).update(Content("\n").join(told))

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
        moved = board_days.tail(card.stance_before, card.stance) if self.since else ARROWS.get(card.trend, "")
        tail = ("?" if card.doubtful else "") + moved
        role = ROLES.get(Stance(card.stance), "strong")
        if mask.on:
            tail, role = "", "strong"
        facts = cards.facts(card, self.app.today, mask)
        return CardFace(card.id, Span(name, role), tail, cards.place(card, mask), facts)

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

    # Narrowing, and the days -------------------------------------------------------------------------

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

    @work(group="ask")
    async def action_day(self) -> None:
        """Show the board of an earlier day, or today's again."""
        day = await self._ask_day(t("board.which_day"), self.as_of)
        if day is not None:
            self.as_of = day if isinstance(day, date) and day != self.app.today else None
            self.refresh_soon()

    @work(group="ask")
    async def action_since(self) -> None:
        """Compare the board with an earlier day, or no longer."""
        day = await self._ask_day(t("board.since_which_day"), self.since)
        if day is not None:
            self.since = day if isinstance(day, date) else None
            self.refresh_soon()

    async def _ask_day(self, title: str, current: date | None) -> date | str | None:
        if self.account is None:
            return None
        return await board_days.ask_day(self.app, title, self.account, self.opportunity, current)

    @work(group="ask")
    async def action_ledger(self) -> None:
        """Every entry of the ledger; the one chosen there is the day the board shows."""
        if self.account is None:
            return
        from tui.sheets.ledger import LedgerSheet

        day = await self.app.push_screen_wait(LedgerSheet(self.account, self.opportunity))
        if day is not None:
            self.as_of = day if day < self.app.today else None
            self.refresh_soon()

    @work(group="ask")
    async def action_coaches(self) -> None:
        """Who is our coach, who could be, and what to ask."""
        if self.account is not None:
            from tui.sheets.coach import CoachSheet

            await self.app.push_screen_wait(CoachSheet(self.account, self.opportunity))

    @work(group="ask")
    async def action_relations(self) -> None:
        """How we stand with the house and with each person, and what leads on."""
        if self.account is not None:
            from tui.sheets.relations import RelationSheet

            await self.app.push_screen_wait(RelationSheet(self.account, self.opportunity))

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


def _ask(
    account: int, opportunity: int | None, today: date, settings: Settings, *, as_of: date | None, since: date | None
) -> Board:
    """The board, with its gaps found where nobody waits for them: they are asked for when it is shown."""
    found = ledger.board(account, opportunity, today=today, as_of=as_of, since=since)
    if as_of is None and since is None:
        coverage.gaps(found.facts, opportunity, today, settings)
    return found
