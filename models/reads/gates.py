"""The gate of one opportunity with its decision chain, and what was put before an approver about it (O2, O15, P18)."""

from datetime import date, datetime
from typing import NamedTuple

from peewee import JOIN

from models.reads import facts as facts_read
from models.reads import sight
from models.reads.reports import Asked
from models.reads.rows import rows
from models.rules import chain, coach, gates, pictures_gates
from models.rules.chain import ChainState
from models.rules.facts import AccountFacts, PersonFact
from models.rules.gates import Gate, GateLine
from models.rules.people import roles_of
from models.rules.pictures import Bars
from models.rules.qualification import Qualification, qualification
from models.rules.settings import Settings
from models.rules.stances import standings
from models.rules.vocabulary import ApprovalKind
from models.tables.accounts import Account, Unit
from models.tables.gates import ChainLink
from models.tables.opportunities import Opportunity
from models.tables.team import Approval, Member

ASKABLE = (ApprovalKind.PROSPECT_APPLICATION.value, ApprovalKind.GATE_OVERRIDE.value)


class AskedRow(NamedTuple):
    """Something put before an approver about the opportunity (O15, T9)."""

    id: int
    kind: str
    state: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    comment: str


class GateSheet(NamedTuple):
    """A gate: `names` are the people it speaks of, by id, `mode_known` whether the account has a purchase mode."""

    name: str
    account_name: str
    gate: Gate
    qualification: Qualification
    mode_known: bool
    names: dict[int, str]
    asked: tuple[AskedRow, ...]
    progress: tuple[GateLine, ...] = ()
    """Every item of every stage."""


class LinkRow(NamedTuple):
    """A place in the chain: a person or a group, how it stands towards us and how well we know it."""

    id: int
    person: int | None
    unit: int | None
    name: str
    title: str
    roles: tuple[str, ...]
    stance: str
    grade: str
    inside: bool
    reachable: bool
    last_contact: date | None
    key: bool
    decides: bool
    placeholder: bool
    note: str


class ChainSheet(NamedTuple):
    """The chain of an opportunity in its order, and how it stands."""

    state: ChainState
    links: tuple[LinkRow, ...]


def gate(opportunity: int, today: date, settings: Settings) -> GateSheet:
    """The gate an opportunity stands before; LookupError when it is gone. Two queries besides the facts."""
    told = _facts(opportunity, today)
    name = next(each.name for each in told.opportunities if each.id == opportunity)
    found = gates.gate(told, opportunity, settings)
    fit = qualification(told, opportunity, settings)
    wanted = {each for line in found.lines for each in line.people} | set(fit.key)
    names = {person.id: person.name or person.title for person in told.people if person.id in wanted}
    far = gates.progress(told, opportunity, settings)
    return GateSheet(name, told.name, found, fit, told.mode is not None, names, _asked(opportunity), far)


def picture(asked: Asked) -> Bars:
    """How far the opportunity asked about is through its gates; LookupError for what is gone or not seen (O2, T4)."""
    if asked.opportunity is None or asked.account not in sight.seen(asked.viewer, [asked.account or 0]):
        raise LookupError(asked.opportunity)
    found = gate(asked.opportunity, asked.today, asked.settings)
    return pictures_gates.progress(found.progress, found.gate.stage)


def decision_chain(opportunity: int, today: date, settings: Settings) -> ChainSheet:
    """The decision chain of an opportunity; LookupError when it is gone. Two queries besides the facts."""
    told = _facts(opportunity, today)
    c = ChainLink
    query = (
        c.select(c.id, c.note, Unit.name)
        .join(Unit, JOIN.LEFT_OUTER, on=(c.unit == Unit.id))
        .where(c.opportunity == opportunity)
    )
    beside = {key: (note, unit or "") for key, note, unit in rows(query)}
    state = chain.state(told, opportunity, today, settings)
    return ChainSheet(state, tuple(_links(told, opportunity, beside)))


def _facts(opportunity: int, today: date) -> AccountFacts:
    """What is known of the account of an opportunity, its branches' people included."""
    o = Opportunity
    found = rows(o.select(o.account).join(Account).where(o.id == opportunity))
    if not found:
        raise LookupError(opportunity)
    return facts_read.one(found[0][0], today, include_branches=True)


def _links(told: AccountFacts, opportunity: int, beside: dict[int, tuple[str, str]]) -> list[LinkRow]:
    stands = standings(told, opportunity)
    insiders = set(coach.inside(told, opportunity))
    found = []
    for link in chain.of(told, opportunity).links:
        here = chain.members(told, link)
        first = here[0] if link.person is not None and here else None
        note, unit = beside.get(link.id, ("", ""))
        stance = str(stands[first.id].stance) if first is not None and first.id in stands else ""
        found.append(LinkRow(
            link.id, link.person, link.unit, first.name if first else unit, first.title if first else "",
            _roles(here, opportunity), stance, str(first.grade) if first else "",
            any(p.id in insiders for p in here), any(p.reachable for p in here),
            max((p.last_contact for p in here if p.last_contact), default=None), link.key,
            chain.decides(told, link, opportunity), bool(first and first.placeholder), note,
        ))  # fmt: skip
    return found


def _roles(people: tuple[PersonFact, ...], opportunity: int) -> tuple[str, ...]:
    return tuple(sorted({str(role) for person in people for role in roles_of(person, opportunity)}))


def _asked(opportunity: int) -> tuple[AskedRow, ...]:
    """Newest first."""
    a, asker, judge = Approval, Member.alias(), Member.alias()
    query = (
        a.select(a.id, a.kind, a.state, a.reason, asker.name, a.asked_at, judge.name, a.comment)
        .join(asker, on=(a.asked_by == asker.id))
        .switch(a)
        .join(judge, JOIN.LEFT_OUTER, on=(a.decided_by == judge.id))
        .where((a.subject == f"opportunity:{opportunity}") & a.kind.in_(ASKABLE))
        .order_by(a.id.desc())
    )
    return tuple(
        AskedRow(key, kind, state, reason, by, at, decided_by or "", comment)
        for key, kind, state, reason, by, at, decided_by, comment in rows(query)
    )
