"""Starts the tiny programs of tests/pty/apps, each in a home of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

APPS = Path(__file__).parent / "apps"


class Probe:
    """Starts the tiny programs, with a home of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env: dict[str, str | None] = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
        self.opened: list[Terminal] = []

    def __call__(self, *modes: str, app: str = "guarded.py", size: tuple[int, int] = (80, 23)) -> Terminal:
        return self.run([sys.executable, str(APPS / app), *modes], size)

    def run(self, args: list[str], size: tuple[int, int] = (80, 23)) -> Terminal:
        self.opened.append(Terminal.start(args, size=size, env=self.env))
        return self.opened[-1]

    def ready(self, *modes: str) -> Terminal:
        terminal = self(*modes)
        terminal.wait("ready 80x23")
        return terminal

    @property
    def logs(self) -> list[Path]:
        return sorted((self.home / "state" / "inroad").glob("crash-*.log"))


@pytest.fixture
def probe(tmp_path: Path) -> Iterator[Probe]:
    made = Probe(tmp_path)
    yield made
    for terminal in made.opened:
        terminal.close()
