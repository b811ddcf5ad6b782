"""The program over the worked cases, and a hand to drive it by keys."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.worker import Worker

from models import base, demo
from models.reads import team
from tui import words
from tui.app import Inroad
from tui.config import Config
from tui.modals.form import Form
from tui.widgets.bars import Bar, Status
from tui.widgets.listing import Listing

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LOGIN = "lihua"
WAITING = frozenset({"ask", "choose", "welcome", "blank"})
"""Groups of workers that wait for the user."""
PATIENCE = 60
"""Seconds after which nobody hopes for the end of a worker any more."""


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A file with the worked cases in a language, built once a session; to be copied, not opened."""
    built: dict[str, Path] = {}

    def of(language: str) -> Path:
        if language not in built:
            path = tmp_path_factory.mktemp("cases") / f"{language}.db"
            words.use(language)
            base.open_database(str(path), create=True)
            demo.build(language, TODAY, NOW, LOGIN)
            base.db.obj.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            base.close_database()
            built[language] = path
        return built[language]

    return of


class Driver:
    """An app that runs, its pilot, and what stands on its screen."""

    def __init__(self, app: Inroad, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.asked = 0
        for name in ("read", "aside", "write"):
            setattr(app.store, name, self._counted(getattr(app.store, name)))

    def _counted(self, ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The same question or change, of which it is known that it is under way."""

        async def counted(*asked: Any, **named: Any) -> Any:
            self.asked += 1
            try:
                return await ask(*asked, **named)
            finally:
                self.asked -= 1

        return counted

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each until the screen has settled."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus, as an input method commits it."""
        await self.pilot.press(*text)
        await self.settle()

    async def settle(self) -> None:
        """Wait until every read and write is done and drawn."""
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < 4:
            await self.pilot.pause()
            assert time.monotonic() < end, (
                f"{[w for w in self.app.workers if self._busy(w)]} and {self.asked} asked never end"
            )
            busy = self.asked > 0 or self._unheard() or any(self._busy(worker) for worker in self.app.workers)
            quiet = 0 if busy else quiet + 1
            if busy:
                await asyncio.sleep(0.002)

    def _unheard(self) -> bool:
        """Whether something of the screen in front is not yet mounted, or has messages it has not read."""
        pumps = (self.app, *self.app.screen.walk_children(with_self=True))
        return any(pump.message_queue_size or not pump._is_mounted for pump in pumps)

    def _busy(self, worker: Worker[Any]) -> bool:
        """Whether it works, and does not wait for the user; a form saves only while it is in front."""
        asking = worker.group == "save" and not isinstance(self.app.screen, Form)
        return not worker.is_finished and worker.group not in WAITING and not asking

    def lines(self) -> list[str]:
        """The screen in front, line by line."""
        width, height = self.app.size
        screen = self.app.screen
        drawn = screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in drawn][:height] if width else []

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines())

    @property
    def status(self) -> str:
        """The status line."""
        return "".join(text for text, _ in self.app.screen_stack[0].query_one(Status).pieces)

    def bar(self, id: str) -> str:
        """One of the bars."""
        return "".join(text for text, _ in self.app.screen_stack[0].query_one(f"#{id}", Bar).pieces)

    @property
    def listing(self) -> Listing:
        """The list that has the keys."""
        focused = self.app.screen.focused
        assert isinstance(focused, Listing), focused
        return focused


Start = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def start(
    tmp_path: Path, cases: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Open the program on a copy of the worked cases: `start(size=…, language=…, theme=…, keys=…)`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), language: str = "zh_CN", theme: str = "dark",
        keys: dict[str, str] | None = None, login: str = LOGIN, empty: bool = False,
    ) -> AsyncIterator[Driver]:
        path = tmp_path / "inroad.db"
        if empty:
            base.open_database(str(path), create=True)
        elif not path.exists():
            shutil.copy(cases(language), path)
        if not base.is_open():
            base.open_database(str(path))
        member = team.by_login(login)
        config = Config(database=str(path), language=language, theme=theme, keys=keys or {})
        app = Inroad(config, member.id if member else None, lambda: NOW, TODAY)
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver
            app.exit()
        app.store.close()
        base.close_database()

    yield opened
    if base.is_open():
        base.close_database()


def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    """Rows of the open database, past all layers."""
    return list(base.db.obj.execute_sql(sql, values).fetchall())


