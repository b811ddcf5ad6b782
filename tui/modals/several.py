"""Choose several: space marks, Enter takes what is marked; found by typing and made as in every choice."""

from collections.abc import Hashable, Sequence

from textual import work

from tui.keys import key
from tui.modals.chooser import NEW, Chooser, Make, Source
from tui.widgets.entry import Entry
from tui.widgets.listing import Listing


class Several(Chooser):
    """Answers with the keys of all that is marked, in the order it was marked; they may be none."""

    HINT = "several.hint"
    BINDINGS = [
        key("space", "mark(True)", "several.mark", show=False, priority=True),
        key("tab", "mark(False)", "several.mark_name", show=False, priority=True),
    ]

    def __init__(
        self, title: str, source: Source, held: Sequence[Hashable] = (), *, typed: str = "", make: Make | None = None
    ) -> None:
        super().__init__(title, source, typed=typed, make=make)
        self.held = dict.fromkeys(held)
        self._began_empty = not self.held

    def marks(self) -> set[Hashable]:
        return set(self.held)

    def on_mount(self) -> None:
        self.query_one(Entry).spared = frozenset({"space"})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A space within a name is a space."""
        return not (action == "mark" and parameters == (True,) and self._in_name())

    def _in_name(self) -> bool:
        typed = self.query_one(Entry).value.casefold()
        if not typed.strip():
            return False
        if self.query_one(Listing).current in (NEW, None):
            return typed.isascii()
        return any(f"{typed} " in option.text.casefold() for option in self.options)

    def press_row(self) -> None:
        self.action_mark(False)

    @work(group="choose")
    async def action_mark(self, _spoken: bool) -> None:
        """Mark what is under the cursor, or take its mark away; the next name may be typed at once."""
        await self._told.wait()
        found = await self.here()
        if found is None:
            return
        if found in self.held:
            del self.held[found]
        else:
            self.held[found] = None
        self._began_empty = self._began_empty and not self.held
        self._show()

    def _show(self) -> None:
        listing, entry = self.query_one(Listing), self.query_one(Entry)
        listing.marked = set(self.held)
        listing.refresh()
        entry.value = ""

    async def answer(self) -> Hashable:
        """All that is marked, and what was typed or, where nothing ever was marked, the row under the cursor."""
        if self.typed or (self._began_empty and not self.held):
            found = await self.here()
            if found is None:
                return None
            self.held[found] = None
        return tuple(self.held)
