"""Any list as rows for a file: every noun whose rows are plain, and the history. Queries go by the chunk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from models.exchange import kinds
from models.reads import labels, stock
from models.reads.records import SETS
from models.reads.rows import grouped, rows, several
from models.rules import vocabulary as v
from models.rules.fields import Field, FieldKind
from models.rules.nouns import NOUNS
from models.rules.values import Value
from models.rules.vocabulary_complaints import ComplaintState
from models.rules.vocabulary_dealing import ContractState
from models.tables import BY_NAME, Change, Intent, Member, Person, Remark, StanceEntry

CHUNK = 500
HISTORY = "history"
NOUN_OF: Mapping[str, str] = {
    "accounts": "account", "people": "person", "opportunities": "opportunity", "visits": "visit",
    "promises": "promise", "tasks": "task", "needs": "need", "gifts": "gift", "events": "account_event",
    "units": "unit", "relations": "relation", "rivals": "opportunity_competitor", "competitors": "competitor",
    "products": "product", "members": "member", "figures": "annual_figure",
    "solutions": "solution_part", "values": "value_line", "quotations": "quotation", "negotiations": "negotiation",
    "concessions": "concession", "rounds": "negotiation_round", "contracts": "contract", "milestones": "milestone",
    "reports": "deal_report", "payments": "payment", "services": "service_package", "complaints": "complaint",
    "questions": "question", "scripts": "script", "cases": "case_story",
    "concerns": "concern", "handbook": "handbook_page",
}  # fmt: skip
"""What can be exported, beside the history, and the noun it is."""
KINDS = (*NOUN_OF, HISTORY)
_MORE: Mapping[str, tuple[Field, ...]] = {
    "promise": (Field("state", FieldKind.CHOICE, v.PromiseState),),
    "task": (Field("state", FieldKind.CHOICE, v.TaskState),),
    "visit": (Field("member", FieldKind.REF, noun="member"), Field("remarks", FieldKind.NOTE)),
    "complaint": (Field("state", FieldKind.CHOICE, ComplaintState),),
    "quotation": (Field("number", FieldKind.WHOLE), Field("member", FieldKind.REF, noun="member")),
    "contract": (Field("state", FieldKind.CHOICE, ContractState),),
}
"""What rows of a noun hold besides the fields a form shows."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its id, the value of each field with names for what it refers to, and the ids of those."""

    id: int
    values: Mapping[str, Value]
    ids: Mapping[str, int | tuple[int, ...] | None]


def fields(kind: str) -> tuple[Field, ...]:
    """The columns of a kind, in order; those of accounts and people are the ones that can be brought in again."""
    if kind == HISTORY:
        return _HISTORY
    if kind in kinds.KINDS:
        return tuple(each for each in kinds.KINDS[kind].fields if each.code not in kinds.TAKEN_APART)
    noun = NOUNS[NOUN_OF[kind]]
    inside: tuple[Field, ...] = (Field("account", FieldKind.REF, noun="account"),)
    if noun.within == "person":
        inside = (*inside, Field("person", FieldKind.REF, noun="person"))
    return (*(inside if noun.within else ()), *noun.fields, *_MORE.get(noun.code, ()))


def records(kind: str, today: date, visible: Collection[int] | None = None) -> Iterator[Record]:
    """Every row of a kind in the order it was made; of the accounts that may be seen, where not all may."""
    if kind == HISTORY:
        yield from _history(visible)
        return
    if NOUN_OF[kind] in stock.BASES:
        every = (*stock.entries(), *stock.entries(hidden=True))
        yield from (Record(each.number, each.values, {}) for each in every if each.noun == NOUN_OF[kind])
        return
    reader = _Reader(kind, today)
    seen = None if visible is None else frozenset((None, *visible))
    last = 0
    while chunk := reader.chunk(last):
        last = chunk[-1]["id"]
        yield from reader.told([row for row in chunk if seen is None or row["account"] in seen])


