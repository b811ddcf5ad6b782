"""Everything recorded of one account that is told nowhere else: its group, units, competitors, events, gifts (A1)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from peewee import JOIN

from models.reads import chart, facts, labels, persons, records, sight
from models.reads.account_team import MateRow, team
from models.reads.account_years import YearRow, account_years
from models.reads.chart import HouseRow, UnitRow
from models.reads.facts import houses
from models.reads.records import Record
from models.reads.relation_course import relation_course
from models.reads.rivals import RivalRow, rivals
from models.reads.rows import maybe, rows
from models.reads.thresholds import settings as stored_settings
from models.rules import accounts as rules
from models.rules.accounts import Seller, Selling, Upkeep
from models.rules.judging import Judgement, judgement
from models.rules.key_account import Was
from models.rules.settings import Settings
from models.rules.vocabulary import ApprovalState, Kind, Mode, Source, TaskState
from models.tables.accounts import Account, AccountField
from models.tables.history import Change, Intent
from models.tables.people import AccountEvent
from models.tables.team import Approval, Member
from models.tables.visits import Gift, Task

BLANK = ("none", "unknown", "", None, ())
"""What a field holds as long as nothing is known."""


class FieldRow(NamedTuple):
    """A field somebody defined for this account (A1)."""

    id: int
    name: str
    value: str


class EventRow(NamedTuple):
    """A change worth knowing (A16)."""

    id: int
    date: date
    kind: str
    text: str
    person: int | None


class GiftRow(NamedTuple):
    """An entry of the register: what the policy said to it, and what became of it (V15)."""

    id: int
    date: date
    kind: str
    what: str
    value: int | None
    occasion: str
    person: int | None
    verdict: str
    member_name: str
    state: str
    reason: str
    decided_by: str


class TaskRow(NamedTuple):
    """An open task; `code` says what for when a rule raised it."""

    id: int
    due: date | None
    text: str
    code: str
    person: int | None
    member_name: str


class AskedRow(NamedTuple):
    """Something about the account that was put before an approver (T9)."""

    id: int
    kind: str
    state: str
    text: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    comment: str


class Profile(NamedTuple):
    """The profile of an account; `names` are the people it speaks of, `changed` when and by whom its card was."""

    record: Record
    judgement: Judgement
    relations: Sequence[Was]
    seller: Seller | None
    selling: Selling | None
    passive: bool
    registered: date | None
    registered_by: str
    changed: tuple[datetime, str] | None
    upkeep: Upkeep
    fields: tuple[FieldRow, ...]
    team: tuple[MateRow, ...]
    years: tuple[YearRow, ...]
    group: tuple[HouseRow, ...]
    units: tuple[UnitRow, ...]
    events: tuple[EventRow, ...]
    rivals: tuple[RivalRow, ...]
    gifts: tuple[GiftRow, ...]
    tasks: tuple[TaskRow, ...]
    asked: tuple[AskedRow, ...]
    names: dict[int, str]


def profile(
    account: int, today: date, *, viewer: int | None = None, settings: Settings | None = None
) -> Profile:
    """The profile of an account; LookupError when it is gone, or not the viewer's to see (T4). At most 63 queries.

    People of the branches count where competitors have their friends; the group shows what a member may see.
    """
    if account not in sight.seen(viewer, [account]):
        raise LookupError(account)
    record = records.record("account", account)
    below = houses([account])[account]
    staff = persons.people(below, today + timedelta(days=1))
    people = [person for house in below for person in staff.get(house, ())]
    events, found = _events(account), rivals(account, people)
    units = chart.units(account, people)
    gifts, tasks = _gifts(account), _tasks(account)
    told = {each.person for part in (events, gifts, tasks) for each in part}
    told |= {key for unit in units for key in unit.members} | {key for rival in found for key in rival.backers}
    settings = settings or stored_settings()
    known = facts.one(account, today)
    return Profile(
        record, judgement(known, today, settings), relation_course(account), *_fits(record),
        *_registered(account), _changed(account), _upkeep(record, settings), _fields(account), team(account),
        account_years(known, today, settings), chart.group(account, below, viewer), units, events, found, gifts, tasks,
        _asked(account, gifts),
        labels.people(key for key in told if key is not None),
    )  # fmt: skip


def _fits(record: Record) -> tuple[Seller | None, Selling | None, bool]:
    """Who sells, how, and whether they came to us."""
    mode, kind, source = (str(record.values[field] or "") for field in ("mode", "kind", "source"))
    passive = bool(source) and Source(source).passive
    return rules.seller(maybe(Mode, mode)), rules.selling(maybe(Kind, kind)), passive


def _upkeep(record: Record, settings: Settings) -> Upkeep:
    return rules.upkeep(rules.known(record.values), rules.wanted(settings))


def _registered(account: int) -> tuple[date | None, str]:
    a, m = Account, Member
    query = a.select(a.registered, m.name).join(m, JOIN.LEFT_OUTER, on=(a.registered_by == m.id))
    ((day, name),) = rows(query.where(a.id == account))
    return day, name or ""


def _changed(account: int) -> tuple[datetime, str] | None:
    """When the account's own row was last touched, and by whom."""
    i, c, m = Intent, Change, Member
    query = i.select(i.at, m.name).join(c, on=(c.intent == i.id)).switch(i)
    query = query.join(m, JOIN.LEFT_OUTER, on=(i.member == m.id))
    found = rows(query.where((c.table == "account") & (c.row == account)).order_by(i.id.desc()).limit(1))
    return (found[0][0], found[0][1] or "") if found else None


