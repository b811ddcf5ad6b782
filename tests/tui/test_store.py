"""The threads that touch the database: what may take long keeps nobody waiting, and stops when nobody waits for it."""

import asyncio
from pathlib import Path

import pytest

from models import base
from tui.store import Store

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def endless() -> int:
    return int(base.db.execute_sql(ENDLESS).fetchone()[0])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    base.open_database(str(tmp_path / "inroad.db"), create=True)
    return Store()


async def test_a_look_up_does_not_wait_for_a_long_read(store: Store) -> None:
    long = asyncio.create_task(store.aside(endless))
    await asyncio.sleep(0.05)
    assert await store.read(lambda: 1) == 1
    assert not long.done()
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long
    assert await store.aside(lambda: 2) == 2, "the long read goes on"
    store.close()
    base.close_database()


async def test_closing_calls_off_what_is_read(store: Store) -> None:
    long = asyncio.create_task(store.aside(endless))
    assert await store.read(lambda: 1) == 1
    await asyncio.sleep(0.05)
    store.close()
    long.cancel()
    base.close_database()
