"""The stance ledger of an account: its entries and observers, the board of any day, who moved between two (P4)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import people
from models.reads.facts import houses
from models.reads.people import Board, Move
from models.reads.rows import grouped, rows
from models.rules import ledger as rule
from models.rules.facts import PersonFact, StanceFact
from models.rules.ledger import Change
from models.rules.settings import Settings
from models.rules.stances import current
from models.rules.vocabulary import Stance
from models.tables.opportunities import Competitor, Opportunity
from models.tables.people import Person
from models.tables.team import Member
from models.tables.visits import StanceEntry, Visit


class LedgerRow(NamedTuple):
    """An entry of the ledger, for the whole account where `opportunity` is None; `before` is how he stood until then.

    `competitor` is whom he backs, `visit_day` and `visit_kind` are those of the visit at which it showed.
    """

    id: int
    person: int
    person_name: str
    day: date
    before: str
    stance: str
    opportunity: int | None
    opportunity_name: str
    evidence: str
    confirmed: bool
    competitor: str
    visit: int | None
    visit_day: date | None
    visit_kind: str
    member: str


def board(
    account: int, opportunity: int | None = None, *, today: date, as_of: date | None = None,
    since: date | None = None, settings: Settings | None = None,
) -> Board:  # fmt: skip
    """The stance board of a day, today's if none is given, with who moved; LookupError when the account is gone.

    `as_of` shows what was on record at the end of that day, and `moves` who moved until today; with `since` they
    are those between the two. One query more than the board of today where a day is given.
    """
    found = people.board(account, opportunity, today=today, as_of=as_of, since=since, settings=settings)
    if as_of is None and since is None:
        return found
    first = since or as_of or today
    last = as_of or today if since is not None else today
    told = _named(list(found.facts.people))
    known = entries({person.id for person in found.facts.people})
    changed = rule.difference(_with_ledgers(found.facts.people, known), opportunity, first, last)
    return found._replace(moves=tuple(_move(change, told, known) for change in changed))


def _named(listed: Iterable[PersonFact]) -> dict[int, str]:
    return {person.id: person.name or person.title for person in listed}


def _with_ledgers(listed: Iterable[PersonFact], known: Iterable[LedgerRow]) -> list[PersonFact]:
    """The same people with all of their ledgers, whatever day they were read of."""
    mine = grouped((row.person, _fact(row)) for row in known)
    return [person._replace(stances=tuple(mine.get(person.id, ()))) for person in listed]


def _fact(row: LedgerRow) -> StanceFact:
    return StanceFact(Stance(row.stance), row.day, row.confirmed, row.evidence, None, row.opportunity, row.visit)


def _move(change: Change, names: dict[int, str], known: Sequence[LedgerRow]) -> Move:
    entry = next(row for row in known if row.person == change.person and _fact(row) == change.entry)
    return Move(
        change.person, names[change.person], str(change.before), str(change.after), change.entry.date, entry.evidence,
        entry.member, entry.confirmed,
    )


def entries(people: Collection[int]) -> list[LedgerRow]:
    """Every entry of the ledgers of these people, oldest first; `before` is left out. One query."""
    s, o, c, m, v = StanceEntry, Opportunity, Competitor, Member, Visit
    query = (
        s.select(
            s.id, s.person, Person.name, Person.title, s.date, s.stance, s.opportunity, o.name, s.evidence,
            s.confirmed, c.name, s.visit, v.date, v.kind, m.name,
        )
        .join(Person)
        .switch(s)
        .join(o, JOIN.LEFT_OUTER, on=(s.opportunity == o.id))
        .switch(s)
        .join(c, JOIN.LEFT_OUTER, on=(s.competitor == c.id))
        .switch(s)
        .join(v, JOIN.LEFT_OUTER, on=(s.visit == v.id))
        .switch(s)
        .join(m, JOIN.LEFT_OUTER, on=(s.member == m.id))
        .where(s.person.in_(sorted(people)))
        .order_by(s.date, s.id)
    )  # fmt: skip
    return [
        LedgerRow(
            key, person, name or title, day, "", stance, deal, deal_name or "", evidence, confirmed, rival or "",
            visit, visit_day, visit_kind or "", member or "",
        )
        for key, person, name, title, day, stance, deal, deal_name, evidence, confirmed, rival, visit, visit_day,
        visit_kind, member in rows(query)
    ]  # fmt: skip


def ledger(account: int, opportunity: int | None = None) -> list[LedgerRow]:
    """The ledger of an account and its branches, newest first; of an opportunity what holds there. Three queries."""
    known = entries([key for (key,) in rows(Person.select(Person.id).where(Person.account.in_(_houses(account))))])
    mine = grouped((row.person, row) for row in known)
    before = {key: stood for listed in mine.values() for key, stood in _befores(listed)}
    told = [row for row in known if opportunity is None or row.opportunity in (None, opportunity)]
    return [row._replace(before=before[row.id]) for row in reversed(told)]


def _houses(account: int) -> Sequence[int]:
    return houses([account])[account]


def _befores(listed: Sequence[LedgerRow]) -> Iterator[tuple[int, str]]:
    """How one person stood in the scope of each entry before it was made; `listed` is oldest first."""
    ledger = tuple(map(_fact, listed))
    for place, row in enumerate(listed):
        earlier = PersonFact(row.person, 0, row.person_name, stances=ledger[:place])
        yield row.id, str(current(earlier, row.opportunity).stance)


def days(account: int, opportunity: int | None = None) -> list[tuple[date, list[LedgerRow]]]:
    """The days on which anybody moved, newest first, with the entries that moved him. Three queries."""
    moved = [row for row in ledger(account, opportunity) if row.stance != row.before]
    return [(day, list(found)) for day, found in grouped((row.day, row) for row in moved).items()]
