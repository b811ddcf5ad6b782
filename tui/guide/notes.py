"""Notes of a talk in its five parts, with the questions beside them, or one of both where it is narrow (V8)."""

from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from tui import drafts, phrases
from tui.guide import asking, lines
from tui.guide.noted import NOTES, PARTS, forget, kept
from tui.guide.sides import WIDE
from tui.keys import key
from tui.modals.panel import Panel
from tui.widgets.funnel import Walk
from tui.widgets.listing import Listing
from tui.words import t

if TYPE_CHECKING:
    from tui.panes.guide import Guide

DRAFT_SECONDS = 0.5
"""What is typed is on the disk this much later, whether one goes on typing or not."""


class TalkNotes(Panel[bool]):
    """Answers True when the talk shall end; left, it keeps what was noted."""

    DEFAULT_CSS = """
    TalkNotes { & > Vertical { height: 100%; max-height: 100%; } }
    TalkNotes #sides { height: 1fr; }
    TalkNotes #parts { width: 3fr; height: 1fr; }
    TalkNotes #parts Static { height: 1; color: $title; padding: 0 1; }
    TalkNotes TextArea {
        height: 1fr; min-height: 1; scrollbar-size: 0 0; border: none; padding: 0 1; background: $surface;
    }
    TalkNotes TextArea:focus { border: none; background: $panel; }
    TalkNotes #questions { width: 2fr; border-left: vkey $panel; }
    TalkNotes.-narrow #questions { display: none; border-left: none; width: 1fr; }
    TalkNotes.-narrow.-asking #questions { display: block; }
    TalkNotes.-narrow.-asking #parts { display: none; }
    """
    BINDINGS = [
        key("f4,ctrl+t", "turn", "notes.turn", priority=True),
        key("ctrl+s", "end", "notes.end", priority=True),
        key("tab", "app.focus_next", "notes.next", show=False),
        key("shift+tab", "app.focus_previous", "notes.previous", show=False),
    ]

    def __init__(self, guide: "Guide", account: int) -> None:
        super().__init__()
        self.guide = guide
        self.account = account
        self.told = guide.answer
        self.begun = kept(account)
        self.last = TextArea()
        self._timer: Any = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", classes="panel--title", id="head")
            with Horizontal(id="sides"):
                with Vertical(id="parts"):
                    for part in PARTS:
                        yield Static("", id=f"l-{part}")
                        yield TextArea(
                            self.begun.get(part, ""), id=f"p-{part}", tab_behavior="focus", show_line_numbers=False
                        )
                yield Walk(id="questions")
            yield Static("", classes="panel--hint", id="notice")

    @property
    def questions(self) -> Walk:
        """What to ask, and what was asked."""
        return self.query_one("#questions", Walk)

    def part(self, code: str) -> TextArea:
        """Where a part is noted."""
        return self.query_one(f"#p-{code}", TextArea)

    def on_mount(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.retell()
        self.last = self.part(next((part for part in PARTS if part not in self.begun), PARTS[-1]))
        for part in PARTS:
            self.part(part).move_cursor(self.part(part).document.end)
        self.last.focus()
        self.notice(t("notes.restored") if self.begun else t("notes.hint"))

    def on_resize(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.call_after_refresh(self.fill)

    def retell(self) -> None:
        """Say it in the language in use."""
        name = ""
        if self.told is not None:
            mask, person = self.app.mask, self.told.whom
            house = mask.name("account", self.account, self.told.board.name)
            whom = mask.name("person", person.id, person.name) if person is not None else ""
            name = " · ".join(filter(None, (house, whom, t("call.on", since=self.guide.whom.clock))))
        self.query_one("#head", Static).update(Content(name))
        for part in PARTS:
            tip = (t(f"notes.{part}.tip"), "$muted")
            self.query_one(f"#l-{part}", Static).update(Content.assemble(f"{t(f'notes.{part}')}  ", tip))
        self.call_after_refresh(self.fill)

    def fill(self) -> None:
        """Show the questions as wide as there is room."""
        if self.told is not None and self.is_attached:
            whom = self.guide.whom
            self.questions.fill(list(lines.funnel(self.told, self.guide.draw(self.questions), whom.level, whom.found)))

    def notice(self, text: str, *, bad: bool = False) -> None:
        """Say something at the foot."""
        line = self.query_one("#notice", Static)
        line.set_class(bad, "panel--error")
        line.update(Content(text))

    def on_desk_said(self, event: Any) -> None:
        event.stop()
        if self.is_attached:
            self.notice(event.text, bad=event.bad)

    # Noting -------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def typed(self, event: TextArea.Changed) -> None:
        """A letter was typed: it is kept soon."""
        event.stop()
        if self._timer is None and self.noted() != self.begun:
            self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)

    def noted(self) -> dict[str, str]:
        """What stands in the parts."""
        return {part: text for part in PARTS if (text := self.part(part).text).strip()}

    def save_draft(self) -> None:
        """Keep what was noted."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self.begun = None, self.noted()
        try:
            if self.begun:
                drafts.keep(asking.draft_key(NOTES, self.account), {"account": self.account, "parts": self.begun})
            else:
                forget(self.account)
        except OSError:
            self.notice(t("form.draft_failed"), bad=True)

    def action_turn(self) -> None:
        """Over to the questions, or back to where one was noting."""
        here = self.focused
        if isinstance(here, TextArea):
            self.last = here
            self.add_class("-asking")
            self.questions.focus(scroll_visible=False)
            self.call_after_refresh(self.fill)
        else:
            self.remove_class("-asking")
            self.last.focus()

    @on(Listing.Opened)
    @work(group="ask")
    async def ask(self, event: Listing.Opened) -> None:
        """Ask the question under the cursor, and note the answer; then the next ones are shown."""
        event.stop()
        kind, row = event.key if isinstance(event.key, tuple) else ("", 0)
        if kind == "next" and self.told is not None:
            line = next((each for each in self.told.guide.next if each.id == row), None)
            made = await self.guide.choose(row, line.text) if line else None
        else:
            made = row if kind == "asking" else None
        if made:
            await self.guide.answered(made)
            wanted = self.guide.read()
            self.told = await self.app.read(wanted) if wanted else self.told
            self.fill()

    # Leaving ------------------------------------------------------------------------------------------

    def action_end(self) -> None:
        self.save_draft()
        self.dismiss(True)

    def action_leave(self) -> None:
        self.save_draft()
        if self.begun:
            self.app.say(t("notes.kept", parts=phrases.listed(t(f"notes.{part}") for part in self.begun)))
        self.dismiss(None)
