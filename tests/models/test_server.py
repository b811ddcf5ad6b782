"""What only a server can show: order by code point whatever its language, the table of tokens, readers that read."""

from pathlib import Path
from typing import Any

import peewee
import pytest

from models import base, search
from models.reads.rows import rows
from models.tables import Member, SearchEntry
from tests.models.conftest import SERVER, Make, opened

pytestmark = [
    pytest.mark.on_file,
    pytest.mark.postgres,
    pytest.mark.skipif(not SERVER, reason="INROAD_TEST_SERVER names no PostgreSQL server (.ci/run starts one)"),
]


@pytest.fixture
def engine() -> str:
    return "postgres"


def _all(sql: str, *values: object) -> list[tuple[Any, ...]]:
    return list(base.db.execute_sql(sql, values).fetchall())


def test_every_text_is_ordered_byte_by_byte(database: Path) -> None:
    found = _all(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    assert found == []


def test_names_stand_in_the_order_of_a_file(database: Path, tmp_path: Path) -> None:
    names = ["b", "A", "a", "B", "_x", "中", "一", "é", "z", "Z"]
    for name in names:
        Member.create(name=name, login=name)
    ordered = Member.select(Member.name).order_by(Member.name)
    here = rows(ordered)
    base.close_database()
    with opened("file", tmp_path / "other.db"):
        for name in names:
            Member.create(name=name, login=name)
        assert here == rows(ordered.clone())


def test_tokens_follow_their_entry_and_a_beginning_is_a_span_of_the_index(make: Make, database: Path) -> None:
    account = make.account("华北局")
    make.person(account, "黄主任")
    search.rebuild()
    held = _all("SELECT count(*) FROM search")[0][0]
    for query in ("hbj", "华北", "huabei", "北局"):
        assert search.find(query)[0].row == account
    assert search.find("hbj hzr")[0].title == "黄主任"
    search.refresh("account", [account])
    assert _all("SELECT count(*) FROM search")[0][0] == held
    SearchEntry.delete().execute()
    assert _all("SELECT count(*) FROM search")[0][0] == 0
    base.db.execute_sql("SET enable_seqscan = off")
    plan = str(_all("EXPLAIN SELECT entry FROM search WHERE token >= 'hb' AND token < 'hc'"))
    assert "Index" in plan and "search_pkey" in plan


def test_a_reader_cannot_write(database: Path) -> None:
    base.reader()
    with pytest.raises(peewee.DatabaseError, match="read-only"):
        Member.create(name="x", login="x")
