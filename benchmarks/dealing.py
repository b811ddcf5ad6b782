"""What the reports cost over a hundred thousand opportunities: open, won and lost ones, of a thousand accounts."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import reads
from benchmarks.databases import DAY, SEED, Data
from benchmarks.ptybench import Samples
from models import base
from models.reads import reports
from models.reads.thresholds import settings
from models.rules.vocabulary import InformationStage, Outcome, Step
from models.tables.opportunities import Opportunity
from models.writes import derive

DEALS = 100_000
_AT_ONCE = 500
_OUTCOMES = (Outcome.OPEN, Outcome.OPEN, Outcome.WON, Outcome.LOST)
_REASONS = ("price", "product", "relationship", "late", "no_budget")


def measure(home: str, data: Data, deals: int = DEALS, rounds: int = 3) -> Samples:
    """Fill a copy with so many opportunities and ask for each report a few times; ms of processor time."""
    path = Path(home) / "deals.db"
    shutil.copyfile(data.path, path)
    fill(path, data.accounts, deals)
    base.open_database(str(path))
    try:
        limits = settings()
        questions = (
            (f"many deals, report {name}", partial(reports.picture, name, reports.Asked(DAY, limits, reads.ME)))
            for name in reads.REPORTS
        )
        return reads.timed(questions, rounds)
    finally:
        base.close_database()
        path.unlink()


def fill(path: Path, accounts: int, deals: int) -> None:
    """Give the accounts of a database so many opportunities more, with their standings."""
    base.open_database(str(path))
    try:
        base.transaction(_fill)(_rows(accounts, deals))
        derive.rebuild(DAY)
    finally:
        base.close_database()


def _fill(rows: Iterator[dict[str, Any]]) -> None:
    while piece := list(islice(rows, _AT_ONCE)):
        Opportunity.insert_many(piece).execute()


def _rows(accounts: int, deals: int) -> Iterator[dict[str, Any]]:
    dice, steps, stages = Random(SEED), list(Step), list(InformationStage)
    for key in range(deals):
        outcome = dice.choice(_OUTCOMES)
        recorded = DAY - timedelta(days=dice.randrange(30, 900))
        closed = None if outcome is Outcome.OPEN else recorded + timedelta(days=dice.randrange(1, 30))
        yield {
            "account": 1 + key % accounts, "name": f"项目{key}", "amount": dice.randrange(1, 500) * 1_000_000,
            "step": dice.choice(steps), "information_stage": dice.choice(stages), "outcome": outcome,
            "recorded": recorded, "expected_date": DAY + timedelta(days=dice.randrange(-20, 400)), "owner": 1,
            "closed_date": closed, "signed_date": closed if outcome is Outcome.WON else None,
            "reason": dice.choice(_REASONS) if outcome is Outcome.LOST else "",
        }  # fmt: skip
