"""The fields of a form, one below the other: what stands in each, and what is wrong with it under it."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from models.rules.fields import Field, FieldKind
from models.rules.values import Value, empty, parse
from tui import typed
from tui.widgets.entry import Entry
from tui.widgets.fields import Pick

PICKED = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.LISTED, FieldKind.FLAG, FieldKind.REF, FieldKind.REFS)


class Answers(VerticalScroll, can_focus=False):
    """What is asked about one of a noun, over the values there are."""

    DEFAULT_CSS = """
    Answers {
        height: 1fr; scrollbar-size-vertical: 1;
        & .form--row { height: auto; width: 100%; padding: 0 1; }
        & .form--label { width: 16; height: 1; color: $muted; }
        & .form--error { width: 100%; height: auto; color: $error; padding: 0 0 0 17; }
        & .form--note { height: 3; }
        & TextArea { height: 3; scrollbar-size: 0 0; width: 1fr; border: none; padding: 0; background: $surface; }
        & TextArea:focus { border: none; background: $panel; }
    }
    """

    def __init__(
        self, noun: str, fields: Sequence[Field], values: dict[str, Value], *, texts: Mapping[str, Sequence[str]],
        preset: Mapping[str, Value], hints: Mapping[str, str], must: frozenset[str],
    ) -> None:
        super().__init__()
        self.noun = noun
        self.fields = tuple(fields)
        self.values = values
        """What the fields were filled with, and what is stored as far as is known."""
        self.texts = texts
        self.preset = preset
        """What stands in fields over the values, as if it had been typed."""
        self.hints = hints
        self.must = must
        self._wrong: dict[str, object] = {}
        """What stood in a field when it was refused."""

    def compose(self) -> ComposeResult:
        for field in self.fields:
            with Vertical(classes="form--row" + (" form--more" if field.more else "")):
                with Horizontal(classes="form--note" if field.kind is FieldKind.NOTE else "panel--row"):
                    yield Static(Content(self.label(field)), classes="form--label")
                    yield self._widget(field)
                error = Static("", id=f"error-{field.code}", classes="form--error")
                error.display = False
                yield error

    def label(self, field: Field) -> str:
        """What a field is called; a star says that it must be filled."""
        return typed.label(self.noun, field) + ("*" if field.code in self.must else "")

    def _hint(self, field: Field) -> str:
        return self.hints.get(field.code) or typed.hint(self.noun, field)

    def _widget(self, field: Field) -> Widget:
        if field.kind in PICKED:
            return self._pick(field)
        text = typed.text(field, self._start(field))
        if field.kind is FieldKind.NOTE:
            return TextArea(text, id=f"f-{field.code}", tab_behavior="focus", show_line_numbers=False)
        return Entry(text, id=f"f-{field.code}", placeholder=self._hint(field))

    def _start(self, field: Field) -> Value:
        return self.preset.get(field.code, self.value(field))

    def value(self, field: Field) -> Value:
        """What a field was filled with."""
        return self.values.get(field.code, empty(field))

    def _pick(self, field: Field) -> Pick:
        many = field.kind in (FieldKind.CHOICES, FieldKind.REFS)
        far = field.kind in (FieldKind.REF, FieldKind.REFS, FieldKind.LISTED)
        pick = Pick(id=f"f-{field.code}", entries=typed.entries(field), many=many, far=far)
        pick.blank = self._hint(field)
        held = typed.held(self._start(field))
        for value, name in zip(typed.held(self.value(field)), self.texts.get(field.code, ()), strict=False):
            pick.know(value, name)
        pick.set_silently(held)
        return pick

    # What stands there ----------------------------------------------------------------------------------

    def widget(self, field: Field) -> Widget:
        """The widget of a field."""
        return self.query_one(f"#f-{field.code}")

    def field_of(self, widget: Widget) -> Field:
        """The field of a widget."""
        return next(field for field in self.fields if f"f-{field.code}" == widget.id)

    def typed(self, field: Field) -> str | tuple[Hashable, ...]:
        """What stands in a field."""
        widget = self.widget(field)
        if isinstance(widget, Pick):
            return widget.value
        return widget.text if isinstance(widget, TextArea) else widget.value if isinstance(widget, Entry) else ""

    def held(self, code: str) -> tuple[Hashable, ...]:
        """What stands in the field of that code where it is picked; nothing where it is not asked."""
        found = [self.typed(field) for field in self.fields if field.code == code]
        return found[0] if found and isinstance(found[0], tuple) else ()

    def labels(self, field: Field) -> list[str]:
        """The labels of what is picked in a field."""
        widget = self.widget(field)
        return widget.labels if isinstance(widget, Pick) else []

    def before(self, field: Field) -> str | tuple[Hashable, ...]:
        """What stood in a field when it had been filled."""
        value = self.value(field)
        return typed.held(value) if field.kind in PICKED else typed.text(field, value)

    def put(self, field: Field, held: Any, labels: Any) -> None:
        """Put into a field what a draft tells of it; what cannot stand there is passed over."""
        widget = self.widget(field)
        if isinstance(widget, Pick) and isinstance(held, list):
            for value, name in zip(held, labels, strict=False):
                widget.know(value, str(name))
            widget.set_silently(held)
        elif isinstance(widget, TextArea) and isinstance(held, str):
            widget.text = held
        elif isinstance(widget, Entry) and isinstance(held, str):
            widget.value = held

    @property
    def moved(self) -> bool:
        """Whether what is in the fields differs from what they were filled with."""
        return any(self.typed(field) != self.before(field) for field in self.fields)

    def collect(self, today: date) -> tuple[dict[str, Value], dict[str, str]]:
        """The values of all fields, and the code of what is wrong with some."""
        values: dict[str, Value] = {}
        errors: dict[str, str] = {}
        for field in self.fields:
            held = self.typed(field)
            try:
                values[field.code] = parse(field, held, today) if isinstance(held, str) else typed.value(field, held)
                if field.code in self.must and values[field.code] in ("", None, ()):
                    raise ValueError("required")
            except ValueError as wrong:
                errors[field.code] = str(wrong)
        return values, errors

    # What is wrong --------------------------------------------------------------------------------------

    def show_errors(self, errors: Mapping[str, str]) -> list[Field]:
        """Put each error under its field, and the cursor into the first; answers the fields that have one."""
        wrong = [field for field in self.fields if field.code in errors]
        for field in self.fields:
            line = self.query_one(f"#error-{field.code}", Static)
            line.display = field in wrong
            if field in wrong:
                self._wrong[field.code] = self.typed(field)
                line.update(Content(typed.error(field, errors[field.code])))
        return wrong

    def mended(self, widget: Widget | None) -> None:
        """An error goes when what it was said of is no longer there."""
        for field in self.fields:
            changed = widget is not None and widget.id == f"f-{field.code}"
            if changed and self.typed(field) != self._wrong.get(field.code):
                self.query_one(f"#error-{field.code}").display = False
