"""A database in a file with one entry, for tests of what happens to files; import what is used as fixtures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import base
from tests.models import workers


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Whatever a test left open is closed after it."""
    yield
    base.close_database()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A database of today's version with one entry, closed."""
    name = str(tmp_path / "a.db")
    base.open_database(name, create=True)
    workers.entry("first")
    base.close_database()
    return name
