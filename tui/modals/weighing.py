"""Before a setting is changed that moves accounts: how many would move, looked up while one waits, and a yes or no."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.reads import changing
from models.reads.changing import CHUNK, Moves
from models.rules.settings import Settings
from tui import phrases
from tui.modals.ask import Confirm
from tui.words import many, t

WAYS = 6
"""Ways from one class to another that are told."""


class Weighing(Confirm):
    """Answered at any time: what is not looked up yet is called off."""

    def __init__(self, title: str, before: Settings, after: Settings) -> None:
        super().__init__(title, t("settings.weigh_hint"))
        self.before, self.after = before, after
        self.found = Moves()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(self.question), classes="panel--title")
            yield Static("", classes="panel--hint", id="moves")
            yield Static(Content(self.hint), classes="panel--hint")

    def on_mount(self) -> None:
        self._weigh()

    @work(exclusive=True, group="read")
    async def _weigh(self) -> None:
        accounts = await self.app.aside(changing.concerned)
        for start in range(0, len(accounts), CHUNK):
            self._tell(100 * start // len(accounts))
            wanted = accounts[start : start + CHUNK]
            more = await self.app.aside(changing.moves, wanted, self.app.today, self.before, self.after)
            self.found = self.found.with_more(more)
        self._tell(100)

    def _tell(self, percent: int) -> None:
        lines = [] if percent == 100 else [t("settings.weighing", percent=percent)]
        self.query_one("#moves", Static).update(Content("\n".join([*lines, *self.told(whole=percent == 100)])))

    def told(self, *, whole: bool) -> list[str]:
        """What moves, a line each; that nothing does only once all was looked at."""
        found = self.found
        if not (found.moved or found.deals or found.graded):
            return [t("settings.nothing_moves")] if whole else []
        lines = [many("settings.accounts_move", found.moved)] if found.moved else []
        ways = (
            t("settings.way", before=_class(before), after=_class(after), n=count)
            for before, after, count in found.accounts[:WAYS]
        )
        lines += [f"  {phrases.listed(ways)}"] if found.moved else []
        lines += [many("settings.grades_move", found.graded)] if found.graded else []
        called = phrases.listed(self.app.mask.name("account", id, name) for id, name in found.names)
        lines += [t("settings.such_as", names=called)] if called else []
        if found.deals:
            lines.append(many("settings.deals_move", found.deals))
        before, after = (phrases.money(total, self.before.currency) for total in found.weighted)
        if before != after:
            lines.append(t("settings.weighted_moves", before=before, after=after))
        return lines


def _class(code: str) -> str:
    return t("settings.class", code=code) if code else t("settings.unclassed")
