"""Judging a file of people: each belongs to an account that is known by name (P1, T11)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.exchange.planning import Planner
from models.exchange.register import Held, held, hold, same
from models.exchange.reports import Job
from models.exchange.spool import Ref, Row, Spool, ref_of
from models.reads.rows import among, rows
from models.rules.names import phone_key
from models.rules.rights import Deed
from models.rules.vocabulary import Stance
from models.tables import Person
from models.writes.intents import Actor

CHUNK = 500


class _Known(NamedTuple):
    """Somebody of an account: on record, or a row of the file, and what tells him from another of his name."""

    ref: Ref
    name: str
    title: str
    phone: str


class PersonPlanner(Planner):
    """Judges rows that are to become people."""

    above = "introduced_by"

    def __init__(self, actor: Actor, job: Job, spool: Spool) -> None:
        """As for every kind; the people on record come with the accounts that are named."""
        super().__init__(actor, job, spool)
        self.there: dict[tuple[Ref, str], list[_Known]] = {}
        """The people on record of the accounts of the rows in hand."""
        self.came: Held[int] = {}
        """The rows of the file by what account and name come to: there may be others that come to the same."""
        self.anywhere: Held[int] = {}
        self.introduced = any(field.code == self.above for _, field in self.fields)

    def judge(self, found: list[Row]) -> None:
        """Find the accounts, refuse twins and what is not ours to do; who introduced whom is found in the end."""
        for row in found:
            row.account = self.house(row, "account", self.named(row, "account"))
            self._need_name(row)
            self._need_right(row)
        self._read_people(found)
        for row in found:
            if row.account is not None:
                self._refuse_twin(row)
            self.set_aside(row)
            if row.account is not None and row.name:
                hold(self.came, hash((row.account, same(row.name, person=True))), row.ref)
                if self.introduced:
                    hold(self.anywhere, hash(same(row.name, person=True)), row.ref)

    def relate(self, named: Sequence[tuple[Row, str]]) -> None:
        """Find who introduced them."""
        self._read_people([row for row, _ in named])
        far = self._read_introducers(named)
        for row, name in named:
            row.above = self._introducer(row, name, far)

    def _need_name(self, row: Row) -> None:
        if not row.name and not row.values.get("placeholder") and not any(r.field == "name" for r in row.reasons):
            row.refuse("required", "name")

    def _need_right(self, row: Row) -> None:
        deeds = [Deed.EDIT]
        if row.values.get("stance") not in (None, "", Stance.UNKNOWN.value):
            deeds.append(Deed.MOVE_STANCE)
        why = next((why for deed in deeds if (why := self.refused(deed, row.account))), "")
        if row.account is not None and why:
            row.refuse(why, "account", name=self.houses.name(row.account))

    def _read_people(self, found: Sequence[Row]) -> None:
        """The people of the accounts named; a query for each 500 accounts."""
        p, wanted = Person, sorted({row.account for row in found if row.account is not None and row.account > 0})
        self.there = {}
        for start in range(0, len(wanted), CHUNK):
            query = p.select(p.account, p.id, p.name, p.title, p.phone).where(p.name != "")
            for account, *who in rows(query.where(among(p.account, wanted[start : start + CHUNK]))):
                self.there.setdefault((account, same(who[1], person=True)), []).append(_Known(*who))

    def _bearing(self, account: Ref, wanted: str) -> Iterator[_Known]:
        """Those of an account who are called so: on record, then in the file."""
        yield from self.there.get((account, wanted), ())
        for ref in held(self.came, hash((account, wanted))):
            row = self.spool.row(ref_of(ref))
            if row.account == account and same(row.name, person=True) == wanted:
                yield _Known(ref, row.name, _text(row, "title"), _text(row, "phone"))

    def _refuse_twin(self, row: Row) -> None:
        """The same name at the same account is the same person, unless title and telephone both differ."""
        if not row.name:
            return
        account, title = row.account or 0, _text(row, "title")
        for who in self._bearing(account, same(row.name, person=True)):
            differs = title and who.title and same(title) != same(who.title)
            phone = phone_key(_text(row, "phone"))
            if differs and (not phone or phone != phone_key(who.phone)):
                continue
            if who.ref < 0:
                row.refuse("twice", "name", name=who.name, line=self.spool.lines[ref_of(who.ref)])
            else:
                row.refuse("person_duplicate", "name", name=who.name, account=self.houses.name(account))
            return

    def _read_introducers(self, named: Sequence[tuple[Row, str]]) -> dict[str, list[Ref]]:
        """People on record by name, for those not found at the account; a query for each 500 names."""
        far = {name for row, name in named if not any(self._bearing(row.account or 0, same(name, person=True)))}
        names, found = sorted(far), defaultdict[str, list[Ref]](list)
        for start in range(0, len(names), CHUNK):
            query = Person.select(Person.id, Person.name).where(Person.name.in_(names[start : start + CHUNK]))
            for id, name in rows(query):
                found[same(name, person=True)].append(id)
        return found

    def _introducer(self, row: Row, name: str, far: Mapping[str, Sequence[Ref]]) -> Ref | None:
        wanted = same(name, person=True)
        found = [who.ref for who in self._bearing(row.account or 0, wanted)]
        if not found:
            came = held(self.anywhere, hash(wanted))
            found = [ref for ref in came if same(self.spool.row(ref_of(ref)).name, person=True) == wanted]
            found += far.get(wanted, ())
        if len(found) == 1:
            return found[0]
        row.refuse("ambiguous_person" if found else "no_such_person", "introduced_by", name=name)
        return None


def _text(row: Row, field: str) -> str:
    return str(row.values.get(field) or "")


