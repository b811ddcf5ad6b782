"""The progress board of one opportunity: roles, support, doubts with their answers, the touch plan (P15, P16)."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN

from models.reads import facts as facts_read
from models.reads import sight
from models.reads.reports import Asked
from models.reads.rows import rows
from models.rules import pictures_progress as pictures
from models.rules import progress as rule
from models.rules.facts import AccountFacts
from models.rules.people import known
from models.rules.pictures import Grid
from models.rules.pictures_progress import Called, Sizes
from models.rules.progress import Progress
from models.rules.settings import Settings
from models.rules.vocabulary import Level, Role
from models.rules.vocabulary_ledger import DoubtState
from models.tables import ledger as tables
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Member


class DoubtRow(NamedTuple):
    """A doubt, our answer, who sees to it and by when."""

    id: int
    person: int | None
    person_name: str
    role: str
    text: str
    answer: str
    owner: str
    due: date | None
    state: str


class TouchRow(NamedTuple):
    """Who of ours meets whom of theirs."""

    id: int
    layer: str
    colleague: str
    person: int | None
    person_name: str
    text: str
    due: date | None
    done: date | None


class Names(NamedTuple):
    """What the people and the groups of the board are called; people with their title and whether it is a seat."""

    people: dict[int, tuple[str, str, bool]]
    units: dict[int, str]


class ProgressSheet(NamedTuple):
    """The board of an opportunity with what it speaks of, by id."""

    opportunity: int
    name: str
    account: int
    account_name: str
    board: Progress
    doubts: dict[int, DoubtRow]
    touches: dict[int, TouchRow]
    names: Names
    sizes: Sizes


def progress(opportunity: int, today: date, settings: Settings) -> ProgressSheet:
    """The board; LookupError when the opportunity is gone. Three queries besides the facts."""
    o = Opportunity
    found = rows(o.select(o.account, o.name).where(o.id == opportunity))
    if not found:
        raise LookupError(opportunity)
    facts = facts_read.one(found[0][0], today, include_branches=True)
    doubts, touches = _doubts(opportunity), _touches(opportunity)
    board = rule.progress(
        facts, opportunity,
        [rule.Doubt(d.id, d.person, Role(d.role) if d.role else None, DoubtState(d.state or "open"), d.due)
         for d in doubts],
        [rule.Touch(each.id, Level(each.layer), each.person, each.due, each.done) for each in touches], today, settings,
    )  # fmt: skip
    return ProgressSheet(
        opportunity, found[0][1], facts.id, facts.name, board, {each.id: each for each in doubts},
        {each.id: each for each in touches}, _names(facts),
        _sizes(facts, settings),
    )


def _sizes(facts: AccountFacts, settings: Settings) -> Sizes:
    people = known(facts)
    weighty = sum((person.influence or 0) >= settings.high_influence for person in people)
    return Sizes(len(people), weighty, len(facts.units))


def coverage_picture(asked: Asked) -> Grid:
    """What the coverage of an opportunity lacks, check by check (P15)."""
    found = _asked(asked)
    return pictures.coverage(found.board, found.sizes, _called(found))


def progress_picture(asked: Asked) -> Grid:
    """Who stands where on an opportunity, role by role (P16)."""
    found = _asked(asked)
    return pictures.progress(found.board, _called(found))


def _asked(asked: Asked) -> ProgressSheet:
    """The board; LookupError for what is gone or not to be seen (T4)."""
    if asked.opportunity is None:
        raise LookupError
    found = progress(asked.opportunity, asked.today, asked.settings)
    if found.account not in sight.seen(asked.viewer, [found.account]):
        raise LookupError(asked.opportunity)
    return found


def _called(found: ProgressSheet) -> Called:
    people = {key: name or title for key, (name, title, _) in found.names.people.items()}
    return Called(people, found.names.units, found.account)


def _names(facts: AccountFacts) -> Names:
    return Names(
        {person.id: (person.name, person.title, person.placeholder) for person in facts.people},
        {unit.id: unit.name for unit in facts.units},
    )


def _doubts(opportunity: int) -> list[DoubtRow]:
    """Those that are open first, by their day."""
    d = tables.Doubt
    query = (
        d.select(d.id, d.person, Person.name, Person.title, d.role, d.text, d.answer, Member.name, d.due, d.state)
        .join(Person, JOIN.LEFT_OUTER, on=(d.person == Person.id))
        .switch(d)
        .join(Member, JOIN.LEFT_OUTER, on=(d.owner == Member.id))
        .where(d.opportunity == opportunity)
        .order_by(d.id)
    )
    found = [
        DoubtRow(key, person, name or title or "", role, text, answer, owner or "", due, state or "open")
        for key, person, name, title, role, text, answer, owner, due, state in rows(query)
    ]
    return sorted(found, key=lambda row: (row.state == DoubtState.SETTLED, row.due or date.max))


def _touches(opportunity: int) -> list[TouchRow]:
    """Those that are still to come first, by their day."""
    x = tables.Touch
    query = (
        x.select(x.id, x.layer, Member.name, x.person, Person.name, Person.title, x.text, x.due, x.done)
        .join(Member, on=(x.colleague == Member.id))
        .switch(x)
        .join(Person, JOIN.LEFT_OUTER, on=(x.person == Person.id))
        .where(x.opportunity == opportunity)
        .order_by(x.id)
    )
    found = [
        TouchRow(key, layer, colleague, person, name or title or "", text, due, done)
        for key, layer, colleague, person, name, title, text, due, done in rows(query)
    ]
    return sorted(found, key=lambda row: (row.done is not None, row.due or date.max))