def _fields(account: int) -> tuple[FieldRow, ...]:
    f = AccountField
    return tuple(FieldRow(*row) for row in rows(f.select(f.id, f.name, f.value).where(f.account == account)))


def _events(account: int) -> tuple[EventRow, ...]:
    e = AccountEvent
    query = e.select(e.id, e.date, e.kind, e.text, e.person).where(e.account == account)
    return tuple(EventRow(*row) for row in rows(query.order_by(e.date.desc(), e.id.desc())))


def _gifts(account: int) -> tuple[GiftRow, ...]:
    g, a, giver, judge = Gift, Approval, Member.alias(), Member.alias()
    query = (
        g.select(g.id, g.date, g.kind, g.what, g.value, g.occasion, g.person, g.verdict, giver.name, a.state,
                 a.reason, judge.name)
        .join(a, JOIN.LEFT_OUTER, on=(g.approval == a.id))
        .join(judge, JOIN.LEFT_OUTER, on=(a.decided_by == judge.id))
        .switch(g)
        .join(giver, JOIN.LEFT_OUTER, on=(g.member == giver.id))
        .where(g.account == account)
        .order_by(g.date.desc(), g.id.desc())
    )  # fmt: skip
    return tuple(GiftRow(*row[:8], *(text or "" for text in row[8:])) for row in rows(query))


def _tasks(account: int) -> tuple[TaskRow, ...]:
    k, m = Task, Member
    query = k.select(k.id, k.due, k.text, k.code, k.person, m.name).join(m, JOIN.LEFT_OUTER, on=(k.member == m.id))
    query = query.where((k.account == account) & (k.state == TaskState.OPEN))
    found = rows(query.order_by(k.due.is_null(), k.due, k.id))
    return tuple(TaskRow(*row[:5], row[5] or "") for row in found)  # type: ignore[call-arg]


def _asked(account: int, gifts: Iterable[GiftRow]) -> tuple[AskedRow, ...]:
    """What was put before an approver, what waits first, then the newest."""
    a, asker, judge = Approval, Member.alias(), Member.alias()
    query = (
        a.select(a.id, a.kind, a.state, a.text, a.reason, asker.name, a.asked_at, judge.name, a.comment)
        .join(asker, on=(a.asked_by == asker.id))
        .switch(a)
        .join(judge, JOIN.LEFT_OUTER, on=(a.decided_by == judge.id))
        .where(a.subject.in_([f"account:{account}", *(f"gift:{gift.id}" for gift in gifts)]))
        .order_by(a.state != ApprovalState.ASKED, a.id.desc())
    )
    return tuple(AskedRow(*row[:7], row[7] or "", row[8]) for row in rows(query))  # type: ignore[call-arg]
