"""What people do and where they stand: stance moves, inside marks, moves to another account."""

from collections.abc import Collection
from datetime import date
from typing import Any

from models.reads.rows import above
from models.rules.text import clean
from models.rules.vocabulary import Inside, Role, Stance
from models.tables import (
    Account,
    CommitteeMember,
    InsideMark,
    Opportunity,
    PersonMove,
    PersonRole,
    Relation,
    StanceEntry,
)
from models.writes import permits
from models.writes.intents import Refused, Work, intention
from models.writes.records import fetch


@intention("stance.move")
def move_stance(
    work: Work,
    person: int,
    stance: Stance,
    evidence: str = "",
    *,
    opportunity: int | None = None,
    confirmed: bool = False,
    competitor: int | None = None,
    visit: int | None = None,
    when: date | None = None,
) -> int:
    """Enter where a person stands now, with what was said or done (P4, P5); answers the entry's id."""
    row = fetch("person", person)
    permits.ensure(work, "stance", row.__data__)
    _ensure_on(row, opportunity)
    entry = work.add(
        StanceEntry,
        person=person,
        opportunity=opportunity,
        stance=Stance(stance).value,
        date=when or work.actor.today,
        evidence=clean(evidence),
        confirmed=confirmed,
        competitor=competitor if stance in (Stance.ENEMY, Stance.BLOCKER) else None,
        visit=visit,
        member=work.actor.member,
    )
    return int(entry.id)


def _ensure_on(person: Any, opportunity: int | None) -> None:
    """A deal is one of the person's account, or of one above it: a branch's people count there too (P5)."""
    if opportunity is not None:
        house = fetch("opportunity", opportunity).account_id
        if house not in above(Account, [person.account_id]):
            raise Refused("other_account")


@intention("inside.mark")
def mark_inside(work: Work, person: int, inside: Inside, *, opportunity: int | None = None) -> int:
    """Mark who gives us information from inside, as of today (P11)."""
    row = fetch("person", person)
    permits.ensure(work, "stance", row.__data__)
    _ensure_on(row, opportunity)
    mark = work.add(
        InsideMark, person=person, opportunity=opportunity, inside=Inside(inside).value, date=work.actor.today
    )
    return int(mark.id)


@intention("person.transfer")
def transfer(work: Work, person: int, account: int, note: str = "") -> None:
    """Move a person to another account; visits, stances and promises stay where they happened (P1)."""
    row = fetch("person", person)
    fetch("account", account)
    permits.ensure(work, "person", row.__data__)
    permits.ensure(work, "person", {"account": account})
    if row.account_id == account:
        raise Refused("same_account")
    for table, field in ((CommitteeMember, "person"), (Relation, "person"), (Relation, "other")):
        _remove_all(work, table, field, person)
    deals = Opportunity.select(Opportunity.id).where(Opportunity.account.not_in(above(Account, [account])))
    for role in PersonRole.select().where((PersonRole.person == person) & PersonRole.opportunity.in_(deals)):
        work.remove(role)
    move = {"person": person, "origin": row.account_id, "account": account}
    work.add(PersonMove, **move, date=work.actor.today, note=clean(note))
    work.account = row.account_id
    work.alter(row, account=account, unit=None)


def _remove_all(work: Work, table: Any, field: str, value: int) -> None:
    for row in table.select().where(getattr(table, field) == value):
        work.remove(row)


@intention("roles.on_deal")
def take_roles(work: Work, person: int, opportunity: int, roles: Collection[Role]) -> None:
    """Say which roles a person has on one deal; none falls back to the account's default (P2)."""
    row = fetch("person", person)
    permits.ensure(work, "person", row.__data__)
    _ensure_on(row, opportunity)
    wanted = {Role(role).value for role in roles}
    there = PersonRole.select().where((PersonRole.person == person) & (PersonRole.opportunity == opportunity))
    for held in there:
        if held.role not in wanted:
            work.remove(held)
    for role in sorted(wanted - {held.role for held in there}):
        work.add(PersonRole, person=person, opportunity=opportunity, role=role)
