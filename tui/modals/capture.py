"""Quick capture: one line, understood while it is typed, shown before it is saved, saved by Enter."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Input, Static

from models import faults
from models.reads import capture
from models.reads.capture import Understood
from models.rules.capture import Problem
from models.rules.vocabulary import VisitState
from models.writes.capture import capture as storing
from tui import drafts
from tui.desk import Desk
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.modals.panel import Panel
from tui.pages.capture import told
from tui.widgets.entry import Entry
from tui.widgets.listing import Line, Listing, Span
from tui.words import t

DRAFT = "capture-0"
"""The key of the one draft of a line."""
DRAFT_SECONDS = 0.5
"""What is typed is on the disk this much later, whether one goes on typing or not."""
MOST_LINES = 12
ROLES: Mapping[str, str] = {
    "title": "strong", "heading": "accent", "danger": "against", "warning": "warn", "dim": "muted",
}  # fmt: skip
"""What a text of a page is, as the panel shows it."""


class Capture(Panel[tuple[int, int]]):
    """Answers with the account and the visit once it is saved; left, the line is kept as a draft."""

    DEFAULT_CSS = """
    Capture Horizontal { height: 1; padding: 0 1; }
    Capture .ask--mark { width: 2; color: $mark; }
    Capture Entry { width: 1fr; }
    Capture Listing { height: 1; }
    """
    BINDINGS = [
        key("ctrl+s", "save", "capture.save", priority=True),
        key("ctrl+x", "forget", "capture.forget", priority=True),
    ]

    def __init__(self, line: str = "", chosen: capture.Chosen | None = None) -> None:
        super().__init__()
        self.begin = line
        self.chosen: dict[tuple[str, str], int] = dict(chosen or {})
        self.found: Understood | None = None
        self._told = asyncio.Event()
        """What was typed has been understood."""
        self._timer: Any = None
        self._changed = False
        self._saving = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(t("capture.title")), classes="panel--title")
            with Horizontal():
                yield Static("> ", classes="ask--mark")
                yield Entry(self.begin)
            yield Listing()
            yield Static(Content(t("capture.hint")), classes="panel--hint", id="notice")

    def on_mount(self) -> None:
        self.query_one(Listing).can_focus = False
        restored = self._restore()
        entry = self.query_one(Entry)
        entry.focus()
        entry.cursor_position = len(entry.value)
        if restored:
            self.notice(t("capture.restored"))
        self.look(entry.value)

    @property
    def line(self) -> str:
        """What stands in the line."""
        return self.query_one(Entry).value

    def notice(self, text: str, *, bad: bool = False) -> None:
        """Say something at the foot."""
        line = self.query_one("#notice", Static)
        line.set_class(bad, "panel--error")
        line.update(Content(text))

    # Understanding ----------------------------------------------------------------------------------------

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """A letter was typed: it is understood at once and kept soon."""
        event.stop()
        self._told.clear()
        self.look(event.value)
        self._changed = self._changed or event.value != self.begin
        if self._changed and self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)

    @work(exclusive=True, group="read")
    async def look(self, line: str) -> None:
        """Ask what the line means, and show it."""
        try:
            self.found = await self.app.read(
                capture.understand, line, self.app.today, self.app.member, dict(self.chosen)
            )
        except faults.Fault:
            self._told.set()
            raise
        self._show(line)
        self._told.set()

    def _show(self, line: str) -> None:
        if self.found is None or not self.is_attached:
            return
        found = told(self.found, self.app.today, self.app.mask) if line.strip() else []
        lines = [Line(None, tuple(Span(part.text, ROLES.get(part.style, "")) for part in each)) for each in found]
        listing = self.query_one(Listing)
        listing.styles.height = max(1, min(len(lines), MOST_LINES))
        listing.fill(lines, empty=t("capture.example"))
        listing.set_reactive(Listing.cursor, -1)  # nothing to choose here

    # Saving -----------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save; asked twice in a breath it is done once."""
        if not self._saving:
            self._saving = True
            self.save()

    @work(group="ask")
    async def save(self) -> None:
        """Save what is understood; what could be several is asked first, what is wanting is said."""
        try:
            await self._told.wait()
            self.save_draft()
            while (problem := self._choosable()) is not None:
                if not await self._choose(problem):
                    return
            await self._store()
        finally:
            self._saving = False

    def _choosable(self) -> Problem | None:
        """The first problem that a choice can mend."""
        problems = self.found.said.problems if self.found else ()
        kinds = ("account", "person", "deal", "member")
        return next((each for each in problems if each.word and each.code.partition("_")[0] in kinds), None)

    async def _choose(self, problem: Problem) -> bool:
        """Ask who is meant, or that somebody is new; answers whether it was said."""
        kind = problem.code.partition("_")[0]
        options = self._options(kind, problem)
        if not options:
            return self._say_problem(problem)
        asked = Chooser(t(f"capture.which_{kind}", word=problem.word), among(options))
        number = await self.app.push_screen_wait(asked)
        if not isinstance(number, int):
            return False
        self.chosen[kind, problem.word] = number
        self._changed = True
        self._told.clear()
        self.look(self.line)
        await self._told.wait()
        self.save_draft()
        return True

    def _say_problem(self, problem: Problem) -> bool:
        self.notice(t(f"capture.problem.{problem.code}", word=problem.word), bad=True)
        return False

    def _options(self, kind: str, problem: Problem) -> list[Option]:
        if self.found is None:
            return []
        mask, known = self.app.mask, self.found.known
        if kind == "account":
            return [Option(house.id, mask.name(kind, house.id, house.name)) for house in self.found.houses]
        noun = {"deal": "opportunity"}.get(kind, kind)
        names = {"person": known.people, "deal": known.deals, "member": known.members}[kind]
        wanted = problem.ids or tuple(number for number in names if number > 0)
        options = [Option(number, mask.name(noun, number, names.get(number, ""))) for number in wanted]
        if kind == "person" and not problem.ids:
            fresh = min((number for number in names if number < 0), default=0) - 1
            options.append(Option(fresh, t("capture.new_person", name=problem.word)))
        return options

    async def _store(self) -> None:
        found = self.found
        if found is None or found.house is None:
            return
        if found.said.problems:
            self._say_problem(found.said.problems[0])
            return
        if found.said.lacks_step:
            self.notice(t("capture.no_step"), bad=True)
            return
        newcomers = {number: word for (kind, word), number in self.chosen.items() if kind == "person" and number < 0}
        done = await self.app.write(storing, found.house.id, found.said, newcomers)
        if done is None:
            return
        self._forget()
        self.dismiss((found.house.id, done.value if found.said.state is VisitState.DONE else 0))

    # Keeping ----------------------------------------------------------------------------------------------

    def _restore(self) -> bool:
        """Put the line that was left into the entry; answers whether there was one."""
        held = drafts.load(DRAFT)
        line = held.get("line") if held else None
        if held is None or not isinstance(line, str) or not line.strip():
            return False
        for each in held.get("chosen") or ():
            if isinstance(each, list) and len(each) == 3 and isinstance(each[2], int):
                self.chosen[str(each[0]), str(each[1])] = each[2]
        self.query_one(Entry).value = line
        self._changed = True
        return True

    def save_draft(self) -> None:
        """Keep what was typed and chosen."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._changed:
            return
        try:
            if self.line.strip():
                chosen = [[*word, number] for word, number in self.chosen.items()]
                drafts.keep(DRAFT, {"line": self.line, "chosen": chosen})
            else:
                drafts.drop(DRAFT)
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    def _forget(self) -> None:
        self._changed = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        drafts.drop(DRAFT)

    def action_forget(self) -> None:
        """Throw the line away."""
        self._forget()
        self.dismiss(None)

    def action_leave(self) -> None:
        self.save_draft()
        if self._changed and self.line.strip():
            self.app.say(t("form.draft_kept"))
        self.dismiss(None)

    def on_desk_said(self, event: Desk.Said) -> None:
        """A refusal stands in the panel that asked."""
        event.stop()
        try:
            self.notice(event.text, bad=event.bad)
        except NoMatches:
            return


async def start(app: Desk, account: int | None, person: int | None = None) -> tuple[int, int] | None:
    """Ask for a line about the account and the person in hand; answers the account and the visit that was done."""
    masked = app.mask.on
    line, chosen = await app.read(partial(_begun, account, person, masked=masked)) if account is not None else ("", {})
    saved: tuple[int, int] | None = await app.push_screen_wait(Capture(line, chosen))
    return saved


def _begun(account: int, person: int | None, *, masked: bool) -> tuple[str, dict[tuple[str, str], int]]:
    """The beginning of a line about an account and somebody there.

    Names, or the account's number alone where names are not to be seen.
    """
    from models.reads import labels

    name = labels.names("account", [account]).get(account, "").replace('"', "")
    if masked or not name:
        return f"#{account} ", {}
    plain = " ".join(name.split())
    line, chosen = f"{_word(plain)} ", {("account", plain): account}
    whom = labels.names("person", [person]).get(person, "").replace('"', "").split() if person is not None else []
    if whom and person is not None:
        line += f"{_word(' '.join(whom))} "
        chosen["person", " ".join(whom)] = person
    return line, chosen


def _word(plain: str) -> str:
    """A name as the line takes it for one."""
    return f'"{plain}"' if any(each in plain for each in ":：@＠“「『") else plain
