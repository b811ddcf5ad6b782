"""Two files to bring in, the same for the same seed: `python -m benchmarks.csvs FOLDER --accounts N`.

`accounts.csv` and `people.csv`, with Chinese headings, are what `inroad import accounts` and `inroad import people`
read. The names are those of `benchmarks.maker`, none twice: a customer is told from another of the same name by its
number, a person by his account.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.maker import Maker
from models.rules import names

ACCOUNTS = ("客户名称", "客户简称", "行业", "地区", "电话", "上级单位", "备注")
PEOPLE = ("姓名", "客户", "职务", "部门", "采购角色", "立场", "影响力", "电话")
ROLES = ("", "使用者", "采购者", "技术者;使用者", "决策者")
STANCES = ("", "", "未知", "中立者", "支持者")
UNITS = ("", "生技处", "物资处", "办公室")


class Files:
    """Makes the rows of both files from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.maker = Maker(seed, date(2026, 11, 23))
        self.dice = self.maker.dice
        self.houses: list[str] = []

    def accounts(self, count: int) -> Iterator[Sequence[str]]:
        """So many accounts; about one in twelve has a customer before it above it."""
        seen: set[str] = set()
        for number in range(count):
            name = self.maker.name()
            name = f"{number}号{name}" if names.key(name) in seen else name
            seen.add(names.key(name))
            above = self.dice.choice(self.houses) if number > 20 and self.dice.random() < 0.08 else ""
            self.houses.append(name)
            word, phone = self.maker.word, f"13{self.dice.randrange(10**9):09}"
            yield (name, "", word("trades"), word("places"), phone, above, "展会上认识，先寄资料")

    def people(self, each: int) -> Iterator[Sequence[str]]:
        """So many people of every account, none of them twice."""
        choice, word = self.dice.choice, self.maker.word
        for house in self.houses:
            staff: set[str] = set()
            while len(staff) < each:
                staff.add(self.maker.person())
            for name in sorted(staff):
                phone = f"13{self.dice.randrange(10**9):09}"
                influence = choice(("", "2", "3", "4"))
                yield (name, house, word("titles"), choice(UNITS), choice(ROLES), choice(STANCES), influence, phone)


def write(folder: Path, accounts: int, *, people: int = 3, seed: int = 7) -> None:
    """Write both files into a folder."""
    made = Files(seed)
    for name, heads, rows in (
        ("accounts.csv", ACCOUNTS, made.accounts(accounts)), ("people.csv", PEOPLE, made.people(people)),
    ):  # fmt: skip
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(heads)
            out.writerows(rows)


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.csvs", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=3, help="people of each account (3)")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    write(asked.folder, asked.accounts, people=asked.people, seed=asked.seed)


if __name__ == "__main__":
    main()
