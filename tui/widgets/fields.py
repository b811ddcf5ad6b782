"""Fields of a form that are not plain text: a choice, several choices, a press."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui import phrases
from tui.keys import key
from tui.widgets.roles import Drawn


class Entry(NamedTuple):
    """Something a field may hold, under its label."""

    value: Hashable
    label: str
    initials: tuple[str, ...] = ()
    """The letters by which it is picked: its code, and the initials of its label's pinyin."""

    def begins(self, typed: str) -> bool:
        """Whether what was typed may be the beginning of it."""
        return self.label.casefold().startswith(typed) or any(each.startswith(typed) for each in self.initials)


class Pick(Drawn, can_focus=True):
    """A value out of a list: letters take the one they begin, one again the next; Enter takes it, or opens the list."""

    DEFAULT_CSS = """
    Pick { height: 1; width: 1fr; background: $surface; color: $foreground; }
    Pick:focus { background: $panel; }
    """
    BINDINGS = [
        key("enter", "enter", "field.open", show=False),
        key("space", "open", "field.open_list", show=False),
        key("right", "cycle(1)", "field.next", show=False),
        key("left", "cycle(-1)", "field.previous", show=False),
        key("backspace,delete", "empty", "field.empty", show=False),
    ]

    class Opened(Message):
        """The whole list is wanted; `typed` is the letter that asked for it."""

        def __init__(self, pick: "Pick", typed: str = "") -> None:
            super().__init__()
            self.pick = pick
            self.typed = typed

        @property
        def control(self) -> "Pick":
            return self.pick

    class Changed(Opened):
        """It holds something else."""

    value: reactive[tuple[Hashable, ...]] = reactive((), init=False)

    def __init__(
        self, *, id: str | None = None, entries: Sequence[Entry] = (), many: bool = False, far: bool = False
    ) -> None:
        super().__init__(id=id)
        self.entries = list(entries)
        self.many = many
        self.far = far
        """Whether there is more to choose from than `entries`."""
        self.blank = ""
        self._typed = ""
        """The letters by which its value was picked so far."""

    def set_silently(self, values: Sequence[Hashable]) -> None:
        """Hold these without saying so."""
        self.set_reactive(Pick.value, tuple(values))
        self.refresh()

    def know(self, value: Hashable, label: str) -> None:
        """Learn the label of a value."""
        if label and all(entry.value != value for entry in self.entries):
            self.entries.append(Entry(value, label))

    @property
    def labels(self) -> list[str]:
        """The label of each value it holds."""
        known = {entry.value: entry.label for entry in self.entries}
        return [known.get(value, str(value)) for value in self.value]

    @property
    def shown(self) -> str:
        """The labels of what it holds, in one line."""
        return phrases.listed(self.labels)

    def watch_value(self) -> None:
        self.post_message(self.Changed(self))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """What it holds, between the marks that say it is a choice."""
        width = self.size.width
        muted = self.role("muted")
        mark = self.role("pick") if self.has_focus else muted
        text = self.shown
        body = Segment(set_cell_size(text or self.blank, max(0, width - 4)), self.rich_style if text else muted)
        return Strip([Segment("[ ", mark), body, Segment(" ]", mark)]).adjust_cell_length(width, self.rich_style)

    def action_open(self) -> None:
        self.post_message(self.Opened(self))

    def action_enter(self) -> None:
        """Open the list; what was just spelt by letters is taken, and the next field is on."""
        if self._typed and self.value and not self.many:
            self._typed = ""
            self.screen.focus_next()
        else:
            self.action_open()

    def action_cycle(self, by: int) -> None:
        if self.many or self.far or not self.entries:
            self.action_open()
            return
        values = [None, *(entry.value for entry in self.entries)]
        place = values.index(self.value[0]) if self.value and self.value[0] in values else 0
        self._take(values[(place + by) % len(values)])

    def action_empty(self) -> None:
        self.value = self.value[:-1]

    def on_key(self, event: events.Key) -> None:
        """A letter picks."""
        letter = event.character
        if not letter or not letter.isprintable() or letter == " ":
            return
        event.stop()
        event.prevent_default()
        if self.far:
            self.post_message(self.Opened(self, letter))
            return
        fitting = self._fitting(letter.casefold())
        if not fitting:
            self.post_message(self.Opened(self, letter))
        elif self.many:
            self._toggle(fitting[0] if len(fitting) == 1 else self._next(fitting))
        elif len(self._typed) == 1:
            self._take(self._next(fitting))
        else:
            self._take(next((value for value in fitting if value in self.value), fitting[0]))

    def _fitting(self, letter: str) -> list[Hashable]:
        """What the letter goes on to spell with those before it, else what begins with it."""
        for typed in (letter,) if self.many else (self._typed + letter, letter):
            if found := [entry.value for entry in self.entries if entry.begins(typed)]:
                self._typed = typed
                return found
        self._typed = ""
        return []

    def on_blur(self) -> None:
        """What is typed when one comes back is begun anew."""
        self._typed = ""

    def _next(self, fitting: Sequence[Hashable]) -> Hashable:
        held = [value for value in fitting if value in self.value]
        return fitting[(fitting.index(held[-1]) + 1) % len(fitting)] if held else fitting[0]

    def _take(self, value: Hashable) -> None:
        self.value = () if value is None else (value,)

    def _toggle(self, value: Hashable) -> None:
        kept = tuple(each for each in self.value if each != value)
        self.value = kept if value in self.value else (*self.value, value)

    def take(self, value: Hashable, label: str = "") -> None:
        """Hold a chosen value; one among several when it may hold many."""
        if label:
            self.know(value, label)
        if self.many:
            self._toggle(value)
        else:
            self._take(value)


class Press(Widget, can_focus=True):
    """A word to press with Enter or space."""

    DEFAULT_CSS = """
    Press { height: 1; width: auto; background: $panel; color: $primary; margin: 0 1 0 0; }
    Press:focus { background: $primary; color: $background; text-style: bold; }
    """
    BINDINGS = [key("enter,space", "press", "field.press", show=False)]

    class Pressed(Message):
        """It was pressed."""

        def __init__(self, press: "Press") -> None:
            super().__init__()
            self.press = press

        @property
        def control(self) -> "Press":
            return self.press

    def __init__(self, label: str, *, id: str) -> None:
        super().__init__(id=id)
        self.label = label

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        return Segment(self.label).cell_length + 4

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """The word."""
        return Strip([Segment(f"[ {self.label} ]", self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        self.action_press()
