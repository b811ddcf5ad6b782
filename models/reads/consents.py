"""Whose word waits on what was put before an approver (T4, T9)."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from models.reads.rows import rows
from models.rules import rights
from models.rules.rights import Voice
from models.rules.vocabulary import ApprovalKind, MemberRole
from models.tables.accounts import Account
from models.tables.dealing import Contract
from models.tables.opportunities import Opportunity
from models.tables.people import Person
from models.tables.team import Approval, Consent, Member
from models.tables.visits import Gift

_OFFICE_OF: dict[str, Any] = {"gift": Gift, "person": Person, "contract": Contract, "opportunity": Opportunity}
"""What an approval may be about besides an account, and hangs on one."""


class _Judge(NamedTuple):
    """One of our people who is still here."""

    id: int
    name: str
    role: MemberRole
    office: str


def speakers(approvals: Collection[Approval]) -> dict[int, dict[Voice, dict[int, str]]]:
    """For each approval the voices it takes, and who may give each, by id with his name.

    Not he who asked for it, but where nobody else could. A voice that nobody has is not asked for: there is no
    sales department, the account has no owner, or its owner is gone or asked for it himself. At most four queries.
    """
    m = Member
    judges = [
        _Judge(key, name, MemberRole(role), office)
        for key, name, role, office in rows(m.select(m.id, m.name, m.role, m.office).where(m.active).order_by(m.id))
    ]
    owners = _owners(approvals)
    offices = dict(rows(m.select(m.id, m.office)))
    found: dict[int, dict[Voice, dict[int, str]]] = {}
    for row in approvals:
        owner = owners.get(row.id)
        found[row.id] = _voices(row, judges, owner, None if owner is None else offices[owner])
    return found


def _voices(
    row: Approval, judges: Iterable[_Judge], owner: int | None, office: str | None
) -> dict[Voice, dict[int, str]]:
    """The voices one approval takes."""
    kind, asker = ApprovalKind(str(row.kind)), row.__data__["asked_by"]
    found: dict[Voice, dict[int, str]] = {}
    for voice in rights.voices(kind):
        able = {
            judge.id: judge.name
            for judge in judges
            if rights.may_speak(
                voice, kind, judge.role, owner=judge.id == owner, same_office=rights.same_office(judge.office, office)
            )
        }
        others = {key: name for key, name in able.items() if key != asker}
        if voice is Voice.OWNER and asker in able:
            continue
        if voice is Voice.DECIDER or able:
            found[voice] = others or able
    return found


def _owners(approvals: Iterable[Approval]) -> dict[int, int | None]:
    """Whose the account is that each approval is about; a plan is its member's."""
    plans = {row.id: row.__data__["asked_by"] for row in approvals if row.kind == ApprovalKind.VISIT_PLAN}
    subjects = {row.id: str(row.subject).partition(":") for row in approvals}
    houses = {key: int(row) for key, (table, _, row) in subjects.items() if table == "account"}
    for name, table in _OFFICE_OF.items():
        wanted = {key: int(row) for key, (kind, _, row) in subjects.items() if kind == name}
        query = table.select(table.id, table.account).where(table.id.in_(list(wanted.values())))
        at = dict(rows(query)) if wanted else {}
        houses |= {key: at[row] for key, row in wanted.items() if row in at}
    owner = dict(rows(Account.select(Account.id, Account.owner).where(Account.id.in_(list(houses.values())))))
    return plans | {key: owner.get(house) for key, house in houses.items()}


def missing(approvals: Collection[Approval]) -> dict[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """For each approval that takes several voices those still to come, each with the names of who may give it."""
    several = [row for row in approvals if len(rights.voices(ApprovalKind(str(row.kind)))) > 1]
    if not several:
        return {}
    wanted = speakers(several)
    c = Consent
    given = {(key, voice) for key, voice in rows(c.select(c.approval, c.voice).where(c.approval.in_(list(wanted))))}
    return {
        key: tuple((voice.value, tuple(who.values())) for voice, who in each.items() if (key, voice.value) not in given)
        for key, each in wanted.items()
    }

