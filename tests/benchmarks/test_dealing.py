"""The opportunities the reports are measured over: as many as asked for, decided and undecided, with standings."""

from pathlib import Path

from benchmarks import databases, dealing, filling, reads
from benchmarks.databases import DAY, Data
from benchmarks.maker import Plan, Size
from models import base
from models.reads.rows import told

ACCOUNTS = 60


def few(path: Path) -> Data:
    filling.build(str(path), Plan(Size(ACCOUNTS), databases.SEED, DAY), told=lambda _: None)
    return Data(ACCOUNTS, path, "")


def test_a_database_is_filled_with_as_many_opportunities_as_asked_for(tmp_path: Path) -> None:
    data = few(tmp_path / "few.db")
    base.open_database(str(data.path))
    (before,) = told("SELECT count(*) FROM opportunity")[0]
    base.close_database()
    dealing.fill(data.path, data.accounts, 700)
    base.open_database(str(data.path))
    try:
        assert told("SELECT count(*) FROM opportunity")[0] == (before + 700,)
        assert told("SELECT count(*) FROM opportunity_state")[0] == (before + 700,)
        assert {row[0] for row in told("SELECT DISTINCT outcome FROM opportunity")} == {"open", "won", "lost"}
    finally:
        base.close_database()


def test_every_report_over_everything_is_asked_on_a_copy(tmp_path: Path) -> None:
    data = few(tmp_path / "few.db")
    before = data.path.stat().st_size
    samples = dealing.measure(str(tmp_path), data, 50, 1)
    assert set(samples) == {f"read many deals, report {name} cpu" for name in reads.REPORTS}
    assert data.path.stat().st_size == before and not (tmp_path / "deals.db").exists()
