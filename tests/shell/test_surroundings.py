"""The scratch database of the demo, and the list of keys."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import base
from tests.models.conftest import TODAY
from tests.shell.conftest import Shell
from tui import config, words
from tui.shell import demo
from tui.shell.context import Context, moment


def surroundings(shell: Shell, day: date) -> Context:
    words.use("zh_CN")
    today, now = moment(day)
    streams = (io.StringIO(), io.StringIO(), io.StringIO())
    return Context(config.load(shell.environment), shell.environment, today, now, streams, day)


def visits(path: str) -> int:
    base.open_database(path)
    (count,) = base.db.execute_sql("SELECT count(*) FROM visit").fetchone()
    base.db.execute_sql("DELETE FROM visit_person")
    base.db.execute_sql("DELETE FROM visit_member")
    base.close_database()
    return int(count)


def marks(path: str) -> int:
    base.open_database(path)
    (count,) = base.db.execute_sql("SELECT count(*) FROM visit_person").fetchone()
    base.close_database()
    return int(count)


def test_the_demo_is_built_afresh_each_day_unless_kept(empty: Shell) -> None:
    path = demo.prepare(surroundings(empty, TODAY), keep=False)
    assert path.endswith("demo-zh.db")
    assert visits(path) > 0
    assert demo.prepare(surroundings(empty, TODAY), keep=False) == path
    assert marks(path) == 0, "the same day goes on with what is there"
    tomorrow = surroundings(empty, TODAY + timedelta(1))
    demo.prepare(tomorrow, keep=True)
    assert marks(path) == 0, "kept"
    demo.prepare(tomorrow, keep=False)
    assert marks(path) > 0, "made afresh"


def test_a_scratch_database_that_cannot_be_read_is_made_afresh(empty: Shell) -> None:
    path = demo.prepare(surroundings(empty, TODAY), keep=False)
    Path(path).write_bytes(b"rubbish" * 100)
    demo.prepare(surroundings(empty, TODAY), keep=True)
    assert visits(path) > 0


def test_a_day_given_is_that_day_at_this_hour() -> None:
    today, now = moment(date(2020, 2, 29))
    assert today == date(2020, 2, 29)
    assert now.astimezone().date() == today


def test_every_key_has_an_id_and_words(shell: Shell) -> None:
    pytest.importorskip("tui.app")
    keys = shell("keys", "--json").json()["keys"]
    assert len(keys) > 10
    assert all(each["id"] and each["keys"] for each in keys)
    assert len({(each["id"], each["keys"]) for each in keys}) == len(keys), "each once"
    told = shell("keys").out
    assert all(each["id"] in told for each in keys)


def test_the_users_own_keys_are_told(shell: Shell) -> None:
    pytest.importorskip("tui.app")
    file = shell.database.parent / ".config" / "inroad" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\n"change.undo" = "z"\n', "utf-8")
    keys = {each["id"]: each["keys"] for each in shell("keys", "--json").json()["keys"]}
    assert keys["change.undo"] == "z"
