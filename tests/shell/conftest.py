"""The shell from the outside: a command line in, an exit code and what was written out."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import base, search
from models.reads import thresholds
from models.writes.derive import derive
from tests.models.conftest import TODAY, Make
from tui import words
from tui.main import main


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Shell:
    """Runs command lines on a database of its own."""

    def __init__(self, folder: Path, language: str = "zh") -> None:
        self.database = folder / "inroad.db"
        self.language = language
        self.environment = {
            "HOME": str(folder), "LANG": "zh_CN.UTF-8" if language == "zh" else "en_GB.UTF-8",
            "INROAD_DB": str(self.database), "TERM": "xterm-256color",
        }

    def __call__(self, *argv: str, stdin: str = "", terminal: bool = False, today: date | None = TODAY) -> Answer:
        out, err = Terminal() if terminal else io.StringIO(), io.StringIO()
        day = ["--today", today.isoformat()] if today else []
        given = Terminal(stdin) if terminal else io.StringIO(stdin)
        code = main([*day, *argv], environment=self.environment, stdin=given, out=out, err=err)
        return Answer(code, out.getvalue(), err.getvalue())

    def open(self, *, create: bool = False) -> Make:
        """Open the database, to put rows in or to look."""
        base.open_database(str(self.database), create=create)
        return Make()

    def settle(self) -> None:
        """Bring what follows from the rows up to date, and close."""
        rows = base.db.execute_sql("SELECT id FROM account").fetchall()
        derive([key for (key,) in rows], TODAY, thresholds.settings())
        search.rebuild()
        base.close_database()


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Leave the language as it was found."""
    before = words.language()
    yield
    words.use(before)


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """A shell without a database."""
    return Shell(tmp_path)


@pytest.fixture
def english(tmp_path: Path) -> Shell:
    """The same in English."""
    return Shell(tmp_path, "en")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell whose database holds the power grid bureau and who sits here as an admin."""
    made = Shell(tmp_path)
    put = made.open(create=True)
    fill(put)
    made.settle()
    return made


def fill(put: Make) -> None:
    """The grid bureau: four people, a rivalry, a deal, a visit with promises, a competitor."""
    from tui.config import user

    me = put.member("李华", login=user(), role="admin")
    grid = put.account("华北局", short_name="华北局", owner=me, gift_policy="business_meals_only",
                       gift_policy_source="致供应商函", industry="power_grid", mode="independent", kind="strategic")
    put.account("廊坊局", parent=grid, owner=me)
    office = put.unit(grid, "生技处")
    put.unit(grid, "招标中心")
    huang = put.person(grid, "黄主任", "gatekeeper", title="主任", influence=5, personality="S")
    liu = put.person(grid, "刘工", "technical", unit=office, influence=4, taboo="前任销售")
    ma = put.person(grid, "马工", "user")
    put.person(grid, "", "decision_maker", placeholder=True)
    deal = put.opportunity(grid, "保护改造", amount=128_000_000, step="proposal", owner=me)
    put.relation(huang, ma, "rival")
    put.stance(huang, "neutral", -60)
    put.stance(huang, "supporter", -20)
    put.stance(liu, "enemy", -30)
    visit = put.visit(grid, -7, huang, liu, happened="谈技改标准", opportunity=deal, member=me)
    put.promise(grid, "周五送样", 3, visit=visit, person=liu, next_step=True, member=me)
    put.promise(grid, "给参数", -2, by="them", person=liu)
    put.rival(grid, "某厂", position="favoured", opportunity=deal)
