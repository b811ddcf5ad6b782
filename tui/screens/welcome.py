"""The first start: who am I, our company, which language; then the worked cases, an empty house, or a file."""

import os
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from models import base, demo, faults
from models.rules.vocabulary import MemberRole
from models.writes import approvals, preferences
from models.writes.intents import Actor
from tui import config, folders, phrases, words
from tui.desk import Desk
from tui.keys import key
from tui.modals.ask import Told
from tui.modals.chooser import Chooser, Option, among
from tui.widgets.entry import Entry
from tui.widgets.fields import Entry as Choice
from tui.widgets.fields import Pick, Press
from tui.words import t

NAMES = {"zh_CN": "中文", "en": "English"}


class Welcome(Screen[str]):
    """Three questions, then one choice; answers with the database to open. Nothing is written before."""

    DEFAULT_CSS = """
    Welcome { background: $background; padding: 1 2; }
    Welcome Horizontal { height: 1; margin: 0 0 1 0; }
    Welcome .label { width: 18; color: $muted; }
    Welcome Entry, Welcome Pick { width: 1fr; max-width: 50; }
    Welcome .head { height: auto; color: $title; text-style: bold; margin: 0 0 1 0; }
    Welcome #notice { height: auto; color: $muted; margin: 1 0; }
    """
    BINDINGS = [key("ctrl+s", "begin", "welcome.begin", priority=True)]

    app = getters.app(Desk)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("", classes="head", id="head")
            with Horizontal():
                yield Static("", classes="label", id="label-name")
                yield Entry(config.user(), id="name")
            with Horizontal():
                yield Static("", classes="label", id="label-company")
                yield Entry(id="company")
            with Horizontal():
                yield Static("", classes="label", id="label-language")
                yield Pick(id="language", entries=[Choice(code, name, (code,)) for code, name in NAMES.items()])
            yield Static("", id="notice")
            yield Press(t("welcome.begin"), id="begin")

    def on_mount(self) -> None:
        self.query_one(Pick).set_silently((words.language(),))
        self.query_one("#name").focus()
        self.retell()

    def retell(self) -> None:
        """Say everything in the language in use."""
        self.query_one("#head", Static).update(Content(t("welcome.head")))
        for name in ("name", "company", "language"):
            self.query_one(f"#label-{name}", Static).update(Content(t(f"welcome.{name}")))
        self.query_one("#notice", Static).update(Content(t("welcome.where", path=self.app.config.database)))
        begin = self.query_one(Press)
        begin.label = t("welcome.begin")
        begin.refresh(layout=True)

    @on(Pick.Changed)
    def speak(self, event: Pick.Changed) -> None:
        if event.pick.value:
            words.use(str(event.pick.value[0]))
            self.retell()

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.focus_next()

    @on(Press.Pressed)
    def pressed(self) -> None:
        self.action_begin()

    @work(exclusive=True, group="ask")
    async def action_begin(self) -> None:
        name = self.query_one("#name", Entry).value.strip()
        if not name:
            self.query_one("#notice", Static).update(Content(t("welcome.name_missing")))
            self.query_one("#name").focus()
            return
        ways = ("cases", "empty", "import")
        options = [Option(way, t(f"welcome.way.{way}"), t(f"welcome.way.{way}.more")) for way in ways]
        way = await self.app.push_screen_wait(Chooser(t("welcome.how"), among(options)))
        if way is not None:
            self.query_one("#notice", Static).update(Content(t("welcome.making")))
            await self._make(name, str(way))

    async def _make(self, name: str, way: str) -> None:
        """Make what was chosen; what cannot be made is said, and everything typed stays."""
        target, actor = self.app.config.database, self.app.actor
        try:
            await self.app.store.write(_make, target, actor, name, self.query_one("#company", Entry).value.strip())
            if way == "cases":
                target = f"{folders.state_folder(os.environ)}/demo-{words.short()}.db"
                await self.app.store.write(_open_cases, target, actor)
        except faults.Fault as fault:
            self.query_one("#notice", Static).update(Content(phrases.fault(fault)))
            return
        try:
            config.remember(os.environ, language=words.language())
        except OSError:
            self.app.say(t("status.not_remembered"), bad=True)
        if way == "import":
            await self.app.push_screen_wait(Told(t("welcome.way.import"), t("welcome.import_how")))
        self.dismiss(target)


def _make(target: str, actor: Actor, name: str, company: str) -> None:
    """Make the database and enter who begins."""
    base.open_database(target, create=True)
    member = approvals.join(actor, name, config.user(), MemberRole.ADMIN).value
    if company:
        preferences.put_setting(Actor(member, actor.now, actor.today), "company", company)


def _open_cases(target: str, actor: Actor) -> None:
    """Make the worked cases afresh beside the user's own database."""
    base.close_database()
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(target + suffix).unlink(missing_ok=True)
    base.open_database(target, create=True)
    demo.build(words.language(), actor.today, actor.now, config.user())
