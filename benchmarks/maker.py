"""A large database of invented customers, the same for the same seed: `python -m benchmarks.maker FILE --accounts N`.

Names are put together from places, trades and given names in about the proportions of a Chinese sales territory:
a third bureaus and schools and hospitals named after a place, the rest companies; two of five people share ten
surnames. The first account is the big one: 500 people, 5,000 visits.
"""

import argparse
import random
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from models import base, search
from models.base import Table, transaction
from models.rules import names, pinyin
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import Promise, StanceEntry, Visit, VisitPerson
from models.writes import derive

WORDS: dict[str, list[str]] = {
    name: text.split()
    for name, text in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()
}
ROLES = ("neutral", "neutral", "supporter", "champion", "enemy", "unknown")
STEPS = ("lead", "diagnosis", "proposal", "negotiation")
BIG_PEOPLE, BIG_VISITS = 500, 5_000
BATCH = 20_000


class Maker:
    """Makes rows from one source of chance, for one day."""

    def __init__(self, seed: int, today: date) -> None:
        self.dice = random.Random(seed)
        self.today = today

    def word(self, kind: str) -> str:
        """One of the words of a kind."""
        return self.dice.choice(WORDS[kind])

    def name(self) -> str:
        """What an account is called."""
        words = ["places", *(["parts"] if self.dice.random() < 0.8 else []), "offices"]
        if self.dice.random() > 0.33:
            words = ["places", *["brands"] * self.dice.choice((2, 2, 3)), "trades", "forms"]
        return "".join(map(self.word, words))

    def person(self) -> str:
        """What a person is called."""
        return self.word("surnames") + self.word("given")

    def ago(self, days: int) -> date:
        """A day within so many days before today."""
        return self.today - timedelta(days=self.dice.randrange(days))

    def account(self, key: int) -> dict[str, Any]:
        """An account; about one in twelve has a customer of before above it."""
        name = self.name()
        return {
            "id": key, "name": name,
            "sort_key": pinyin.sort_key(name), "name_key": names.key(name),
            "industry": self.word("trades"), "region": self.word("places"), "registered": self.ago(900),
            "owner": self.dice.choice((1, 1, 2, 3, None)), "phone": f"13{self.dice.randrange(10**9):09}",
            "parent": self.dice.randrange(1, key) if key > 20 and self.dice.random() < 0.08 else None,
        }  # fmt: skip

    def one_person(self, key: int, account: int) -> dict[str, Any]:
        """A person of an account."""
        name = self.person()
        return {
            "id": key, "account": account, "name": name, "sort_key": pinyin.sort_key(name, person=True),
            "title": self.word("titles"), "influence": self.dice.choice((None, 2, 3, 4, 5)),
            "level": self.dice.choice(("", "decision", "management", "operation")), "recorded": self.ago(700),
        }  # fmt: skip

    def visit(self, key: int, account: int) -> dict[str, Any]:
        """A contact; one in forty is still to come."""
        planned = self.dice.random() < 0.025
        day = self.today + timedelta(days=self.dice.randrange(30)) if planned else self.ago(600)
        return {
            "id": key, "account": account, "kind": self.dice.choice(("visit", "phone", "demo", "visit")),
            "state": "planned" if planned else "done", "date": day, "happened": self.word("happened"), "member": 1,
        }  # fmt: skip


def make(accounts: int, maker: Maker, people: int = 3, visits: int = 5) -> None:
    """Fill the open, empty database: accounts, three people and five visits each, deals, stances, promises."""
    each = [(BIG_PEOPLE, BIG_VISITS) if key == 1 else (people, visits) for key in range(1, accounts + 1)]
    _fill(Member, ({"id": n, "login": f"bench{n}", "name": f"销售{n}", "role": "engineer"} for n in (1, 2, 3)))
    _fill(Account, (maker.account(key) for key in range(1, accounts + 1)))
    staff = [house for house, (crowd, _) in enumerate(each, 1) for _ in range(crowd)]
    _fill(Person, (maker.one_person(key, house) for key, house in enumerate(staff, 1)))
    first = _firsts(crowd for crowd, _ in each)
    log = [house for house, (_, met) in enumerate(each, 1) for _ in range(met)]
    _fill(Visit, (maker.visit(key, house) for key, house in enumerate(log, 1)))
    dice = maker.dice
    _fill(VisitPerson, (
        {"visit": key, "person": first[house - 1] + dice.randrange(each[house - 1][0])}
        for key, house in enumerate(log, 1) if each[house - 1][0]
    ))  # fmt: skip
    _fill(StanceEntry, (
        {"person": key, "stance": dice.choice(ROLES), "date": maker.ago(300)}
        for key in range(1, len(staff) + 1) if dice.random() < 0.4
    ))  # fmt: skip
    _fill(Opportunity, (_deal(maker, key) for key in range(1, accounts + 1) if dice.random() < 0.3))
    _fill(Promise, (
        {"account": key, "text": "送样品并约下次见面", "due": maker.today + timedelta(days=dice.randrange(-10, 60))}
        for key in range(1, accounts + 1) if dice.random() < 0.1
    ))  # fmt: skip


def _deal(maker: Maker, account: int) -> dict[str, Any]:
    dice = maker.dice
    return {
        "account": account, "name": maker.word("trades") + "项目", "amount": dice.randrange(1, 500) * 1_000_000,
        "step": dice.choice(STEPS), "information_stage": "prospect", "recorded": maker.ago(300),
        "expected_date": maker.today + timedelta(days=dice.randrange(-20, 400)), "owner": 1,
    }  # fmt: skip


def _firsts(counts: Iterable[int]) -> list[int]:
    """The first id of each of several runs of ids."""
    found, at = [], 1
    for count in counts:
        found.append(at)
        at += count
    return found


def _fill(table: type[Table], wanted: Iterable[Mapping[str, Any]]) -> None:
    """Write rows past Peewee, in transactions of many; what is not given has its default."""
    meta: Any = table._meta
    fields = [field for field in meta.sorted_fields if field.name != "id"] + [meta.fields["id"]]
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    sql = f'INSERT INTO "{meta.table_name}" ({names}) VALUES ({", ".join("?" * len(fields))})'
    defaults = {field.name: field.default for field in fields}
    rows = iter(wanted)
    while batch := list(islice(rows, BATCH)):
        _write(sql, [[_plain(row.get(f.name, defaults[f.name])) for f in fields] for row in batch])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction
def _write(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    base.db.connection().executemany(sql, rows)


@contextmanager
def told(word: str) -> Iterator[None]:
    """Say how long a step took."""
    started = time.perf_counter()
    yield
    sys.stderr.write(f"{word}: {time.perf_counter() - started:.1f} s\n")


def build(path: str, accounts: int, *, seed: int = 7, today: date, people: int = 3, visits: int = 5) -> None:
    """Make a database of so many accounts in a new file, with all that follows from them."""
    base.open_database(path, create=True)
    for step, work in (
        ("rows", lambda: make(accounts, Maker(seed, today), people, visits)),
        ("standings", lambda: derive.rebuild(today)),
        ("index", search.rebuild),
    ):
        with told(step):
            work()
    base.db.execute_sql("PRAGMA optimize")
    base.close_database()


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.maker", description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=3, help="people of each account (3)")
    parser.add_argument("--visits", type=int, default=5, help="visits to each account (5)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    build(asked.file, asked.accounts, seed=asked.seed, today=asked.today, people=asked.people, visits=asked.visits)


if __name__ == "__main__":
    main()
