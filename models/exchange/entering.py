"""Writing what was judged: rows in few statements, what hangs on them, and what follows from them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from models.exchange.planning import STEP, Plan
from models.exchange.register import Row, id_of, same
from models.exchange.reports import Progress
from models.reads.rows import rows
from models.rules import names
from models.rules.vocabulary import Stance, UnitKind
from models.tables import BY_NAME, Choice, OtherName, PersonRole, StanceEntry, Unit
from models.writes import records
from models.writes.pieces import Pieces


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

    def __init__(self, pieces: Pieces, course: Course) -> None:
        self.pieces = pieces
        self.work = pieces.work
        self.units: dict[tuple[int, str], int] = {}
        self.made = 0
        self.course = course
        self.done = 0

    def enter(self, plan: Plan, kind: str) -> int:
        """Write everything; answers how many departments were made."""
        self.pieces.piece(lambda: self._choices(plan))
        self._pieces(plan.made, self._accounts)
        self.units = departments_of(people_of(plan))
        for level in plan.levels:
            self._pieces(level, self._accounts if kind == "accounts" else self._people)
        self.work.indexed.pop("unit", None)  # new ones: only those who came with them are in them
        self.pieces.follow(self.course.following)
        return self.made

    def _pieces(self, wanted: Sequence[Row], write: Callable[[Sequence[Row]], None]) -> None:
        for start in range(0, len(wanted), STEP):
            chunk = wanted[start : start + STEP]
            self.pieces.piece(partial(write, chunk))
            self.done += sum(bool(row.line) for row in chunk)
            self.course.writing(self.done)

    def _choices(self, plan: Plan) -> None:
        self.work.add_many(Choice, [{"list": name, "code": text, "label": text} for name, text in plan.report.choices])

    def _add(self, code: str, chunk: Sequence[Row], columns: Sequence[Mapping[str, Any]]) -> None:
        """Make the rows themselves, with what every new row of the noun knows of its making."""
        table = BY_NAME[code]
        born = records._born(self.work, code, table)
        found = [records._stored({**each, **born}) | records._keys(code, each) for each in columns]
        for row, id in zip(chunk, self.work.add_many(table, found), strict=True):
            row.id = id

    def _accounts(self, chunk: Sequence[Row]) -> None:
        columns = [{**row.values, "parent": id_of(row.above)} for row in chunk]
        others = [each.pop("other_names", ()) for each in columns]
        self._add("account", chunk, columns)
        self.work.add_many(OtherName, [
            {"account": row.id, "name": name, "name_key": names.key(name)}
            for row, called in zip(chunk, others, strict=True) if isinstance(called, tuple)
            for name in called if isinstance(name, str)
        ])  # fmt: skip

    def _departments(self, people: Sequence[Row]) -> None:
        """Make the departments that people name and their accounts lack; puts their ids into the rows."""
        wanted: dict[tuple[int, str], str] = {}
        for row in people:
            name, house = str(row.values.get("department") or ""), id_of(row.account) or 0
            if name and (house, same(name)) not in self.units:
                wanted.setdefault((house, same(name)), name)
        made = self.work.add_many(Unit, [
            {"account": house, "name": name, "kind": UnitKind.DEPARTMENT.value} for (house, _), name in wanted.items()
        ])  # fmt: skip
        self.units |= dict(zip(wanted, made, strict=True))
        self.made += len(made)
        for row in people:
            name = str(row.values.get("department") or "")
            row.values["unit"] = self.units[id_of(row.account) or 0, same(name)] if name else None

    def _people(self, chunk: Sequence[Row]) -> None:
        self._departments(chunk)
        columns = [
            {**row.values, "account": id_of(row.account), "introduced_by": id_of(row.above)} for row in chunk
        ]
        roles = [each.pop("roles", ()) for each in columns]
        stances = [each.pop("stance", "") for each in columns]
        for each in columns:
            each.pop("department", None)
        self._add("person", chunk, columns)
        houses = {id_of(row.account) or 0 for row in chunk}
        self.work.add_many(PersonRole, [
            {"person": row.id, "role": role}
            for row, held in zip(chunk, roles, strict=True) if isinstance(held, tuple) for role in held
        ], houses)  # fmt: skip
        actor = self.work.actor
        self.work.add_many(StanceEntry, [
            {"person": row.id, "stance": stance, "date": actor.today, "member": actor.member}
            for row, stance in zip(chunk, stances, strict=True) if stance not in ("", None, Stance.UNKNOWN.value)
        ], houses)  # fmt: skip


def people_of(plan: Plan) -> list[Row]:
    """The rows that go to an account."""
    return [row for level in plan.levels for row in level if row.account is not None]


def departments_of(people: Sequence[Row]) -> dict[tuple[int, str], int]:
    """The departments of the accounts of these people, by account and name; a query for each 500 accounts."""
    u = Unit
    found: dict[tuple[int, str], int] = {}
    houses = sorted({id_of(row.account) or 0 for row in people if row.values.get("department")})
    for start in range(0, len(houses), STEP):
        query = u.select(u.account, u.name, u.id).where(u.account.in_(houses[start : start + STEP]))
        found |= {(house, same(name)): id for house, name, id in rows(query.order_by(u.id.desc()))}
    return found


def missing_departments(people: Sequence[Row]) -> set[tuple[object, str]]:
    """The departments that are named and not on record."""
    found = departments_of(people)
    named = {(row.account, same(str(name))) for row in people if (name := row.values.get("department"))}
    return {each for each in named if each not in found}
