"""Writing what was judged: rows in few statements, what hangs on them, and what follows from them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from models.exchange.planning import STEP, Plan
from models.exchange.register import same
from models.exchange.reports import Progress
from models.exchange.spool import Row
from models.exchange.things import TABLES
from models.reads.rows import among, rows
from models.rules import names
from models.rules.vocabulary import Stance, UnitKind
from models.tables import BY_NAME, Choice, OtherName, PersonRole, StanceEntry, Unit
from models.writes import records
from models.writes.pieces import Pieces

Write = Callable[[Sequence[Row]], Callable[[], None]]
"""Makes rows ready, and answers what writes them."""
PIECE = 3000
"""Rows written in one transaction."""


class Course:
    """Tells how far an import is, over its three parts: judging, writing, and what follows from it."""

    def __init__(self, told: Progress, count: int) -> None:
        self.told = told
        self.count = count

    def judging(self, done: int, _total: int) -> None:
        """So many rows were judged."""
        self.told(done, 3 * self.count)

    def writing(self, done: int) -> None:
        """So many rows were written."""
        self.told(self.count + done, 3 * self.count)

    def following(self, done: int, total: int) -> None:
        """So much of what follows is up to date."""
        self.told(2 * self.count + self.count * done // max(total, 1), 3 * self.count)


class Entering:
    """Writes a plan in few statements: rows, what hangs on them, and what follows."""

    def __init__(self, pieces: Pieces, course: Course, plan: Plan) -> None:
        self.pieces = pieces
        self.work = pieces.work
        self.plan = plan
        self.spool = plan.spool
        self.made = 0
        self.course = course
        self.done = 0
        self.things: dict[tuple[str, str], int] = {}
        """Products and competitors that were made, by field and name."""

    def enter(self, kind: str) -> int:
        """Write everything; answers how many departments were made."""
        writers: Mapping[str, Write] = {
            "accounts": self._accounts, "people": self._people, "opportunities": self._opportunities,
            "figures": self._figures,
            "questions": partial(self._entries, "question"), "scripts": partial(self._entries, "script"),
            "cases": partial(self._entries, "case_story"), "concerns": partial(self._entries, "concern"),
            "handbook": partial(self._entries, "handbook_page"),
        }  # fmt: skip
        self.pieces.piece(self._choices)
        self._pieces(self.plan.made, self._accounts)
        for level in self.plan.levels:
            self._pieces(level, writers[kind])
        self.work.indexed.pop("unit", None)  # new ones: only those who came with them are in them
        self.pieces.follow(self.course.following)
        return self.made

    def _pieces(self, wanted: Sequence[int], write: Write) -> None:
        start = 0
        while start < len(wanted):
            chunk = self.spool.rows(wanted[start : start + self.pieces.turns.fit(PIECE)])
            start += len(chunk)
            self.pieces.piece(write(chunk))
            self.done += sum(bool(row.line) for row in chunk)
            self.course.writing(self.done)

    def _choices(self) -> None:
        found = self.plan.report.choices
        self.work.add_many(Choice, [{"list": name, "code": text, "label": text} for name, text in found])
        for field, table in TABLES.items():
            named = [name for code, name in self.plan.report.things if code == field]
            found_keys = [{"name": name} | records._keys(table._meta.table_name, {"name": name}) for name in named]
            made = self.work.add_many(table, found_keys)
            self.things |= {(field, name): id for name, id in zip(named, made, strict=True)}

    def _prepared(self, code: str, columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The columns with what every new row of the noun knows of its making, and its keys."""
        born = records._born(self.work, code, BY_NAME[code])
        return [records._stored({**each, **born}) | records._keys(code, each) for each in columns]

    def _add(self, code: str, chunk: Sequence[Row], found: Sequence[Mapping[str, Any]]) -> list[int]:
        """Make the rows themselves; answers their ids."""
        made = self.work.add_many(BY_NAME[code], found)
        for row, id in zip(chunk, made, strict=True):
            self.spool.ids[row.number] = id
        return made

    def _accounts(self, chunk: Sequence[Row]) -> Callable[[], None]:
        columns = [{**row.values, "parent": self.spool.id_of(row.above)} for row in chunk]
        others = [each.pop("other_names", ()) for each in columns]
        found = self._prepared("account", columns)

        def write() -> None:
            made = self._add("account", chunk, found)
            self.work.add_many(OtherName, [
                {"account": id, "name": name, "name_key": names.key(name)}
                for id, called in zip(made, others, strict=True) if isinstance(called, tuple)
                for name in called if isinstance(name, str)
            ])  # fmt: skip

        return write

    def _departments(self, houses: Sequence[int], named: Sequence[str]) -> list[int | None]:
        """The departments people name, made where their accounts lack them: their ids."""
        units = departments_of({house for house, name in zip(houses, named, strict=True) if name})
        wanted: dict[tuple[int, str], str] = {}
        for house, name in zip(houses, named, strict=True):
            if name and (house, same(name)) not in units:
                wanted.setdefault((house, same(name)), name)
        made = self.work.add_many(Unit, [
            {"account": house, "name": name, "kind": UnitKind.DEPARTMENT.value} for (house, _), name in wanted.items()
        ])  # fmt: skip
        units |= dict(zip(wanted, made, strict=True))
        self.made += len(made)
        return [units[house, same(name)] if name else None for house, name in zip(houses, named, strict=True)]

    def _people(self, chunk: Sequence[Row]) -> Callable[[], None]:
        houses = [self.spool.id_of(row.account) or 0 for row in chunk]
        columns: list[dict[str, Any]] = [
            {**row.values, "account": house, "introduced_by": self.spool.id_of(row.above)}
            for row, house in zip(chunk, houses, strict=True)
        ]
        roles = [each.pop("roles", ()) for each in columns]
        stances = [each.pop("stance", "") for each in columns]
        units = [str(each.pop("department", "") or "") for each in columns]
        found = self._prepared("person", columns)
        actor = self.work.actor

        def write() -> None:
            for each, unit in zip(found, self._departments(houses, units), strict=True):
                each["unit"] = unit
            made = self._add("person", chunk, found)
            self.work.add_many(PersonRole, [
                {"person": id, "role": role}
                for id, held in zip(made, roles, strict=True) if isinstance(held, tuple) for role in held
            ], set(houses))  # fmt: skip
            self.work.add_many(StanceEntry, [
                {"person": id, "stance": stance, "date": actor.today, "member": actor.member}
                for id, stance in zip(made, stances, strict=True) if stance not in ("", None, Stance.UNKNOWN.value)
            ], set(houses))  # fmt: skip

        return write

    def _figures(self, chunk: Sequence[Row]) -> Callable[[], None]:
        columns: list[dict[str, Any]] = [
            {**{k: v for k, v in row.values.items() if v is not None}, "account": self.spool.id_of(row.account)}
            for row in chunk
        ]
        found = self._prepared("annual_figure", columns)

        def write() -> None:
            self._add("annual_figure", chunk, found)

        return write

    def _opportunities(self, chunk: Sequence[Row]) -> Callable[[], None]:
        columns: list[dict[str, Any]] = [{k: v for k, v in row.values.items() if v not in ("", None)} for row in chunk]
        for row, each in zip(chunk, columns, strict=True):
            each["account"] = self.spool.id_of(row.account)
            for field in TABLES:
                if isinstance(named := each.get(field), str):
                    each[field] = self.things[field, named]
        found = self._prepared("opportunity", columns)

        def write() -> None:
            self._add("opportunity", chunk, found)

        return write

    def _entries(self, code: str, chunk: Sequence[Row]) -> Callable[[], None]:
        """Entries of the library, which belong to no account."""
        found = self._prepared(code, [{k: v for k, v in row.values.items() if v not in ("", None)} for row in chunk])

        def write() -> None:
            self._add(code, chunk, found)

        return write


def departments_of(accounts: Collection[int]) -> dict[tuple[int, str], int]:
    """The departments of these accounts, by account and name; a query for each 500 accounts."""
    u = Unit
    found: dict[tuple[int, str], int] = {}
    houses = sorted(accounts)
    for start in range(0, len(houses), STEP):
        query = u.select(u.account, u.name, u.id).where(among(u.account, houses[start : start + STEP]))
        found |= {(house, same(name)): id for house, name, id in rows(query.order_by(u.id.desc()))}
    return found


def missing_departments(plan: Plan) -> int:
    """How many departments are named and not on record."""
    missing: set[tuple[int, str]] = set()
    for level in plan.levels:
        for start in range(0, len(level), STEP):
            chunk = plan.spool.rows(level[start : start + STEP])
            people = [(row.account or 0, str(row.values.get("department") or "")) for row in chunk]
            there = departments_of({house for house, name in people if name and house > 0})
            named = {(house, same(name)) for house, name in people if house and name}
            missing |= {each for each in named if each not in there}
    return len(missing)
