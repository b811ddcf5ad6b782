"""A fresh database for a test, a counter of its queries, and short ways to put rows into it.

Rows are made directly, past the writes, so that a test may build any state; what follows from them (derived
rows, the search index) is then brought up to date by whoever needs it.
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from models import base
from models import engine as engines
from models.rules import names, pinyin
from models.tables import TABLES
from models.tables.accounts import Account, Unit
from models.tables.opportunities import Competitor, Opportunity, OpportunityCompetitor, PersonRole
from models.tables.people import Person, Relation
from models.tables.team import Member
from models.tables.visits import Promise, StanceEntry, Visit, VisitPerson

TODAY = date(2026, 11, 23)
SERVER = os.environ.get("INROAD_TEST_SERVER", "")
"""The address of a PostgreSQL server where databases may be made and dropped; without one only files are tested."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where a server is named, whatever needs a database is proven on it too, but for what is about files."""
    if "engine" in metafunc.fixturenames and SERVER and not metafunc.definition.get_closest_marker("on_file"):
        engines = ["file", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("engine", engines, indirect=True, scope="module")


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """What the database is kept by: file or postgres."""
    return str(getattr(request, "param", "file"))


@contextmanager
def opened(engine: str, path: Path) -> Iterator[None]:
    """An empty database, open; closed after the block."""
    if engine == "postgres":
        base.open_database(_served())
        names = ", ".join(f'"{table._meta.table_name}"' for table in TABLES)
        base.db.execute_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    else:
        base.open_database(str(path), create=True)
    try:
        yield
    finally:
        base.close_database()


@cache
def _served() -> str:
    """The address of a fresh database on the server, one for each process that tests."""
    engines.Server(SERVER)
    from psycopg2 import connect

    name = f"inroad_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    connection = connect(SERVER)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()


@pytest.fixture
def database(engine: str, tmp_path: Path) -> Iterator[Path]:
    """A new database, open; closed after the test."""
    path = tmp_path / "inroad.db"
    with opened(engine, path):
        yield path


class Queries:
    """Counts the statements that run while it watches; `texts` are what they said."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __len__(self) -> int:
        return len(self.texts)

    @contextmanager
    def counted(self) -> Iterator["Queries"]:
        """Count from here: the statements of the block, and only those."""
        self.texts.clear()
        opened = base.db.obj
        ran = type(opened).execute_sql

        def noted(sql: str, *args: Any, **kwargs: Any) -> Any:
            self.texts.append(sql)
            return ran(opened, sql, *args, **kwargs)

        opened.execute_sql = noted
        try:
            yield self
        finally:
            del opened.execute_sql

    def of(self, work: Any) -> int:
        """How many statements a function without arguments runs."""
        with self.counted():
            work()
        return len(self)


@pytest.fixture
def queries(database: Path) -> Queries:
    """The counter of the statements on the open database."""
    return Queries()


class Make:
    """Short ways to put rows in: each answers the id of the row it made; columns may be added by name."""

    def __init__(self) -> None:
        self.number = itertools.count(1)

    def member(self, name: str = "李华", **more: Any) -> int:
        return self._id(Member, name=name, login=more.pop("login", f"m{next(self.number)}"), **more)

    def account(self, name: str = "华北局", **more: Any) -> int:
        keys = {"sort_key": pinyin.sort_key(name), "name_key": names.key(name)}
        return self._id(Account, name=name, **{"registered": TODAY - timedelta(90), **keys, **more})

    def unit(self, account: int, name: str = "生技处", **more: Any) -> int:
        return self._id(Unit, account=account, name=name, **more)

    def person(self, account: int, name: str = "黄主任", roles: str = "", **more: Any) -> int:
        keys = {"sort_key": pinyin.sort_key(name, person=True), "recorded": TODAY}
        person = self._id(Person, account=account, name=name, **{**keys, **more})
        for role in roles.split():
            self._id(PersonRole, person=person, role=role)
        return person

    def opportunity(self, account: int, name: str = "技改", **more: Any) -> int:
        more = {"recorded": TODAY - timedelta(30), "sort_key": pinyin.sort_key(name), **more}
        return self._id(Opportunity, account=account, name=name, **more)

    def visit(self, account: int, days: int = -7, *people: int, **more: Any) -> int:
        """A done visit so many days from today; `state="planned"` for one to come."""
        more = {"state": "done", **more}
        visit = self._id(Visit, account=account, date=TODAY + timedelta(days), **more)
        for person in people:
            self._id(VisitPerson, visit=visit, person=person)
        return visit

    def promise(self, account: int, text: str = "送样", days: int | None = 3, **more: Any) -> int:
        due = None if days is None else TODAY + timedelta(days)
        return self._id(Promise, account=account, text=text, due=due, **more)

    def stance(self, person: int, stance: str, days: int = -10, **more: Any) -> int:
        return self._id(StanceEntry, person=person, stance=stance, date=TODAY + timedelta(days), **more)

    def relation(self, person: int, other: int, kind: str = "rival", **more: Any) -> int:
        return self._id(Relation, person=person, other=other, kind=kind, **more)

    def rival(self, account: int, name: str = "某厂", **more: Any) -> int:
        """A competitor at the account or on a deal; answers the competitor's id."""
        found = Competitor.get_or_none(Competitor.name == name) or Competitor.create(name=name)
        self._id(OpportunityCompetitor, account=account, competitor=found.id, **more)
        return int(found.id)

    def row(self, table: Any, /, **values: Any) -> int:
        """A row of any table."""
        return self._id(table, **values)

    @staticmethod
    def _id(table: Any, /, **values: Any) -> int:
        return int(table.create(**values).id)


@pytest.fixture
def make(database: Path) -> Make:
    """Short ways to put rows into the open database."""
    return Make()
