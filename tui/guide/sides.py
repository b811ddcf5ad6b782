"""What the guide shows: on the left the funnel, on the right what is known, below 110 columns one of them at a time."""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.reads.brief import QuestionLine
from models.reads.questions import AskingRow
from models.rules.vocabulary import AskingState
from tui import phrases, words
from tui.form_pane import FormPane
from tui.guide import asking, lines
from tui.guide.asking import Told
from tui.guide.lines import Draw
from tui.guide.whom import Whom, taken, whom
from tui.keys import key
from tui.widgets.bars import Bar
from tui.widgets.funnel import Walk
from tui.widgets.listing import Listing
from tui.words import t

WIDE = 110
"""From this width on the funnel and what is known stand side by side."""
ROOMY = 26
"""From this height on every suggestion tells its reasons; below, only the one under the cursor."""
NARROW_TEXT = 76


class Asked(Walk):
    """The funnel: space ticks."""

    BINDINGS = [key("space", "tick", "guide.tick")]

    class Ticked(Listing.Moved):
        """Space was pressed on a row."""

    def action_tick(self) -> None:
        self.post_message(self.Ticked(self, self.current))


class Sides(FormPane[Told]):
    """The two sides of the guide, the line above them and the one below."""

    DEFAULT_CSS = """
    Sides #asked { width: 3fr; }
    Sides #known { width: 2fr; border-left: vkey $panel; }
    Sides #advice { height: auto; max-height: 2; padding: 0 1; color: $muted; background: $surface; }
    Sides #foot { height: 1; padding: 0 2; color: $muted; background: $surface; }
    Sides.-narrow #known { display: none; border-left: none; width: 1fr; }
    Sides.-narrow.-known #known { display: block; }
    Sides.-narrow.-known #asked { display: none; }
    """

    _seen: tuple[object, ...] = ()
    _begun: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield Bar(id="whom")
        yield Static("", id="advice")
        with Horizontal():
            yield Asked(id="asked")
            yield Walk(id="known")
        yield Static("", id="foot")

    # Reading and showing ------------------------------------------------------------------------------

    @property
    def whom(self) -> Whom:
        """Whom one asks at the account in hand."""
        return whom(self.app, self.account or 0)

    @property
    def turning(self) -> bool:
        """Whether what is here is still of the person or the opportunity chosen before."""
        return self._begun != (self.account, *self.whom.choice)

    @property
    def asked(self) -> Asked:
        """The funnel."""
        return self.query_one(Asked)

    @property
    def known(self) -> Walk:
        """The needs and what is known."""
        return self.query_one("#known", Walk)

    @property
    def account_here(self) -> int | None:
        """The account a face key opens."""
        return self.account

    def wake(self) -> None:
        """Take the account in hand, and the person one asks there."""
        self.set_reactive(Sides.account, getattr(self.screen, "account", None))
        if self.account is not None:
            taken(self.app, self.account)
        self.stale = self.stale or self.whom.sought or (self.account, *self.whom.choice) != self._seen
        if not self.stale and self.whom.aim:
            self._aim()
        super().wake()

    def read(self) -> Callable[[], Told] | None:
        self._seen = (self.account, *self.whom.choice)
        if self.account is None:
            return None
        return partial(
            asking.ask, self.account, self.app.today, *self.whom.choice, words.language(), self.app.settings,
            self.whom.found,
        )  # fmt: skip

    def show(self, answer: Told | None) -> None:
        if answer is None or answer.guide.account != self.account:
            self.query_one("#whom", Bar).pieces = ()
            self.query_one("#advice", Static).update("")
            self.asked.fill((), empty=t("guide.no_account"))
            self.known.fill(())
            return
        self._head(answer)
        self.asked.fill(list(lines.funnel(answer, self.draw(self.asked), self.whom.level, self.whom.found)))
        self.known.fill(list(lines.known(answer, self.draw(self.known))))
        if self.whom.sought and self.whom.found:
            self.whom.sought = not self.asked.go_to(answer.place(self.whom.found))
        elif self.whom.aim:
            self._aim()
            self.whom.aim = None
        elif self._begun != self._seen:
            self._begin(answer)
        self._begun = self._seen
        self.foot()

    def draw(self, listing: Listing) -> Draw:
        """How a side is drawn."""
        width = (listing.size.width or NARROW_TEXT) - 3
        return Draw(self.app.mask, self.app.today, width, self.size.height >= ROOMY)

    def _head(self, told: Told) -> None:
        mask, draw = self.app.mask, self.draw(self.asked)
        person = told.whom
        deal = next((name for id, name in told.board.opportunities if id == told.guide.opportunity), "")
        pieces = [
            (f" {mask.name('account', told.guide.account, told.board.name)} ", "here"), (f" {draw.name(person)} ", ""),
        ]
        if person is not None:
            stance = phrases.stance(person.stance)
            about = " · ".join(filter(None, (person.title, phrases.roles(person.roles, short=True), stance)))
            pieces.append((f"{mask.text(about)} ", "muted"))
        if deal:
            pieces.append((f"· {mask.name('opportunity', told.guide.opportunity, deal)} ", ""))
        bar = self.query_one("#whom", Bar)
        bar.pieces = tuple(pieces)
        bar.right = " " + t("call.on", since=self.whom.clock) if self.whom.since else ""
        how = lines.advice(person) if person is not None else t("guide.choose_person")
        self.query_one("#advice", Static).update(Content("" if mask.on else how))

    def _begin(self, told: Told) -> None:
        """Begin at what is half written, else at what was chosen and not answered, else at the best question."""
        open_ones = [row.id for row in told.rows if row.state != AskingState.ANSWERED]
        rows = [("asking", row) for row in (*sorted(told.drafts), *open_ones)]
        best = [("next", line.id) for line in told.next(self.whom.level)]
        if rows or best:
            self.asked.go_to([*rows, *best][0])
        if told.drafts:
            self.app.say(t("guide.drafts", n=len(told.drafts)))

    def _aim(self) -> None:
        if self.asked.go_to(self.whom.aim):
            self.whom.aim = None

    @on(Listing.Moved, "#asked")
    def moved(self, event: Listing.Moved) -> None:
        if not isinstance(event, (Listing.Opened, Asked.Ticked)):
            self.foot()

    def foot(self) -> None:
        """Say what one can do with the row under the cursor, and why it is there."""
        row, line = self.asking(), self.suggestion()
        if self.known.has_focus:
            told = t("guide.on_needs")
        elif line is not None:
            told = self.draw(self.asked).why(line)
        else:
            told = t(f"guide.on_{row.state}") if row else ""
        self.query_one("#foot", Static).update(Content(told))

    def retell(self) -> None:
        """In another language the questions are other texts: read again."""
        if not self.stale:
            self.refresh_soon()

    def on_resize(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")

    @on(Walk.Sized)
    def again(self) -> None:
        """Texts break elsewhere."""
        if not self.stale:
            self.show(self.answer)

    # What is under the cursor -------------------------------------------------------------------------

    def _under(self, kind: str) -> int | None:
        chosen = self.asked.current
        return chosen[1] if isinstance(chosen, tuple) and chosen[0] == kind else None

    def asking(self) -> AskingRow | None:
        """The question chosen, asked or answered under the cursor."""
        found = self._under("asking")
        return self.answer.row(found) if self.answer and found is not None else None

    def suggestion(self) -> QuestionLine | None:
        """The suggestion under the cursor."""
        number = self._under("next")
        return next((q for q in self.answer.guide.next if q.id == number), None) if self.answer else None
