"""Who and what is on record, by name: accounts with those about to be made, and our members. A few queries in all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from models.exchange.reports import Reason
from models.reads.rows import rows
from models.rules.names import folded, key
from models.rules.values import Value
from models.tables import Account, Member, OtherName


@dataclass(eq=False, slots=True)
class Row:
    """A row of a file on its way in; line 0 is an account made because others name it."""

    line: int
    values: dict[str, Value]
    reasons: list[Reason] = field(default_factory=list)
    account: "Ref | None" = None
    above: "Ref | None" = None
    """Who stands above: the parent account, or the person who introduced this one."""
    id: int = 0

    def refuse(self, code: str, field: str = "", **detail: str | int) -> None:
        """Note why this row cannot go in."""
        self.reasons.append(Reason(code, field, detail))

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.values.get("name") or "")


Ref = int | Row
"""Something on record by its id, or a row of the file."""


def id_of(ref: Ref | None) -> int | None:
    """The id, once the row has one."""
    return ref.id if isinstance(ref, Row) else ref


@cache
def _key(name: str, person: bool) -> str:
    return key.__wrapped__(name, person=person) or folded(name).strip()


def same(name: str, *, person: bool = False) -> str:
    """The form by which two names are compared; empty only for an empty name."""
    return _key(name, person)


def forget() -> None:
    """Let go of the names compared so far."""
    _key.cache_clear()


@dataclass(frozen=True, slots=True)
class House:
    """An account on record."""

    id: int
    name: str
    owner: int | None
    phone: str
    website: str


class Houses:
    """The accounts on record, and those of the file, found by name, other names and short name."""

    def __init__(self) -> None:
        """Read them all: two queries."""
        a = Account
        columns = a.select(a.id, a.name, a.owner, a.phone, a.website, a.short_name, a.name_key)
        self.by_id: dict[int, House] = {}
        self.names: dict[str, list[Ref]] = defaultdict(list)
        self.others: dict[str, list[Ref]] = defaultdict(list)
        self.shorts: dict[str, list[Ref]] = defaultdict(list)
        for *own, short, stored in rows(columns):
            self.by_id[own[0]] = House(*own)
            self.names[stored or same(own[1])].append(own[0])
            if short:
                self.shorts[same(short)].append(own[0])
        for account, name in rows(OtherName.select(OtherName.account, OtherName.name)):
            self.others[same(name)].append(account)

    def name(self, ref: Ref) -> str:
        """What an account is called."""
        return ref.name if isinstance(ref, Row) else self.by_id[ref].name

    def include(self, row: Row) -> None:
        """Let an account of the file be found too."""
        self.names[same(row.name)].append(row)
        short, others = row.values.get("short_name"), row.values.get("other_names")
        if isinstance(short, str) and short:
            self.shorts[same(short)].append(row)
        for name in others if isinstance(others, tuple) else ():
            self.others[same(str(name))].append(row)

    def bearing(self, name: str) -> list[Ref]:
        """Accounts of that name, or that had it as another name."""
        wanted = same(name)
        return [*self.names.get(wanted, ()), *self.others.get(wanted, ())]

    def called(self, name: str) -> list[Ref]:
        """Accounts a name may mean, by the surest way that finds any: name, other names, short name."""
        wanted = same(name)
        for way in (self.names, self.others, self.shorts):
            found = list(dict.fromkeys(way.get(wanted, ())))
            if found:
                exact = [ref for ref in found if self.name(ref) == name]
                return exact or found
        return []

    def resolve(self, row: Row, field: str, name: str) -> Ref | None:
        """The account a cell names; refuses the row when there is none, or more than one."""
        found = self.called(name)
        if len(found) == 1:
            return found[0]
        if found:
            row.refuse("ambiguous_account", field, name=name, n=len(found))
        else:
            row.refuse("no_such_account", field, name=name)
        return None


class Members:
    """Our people, found by name or login; one query."""

    def __init__(self) -> None:
        """Read them all."""
        m = Member
        self.names: dict[int, str] = {}
        self.found: dict[str, dict[int, bool]] = defaultdict(dict)
        for id, name, login, active in rows(m.select(m.id, m.name, m.login, m.active)):
            self.names[id] = name
            for called in (name, login):
                self.found[folded(called)][id] = active

    def resolve(self, row: Row, field: str, name: str) -> int | None:
        """The member a cell names, those who left only where nobody else is meant; refuses the row otherwise."""
        found: Mapping[int, bool] = self.found.get(folded(name), {})
        wanted = [id for id, active in found.items() if active] or list(found)
        if len(wanted) == 1:
            return wanted[0]
        row.refuse("ambiguous_member" if wanted else "no_such_member", field, name=name)
        return None


def levels(wanted: Iterable[Row], field: str) -> list[list[Row]]:
    """The rows so that each stands after the row above it; refuses those that stand above themselves."""
    wanted = list(wanted)
    if not any(isinstance(row.above, Row) for row in wanted):
        return [wanted]
    depth: dict[Row, int] = {}
    for row in wanted:
        chain: dict[Row, None] = {}
        step: Ref | None = row
        while isinstance(step, Row) and step not in depth and step not in chain:
            chain[step] = None
            step = step.above
        if isinstance(step, Row) and step in chain:
            _refuse_ring(step, field)
        start = depth.get(step, -1) if isinstance(step, Row) else -1
        for up, each in enumerate(reversed(chain), 1):
            depth[each] = start + up
    found: dict[int, list[Row]] = defaultdict(list)
    for row, at in depth.items():
        found[at].append(row)
    return [found[at] for at in sorted(found)]


def _refuse_ring(first: Row, field: str) -> None:
    step: Ref | None = first
    while isinstance(step, Row):
        step.refuse("under_itself", field)
        step = None if step.above is first else step.above
