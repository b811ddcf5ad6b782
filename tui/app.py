"""The application: one workbench, in one language and theme, under the user's own keys."""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from textual import work
from textual.binding import Binding
from textual.filter import LineFilter
from textual.theme import Theme

import themes
from models import base
from tui import drafts, keynames, words
from tui.config import Config, remember, user
from tui.desk import Desk
from tui.guarded import run_guarded
from tui.keys import EVERYWHERE, key
from tui.marks import PlainMarks
from tui.screens.workbench import Workbench
from tui.terminal import mouse_wanted


class Inroad(Desk):
    """The workbench over one database."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        *EVERYWHERE,
        key("ctrl+z", "suspend_process", "app.suspend", show=False),
        key("ctrl+q", "quit", "app.quit", show=False),
    ]

    def __init__(
        self, config: Config, member: int | None, clock: Callable[[], datetime], day: date | None = None
    ) -> None:
        super().__init__(config, member, clock, day)
        words.use(config.language)
        self._wear(config.theme if config.theme in themes.NAMES else themes.NAMES[0])
        self.animation_level = "none"
        self.wants_lean = config.display == "lean"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """With --ascii, and on consoles that need it, signs are plain."""
        plain = (PlainMarks(),) if self.config.ascii else ()
        return [*plain, *super().get_line_filters()]

    def get_key_display(self, binding: Binding) -> str:
        """A key is called the same wherever it is named."""
        return keynames.named(binding.key)

    def get_default_screen(self) -> Workbench:
        return Workbench()

    async def on_load(self) -> None:
        if self.config.keys:
            self.set_keymap(dict(self.config.keys))
        if base.is_open():
            await self.settle_in()

    def on_mount(self) -> None:
        if base.is_open():
            self._begin()
        else:
            self._welcome()

    def _begin(self) -> None:
        drafts.of(self.config.database)
        self.follow()
        self._check_keys()

    @work(group="keys")
    async def _check_keys(self) -> None:
        """Say what is wrong with the user's own keys: Textual passes it over in silence."""
        if not self.config.keys:
            return
        from tui import keymap

        if found := await self.store.read(keymap.problems, self.config.keys):
            self.say(keymap.told(found), bad=True)

    @work(group="welcome")
    async def _welcome(self) -> None:
        """Ask what a first start must know, then open the workbench on the database that was made."""
        from models.reads import team
        from tui.screens.welcome import Welcome

        target = await self.push_screen_wait(Welcome())
        self.config = self.config._replace(database=target)
        found = await self.store.write(team.by_login, user())
        self.member = found.id if found else None
        await self.settle_in()
        workbench = self.screen_stack[0]
        if isinstance(workbench, Workbench):
            workbench.rearrange()
        self._begin()
        self._wake_up()

    def on_workbench_drawn(self) -> None:
        self._wake_up()

    def turn_day(self) -> None:
        super().turn_day()
        self._wake_up()

    @work(group="daily")
    async def _wake_up(self) -> None:
        """What the turn of the day asks for: derived rows that ran out, the daily backup."""
        if await self.store.write(_turn, self.today):
            self.touch({"*"})
        if left := drafts.pending():
            self.say(words.t("drafts.pending", n=len(left)))

    def action_language(self) -> None:
        """Switch between Chinese and English, also for the next start."""
        place = words.LANGUAGES.index(words.language())
        words.use(words.LANGUAGES[(place + 1) % len(words.LANGUAGES)])
        self._retell()
        self._remember(language=words.language())

    def action_theme(self) -> None:
        """Take the next theme."""
        self._wear(themes.NAMES[(themes.NAMES.index(self.theme) + 1) % len(themes.NAMES)])
        self.say(words.t("status.theme", name=words.t(f"theme.{self.theme}")))
        self._remember(theme=self.theme)

    def _wear(self, name: str) -> None:
        """Take a theme, which is read when it is first worn."""
        if name not in self.available_themes:
            self.register_theme(Theme(**themes.load(name)))
        self.theme = name

    def _remember(self, **chosen: str) -> None:
        try:
            remember(os.environ, **chosen)
        except OSError:
            self.say(words.t("status.not_remembered"), bad=True)

    def action_mask(self) -> None:
        """Say names, stances and notes as codes, or as they are again."""
        self.mask.on = not self.mask.on
        self._retell()
        self.say(words.t("status.masked" if self.mask.on else "status.unmasked"))

    def _retell(self) -> None:
        for screen in self.screen_stack:
            if retell := getattr(screen, "retell", None):
                retell()

    @work(group="blank", exclusive=True)
    async def action_blank(self) -> None:
        """Blank the screen at once."""
        from tui.screens.blank import Blank

        if not any(isinstance(screen, Blank) for screen in self.screen_stack):
            await self.push_screen_wait(Blank())

    def action_redraw(self) -> None:
        self.forget_screen()
        self.refresh(repaint=True, layout=True)

    def save_drafts(self) -> None:
        """Keep what is half written in any form that is open."""
        for screen in self.screen_stack:
            if keep := getattr(screen, "save_draft", None):
                keep()

    def crash_sentence(self, log: Path | None) -> str:
        """That the program failed, and where the log is."""
        return words.t("status.crashed", path=log) if log else words.t("status.crashed_unlogged")

    def resumed(self) -> None:
        self.touch({"*"})


def _turn(today: date) -> bool:
    """The turn of the day, imported by the thread that writes: the first key need not wait for it."""
    from models.writes import daily

    return daily.turn(today)


def start(config: Config, member: int | None, clock: Callable[[], datetime], day: date | None = None) -> int:
    """Open the program on the database that is open; answers the exit code."""
    app = Inroad(config, member, clock, day)
    code = run_guarded(app, mouse=mouse_wanted(config.mouse))
    app.store.close()
    base.close_database()
    return code