class _Reader:
    """Reads one table chunk by chunk."""

    def __init__(self, kind: str, today: date) -> None:
        self.noun = NOUNS[NOUN_OF[kind]]
        self.fields = fields(kind)
        self.today = today
        self.members = _members()

    def chunk(self, after: int) -> list[dict[str, Any]]:
        """The next rows, each with the account it belongs to, None where it belongs to none. At most two queries."""
        table: Any = BY_NAME[self.noun.code]
        found = [dict(row) for row in table.select().where(table.id > after).order_by(table.id).limit(CHUNK).dicts()]
        if self.noun.within == "person":
            people = {row["person"] for row in found}
            of = dict(rows(Person.select(Person.id, Person.account).where(Person.id.in_(people))))
            found = [row | {"account": of.get(row["person"])} for row in found]
        elif self.noun.code == "account":
            found = [row | {"account": row["id"]} for row in found]
        return [{"account": None} | row for row in found]

    def told(self, found: list[dict[str, Any]]) -> Iterator[Record]:
        """The rows with the names of what they refer to; a query for each set and each noun referred to."""
        raw = [self._raw(row) for row in found]
        for field in self.fields:
            if (self.noun.code, field.code) in SETS:
                held = self._set(field, [row["id"] for row in found])
                for row, values in zip(found, raw, strict=True):
                    values[field.code] = tuple(held.get(row["id"], ()))
        if self.noun.code == "person":
            stances = self._stances([row["id"] for row in found])
            for row, values in zip(found, raw, strict=True):
                values["stance"] = stances.get(row["id"], v.Stance.UNKNOWN.value)
        if self.noun.code == "visit":
            said = self._remarks([row["id"] for row in found])
            for row, values in zip(found, raw, strict=True):
                values["remarks"] = "\n".join(said.get(row["id"], ()))
        names = self._names(raw)
        for row, values in zip(found, raw, strict=True):
            yield self._record(row["id"], values, names)

    def _raw(self, row: Mapping[str, Any]) -> dict[str, Any]:
        values = {field.code: row.get("unit" if field.code == "department" else field.code) for field in self.fields}
        many = (FieldKind.CHOICES, FieldKind.REFS, FieldKind.NAMES)
        joined = {f.code: several(str(values[f.code] or "")) for f in self.fields if f.kind in many}
        return values | joined

    def _set(self, field: Field, ids: list[int]) -> Mapping[int, list[Any]]:
        table, of, holds, blank = SETS[self.noun.code, field.code]
        query = table.select(of, holds).where(of.in_(ids)).order_by(table.id)
        held: dict[int, list[Any]] = defaultdict(list)
        for owner, value in rows(query if blank is None else query.where(blank.is_null())):
            held[owner].append(value)
        return held

    def _stances(self, ids: list[int]) -> dict[int, str]:
        """Where people stand for the account now: the newest entry that holds for no deal only."""
        s = StanceEntry
        query = s.select(s.person, s.stance).where(s.person.in_(ids) & s.opportunity.is_null())
        return dict(rows(query.where(s.date <= self.today + timedelta(days=1)).order_by(s.date, s.id)))

    def _remarks(self, ids: list[int]) -> dict[int, list[str]]:
        """What was remarked on contacts, a line each: the day, who, and the words (V12)."""
        r = Remark
        query = r.select(r.visit, r.date, r.member, r.text).where(r.visit.in_(ids)).order_by(r.id)
        return grouped(
            (visit, " ".join(filter(None, (day.isoformat(), self.members.get(member, ""), text))))
            for visit, day, member, text in rows(query)
        )

    def _names(self, raw: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, str]]:
        wanted: dict[str, set[int]] = defaultdict(set)
        for values in raw:
            for field in self.fields:
                held = values[field.code]
                if noun := _refers(field):
                    wanted[noun].update(held if isinstance(held, tuple) else () if held is None else (held,))
        return {noun: self.members if noun == "member" else labels.names(noun, ids) for noun, ids in wanted.items()}

    def _record(self, id: int, values: dict[str, Any], names: Mapping[str, Mapping[int, str]]) -> Record:
        ids = {field.code: values[field.code] for field in self.fields if _refers(field)}
        for field in self.fields:
            if noun := _refers(field):
                held = values[field.code]
                called = names[noun]
                values[field.code] = (
                    tuple(called[each] for each in held if each in called) if isinstance(held, tuple)
                    else called.get(held, "")
                )  # fmt: skip
        return Record(id, values, ids)


def _refers(field: Field) -> str:
    """The noun a field refers to, "" for one that refers to none."""
    return "unit" if field.code == "department" else field.noun


def _members() -> dict[int, str]:
    """Our people by id: the name, or the login where several bear it. One query."""
    found = rows(Member.select(Member.id, Member.name, Member.login))
    times: dict[str, int] = defaultdict(int)
    for _, name, _ in found:
        times[name] += 1
    return {id: name if times[name] == 1 else login for id, name, login in found}


_CODES = ("at", "member", "intent", "account", "table", "row", "op", "before", "after")
_HISTORY = tuple(Field(code, FieldKind.WHOLE if code == "row" else FieldKind.TEXT) for code in _CODES)


def _history(visible: Collection[int] | None) -> Iterator[Record]:
    """Every change, oldest first; of the accounts that may be seen, where not all may."""
    c, i, last = Change, Intent, 0
    query = (
        c.select(c.id, i.at, Member.name, i.name, i.account, c.table, c.row, c.op, c.before, c.after)
        .join(i, on=(c.intent == i.id))
        .join(Member, JOIN.LEFT_OUTER, on=(i.member == Member.id))
        .order_by(c.id)
        .limit(CHUNK)
    )
    while chunk := rows(query.where(c.id > last)):
        last = chunk[-1][0]
        called = labels.names("account", {account for *_, account, _, _, _, _, _ in chunk if account is not None})
        for id, at, member, name, account, *change in chunk:
            if visible is None or account in visible:
                told = (at.isoformat(), member or "", name, called.get(account, ""), *change)
                yield Record(id, dict(zip(_CODES, told, strict=True)), {"account": account})
