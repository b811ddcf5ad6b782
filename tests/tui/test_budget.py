"""What the screens may cost, in things that can be counted: modules, questions, drawings, bytes.

Times are measured by `python -m benchmarks` and stand in docs/performance.md; nothing here asserts one.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import base
from models.reads import accounts, brief, people, today
from models.rules.filters import Filter
from models.rules.settings import Settings
from models.writes import daily
from tests.models.conftest import Queries
from tests.pty.terminal import Terminal, encode
from tests.tui.conftest import LOGIN, TODAY, Start
from tests.tui.twins import crowd
from tui.config import user

ROOT = Path(__file__).parents[2]
OPEN = "from tui.main import run; run()"
SPY = """
import json, sys
from tui.main import main
from tui import terminal
from tui.screens.workbench import Workbench
terminal.refuse = lambda: None
draw = Workbench._draw
def noted(self):
    if self._waiting:
        json.dump(sorted(sys.modules), open(sys.argv[1], "w"))
    draw(self)
Workbench._draw = noted
main(sys.argv[2:])
"""
LATER = (
    "tui.modals", "tui.sheets", "tui.recording", "tui.copying", "tui.keymap", "tui.guide",
    "tui.panes.accounts", "tui.panes.guide", "tui.panes.board", "tui.widgets.fields", "tui.widgets.columns",
    "models.writes", "models.exchange", "models.demo", "models.duplicates", "models.backup",
    "textual.widgets._text_area", "textual.widgets._markdown", "textual.widgets._data_table",
    "rapidfuzz", "tomlkit", "importlib.resources", "playhouse", "pypinyin", "babel",
)
"""What is read when it is first needed, which is after the first screen."""
QUERIES = {"today": 31, "accounts": 6, "brief": 28, "board": 26}
"""Statements of the reads behind the screens, however much there is."""
START_BYTES = 9000
CURSOR_BYTES = 120
RESTING_BYTES = 300
"""The same with what is told of the row when the cursor rests on it."""
PAGE_BYTES = 4500
SCROLL_BYTES = 600
SYNC = b"\x1b[?2026h"
"""What every drawing begins with, on a terminal that can show it at once."""


@pytest.fixture
def home(tmp_path: Path, cases: Callable[[str], Path]) -> Path:
    """A home with the worked cases, brought to the day, whose member is who runs the tests."""
    path = tmp_path / "inroad.db"
    shutil.copy(cases("zh_CN"), path)
    base.open_database(str(path))
    daily.turn(TODAY)
    base.close_database()
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE member SET login = ? WHERE login = ?", (user(), LOGIN))
    opened.close()
    return tmp_path


def surroundings(home: Path) -> dict[str, str]:
    """An environment that finds nothing but this home."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG")}
    return {"HOME": str(home), "PYTHONPATH": str(ROOT), "INROAD_DB": str(home / "inroad.db"),
            "INROAD_LANG": "zh_CN", **folders}  # fmt: skip


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[[tuple[int, int]], Terminal]]:
    """Open the program on a terminal of a size."""
    opened: list[Terminal] = []

    def start(size: tuple[int, int]) -> Terminal:
        command = [sys.executable, "-c", OPEN, "--today", TODAY.isoformat()]
        opened.append(Terminal.start(command, size=size, env=surroundings(home)))
        opened[-1].wait("申江股份")
        opened[-1].quiet(0.5)
        return opened[-1]

    yield start
    for each in opened:
        each.close()


Opened = Callable[[tuple[int, int]], Terminal]


def test_the_first_screen_is_there_before_what_it_does_not_show_is_loaded(home: Path) -> None:
    told = home / "modules.json"
    command = [sys.executable, "-c", SPY, str(told), "--today", TODAY.isoformat()]
    with Terminal.start(command, size=(120, 40), env=surroundings(home)) as opened:
        opened.wait("申江股份")
    loaded = json.loads(told.read_text())
    assert not [name for name in loaded if name.startswith(LATER)]


def test_the_first_screen_is_drawn_once(terminal: Opened) -> None:
    raw = terminal((120, 40)).raw
    before, found, _ = raw.partition("申江股份".encode())
    assert found
    assert before.count(SYNC) == 1
    assert b"\x1b[6n" not in before, "it asks where the cursor is, and waits for the answer"


