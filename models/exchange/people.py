"""Judging a file of people: each belongs to an account that is known by name (P1, T11)."""

from collections import defaultdict

from models.exchange.planning import Planner
from models.exchange.register import Ref, Row, same
from models.exchange.reports import Job
from models.reads.rows import rows
from models.rules.names import phone_key
from models.rules.rights import Deed
from models.rules.vocabulary import Stance
from models.tables import Person
from models.writes.intents import Actor

CHUNK = 500
_Known = Row | tuple[int, str, str, str]
"""Somebody of an account: a row of the file, or one on record with his id, name, title and telephone."""


class PersonPlanner(Planner):
    """Judges rows that are to become people."""

    above = "introduced_by"

    def __init__(self, actor: Actor, job: Job) -> None:
        """As for every kind; the people on record come with the accounts that are named."""
        super().__init__(actor, job)
        self.known: dict[tuple[Ref, str], list[_Known]] = defaultdict(list)
        self.anywhere: dict[str, list[Ref]] = defaultdict(list)
        self.introduced = any(field.code == self.above for _, field in self.fields)

    def judge(self, found: list[Row]) -> None:
        """Find the accounts, refuse twins and what is not ours to do, then find who introduced whom."""
        for row in found:
            row.account = self.house(row, "account")
            self._need_name(row)
            self._need_right(row)
        self._read_people({row.account for row in found if isinstance(row.account, int)})
        for row in found:
            if row.account is not None:
                self._refuse_twin(row)
                self._include(row, row.account, row.name)
        wanted = {row: name for row in found if (name := self.named(row, "introduced_by"))}
        self._read_introducers(wanted)
        for row, name in wanted.items():
            row.above = self._introducer(row, name)

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

    def _read_people(self, accounts: set[int]) -> None:
        """The people of the accounts named; a query for each 500 accounts."""
        p, wanted = Person, sorted(accounts)
        for start in range(0, len(wanted), CHUNK):
            query = p.select(p.account, p.id, p.name, p.title, p.phone)
            for account, id, name, title, phone in rows(query.where(p.account.in_(wanted[start : start + CHUNK]))):
                self._include((id, name, title, phone), account, name)

    def _include(self, who: _Known, account: Ref, name: str) -> None:
        if name:
            self.known[account, same(name, person=True)].append(who)
            if isinstance(who, Row) and self.introduced:
                self.anywhere[same(name, person=True)].append(who)

    def _refuse_twin(self, row: Row) -> None:
        """The same name at the same account is the same person, unless title and telephone both differ."""
        title = _text(row, "title")
        for who in self.known.get((row.account or 0, same(row.name, person=True)), ()):
            name, other_title, other_phone = (
                (who.name, _text(who, "title"), _text(who, "phone")) if isinstance(who, Row) else who[1:]
            )
            differs = title and other_title and same(title) != same(other_title)
            phone = phone_key(_text(row, "phone"))
            if differs and (not phone or phone != phone_key(other_phone)):
                continue
            if isinstance(who, Row):
                row.refuse("twice", "name", name=name, line=who.line)
            elif row.account is not None:
                row.refuse("person_duplicate", "name", name=name, account=self.houses.name(row.account))
            return

    def _read_introducers(self, wanted: dict[Row, str]) -> None:
        """People on record by name, for those not found at the account; a query for each 500 names."""
        far = {name for row, name in wanted.items() if not self.known.get((row.account or 0, same(name, person=True)))}
        names = sorted(far)
        for start in range(0, len(names), CHUNK):
            query = Person.select(Person.id, Person.name).where(Person.name.in_(names[start : start + CHUNK]))
            for id, name in rows(query):
                self.anywhere[same(name, person=True)].append(id)

    def _introducer(self, row: Row, name: str) -> Ref | None:
        wanted = same(name, person=True)
        near = [who if isinstance(who, Row) else who[0] for who in self.known.get((row.account or 0, wanted), ())]
        found = near or self.anywhere.get(wanted, [])
        if len(found) == 1:
            return found[0]
        row.refuse("ambiguous_person" if found else "no_such_person", "introduced_by", name=name)
        return None


def _text(row: Row, field: str) -> str:
    return str(row.values.get(field) or "")


