"""Who and what is on record, by name: accounts with those about to be made, and our members. A few queries in all."""

import re
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from models.exchange.reports import Reason
from models.exchange.spool import Ref, Row, Spool, ref_of
from models.reads.rows import rows
from models.rules.names import folded, key
from models.tables import Account, Member, OtherName

K = TypeVar("K")
_HAN = "[\u4e00-\u9fff]+"


@lru_cache(maxsize=4096)
def _key(name: str, person: bool) -> str:
    if person and re.fullmatch(_HAN, name):
        return name  # as most are: there is nothing to fold
    return key.__wrapped__(name, person=person) or folded(name).strip()


def same(name: str, *, person: bool = False) -> str:
    """The form by which two names are compared; empty only for an empty name."""
    return _key(name, person)


Held = dict[K, Ref | tuple[Ref, ...]]
"""What is found by a key: mostly one, which takes no more memory than it must."""


def hold(found: Held[K], key: K, ref: Ref) -> None:
    """Let something be found by a key, after what was there before."""
    there = found.get(key)
    found[key] = ref if there is None else (*_all(there), ref)


def held(found: Held[K], key: K) -> tuple[Ref, ...]:
    """What is found by a key."""
    there = found.get(key)
    return () if there is None else _all(there)


def _all(there: Ref | tuple[Ref, ...]) -> tuple[Ref, ...]:
    return there if isinstance(there, tuple) else (there,)


class Houses:
    """The accounts on record, and those of the file, found by name, other names and short name."""

    def __init__(self, spool: Spool) -> None:
        """Read them all: two queries."""
        a = Account
        self.spool = spool
        self.called_by_id: dict[int, str] = {}
        self.owners: dict[int, int] = {}
        self.names: Held[str] = {}
        self.others: Held[str] = {}
        self.shorts: Held[str] = {}
        for id, name, owner, short, stored in rows(a.select(a.id, a.name, a.owner, a.short_name, a.name_key)):
            wanted = stored or same(name)
            self.called_by_id[id] = wanted if wanted == name else name
            if owner is not None:
                self.owners[id] = owner
            hold(self.names, wanted, id)
            if short:
                hold(self.shorts, same(short), id)
        for account, name in rows(OtherName.select(OtherName.account, OtherName.name)):
            hold(self.others, same(name), account)

    def name(self, ref: Ref) -> str:
        """What an account is called."""
        return self.called_by_id[ref] if ref > 0 else self.spool.row(ref_of(ref)).name

    def include(self, row: Row) -> None:
        """Let an account of the file, which was set aside, be found too."""
        hold(self.names, same(row.name), row.ref)
        short, others = row.values.get("short_name"), row.values.get("other_names")
        if isinstance(short, str) and short:
            hold(self.shorts, same(short), row.ref)
        for name in others if isinstance(others, tuple) else ():
            hold(self.others, same(str(name)), row.ref)

    def bearing(self, name: str) -> tuple[Ref, ...]:
        """Accounts of that name, or that had it as another name."""
        wanted = same(name)
        return (*held(self.names, wanted), *held(self.others, wanted))

    def called(self, name: str) -> list[Ref]:
        """Accounts a name may mean, by the surest way that finds any: name, other names, short name."""
        wanted = same(name)
        for way in (self.names, self.others, self.shorts):
            found = list(dict.fromkeys(held(way, wanted)))
            if len(found) > 1:
                return [ref for ref in found if self.name(ref) == name] or found
            if found:
                return found
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


def levels(spool: Spool, field: str) -> list[Sequence[int]]:
    """The good rows of the file so that each stands after the row above it.

    Refuses those that stand above themselves, and those below one that is refused.
    """
    depth: dict[int, int] = {}
    for number in spool.above:
        chain: dict[int, None] = {}
        step: int | None = number
        while step is not None and step not in depth and step not in chain:
            chain[step] = None
            step = _next(spool, step)
        if step is not None and step in chain:
            _refuse_ring(spool, step, field)
        start = depth.get(step, -1) if step is not None else -1
        for up, each in enumerate(reversed(chain), 1):
            depth[each] = start + up
    found: dict[int, list[int]] = defaultdict(list)
    for number, at in sorted(depth.items(), key=lambda each: (each[1], each[0])):
        above = _next(spool, number)
        if at and above in spool.reasons and number not in spool.reasons:
            _refuse(spool, number, "above_refused", field, line=spool.lines[above])
        if at and spool.lines[number] and number not in spool.reasons:
            found[at].append(number)
    first = array("L", (number for number in spool.good() if not depth.get(number)))
    return [each for each in (first, *(found[at] for at in sorted(found))) if each]


def _next(spool: Spool, number: int) -> int | None:
    """The row above a row, if that is not on record yet."""
    above = spool.above.get(number)
    return ref_of(above) if above is not None and above < 0 else None


def _refuse(spool: Spool, number: int, code: str, field: str, **detail: str | int) -> None:
    spool.reasons.setdefault(number, []).append(Reason(code, field, detail))


def _refuse_ring(spool: Spool, first: int, field: str) -> None:
    step: int | None = first
    while step is not None:
        _refuse(spool, step, "under_itself", field)
        above = _next(spool, step)
        step = None if above == first else above