def test_a_step_of_the_cursor_takes_few_bytes(terminal: Opened) -> None:
    wide = terminal((120, 40))
    assert max(steps(wide, "<down>", "<down>", "<up>")) <= RESTING_BYTES
    before = len(wide.raw)
    wide.send(8 * (encode("<down>") + encode("<up>")))
    wide.quiet(0.6)
    assert len(wide.raw) - before <= 16 * CURSOR_BYTES + RESTING_BYTES
    narrow = terminal((80, 24))
    narrow.keys("2")
    narrow.wait("华北局")
    narrow.quiet(0.5)
    assert max(steps(narrow, "<down>", "<down>", "<up>")) <= CURSOR_BYTES


def test_the_start_takes_few_bytes(terminal: Opened) -> None:
    assert len(terminal((120, 40)).raw) <= START_BYTES


@pytest.mark.parametrize("size", [(120, 40), (80, 23)])
def test_a_page_and_a_line_of_a_long_list_take_few_bytes(home: Path, terminal: Opened, size: tuple[int, int]) -> None:
    with sqlite3.connect(home / "inroad.db") as database:
        crowd(database.execute)
    database.close()
    opened = terminal(size)
    opened.keys("2")
    opened.wait("A0厂")
    opened.quiet(0.5)
    assert max(steps(opened, "<pgdn>", "<pgdn>", "<pgup>")) <= PAGE_BYTES
    before = len(opened.raw)
    opened.send(60 * encode("<down>"))
    opened.quiet(0.6)
    assert len(opened.raw) - before <= 60 * CURSOR_BYTES + PAGE_BYTES
    opened.keys("<end>")
    opened.quiet(0.6)
    opened.send(60 * encode("<up>"))
    opened.quiet(0.6)
    assert len(opened.raw) - before <= 120 * SCROLL_BYTES


def steps(opened: Terminal, *keys: str) -> Iterator[int]:
    """How many bytes each key draws."""
    for key in keys:
        before = len(opened.raw)
        opened.keys(key)
        assert opened.pump(20), "the key drew nothing"
        opened.quiet(0.4)
        yield len(opened.raw) - before


def test_nothing_is_written_while_nothing_happens(terminal: Opened) -> None:
    opened = terminal((120, 40))
    opened.quiet(1.0)
    assert opened.quiet(2.6) is None, "a look for the changes of others came by in this time"


async def test_a_step_of_the_cursor_asks_nothing_and_tells_no_bar(start: Start) -> None:
    async with start() as driver:
        workbench = driver.app.screen_stack[0]
        told: list[str] = []
        for name in ("tell", "_tell_keys", "_tell_account", "identify"):
            setattr(workbench, name, lambda name=name: told.append(name))
        with Queries().counted() as asked:
            await driver.press("j", "j", "k")
        assert not told
        assert not [text for text in asked.texts if not text.startswith("PRAGMA")]


def test_reads_ask_so_many_questions(home: Path) -> None:
    base.open_database(str(home / "inroad.db"))
    queries, settings = Queries(), Settings()
    ids = accounts.ordering(Filter(), today=TODAY)
    member = base.db.obj.execute_sql("SELECT id FROM member WHERE login = ?", (user(),)).fetchone()[0]
    asked = {
        "today": queries.of(lambda: today.today(member, TODAY, settings=settings)),
        "accounts": queries.of(lambda: accounts.ordering(Filter(), viewer=member, today=TODAY))
        + queries.of(lambda: accounts.window(ids[:128])),
        "brief": queries.of(lambda: brief.brief(ids[0], TODAY, settings=settings)),
        "board": queries.of(lambda: people.board(ids[0], today=TODAY)),
    }
    base.close_database()
    assert all(asked[name] <= most for name, most in QUERIES.items()), asked


def test_importing_the_screens_leaves_textual_itself_lazy() -> None:
    spy = "import sys, tui.app, tui.panes.today; print(*[n for n in sys.modules if n.startswith('textual.widgets._')])"
    done = subprocess.run([sys.executable, "-c", spy], capture_output=True, text=True, check=True, cwd=ROOT)
    spy = "import sys, textual.app; print(*[n for n in sys.modules if n.startswith('textual.widgets._')])"
    bare = subprocess.run([sys.executable, "-c", spy], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) <= set(bare.stdout.split())
