"""A member's plan of contacts for a week or a month: what is planned, what else should be, and what was kept (V3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from models.reads.rows import grouped, listed, rows, told
from models.reads.sight import inside, visible
from models.reads.today import DueRow, due
from models.rules import planning
from models.rules.calendar import Days
from models.rules.planning import Candidate, Deadline, Met, Noted, Proposal, Tally
from models.rules.settings import Settings
from models.rules.vocabulary import DueKind, Urgency, ValueClass
from models.rules.vocabulary_planning import Kept, PlanFactor, PlanSpan, PlanState
from models.tables.accounts import Account, AccountState
from models.tables.team import Member

MOST = 60
"""Key targets and blank areas that are looked at for a draft."""
REST = timedelta(days=14)
"""Who was seen this lately is not proposed for being a key target or a blank area alone."""
People = tuple[tuple[int, str], ...]


class ContactRow(NamedTuple):
    """A contact of the member: on which day it is now, and with whom."""

    id: int
    account: int
    account_name: str
    day: date
    time: str
    kind: str
    state: str
    people: People = ()


class LineRow(NamedTuple):
    """A line of a plan that was handed in, and what became of it; `now` is the day of its contact, None once gone."""

    account: int
    account_name: str
    day: date
    kind: str
    factors: tuple[PlanFactor, ...]
    kept: Kept
    contact: int | None
    now: date | None
    people: People = ()


class ProposalRow(NamedTuple):
    """A contact that is proposed, with names."""

    proposal: Proposal
    account_name: str
    people: People


class Plan(NamedTuple):
    """The plan of a member for some days.

    As long as it is not locked: `contacts` are what is planned and done on these days, `proposals` what else should be.
    Once it is: `lines` are what was planned with what became of it, `contacts` those made beyond it.
    """

    member: int
    member_name: str
    span: PlanSpan
    days: Days
    deadline: Deadline
    state: PlanState
    comment: str
    contacts: tuple[ContactRow, ...]
    proposals: tuple[ProposalRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    tally: Tally | None = None
    reasons: Mapping[int, tuple[PlanFactor, ...]] = MappingProxyType({})
    """Why the accounts of the contacts should be seen, by account."""


def plan(
    member: int, kind: PlanSpan, day: date, today: date, settings: Settings, *, viewer: int | None = None
) -> Plan:
    """The plan of the days around a day, of the accounts a viewer may see; LookupError for a member who is not there.

    At most 40 queries, however many rows.
    """
    days = planning.days_of(kind, day)
    name = dict(told("SELECT id, name FROM member WHERE id = ?", (member,)))[member]
    kept = told(
        "SELECT id, state, comment FROM visit_plan WHERE member_id = ? AND span = ? AND start = ?",
        (member, kind.value, days.first),
    )
    number, state, comment = kept[0] if kept else (None, PlanState.OPEN.value, "")
    found = Plan(
        member, name, kind, days, planning.deadline(kind, days, settings), PlanState(state), comment, ()
    )
    if found.state.locked:
        return _compared(found, int(number), today, viewer)
    contacts = contacts_of(member, days, viewer=viewer)
    if days.last < today:
        return found._replace(contacts=tuple(contacts))
    known = candidates(member, days, today, settings)
    return found._replace(
        contacts=tuple(contacts), proposals=_proposals(known, contacts, days, today, settings),
        reasons={each.account: known[each.account].factors for each in contacts if each.account in known},
    )


def contacts_of(
    member: int, days: Days, *, also: Collection[int] = (), viewer: int | None = None
) -> list[ContactRow]:
    """The contacts of a member on these days that were not called off, and those with these numbers. Two queries."""
    limits, values = inside(viewer, "v.account_id")
    found = told(
        f"""SELECT v.id, v.account_id, a.name, v.date, v.time, v.kind, v.state
        FROM visit AS v JOIN account AS a ON a.id = v.account_id
        WHERE ((v.date >= ? AND v.date <= ? AND v.state <> 'cancelled'
            AND (v.member_id = ? OR v.id IN (SELECT visit_id FROM visit_member WHERE member_id = ?)))
            OR v.id IN {listed(also)}){limits} ORDER BY v.date, v.time, v.id""",
        [days.first, days.last, member, member, *values], days=(3,),
    )  # fmt: skip
    people = _people(row[0] for row in found)
    return [
        ContactRow(key, account, name, day, time, kind, state, people.get(key, ()))
        for key, account, name, day, time, kind, state in found
    ]


def _people(visits: Iterable[int]) -> Mapping[int, People]:
    return {key: tuple(each) for key, each in grouped((row[0], row[1:]) for row in told(
        f"""SELECT vp.visit_id, p.id, p.name FROM visit_person AS vp JOIN person AS p ON p.id = vp.person_id
        WHERE vp.visit_id IN {listed(visits)} ORDER BY vp.id"""
    )).items()}  # fmt: skip


# Plan against done -------------------------------------------------------------------------------------------


def _compared(found: Plan, number: int, today: date, viewer: int | None) -> Plan:
    """A plan that was handed in beside what was done. Three queries."""
    limits, values = inside(viewer, "l.account_id")
    lines = told(
        f"""SELECT l.account_id, a.name, l.date, l.kind, l.factors, l.visit_id
        FROM plan_line AS l JOIN account AS a ON a.id = l.account_id
        WHERE l.plan_id = ?{limits} ORDER BY l.date, l.id""",
        [number, *values], days=(2,),
    )  # fmt: skip
    contacts = contacts_of(found.member, found.days, also=[row[5] for row in lines if row[5]], viewer=viewer)
    met = [Met(each.id, each.account, each.day, each.state) for each in contacts]
    noted = [Noted(account, day, visit) for account, _, day, _, _, visit in lines]
    became = [planning.kept(line, met, found.days, today) for line in noted]
    by_id = {each.id: each for each in contacts}
    extra = planning.beyond(noted, met, found.days)
    return found._replace(
        contacts=tuple(by_id[each.id] for each in extra),
        lines=tuple(
            _line(row, kept, by_id.get(row[5])) for row, kept in zip(lines, became, strict=True)
        ),
        tally=planning.tally(became, len(extra)),
    )  # fmt: skip


def _line(row: tuple[Any, ...], kept: Kept, contact: ContactRow | None) -> LineRow:
    account, name, day, kind, factors, visit = row
    return LineRow(
        account, name, day, kind, unpacked(factors), kept, visit, contact.day if contact else None,
        contact.people if contact else (),
    )  # fmt: skip


def unpacked(text: str) -> tuple[PlanFactor, ...]:
    """The reasons as they are kept with a line."""
    return tuple(PlanFactor(code) for code in text.split())


# The draft ---------------------------------------------------------------------------------------------------


def _proposals(
    known: Mapping[int, Candidate], contacts: Sequence[ContactRow], days: Days, today: date, settings: Settings
) -> tuple[ProposalRow, ...]:
    seen = {each.account for each in contacts}
    taken: dict[date, int] = defaultdict(int)
    for each in contacts:
        taken[each.day] += 1
    draft = planning.draft((each for key, each in known.items() if key not in seen), taken, days, today, settings)
    a = Account
    names = dict(rows(a.select(a.id, a.name).where(a.id.in_([each.account for each in draft]))))
    wanted = {person for each in draft for person in each.people}
    people = dict(told(f"SELECT id, name FROM person WHERE id IN {listed(wanted)}"))
    return tuple(
        ProposalRow(each, names[each.account], tuple((p, people[p]) for p in each.people if p in people))
        for each in draft
    )


def candidates(member: int, days: Days, today: date, settings: Settings) -> dict[int, Candidate]:
    """The accounts of a member that have a reason to be seen, by id: what falls due until the last of these days, the
    key targets and the blank areas among his accounts (V3)."""
    by_account: dict[int, list[DueRow]] = defaultdict(list)
    for row in due(days.last, today, member=member, settings=settings):
        if row.item.kind is not DueKind.VISIT and row.item.account:
            by_account[row.item.account].append(row)
    standing = _standing(member, by_account)
    found = {}
    for account, (urgency, key_target, last, deal) in standing.items():
        dues = by_account.get(account, [])
        factors = planning.factors(
            {row.item.kind for row in dues}, Urgency(urgency) if urgency else None, key_target=key_target,
            met=last is not None, deal=deal,
        )  # fmt: skip
        lately = last is not None and last > today - REST
        if factors and (dues or not lately):
            found[account] = _candidate(account, dues, factors)
    return found


def _candidate(account: int, dues: Sequence[DueRow], factors: tuple[PlanFactor, ...]) -> Candidate:
    first = dues[0].item if dues else None
    if first is None:
        return Candidate(account, None, factors)
    return Candidate(account, first.date, factors, first.opportunity, first.people)


def _standing(member: int, also: Collection[int]) -> dict[int, tuple[str, bool, date | None, bool]]:
    """Of these accounts, and of a member's key targets and blank areas: the urgency, whether it is a key target, the
    last contact, and whether there ever was an opportunity. Three queries."""
    own = Account.select(Account.id).join(AccountState, on=(AccountState.account == Account.id))
    own = own.where(Account.owner == member)
    deals = "SELECT 1 FROM opportunity AS o WHERE o.account_id = a.id"
    targets = own.where((Account.key_marks != "") | (Account.value_class == ValueClass.STRATEGIC.value))
    oldest = targets.order_by(AccountState.last_contact.asc(nulls="first"), Account.sort_key, Account.id).limit(MOST)
    blank = told(
        f"""SELECT a.id FROM account AS a JOIN account_state AS s ON s.account_id = a.id
        WHERE a.owner_id = ? AND NOT EXISTS ({deals})
        ORDER BY a.market_influence IS NULL, a.market_influence DESC, a.sort_key, a.id LIMIT {MOST}""", (member,),
    )
    wanted = {*also, *(key for (key,) in rows(oldest)), *(key for (key,) in blank)}
    found = told(
        f"""SELECT a.id, s.urgency, a.key_marks, a.value_class, s.last_contact,
        CASE WHEN EXISTS ({deals}) THEN 1 ELSE 0 END
        FROM account AS a JOIN account_state AS s ON s.account_id = a.id
        WHERE a.id IN {listed(wanted)} ORDER BY a.sort_key, a.id""", days=(4,), flags=(5,),
    )
    return {
        key: (urgency, bool(marks) or value == ValueClass.STRATEGIC, last, deal)
        for key, urgency, marks, value, last, deal in found
    }


def seen_by(viewer: int | None) -> list[tuple[int, str]]:
    """The members whose plans somebody may look at: those of the accounts he may see, by name. One query."""
    query = Member.select(Member.id, Member.name).join(Account, on=(Account.owner == Member.id)).where(Member.active)
    for condition in visible(viewer):
        query = query.where(condition)
    return rows(query.distinct().order_by(Member.name, Member.id))
