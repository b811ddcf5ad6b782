"""A large database of invented customers, the same for the same seed: `python -m benchmarks.maker FILE --accounts N`.

Names are put together from places, trades and given names in about the proportions of a Chinese sales territory:
a third bureaus and schools and hospitals named after a place, the rest companies; two of five people share ten
surnames. The first account, `BIG`, is the big one: 500 people, 5,000 visits.
"""

import argparse
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from models.base import Table
from models.rules import names, pinyin
from models.tables.accounts import Account
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import Promise, StanceEntry, Visit, VisitPerson

WORDS: dict[str, list[str]] = {
    name: text.split()
    for name, text in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()
}
ROLES = ("neutral", "neutral", "supporter", "champion", "enemy", "unknown")
STEPS = ("lead", "diagnosis", "proposal", "negotiation")
BIG = "鲲鹏重工集团有限公司"
"""The account with hundreds of people and thousands of visits; no other is called like it."""

Row = dict[str, Any]


class Size(NamedTuple):
    """How much to make: accounts, the people and visits of each, and those of the big one."""

    accounts: int
    people: int = 3
    visits: int = 5
    big_people: int = 500
    big_visits: int = 5_000

    @property
    def staff(self) -> int:
        """How many people there are."""
        return self.big_people + self.people * (self.accounts - 1)

    @property
    def log(self) -> int:
        """How many visits there are."""
        return self.big_visits + self.visits * (self.accounts - 1)

    def employer(self, person: int) -> int:
        """The account of a person."""
        return 1 if person <= self.big_people else 2 + (person - self.big_people - 1) // self.people

    def visited(self, visit: int) -> int:
        """The account of a visit."""
        return 1 if visit <= self.big_visits else 2 + (visit - self.big_visits - 1) // self.visits

    def team(self, account: int) -> range:
        """The people of an account."""
        if account == 1:
            return range(1, self.big_people + 1)
        first = self.big_people + (account - 2) * self.people + 1
        return range(first, first + self.people)


class Maker:
    """Makes rows from one source of chance, for one day."""

    def __init__(self, seed: int | str, today: date) -> None:
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
        given = ("given",) if self.dice.random() < 0.3 else ("first", "second")
        return self.word("surnames") + "".join(map(self.word, given))

    def ago(self, days: int) -> date:
        """A day within so many days before today."""
        return self.today - timedelta(days=self.dice.randrange(days))


def _member(_: Maker, __: Size, key: int) -> Row:
    return {"id": key, "login": f"bench{key}", "name": f"销售{key}", "role": "engineer"}


def _account(maker: Maker, _: Size, key: int) -> Row:
    """An account; about one in twelve has a customer of before above it."""
    dice, name = maker.dice, maker.name() if key > 1 else BIG
    return {
        "id": key, "name": name, "sort_key": pinyin.sort_key(name), "name_key": names.key(name),
        "industry": maker.word("trades"), "region": maker.word("places"), "registered": maker.ago(900),
        "owner": dice.choice((1, 1, 2, 3, None)) if key > 1 else 1, "phone": f"13{dice.randrange(10**9):09}",
        "parent": dice.randrange(1, key) if key > 20 and dice.random() < 0.08 else None,
    }  # fmt: skip


def _person(maker: Maker, size: Size, key: int) -> Row:
    name = maker.person()
    return {
        "id": key, "account": size.employer(key), "name": name, "sort_key": pinyin.sort_key(name, person=True),
        "title": maker.word("titles"), "influence": maker.dice.choice((None, 2, 3, 4, 5)),
        "level": maker.dice.choice(("", "decision", "management", "operation")), "recorded": maker.ago(700),
    }  # fmt: skip


def _visit(maker: Maker, size: Size, key: int) -> Row:
    """A contact; one in forty is still to come."""
    planned = maker.dice.random() < 0.025
    day = maker.today + timedelta(days=maker.dice.randrange(30)) if planned else maker.ago(600)
    return {
        "id": key, "account": size.visited(key), "kind": maker.dice.choice(("visit", "phone", "demo", "visit")),
        "state": "planned" if planned else "done", "date": day, "happened": maker.word("happened"), "member": 1,
    }  # fmt: skip


def _visited_person(maker: Maker, size: Size, key: int) -> Row | None:
    team = size.team(size.visited(key))
    return {"visit": key, "person": maker.dice.choice(team)} if team else None


def _stance(maker: Maker, _: Size, person: int) -> Row | None:
    if maker.dice.random() >= 0.4:
        return None
    return {"person": person, "stance": maker.dice.choice(ROLES), "date": maker.ago(300)}


def _deal(maker: Maker, _: Size, account: int) -> Row | None:
    dice = maker.dice
    if dice.random() >= 0.3:
        return None
    return {
        "account": account, "name": maker.word("trades") + "项目", "amount": dice.randrange(1, 500) * 1_000_000,
        "step": dice.choice(STEPS), "information_stage": "prospect", "recorded": maker.ago(300),
        "expected_date": maker.today + timedelta(days=dice.randrange(-20, 400)), "owner": 1,
    }  # fmt: skip


def _promise(maker: Maker, _: Size, account: int) -> Row | None:
    if maker.dice.random() >= 0.1:
        return None
    due = maker.today + timedelta(days=maker.dice.randrange(-10, 60))
    return {"account": account, "text": "送样品并约下次见面", "due": due}


class Part(NamedTuple):
    """What one table is filled with: a row, or none, for each key up to a number."""

    table: type[Table]
    keys: Callable[[Size], int]
    row: Callable[[Maker, Size, int], Row | None]


PARTS = (
    Part(Member, lambda _: 3, _member),
    Part(Account, lambda size: size.accounts, _account),
    Part(Person, lambda size: size.staff, _person),
    Part(Visit, lambda size: size.log, _visit),
    Part(VisitPerson, lambda size: size.log, _visited_person),
    Part(StanceEntry, lambda size: size.staff, _stance),
    Part(Opportunity, lambda size: size.accounts, _deal),
    Part(Promise, lambda size: size.accounts, _promise),
)


class Plan(NamedTuple):
    """What is made, from which seed, and for which day."""

    size: Size
    seed: int
    today: date

    def rows(self, part: int, keys: range) -> Iterator[Row]:
        """The rows of a stretch of one part; each stretch has a source of chance of its own."""
        maker, made = Maker(f"{self.seed} {part} {keys.start}", self.today), PARTS[part].row
        for key in keys:
            row = made(maker, self.size, key)
            if row is not None:
                yield row


def main() -> None:
    """Build what the command line asks for."""
    from benchmarks import filling

    parser = argparse.ArgumentParser(prog="python -m benchmarks.maker", description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=3, help="people of each account (3)")
    parser.add_argument("--visits", type=int, default=5, help="visits to each account (5)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    plan = Plan(Size(asked.accounts, asked.people, asked.visits), asked.seed, asked.today)
    filling.build(asked.file, plan, told=lambda text: print(text, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
