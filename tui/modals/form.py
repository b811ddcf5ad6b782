"""One form for every noun: labelled fields, errors beside them, a draft that survives leaving it."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from models.rules.fields import Field
from models.rules.values import Invalid, Value
from models.writes.intents import Stale
from tui import typed
from tui.desk import Desk
from tui.keys import key
from tui.modals.answers import Answers
from tui.modals.drafting import Draft
from tui.modals.panel import Panel
from tui.modals.picking import NEAR, Picking
from tui.modals.references import References
from tui.widgets.fields import Pick, Press
from tui.words import t

Save = Callable[[dict[str, Value]], Awaitable[bool]]
DRAFT_SECONDS = 0.5
"""What is typed is on the disk this much later, whether one goes on typing or not."""


class Form(Panel[bool]):
    """Answers True once it is saved; left, it keeps what was typed as a draft."""

    DEFAULT_CSS = """
    Form {
        & > Vertical { height: 100%; max-height: 100%; }
        & .form--more { display: none; }
        &.-all .form--more { display: block; }
        & .form--foot { height: 1; padding: 0 1; }
    }
    """
    BINDINGS = [
        key("ctrl+s", "save", "form.save", priority=True),
        key("ctrl+t", "more", "form.more", priority=True),
        key("ctrl+x", "forget", "form.forget_draft", priority=True),
    ]

    def __init__(
        self,
        title: str,
        noun: str,
        asked: Sequence[Field],
        values: Mapping[str, Value],
        *,
        save: Save,
        references: References,
        texts: Mapping[str, Sequence[str]] | None = None,
        preset: Mapping[str, Value] | None = None,
        hints: Mapping[str, str] | None = None,
        draft: str = "",
        watch: Callable[[Mapping[str, str]], Awaitable[str]] | None = None,
    ) -> None:
        super().__init__()
        self.heading = title
        self.noun = noun
        self.asked = tuple(asked)
        self.values = dict(values)
        self.must = frozenset(field.code for field in self.asked if field.required)
        self.answers = Answers(
            noun, self.asked, self.values, texts=texts or {}, preset=preset or {}, hints=hints or {}, must=self.must
        )
        self.keep_saving = save
        self.references = references
        self.draft = Draft(draft, self.answers)
        self.watch_typing = watch
        self._changed = False
        self._saving = False
        self._timer: Any = None

    # Building -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.heading), classes="panel--title")
            yield self.answers
            yield Static("", id="notice", classes="panel--hint")
            with Horizontal(classes="form--foot"):
                yield Press(t("form.save"), id="save")
                yield Press(t("form.cancel"), id="cancel")
                if any(field.more for field in self.asked):
                    yield Press(t("form.more"), id="more")

    def on_mount(self) -> None:
        if self.draft.restore(self.app.today):
            self._changed = True
            self.notice(t("form.draft_restored"))
        first = next((w for w in self.answers.query("*") if w.focusable), None)
        if first is not None:
            first.focus()

    def widget(self, field: Field) -> Widget:
        """The widget of a field."""
        return self.answers.widget(field)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each error under its field, and the cursor into the first; say those of fields not asked here."""
        wrong = self.answers.show_errors(errors)
        if any(field.more for field in wrong):
            self.add_class("-all")
        if wrong:
            self.widget(wrong[0]).focus()
        elif errors:
            self.notice("; ".join(typed.unplaced(errors, self.noun)), bad=True)

    def notice(self, text: str, *, bad: bool = False) -> None:
        """Say something at the foot of the form."""
        line = self.query_one("#notice", Static)
        line.set_class(bad, "panel--error")
        line.update(Content(text))

    # Acting -------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save; asked twice in a breath it is done once."""
        if not self._saving:
            self._saving = True
            self._save()

    @work(group="save")
    async def _save(self) -> None:
        try:
            values, errors = self.answers.collect(self.app.today)
            self.show_errors(errors)
            if not errors:
                await self._try(values)
        finally:
            self._saving = False

    async def _try(self, values: dict[str, Value]) -> None:
        try:
            saved = await self.keep_saving(values)
        except Invalid as wrong:
            self.show_errors(wrong.errors)
        except Stale as stale:
            await self._settle(stale, values)
        else:
            if saved:
                self._done()

    async def _settle(self, stale: Stale, values: dict[str, Value]) -> None:
        """Somebody changed the same fields: choose field by field, then save again."""
        from tui.modals.conflict import Choice

        chosen = await self.app.push_screen_wait(Choice(self.noun, stale.conflicts))
        if chosen is None:
            return
        for conflict in stale.conflicts:
            self.values[conflict.field] = conflict.theirs
            values[conflict.field] = conflict.ours if conflict.field in chosen else conflict.theirs
        await self._try(values)

    def _done(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._changed = False
        self.draft.drop()
        self.dismiss(True)

    def action_leave(self) -> None:
        self.save_draft()
        if self._changed and self.draft.key:
            self.app.say(t("form.draft_kept"))
        self.dismiss(None)

    def action_more(self) -> None:
        self.toggle_class("-all")

    def action_forget(self) -> None:
        """Throw the draft away and begin with what is stored."""
        self.draft.drop()
        self._changed = False
        self.dismiss(None)

    @on(Press.Pressed)
    def pressed(self, event: Press.Pressed) -> None:
        if event.press.id == "save":
            self.action_save()
        elif event.press.id == "cancel":
            self.action_leave()
        else:
            self.action_more()

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field, and saves on the last."""
        seen = [f for f in self.asked if not f.more or self.has_class("-all")]
        if event.input.id == f"f-{seen[-1].code}":
            self.action_save()
        else:
            self.focus_next()

    # Typing -------------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Pick.Changed)
    def changed(self, event: Input.Changed | TextArea.Changed | Pick.Changed) -> None:
        """Something was typed: it is kept soon."""
        if not self.answers.moved:
            return
        self.answers.mended(event.control)
        self._changed = True
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)
        if self.watch_typing is not None:
            self.look_around()

    @work(exclusive=True, group="watch")
    async def look_around(self) -> None:
        """Say what may be the same thing already (T2)."""
        words = {f.code: held for f in self.asked if isinstance(held := self.answers.typed(f), str)}
        if self.watch_typing is not None:
            self.notice(await self.watch_typing(words))

    def save_draft(self) -> None:
        """Keep what was typed."""
        self._timer = None
        if not (self.draft.key and self._changed):
            return
        try:
            self.draft.keep()
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    @on(Pick.Opened)
    def open_list(self, event: Pick.Opened) -> None:
        if not isinstance(event, Pick.Changed):
            self._choose(event.pick, event.typed)

    @work(group="choose", exclusive=True)
    async def _choose(self, pick: Pick, letters: str) -> None:
        field = self.answers.field_of(pick)
        near: tuple[Hashable, ...] = self.answers.held(NEAR.get(field.code, ""))
        picking = Picking(field, pick, self.references, near)
        if await picking.choose(self.app, self.answers.label(field), letters):
            self.focus_next()

    def on_desk_said(self, event: Desk.Said) -> None:
        """A refusal stands in the form that asked."""
        event.stop()
        try:
            self.notice(event.text, bad=event.bad)
        except NoMatches:
            return
