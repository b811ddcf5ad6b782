"""One form for every noun: labelled fields, errors beside them, a draft that survives leaving it."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from models.rules.nouns import Field, FieldKind
from models.rules.values import Invalid, Value, empty, parse
from models.writes.intents import Stale
from tui import drafts, typed
from tui.desk import Desk
from tui.keys import key
from tui.modals.chooser import Chooser, Option, among
from tui.modals.panel import Panel
from tui.widgets.entry import Entry
from tui.widgets.fields import Pick, Press
from tui.words import t

Save = Callable[[dict[str, Value]], Awaitable[bool]]
References = Callable[[Field, str], Awaitable[Sequence[Option]]]
PICKED = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.LISTED, FieldKind.FLAG, FieldKind.REF, FieldKind.REFS)
DRAFT_SECONDS = 1.0


class Form(Panel[bool]):
    """Answers True once it is saved; left, it keeps what was typed as a draft."""

    DEFAULT_CSS = """
    Form {
        & > Vertical { height: 100%; max-height: 100%; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & .form--row { height: auto; width: 100%; padding: 0 1; }
        & .form--label { width: 16; height: 1; color: $muted; }
        & .form--error { width: 100%; height: auto; color: $error; padding: 0 0 0 17; }
        & .form--note { height: 3; }
        & TextArea { height: 3; scrollbar-size: 0 0; width: 1fr; border: none; padding: 0; background: $surface; }
        & TextArea:focus { border: none; background: $panel; }
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
        texts: Mapping[str, str] | None = None,
        draft: str = "",
        watch: Callable[[Mapping[str, str]], Awaitable[str]] | None = None,
        required: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.heading = title
        self.noun = noun
        self.asked = tuple(asked)
        self.values = dict(values)
        self.texts = dict(texts or {})
        self.keep_saving = save
        self.references = references
        self.draft = draft
        self.watch_typing = watch
        self.must = frozenset(required) | {f.code for f in self.asked if f.required}
        self.preset: dict[str, Value] = {}
        """What stands in fields over the values, as if it had been typed."""
        self._changed = False
        self._saving = False
        self._timer: Any = None
        self._wrong: dict[str, object] = {}
        """What stood in a field when it was refused."""
        self._chooser: Chooser | None = None

    # Building -----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.heading), classes="panel--title")
            with VerticalScroll(can_focus=False):
                for field in self.asked:
                    with Vertical(classes="form--row" + (" form--more" if field.more else "")):
                        with Horizontal(classes="form--note" if field.kind is FieldKind.NOTE else "panel--row"):
                            yield Static(Content(self._label(field)), classes="form--label")
                            yield self._widget(field)
                        yield Static("", id=f"error-{field.code}", classes="form--error")
            yield Static("", id="notice", classes="panel--hint")
            with Horizontal(classes="form--foot"):
                yield Press(t("form.save"), id="save")
                yield Press(t("form.cancel"), id="cancel")
                if any(field.more for field in self.asked):
                    yield Press(t("form.more"), id="more")

    def _label(self, field: Field) -> str:
        return typed.label(self.noun, field) + ("*" if field.code in self.must else "")

    def _widget(self, field: Field) -> Widget:
        if field.kind in PICKED:
            return self._pick(field)
        text = typed.text(field, self._start(field))
        if field.kind is FieldKind.NOTE:
            return TextArea(text, id=f"f-{field.code}", tab_behavior="focus", show_line_numbers=False)
        return Entry(text, id=f"f-{field.code}", placeholder=typed.hint(self.noun, field))

    def _start(self, field: Field) -> Value:
        return self.preset.get(field.code, self.values.get(field.code, empty(field)))

    def _pick(self, field: Field) -> Pick:
        many = field.kind in (FieldKind.CHOICES, FieldKind.REFS)
        far = field.kind in (FieldKind.REF, FieldKind.REFS, FieldKind.LISTED)
        pick = Pick(id=f"f-{field.code}", entries=typed.entries(field), many=many, far=far)
        pick.blank = typed.hint(self.noun, field)
        held = typed.held(self._start(field))
        text = self.texts.get(field.code, "")
        for value, name in zip(held, text.split("、") if many else [text], strict=False):
            pick.know(value, name)
        pick.set_silently(held)
        return pick

    def on_mount(self) -> None:
        for field in self.asked:
            self.query_one(f"#error-{field.code}").display = False
        found = drafts.load(self.draft) if self.draft else None
        if found:
            self._restore(found)
        first = next((w for w in self.query("VerticalScroll *") if w.focusable), None)
        if first is not None:
            first.focus()

    # Reading what was typed ---------------------------------------------------------------------------

    def widget(self, field: Field) -> Widget:
        """The widget of a field."""
        return self.query_one(f"#f-{field.code}")

    def _typed(self, field: Field) -> str | tuple[Hashable, ...]:
        widget = self.widget(field)
        if isinstance(widget, Pick):
            return widget.value
        return widget.text if isinstance(widget, TextArea) else widget.value if isinstance(widget, Entry) else ""

    def collect(self, today: date) -> tuple[dict[str, Value], dict[str, str]]:
        """The values of all fields, and the code of what is wrong with some."""
        values: dict[str, Value] = {}
        errors: dict[str, str] = {}
        for field in self.asked:
            held = self._typed(field)
            try:
                values[field.code] = (
                    parse(field, held, today) if isinstance(held, str) else typed.value(field, held)
                )
                if field.code in self.must and values[field.code] in ("", None, ()):
                    raise ValueError("required")
            except ValueError as wrong:
                errors[field.code] = str(wrong)
        return values, errors

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each error under its field, and the cursor into the first."""
        first: Widget | None = None
        for field in self.asked:
            line = self.query_one(f"#error-{field.code}", Static)
            code = errors.get(field.code)
            line.display = code is not None
            if code is not None:
                self._wrong[field.code] = self._typed(field)
                line.update(Content(typed.error(field, code)))
                if field.more:
                    self.add_class("-all")
                first = first or self.widget(field)
        if first is not None:
            first.focus()
        elif errors:
            self.notice("; ".join(typed.unplaced(errors)), bad=True)

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
            values, errors = self.collect(self.app.today)
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
        if self.draft:
            drafts.drop(self.draft)
        self.dismiss(True)

    def action_leave(self) -> None:
        self.save_draft()
        if self._changed and self.draft:
            self.app.say(t("form.draft_kept"))
        self.dismiss(None)

    def action_more(self) -> None:
        self.toggle_class("-all")

    def action_forget(self) -> None:
        """Throw the draft away and begin with what is stored."""
        if self.draft:
            drafts.drop(self.draft)
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

    # Drafts -------------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Pick.Changed)
    def changed(self, event: Input.Changed | TextArea.Changed | Pick.Changed) -> None:
        """Something was typed: it is kept within a second."""
        if not self._settled():
            return
        self._mended(event.control)
        self._changed = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_SECONDS, self.save_draft)
        if self.watch_typing is not None:
            self.look_around()

    def _mended(self, widget: Widget | None) -> None:
        """An error goes when what it was said of is no longer there."""
        for field in self.asked:
            changed = widget is not None and widget.id == f"f-{field.code}"
            if changed and self._typed(field) != self._wrong.get(field.code):
                self.query_one(f"#error-{field.code}").display = False

    def _settled(self) -> bool:
        """Whether what is in the fields differs from what they were filled with."""
        return any(
            self._typed(f) != (typed.held(v) if f.kind in PICKED else typed.text(f, v))
            for f in self.asked
            for v in (self.values.get(f.code, empty(f)),)
        )

    @work(exclusive=True, group="watch")
    async def look_around(self) -> None:
        """Say what may be the same thing already (T2)."""
        words = {f.code: held for f in self.asked if isinstance(held := self._typed(f), str)}
        if self.watch_typing is not None:
            self.notice(await self.watch_typing(words))

    def _as_typed(self, field: Field) -> Any:
        """What stands in a field that holds what the form was filled with, as a draft tells it."""
        value = self.values.get(field.code, empty(field))
        return list(typed.held(value)) if field.kind in PICKED else typed.text(field, value)

    def save_draft(self) -> None:
        """Keep what was typed, and over what."""
        if not (self.draft and self._changed):
            return
        data: dict[str, Any] = {"fields": {}, "labels": {}, "over": {}}
        for field in self.asked:
            held = self._typed(field)
            data["fields"][field.code] = held
            data["over"][field.code] = self._as_typed(field)
            if isinstance(held, tuple):
                data["labels"][field.code] = self.query_one(f"#f-{field.code}", Pick).labels
        try:
            drafts.keep(self.draft, data)
        except OSError:
            self.app.say(t("form.draft_failed"), bad=True)

    def _restore(self, data: Mapping[str, Any]) -> None:
        """Put a draft into the fields.

        What was not typed stays as it is stored now; where somebody changed meanwhile what was typed over, saving
        finds it stale and asks.
        """
        fields, labels, under = (_part(data, name) for name in ("fields", "labels", "over"))
        for field in self.asked:
            held, over = fields.get(field.code), under.get(field.code)
            if over is not None and self.draft.startswith("edit-"):
                if held == over:
                    continue
                self._stand_on(field, over)
            self._put(field, held, labels.get(field.code, ()))
        self._changed = True
        self.notice(t("form.draft_restored"))

    def _stand_on(self, field: Field, over: Any) -> None:
        if over != self._as_typed(field):
            with suppress(ValueError):
                text = isinstance(over, str)
                self.values[field.code] = parse(field, over, self.app.today) if text else typed.value(field, over)

    def _put(self, field: Field, held: Any, labels: Any) -> None:
        widget = self.widget(field)
        if isinstance(widget, Pick) and isinstance(held, list):
            for value, name in zip(held, labels, strict=False):
                widget.know(value, str(name))
            widget.set_silently(held)
        elif isinstance(widget, TextArea) and isinstance(held, str):
            widget.text = held
        elif isinstance(widget, Entry) and isinstance(held, str):
            widget.value = held

    # Choices ------------------------------------------------------------------------------------------

    @on(Pick.Opened)
    def open_list(self, event: Pick.Opened) -> None:
        if isinstance(event, Pick.Changed):
            return
        if self._chooser is not None:
            self._chooser.add(event.typed)
        else:
            self._choose(event.pick, event.typed)

    @work(group="choose", exclusive=True)
    async def _choose(self, pick: Pick, letters: str) -> None:
        field = next(f for f in self.asked if f"f-{f.code}" == pick.id)
        known: dict[Hashable, str] = {}

        async def source(query: str) -> Sequence[Option]:
            if field.kind in (FieldKind.REF, FieldKind.REFS):
                options = await self.references(field, query)
            else:
                options = await among([Option(e.value, e.label) for e in pick.entries])(query)
                if field.kind is FieldKind.LISTED and query.strip() and not options:
                    options = [Option(query.strip(), t("form.new_entry", text=query.strip()))]
            known.update((o.key, o.text) for o in options)
            return [Option(o.key, ("* " if o.key in pick.value else "  ") + o.text, o.beside) for o in options]

        held = pick.value[0] if pick.value and not pick.many else None
        self._chooser = Chooser(self._label(field), source, typed=letters, current=held)
        try:
            chosen = await self.app.push_screen_wait(self._chooser)
        finally:
            self._chooser = None
        if chosen is not None:
            new = field.kind is FieldKind.LISTED and all(e.value != chosen for e in pick.entries)
            pick.take(chosen, str(chosen) if new else known.get(chosen, ""))
            if not pick.many:
                self.focus_next()

    def on_desk_said(self, event: Desk.Said) -> None:
        """A refusal stands in the form that asked."""
        event.stop()
        try:
            self.notice(event.text, bad=event.bad)
        except NoMatches:
            return


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part of a draft; nothing where a file says something else."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}
