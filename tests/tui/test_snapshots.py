"""A few screens as pictures; to accept a change that is meant: pytest tests/tui/test_snapshots.py --snapshot-update."""

import shutil
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot

from models import base
from models.reads import team
from tests.tui.conftest import LOGIN, NOW, TODAY, Driver
from tui import config
from tui.app import Inroad
from tui.config import Config

Before = Callable[[Pilot[None]], Awaitable[None]]


class Compare(Protocol):
    def __call__(self, app: Inroad, *, terminal_size: tuple[int, int], run_before: Before) -> bool: ...


@pytest.fixture
def picture(
    tmp_path: Path, cases: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, snap_compare: Compare
) -> Iterator[Callable[..., bool]]:
    """Compare the screen after some keys with its picture."""
    for name in ("STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(config, "user", lambda: LOGIN)
    monkeypatch.setattr(socket, "gethostname", lambda: "sales01.example")
    opened: list[Inroad] = []

    def compare(*keys: str, size: tuple[int, int], language: str = "zh_CN", theme: str = "dark", **more: Any) -> bool:
        path = tmp_path / "inroad.db"
        shutil.copy(cases(language), path)
        base.open_database(str(path))
        member = team.by_login(LOGIN)
        assert member is not None
        settings = Config(database="inroad.db", language=language, theme=theme, **more)
        opened.append(Inroad(settings, member.id, lambda: NOW, TODAY))

        async def act(pilot: Pilot[None]) -> None:
            driver = Driver(opened[0], pilot)
            await driver.settle()
            for key in keys:
                if key.startswith("type:"):
                    await driver.type(key.removeprefix("type:"))
                else:
                    await driver.press(key)

        return snap_compare(opened[0], terminal_size=size, run_before=act)

    yield compare
    for app in opened:
        app.store.close()
    base.close_database()


def test_accounts_and_board(picture: Callable[..., bool]) -> None:
    assert picture("f", "type:hzr", "enter", size=(120, 40))


def test_accounts_in_english(picture: Callable[..., bool]) -> None:
    assert picture("2", "enter", "S", size=(120, 40), language="en")


def test_brief_on_a_small_screen(picture: Callable[..., bool]) -> None:
    assert picture("f", "type:华北局", "enter", "B", size=(80, 23))


def test_form_in_english(picture: Callable[..., bool]) -> None:
    assert picture("2", "a", "tab", "type:Acme [VIP]", "ctrl+s", size=(80, 23), language="en")


def test_today_in_light(picture: Callable[..., bool]) -> None:
    assert picture(size=(120, 40), theme="light")


def test_board_in_sixteen_colours_and_plain_signs(picture: Callable[..., bool]) -> None:
    assert picture("f", "type:hzr", "enter", size=(120, 40), theme="sixteen", ascii=True)
